"""What Designs and Requirements may take, what they take, and what is left, by field."""

from __future__ import annotations

from archhook.errors import UsageError
from archhook.graph.totals import FIELDS, Part, Total, total
from archhook.model.nodes import sort_key
from archhook.project.measured import Figure, Measured, beside, digests, parse
from archhook.query.subject import node_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NamedTuple

    from archhook.query.architecture import Architecture
else:
    from archhook.records import NamedTuple


class Line(NamedTuple):
    """One field of one node. None for what there is not.

    Of a Requirement, `roll_up` is what its Designs and all that they require come to, and `budget` its own. Of a
    Design, `roll_up` is what it requires, and the budget of that is its estimate (the mission's rule, RES602).
    """

    field: str
    estimate: float | None
    measured: Part | None  # of a Design, its own share
    roll_up: Total | None
    budget: float | None
    head_room: float | None  # of the worse of measured and roll-up; below 0 the budget is exceeded
    used: float | None  # part of the budget that the worse of them takes: 1 is all of it
    findings: tuple[str, ...]  # codes of the resource laws that are broken here
    taken: Figure | None = None  # what measured.toml holds, though the ledger's own figure may win
    stale: bool = False  # `taken` speaks of other code than the Design's files hold


class Entry(NamedTuple):
    """A Requirement or a Design with the fields of which anything is known."""

    node: str
    kind: str
    name: str
    intents: tuple[str, ...]
    lines: tuple[Line, ...]


class Budget(NamedTuple):
    """The answer: Requirements with a budget and Designs with a figure, in the order of ids."""

    requirements: tuple[Entry, ...]
    designs: tuple[Entry, ...]


def budget_of(architecture: Architecture, named: str = "") -> Budget:
    """The budget of all nodes in force, or of a node with what serves it and what it serves. Reads the verdict.

    `UsageError` for a name that is no Intent, Requirement or Design in force.
    """
    requirements, designs = _scope(architecture, named)
    measured = _measured(architecture)
    return Budget(
        tuple(entry for one in requirements if (entry := _requirement(architecture, one)).lines),
        tuple(entry for one in designs if (entry := _design(architecture, one, measured)).lines),
    )


def figures_of(architecture: Architecture, node_id: str, *, every: bool = False) -> tuple[Line, ...]:
    """The lines of a Requirement or a Design in force, none of another node. Reads the verdict.

    `every`: of a Design also the fields in which nothing but what it requires has a figure.
    """
    node = architecture.nodes.get(node_id)
    if node is None or not node.in_force or node.kind not in ("requirement", "design"):
        return ()
    if node.kind == "requirement":
        return _requirement(architecture, node_id).lines
    return _design(architecture, node_id, Measured(), every=every).lines


def _scope(architecture: Architecture, named: str) -> tuple[Iterable[str], Iterable[str]]:
    """The ids of the Requirements and of the Designs in the answer."""
    requirements, designs = architecture.ids("requirement"), architecture.ids("design")
    if not named:
        return requirements, designs
    node_id = _id(architecture, named)
    row, figures = architecture.rows[node_id], architecture.facts.figures
    if row.kind == "design":
        closure = set(figures.closure([node_id]))
        above = {one for one in requirements if node_id in figures.closure(architecture.rows[one].by("satisfies"))}
    else:
        above = {node_id} if row.kind == "requirement" else set(row.by("derived_from"))
        closure = {one for above_one in above for one in figures.closure(architecture.rows[above_one].by("satisfies"))}
    return sorted(above, key=sort_key), sorted(closure, key=sort_key)


def _id(architecture: Architecture, named: str) -> str:
    node_id = node_of(architecture, named)
    node = architecture.nodes[node_id]
    if node.kind not in ("intent", "requirement", "design"):
        raise UsageError(
            f"{node_id} is a {node.kind}, which has no budget", fix="name an Intent, a Requirement or a Design"
        )
    if not node.in_force:
        raise UsageError(f"{node_id} is not in force, so nothing adds up to it", fix="name a node that is in force")
    return node_id


def _measured(architecture: Architecture) -> Measured:
    """What `measured.toml` of the snapshot holds."""
    path = beside(architecture.ledger[0])
    if path not in architecture.files:
        return Measured()
    return parse(architecture.content(path), architecture.snapshot.prefix + path)


def _requirement(architecture: Architecture, node_id: str) -> Entry:
    figures = architecture.facts.figures
    lines = []
    for field, allowed in figures.declared(node_id, "budget").items():
        found = figures.of_requirement(node_id, field)
        values = [found.value] if found else []
        lines.append(_line(architecture, node_id, field, allowed, values, roll_up=found))
    return _entry(architecture, node_id, lines)


def _design(architecture: Architecture, node_id: str, measured: Measured, *, every: bool = False) -> Entry:
    figures = architecture.facts.figures
    estimates, own, taken = figures.declared(node_id, "estimated"), figures.measured(node_id), measured.of(node_id)
    tasks = [architecture.nodes[task] for task in architecture.rows[node_id].by("implements")]
    now = digests(architecture.facts.paths_of(tasks), architecture.files)
    lines = []
    for field in FIELDS:
        found, part, figure = figures.of_required(node_id, field), own.get(field), taken.get(field)
        if field not in estimates and part is None and not (every and found):
            continue
        values = [one.value for one in (found, part) if one is not None]
        line = _line(architecture, node_id, field, estimates.get(field), values, roll_up=found, measured=part)
        stale = figure is not None and bool(figure.files) and _contents(figure.files) != _contents(now)
        lines.append(line._replace(estimate=estimates.get(field), taken=figure, stale=stale))
    return _entry(architecture, node_id, lines)


def _contents(files: tuple[tuple[str, str], ...]) -> list[str]:
    """What files hold: one that was only renamed holds the same."""
    return sorted(oid for _, oid in files)


def _line(
    architecture: Architecture,
    node_id: str,
    field: str,
    budget: float | None,
    values: list[float],
    *,
    roll_up: Total | None,
    measured: Part | None = None,
) -> Line:
    head_room = used = None
    higher = FIELDS[field].higher_is_worse
    if budget is not None and values:
        worst = (max if higher else min)(values)
        head_room = total([budget, -worst] if higher else [worst, -budget])
        over, under = (worst, budget) if higher else (budget, worst)
        used = over / under if under else None
    codes = (one.code for one in architecture.findings_of(node_id) if one.symbol == field)
    findings = tuple(sorted({code for code in codes if code.startswith(("RES", "CON302"))}))
    return Line(field, None, measured, roll_up, budget, head_room, used, findings)


def _entry(architecture: Architecture, node_id: str, lines: list[Line]) -> Entry:
    node, row = architecture.nodes[node_id], architecture.rows[node_id]
    order = list(FIELDS)
    lines.sort(key=lambda line: order.index(line.field))
    return Entry(node_id, node.kind, node.name, row.intents, tuple(lines))
