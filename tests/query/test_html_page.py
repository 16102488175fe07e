"""The report: what it holds, that nothing in a ledger can leave the data."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from helpers.design_pages import tangled
from helpers.graphs import architectures, node, without_links_to_nothing
from helpers.ledgers import sound
from helpers.pages import BROKEN, EVIL, LEDGER, page_of
from hypothesis import given, settings

from archhook.query.documents import fields_of
from archhook.query.html_page import embedded

if TYPE_CHECKING:
    from archhook.model.nodes import Node


def data_of(page: str) -> dict[str, Any]:
    (text,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@settings(max_examples=30, deadline=None)
@given(architectures())
def test_the_data_is_the_ledger(drawn: dict[str, Node]) -> None:
    nodes = without_links_to_nothing(drawn)
    data = data_of(page_of(list(nodes.values())))
    assert {one["id"]: one["links"] for one in data["nodes"]} == {
        one.id: {field: fields_of(one)["links"][field] for field in data_links} for one in nodes.values()
        for data_links in [next(n["links"] for n in data["nodes"] if n["id"] == one.id)]
    }  # fmt: skip
    assert all(one["in_force"] == nodes[one["id"]].in_force for one in data["nodes"])


def test_the_data_says_what_designs_declare_import_and_hold() -> None:
    data = data_of(tangled(6, 1).page())
    assert data.keys() == {
        "schema_version", "kind", "snapshot", "title", "judged", "summary", "kinds", "nodes", "findings", "fields",
        "layers", "dependencies", "packages", "files", "exemptions", "together", "since",
    }  # fmt: skip
    assert {tuple(one) for one in data["dependencies"]} == {("from", "to", "declared", "imports", "debts")}
    assert all(one["imports"].keys() == {"run", "lazy", "typing", "dynamic"} for one in data["dependencies"])
    assert data["files"] == {f"D-{number}": 1 for number in range(1, 7)}


def test_figures_totals_findings_and_changes() -> None:
    old = LEDGER.replace("[R-1] A message arrives within 100 ms", "[R-1] A message arrives").replace(
        '"publish"', '"send"'
    )
    data = data_of(page_of(list(sound(LEDGER).values()), findings=(BROKEN,), old=old))
    by_id = {one["id"]: one for one in data["nodes"]}
    assert by_id["R-1"]["totals"]["memory_mb"]["value"] == 80
    assert by_id["D-1"]["figures"] == {"estimated": {"memory_mb": 64}, "measured": {"memory_mb": 80}}
    assert [by_id[one]["state"] for one in ("T-1", "D-9", "D-1")] == ["broken", "out", "kept"]
    assert data["findings"][0]["code"] == "INV403"
    assert [one["id"] for one in data["since"]["changed"]] == ["R-1", "T-1"]


WAIVING = LEDGER.replace("    implements = ", '    waives = {"INV403": "later"}\n    implements = ', 1)


def test_exemptions_and_what_is_looser() -> None:
    data = data_of(page_of(list(sound(WAIVING).values()), old=LEDGER))
    assert [(one["kind"], one["what"], one["reason"], one["holds_back"]) for one in data["exemptions"]] == [
        ("waiver", "INV403 of T-1", "later", 0),
        ("adopted", "D-9 is not adopted", None, 0),
    ]
    assert [(one["what"], one["since"]) for one in data["since"]["exemptions"]] == [("INV403 of T-1", "new")]
    assert data["since"]["weaker"] == []
    dearer = LEDGER.replace("memory_mb=64", "memory_mb=640")
    data = data_of(page_of(list(sound(dearer).values()), old=LEDGER))
    assert [(one["kind"], one["node"], one["gone"]) for one in data["since"]["weaker"]] == [("estimate", "D-1", False)]


@pytest.mark.parametrize("text", [EVIL, "<!--", "]]>", "\u2029", "&lt;", "\x00"])
def test_nothing_can_leave_the_data(text: str) -> None:
    named = node("intent", 1)._replace(name=text, doc=text, file=text)
    page = page_of([named], title=text)
    assert page.count("<script") == 2
    assert page.count("</script") == 2
    assert "<!--" not in page
    assert data_of(page)["nodes"][0]["doc"] == text
    assert not set("<>&\u2028\u2029") & set(embedded({"x": text}))


def test_the_policy_allows_this_script_and_this_style_and_nothing_else() -> None:
    page = page_of([node("intent", 1)])
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    script = re.findall(r"<script>(.*?)</script>", page, re.S)[-1]
    style = re.findall(r"<style>(.*?)</style>", page, re.S)[-1]
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (script, style)]
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{digests[0]}'; style-src 'sha256-{digests[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"https?://|@import|url\(|\ssrc=|<link|\sstyle=|\son\w+=", page.replace(embedded({}), ""))


def test_it_is_the_same_on_a_rerun() -> None:
    assert page_of(list(sound(LEDGER).values())) == page_of(list(sound(LEDGER).values()))
