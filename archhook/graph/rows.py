"""The rows of the graph: made from all nodes, and brought up to date where some changed.

These stay two computations: that the second gives what the first would is what the differential test shows.
"""

from __future__ import annotations

from archhook.graph.graph import PLAN_KINDS, above, children, parents, reachable, row_of
from archhook.graph.reach import downward, peel
from archhook.model.nodes import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from archhook.model.nodes import Node, Row

LOCAL = 200
"""So many nodes below a change are walked one by one; for more of them one pass over the whole graph is cheaper."""


def rows_of(nodes: Iterable[Node]) -> dict[str, Row]:
    """The whole graph: every declared node's row, with `back` and `intents`."""
    nodes = tuple(nodes)
    rows = {node.id: row_of(node) for node in nodes}
    back: dict[str, dict[str, set[str]]] = {}
    for node in nodes:
        if node.in_force:
            for field, targets in rows[node.id].links:
                for target in targets:
                    back.setdefault(target, {}).setdefault(field, set()).add(node.id)
    for target, fields in back.items():
        if target in rows:
            rows[target] = rows[target]._replace(back=back_of(fields))
    for node_id, intents in intents_of_all(rows).items():
        rows[node_id] = rows[node_id]._replace(intents=intents)
    return rows


def back_of(fields: Mapping[str, Iterable[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A `back` in its canonical order; empty fields left out."""
    return tuple((field, tuple(sorted(ids, key=sort_key))) for field, ids in sorted(fields.items()) if ids)


def intents_of(rows: Mapping[str, Row], node_id: str) -> tuple[str, ...]:
    """The Intents in force that reach an I, R or D in force, sorted."""
    if not rows[node_id].in_force:
        return ()
    found = above(rows, [node_id])
    return tuple(sorted((other for other in found if rows[other].kind == "intent"), key=sort_key))


def intents_of_all(rows: Mapping[str, Row]) -> dict[str, tuple[str, ...]]:
    """`intents_of` for every I, R and D, in one pass down the graph."""
    plan = [node_id for node_id, row in rows.items() if row.kind in PLAN_KINDS and row.in_force]
    upward = {node_id: tuple(parents(rows, node_id)) for node_id in plan}
    order, circular = peel(upward)
    reached: dict[str, tuple[str, ...]] = {}
    for node_id in order:
        if rows[node_id].kind == "intent":
            reached[node_id] = (node_id,)
            continue
        known = {reached[parent] for parent in upward[node_id]}
        reached[node_id] = (
            next(iter(known)) if len(known) == 1 else tuple(sorted({i for ids in known for i in ids}, key=sort_key))
        )
    for component in downward(upward, circular):  # on a circle, or below one
        found = {i for node_id in component for parent in upward[node_id] for i in reached.get(parent, ())}
        reached |= dict.fromkeys(component, tuple(sorted(found, key=sort_key)))
    return reached


class Relinking:
    """Rows of I, R and D while nodes change. `plan` is changed in place; `was` keeps each touched row as it was."""

    def __init__(self, plan: Any) -> None:
        self.plan = plan
        self.was: dict[str, Row | None] = {}

    def apply(self, changes: Iterable[tuple[Node | None, Node | None]]) -> None:
        """Takes in the old and the new version of every node that changed (None: it was, or is, not there)."""
        changes = tuple(changes)
        reshaped = {
            (old or new).id  # type: ignore[union-attr]  # one of the two is there
            for old, new in changes
            if _shape(old) != _shape(new) and (old or new).kind in PLAN_KINDS  # type: ignore[union-attr]
        }
        stale = self._below(reshaped)
        for old, new in changes:
            self._take_over(old, new)
        named: dict[str, dict[str, set[str]]] = {}
        for old, new in changes:
            self._name(old, named, add=False)
            self._name(new, named, add=True)
        for target, fields in named.items():  # once each: thousands of Tasks may name one Design
            self._set(target, self.plan[target]._replace(back=back_of(fields)))
        self._reach(stale | self._below(reshaped))

    def touched(self) -> dict[str, tuple[Row | None, Row | None]]:
        """Id -> (row before, row now) of the rows that really differ."""
        return {
            node_id: (was, self.plan.get(node_id)) for node_id, was in self.was.items() if was != self.plan.get(node_id)
        }

    def _set(self, node_id: str, row: Row | None) -> None:
        if node_id not in self.was:
            self.was[node_id] = self.plan.get(node_id)
        self.plan.keep(node_id, row)

    def _take_over(self, old: Node | None, new: Node | None) -> None:
        if new is not None and new.kind in PLAN_KINDS:
            known = self.plan.get(new.id)
            row = row_of(new)
            self._set(new.id, row._replace(back=known.back, intents=known.intents) if known else row)
        elif old is not None and old.kind in PLAN_KINDS:
            self._set(old.id, None)

    def _name(self, node: Node | None, named: dict[str, dict[str, set[str]]], *, add: bool) -> None:
        """Enters a node into, or takes it out of, the `back` of those that it names (id -> field -> ids)."""
        if node is None or not node.in_force:
            return
        for field, targets in row_of(node).links:
            for target in targets:
                row = self.plan.get(target)
                if row is None:
                    continue
                if target not in named:
                    named[target] = {one: set(ids) for one, ids in row.back}
                ids = named[target].setdefault(field, set())
                (ids.add if add else ids.discard)(node.id)

    def _below(self, starts: Iterable[str]) -> set[str]:
        """The I, R and D in `starts`, and all below them."""
        return reachable(
            (start for start in starts if start in self.plan),
            lambda node_id: (child for child in children(self.plan, node_id) if child in self.plan),
        )

    def _reach(self, stale: set[str]) -> None:
        stale = {node_id for node_id in stale if node_id in self.plan}
        reached: Mapping[str, tuple[str, ...]]
        if len(stale) > LOCAL:
            reached = intents_of_all(dict(self.plan.items()))
        else:
            reached = {node_id: intents_of(self.plan, node_id) for node_id in stale}
        for node_id in stale:
            row = self.plan[node_id]
            intents = reached.get(node_id, ())
            if row.intents != intents:
                self._set(node_id, row._replace(intents=intents))


def _shape(node: Node | None) -> Row | None:
    return None if node is None else row_of(node)


def chains_through(row: Row | None) -> int:
    """How many pairs of an Intent and a Task a Design connects."""
    return len(row.by("implements")) * len(row.intents) if row is not None and row.kind == "design" else 0
