"""Strings and lists as the source of a ledger writes them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import libcst as cst

from archhook.author.node_source import columns, literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DISPLAYS = (cst.List, cst.Tuple, cst.Set)
COPIES = ("list", "tuple", "set", "sorted")
"""Functions of Python that give the items of a list back."""


def string_of(node: cst.CSTNode) -> str | None:
    """What a plain string says; None for anything else."""
    if isinstance(node, cst.SimpleString | cst.ConcatenatedString):
        value = node.evaluated_value
        return value if isinstance(value, str) else None
    return None


def positions(present: Sequence[str | None], new: Sequence[str], order: Sequence[str]) -> list[int]:
    """Where each of some names goes once those before it are there: `position`, without a look at all for each."""
    there = list(present)
    key = _sorted_by([name for name in there if name is not None])
    found = []
    if key is not None and None not in there:
        keys = [key(name) for name in there if name is not None]
        for name in new:
            found.append(bisect_right(keys, key(name)))
            keys.insert(found[-1], key(name))
        return found
    for name in new:
        found.append(position(there, name, order))
        there.insert(found[-1], name)
    return found


def _sorted_by(names: list[str]) -> Callable[[str], str] | None:
    """The order that names are in, None for none; it is the same when another was put in its place."""
    return next((key for key in (str, str.casefold) if names == sorted(names, key=key)), None)


def position(present: Sequence[str | None], new: str, order: Sequence[str]) -> int:
    """Where a name goes among others: by the alphabet if they are sorted, else beside its neighbour in the file.

    `present`: what is there, None for what is no plain string; `order`: the names in the order of the file.
    """
    key = _sorted_by([name for name in present if name is not None])
    if key is not None:
        later = (at for at, name in enumerate(present) if name is not None and key(name) > key(new))
        return next(later, len(present))
    known = list(order)
    at = known.index(new) if new in known else 0
    for before in reversed(known[:at]):
        if before in present:
            return present.index(before) + 1
    for after in known[at:]:
        if after in present:
            return present.index(after)
    return len(present)


def list_text(names: Sequence[str], room: int, indent: str, unit: str, quote: str) -> str:
    """A list of strings: on one line if it fits into `room` columns, else one name a line with a trailing comma.

    `indent`: that of the line where it begins.
    """
    items = [literal(name, quote) for name in names]
    inner = f"[{', '.join(items)}]"
    if columns(inner) <= room:
        return inner
    return "[\n" + "".join(f"{indent}{unit}{item},\n" for item in items) + f"{indent}]"


def displays(value: cst.BaseExpression) -> Iterator[cst.List | cst.Tuple | cst.Set]:
    """The lists that are written out in a value: itself, parts of a sum, or what `sorted` and its like are given."""
    if isinstance(value, DISPLAYS):
        yield value
    elif isinstance(value, cst.BinaryOperation):
        yield from displays(value.left)
        yield from displays(value.right)
    elif isinstance(value, cst.Call) and isinstance(value.func, cst.Name) and value.func.value in COPIES:
        for argument in value.args[:1]:
            yield from displays(argument.value)
