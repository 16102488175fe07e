"""What the fields of nodes amount to, beyond what the source itself holds: a short line may stand for gigabytes."""

from __future__ import annotations

import _ast as ast

from archhook.ledger.problem import Unreadable
from archhook.ledger.session import AMOUNT
from archhook.ledger.values import Const, Map, Seq

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.ledger.values import Klass, Value

EACH = 32
"""So many of these an item counts, however short it is."""

SHORT = 256
"""A string that is no longer than this is not counted: of those a node has no more than it has fields."""

DISPLAYS = (ast.List, ast.Tuple, ast.Set)
WRITTEN = (ast.Constant, ast.Name, ast.Attribute)
"""An element of a display that stands for one value, as it is written."""


def take(value: Value, klass: Klass) -> None:
    """Counts what a field of a class takes. Raises `Unreadable` when it is too much for one ledger.

    What is written out in the source, and taken once, counts nothing: a ledger that holds nothing else can be as long
    as it likes, and it does not matter which part of it is read.
    """
    if type(value) is Const:
        if type(value.value) is not str or len(value.value) <= SHORT:
            return
    elif type(value) is not Seq and type(value) is not Map:
        return
    module, node = klass.module, value.node
    if module is None or node is None:  # of live Python, which has computed it already
        return
    session = module.session
    if node not in session.taken and _written_out(value):
        session.taken.add(node)
        return
    session.amount -= _weight(value)
    if session.amount < 0:
        met = f"this, with what other fields take, amounts to more than {AMOUNT:,} characters"
        raise Unreadable(value.module or module, node, met, "write the values out")


def _written_out(value: Value) -> bool:
    """Whether a value is the constant, or the display of constants and names, that stands where it was made."""
    node = value.node
    if isinstance(value, Seq):
        return isinstance(node, DISPLAYS) and _are(node.elts, (item.node for item in value.items), len(value.items))
    if isinstance(value, Map):
        values = (item.node for _, item in value.pairs.values())
        return isinstance(node, ast.Dict) and _are(node.values, values, len(value.pairs))
    return isinstance(node, ast.Constant)


def _are(written: list[ast.expr], nodes: Iterable[ast.AST | None], count: int) -> bool:
    return len(written) == count and all(
        isinstance(one, WRITTEN) and one is node for one, node in zip(written, nodes, strict=True)
    )


def _weight(value: Value) -> int:
    if isinstance(value, Seq):
        return sum(map(_of_item, value.items))
    if isinstance(value, Map):
        return sum(_of_item(key) + _of_item(item) for key, item in value.pairs.values())
    return _of_item(value)


def _of_item(item: Value) -> int:
    return EACH + len(item.value) if type(item) is Const and isinstance(item.value, str | bytes) else EACH
