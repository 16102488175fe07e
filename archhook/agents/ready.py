"""What there is to do: the Tasks that are planned, broken or untested, those first on whose Designs others build."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Any, NamedTuple

from archhook.agents.claim_text import stamp
from archhook.agents.claims import in_the_way
from archhook.agents.exempt_here import ExemptHere, exemption_plain
from archhook.agents.hollow_proofs import hollow_proofs
from archhook.agents.owed_tests import (
    CODES,
    hollow_of,
    in_force_above,
    owed_at,
    owed_tests,
    planned_of,
    unplanned,
)
from archhook.graph.reach import components
from archhook.laws.plans import written_task
from archhook.model.nodes import sort_key
from archhook.report.text import printable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from archhook.agents.claims import Claim
    from archhook.agents.owed_tests import Owed
    from archhook.exemptions.exemption import Exemption
    from archhook.model.findings import Finding
    from archhook.model.nodes import Node, Row
    from archhook.query.architecture import Architecture

PLANNED, BROKEN, UNTESTED = "planned", "broken", "untested"
FINISHED = "TST510"
"""The law of plans that are there, and planned still."""

EXEMPT_SHOWN = 3
"""So many exemptions a person is shown at one Task."""

FINDINGS_SHOWN = 5
"""So many findings of a Task are listed; `findings_total` counts them all."""


class OpenTask(NamedTuple):
    """A Task in force that is not kept. It is ready when nothing is in `waits_for`."""

    node: Node
    state: str  # planned | broken | untested: it is written, and tests of what it is work for are not, or prove nothing
    design: str  # id, "" for an orphan
    findings: tuple[Finding, ...]
    waits_for: tuple[str, ...]  # the Designs that its Design requires and that do not stand, sorted
    owed: tuple[Owed, ...] = ()  # tests that are not written, or prove nothing; see owed_tests
    exempt: tuple[Exemption, ...] = ()  # at it, its Design and its file


def open_tasks(architecture: Architecture, proofs: Collection[str] | None = None) -> tuple[OpenTask, ...]:
    """Every Task that is planned, broken or untested: those of a required Design first, else by id.

    `proofs`: the `hollow_proofs`, where they are known.

    A Design stands when all its Tasks are there and kept, it has one unless the laws let it have none, and every
    Design that it requires stands. Designs that require each other in a circle (DEP202) do not wait for each other.
    """
    broken = {node_id: found for node_id, found in architecture.broken().items() if node_id in architecture.nodes}
    found = {
        node_id: (architecture.nodes[node_id], BROKEN) for node_id in broken if _is_task(architecture.nodes[node_id])
    }
    if architecture.verdict.planned:
        found |= {node.id: (node, PLANNED) for node in architecture.nodes.values() if _is_task(node) and node.planned}
    hollow = hollow_proofs(architecture) if proofs is None else proofs
    untested = {node_id: (architecture.nodes[node_id], UNTESTED) for node_id in _untested(architecture, found, hollow)}
    if not found and not untested:
        return ()
    unfinished = {next(iter(node.targets("implements")), "") for node, _ in found.values()}
    found |= untested
    design_of = {node_id: next(iter(node.targets("implements")), "") for node_id, (node, _) in found.items()}
    bare = {one.node for one in architecture.verdict.findings if one.code == "TRC105"}

    def findings(node_id: str) -> tuple[Finding, ...]:
        """What fails the verdict; of a plan also that it is finished."""
        others = (one for one in architecture.findings_of(node_id) if one.code == FINISHED)
        return broken.get(node_id) or tuple(others)

    plan = _Plan(architecture.rows, {*unfinished, *bare})
    tasks = [
        OpenTask(node, state, design_of[node_id], findings(node_id), plan.waits_for(design_of[node_id]))
        for node_id, (node, state) in found.items()
    ]
    return tuple(sorted(tasks, key=lambda task: (plan.position(task.design), sort_key(task.node.id))))


def _untested(architecture: Architecture, open_ids: Iterable[str], hollow: Collection[str]) -> set[str]:
    """The Tasks, beside some open ones, by which tests are owed: of each node that owes some the first that is written.

    A node owes tests whose planned ones count no longer (TST505 to TST508), that none but `hollow` Tests verify at a
    level, or that has planned Tests which no open Task tells of, whatever the laws ask for.
    """
    nodes, rows = architecture.nodes, architecture.rows
    level_of = {code: level for level, code in CODES.items()}
    owing = set()
    for one in architecture.verdict.findings if architecture.verdict.planned else ():
        level = level_of.get(one.code)
        tests = rows[one.node].by("verifies") if level else ()
        if any(nodes[test].planned and nodes[test].level == level for test in tests):
            owing.add(one.node)
    for test in hollow:
        for verified in _verified(architecture, test):
            owed = owed_at(architecture, nodes[test].level, verified, hollow)
            if owed is not None and owed.hollow:
                owing.add(verified)
    found = {written_task(architecture.facts, one) for one in owing} - {"", *open_ids}
    for test in unowed(architecture, {*open_ids, *found}):
        written = (written_task(architecture.facts, one) for one in _verified(architecture, test))
        found |= {next(filter(None, written), "")} - {""}
    return found


def unowed(architecture: Architecture, task_ids: Iterable[str]) -> tuple[str, ...]:
    """The planned Tests in force, sorted, that judge nothing that some Tasks are work for."""
    if not architecture.verdict.planned:
        return ()
    above = in_force_above(architecture, task_ids)
    tests = (one.id for one in architecture.nodes.values() if one.kind == "test" and one.in_force and one.planned)
    return tuple(sorted((one for one in tests if above.isdisjoint(_verified(architecture, one))), key=sort_key))


def _verified(architecture: Architecture, test: str) -> list[str]:
    """The nodes in force that a Test verifies."""
    rows = architecture.rows
    return [one for one in rows[test].to("verifies") if one in rows and rows[one].in_force]


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


class Ready(NamedTuple):
    """What is listed: Tasks in their order, each with the claim that is in its way; how many Tasks wait for others.

    `tests`: the planned Tests that judge the work of no Task that is open or written.
    """

    tasks: tuple[tuple[OpenTask, Claim | None], ...]
    waiting: int
    tests: tuple[str, ...]


def ready(architecture: Architecture, claims: Sequence[Claim], *, every: bool) -> Ready:
    """The Tasks that can be begun; `every`: also those that wait for others. `claims`: all that stand."""
    hollow = hollow_proofs(architecture)
    tasks = open_tasks(architecture, hollow)
    listed = [task for task in tasks if every or not task.waits_for]
    taken = in_the_way(architecture, [task.node.id for task in listed], claims)
    here = ExemptHere(architecture)
    told = (
        task._replace(
            owed=owed_tests(architecture, task.node.id, hollow),
            exempt=here.of([one for one in (task.node.id, task.design) if one], [task.node.file]),
        )
        for task in listed
    )
    return Ready(
        tuple((task, taken.get(task.node.id)) for task in told),
        sum(bool(task.waits_for) for task in tasks),
        unowed(architecture, [task.node.id for task in tasks]),
    )


def task_plain(task: OpenTask, claim: Claim | None) -> dict[str, Any]:
    """One Task for JSON, with what is wrong with it and who works on it."""
    return {
        "id": task.node.id,
        "name": task.node.name,
        "state": task.state,
        "design": task.design or None,
        "file": task.node.file or None,
        "waits_for": list(task.waits_for),
        "claim": {"owner": claim.owner, "node": claim.node, "until": stamp(claim.until)} if claim else None,
        "owes": planned_of(task.owed),
        "unplanned": unplanned(task.owed),
        "hollow": hollow_of(task.owed),
        "exempt": [exemption_plain(one) for one in task.exempt],
        "findings": [
            {"code": one.code, "path": one.path, "line": one.line, "message": one.message}
            for one in task.findings[:FINDINGS_SHOWN]
        ],
        "findings_total": len(task.findings),
    }


def ready_text(tasks: Iterable[dict[str, Any]]) -> str:
    """An aligned line for each of some Tasks, given as documents of `task_plain`."""
    rows = [
        (task["id"], task["state"], printable(task["file"] or ""), printable(task["name"]) + _remarks(task))
        for task in tasks
    ]
    if not rows:
        return ""
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)) + f"  {row[3]}\n" for row in rows
    )


def _remarks(task: dict[str, Any]) -> str:
    codes = ", ".join(dict.fromkeys(one["code"] for one in task["findings"]))
    waits = ", ".join(task["waits_for"])
    claim = task["claim"]
    exempt = ", ".join(printable(one["what"]) for one in task["exempt"][:EXEMPT_SHOWN])
    more = len(task["exempt"]) - EXEMPT_SHOWN
    remarks = (
        codes,
        f"owes {', '.join(task['owes'])}" if task["owes"] else "",
        f"not planned: {', '.join(task['unplanned'])}" if task["unplanned"] else "",
        f"proved by hollow tests alone: {', '.join(task['hollow'])}" if task["hollow"] else "",
        f"exempt: {exempt}{f' and {more} more' if more > 0 else ''}" if exempt else "",
        f"waits for {waits}" if waits else "",
        f"claimed by {printable(claim['owner'])} until {claim['until']}" if claim else "",
    )
    return "".join(f" [{remark}]" for remark in remarks if remark)
