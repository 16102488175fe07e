"""Which functions of a file could not fail as tests: a function of the bytes, and never said of one that could."""

from __future__ import annotations

import pytest

from archhook.inventory.python_file import inventory

PYTEST = "import pytest\n"
UNIT = "import unittest\n"
HOLLOW = {"test_a": ""}


def skipped(skip: str, *names: str) -> dict[str, str]:
    return dict.fromkeys(names or ("test_a",), skip)


BODIES = [
    "pass",
    "...",
    "1",
    "'text'",
    "'''doc'''\n    pass",
    "return",
    "return None",
    "return 5",
    "assert True",
    "assert 1, f()",
    "assert 'text'",
    "assert ...",
    "assert (f() == 2, 'message')",
    "assert (*[], 'message')",
    "'''doc'''\n    assert True\n    pass\n    return 'x'",
]
FULL = [
    "f()",
    "assert False",
    "assert 0",
    "assert ''",
    "assert ()",
    "assert (*f(),)",
    "assert [1]",
    "assert not False",
    "assert 1 == 1",
    "assert f()",
    "return f()",
    "return -1",
    "x = 1",
    "raise Exception",
    "f'{x}'",
    "if True: pass",
    "for x in y: pass",
    "with x: pass",
    "import a",
    "def test_b(): pass",
    "pass\n    f()",
    "yield",
]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("head", ["def test_a():", "async def test_a():", "def test_a(self):", "def test_a(cls, /):"])
def test_a_body_that_holds_nothing(head: str, body: str) -> None:
    assert dict(inventory(f"{head}\n    {body}\n".encode()).idle) == HOLLOW


@pytest.mark.parametrize("body", FULL)
def test_a_body_that_holds_something(body: str) -> None:
    assert inventory(f"def test_a():\n    {body}\n".encode()).idle == ()


HEADS = [
    ("def test_a(db): pass", {}),
    ("def test_a(x=1): pass", {}),
    ("def test_a(*, x): pass", {}),
    ("def test_a(*x): pass", {}),
    ("def test_a(**x): pass", {}),
    ("@pytest.mark.parametrize('x', [1])\ndef test_a(x): pass", HOLLOW),
    ("@pytest.mark.parametrize('x, y,', [(1, 2)])\ndef test_a(self, x, *, y): pass", HOLLOW),
    ("@pytest.mark.parametrize(('x', 'y'), [pytest.param(1, 2)])\ndef test_a(x, y): pass", HOLLOW),
    ("@pytest.mark.parametrize(['x', 'y'], VALUES)\ndef test_a(x, y): pass", HOLLOW),
    ("@pytest.mark.parametrize(argvalues=[1], argnames='x')\ndef test_a(x): pass", HOLLOW),
    ("@pytest.mark.parametrize('x', [1])\n@pytest.mark.parametrize('y', [1])\ndef test_a(x, y): pass", HOLLOW),
    ("@pytest.mark.parametrize('x', [1], indirect=False)\ndef test_a(x): pass", HOLLOW),
    ("@pytest.mark.parametrize('x', [1])\ndef test_a(x, db): pass", {}),
    ("@pytest.mark.parametrize(NAMES, [1])\ndef test_a(x): pass", {}),
    ("@pytest.mark.parametrize('x', [1], indirect=True)\ndef test_a(x): pass", {}),
    ("@pytest.mark.parametrize('x', [1], True)\ndef test_a(x): pass", {}),
    ("@pytest.mark.parametrize('x', **more)\ndef test_a(x): pass", {}),
    ("@pytest.mark.parametrize\ndef test_a(x): pass", {}),
    ("@parametrize('x', [1])\ndef test_a(x): pass", {}),
    ("@pytest.mark.slow\n@pytest.mark.usefixtures('db')\ndef test_a(): pass", HOLLOW),
    ("@pytest.mark.xfail\ndef test_a(): pass", {}),
    ("@pytest.mark.xfail(strict=True)\ndef test_a(): pass", {}),
    ("@pytest.mark.xfail(strict=True)\nclass A:\n    def test_a(self): pass", {}),
    ("@pytest.mark.xfail(strict=True)\nclass A: pass\nclass B(A):\n    def test_a(self): pass", {}),
    ("pytestmark = [pytest.mark.xfail(strict=True)]\ndef test_a(): pass", {}),
    ("class A:\n    pytestmark = pytest.mark.xfail\n    class B:\n        def test_a(self): pass", {}),
    ("@pytest.mark.parametrize('x', [pytest.param(1, marks=pytest.mark.xfail(strict=True))])\ndef test_a(x): pass", {}),
    ("bad = pytest.mark.xfail(strict=True)\npytestmark = bad\ndef test_a(): pass", {}),
    ("bad = pytest.mark.xfail(strict=True)\n@bad\ndef test_a(): pass", {}),
    (
        "bad = pytest.mark.xfail(strict=True)\n@pytest.mark.parametrize('x', [pytest.param(1, marks=bad)])\n"
        "def test_a(x): pass",
        {},
    ),
    ("@pytest.mark.xfail\nclass A: pass\nclass B:\n    def test_a(self): pass", {"B.test_a": ""}),
    ("@pytest.fixture\ndef test_a(): pass", {}),
    ("@pytest.mark\ndef test_a(): pass", {}),
    ("@slow\ndef test_a(): pass", {}),
    ("@staticmethod\ndef test_a(): pass", {}),
    ("@marks['slow']\ndef test_a(): pass", {}),
    ("@pytest.mark.parametrize('x', [1])\nclass A:\n    def test_a(self, x): pass", {"A.test_a": ""}),
    ("class A:\n    pytestmark = pytest.mark.parametrize('x', [1])\n    def test_a(self, x): pass", {"A.test_a": ""}),
    ("pytestmark = [pytest.mark.parametrize('x', [1])]\nclass A:\n    def test_a(self, x): pass", {"A.test_a": ""}),
    ("class A:\n    def test_a(self, x): pass\n@pytest.mark.parametrize('x', [1])\nclass B: pass", {}),
]


