"""Whether an expression is true, or false, whatever the code around it does."""

from __future__ import annotations

import _ast

from archhook.inventory.syntax_tree import is_main_guard, is_type_checking

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

DEPTH = 20
"""So deep an expression is looked into: what is sure deeper down is not said."""

_EMPTY = frozenset({"list", "tuple", "dict", "set", "frozenset", "str", "bytes", "bool", "int", "float"})
"""What is false where it is called with nothing."""

_CONVERTED = frozenset({"bool", "list", "tuple", "set", "frozenset", "sorted", "iter"})
"""What has as many items, or the truth, of its only argument; `iter` for what a loop takes from it."""


def truth(node: Any, depth: int = DEPTH) -> bool | None:
    """True or False where an expression is so whatever happens, None where that cannot be told.

    Of what a loop goes over: False where there is nothing in it.
    """
    kind = type(node)
    if kind is _ast.Constant:
        return bool(node.value)
    if kind in (_ast.Lambda, _ast.GeneratorExp):
        return True
    if kind in (_ast.Tuple, _ast.List, _ast.Set):
        return _display([type(one) is not _ast.Starred for one in node.elts])
    if kind is _ast.Dict:
        return _display([key is not None for key in node.keys])
    if kind is _ast.JoinedStr:
        return True if any(type(one) is _ast.Constant for one in node.values) else None
    if is_type_checking(node) or is_main_guard(node):
        return False
    return _combined(node, depth - 1) if depth else None


def _display(items: Sequence[bool]) -> bool | None:
    """Of what is written out. `items`: which of them are not unpacked from something else."""
    return True if any(items) else None if items else False


def _combined(node: Any, depth: int) -> bool | None:
    """The truth of what depends on that of its parts."""
    kind = type(node)
    if kind is _ast.UnaryOp:
        inner = truth(node.operand, depth)
        return (None if inner is None else not inner) if type(node.op) is _ast.Not else None
    if kind is _ast.BoolOp:
        decides = type(node.op) is _ast.Or
        found = [truth(one, depth) for one in node.values]
        return decides if decides in found else None if None in found else not decides
    if kind is _ast.IfExp:
        known = truth(node.test, depth)
        sides = [truth(one, depth) for one in (node.body, node.orelse)]
        return (sides[0] if sides[0] is sides[1] else None) if known is None else sides[not known]
    if kind is _ast.NamedExpr:
        return truth(node.value, depth)
    if kind is _ast.Compare:
        return _compared(node)
    return _called(node, depth) if kind is _ast.Call else None


def _compared(node: Any) -> bool | None:
    """Of a comparison of two constants."""
    other = node.comparators[0]
    if len(node.ops) != 1 or type(node.left) is not _ast.Constant or type(other) is not _ast.Constant:
        return None
    kind = type(node.ops[0])
    one: Any = node.left.value
    two: Any = other.value
    if kind in (_ast.Eq, _ast.NotEq):
        return bool(one == two) is (kind is _ast.Eq)
    numbers = all(type(value) in (int, float) for value in (one, two))
    if numbers and kind in (_ast.Lt, _ast.GtE):
        return bool(one < two) is (kind is _ast.Lt)
    if numbers and kind in (_ast.Gt, _ast.LtE):
        return bool(one > two) is (kind is _ast.Gt)
    return None


def _called(node: Any, depth: int) -> bool | None:
    """Of a call of a built-in type."""
    name = node.func.id if type(node.func) is _ast.Name else ""
    if node.keywords:
        return None
    if not node.args:
        return False if name in _EMPTY else None
    if len(node.args) > 1 or type(node.args[0]) is _ast.Starred:
        return None
    known = truth(node.args[0], depth)
    if name == "range":
        return False if known is False else None
    return known if name in _CONVERTED else None
