"""Which tests pytest collects from a file, told without running it."""

from __future__ import annotations

import pytest

from archhook.config import Pytest
from archhook.inventory.collection import test_names
from archhook.inventory.python_file import inventory

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
    found = test_names("tests/test_chat.py", inventory(TESTS), Pytest())
    assert [test.name for test in found] == [
        "test_plain", "test_async", "testing", "test_branch", "TestChat::test_x", "TestChat::test_y",
        "TestChat::TestDeep::test_z", "ChatCase::test_u", "Checks::test_v", "Checks::test_u", "MoreChecks::test_w",
        "MoreChecks::test_v", "MoreChecks::test_u",
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
    assert len(test_names(path, inventory(b"def test_a(): pass"), Pytest())) == count


def test_classes_that_derive_from_each_other_end() -> None:
    source = b"class A(B):\n  def test_a(self): pass\nclass B(A):\n  def test_b(self): pass"
    assert test_names("test_a.py", inventory(source), Pytest()) == ()
