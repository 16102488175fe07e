"""Tests that stand where they stood, and cannot fail, are skipped, or check less: each way to disarm one is told."""

from __future__ import annotations

import pytest
from exemptions.test_weaker_tests import of_file

TWO = "def test_a():\n    r = f(200)\n    assert r.status == 200\n    assert r.text == ''\n"
OF_CASE = """
import unittest


class TestOne(unittest.TestCase):
    def test_a(self):
        r = f(200)
        self.assertEqual(r.status, 200)
        self.assertTrue(r.text == "")
"""
HEAD, *LINES = TWO.splitlines()
INDENTED = "\n".join(f"    {line}" for line in LINES)
WRAPPED = [
    "if False:\n{}",
    "if 0:\n{}",
    "while False:\n{}",
    "for _ in ():\n{}",
    "for _ in []:\n{}",
    "for _ in range(0):\n{}",
    "if 1 == 2:\n{}",
    "if TYPE_CHECKING:\n{}",
    "if True:\n        pass\n    else:\n{}",
    "try:\n{}\n    except Exception:\n        pass",
    "try:\n{}\n    except:\n        print('x')",
    "try:\n{}\n    except (KeyError, AssertionError) as error:\n        r = error",
    "try:\n{}\n    except BaseException:\n        return",
    "try:\n{}\n    except* Exception:\n        ...",
    "try:\n{}\n    finally:\n        return",
    "with contextlib.suppress(BaseException):\n{}",
    "with suppress(KeyError, Exception):\n{}",
    "def inner():\n{}",
    "def inner():\n{}\n    inner",
    "async def inner():\n{}",
]
BEFORE = [
    "return",
    "if True:\n        return",
    "if 1:\n        return None\n    else:\n        f()",
    "if f:\n        return\n    else:\n        return",
]
AROUND = ["while True:\n{}\n        break", "with f(200):\n{}", "if r:\n{}"]
GUTTED = "test_a of tests/test_a.py checks nothing now, and checked 2"


def disarmed(shape: str) -> str:
    """The test of two checks with its statements put into another one."""
    return f"{HEAD}\n    {shape.format(INDENTED)}\n"


@pytest.mark.parametrize("shape", WRAPPED)
def test_checks_that_are_not_reached_or_swallowed_are_none(shape: str) -> None:
    compile(disarmed(shape), "test", "exec")
    assert of_file(TWO, disarmed(shape)) == [("gutted", GUTTED)]
    assert of_file(disarmed(shape), TWO) == []


@pytest.mark.parametrize("first", BEFORE)
def test_checks_behind_the_end_of_a_block_are_none(first: str) -> None:
    after = "\n".join([HEAD, f"    {first}", *LINES]) + "\n"
    assert of_file(TWO, after) == [("gutted", GUTTED)]
    case = OF_CASE.replace("        r = f", "        return\n        r = f")
    assert of_file(OF_CASE, case) == [("gutted", GUTTED.replace("test_a of", "TestOne::test_a of"))]


@pytest.mark.parametrize("shape", WRAPPED)
def test_checks_that_died_are_told_whatever_is_new(shape: str) -> None:
    """A call, a parameter or a decorator may check something in the place of a check that is gone, and of no other."""
    new = f"@mark.slow\n{disarmed(shape).replace('test_a()', 'test_a(x)')}    run(x)\n"
    assert of_file(TWO, new) == ([] if "r = error" in shape else [("gutted", GUTTED)])
    assert of_file(TWO, "def test_a(x):\n    run(x)\n") == []


@pytest.mark.parametrize("shape", AROUND)
def test_checks_that_may_be_reached_are_what_they_were(shape: str) -> None:
    assert of_file(TWO, disarmed(shape)) == []


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        ("assert r.status == 200", "assert r.status == 200 or True", 1),
        ("assert r.status == 200", "assert (r.status == 200, 'm')", 1),
        ("assert r.status == 200", "assert (r.status == 200) or 'm'", 1),
        ("assert r.status == 200", "assert not (r.status != 200 and False)", 1),
        ("assert r.status == 200", "assert (one == 200 for one in r)", 1),
        ("assert r.status == 200", "assert 1 == 1", 1),
        ("self.assertEqual(r.status, 200)", "self.assertEqual(200, 200)", 1),
        ("self.assertEqual(r.status, 200)", "False and self.assertEqual(r.status, 200)", 1),
        ("self.assertEqual(r.status, 200)", "self.assertEqual(r.status, 200) if False else None", 1),
        ("self.assertEqual(r.status, 200)", "lambda: self.assertEqual(r.status, 200)", 1),
        ("self.assertEqual(r.status, 200)", "(self.assertEqual(one, 200) for one in r)", 1),
        ("self.assertTrue(r.text == '')", "self.assertTrue((r.text == '', 'm'))", 1),
        ("self.assertTrue(r.text == '')", "self.assertTrue(r.text == '' or True)", 1),
        ("self.assertTrue(r.text == '')", "self.assertFalse(False)", 1),
    ],
)
def test_checks_of_what_is_always_so_are_none(old: str, new: str, left: int) -> None:
    before = TWO if old.startswith("assert") else OF_CASE.replace('""', "''")
    assert old in before
    name = "test_a" if old.startswith("assert") else "TestOne::test_a"
    said = f"{name} of tests/test_a.py checks {left} now, and checked 2"
    assert of_file(before, before.replace(old, new)) == [("gutted", said)]


