"""What a file says itself of what is a test."""

from __future__ import annotations

import pytest

from archhook.inventory.python_file import inventory


@pytest.mark.parametrize(
    ("source", "marks"),
    [
        ("def test_a(): pass\n", []),
        ("@pytest.fixture\ndef a(): pass\n", [("a", False)]),
        ("@fixture(scope='module')\nasync def a(): pass\n", [("a", False)]),
        ("@other\n@pytest_asyncio.fixture()\ndef a(): pass\n", [("a", False)]),
        ("@pytest.mark.usefixtures('fixture')\n@with_fixture\n@fixtures[0]\ndef a(): pass\n", []),
        ("class A:\n    @property\n    def b(self): pass\n    @b.setter\n    def b(self, c): pass\n", [("A.b", False)]),
        ("@functools.cached_property\ndef a(self): pass\n@property_based\ndef b(): pass\n", [("a", False)]),
        ("__test__ = False\n", [("", False)]),
        ("__test__: bool = True\n", [("", True)]),
        ("__test__ = is_slow()\n__test__: bool\n", []),
        ("a.__test__ = False\nx = b.c.__test__ = 0\nf().__test__ = False\n", [("a", False), ("b.c", False)]),
        ("class A:\n    __test__ = False\n    @fixture\n    def b(self): pass\n", [("A", False), ("A.b", False)]),
        ("class A:\n    class B:\n        __test__ = True\n", [("A.B", True)]),
        ("class A:\n    def b(self): pass\n    b.__test__ = False\n", [("A.b", False)]),
        ("def f():\n    __test__ = False\n    @fixture\n    def b(): pass\n", []),
        ("try:\n    @fixture\n    def b(): pass\nexcept X:\n    __test__ = 0\n", [("", False), ("b", False)]),
        ("match x:\n    case 1:\n        __test__ = False\n", [("", False)]),
        ("if x:\n    __test__ = False\nelse:\n    __test__ = True\n", [("", False)]),
        ("'fixture' and (\n", []),
    ],
)
def test_the_marks_of_a_file(source: str, marks: list[tuple[str, bool]]) -> None:
    assert [tuple(mark) for mark in inventory(source.encode()).marks] == marks
