"""The report: what it holds, that nothing in a ledger can leave the data, that it draws itself in a real browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest
from helpers.asking import architecture_of
from helpers.browser import Browser, browser_path
from helpers.graphs import architectures, node, without_links_to_nothing
from helpers.ledgers import sound
from helpers.synthetic import project
from hypothesis import given, settings

from archhook.ask.diff import difference
from archhook.ask.whole import whole
from archhook.ledger.source import read_ledger
from archhook.model import Finding
from archhook.report.page import PARTS, embedded, render_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archhook.model import Node

EVIL = "</script><script>alert(1)</script><!--<script> \u2028 & \" ' `x` \ud800"
LEDGER = '''
class Goal(Intent):
    """[I-1] Chats feel instant."""

class Need(Requirement):
    """[R-1] A message arrives within 100 ms."""
    derived_from = [Goal]
    budget = ResourceConstraints(memory_mb=100)

class Pool(Design):
    """[D-1] A pool of connections.

    Why it is one:

    - connections are dear,
      and few
    - see D-2 and `take()`

        pool = Pool(3)
    """
    satisfies = [Need]
    estimated = ResourceConstraints(memory_mb=64)
    measured = ResourceConstraints(memory_mb=80)

class PubSub(Design):
    """[D-2] Redis pub/sub."""
    satisfies = [Need]
    requires = [Pool]

class Client(Task):
    """[T-1] The client."""
    implements = PubSub
    file_path = "src/client.py"
    functions = ["publish"]

class Unit(UnitTest):
    """[UT-1] The client alone."""
    verifies = PubSub
    test_file = "tests/test_client.py"
    test_functions = ["test_publish"]

class Dropped(Design):
    """[D-9] Not taken."""
    satisfies = [Need]
    adopted = False
'''
BROKEN = Finding(
    "INV403", "missing-function", "error", "T-1 declares function 'publish' that src/client.py does not define",
    "architecture.py", 30, 5, "T-1", "task", (("I-1", "R-1", "D-2", "T-1"),), 1, "src/client.py", "publish", "write it",
)  # fmt: skip


def parts() -> dict[str, str]:
    folder = resources.files("archhook.report") / "html"
    return {name: (folder / name).read_text(encoding="utf-8") for name in PARTS}


def page_of(nodes: list[Node], title: str = "chat", findings: tuple[Finding, ...] = (), old: str = "") -> str:
    architecture = architecture_of(nodes, {}, findings)
    since = difference(sound(old).values(), nodes) if old else None
    return render_page(whole(architecture, title, "v1" if old else "", since), parts())


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
        one.id: {field: list(one.targets(field)) for field in data_links} for one in nodes.values()
        for data_links in [next(n["links"] for n in data["nodes"] if n["id"] == one.id)]
    }  # fmt: skip
    assert all(one["in_force"] == nodes[one["id"]].in_force for one in data["nodes"])


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


needs_browser = pytest.mark.skipif(
    browser_path() is None, reason="no Chromium is installed: what the page does in a browser is not tested"
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def shown(browser: Browser, tmp_path: Path, page: str, fragment: str = "") -> None:
    (tmp_path / "report.html").write_text(page, encoding="utf-8")
    browser.events.clear()
    browser.open("about:blank")
    browser.open(f"{(tmp_path / 'report.html').as_uri()}#{fragment}")
    browser.until("typeof view === 'object'")
    browser.frame()


def rows(browser: Browser) -> list[str]:
    found: list[str] = browser.eval("[...document.querySelectorAll('.row .id')].map((one) => one.firstChild.data)")
    return found


@needs_browser
@pytest.mark.slow
def test_it_draws_itself_and_asks_for_nothing(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, page_of(list(sound(LEDGER).values()), findings=(BROKEN,), old=LEDGER))
    assert sorted(rows(browser)) == ["D-1", "D-2", "D-9", "I-1", "R-1", "T-1", "UT-1"]
    assert browser.eval("document.querySelector('.row.broken .id').textContent") == "T-1  INV403"
    painted = "(() => { const c = $('wires'); return new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer).some((one) => one); })()"  # noqa: E501
    assert browser.eval(painted)
    for name in ("matrix", "findings", "budgets", "changes", "map"):
        browser.eval(f"location.hash = '{name}'")
        browser.frame()
        assert browser.eval("document.querySelector('[aria-current]').textContent").lower().startswith(name)
    assert browser.complaints() == []
    assert [one for one in browser.requests() if not one.startswith(("file:", "about:"))] == []


@needs_browser
@pytest.mark.slow
def test_a_hostile_ledger_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    evil = '<img src=x onerror="document.title=1">' + EVIL.replace("\ud800", "")
    named = node("intent", 1)._replace(name=evil, doc=f"{evil}\n\n- {evil}\n\n    {evil}", file=evil)
    shown(browser, tmp_path, page_of([named], title=evil), "I-1")
    assert browser.eval("document.querySelectorAll('#panel img, #view img').length") == 0
    assert browser.eval("document.querySelector('#panel .doc li').textContent").startswith("<img src=x")
    assert browser.complaints() == []


@needs_browser
@pytest.mark.slow
def test_a_node_has_a_page_and_its_docstring_is_rendered(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, page_of(list(sound(LEDGER).values())), "D-1")
    blocks = browser.eval("[...document.querySelectorAll('#panel .doc > *')].map((one) => one.tagName)")
    assert blocks == ["P", "UL", "PRE"]  # without the name, which is the heading
    assert browser.eval("document.querySelector('#panel .doc p').textContent") == "Why it is one:"
    assert browser.eval("[...document.querySelectorAll('#panel .doc li')].map((one) => one.textContent)") == [
        "connections are dear, and few", "see D-2 and take()",
    ]  # fmt: skip
    assert browser.eval("document.querySelector('#panel .doc li a').hash") == "#D-2"
    assert browser.eval("document.querySelector('#panel pre').textContent") == "pool = Pool(3)"
    assert browser.eval("document.querySelectorAll('#panel .track .measured.bad').length") == 1
    browser.eval("document.querySelector('#panel .doc li a').click()")
    browser.frame()
    assert browser.eval("location.hash") == "#D-2"
    assert browser.eval("document.querySelector('#panel h2').textContent") == "D-2 Redis pub/sub"


@needs_browser
@pytest.mark.slow
def test_the_keyboard_does_all_of_it(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, page_of(list(sound(LEDGER).values()), findings=(BROKEN,)))
    browser.key("/")
    for letter in "src/c":
        browser.key(letter)
    assert rows(browser) == ["T-1"]
    browser.key("ArrowDown")
    browser.key("Enter")
    assert browser.eval("location.hash") == "#T-1"
    assert browser.eval("document.activeElement.getAttribute('aria-label')") == "Tasks"
    browser.key("Escape")
    assert browser.eval("[location.hash, view.query]") == ["", "src/c"]
    browser.key("Escape")
    assert len(rows(browser)) == 7
    browser.key("ArrowLeft")
    assert browser.eval("document.activeElement.getAttribute('aria-label')") == "Designs"
    active = "document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).querySelector('.id').firstChild.data"  # noqa: E501
    assert browser.eval(active) == "D-2"
    browser.key("ArrowUp")
    assert browser.eval(active) == "D-1"
    browser.key("Enter")
    assert sorted(rows(browser)) == ["D-1", "D-2", "I-1", "R-1"]  # its trace: what requires it is nearer to the Intent
    browser.key("f")
    assert len(rows(browser)) == 7
    browser.key("2")
    assert browser.eval("location.hash") == "#matrix/D-1"
    browser.key("?")
    assert browser.eval("$('keys').open") is True
    browser.key("Escape")
    browser.key("t")
    assert browser.eval("document.documentElement.dataset.theme") == "dark"
    browser.key("t")


@needs_browser
@pytest.mark.slow
def test_light_and_dark_follow_the_system(browser: Browser, tmp_path: Path) -> None:
    colors = set()
    for scheme in ("light", "dark"):
        browser.scheme(scheme)
        shown(browser, tmp_path, page_of(list(sound(LEDGER).values())))
        assert browser.eval("document.documentElement.dataset.theme") == scheme
        colors.add(browser.eval("getComputedStyle(document.body).backgroundColor"))
    browser.scheme("light")
    assert len(colors) == 2


@needs_browser
@pytest.mark.slow
def test_five_thousand_nodes_are_drawn_as_few(browser: Browser, tmp_path: Path) -> None:
    ledger = project(3800)["architecture.py"]
    nodes = list(read_ledger({"architecture.py": ledger.encode()}, "architecture.py").nodes)
    assert len(nodes) > 5000
    shown(browser, tmp_path, page_of(nodes))
    assert browser.eval("document.querySelectorAll('*').length") < 1500
    assert browser.eval("levels.columns.map((one) => one.nodes.length).reduce((a, b) => a + b)") == len(nodes)
    browser.eval("levels.columns[3].list.scrollTop = 1e7")
    browser.frame()
    assert "T-3799" in rows(browser)
    browser.eval("location.hash = 'matrix'")
    browser.frame()
    assert browser.eval("document.querySelectorAll('*').length") < 4000
    assert browser.eval("document.querySelectorAll('#matrix .mark').length") > 10
