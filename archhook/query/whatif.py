"""The cascade of a change of the ledger: what follows from it, between a snapshot as it was and as it would be.

Both sides are judged by all laws; what follows is what differs between them.
"""

from __future__ import annotations

from archhook.cache.treemap import differing
from archhook.graph.graph import PLAN_KINDS, above, intents_above, reachable, way
from archhook.graph.totals import FIELDS
from archhook.model.nodes import in_order, sort_key
from archhook.query.budget import figures_of
from archhook.query.compared_findings import compared
from archhook.query.diff import difference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import NamedTuple

    from archhook.model.findings import Finding
    from archhook.model.nodes import Node
    from archhook.query.architecture import Architecture
    from archhook.query.budget import Line
    from archhook.query.diff import Changed
else:
    from archhook.records import NamedTuple

OWED = {"TRC105": "task", "TST505": "unit", "TST506": "integration", "TST507": "system", "TST508": "acceptance"}
"""Law -> what is owed where it is broken: a Task, or a Test of a level."""


TOLD_AT_FIGURES = ("CON302", "RES602", "RES603")
"""The laws about what figures add up to: their breaches are told where the figure is."""


class Turn(NamedTuple):
    """What happens to an Intent, a Requirement or a Design itself. `state`: new | gone | into force | out of force |
    renamed | changed; `was`: its old id where it was renamed.

    `added`, `removed`: its links, by field; `fields`: what else in it differs, as `archhook diff` names it.
    """

    id: str
    kind: str
    name: str
    state: str
    was: str = ""
    added: tuple[tuple[str, tuple[str, ...]], ...] = ()
    removed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fields: tuple[str, ...] = ()


class Pulled(NamedTuple):
    """A Design that is reached now and was not before. `steps`: how many links of `requires` lead to it; `came`: each
    Design reached from the same one -> the one before it on the way, "" before the first.
    """

    id: str
    name: str
    steps: int
    came: Mapping[str, str]
    adopted: bool  # it comes into force

    @property
    def path(self) -> tuple[str, ...]:
        """The shortest way to it along `requires`. (All of them together may be as long as a long chain squared.)"""
        return way(self.came, self.id)[::-1]


class Conflict(NamedTuple):
    """A conflict that comes into force (or whose chains are others now), and the Intents of each side, by id."""

    finding: Finding
    intents: tuple[tuple[str, ...], tuple[str, ...]]


class Moved(NamedTuple):
    """A figure that differs, in one field of a Requirement or a Design: the lines of `archhook budget` on both sides,
    None where there is none.
    """

    node: str
    kind: str
    name: str
    field: str
    before: Line | None
    after: Line | None


class Due(NamedTuple):
    """Work that the change asks for. `what`: task, or the level of a Test. `planned`: the node that plans it."""

    node: str
    what: str
    planned: str = ""
    file: str = ""


class Cascade(NamedTuple):
    """The answer. `come`, `gone` and `changed`: all findings that are new, no longer there, or there in other words.

    `others`: how many Tasks and Tests differ, by kind. `names`: of all Intents that are spoken of.
    """

    turns: tuple[Turn, ...]
    others: tuple[tuple[str, int], ...]
    pulled: tuple[Pulled, ...]
    conflicts: tuple[Conflict, ...]
    figures: tuple[Moved, ...]
    due: tuple[Due, ...]
    come: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    changed: tuple[Finding, ...]
    names: Mapping[str, str]
    judged: str = "all"  # "ledger" where one of the two is not sound, so that little is known of what follows

    @property
    def is_empty(self) -> bool:
        """Whether nothing follows but the change itself."""
        return not any((self.pulled, self.conflicts, self.figures, self.due, self.come, self.gone, self.changed))


