"""What follows from all nodes (who declares a path, how many nodes there are), made anew or brought up to date.

These stay two computations each: that the second gives what the first would is what the differential test shows.
"""

from __future__ import annotations

from archhook.check.facts import NOBODY
from archhook.model.nodes import KINDS, sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from archhook.check.facts import Declarers
    from archhook.check.state import State
    from archhook.model.nodes import Node


def declared_of(nodes: Iterable[Node]) -> dict[str, Declarers]:
    """Path -> the ids of the Tasks, and of the Tests, in force that declare it, sorted."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for node in nodes:
        if node.file and node.in_force:
            found.setdefault(node.file, ([], []))[node.kind == "test"].append(node.id)
    return {path: (_by_id(tasks), _by_id(tests)) for path, (tasks, tests) in found.items()}


def _by_id(ids: list[str]) -> tuple[str, ...]:
    return tuple(sorted(ids, key=sort_key) if len(ids) > 1 else ids)


def redeclare(declared: Any, node: Node, *, add: bool) -> None:
    """Enters a node in force into the declarers of its path (path -> `Declarers`), or takes it out of them."""
    sides = [set(ids) for ids in declared.get(node.file, NOBODY)]
    side = sides[node.kind == "test"]
    (side.add if add else side.discard)(node.id)
    tasks, tests = (_by_id([*ids]) for ids in sides)
    declared.keep(node.file, (tasks, tests) if tasks or tests else ())


def _reclaim(state: State, node: Node, *, add: bool) -> None:
    """Enters what a Design has to itself into the claims, or takes it out of them."""
    for package in {one.name for one in node.declared("exclusive_packages")} if node.in_force else ():
        ids = {*state.claims.get(package, ())}
        (ids.add if add else ids.discard)(node.id)
        state.claims.pop(package, None)
        if ids:
            state.claims[package] = tuple(sorted(ids, key=sort_key))


def count_nodes(state: State, nodes: Iterable[Node]) -> None:
    """Counts the nodes in force, the planned Tasks, the nodes with figures and those with waivers from all nodes."""
    totals = dict.fromkeys((*KINDS, "planned", "figures", "interfaces"), 0)
    waiving = []
    for node in nodes:
        totals["figures"] += bool(node.figures)
        totals["interfaces"] += bool(node.declares) and bool(node.declared("interface"))
        if node.in_force:
            totals[node.kind] += 1
            totals["planned"] += node.planned
        if node.waives:
            waiving.append(node.id)
    state.totals |= totals
    state.waiving = tuple(sorted(waiving, key=sort_key))


def recount_node(state: State, old: Node | None, new: Node | None) -> None:
    """Brings the totals of nodes, and the list of those with waivers, up to date with two versions of a node."""
    waiving = set(state.waiving)
    for node, step, change in ((old, -1, waiving.discard), (new, 1, waiving.add)):
        if node is None:
            continue
        state.totals["figures"] += step * bool(node.figures)
        if node.kind == "design" and node.declares:
            state.totals["interfaces"] += step * bool(node.declared("interface"))
            _reclaim(state, node, add=step > 0)
        if node.in_force:
            state.totals[node.kind] += step
            state.totals["planned"] += step * node.planned
        if node.waives:
            change(node.id)
    state.waiving = tuple(sorted(waiving, key=sort_key))