def test_a_test_that_only_called_helpers() -> None:
    before = "def test_a():\n    check(f(200))\n"
    said = "test_a of tests/test_a.py calls nothing now, and called check and f"
    for after in (
        "    return\n    check(f(200))\n",
        "    try:\n        check(f(200))\n    except Exception:\n        x = 1\n",
    ):
        assert of_file(before, f"def test_a():\n{after}") == [("gutted", said)]
    assert of_file(before, "def test_a():\n    check(f(300))\n") == []


@pytest.mark.parametrize(
    "shape",
    [
        "def inner():\n{}\n    inner()",
        "def inner():\n{}\n    run(inner)",
        "@app.route('/')\n    def inner():\n{}",
        "try:\n{}\n    except Exception:\n        raise",
        "try:\n{}\n    except AssertionError:\n        raise\n    except Exception:\n        pass",
        "try:\n{}\n    except Exception:\n        pytest.fail('x')",
        "try:\n{}\n    except KeyError:\n        pass",
        "try:\n{}\n    except Exception as error:\n        errors.append(error)",
        "with raises(AssertionError):\n{}\n        new()",
        "try:\n        pass\n    except Exception:\n        pass\n    else:\n{}",
        "with suppress(KeyError):\n{}",
        "if r:\n        return\n    else:\n{}",
    ],
)
def test_what_is_reached_and_not_swallowed_says_no_less(shape: str) -> None:
    assert of_file(TWO, disarmed(shape)) == []


MANY = "import pytest\n\n\n" + "\n\n".join(f"def test_{number}():\n    assert f({number})\n" for number in range(7))
NAMED = "test_0, test_1, test_2, test_3, test_4 and 2 more of tests/test_a.py"
METHODS = "    def test_a(self):\n        assert f()\n\n    def test_b(self):\n        assert g()\n"
CLASS = f"import pytest\n\n\nclass TestB:\n{METHODS}"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (MANY, MANY.replace("\n\n\n", "\n\npytestmark = pytest.mark.skip\n\n\n", 1),
         ("emptied", "7 tests of tests/test_a.py cannot fail any more: skipped by pytestmark (line 3)")),
        (MANY, MANY.replace("\n\n\n", "\n\npytestmark: list = [pytest.mark.skipif(X)]\n\n\n", 1),
         ("skipped", "7 tests of tests/test_a.py may be skipped, or fail unseen, now (skipif, line 3)")),
        (MANY, MANY.replace("\n\n\n", "\n\npytest.skip('x', allow_module_level=True)\n\n\n", 1),
         ("emptied", "7 tests of tests/test_a.py cannot fail any more: skipped by pytest.skip (line 3)")),
        (CLASS, CLASS.replace("class", "@pytest.mark.skip\nclass"),
         ("emptied", "2 tests of TestB of tests/test_a.py cannot fail any more: skipped by pytest.mark.skip (line 4)")),
        (CLASS, CLASS.replace("TestB:\n", "TestB:\n    pytestmark = pytest.mark.xfail\n\n"),
         ("skipped", "2 tests of TestB of tests/test_a.py may be skipped, or fail unseen, now (xfail, line 5)")),
        (MANY, MANY.replace("    assert", "    return\n    assert"),
         ("gutted", f"{NAMED} check nothing now, and checked 7")),
        (MANY, MANY.replace("    assert", "    pass  # assert"), ("emptied", f"{NAMED} cannot fail any more")),
        (MANY, MANY.replace("def test", "@pytest.mark.skip\ndef test"),
         ("emptied", f"{NAMED} cannot fail any more (pytest.mark.skip)")),
        (MANY, MANY.replace("def test", "@pytest.mark.xfail\ndef test"),
         ("skipped", f"{NAMED} may be skipped, or fail unseen, now (xfail)")),
    ],
)  # fmt: skip
def test_one_cause_is_one_entry(before: str, after: str, said: tuple[str, str]) -> None:
    assert of_file(before, after) == [said]