def cascade(before: Architecture | None, after: Architecture, supposed: str = "", *, of_links: bool = False) -> Cascade:
    """What follows from what differs in the ledger of two snapshots. `before`: None where there was no ledger yet.

    `supposed`: the Design from which all that differs is reached, "" for none. `of_links`: their files may differ, too,
    so that findings about the code are left out, but for those about imports.
    """
    turns, others = turns_of(before, after)
    ids = [turn.id for turn in turns if turn.state != "gone"]
    pulled = tuple(_pulled(before, after, turns, supposed))
    come, gone, changed = compared(before, after, of_links=of_links)
    conflicts = tuple(_conflict(after, one) for one in (*come, *changed) if one.code == "CON301")
    spoken = {intent for one in conflicts for side in one.intents for intent in side}
    spoken |= {one.node for one in (*come, *changed) if one.kind == "intent"}
    return Cascade(
        turns,
        others,
        pulled,
        conflicts,
        tuple(_moved(before, after, turns)),
        (*_owed(come), *_planned(after, {*ids, *(one.id for one in pulled)})),
        come,
        gone,
        changed,
        {intent: after.heads[intent].name for intent in in_order(spoken)},
        "ledger" if any(side is not None and side.verdict.judged == "ledger" for side in (before, after)) else "all",
    )


def turns_of(before: Architecture | None, after: Architecture) -> tuple[tuple[Turn, ...], tuple[tuple[str, int], ...]]:
    """(what happens to Intents, Requirements and Designs themselves, how many Tasks and Tests differ by kind)."""
    unlike = tuple(differing(before.nodes if before else {}, after.nodes))
    was, now = (
        [side.nodes[node_id] for node_id in unlike if side and node_id in side.nodes] for side in (before, after)
    )
    old = {node.id: node for node in was}
    changes = difference(was, now)
    kept = [one for one in (*changes.renamed, *changes.changed) if one.fields or one.id != one.before]
    turns = [_added(node, "new") for node in changes.added]
    turns += [Turn(node.id, node.kind, node.name, "gone") for node in changes.removed]
    turns += [_turn(one, old[one.before], changes.nodes[one.id]) for one in kept]
    plan = (turn for turn in turns if turn.kind in PLAN_KINDS)
    counted = tuple((kind, number) for kind in ("task", "test") if (number := sum(turn.kind == kind for turn in turns)))
    return tuple(sorted(plan, key=lambda turn: sort_key(turn.id))), counted


def _added(node: Node, state: str) -> Turn:
    added = tuple((field, node.targets(field)) for field, _ in node.links if node.targets(field))
    return Turn(node.id, node.kind, node.name, state, added=added)


def _turn(one: Changed, old: Node, new: Node) -> Turn:
    state = "changed" if one.id == one.before else "renamed"
    if old.in_force != new.in_force:
        state = "into force" if new.in_force else "out of force"
    links = {field.name.removeprefix("links."): field for field in one.fields if field.name.startswith("links.")}
    rest = (field.name for field in one.fields if not field.name.startswith("links."))
    return Turn(
        one.id,
        new.kind,
        new.name,
        state,
        one.before if one.id != one.before else "",
        tuple((name, field.added) for name, field in links.items() if field.added),
        tuple((name, field.removed) for name, field in links.items() if field.removed),
        tuple(name for name in rest if name not in ("in_force", "adopted")),
    )


def _pulled(before: Architecture | None, after: Architecture, turns: Iterable[Turn], supposed: str) -> Iterator[Pulled]:
    """The Designs that those which changed reach now and did not reach before, the nearest first."""
    changed = {turn.id for turn in turns if turn.kind == "design" and _in_force(after, turn.id)}
    was = {turn.id: turn.was for turn in turns if turn.was}
    found: dict[str, tuple[int, dict[str, str]]] = {}
    for top in [supposed] if supposed else _tops(after, changed):
        old = was.get(top, top)
        known = _ways(before, old)[0] if before and _in_force(before, old) else {}
        steps, came = _ways(after, top)
        for design in steps.keys() - {top}:
            if was.get(design, design) not in known and (design not in found or steps[design] < found[design][0]):
                found[design] = steps[design], came
    for design in sorted(found, key=lambda one: (found[one][0], sort_key(one))):
        adopted = not (before and _in_force(before, was.get(design, design)))
        yield Pulled(design, after.heads[design].name, *found[design], adopted)


