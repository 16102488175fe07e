"""What leads from each Design to each other one: declared, imported by kind, owed; and to the packages outside."""

from __future__ import annotations

import json

from helpers.asking import architecture_of
from helpers.ledgers import sound
from helpers.shop import SOURCES, ledger, shop

from archhook.model.config import Config
from archhook.model.findings import Finding
from archhook.query.design_imports import dependency_documents, file_counts, package_documents

WITHOUT = {"Front": "Cart, Stock", "Stock": ""}
"""A ledger that does not say all that is imported."""


def owed(found: dict[str, object]) -> list[tuple[str, ...]]:
    debts = found["debts"]
    assert isinstance(debts, list)
    return [tuple(str(one[key]) for key in ("from", "line", "to", "symbol", "kind", "state")) for one in debts]


def test_what_is_declared_what_is_imported_and_what_is_owed() -> None:
    found = dependency_documents(shop(WITHOUT))
    json.dumps(found)
    assert [tuple(one) for one in found] == [("from", "to", "declared", "imports", "debts")] * len(found)
    told = {
        (one["from"], one["to"]): (
            one["declared"], {kind: count for kind, count in one["imports"].items() if count}, owed(one)
        ) for one in found
    }  # fmt: skip
    assert told == {
        ("D-1", "D-2"): (True, {"run": 2}, []),
        ("D-1", "D-3"): (True, {}, []),
        ("D-1", "D-4"): (False, {"lazy": 1}, [("shop/page.py", "6", "shop/money.py", "Coin", "lazy", "exempt")]),
        ("D-2", "D-3"): (False, {"typing": 1}, []),  # not counted, so nothing is owed
        ("D-2", "D-4"): (True, {}, []),
        ("D-3", "D-4"): (False, {"run": 1}, [("shop/stock.py", "1", "shop/money.py", "Coin", "run", "exempt")]),
    }
    assert [(one["from"], one["to"]) for one in found] == sorted(told)


def test_all_of_a_sound_architecture_is_declared() -> None:
    found = dependency_documents(shop({"Front": "Cart, Stock, Money"}))
    assert all(one["declared"] or one["imports"]["typing"] for one in found)
    assert not any(one["debts"] for one in found)


def test_what_is_reached_through_others_is_not_owed_where_that_counts() -> None:
    found = dependency_documents(shop(WITHOUT, Config(transitive=True)))
    assert [(one["from"], one["to"]) for one in found if one["debts"]] == [("D-3", "D-4")]
    assert [one["imports"]["lazy"] for one in found if (one["from"], one["to"]) == ("D-1", "D-4")] == [1]


def test_a_debt_says_what_the_verdict_says_of_it() -> None:
    def about(file: str, severity: str) -> Finding:
        return Finding("DEP203", "undeclared-dependency", severity, "", file, 1, 1, "D-1", "design", (), 0, file,
                       "shop/money.py", "")  # fmt: skip

    findings = (about("shop/page.py", "error"), about("shop/stock.py", "warning"))
    architecture = architecture_of(sound(ledger(WITHOUT)).values(), SOURCES, findings)
    states = {one["from"]: one["debts"][0]["state"] for one in dependency_documents(architecture) if one["debts"]}
    assert states == {"D-1": "broken", "D-3": "warned"}


def test_packages_are_counted_by_design_without_the_standard_library() -> None:
    stock = "import redis.client\nimport os\nfrom redis import Redis\nimport attr\n"
    found = package_documents(shop(shop__stock=stock))
    assert found == {"D-3": {"attr": 1, "redis": 2}}
    assert package_documents(shop()) == {}


def test_files_are_counted_by_design() -> None:
    assert file_counts(shop()) == {"D-1": 1, "D-2": 2, "D-3": 1, "D-4": 1}  # shop/__init__.py is looked through
