"""Everything that a change reaches: the nodes up and down from it, and the tests to run.

Down: what is derived from, satisfies or implements a changed node has a reason that changed. Sideways: the Designs that
require a Design reached, directly or through others, stand on something that changed. Up: the Requirements and
Intents that those Designs serve are served by something that changed. All in force; a changed node itself may not be.
"""

from __future__ import annotations

from archhook.cache.treemap import expect
from archhook.check.facts import has_inventory
from archhook.graph.graph import PLAN_KINDS
from archhook.laws.law import ALL_TESTS
from archhook.model.ids import grouped
from archhook.model.nodes import KINDS, in_order, kind_of
from archhook.query.card import SHOWN, Card, cards, headline
from archhook.query.documents import answer_document, card_document
from archhook.query.owners import declared_tests
from archhook.report.text import BOLD, DIM, count, few, paint, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, NamedTuple

    from archhook.model.nodes import Node, Row
    from archhook.query.architecture import Architecture, Snapshot

    Ways = dict[str, tuple[str, str]]
else:
    from archhook.records import NamedTuple

UPWARD = {("derived_from", "intent"), ("satisfies", "requirement"), ("implements", "design")}
"""(link, kind of the node reached): the link was walked towards what it names."""

NOWHERE = ("", "")
"""Where a change came from that starts here."""


class Reached(NamedTuple):
    """One node that a change reaches, by the link that it came along: `link` of `by`; both "" where it starts."""

    id: str
    by: str
    link: str


class Impact(NamedTuple):
    """The answer. `changed`: the ids where it starts · `reached`: the nodes reached, these included, sorted by id ·
    `tests`: the tests to run, as pytest takes them, sorted, paths relative to the project's root ·
    `undeclared`: changed files that no node declares, sorted · `cards`: the nodes of `reached` in short, by id ·
    `counts`: how many nodes are reached, by kind; `whole` is False where `reached` and `tests` hold only the nearest.
    """

    changed: tuple[str, ...]
    reached: tuple[Reached, ...]
    tests: tuple[str, ...]
    undeclared: tuple[str, ...]
    cards: Mapping[str, Card]
    counts: tuple[tuple[str, int], ...] = ()
    whole: bool = True


class Change(NamedTuple):
    """Where a change starts. `ids`: nodes whose meaning or code changed · `below`: nodes that lost something below
    them (a Task that is gone implemented them): only what stands above is reached · `tests`: test files to run whole ·
    `undeclared`: files that no node declares, though a test may well stand on them · `others`: files of other kinds
    that no node declares.
    """

    ids: tuple[str, ...]
    below: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    undeclared: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def impact(architecture: Architecture, change: Change, most: int | None = None) -> Impact:
    """The answer for a change of the snapshot. `most`: of each kind no more nodes than that, the nearest, are read."""
    reached = spread(architecture.rows, change.ids, change.below)
    kinds = grouped(reached)
    shown = in_order(node_id for ids in kinds.values() for node_id in ids[:most])
    verifying = kinds.get("test", [])[:most]
    return Impact(
        tuple(in_order(change.ids)),
        tuple(Reached(node_id, *reached[node_id]) for node_id in shown),
        _to_run((*_tests(architecture, verifying), *change.tests)),
        tuple(sorted(change.undeclared)),
        cards(architecture, shown),
        tuple((kind, len(kinds[kind])) for kind in KINDS if kind in kinds),
        len(verifying) == len(kinds.get("test", ())),
    )


def tests_to_run(architecture: Architecture, change: Change) -> tuple[str, ...]:
    """The `tests` of the answer, without the rest of it: of the nodes reached only the Tests are read."""
    reached = grouped(spread(architecture.rows, change.ids, change.below))
    return _to_run((*_tests(architecture, reached.get("test", ())), *change.tests))


def spread(rows: Mapping[str, Row], ids: Iterable[str], below: Iterable[str] = ()) -> Ways:
    """What a change of some nodes reaches: id -> (by, link), see Reached; of each kind the nearest first.

    Tasks and Tests are reached from what they name, and read only where the change starts with them.
    """
    starts = in_order(set(ids))
    reached: Ways = dict.fromkeys(starts, NOWHERE)
    _walk(rows, reached, _of(starts, *PLAN_KINDS), ("derived_from", "satisfies"))
    reached |= {node_id: NOWHERE for node_id in in_order(set(below)) if node_id not in reached}
    _to_targets(rows, reached, _of(starts, "task"), "implements")
    _walk(rows, reached, _of(reached, "design"), ("requires",))
    _to_targets(rows, reached, _of(reached, "design"), "satisfies")
    _to_targets(rows, reached, _of(reached, "requirement"), "derived_from")
    _to_sources(rows, reached, _of(reached, *PLAN_KINDS), ("implements", "verifies"))
    return reached


