"""Everything that a change reaches: the nodes up and down from it, and the tests to run.

Down: what is derived from, satisfies or implements a changed node has a reason that changed. Sideways: the Designs that
require a Design reached, directly or through others, stand on something that changed. Up: the Requirements and
Intents that those Designs serve are served by something that changed. All in force; a changed node itself may not be.
"""

from __future__ import annotations

from archhook.ask.card import Card, card_document, cards
from archhook.ask.subject import declared_tests
from archhook.model import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, NamedTuple

    from archhook.ask.architecture import Architecture
    from archhook.laws.law import Row
else:
    from archhook.records import NamedTuple

DOWN = ("derived_from", "satisfies", "implements")
"""The links along which a change goes from a node to those that name it."""


class Reached(NamedTuple):
    """One node that a change reaches, by the link that it came along: `link` of `by`; both "" where it starts."""

    id: str
    by: str
    link: str


class Impact(NamedTuple):
    """The answer. `changed`: the ids where it starts · `reached`: every node reached, these included, sorted by id ·
    `tests`: the tests to run, as pytest takes them, sorted, paths relative to the project's root ·
    `undeclared`: changed files that no node declares, sorted.
    """

    changed: tuple[str, ...]
    reached: tuple[Reached, ...]
    tests: tuple[str, ...]
    undeclared: tuple[str, ...]
    cards: Mapping[str, Card]


class Change(NamedTuple):
    """Where a change starts. `ids`: nodes whose meaning or code changed · `below`: nodes that lost something below
    them (a Task that is gone implemented them): only what stands above is reached · `tests`: test files to run whole ·
    `undeclared`: files that no node declares.
    """

    ids: tuple[str, ...]
    below: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    undeclared: tuple[str, ...] = ()


def impact(architecture: Architecture, change: Change) -> Impact:
    """The answer for a change of the snapshot."""
    reached = spread(architecture.rows, change.ids, change.below)
    return Impact(
        tuple(sorted(change.ids, key=sort_key)),
        tuple(reached[node_id] for node_id in sorted(reached, key=sort_key)),
        tuple(sorted({*_tests(architecture, reached), *change.tests})),
        tuple(sorted(change.undeclared)),
        cards(architecture, sorted(reached, key=sort_key)),
    )


def spread(rows: Mapping[str, Row], ids: Iterable[str], below: Iterable[str] = ()) -> dict[str, Reached]:
    """What a change of some nodes reaches, by id; the first way found, the nearest."""
    starts = sorted(set(ids), key=sort_key)
    reached = {node_id: Reached(node_id, "", "") for node_id in starts}
    _walk(rows, reached, starts, _downward)
    lifted = [node_id for node_id in sorted(set(below), key=sort_key) if node_id not in reached]
    reached |= {node_id: Reached(node_id, "", "") for node_id in lifted}
    _step(rows, reached, _implemented)
    designs = [node_id for node_id in reached if rows[node_id].kind == "design"]
    _walk(rows, reached, designs, _dependents)
    _step(rows, reached, _implementers)
    _step(rows, reached, _upward)  # Requirements
    _step(rows, reached, _upward)  # Intents
    _step(rows, reached, _verifiers)
    return reached


def _downward(row: Row) -> Iterator[tuple[str, str]]:
    return ((field, source) for field in DOWN for source in row.by(field))


def _implemented(row: Row) -> Iterator[tuple[str, str]]:
    return (("implements", target) for target in row.to("implements"))


def _dependents(row: Row) -> Iterator[tuple[str, str]]:
    return (("requires", source) for source in row.by("requires"))


def _implementers(row: Row) -> Iterator[tuple[str, str]]:
    return (("implements", source) for source in row.by("implements") if row.kind == "design")


def _upward(row: Row) -> Iterator[tuple[str, str]]:
    return ((field, target) for field in ("satisfies", "derived_from") for target in row.to(field))


def _verifiers(row: Row) -> Iterator[tuple[str, str]]:
    return (("verifies", source) for source in row.by("verifies"))


def _step(rows: Mapping[str, Row], reached: dict[str, Reached], links: Any) -> None:
    """One step from every node reached."""
    for node_id in sorted(reached, key=sort_key):
        for field, other in links(rows[node_id]):
            if other not in reached and other in rows and rows[other].in_force:
                reached[other] = Reached(other, node_id, field)


def _walk(rows: Mapping[str, Row], reached: dict[str, Reached], starts: Iterable[str], links: Any) -> None:
    """All steps from some nodes, the nearest first."""
    queue = list(starts)
    for node_id in queue:  # grows while it is walked
        for field, other in links(rows[node_id]):
            if other not in reached and other in rows and rows[other].in_force:
                reached[other] = Reached(other, node_id, field)
                queue.append(other)


def _tests(architecture: Architecture, reached: Iterable[str]) -> Iterator[str]:
    """The tests that the Tests reached declare and that are there; a file all of whose tests are declared is named."""
    for node_id in reached:
        test = architecture.nodes[node_id]
        fact = architecture.files.get(test.file) if test.kind == "test" else None
        if fact is None or not fact.regular or not test.file.endswith(".py"):
            continue
        names = declared_tests(architecture.inventory(test.file), test, test.file)
        yield from (f"{test.file}::{name}" for name in names)


def document(answer: Impact) -> dict[str, Any]:
    """The answer for JSON (kind "impact")."""
    return {
        "schema_version": 1,
        "kind": "impact",
        "changed": list(answer.changed),
        "undeclared": list(answer.undeclared),
        "reached": [
            card_document(answer.cards[one.id]) | {"by": one.by or None, "link": one.link or None}
            for one in answer.reached
        ],
        "tests": list(answer.tests),
    }
