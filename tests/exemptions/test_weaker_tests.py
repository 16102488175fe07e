"""Which tests say less, no longer count, or count for more: between two versions of test files and of their Tests."""

from __future__ import annotations

import pytest
from helpers.asking import architecture_of
from helpers.ledgers import HEAD, sound

from archhook.exemptions.sides import Side, Sides
from archhook.exemptions.weaker_code import unseen_code
from archhook.exemptions.weaker_tests import weaker_tests
from archhook.model.config import Config
from archhook.query.compared_sides import side_of

FILE = "tests/test_a.py"
CLASSES = """
import unittest


class Base(unittest.TestCase):
    def test_inherited(self):
        self.assertEqual(f(), 1)


class TestOne(Base):
    def test_own(self):
        with self.assertRaises(ValueError):
            f()
        self.assertTrue(g())
"""


def declaring(name: str, level: str = "UnitTest", names: str = '"*"', file: str = FILE) -> str:
    prefix = {"UnitTest": "UT", "IntegrationTest": "IT"}[level]
    return (
        f'\n\nclass {name}({level}):\n    """[{prefix}-{name.lower()}] {name}."""\n    verifies = How\n'
        f'    test_file = "{file}"\n    test_functions = {names}\n'
    )


def told(
    old: tuple[str, dict[str, str]], new: tuple[str, dict[str, str]], symbols: str = "module"
) -> list[tuple[str, str]]:
    """(kind, what) of two ledgers (Tests behind the head) with their files."""
    sides = Sides(*(side(text, files, Config(symbols=symbols)) for text, files in (old, new)))
    return [(one.kind, one.what) for one in (*weaker_tests(sides), *unseen_code(sides))]


def side(text: str, files: dict[str, str], config: Config) -> Side:
    nodes = sound(HEAD + text).values()
    found = side_of(architecture_of(nodes, files | {"architecture.py": ""}, config=config))
    facts = {path: fact._replace(oid=files.get(path, "")) for path, fact in found.files.items()}  # the bytes tell it
    return found._replace(files=facts)


def of_file(before: str, after: str, names: str = '"*"') -> list[tuple[str, str]]:
    """The same of one Test and its file."""
    ledger = declaring("A", names=names)
    return told((ledger, {FILE: before}), (ledger, {FILE: after}))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("def test_a():\n    assert f() == 1\n", "def test_a():\n    assert f() == 2\n"),
        ("def test_a():\n    assert f()\n", "def test_a():\n    assert f()\n    assert g()\n"),
        ("def test_a():\n    assert f()\n    assert g()\n", "def test_a():\n    check(f(), g())\n"),  # a helper
        (
            "def test_a():\n    assert f(1)\n    assert f(2)\n",
            "@pytest.mark.parametrize('x', [1, 2])\ndef test_a(x):\n    assert f(x)\n",
        ),
        ("def test_a():\n    assert f()\n    assert True\n", "def test_a():\n    assert f()\n"),
        ("def test_a():\n    assert f()\n", "def test_b():\n    assert f()\n"),  # only called otherwise
        ("def test_a():\n    pass\n", "def test_a():\n    ...\n"),
        ("def test_a():\n    pass\n\n\ndef test_b():\n    assert f()\n", "def test_b():\n    assert f()\n"),
        ("import pytest\n\n\n@pytest.mark.skip\ndef test_a():\n    assert f()\n", ""),
        ("@pytest.mark.skip\ndef test_a():\n    assert f()\n", "@pytest.mark.skip\ndef test_a():\n    assert g()\n"),
        ("pytestmark = pytest.mark.skipif(X)\ndef test_a():\n    assert f()\n",
         "@pytest.mark.skipif(X)\ndef test_a():\n    assert f()\n"),
        (CLASSES, CLASSES.replace("TestOne", "TestTwo")),
        (CLASSES, "def test_own():\n    with raises(ValueError):\n        f()\n    assert g()\n\n\n" + CLASSES),
    ],
)  # fmt: skip
def test_what_says_no_less(before: str, after: str) -> None:
    assert of_file(before, after) == []


@pytest.mark.parametrize(
    ("before", "after", "kind", "said"),
    [
        ("def test_a():\n    assert f()\n    assert g()\n", "def test_a():\n    f()\n    assert g()\n",
         "gutted", "test_a of tests/test_a.py checks 1 now, and checked 2"),
        ("def test_a():\n    with raises(E):\n        f()\n", "def test_a():\n    with suppress(E):\n        f()\n",
         "gutted", "test_a of tests/test_a.py checks nothing now, and checked 1"),
        ("def test_a(x):\n    assert x\n", "def test_a(x):\n    assert 1\n",
         "gutted", "test_a of tests/test_a.py checks nothing now, and checked 1"),
        (CLASSES, CLASSES.replace("        self.assertTrue(g())\n", "        g()\n"),
         "gutted", "TestOne::test_own of tests/test_a.py checks 1 now, and checked 2"),
        (CLASSES, CLASSES.replace("        self.assertTrue(g())\n", ""),
         "gutted", "TestOne::test_own of tests/test_a.py checks 1 now, and checked 2"),
        ("def test_a():\n    assert f()\n", "@mark.xfail\ndef test_a():\n    assert f()\n",
         "skipped", "test_a of tests/test_a.py may be skipped, or fail unseen, now (xfail)"),
        ("def test_a():\n    assert f()\n", "def test_a():\n    if X:\n        pytest.skip('x')\n    assert f()\n",
         "skipped", "test_a of tests/test_a.py may be skipped, or fail unseen, now (skip)"),
        ("def test_a():\n    assert f()\n", "def test_a():\n    pass\n",
         "emptied", "test_a of tests/test_a.py cannot fail any more"),
        ("def test_a():\n    assert f()\n\n\ndef test_b():\n    assert g()\n", "def test_b():\n    assert g()\n",
         "test-gone", "test_a of tests/test_a.py is gone (UT-a declared it)"),
        (CLASSES, CLASSES + "    __test__ = False\n",
         "test-gone", "TestOne::test_own and TestOne::test_inherited of tests/test_a.py are gone (UT-a declared them)"),
    ],
)  # fmt: skip
def test_what_says_less(before: str, after: str, kind: str, said: str) -> None:
    assert of_file(before, after) == [(kind, said)]


