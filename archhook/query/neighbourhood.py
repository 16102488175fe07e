"""The part of the graph that a picture shows: all of it, or what lies within some steps of a node."""

from __future__ import annotations

from archhook.model.nodes import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NamedTuple

    from archhook.query.architecture import Architecture
    from archhook.query.card import Card
else:
    from archhook.records import NamedTuple


class Edge(NamedTuple):
    """One link: `source` names `target` in `field`."""

    source: str
    target: str
    field: str


class Part(NamedTuple):
    """Nodes and the links among them, sorted; `focus` is the node in the middle, "" for the whole graph."""

    nodes: tuple[Card, ...]
    edges: tuple[Edge, ...]
    focus: str = ""


def part(architecture: Architecture, focus: str = "", depth: int = 1, *, everything: bool = False) -> Part:
    """The nodes in force and their links, or those within `depth` links of a node, whichever way these point.

    `everything`: nodes out of force, too. Without a focus this reads all nodes.
    """
    ids = _near(architecture, focus, depth) if focus else architecture.ids(in_force=not everything)
    from archhook.query.card import card

    kept = sorted(ids, key=sort_key)
    return Part(tuple(card(architecture, node_id) for node_id in kept), tuple(edges(architecture, kept)), focus)


def edges(architecture: Architecture, ids: Iterable[str]) -> list[Edge]:
    """The links among some nodes, by source, in the order written."""
    ids = tuple(ids)
    inside = set(ids)
    return [
        Edge(node_id, target, field)
        for node_id in ids
        for field, targets in architecture.rows[node_id].links
        for target in targets
        if target in inside
    ]


def _near(architecture: Architecture, focus: str, depth: int) -> set[str]:
    rows = architecture.rows
    seen = {focus}
    level = [focus]
    for _ in range(depth):
        found: set[str] = set()
        for node_id in level:
            row = rows[node_id]
            for side in (row.links, row.back):
                found.update(other for _, others in side for other in others if other in rows)
        level = sorted(other for other in found - seen if rows[other].in_force)
        seen.update(level)
        if not level:
            break
    return seen
