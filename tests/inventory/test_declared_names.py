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


TESTS = b"""
import unittest
def test_plain(): pass
async def test_async(): pass
def testing(): pass
def helper_test(): pass
test_value = 1
if x:
    def test_branch(): pass
def outer():
    def test_inner(): pass
class TestChat:
    def test_x(self): pass
    async def test_y(self): pass
    def helper(self): pass
    class TestDeep:
        def test_z(self): pass
    class Deep:
        def test_no(self): pass
class Chat:
    def test_no(self): pass
    class TestNo:
        def test_no(self): pass
class ChatCase(unittest.IsolatedAsyncioTestCase):
    def test_u(self): pass
class Checks(ChatCase):
    def test_v(self): pass
class MoreChecks(Checks, Mixin):
    def test_w(self): pass
class NoCase(Mixin, TestCaseFactory):
    def test_no(self): pass
"""


def test_tests_as_they_are_declared() -> None:
    found = python_file.test_names("tests/test_chat.py", inventory(TESTS))
    assert [test.name for test in found] == [
        "test_plain", "test_async", "testing", "test_branch", "TestChat::test_x", "TestChat::test_y",
        "TestChat::TestDeep::test_z", "ChatCase::test_u", "Checks::test_v", "MoreChecks::test_w",
    ]  # fmt: skip
    assert [test.symbol.name for test in found[4:6]] == ["TestChat.test_x", "TestChat.test_y"]


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("test_a.py", 1), ("a/b_test.py", 1), ("tests/test_.py", 1), ("tests/_test.py", 1),
        ("tests/conftest.py", 0), ("tests/a.py", 0), ("test_a/a.py", 0), ("test.py", 0), ("tests/testa.py", 0),
        ("tests/Test_a.py", 0), ("tests/test_a.pyi", 0), ("tests/test_a.txt", 0),
    ],
)  # fmt: skip
def test_only_files_of_a_test_s_name_hold_tests(path: str, count: int) -> None:
    assert len(python_file.test_names(path, inventory(b"def test_a(): pass"))) == count


def test_classes_that_derive_from_each_other_end() -> None:
    source = b"class A(B):\n  def test_a(self): pass\nclass B(A):\n  def test_b(self): pass"
    assert python_file.test_names("test_a.py", inventory(source)) == ()
