"""What is true or false whatever happens, as the interpreter has it."""

from __future__ import annotations

import ast

import pytest

from archhook.inventory.constant_truth import DEPTH, truth

CONSTANT = [
    *("1", "0", "None", "...", "''", "'x'", "()", "(0,)", "[]", "[0]", "{}", "{1: 2}", "{0}", "not 0", "not 'x'"),
    *("x or True", "True or x", "0 and x", "x and 0", "0 or 1 and ()", "1 if 0 else ()", "1 if x else 'y'"),
    *(
        "(y := 0)",
        "1 == 1",
        "1 == 2",
        "'a' != 'a'",
        "1 < 2",
        "1 > 2.0",
        "1 <= 1",
        "2 >= 3",
        "lambda: 0",
        "(a for a in x)",
    ),
    *("list()", "set()", "bool(1)", "bool(())", "tuple([])", "list('x')", "f'a{x}'", "not (x or 1)"),
]
"""`x` is an empty tuple or one that is not: the answer is the same."""


@pytest.mark.parametrize("text", CONSTANT)
def test_what_is_sure_is_so(text: str) -> None:
    found = truth(ast.parse(text, mode="eval").body)
    assert found is bool(eval(text, {"x": ()})) is bool(eval(text, {"x": (1,)}))


@pytest.mark.parametrize(
    "text",
    [
        *("x", "x or 0", "x and 1", "not x", "-1", "x == x", "x if y else 1", "[*x]", "{**x}", "f'{x}'", "1 < 'a'"),
        *("1 < 2 < x", "list(x)", "bool(*x)", "range(3)", "f()", "dict(a=1)", "[a for a in x]", "x.y", "1 in x"),
    ],
)
def test_what_is_not_sure_is_not_said(text: str) -> None:
    assert truth(ast.parse(text, mode="eval").body) is None


@pytest.mark.parametrize("text", ["TYPE_CHECKING", "typing.TYPE_CHECKING", "__name__ == '__main__'", "range(0)"])
def test_what_is_false_in_a_test(text: str) -> None:
    assert truth(ast.parse(text, mode="eval").body) is False


def test_what_is_deeper_than_is_looked_is_not_said() -> None:
    assert truth(ast.parse("not " * DEPTH + "0", mode="eval").body) is (DEPTH % 2 == 1)
    assert truth(ast.parse("not " * 90 + "0", mode="eval").body) is None