def _of(ids: Iterable[str], *kinds: str) -> list[str]:
    return [node_id for node_id in ids if kind_of(node_id) in kinds]


def _to_targets(rows: Mapping[str, Row], reached: Ways, starts: Iterable[str], field: str) -> None:
    """One step from some nodes to those in force that they name."""
    for node_id in starts:
        for target in rows[node_id].to(field):
            if target not in reached and target in rows and rows[target].in_force:
                reached[target] = node_id, field


def _to_sources(rows: Mapping[str, Row], reached: Ways, starts: Iterable[str], fields: tuple[str, ...]) -> list[str]:
    """One step from some nodes to those in force that name them; returns what was not reached before."""
    found = []
    for node_id in starts:
        for field, sources in rows[node_id].back:
            if field in fields:
                new = [source for source in sources if source not in reached]
                reached.update(dict.fromkeys(new, (node_id, field)))
                found += new
    return found


def _walk(rows: Mapping[str, Row], reached: Ways, starts: list[str], fields: tuple[str, ...]) -> None:
    """All steps from some nodes to those in force that name them, the nearest first."""
    level = starts
    while level:
        level = _to_sources(rows, reached, level, fields)


def _tests(architecture: Architecture, ids: Iterable[str]) -> Iterator[str]:
    """The tests that Tests declare and that are there; of one that declares all tests of its file, the file."""
    ids = tuple(ids)
    expect(architecture.nodes, ids)
    tests = [architecture.nodes[node_id] for node_id in ids]
    expect(architecture.files, (test.file for test in tests))
    facts = ((test, architecture.files.get(test.file)) for test in tests)
    there = [test for test, fact in facts if fact is not None and has_inventory(test.file, fact)]
    named = [test for test in there if not _declares_all(test)]
    architecture.expect_inventories(test.file for test in named)
    yield from (test.file for test in there if _declares_all(test))
    for test in named:
        found = declared_tests(architecture.inventory(test.file), test, test.file, architecture.config.pytest)
        yield from (f"{test.file}::{one.name}" for one in found)


def _declares_all(test: Node) -> bool:
    return any(one.name == ALL_TESTS for one in test.declared("test_functions"))


def _to_run(tests: Iterable[str]) -> tuple[str, ...]:
    """Tests sorted, each once: without those of a file that is to be run whole."""
    found = set(tests)
    return tuple(sorted(test for test in found if "::" not in test or test.partition("::")[0] not in found))


def document(answer: Impact, snapshot: Snapshot) -> dict[str, Any]:
    """The answer for JSON."""
    said = {
        "changed": list(answer.changed),
        "undeclared": list(answer.undeclared),
        "reached": [
            card_document(answer.cards[one.id]) | {"by": one.by or None, "link": one.link or None}
            for one in answer.reached
        ],
        "tests": list(answer.tests),
    }
    return answer_document("impact", snapshot, said)


def render(answer: Impact, color: bool = False) -> str:
    """The answer for a person: what a change reaches, by kind, with the way it came, and the tests to run."""
    lines = []
    if answer.changed:
        lines.append(f"{paint('changed', BOLD, color)} {few(answer.changed, SHOWN)}")
    lines += [
        f"{printable(path)}: no node declares it, so nothing is known to depend on it"
        for path in answer.undeclared[:SHOWN]
    ]
    if len(answer.undeclared) > SHOWN:
        lines.append(f"and {count(len(answer.undeclared) - SHOWN, 'more file')} that no node declares")
    for kind, total in answer.counts:
        found = [one for one in answer.reached if answer.cards[one.id].kind == kind][:SHOWN]
        lines += ["", paint(count(total, kind), BOLD, color)]
        lines += [f"  {headline(answer.cards[one.id], color)}{_way(one, color)}" for one in found]
        if total > SHOWN:
            lines.append(f"  and {total - SHOWN} more")
    if answer.tests:
        run = f"run {count(len(answer.tests), 'test')}" if answer.whole else "run"
        lines += ["", paint(run, BOLD, color)]
        lines += [f"  {printable(test)}" for test in answer.tests[:SHOWN]]
        more = f"{len(answer.tests) - SHOWN} more" if answer.whole else "those of the other tests"
        if len(answer.tests) > SHOWN or not answer.whole:
            lines.append(f"  and {more} (--tests prints them all)")
    return "\n".join(lines or ["nothing is reached"]).lstrip("\n") + "\n"


def _way(one: Reached, color: bool) -> str:
    if not one.by:
        return ""
    words = one.link.replace("_", " ")
    if (one.link, kind_of(one.id)) in UPWARD:
        return paint(f"  {one.by} {'is ' if one.link == 'derived_from' else ''}{words} it", DIM, color)
    return paint(f"  {words} {one.by}", DIM, color)
