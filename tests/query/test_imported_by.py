"""Who imports a file, directly and through others."""

from __future__ import annotations

import json

import pytest
from helpers.shop import shop

from archhook.query.imported_by import importers, importers_document, importers_text


def told(path: str, symbol: str = "", **sources: str) -> list[str]:
    """`file steps` of each importer, in order."""
    return [f"{one.by.file} {one.steps}" for one in importers(shop(**sources), {path: symbol})]


@pytest.mark.parametrize(
    ("path", "symbol", "expected"),
    [
        # by the name that shop/__init__.py hands on, too; shop/page.py imports shop.sums as well, which is no nearer
        ("shop/cart.py", "", ["shop/__init__.py 1", "shop/page.py 1", "shop/sums.py 1", "tests/test_cart.py 1",
                              "tests/test_page.py 2"]),
        ("shop/cart.py", "Cart", ["shop/__init__.py 1", "shop/page.py 1", "shop/sums.py 1", "tests/test_cart.py 1",
                                  "tests/test_page.py 2"]),
        ("shop/cart.py", "Cart.add", ["shop/__init__.py 1", "shop/page.py 1", "shop/sums.py 1", "tests/test_cart.py 1",
                                      "tests/test_page.py 2"]),
        ("shop/cart.py", "LIMIT", ["shop/sums.py 1", "shop/page.py 2", "tests/test_page.py 3"]),
        ("shop/sums.py", "total", ["shop/page.py 1", "tests/test_page.py 2"]),  # the whole module
        ("shop/money.py", "", ["shop/page.py 1", "shop/stock.py 1", "tests/test_page.py 2"]),
        ("shop/stock.py", "", ["shop/sums.py 1"]),  # for type checkers alone: nothing is reached through that
        ("shop/__init__.py", "", ["shop/page.py 1", "tests/test_page.py 2"]),
        ("tests/test_page.py", "", []),
    ],
)  # fmt: skip
def test_importers_come_nearest_first(path: str, symbol: str, expected: list[str]) -> None:
    assert told(path, symbol) == expected


def test_each_is_told_by_the_import_that_says_most() -> None:
    found = {one.by.file: one.by for one in importers(shop(), {"shop/money.py": ""})}
    assert (found["shop/page.py"].line, found["shop/page.py"].kind) == (6, "lazy")
    (only,) = importers(shop(), {"shop/stock.py": ""})
    assert only.by.kind == "typing"
    both = shop(shop__sums="import shop.stock\nif TYPE_CHECKING:\n    from shop import stock\n")
    assert importers(both, {"shop/stock.py": ""})[0].by.kind == "run"


def test_helpers_beside_tests_are_found_where_pytest_has_them_looked_for() -> None:
    helped = {"tests__deep__helper": "import shop.stock\n", "tests__deep__test_it": "from helper import X\n"}
    assert told("shop/stock.py", **helped) == [
        "shop/sums.py 1", "tests/deep/helper.py 1", "tests/deep/test_it.py 2"
    ]  # fmt: skip


def test_several_are_not_importers_of_each_other() -> None:
    found = importers(shop(), {"shop/cart.py": "", "shop/page.py": ""})
    assert [one.by.file for one in found] == [
        "shop/__init__.py", "shop/sums.py", "tests/test_cart.py", "tests/test_page.py"
    ]  # fmt: skip


def test_where_there_are_enough_no_further_step_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archhook.query.imported_by.ENOUGH", 4)
    found = importers(shop(), {"shop/cart.py": ""}, 4)
    assert {one.steps for one in found} == {1}
    assert next(importers_text(found, 12, color=False)) == "imported by 4 files or more"
    assert len(importers(shop(), {"shop/cart.py": ""}, 5)) == 5


def test_they_are_counted_and_cut() -> None:
    many = {f"shop__more{number}": "import shop.cart\n" for number in range(20)}
    found = importers(shop(**many), {"shop/cart.py": ""})
    lines = list(importers_text(found, 12, color=False))
    assert lines[0] == "imported by 25 files, 1 of them through others"
    assert len(lines) == 14
    assert lines[-1] == "  and 13 more (--format json has them)"
    assert lines[1] == "  shop/__init__.py:1 imports Cart of shop/cart.py"
    assert (
        list(importers_text(found, 99, color=False))[-1] == "  tests/test_page.py:1  through shop/page.py, 2 steps away"
    )
    document = importers_document(found)
    json.dumps(document)
    assert document[0] == {
        "file": "shop/__init__.py", "steps": 1,
        "by": {"from": "shop/__init__.py", "to": "shop/cart.py", "kind": "run", "line": 1, "symbol": "Cart"},
    }  # fmt: skip
