"""Which calls check something, what of an expression is evaluated, and what an `except` takes of failed checks."""

from __future__ import annotations

import ast

import pytest

from archhook.inventory.check_calls import WIDE, can_fail, checks_in, evaluated, last_name, width_of


def expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


@pytest.mark.parametrize(
    ("text", "found"),
    [("self.assertTrue(a)", True), ("self.assertTrue(1)", False), ("self.assertFalse(1)", True),
     ("self.assertEqual(1, 2, a)", False), ("self.assertEqual(first=a, second=1)", True), ("assert_that(1)", True),
     ("self.assertTrue()", False), ("self.assertNumQueries(2)", True)],
)  # fmt: skip
def test_what_can_fail(text: str, found: bool) -> None:
    call = expression(text)
    assert isinstance(call, ast.Call)
    assert can_fail(last_name(call.func), call) is found


@pytest.mark.parametrize(
    ("text", "names"),
    [("a and b", "ab"), ("0 and a", ""), ("a and 0 and b", "a"), ("1 or a", ""), ("a or 1 or b", "a"),
     ("a if 1 else b", "a"), ("a if 0 else b", "b"), ("a if c else b", "abc"), ("a(lambda: b, [c])", "abc")],
)  # fmt: skip
def test_what_is_evaluated(text: str, names: str) -> None:
    assert sorted(one.id for one in evaluated([expression(text)]) if isinstance(one, ast.Name)) == sorted(names)


def test_how_wide_a_handler_is() -> None:
    assert {name: width_of(expression(name)) for name in (*WIDE, "KeyError")} == {**WIDE, "KeyError": 0}
    assert width_of(expression("(KeyError, builtins.Exception)")) == WIDE["Exception"]
    assert width_of(expression("()")) == width_of(expression("f()")) == 0


def test_how_many_checks_are_written() -> None:
    body = "if False:\n    assert a\n    self.assertTrue(1)\nwith raises(E):\n    def f(): pytest.fail()\n"
    body += "skip()\ng(assertion)\n"
    assert checks_in(ast.parse(body).body) == 4