BODY = "def test_a():\n    assert f()\n\n\ndef test_b():\n    assert g()\n"


def test_a_test_that_moves_with_its_file_and_to_another_one() -> None:
    here, there = declaring("A"), declaring("A", file="tests/test_z.py")
    assert told((here, {FILE: BODY}), (there, {"tests/test_z.py": BODY})) == []
    both = (here + declaring("Z", file="tests/test_z.py"), {FILE: BODY[: BODY.index("\n\n\n")] + "\n"})
    moved = "def test_b():\n    assert g()\n"
    assert told((here, {FILE: BODY}), (both[0], both[1] | {"tests/test_z.py": moved})) == []
    gutted = told((here, {FILE: BODY}), (both[0], both[1] | {"tests/test_z.py": "def test_b(x):\n    x\n"}))
    assert gutted == []  # it takes something else now: it is another test
    emptied = told((here, {FILE: BODY}), (both[0], both[1] | {"tests/test_z.py": "def test_b():\n    g()\n"}))
    assert emptied == [("gutted", "test_b of tests/test_z.py checks nothing now, and checked 1")]


def test_a_test_whose_node_goes() -> None:
    two = declaring("A", names='["test_a"]') + declaring("B", names='["test_b"]')
    one = declaring("A", names='["test_a", "test_b"]')
    assert told((two, {FILE: BODY}), (one, {FILE: BODY})) == []  # one for both
    less = declaring("A", names='["test_a"]')
    assert told((two, {FILE: BODY}), (less, {FILE: BODY})) == [
        ("deleted", "UT-b (B) is gone, and tests/test_a.py is still there")
    ]
    level = declaring("A", names='["test_a"]') + declaring("C", "IntegrationTest", '["test_b"]')
    assert told((two, {FILE: BODY}), (level, {FILE: BODY})) == [
        ("deleted", "UT-b (B) is gone, and tests/test_a.py is still there")
    ]  # what it declared stands for another level


def test_what_is_declared_no_longer_or_twice() -> None:
    both, first = declaring("A", names='["test_a", "test_b"]'), declaring("A", names='["test_a"]')
    assert told((both, {FILE: BODY}), (first, {FILE: BODY})) == [
        ("undeclared", "test_b of tests/test_a.py is declared by no Test any more (UT-a did)")
    ]
    twice = both + declaring("B", "IntegrationTest", '["test_b"]')
    counted = [("counted", "test_b of tests/test_a.py counts for IT-b, too, beside UT-a")]
    assert told((both, {FILE: BODY}), (twice, {FILE: BODY})) == counted
    assert told((first, {FILE: BODY}), (first + declaring("B", names='["test_b"]'), {FILE: BODY})) == []
    star = (declaring("A") + declaring("B", "IntegrationTest", '["test_b"]'), {FILE: BODY})
    assert told((first, {FILE: BODY}), star) == [
        ("counted", "test_b of tests/test_a.py counts for UT-a, too, beside IT-b"),
        ("names", "UT-a declares whatever tests tests/test_a.py holds now, and named 1"),
    ]


def test_of_what_is_gone_only_what_could_fail_is_told() -> None:
    hollow = BODY.replace("assert f()", "pass")
    assert of_file(hollow, "") == [("test-gone", "test_b of tests/test_a.py is gone (UT-a declared it)")]
    named = declaring("A", names='["test_a", "test_b"]')
    assert told((named, {FILE: hollow}), (declaring("A", names='["test_b"]'), {FILE: hollow})) == [
        ("undeclared", "test_a of tests/test_a.py is declared by no Test any more (UT-a did)")
    ]  # it is still there: it is hidden


def test_folders_of_tests() -> None:
    ledger = declaring("A", file="tests/")
    more = {FILE: BODY, "tests/test_more.py": "def test_c():\n    assert h()\n"}
    assert told((ledger, {FILE: BODY}), (ledger, more), "files") == []
    assert told((ledger, more), (ledger, {FILE: BODY}), "files") == [
        ("test-gone", "test_c of tests/test_more.py is gone (UT-a declared it)")
    ]


def test_a_file_that_is_no_python_any_more() -> None:
    assert of_file(BODY, "def test_a(:\n") == [
        (
            "unparsable",
            "tests/test_a.py cannot be parsed any more (INV410): "
            "test_a and test_b of it are not seen (UT-a declared them)",
        )
    ]
    assert of_file("def test_a(:\n", BODY) == []
