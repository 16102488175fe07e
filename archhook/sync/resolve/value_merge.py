"""A value that both sides changed: lists, calls, imports and sums are merged, whatever else differs is not decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from archhook.author.list_items import row_of
from archhook.author.node_source import position
from archhook.author.syntax_trees import string_of
from archhook.sync.resolve.keyed_merge import Undecided, merge_keyed, numbered, three_way

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN = 40
"""So many characters of a piece of source are shown."""

_BLANK = cst.Module([])


def code(node: cst.CSTNode) -> str:
    """The source of a node."""
    return _BLANK.code_for_node(node)


def said(node: cst.CSTNode) -> str:
    """The beginning of a node's source, on one line."""
    text = " ".join(code(node).split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}..."


def merge_value(ours: Any, base: cst.CSTNode | None, theirs: Any, what: str) -> Any:
    """The value, a node, that both sides would have. `what` names it in the reason of an `Undecided`."""
    found = three_way(ours, base, theirs, lambda one: code(one).strip())
    if found is not None:
        return found
    known: Any = base if type(base) is type(ours) else None
    if type(ours) is type(theirs):
        if isinstance(ours, cst.List | cst.Tuple | cst.Set):
            return _items(ours, known.elements if known else None, theirs.elements, what)
        if isinstance(ours, cst.ImportFrom) and not _stars(ours) and not _stars(theirs):
            return _items(ours, known.names if known and not _stars(known) else None, theirs.names, what)
        if isinstance(ours, cst.Call) and code(ours.func) == code(theirs.func):
            return _call(ours, known, theirs)
        if isinstance(ours, cst.BinaryOperation) and code(ours.operator) == code(theirs.operator):
            left = merge_value(ours.left, known and known.left, theirs.left, what)
            right = merge_value(ours.right, known and known.right, theirs.right, what)
            return ours.with_changes(left=left, right=right)
    raise Undecided(f"{what} is `{said(ours)}` on one side and `{said(theirs)}` on the other")


def _stars(node: cst.ImportFrom) -> bool:
    return isinstance(node.names, cst.ImportStar)


def item_key(item: cst.CSTNode) -> str:
    """What an item of a list, or an imported name, is known by."""
    if isinstance(item, cst.Element):
        text = string_of(item.value)
        return repr(text) if text is not None else code(item.value).strip()
    return code(item.with_changes(comma=cst.MaybeSentinel.DEFAULT)).strip()


def _items(
    holder: cst.List | cst.Tuple | cst.Set | cst.ImportFrom,
    base: Sequence[cst.CSTNode] | None,
    theirs: Sequence[cst.CSTNode],
    what: str,
) -> cst.CSTNode:
    """A list with what theirs added, and without what theirs took away; without a base nothing is taken away."""
    row = row_of(holder)
    if row is None:
        raise Undecided(f"{what} is a tuple without brackets")
    other = {item_key(item): item for item in theirs}
    known = None if base is None else {item_key(item) for item in base}
    present = [item_key(item) for item in row.items]
    there = {*present}
    added = [key for key in other if key not in there and (known is None or key not in known)]
    removed = [key for key in present if known is not None and key in known and key not in other]
    for key in added:
        at = _place(row.items, present, key, other)
        row.insert(at, other[key].with_changes(comma=cst.MaybeSentinel.DEFAULT))  # type: ignore[arg-type]  # an item
        present.insert(at, key)
    for key in removed:
        for at in [at for at, one in enumerate(present) if one == key][::-1]:
            row.remove(at)
            del present[at]
    if not present and not isinstance(holder, cst.List):
        raise Undecided(f"nothing is left of {what}")
    return row.put_into(holder)


def _place(items: Sequence[cst.CSTNode], present: list[str], key: str, other: dict[str, cst.CSTNode]) -> int:
    """Where an item goes: by the alphabet among strings and names that are sorted, else beside its neighbour."""
    order = list(other)
    plain = [key_ if isinstance(item, cst.ImportAlias) or key_[:1] in "'\"" else None
             for item, key_ in zip(items, present, strict=True)]  # fmt: skip
    if None not in plain and (key[:1] in "'\"" or isinstance(other[key], cst.ImportAlias)):
        return position(plain, key, order)
    for before in reversed(order[: order.index(key)]):
        if before in present:
            at = present.index(before) + 1
            while at < len(present) and present[at] not in other:  # what ours have there comes first
                at += 1
            return at
    return len(present)


def _call(ours: cst.Call, base: cst.Call | None, theirs: cst.Call) -> cst.CSTNode:
    """A call, argument by argument: by keyword, else by position."""
    row = row_of(ours)
    assert row is not None  # calls have brackets
    mine, other = _arguments(row.items), _arguments(theirs.args)
    known = None if base is None else _arguments(base.args)
    merged: dict[str, cst.CSTNode] = {}

    def both(key: tuple[str, int]) -> str:
        what = f"`{key[0]}`" if key[0][:1].isalpha() else f"argument {key[0]}"
        before = (known or {}).get(key)
        value = merge_value(mine[key].value, before and before.value, other[key].value, what)
        merged[key[0]] = mine[key].with_changes(value=value)
        return key[0]

    def alone(key: tuple[str, int], item: cst.Arg) -> str | None:
        if known is not None and key in known:
            if code(known[key].value) == code(item.value):
                return None
            raise Undecided(f"`{key[0]}` is changed on one side and gone on the other")
        merged[key[0]] = item.with_changes(comma=cst.MaybeSentinel.DEFAULT)
        return key[0]

    order = merge_keyed(mine, other, both, alone)
    present = [key for key, _ in mine]
    for key in [key for key in present if key not in order]:
        at = present.index(key)
        row.remove(at)
        del present[at]
    for at, key in enumerate(order):
        if at < len(present) and present[at] == key:
            row.items[at] = merged[key]  # type: ignore[call-overload]  # an argument
        else:
            row.insert(at, merged[key])  # type: ignore[arg-type]
            present.insert(at, key)
    return row.put_into(ours)


def _arguments(items: Sequence[Any]) -> dict[tuple[str, int], cst.Arg]:
    """The arguments of a call by their keyword or their number. `Undecided` for unpacked ones."""
    if any(item.star for item in items):
        raise Undecided("it unpacks arguments")
    return numbered((item.keyword.value if item.keyword else str(at), item) for at, item in enumerate(items, 1))
