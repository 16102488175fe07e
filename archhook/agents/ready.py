"""What there is to do: the Tasks that are planned or broken, those first on whose Designs others build."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple

from archhook.graph.reach import components
from archhook.model.nodes import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.model.findings import Finding
    from archhook.model.nodes import Node, Row
    from archhook.query.architecture import Architecture

PLANNED, BROKEN = "planned", "broken"


class OpenTask(NamedTuple):
    """A Task in force that is not kept. It is ready when nothing is in `waits_for`."""

    node: Node
    state: str  # planned | broken
    design: str  # id, "" for an orphan
    findings: tuple[Finding, ...]
    waits_for: tuple[str, ...]  # the Designs that its Design requires and that do not stand, sorted


def open_tasks(architecture: Architecture) -> tuple[OpenTask, ...]:
    """Every Task that is planned or broken: those of a required Design first, else by id.

    A Design stands when all its Tasks are there and kept, it has one unless the laws let it have none, and every
    Design that it requires stands. Designs that require each other in a circle (DEP202) do not wait for each other.
    """
    broken = {node_id: found for node_id, found in architecture.broken().items() if node_id in architecture.nodes}
    found = {
        node_id: (architecture.nodes[node_id], BROKEN) for node_id in broken if _is_task(architecture.nodes[node_id])
    }
    if architecture.verdict.planned:
        found |= {node.id: (node, PLANNED) for node in architecture.nodes.values() if _is_task(node) and node.planned}
    if not found:
        return ()
    design_of = {node_id: next(iter(node.targets("implements")), "") for node_id, (node, _) in found.items()}
    bare = {one.node for one in architecture.verdict.findings if one.code == "TRC105"}
    plan = _Plan(architecture.rows, {*design_of.values(), *bare})
    tasks = [
        OpenTask(node, state, design_of[node_id], broken.get(node_id, ()), plan.waits_for(design_of[node_id]))
        for node_id, (node, state) in found.items()
    ]
    return tuple(sorted(tasks, key=lambda task: (plan.position(task.design), sort_key(task.node.id))))


def _is_task(node: Node) -> bool:
    return node.kind == "task" and node.in_force


class _Plan:
    """The Designs in force, circles taken as one, in the order in which they build on each other."""

    def __init__(self, rows: Mapping[str, Row], unfinished: Iterable[str]) -> None:
        designs = {node_id: row for node_id, row in rows.items() if row.kind == "design" and row.in_force}
        links = {node_id: [to for to in row.to("requires") if to in designs] for node_id, row in designs.items()}
        self._group = {node_id: node_id for node_id in designs}
        for circle in components(links):
            self._group |= dict.fromkeys(circle, circle[0])
        self._requires: dict[str, set[str]] = {group: set() for group in self._group.values()}
        for node_id, targets in links.items():
            group = self._group[node_id]
            self._requires[group] |= {target for target in targets if self._group[target] != group}
        self._order = {group: number for number, group in enumerate(_ordered(self._requires, self._group))}
        self._standing: set[str] = set()
        open_groups = {self._group[node_id] for node_id in unfinished if node_id in self._group}
        for group in self._order:
            if group not in open_groups and all(self._stands(to) for to in self._requires[group]):
                self._standing.add(group)

    def position(self, design: str) -> tuple[int, tuple[int, str, str, tuple[int, ...]]]:
        """Sorts Designs; what is none comes first."""
        return self._order.get(self._group.get(design, ""), -1), sort_key(design)

    def waits_for(self, design: str) -> tuple[str, ...]:
        """The Designs outside its circle that it, or another on the circle, requires and that do not stand."""
        required = self._requires.get(self._group.get(design, ""), ())
        return tuple(sorted((to for to in required if not self._stands(to)), key=sort_key))

    def _stands(self, design: str) -> bool:
        return self._group[design] in self._standing


def _ordered(requires: Mapping[str, Iterable[str]], group_of: Mapping[str, str]) -> Iterable[str]:
    """The groups, each after all that it requires; the smallest id first where there is a choice."""
    missing = {group: {group_of[to] for to in targets} for group, targets in requires.items()}
    users: dict[str, list[str]] = {}
    for group, targets in missing.items():
        for target in targets:
            users.setdefault(target, []).append(group)
    free = [(sort_key(group), group) for group, targets in missing.items() if not targets]
    heapq.heapify(free)
    while free:
        _, group = heapq.heappop(free)
        yield group
        for user in users.get(group, ()):
            missing[user].discard(group)
            if not missing[user]:
                heapq.heappush(free, (sort_key(user), user))
