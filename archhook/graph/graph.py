"""Questions about the graph of nodes: one node's row, what lies above and below it, its chains up to the Intents."""

from __future__ import annotations

from archhook.model.nodes import VISIBLE_TO, Row, sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from archhook.model.nodes import Node

PLAN_KINDS = ("intent", "requirement", "design")
"""The kinds of node that others link to, and so the only ones with a `back`."""


def row_of(node: Node) -> Row:
    """A node's row as far as it follows from the node alone: its links, without `back` and `intents`."""
    links = tuple([(field, node.targets(field)) for field, many in node.links if many or field == VISIBLE_TO])
    return Row(node.kind, node.level, node.in_force, links, ())


def parents(rows: Mapping[str, Row], node_id: str) -> Iterator[str]:
    """The nodes in force one step nearer to the Intents: Intent -> Requirement -> Design [-> Design ...] -> Task."""
    row = rows[node_id]
    for field, targets in row.links:
        if field in ("derived_from", "satisfies", "implements", "verifies"):
            for target in targets:
                if target in rows and rows[target].in_force:
                    yield target
    yield from row.by("requires")


def plan_above(rows: Mapping[str, Row], node_id: str) -> Iterator[str]:
    """The nodes, in force or not, that one is work for or judges: Task -> Design -> Requirement -> Intent, Test -> any.

    What Designs require of each other is no part of that.
    """
    for field, targets in rows[node_id].links if node_id in rows else ():
        if field in ("derived_from", "satisfies", "implements", "verifies"):
            yield from targets


def children(rows: Mapping[str, Row], node_id: str) -> Iterator[str]:
    """The Requirements and Designs in force one step nearer to the Tasks."""
    row = rows[node_id]
    for field, sources in row.back:
        if field in ("derived_from", "satisfies"):
            yield from sources
    yield from (target for target in row.to("requires") if target in rows and rows[target].in_force)


def reachable(starts: Iterable[str], step: Callable[[str], Iterable[str]]) -> set[str]:
    """`starts` and all that some number of steps leads to from them."""
    seen = set(starts)
    stack = list(seen)
    while stack:
        for other in step(stack.pop()):
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return seen


def above(rows: Mapping[str, Row], starts: Iterable[str]) -> set[str]:
    """`starts` and every node in force above them, up to the Intents."""
    return reachable((start for start in starts if start in rows), lambda node_id: parents(rows, node_id))


def below(rows: Mapping[str, Row], starts: Iterable[str]) -> set[str]:
    """`starts` and every node in force below them, down to the Tasks."""
    found = reachable((start for start in starts if start in rows), lambda node_id: children(rows, node_id))
    return found.union(*(rows[node_id].by("implements") for node_id in found))


def chains(rows: Mapping[str, Row], node_id: str, most: int | None = None) -> tuple[tuple[str, ...], ...]:
    """For each Intent in force that reaches the node, the shortest path from it to the node; sorted.

    Of several shortest paths the one whose ids come first, compared from the Intent on. `most`: those of the first so
    many Intents, for which no more of the graph is walked than they take.
    """
    if node_id not in rows or not rows[node_id].in_force:
        return ()
    return ways(rows, node_id, intents_above(rows, node_id)[:most])


def ways(rows: Mapping[str, Row], node_id: str, tops: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The chains of a node from some of the Intents that reach it, in their order."""
    missing = {*tops} - {node_id}
    down: dict[str, str] = {node_id: ""}  # node -> the next one on its best way down
    level = [node_id]
    while level and missing:
        found: dict[str, str] = {}
        for child in level:  # equally long ways are told apart by their first node: so the first child found is best
            for parent in parents(rows, child):
                if parent not in down and parent not in found:
                    found[parent] = child
                    missing.discard(parent)
                    if not missing:
                        break
        down |= found
        level = sorted(found, key=sort_key) if missing else []
    return tuple(way(down, top) for top in tops)


def intents_above(rows: Mapping[str, Row], node_id: str) -> tuple[str, ...]:
    """The Intents in force that reach a node of any kind in force, sorted: one for each of its chains."""
    row = rows[node_id]
    if row.kind in PLAN_KINDS or not row.in_force:
        return row.intents
    found = {intent for parent in parents(rows, node_id) for intent in intents_above(rows, parent)}
    return tuple(sorted(found, key=sort_key))


def way(down: Mapping[str, str], node_id: str) -> tuple[str, ...]:
    """The path from a node. `down`: node -> the next one, "" at the end."""
    path = []
    while node_id:
        path.append(node_id)
        node_id = down[node_id]
    return tuple(path)