@pytest.mark.parametrize(("source", "idle"), HEADS)
def test_parameters_and_decorators_of_a_function_that_holds_nothing(source: str, idle: dict[str, str]) -> None:
    assert dict(inventory(f"{PYTEST}{source}\n".encode()).idle) == idle


SKIPS = [
    ("@pytest.mark.skip\ndef test_a(): f()", skipped("pytest.mark.skip")),
    ("@pytest.mark.skip(reason='x')\ndef test_a(db): f()", skipped("pytest.mark.skip")),
    ("@patch('x')\n@pytest.mark.skip('x')\nasync def test_a(db): f()", skipped("pytest.mark.skip")),
    ("@pytest.mark.skipif(True, reason='x')\ndef test_a(): f()", skipped("pytest.mark.skipif(True)")),
    ("@pytest.mark.skipif(condition=True, reason='x')\ndef test_a(): f()", skipped("pytest.mark.skipif(True)")),
    ("@pytest.mark.skipif(WINDOWS, True, reason='x')\ndef test_a(): f()", skipped("pytest.mark.skipif(True)")),
    ("m = pytest.mark.skip\n@m\ndef test_a(): f()", skipped("pytest.mark.skip")),
    ("m = pytest.mark.skip\n@m('x')\ndef test_a(): f()", skipped("pytest.mark.skip")),
    ("m = pytest.mark.skipif(True, reason='x')\n@m\ndef test_a(): f()", skipped("pytest.mark.skipif(True)")),
    ("m = pytest.mark.skip('x')\n@m\nclass A:\n    def test_a(self): f()", skipped("pytest.mark.skip", "A")),
    ("m = pytest.mark.skip\nn = m\npytestmark = [n]\ndef test_a(): f()", skipped("pytest.mark.skip", "")),
    ("m = pytest.mark.skip\nm = repr\n@m\ndef test_a(): f()", {}),
    ("m = repr\nif x:\n    m = pytest.mark.skip\n@m\ndef test_a(): f()", {}),
    ("m = pytest.mark.skip\nclass A:\n    m = repr\n    @m\n    def test_a(self): f()", {}),
    ("def m(f): return f\nm = pytest.mark.skip if x else m\n@m\ndef test_a(): f()", {}),
    ("@pytest.mark.skipif(WINDOWS, reason='x')\ndef test_a(): f()", {}),
    ("@pytest.mark.skipif(False, reason='x')\ndef test_a(): f()", {}),
    ("@pytest.mark.skipif('True')\ndef test_a(): f()", {}),
    ("@pytest.mark.skipif(*conditions)\ndef test_a(): f()", {}),
    ("@pytest.mark.skipif(**conditions)\ndef test_a(): f()", {}),
    ("@pytest.mark.xfail(run=False)\ndef test_a(): f()", skipped("pytest.mark.xfail(run=False)")),
    ("@pytest.mark.xfail(True, run=False, reason='x')\ndef test_a(): f()", skipped("pytest.mark.xfail(run=False)")),
    ("@pytest.mark.xfail(WINDOWS, run=False)\ndef test_a(): f()", {}),
    ("@pytest.mark.xfail(run=RUN)\ndef test_a(): f()", {}),
    ("@pytest.mark.xfail\ndef test_a(): f()", {}),
    ("@pytest.mark.xfail(strict=True)\ndef test_a(): f()", {}),
    ("def test_a():\n    pytest.skip('x')\n    f()", skipped("pytest.skip")),
    ("def test_a(db):\n    '''doc'''\n    pytest.skip()", skipped("pytest.skip")),
    ("def test_a():\n    f()\n    pytest.skip('x')", {}),
    ("def test_a():\n    if x: pytest.skip('x')", {}),
    ("def test_a():\n    pytest.xfail('x')", {}),
    ("class A:\n    def test_a(self):\n        self.skipTest('x')", skipped("self.skipTest", "A.test_a")),
    ("class A:\n    def test_a(self):\n        other.skipTest('x')", {}),
    ("@pytest.mark.skip\nclass A:\n    def test_a(self): f()", skipped("pytest.mark.skip", "A")),
    ("class A:\n    pytestmark = [pytest.mark.slow, pytest.mark.skip]\n    def test_a(self): f()",
     skipped("pytest.mark.skip", "A")),
    ("class A:\n    pytestmark: list = (pytest.mark.skip('x'),)\n", skipped("pytest.mark.skip", "A")),
    ("pytestmark = pytest.mark.skip\ndef test_a(): f()", skipped("pytest.mark.skip", "")),
    ("pytestmark = []\npytestmark += [pytest.mark.skip]", skipped("pytest.mark.skip", "")),
    ("pytestmark = pytest.mark.skip\npytestmark = pytest.mark.slow", {}),
    ("pytestmark = pytest.mark.skip\nif x:\n    pytestmark = []", {}),
    ("if x:\n    pytestmark = pytest.mark.skip", {}),
    ("pytestmark = MARKS + [pytest.mark.skip]", {}),
    ("pytest.skip('x', allow_module_level=True)\ndef test_a(): f()", skipped("pytest.skip", "")),
    ("if x:\n    pytest.skip('x', allow_module_level=True)\ndef test_a(): f()", {}),
    ("pytest.skip('x')\ndef test_a(): f()", {}),
    ("class A:\n    class B:\n        @pytest.mark.skip\n        def test_a(self): f()",
     skipped("pytest.mark.skip", "A.B.test_a")),
    ("def test_a():\n    @pytest.mark.skip\n    def test_b(): f()\n    f()", {}),
]  # fmt: skip


