"""What the interface of a Design lets others import."""

from __future__ import annotations

import pytest
from helpers.facts import facts_of

from archhook.inventory.python_file import inventory
from archhook.laws.interfaces import permits
from archhook.model.nodes import Declared, FileFact, Node, Spot

FILES = {
    "src/shop/db.py": b"LIMIT = 3\ndef connect(): ...\nclass Pool:\n    def close(self): ...\n",
    "src/shop/api/__init__.py": b"from shop.db import connect\n",
    "src/shop/api/v1.py": b"def get(): ...\n",
}


@pytest.mark.parametrize(
    ("interface", "path", "symbol", "allowed"),
    [
        (None, "src/shop/db.py", "connect", True),
        ([], "src/shop/db.py", "connect", False),
        ([], "src/shop/db.py", "", False),
        (["connect"], "src/shop/db.py", "connect", True),
        (["connect"], "src/shop/api/__init__.py", "connect", True),  # handed on
        (["connect"], "src/shop/db.py", "Pool", False),
        (["connect"], "src/shop/db.py", "", True),
        (["connect"], "src/shop/api/v1.py", "", False),
        (["close"], "src/shop/db.py", "", False),  # within a class
        (["src/shop/db.py:connect"], "src/shop/db.py", "connect", True),
        (["src/shop/db.py:connect"], "src/shop/db.py", "LIMIT", False),
        (["src/shop/db.py:connect"], "src/shop/db.py", "", True),
        (["src/shop/db.py:connect"], "src/shop/api/__init__.py", "connect", False),
        (["src/shop/db.py"], "src/shop/db.py", "Pool", True),
        (["src/shop/db.py"], "src/shop/db.py", "", True),
        (["src/shop/api/"], "src/shop/api/v1.py", "get", True),
        (["src/shop/api/"], "src/shop/api/v1.py", "", True),
        (["src/shop/api"], "src/shop/api/v1.py", "", False),
        (["src/shop/api/"], "src/shop/db.py", "connect", False),
    ],
)
def test_permits(interface: list[str] | None, path: str, symbol: str, allowed: bool) -> None:
    spot = Spot("", 0, 1)
    declares = () if interface is None else (("interface", tuple(Declared(one, spot) for one in interface)),)
    design = Node("design", "", "D-1", "Store", "", "architecture.py", "Store", 1, True, declares=declares)
    files = {name: FileFact("100644", "", "governed") for name in FILES}
    facts = facts_of([design], files, {name: inventory(source) for name, source in FILES.items()})
    assert permits(facts, "D-1", path, symbol) == allowed
