"""What the nodes of a merged ledger are to say, from what they say on both sides: to compare the result with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.model.nodes import Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archhook.ledger.source import Reading

Place = tuple[str, str]
"""Module and class name of a node: what it is known by, whatever its id is."""

_PLACES = ("column", "file_spot")


def unreadable(reading: Reading) -> bool:
    """Whether a ledger could not be read at all."""
    return any(one.code == "LED001" for one in reading.breaches)


def by_place(nodes: Iterable[Node]) -> dict[Place, Node]:
    """Nodes by where they are declared."""
    return {(node.path, node.class_name): node for node in nodes}


def wrong_nodes(
    ours: Mapping[Place, Node],
    base: Mapping[Place, Node] | None,
    theirs: Mapping[Place, Node],
    result: Mapping[Place, Node],
) -> Iterator[Place]:
    """The nodes that do not say what both sides together do. `base` None: what both had is not known."""
    for place in sorted({*ours, *theirs, *result}):
        mine, other, now = ours.get(place), theirs.get(place), result.get(place)
        known = None if base is None else base.get(place)
        if mine is not None and other is not None:
            good = now is not None and all(
                _agrees(now, [_said(one, field) for one in (mine, known, other) if one is not None], field, known)
                for field in Node._fields
                if field not in _PLACES
            )
        else:
            only = mine if mine is not None else other
            gone = only is None or (known is not None and _all(known) == _all(only))
            good = now is None if gone else now is not None and only is not None and _all(now) == _all(only)
        if not good:
            yield place


def _agrees(now: Node, values: list[object], field: str, known: Node | None) -> bool:
    """Whether a field says what both sides, and the base between them where it is known, make of it."""
    said, mine, other = _said(now, field), values[0], values[-1]
    if mine == other:
        return said == mine
    if known is not None and values[1] in (mine, other):
        return said == (other if values[1] == mine else mine)
    if isinstance(mine, frozenset) and isinstance(other, frozenset) and isinstance(said, frozenset):
        if known is None:
            return mine & other <= said <= mine | other
        before = values[1]
        assert isinstance(before, frozenset)
        return said == (mine & other) | (mine - before) | (other - before)
    return known is None and said in (mine, other)


def _all(node: Node) -> tuple[object, ...]:
    return tuple(_said(node, field) for field in Node._fields if field not in _PLACES)


def _said(node: Node, field: str) -> object:
    """The value of a field without places and order."""
    value = getattr(node, field)
    if field == "declares":
        return frozenset((name, one.name) for name, many in value for one in many)
    if field == "links":
        return frozenset((name, one.target) for name, many in value for one in many)
    if field == "figures":
        return frozenset((name, *one) for name, many in value for one in many)
    if field == "waives":
        return frozenset((one.code, one.reason) for one in value)
    return value