@pytest.mark.parametrize(("source", "idle"), SKIPS)
def test_what_is_skipped_whatever_happens(source: str, idle: dict[str, str]) -> None:
    assert dict(inventory(f"{PYTEST}{source}\n".encode()).idle) == idle


NAMES = [
    ("import pytest as pt\n@pt.mark.skip\ndef test_a(): f()", skipped("pytest.mark.skip")),
    ("from pytest import mark\n@mark.skip('x')\ndef test_a(): f()", skipped("pytest.mark.skip")),
    ("from pytest import mark as m, skip as leave\n@m.slow\ndef test_a():\n    leave('x')", skipped("pytest.skip")),
    (UNIT + "@unittest.skip('x')\ndef test_a(): f()", skipped("unittest.skip")),
    (UNIT + "@unittest.skip\ndef test_a(): f()", skipped("unittest.skip")),
    (UNIT + "@unittest.skipIf(True, 'x')\ndef test_a(): f()", skipped("unittest.skipIf(True)")),
    (UNIT + "@unittest.skipUnless(False, 'x')\ndef test_a(): f()", skipped("unittest.skipUnless(False)")),
    (UNIT + "@unittest.skipIf(WINDOWS, 'x')\n@unittest.skipUnless(True, 'x')\ndef test_a(): f()", {}),
    (UNIT + "@unittest.expectedFailure\ndef test_a(): pass", {}),
    ("import unittest.mock\n@unittest.skip('x')\ndef test_a(): f()", skipped("unittest.skip")),
    ("from unittest import TestCase, skip\n@skip('x')\nclass A(TestCase): pass", skipped("unittest.skip", "A")),
    ("@pytest.mark.skip\ndef test_a(): f()", {}),
    ("from a import pytest\n@pytest.mark.skip\ndef test_a(): f()", {}),
    ("from .pytest import mark\n@mark.skip\ndef test_a(): f()", {}),
    ("from twisted.trial import unittest\n@unittest.skip\ndef test_a(): f()", {}),
    ("try:\n    import pytest\nexcept ImportError:\n    pytest = fake\n@pytest.mark.skip\ndef test_a(): f()", {}),
    ("try:\n    import unittest2 as unittest\nexcept E:\n    import unittest\n@unittest.skip\ndef test_a(): f()", {}),
    ("from pytest import mark\ndef mark(): f()\n@mark.skip\ndef test_a(): f()", {}),
    ("def f():\n    import pytest\n    f()\n@pytest.mark.skip\ndef test_a(): f()", {}),
    ("skip = pytest.mark.skip\n@skip\ndef test_a(): f()", {}),
]


