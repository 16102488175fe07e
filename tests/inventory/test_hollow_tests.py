"""Which tests of a file cannot fail: by their function, their class, one that has them by inheritance, the file."""

from __future__ import annotations

import pytest

from archhook.inventory.hollow_tests import hollow_tests
from archhook.inventory.python_file import inventory
from archhook.model.config import Pytest

HEAD = "import pytest, unittest\n"
SKIP = "@pytest.mark.skip\n"
CASE = "class A(unittest.TestCase):\n    def test_a(self): f()\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def test_a(): pass\ndef helper(): pass\ndef test_b(): f()\n", [("test_a", "", "test_a")]),
        (
            "class TestA:\n    def test_a(self): ...\n    def helper(self): ...\n",
            [("TestA::test_a", "", "TestA.test_a")],
        ),
        ("class A:\n    def test_a(self): ...\n", []),
        (SKIP + "class TestA:\n    def test_a(self): f()\n", [("TestA::test_a", "pytest.mark.skip", "TestA")]),
        (
            SKIP + "class TestA:\n    class TestB:\n        def test_a(self): f()\n",
            [("TestA::TestB::test_a", "pytest.mark.skip", "TestA")],
        ),
        (
            "pytestmark = [pytest.mark.skip]\nclass TestA:\n    def test_a(self): f()\ndef test_b(): pass\n",
            [("TestA::test_a", "pytest.mark.skip", ""), ("test_b", "", "test_b")],
        ),
        ("@unittest.skip('x')\n" + CASE, [("A::test_a", "unittest.skip", "A")]),
        ("@unittest.skip('x')\nclass TestA:\n    def test_a(self): f()\n", []),  # pytest does not look at it
        (
            "@unittest.skip('x')\nclass TestA:\n    @unittest.skip('x')\n    def test_a(self): f()\n",
            [("TestA::test_a", "unittest.skip", "TestA.test_a")],
        ),
        (
            CASE + "class B(A): pass\n@unittest.skip('x')\nclass C(A):\n    def test_b(self): f()\n",
            [("C::test_b", "unittest.skip", "C"), ("C::test_a", "unittest.skip", "C")],
        ),
        # one function, run by the tests of several classes
        (
            "class Base:\n    def test_a(self): pass\nclass TestB(Base): pass\nclass TestA(Base): pass\n",
            [("TestA::test_a", "", "Base.test_a")],
        ),
        (
            "class TestZ:\n    def test_a(self): pass\nclass TestA(TestZ): pass\n",
            [("TestZ::test_a", "", "TestZ.test_a")],
        ),
        (
            SKIP + "class Base:\n    def test_a(self): f()\nclass TestA(Base):\n    def test_b(self): f()\n",
            [("TestA::test_a", "pytest.mark.skip", "Base")],
        ),
        ("class TestA:\n    def test_a(self): pass\n    test_a.__test__ = False\n", []),
        ("def test_a(): pass\ntest_a.__test__ = False\n", []),
        ("@pytest.fixture\ndef test_a(): pass\n", []),
        ("def test_a(): pass\nx = (\n", []),
    ],
)
def test_the_hollow_tests_of_a_file(source: str, expected: list[tuple[str, str, str]]) -> None:
    found = hollow_tests("test_a.py", inventory((HEAD + source).encode()), Pytest())
    assert [(one.test.name, one.skip, one.place) for one in found] == expected


def test_what_pytest_is_told_decides_what_is_a_test() -> None:
    held = inventory(b"def check_a(): pass\ndef test_a(): pass\n")
    assert [one.test.name for one in hollow_tests("test_a.py", held, Pytest(functions=("check",)))] == ["check_a"]
    assert hollow_tests("a.py", held, Pytest()) == ()
