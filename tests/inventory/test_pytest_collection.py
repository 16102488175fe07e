"""Which tests pytest collects from a file, told without running it."""

from __future__ import annotations

import pytest

from archhook.errors import ArchhookError
from archhook.inventory.pytest_collection import each_function, names_meant, takes_file, test_names
from archhook.inventory.python_file import inventory
from archhook.model.config import Pytest

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


def test_classes_that_hold_and_inherit_each_other_end() -> None:
    source = b"class TestA(TestB):\n  class TestC(TestA): pass\nclass TestB(TestA):\n  def test_b(self): pass"
    found = test_names("test_a.py", inventory(source), Pytest())
    assert [one.name for one in found] == ["TestA::TestC::test_b", "TestA::test_b", "TestB::test_b"]


def test_a_class_that_replaces_the_one_that_it_derives_from_is_no_base_of_itself() -> None:
    source = b"from a import TestA, B\nclass TestA(TestA):\n  def test_a(self): pass\nclass B(B): pass"
    assert [one.name for one in test_names("test_a.py", inventory(source), Pytest())] == ["TestA::test_a"]


@pytest.mark.parametrize("upside_down", [False, True])
def test_a_chain_of_very_many_classes(upside_down: bool) -> None:
    lines = [f"class C{i}(C{i + 1}): pass\n" for i in range(20_000)]
    lines.append("class C20000(TestCase):\n  def test_a(self): pass\n")
    source = "".join(lines if upside_down else reversed(lines)).encode()
    found = test_names("test_a.py", inventory(source), Pytest())
    assert len(found) == 20_001
    assert {one.symbol.name for one in found} == {"C20000.test_a"}


@pytest.mark.parametrize(
    "source",
    [
        "".join(f"class TestC{i}(TestC{i + 1}):\n  def test_{i}(self): pass\n" for i in range(2000)),
        "class A:\n" + "  def test_{}(self): pass\n" * 2000 + "class Test{}(A): pass\n" * 2000,
    ],
)
def test_tests_whose_number_grows_by_the_square_are_not_counted(source: str) -> None:
    parts = source.split("{}")
    text = "".join(f"{part}{number}" for number, part in enumerate(parts[:-1])) + parts[-1]
    with pytest.raises(ArchhookError, match="inherit more than 200,000 methods") as caught:
        test_names("test_a.py", inventory(text.encode()), Pytest())
    assert caught.value.path == "test_a.py"
    assert caught.value.fix


def test_a_method_that_hides_one_which_is_a_test_by_its_mark() -> None:
    source = b"class A:\n  def check(self): pass\n  check.__test__ = True\nclass B(A):\n  def check(self): pass\n"
    source += b"class TestB(B):\n  def test_b(self): pass\nclass TestA(A): pass\n"
    found = test_names("test_a.py", inventory(source), Pytest())
    assert [one.name for one in found] == ["TestB::test_b", "TestA::check"]


def test_each_function_is_told_once_by_its_own_name_where_that_is_a_test_s() -> None:
    source = b"class M:\n  def test_m(self): pass\nclass TestB(M): pass\nclass TestA(M):\n  def test_a(self): pass\n"
    source += b"class TestC(TestA): pass\n"
    found = test_names("test_a.py", inventory(source), Pytest())
    assert [one.name for one in found] == [
        "TestB::test_m", "TestA::test_a", "TestA::test_m", "TestC::test_a", "TestC::test_m",
    ]  # fmt: skip
    assert [one.name for one in each_function(found)] == ["TestA::test_m", "TestA::test_a"]
    assert names_meant(found, ["TestC.test_m", "other"]) == {"TestC.test_m", "M.test_m", "other"}


@pytest.mark.parametrize(
    ("testpaths", "path", "taken"),
    [
        (("tests",), "tests/a/test_a.py", True),
        (("tests/",), "tests/test_a.py", True),
        (("./tests",), "other/test_a.py", False),
        (("tests",), "testsx/test_a.py", False),
        (("a/*/c",), "a/b/c/test_a.py", True),
        (("a/*",), "a/.b/test_a.py", False),
        (("a/.*",), "a/.b/test_a.py", True),
        (("**/c",), "a/b/c/test_a.py", True),
        (("**/c",), "c/test_a.py", True),
        (("**/**/c",), "a/c/test_a.py", True),
        (("a/../b",), "b/test_a.py", True),
        (("../b",), "b/test_a.py", False),
        (("/b",), "b/test_a.py", False),
        ((".",), "b/test_a.py", True),
        (("b/a.py",), "b/a.py", True),
        (("b/a.py/",), "b/a.py", False),
        (("b/a.txt",), "b/a.txt", False),
        (("b/a.py", "b"), "b/a.py", False),
    ],
)
def test_testpaths_are_read_as_glob_reads_them(testpaths: tuple[str, ...], path: str, taken: bool) -> None:
    assert takes_file(path, Pytest(testpaths=testpaths)) == taken
