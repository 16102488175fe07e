"""What is declared beside what is real: every import as data, and three styles of lines."""

from __future__ import annotations

import json
import re

from helpers.shop import shop

from archhook.model.config import Config
from archhook.query.import_picture import LEGEND, code_imports, document, dot, import_picture, mermaid

WITHOUT = {"Front": "Cart, Stock", "Stock": ""}
"""A ledger that does not say all that is imported."""


def test_every_import_is_told() -> None:
    told = document(code_imports(shop(WITHOUT)))
    json.dumps(told)
    assert {key: told[key] for key in ("schema_version", "kind")} == {"schema_version": 1, "kind": "imports"}
    assert told.keys() == {"schema_version", "kind", "edges"}
    keys = ("from", "to", "kind", "line", "symbol", "designs", "covered")
    assert [tuple(edge[key] for key in keys) for edge in told["edges"]] == [
        ("shop/__init__.py", "shop/cart.py", "run", 1, "Cart", [["D-1", "D-2", "D-3", "D-4"], ["D-2"]], True),
        ("shop/page.py", "shop/cart.py", "run", 1, "Cart", [["D-1"], ["D-2"]], True),  # through shop/__init__.py
        ("shop/page.py", "shop/money.py", "lazy", 6, "Coin", [["D-1"], ["D-4"]], False),
        ("shop/page.py", "shop/sums.py", "run", 2, None, [["D-1"], ["D-2"]], True),
        ("shop/stock.py", "shop/money.py", "run", 1, "Coin", [["D-3"], ["D-4"]], False),
        ("shop/sums.py", "shop/cart.py", "run", 3, "Cart", [["D-2"], ["D-2"]], True),
        ("shop/sums.py", "shop/cart.py", "run", 3, "LIMIT", [["D-2"], ["D-2"]], True),
        ("shop/sums.py", "shop/stock.py", "typing", 6, None, [["D-2"], ["D-3"]], False),
    ]  # shop/stock.py imports itself: that is none
    assert {tuple(edge) for edge in told["edges"]} == {keys}


def test_of_some_designs_what_leads_from_and_to_them() -> None:
    told = document(code_imports(shop(), ["D-4"]))["edges"]
    assert {edge["to"] for edge in told} == {"shop/money.py", "shop/cart.py"}  # the package is of D-4, too
    picture = import_picture(shop(WITHOUT), ["D-4"])
    assert [(one.source, one.target, one.what) for one in picture.pairs] == [
        ("D-1", "D-4", "real"), ("D-2", "D-4", "declared"), ("D-3", "D-4", "real"),
    ]  # fmt: skip
    assert [one.id for one in picture.nodes] == ["D-1", "D-2", "D-3", "D-4"]
    assert [one.id for one in import_picture(shop(WITHOUT), ["D-3"]).nodes] == ["D-1", "D-3", "D-4"]


def test_three_kinds_of_lines() -> None:
    picture = import_picture(shop(WITHOUT))
    assert [tuple(one) for one in picture.pairs] == [
        ("D-1", "D-2", "both", 2), ("D-1", "D-3", "declared", 0), ("D-1", "D-4", "real", 1),
        ("D-2", "D-4", "declared", 0), ("D-3", "D-4", "real", 1),
    ]  # fmt: skip
    text = mermaid(picture)
    assert text.splitlines()[0] == "flowchart LR"
    assert text.count(LEGEND) == 1
    assert re.findall(r"n\d (?:-->|==>|-\.->).*", text) == [
        'n0 -->|"2"| n1', "n0 -.-> n2", 'n0 ==>|"1"| n3', "n1 -.-> n3", 'n2 ==>|"1"| n3'
    ]  # fmt: skip
    assert "linkStyle 2,4 stroke:" in text
    drawn = dot(picture)
    assert drawn.count("style=dashed") == 2
    assert drawn.count("style=bold") == 2
    assert drawn.count(LEGEND) == 1
    assert '"D-1" -> "D-2" [label="2"];' in drawn


def test_what_the_configuration_counts() -> None:
    def pairs(config: Config) -> set[str]:
        return {f"{one.source} {one.target} {one.what}" for one in import_picture(shop(WITHOUT, config), []).pairs}

    assert "D-2 D-3 real" not in pairs(Config())
    assert "D-2 D-3 real" in pairs(Config(typing_imports="count"))
    assert "D-1 D-4 real" in pairs(Config())
    assert "D-1 D-4 real" not in pairs(Config(transitive=True))  # through D-2, which requires D-4
    assert {
        edge["covered"] for edge in document(code_imports(shop(config=Config(transitive=True)), ["D-1"]))["edges"]
    } == {True}
