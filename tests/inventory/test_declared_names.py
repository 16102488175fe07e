from __future__ import annotations

import pytest

from archhook.inventory import python_file
from archhook.inventory.python_file import declared_symbols, declarers, exempt, governed_symbols, inventory

SOURCE = b"""
LIMIT = 1
_cache = {}
__all__ = []
def connect(): pass
def _helper():
    def connect(): pass
class RedisClient:
    size = 0
    def __init__(self): pass
    def connect(self): pass
    class Pool: pass
class Pool: pass
def __getattr__(name): pass
"""


@pytest.mark.parametrize(
    ("symbols", "names"),
    [
        ("module", ["LIMIT", "_cache", "connect", "_helper", "RedisClient", "Pool"]),
        ("public", ["LIMIT", "connect", "RedisClient", "Pool"]),
        ("all", ["LIMIT", "_cache", "connect", "_helper", "_helper.connect", "RedisClient", "RedisClient.connect",
                 "RedisClient.Pool", "Pool"]),
    ],
)  # fmt: skip
def test_what_must_be_declared(symbols: str, names: list[str]) -> None:
    assert [symbol.name for symbol in governed_symbols(inventory(SOURCE), symbols)] == names


def test_another_word_is_refused() -> None:
    with pytest.raises(ValueError, match="private"):
        governed_symbols(inventory(b""), "private")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("__all__", True), ("C.__init__", True), ("__", False), ("____", False), ("_x_", False), ("__x", False)],
)
def test_dunder_names_are_exempt(name: str, expected: bool) -> None:
    assert exempt(python_file.inventory(b"x = 1").symbols[0]._replace(name=name)) is expected


@pytest.mark.parametrize(
    ("kind", "name", "covered"),
    [
        ("function", "connect", ["connect", "_helper.connect", "RedisClient.connect"]),
        ("function", "RedisClient.connect", ["RedisClient.connect"]),
        ("function", "_helper", ["_helper"]),
        ("function", "__init__", ["RedisClient.__init__"]),
        ("function", "__getattr__", ["__getattr__"]),
        ("function", "Client.connect", []),
        ("function", "RedisClient", []),
        ("function", "disconnect", []),
        ("class", "Pool", ["RedisClient.Pool", "Pool"]),
        ("class", "connect", []),
        ("global", "LIMIT", ["LIMIT"]),
        ("global", "__all__", ["__all__"]),
        ("global", "size", []),
        ("global", "connect", []),
    ],
)
def test_what_a_declared_name_covers(kind: str, name: str, covered: list[str]) -> None:
    found = declared_symbols(inventory(SOURCE), kind, [name])
    assert [symbol.name for symbol in found[name]] == covered


def test_every_declared_name_has_an_answer_in_its_order() -> None:
    assert list(declared_symbols(inventory(SOURCE), "class", ["Z", "Pool", "Z", "A"])) == ["Z", "Pool", "A"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({"T-1": ["connect"]}, dict.fromkeys(("connect", "_helper.connect", "RedisClient.connect"), ("T-1",))),
        (
            {"T-1": ["connect"], "T-2": ["RedisClient.connect"]},
            {"connect": ("T-1",), "_helper.connect": ("T-1",), "RedisClient.connect": ("T-2",)},
        ),
        ({"T-2": ["_helper"], "T-1": ["_helper", "x"]}, {"_helper": ("T-2", "T-1")}),
        ({"T-1": ["x"]}, {}),
        ({}, {}),
    ],
)
def test_who_declares_a_function(names: dict[str, list[str]], expected: dict[str, tuple[str, ...]]) -> None:
    found = declarers(inventory(SOURCE), "function", names)
    assert {symbol.name: owners for symbol, owners in found.items()} == expected