def _tops(architecture: Architecture, designs: set[str]) -> Iterator[str]:
    """Those of some Designs from which all of them are reached, by id; what is on a circle stands behind the others."""
    requires = architecture.facts.figures.requires
    below = reachable((other for design in designs for other in requires(design)), requires)
    reached: set[str] = set()
    for design in (*in_order(designs - below), *in_order(designs & below)):
        if design not in reached:
            reached |= reachable([design], requires)
            yield design


def _in_force(architecture: Architecture, node_id: str) -> bool:
    row = architecture.rows.get(node_id)
    return row is not None and row.in_force


def _ways(architecture: Architecture, start: str) -> tuple[dict[str, int], dict[str, str]]:
    """(each Design that one reaches, itself included -> how many links lead to it; -> the one before it on the shortest
    way, of several that whose ids come first).
    """
    steps, came = {start: 0}, {start: ""}
    queue = [start]
    for design in queue:  # grows while it is walked
        for target in architecture.facts.figures.requires(design):
            if target not in steps:
                steps[target], came[target] = steps[design] + 1, design
                queue.append(target)
    return steps, came


def _conflict(after: Architecture, finding: Finding) -> Conflict:
    ours, theirs = (intents_above(after.rows, design) for design in (finding.node, finding.symbol))
    return Conflict(finding, (ours, theirs))


def _moved(before: Architecture | None, after: Architecture, turns: Iterable[Turn]) -> Iterator[Moved]:
    """The figures that differ, of all that changed and all that stands above it: Requirements first, by id."""
    starts = {turn.id for turn in turns} | {turn.was for turn in turns if turn.was}
    sides = [side for side in (before, after) if side is not None]
    designs = {turn.id for turn in turns if turn.kind == "design"}
    concerned = in_order({one for side in sides for one in above(side.rows, starts & set(_known(side, starts)))})
    lines = [
        {one: {line.field: line for line in figures_of(side, one, every=one in designs)} for one in concerned}
        for side in sides
    ]
    was, now = lines if before is not None else [{}, *lines]
    for kind in ("requirement", "design"):
        for node_id in concerned:
            head = after.heads.get(node_id)
            if head is None or head.kind != kind or not head.in_force:
                continue
            old, new = was.get(node_id, {}), now[node_id]
            for field in FIELDS:
                if _told(old.get(field)) != _told(new.get(field)):
                    yield Moved(node_id, kind, head.name, field, old.get(field), new.get(field))


def _known(side: Architecture, ids: Iterable[str]) -> Iterator[str]:
    return (node_id for node_id in ids if side.rows.get(node_id) is not None)


def _told(line: Line | None) -> tuple[object, ...]:
    """What is told of a figure; nothing where there is nothing to add up, and no law is broken."""
    codes = [code for code in line.findings if code in TOLD_AT_FIGURES] if line else []
    if line is None or (line.roll_up is None and not codes):
        return ()
    rolled = line.roll_up and line.roll_up.value
    return rolled, line.measured and line.measured.value, line.budget, line.head_room, codes


def _owed(come: Iterable[Finding]) -> Iterator[Due]:
    yield from (Due(one.node, OWED[one.code]) for one in come if one.code in OWED)


def _planned(after: Architecture, ids: Iterable[str]) -> Iterator[Due]:
    """The planned Tasks and Tests of some nodes."""
    for node_id in in_order(ids):
        row = after.rows[node_id]
        for other in (*row.by("implements"), *row.by("verifies")):
            head = after.heads[other]
            if head.planned:
                yield Due(node_id, head.level or head.kind, other, head.file)