def test_a_test_that_is_run_for_each_of_no_values() -> None:
    before = "import pytest\n\n\n@pytest.mark.parametrize('x', [1, 2])\ndef test_a(x):\n    assert f(x)\n"
    said = "test_a of tests/test_a.py may be skipped, or fail unseen, now (parametrize without values)"
    assert of_file(before, before.replace("[1, 2]", "[]")) == [("skipped", said)]
    assert of_file(before, before.replace("[1, 2]", "VALUES")) == []


BOTH = "def test_a():\n    r = f()\n    assert r.a == 0\n    assert r.b == []\n"
MERGED = [
    "assert (r.a, r.b) == (0, [])",
    "assert [0, []] == [r.a, r.b]",
    "assert r.a == 0 and r.b == []",
    "assert not (r.a or r.b)",
    "assert r == {'a': 0, 'b': []}",
    "assert all([r.a == 0, r.b == []])",
    "assert r.a == r.b == 0",
    "for one in (r.a, r.b):\n        assert not one",
    "self.assertEqual((r.a, r.b), (0, []))",
    "self.assertTrue(r.a == 0 and r.b == [])",
]


@pytest.mark.parametrize("merged", MERGED)
def test_checks_that_are_written_as_one_are_as_many(merged: str) -> None:
    after = f"def test_a():\n    r = f()\n    {merged}\n"
    assert of_file(BOTH, after) == []
    assert of_file(after, BOTH) == []


@pytest.mark.parametrize(
    "less",
    [
        "assert (r.a, 1) == (0, 1)",
        "assert r.a == 0 or r.b == []",
        "assert r.a == 0 and True",
        "assert not (r.a and r.b)",
        "assert any([r.a == 0, r.b == []])",
        "assert r.a != (0, [])",
        "assert (r.a, 1, 2) == (0, 1, 2)",
        "for one in (r.a,):\n        assert not one",
    ],
)
def test_what_looks_at_fewer_values_checks_less(less: str) -> None:
    said = "test_a of tests/test_a.py checks 1 now, and checked 2"
    assert of_file(BOTH, f"def test_a():\n    r = f()\n    {less}\n") == [("gutted", said)]


def test_a_list_of_expected_values_may_be_shorter_than_it_was() -> None:
    before = "def test_a():\n    assert f() == [1, 2, 3]\n"
    assert of_file(before, "def test_a():\n    assert f() == [1]\n") == []
    assert of_file(before, "def test_a():\n    assert f() == expected()\n") == []


SKIPPED = {
    "if True:\n    pytest.skip('x', allow_module_level=True)\n": "skip",
    "nope = pytest.importorskip('nope')\n": "importorskip",
    "try:\n    import nope\nexcept ImportError:\n    raise unittest.SkipTest('x')\n": "SkipTest",
    "def setup_module():\n    pytest.skip('x')\n": "skip",
    "@pytest.fixture(autouse=True)\ndef prepare():\n    pytest.skip('x')\n": "skip",
}
KEPT = (
    "slow = pytest.mark.skipif(WINDOWS, reason='x')\n",
    "@pytest.fixture\ndef prepare():\n    pytest.skip('x')\n",
    "def helper():\n    pytest.skip('x')\n",
)


@pytest.mark.parametrize("added", SKIPPED)
def test_what_may_skip_all_of_a_file_wherever_it_stands(added: str) -> None:
    line = next(at for at, text in enumerate(added.splitlines(), 1) if "skip(" in text or "Skip" in text)
    if added.startswith("nope"):
        line = 1
    said = f"test_a of tests/test_a.py may be skipped, or fail unseen, now ({SKIPPED[added]}, line {line})"
    assert of_file(TWO, added + TWO) == [("skipped", said)]
    assert of_file(added + TWO, TWO) == []


@pytest.mark.parametrize("added", KEPT)
def test_what_skips_no_test_by_itself(added: str) -> None:
    assert of_file(TWO, added + TWO) == []


def test_a_mark_by_another_name() -> None:
    said = "test_a of tests/test_a.py may be skipped, or fail unseen, now (skipif)"
    assert of_file(TWO, f"slow = pytest.mark.skipif(WINDOWS, reason='x')\n\n\n@slow\n{TWO}") == [("skipped", said)]


@pytest.mark.parametrize("behind", ["del test_a", "test_a = None", "test_a = lambda: None"])
def test_a_test_whose_name_is_taken_from_it(behind: str) -> None:
    said = "test_a of tests/test_a.py may be skipped, or fail unseen, now (its name is deleted, or another thing's)"
    assert of_file(TWO, f"{TWO}\n\n{behind}\n") == [("skipped", said)]
    assert of_file(TWO, f"{TWO}\n\ntest_a = mark(test_a)\n") == []
