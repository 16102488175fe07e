"""Which calls and expressions check something, so that they can fail a test."""

from __future__ import annotations

import _ast
import builtins

from archhook.inventory.constant_truth import truth
from archhook.inventory.parse import iter_child_nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

CHECKING = ("raises", "warns", "deprecated_call", "fail")
"""The last names of what fails a test beside `assert` and whatever begins with that word."""

SKIPPING = (
    "skip", "skipif", "skipIf", "skipUnless", "skipTest", "xfail", "expectedFailure", "importorskip",
)  # fmt: skip
"""The last names of what may keep a test from running, or its failure from counting."""

IDLE = frozenset((*dir(builtins), "suppress"))
"""The names of calls that check nothing, whatever is handed to them."""

COMPARING = frozenset(
    f"assert{what}"
    for what in (
        *("True", "False", "Equal", "Equals", "NotEqual", "Is", "IsNot", "IsNone", "IsNotNone", "In", "NotIn"),
        *("Greater", "GreaterEqual", "Less", "LessEqual", "AlmostEqual", "NotAlmostEqual", "IsInstance"),
        *("NotIsInstance", "CountEqual", "ListEqual", "TupleEqual", "DictEqual", "SetEqual", "MultiLineEqual"),
    )
)
"""What of unittest looks at nothing but its arguments."""

WIDE = {"Exception": 1, "AssertionError": 1, "BaseException": 2}
"""What a failed check is caught as: 1 where pytest's own `fail` and `raises` go through, 2 where nothing does."""


def last_name(node: Any) -> str:
    """The last name of what is called: `raises` of `pytest.raises`; "" where it has none."""
    return str(getattr(node, "attr", "") or getattr(node, "id", ""))


def width_of(node: Any) -> int:
    """How much an `except`, or an argument of `suppress` or `raises`, takes of failed checks: see WIDE."""
    several = node.elts if type(node) is _ast.Tuple else [node]
    return max((WIDE.get(last_name(one), 0) for one in several), default=0)


def can_fail(word: str, call: Any) -> bool:
    """Whether a call of something named `assert...` looks at more than constants."""
    if word in ("assertTrue", "assertFalse") and call.args:
        known = truth(call.args[0])
        if known is not None:
            return known is (word == "assertFalse")
    others = [one.value for one in call.keywords if one.arg != "msg"]
    return word not in COMPARING or looks_at([*call.args[:2], *others])


def values_in(node: Any) -> int:
    """How many values an expression that is to hold checks at least once: the parts that `and` joins, the items of what
    is written out on a side of a comparison, the places of a chain of comparisons.
    """
    found, todo = 0, [(node, False)]
    while todo:
        one, negated = todo.pop()
        kind = type(one)
        if kind is _ast.UnaryOp and type(one.op) is _ast.Not:
            todo.append((one.operand, not negated))
        elif kind is _ast.BoolOp and type(one.op) is (_ast.Or if negated else _ast.And):
            todo.extend((part, negated) for part in one.values)
        elif kind is _ast.Call and last_name(one.func) == ("any" if negated else "all") and any(map(_items, one.args)):
            todo.extend((part, negated) for part in _items(one.args[0]))
        elif kind is _ast.Compare and not negated and type(one.ops[0]) in (_ast.Eq, _ast.Is):
            found += max(len(one.ops), compared_in([one.left, *one.comparators]))
        elif truth(one) is None:
            found += looks_at([one])
    return found


def compared_in(sides: Sequence[Any]) -> int:
    """How many values are compared where some expressions are: the items of those that are written out, but for those
    that are constants on all sides.
    """
    items = [_items(one) for one in sides]
    longest = max(map(len, items), default=0)
    if longest < 2 or not looks_at(sides):
        return int(looks_at(sides))
    alike = all(len(one) == longest for one in items)
    return sum(looks_at(pair) for pair in zip(*items, strict=True)) if alike else longest


def values_of_call(word: str, arguments: Sequence[Any]) -> int:
    """How many values a call of something named `assert...` checks: see `values_in`."""
    if word == "assertTrue":
        return sum(map(values_in, arguments[:1]))
    return compared_in(arguments[:2]) if word in COMPARING else 1


def items_of(node: Any) -> int:
    """How often a loop over an expression runs, as far as that is written out; else 1."""
    return max(len(_items(node)), 1)


def _items(node: Any) -> list[Any]:
    """The items of what is written out; [] of anything else."""
    kind = type(node)
    if kind in (_ast.Tuple, _ast.List, _ast.Set):
        return list(node.elts)
    return list(node.values) if kind is _ast.Dict else []


def looks_at(nodes: Iterable[Any]) -> bool:
    """Whether anything but constants is in some expressions."""
    return any(type(one) in (_ast.Name, _ast.Call) for one in below(nodes))


def evaluated(nodes: Iterable[Any]) -> Iterator[Any]:
    """What is below some expressions, and themselves, but for what `and`, `or` and `if` within them never get to."""
    stack = list(nodes)
    while stack:
        node = stack.pop()
        yield node
        kind = type(node)
        if kind is _ast.BoolOp:
            for one in node.values:
                stack.append(one)
                if truth(one) is (type(node.op) is _ast.Or):
                    break
        elif kind is _ast.IfExp:
            known = truth(node.test)
            stack += [node.test, *([node.body] if known is not False else ()), *([node.orelse] if not known else ())]
        else:
            stack.extend(iter_child_nodes(node))


def checks_in(nodes: Iterable[Any]) -> int:
    """How many checks are written in some statements, whatever becomes of them."""
    return sum(
        type(one) is _ast.Assert or (type(one) is _ast.Call and is_check(last_name(one.func))) for one in below(nodes)
    )


def is_check(word: str) -> bool:
    """Whether what is called by a last name fails a test."""
    return word in CHECKING or word.startswith("assert")


def below(nodes: Iterable[Any]) -> Iterator[Any]:
    """All that hangs below some nodes, and themselves."""
    stack = list(nodes)
    while stack:
        node = stack.pop()
        yield node
        stack.extend(iter_child_nodes(node))
