"""What is reached of a function's body and can fail it: what each statement and expression lets through."""

from __future__ import annotations

import ast
import time
from textwrap import indent

import pytest

from archhook.inventory.reached_checks import Reached


def reached(body: str) -> Reached:
    """Of the statements of a function."""
    function = ast.parse(f"async def test():\n{indent(body, '    ')}\n").body[0]
    assert isinstance(function, ast.AsyncFunctionDef)
    return Reached(function.body)


@pytest.mark.parametrize(
    ("body", "checks"),
    [
        ("assert a\nassert b()", 2),
        ("assert False", 1),
        ("assert a == 1 if b else True", 1),
        ("assert 'x'\nassert 2 == 2 - 0", 0),
        ("raise E\nassert a", 0),
        ("pytest.skip('x')\nassert a", 0),
        ("self.skipTest('x')\nassert a", 0),
        ("pytest.fail('x')\nassert a", 1),
        ("reader.skip('x')\nassert a", 1),
        ("for x in y:\n    continue\n    assert a\nassert b", 1),
        ("for x in y:\n    break\nelse:\n    assert a", 1),
        ("for x in (1, 2):\n    return\nassert a", 0),
        ("for x in (1, 2):\n    if x:\n        continue\n    return\nassert a", 1),
        ("for x in (1, 2):\n    if x:\n        break\n    return\nassert a", 1),
        ("for x in y:\n    return\nassert a", 1),
        ("async for x in ():\n    assert a\nelse:\n    assert b", 1),
        ("while True:\n    assert a\nassert b", 1),
        ("while True:\n    if c:\n        break\nassert b", 1),
        ("while 0:\n    assert a\nelse:\n    assert b", 1),
        ("while a:\n    assert a\nassert b", 2),
        ("with open(a):\n    return\nassert b", 0),
        ("with pytest.raises(E):\n    raise E\nassert b", 2),
        ("with pytest.raises(E):\n    assert a", 2),
        ("with pytest.raises(Exception):\n    assert a\n    raise E", 1),
        ("with self.assertRaises((KeyError, AssertionError)):\n    assert a", 1),
        ("async with suppress(Exception):\n    assert a\n    with pytest.raises(E):\n        f()\nassert b", 2),
        ("with suppress(BaseException):\n    with pytest.raises(E):\n        f()\n    pytest.fail()", 0),
        ("with suppress(Exception):\n    self.fail()", 0),
        ("try:\n    return\nexcept Exception:\n    assert a\nassert b", 0),
        ("try:\n    return f()\nexcept Exception:\n    pass\nassert b", 1),
        ("try:\n    return f()\nexcept Exception:\n    return\nassert b", 0),
        ("try:\n    return f()\nfinally:\n    assert a\nassert b", 1),
        ("try:\n    f()\nfinally:\n    return\nassert b", 0),
        ("try:\n    f()\nexcept E:\n    pass\nelse:\n    assert False", 1),
        ("try:\n    try:\n        assert a\n    except KeyError:\n        pass\nexcept:\n    pass", 0),
        ("try:\n    assert a\nexcept Exception as e:\n    assert 'x' in str(e)", 2),
        ("for x in y:\n    try:\n        assert a\n    finally:\n        continue", 0),
        ("match a:\n    case 1:\n        assert b\n    case _ if c:\n        assert d", 2),
        ("match a:\n    case 1:\n        return\nassert b", 1),
        ("class A:\n    assert a\n    def run(self):\n        assert b", 1),
        ("class A:\n    def run(self):\n        assert b\nA().run()", 1),
        ("class A(Base):\n    @property\n    def run(self):\n        assert b", 0),
        ("def one():\n    two()\ndef two():\n    one()\n    assert a", 0),
        ("def one():\n    two()\ndef two():\n    one()\n    assert a\none()", 1),
        ("def one():\n    assert a\nreturn\none()", 0),
        ("return one\ndef one():\n    assert a", 0),
        ("run(one)\ndef one():\n    assert a", 1),
        ("@staticmethod\ndef one():\n    assert a", 0),
        ("one = lambda: self.assertTrue(a)", 0),
        ("one = lambda: self.assertTrue(a)\none()", 1),
        ("run(lambda: self.assertTrue(a))", 1),
        ("a or self.assertTrue(b)\n1 and self.assertTrue(b)\n1 or self.assertTrue(b)", 2),
        ("self.assertTrue(msg='x')\nself.assertEqual(1, 1, a)\nself.assertEqual(1, second=b)", 1),
        ("self.assertLogs()\nself.assertNumQueries(2)\nmocked.assert_called_with(1)", 3),
        ("self.assertTrue(False)\nself.assertFalse(1)\nself.assertFalse(a and 0)", 2),
    ],
)
def test_how_much_can_fail(body: str, checks: int) -> None:
    assert reached(body).checks == checks


def test_what_is_called_and_skips() -> None:
    found = reached(
        "f(g(a.h()))\nprint(len(b))\nif a:\n    pytest.xfail('x')\n    k()\n@d.e(n())\ndef one(x=m()):\n    l()"
    )
    assert found.calls == {"f", "g", "h", "e", "n", "m", "l"}
    assert found.skips == ["xfail"]
    assert reached("def one():\n    f()\none()\nwith suppress(Exception):\n    g()").calls == {"f"}


def test_many_branches_and_deep_expressions() -> None:
    branches = "".join(f"elif a == {number}:\n    assert b\n" for number in range(300))
    assert reached(f"if a:\n    pass\n{branches}else:\n    return\nassert c").checks == 301
    assert reached("assert " + "(a or b and " * 60 + "c" + ")" * 60).checks == 1
    node: ast.expr = ast.Name("a", ast.Load())
    for _ in range(20_000):
        node = ast.BoolOp(ast.And(), [node, ast.Name("b", ast.Load())])
    chain: list[ast.stmt] = [ast.Assert(node)]
    for _ in range(20_000):
        chain = [ast.If(ast.Name("a", ast.Load()), [ast.Pass()], chain)]
    assert Reached(chain).checks == 1
    while chain and isinstance(chain[0], ast.If):  # taken apart from outside: the interpreter would recurse
        chain = chain[0].orelse
    while isinstance(node, ast.BoolOp):
        node = node.values.pop(0)


def test_nested_functions_that_call_each_other_take_time_in_proportion() -> None:
    def took(count: int) -> float:
        body = "".join(f"def f{number}():\n    f{number + 1}()\n    assert a\n" for number in range(count)) + "f0()"
        function = ast.parse(f"def test():\n{indent(body, '    ')}\n").body[0]
        assert isinstance(function, ast.FunctionDef)
        start = time.process_time()
        assert Reached(function.body).checks == count
        return time.process_time() - start

    assert min(took(8000) for _ in range(3)) < 16 * max(min(took(1000) for _ in range(3)), 0.001)