@pytest.mark.parametrize(("source", "idle"), NAMES)
def test_the_names_that_pytest_and_unittest_go_by(source: str, idle: dict[str, str]) -> None:
    assert dict(inventory(f"{source}\n".encode()).idle) == idle


SEVERAL = [
    ("def test_a(): pass\ndef test_a(): f()", {}),
    ("def test_a(): f()\ndef test_a(): pass", HOLLOW),
    ("if x:\n    def test_a(): pass\nelse:\n    def test_a(): f()", {}),
    ("if x:\n    def test_a(): pass\nelse:\n    def test_a(): return", HOLLOW),
    ("if x:\n    def test_a(): pass\nelse:\n    @pytest.mark.skip\n    def test_a(): f()", skipped("pytest.mark.skip")),
    ("def test_a(): f()\nif x:\n    def test_a(): pass", {}),
    ("if x:\n    def test_a(): f()\ndef test_a(): pass", HOLLOW),
    ("try:\n    pass\nexcept E:\n    def test_a(): pass", HOLLOW),
    ("match x:\n    case 1:\n        def test_a(): pass\n    case _:\n        def test_a(): f()", {}),
    ("def test_a(): pass\ntest_a = other", {}),
    ("def test_a(): pass\ntest_a: object = other", {}),
    ("def test_a(): pass\ntest_a: object", HOLLOW),
    ("def test_a(): pass\nfrom b import test_a", {}),
    ("def test_a(): pass\ndel test_a", {}),
    ("def test_a(): pass\ntest_a.x = 1", HOLLOW),
    ("class A:\n    def test_a(self): pass\nclass A:\n    def test_a(self): f()", {}),
    ("class A:\n    def test_a(self): f()\nclass A:\n    def test_a(self): pass", {"A.test_a": ""}),
    ("class A:\n    def test_a(self): pass\nclass A:\n    def test_b(self): f()", {}),
    ("class A:\n    class B:\n        def test_a(self): pass\nclass A: pass", {}),
    ("if x:\n    class A:\n        def test_a(self): pass\nelse:\n    class A:\n        def test_a(self): f()", {}),
    ("if x:\n    class A:\n        def test_a(self): pass\nelse:\n    class A: pass", {"A.test_a": ""}),
    ("if x:\n    @pytest.mark.skip\n    class A: pass\nelse:\n    class A: pass", {}),
    ("@pytest.mark.skip\nclass A: pass\nclass A: pass", {}),
    ("def __init__(self): pass\ndef __a__(): pass", {}),
]


@pytest.mark.parametrize(("source", "idle"), SEVERAL)
def test_several_definitions_of_one_name(source: str, idle: dict[str, str]) -> None:
    assert dict(inventory(f"{PYTEST}{source}\n".encode()).idle) == idle


@pytest.mark.parametrize(
    "source",
    [
        "def test_a(): pass\nx = (\n",
        "def test_a(): f()\n",
        "skip = 'pytest'\n",
        "",
    ],
)
def test_files_without_any(source: str) -> None:
    assert inventory(source.encode()).idle == ()


def test_no_depth_of_nesting_is_too_deep() -> None:
    deep = "".join(f"{' ' * at}class A:\n" for at in range(90)) + " " * 90 + "def test_a(self): pass\n"
    assert dict(inventory(deep.encode()).idle) == {"A." * 90 + "test_a": ""}
    branches = "if x: pass\n" + "elif y: pass\n" * 400 + "def test_a(): pass\n"
    assert dict(inventory(branches.encode()).idle) == HOLLOW
