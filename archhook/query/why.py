"""Why something is there: from a node, a file or a symbol up to its Intents, and down to the Tasks and Tests."""

from __future__ import annotations

from archhook.graph.graph import PLAN_KINDS, below, chains, intents_above, parents
from archhook.model.nodes import KINDS, grouped, in_order
from archhook.query.card import Card, card_document, cards
from archhook.query.declarers import owners_of
from archhook.query.undeclared import gap_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, NamedTuple

    from archhook.model.nodes import Row
    from archhook.query.architecture import Architecture
    from archhook.query.subject import Subject
else:
    from archhook.records import NamedTuple

CHAINS_SHOWN = 10
"""So many chains an answer carries at the most, as a finding does."""


class Why(NamedTuple):
    """The answer. All ids sorted; `owners` are the nodes that answer for the subject, none where nobody declares it.

    `chains`: for each owner and each Intent that reaches it the shortest way, ten at most, `chains_total` counts all.
    `up`: all nodes in force above the owners · `down`: all below, down to the Tasks · `tests`: the Tests in force that
    verify an owner, what is below it, or the Design that it implements. `cards`: these in short, by id.
    `down_counts` and `tests_total`: how many there are, the former by kind. `orphans`: the owners that no Intent
    reaches. `gap`: why there is no owner, and `fix` what to do about it; "" where there is one.
    """

    subject: Subject
    owners: tuple[str, ...]
    chains: tuple[tuple[str, ...], ...]
    chains_total: int
    up: tuple[str, ...]
    down: tuple[str, ...]
    tests: tuple[str, ...]
    cards: Mapping[str, Card]
    down_counts: tuple[tuple[str, int], ...] = ()
    tests_total: int = 0
    orphans: tuple[str, ...] = ()
    gap: str = ""
    fix: str = ""


class Most(NamedTuple):
    """How much of an answer a person is shown, and so is looked up: each node that is shown costs a read."""

    chains: int
    nodes: int  # of what is below, and of the tests
    links: int  # of a chain; of a longer one the two ends are read


def why(architecture: Architecture, subject: Subject, most: Most | None = None) -> Why:
    """The answer for a subject (see subject.py). `most`: of the lists no more than that, and nothing in `up`."""
    owners = owners_of(architecture, subject)
    rows = architecture.rows
    found, total, orphans = _chains(rows, owners, most.chains if most else CHAINS_SHOWN)
    living = [owner for owner in owners if rows[owner].in_force]
    reached = below(rows, living)
    tests = _verifying(rows, living, reached) - set(owners)
    kinds = grouped(reached - set(owners))
    down, verifying = (_first(by_kind, most.nodes if most else None) for by_kind in (kinds, grouped(tests)))
    up = () if most else tuple(in_order(above(rows, owners) - set(owners)))
    shown = [node_id for chain in found for node_id in (ends(chain, most.links) if most else chain)]
    gap, fix = ("", "") if owners else gap_of(architecture, subject)
    return Why(
        subject,
        owners,
        found,
        total,
        up,
        down,
        verifying,
        cards(architecture, in_order({*owners, *shown, *up, *down, *verifying})),
        tuple((kind, len(kinds[kind])) for kind in KINDS if kind in kinds),
        len(tests),
        orphans,
        gap,
        fix,
    )


def ends(chain: tuple[str, ...], most: int) -> tuple[str, ...]:
    """The links of a chain; of one that has more than `most` the first half of so many and the last half."""
    half = most // 2
    return chain if len(chain) <= most else (*chain[:half], *chain[-half:])


def _chains(
    rows: Mapping[str, Row], owners: Iterable[str], most: int
) -> tuple[tuple[tuple[str, ...], ...], int, tuple[str, ...]]:
    """(the first chains of some nodes, how many there are, the nodes that have none)."""
    found: list[tuple[str, ...]] = []
    orphans = []
    total = 0
    for owner in owners:
        count = len(intents_above(rows, owner))
        total += count
        if not count:
            orphans.append(owner)
        elif len(found) < most:
            found += chains(rows, owner, most - len(found))
    return tuple(found), total, tuple(orphans)


def above(rows: Mapping[str, Row], ids: Iterable[str]) -> set[str]:
    """Some nodes, in force or not, and every node in force above them."""
    seen = set(ids)
    stack = list(seen)
    while stack:
        for parent in parents(rows, stack.pop()):
            if parent not in seen:
                seen.add(parent)
                stack.append(parent)
    return seen


def _verifying(rows: Mapping[str, Row], owners: Iterable[str], down: Iterable[str]) -> set[str]:
    """The Tests in force that verify owners, what is below them, or the Designs that owners implement.

    No Test verifies a Task or a Test: those are not read.
    """
    found: set[str] = set()
    plan = grouped(down)
    for node_id in (one for kind in PLAN_KINDS for one in plan.get(kind, ())):
        found.update(rows[node_id].by("verifies"))
    for node_id in owners:
        for design in rows[node_id].to("implements"):
            if design in rows and rows[design].in_force:
                found.update(rows[design].by("verifies"))
    return found


def _first(kinds: Mapping[str, list[str]], most: int | None) -> tuple[str, ...]:
    """Ids by kind, sorted, all of them or the first ones: ten thousand Tasks are not sorted for nothing."""
    found: list[str] = []
    for kind in KINDS:
        if most is None or len(found) < most:
            found += in_order(kinds.get(kind, ()))
    return tuple(found[:most])


def document(answer: Why) -> dict[str, Any]:
    """The answer for JSON (kind "why")."""
    one = answer.subject
    return {
        "schema_version": 1,
        "kind": "why",
        "subject": {
            "asked": one.word,
            "node": one.node or None,
            "file": one.path or None,
            "symbol": one.symbol or None,
            "line": one.line or None,
        },
        "owners": list(answer.owners),
        "chains": [list(chain) for chain in answer.chains],
        "chains_total": answer.chains_total,
        "up": list(answer.up),
        "down": list(answer.down),
        "tests": list(answer.tests),
        "nodes": [card_document(card) for card in answer.cards.values()],
        "gap": answer.gap or None,
        "fix": answer.fix or None,
    }
