"""Why something is there: from a node, a file or a symbol up to its Intents, and down to the Tasks and Tests."""

from __future__ import annotations

from archhook.ask.card import Card, card_document, cards
from archhook.ask.subject import owners_of
from archhook.graph import below, chains, parents
from archhook.inventory.python_file import governed_symbols
from archhook.laws.matching import FIELD_OF
from archhook.model import FileInventory, sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, NamedTuple

    from archhook.ask.architecture import Architecture
    from archhook.ask.subject import Subject
    from archhook.laws.law import Row
else:
    from archhook.records import NamedTuple

CHAINS_SHOWN = 10
"""So many chains an answer carries at the most, as a finding does."""


class Why(NamedTuple):
    """The answer. All ids sorted; `owners` are the nodes that answer for the subject, none where nobody declares it.

    `chains`: for each owner and each Intent that reaches it the shortest way, ten at most, `chains_total` counts all.
    `up`: all nodes in force above the owners · `down`: all below, down to the Tasks · `tests`: the Tests in force that
    verify an owner, what is below it, or the Design that it implements. `cards`: these in short, by id.
    `gap`: why there is no owner, and `fix` what to do about it; "" where there is one.
    """

    subject: Subject
    owners: tuple[str, ...]
    chains: tuple[tuple[str, ...], ...]
    chains_total: int
    up: tuple[str, ...]
    down: tuple[str, ...]
    tests: tuple[str, ...]
    cards: Mapping[str, Card]
    gap: str = ""
    fix: str = ""


def why(architecture: Architecture, subject: Subject, most: int | None = None) -> Why:
    """The answer for a subject (see subject.py).

    `most`: `cards` has the owners and chains, and so many of what is below and of the tests: a node is read for each.
    """
    owners = owners_of(architecture, subject)
    rows = architecture.rows
    found = [chain for owner in owners for chain in chains(rows, owner)]
    up = above(rows, owners)
    living = [owner for owner in owners if rows[owner].in_force]
    down = below(rows, living) - set(owners)
    tests = verifying(rows, {*living, *down}) - set(owners)
    gap, fix = ("", "") if owners else _gap(architecture, subject)
    shown = {one for chain in found[:CHAINS_SHOWN] for one in chain}
    shown.update(up if most is None else (), _sorted(down)[:most], _sorted(tests)[:most])
    everything = sorted({*owners, *shown}, key=sort_key)
    return Why(
        subject,
        owners,
        tuple(found[:CHAINS_SHOWN]),
        len(found),
        _sorted(up),
        _sorted(down),
        _sorted(tests),
        cards(architecture, everything),
        gap,
        fix,
    )


def above(rows: Mapping[str, Row], ids: Iterable[str]) -> set[str]:
    """Every node in force above some nodes, these left out."""
    starts = set(ids)
    seen = set(starts)
    stack = list(starts)
    while stack:
        for parent in parents(rows, stack.pop()):
            if parent not in seen:
                seen.add(parent)
                stack.append(parent)
    return seen - starts


def verifying(rows: Mapping[str, Row], ids: Iterable[str]) -> set[str]:
    """The Tests in force that verify some nodes, or the Designs that they implement."""
    found: set[str] = set()
    for node_id in ids:
        row = rows[node_id]
        found.update(row.by("verifies"))
        for design in row.to("implements"):
            if design in rows and rows[design].in_force:
                found.update(rows[design].by("verifies"))
    return found


def _sorted(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(ids, key=sort_key))


def _gap(architecture: Architecture, subject: Subject) -> tuple[str, str]:
    """(why nobody answers for a file or a symbol, what to do)."""
    path = subject.path
    fact = architecture.files[path]
    tasks, tests = (architecture.facts.tasks_of(path), architecture.facts.tests_of(path))
    if fact.role == "ledger":
        return "it is the ledger itself", "name a line of it, or a node: `archhook list` names them"
    if not fact.regular:
        return "it is a symbolic link or a submodule: those are not governed", "ask about what it points to"
    if subject.symbol and tests:
        return f"no Test declares {subject.symbol}", f"add it to the `test_functions` of {tests[0].id} if it is a test"
    if subject.symbol and tasks:
        return _undeclared_symbol(architecture, subject, tasks[0].id)
    if fact.role == "test":
        return "no Test declares this file", f"where it holds tests: write a Test with test_file = {path!r}"
    if fact.role == "other":
        what = "it is no Python file" if not path.endswith(".py") else "`exclude` names it"
        return f"no Task declares it, and none has to: {what}", f"a Task may: file_path = {path!r}"
    return (
        "no Task declares this file",
        f"declare it: write a Task with file_path = {path!r}, or name it in `exclude`, or remove it",
    )


def _undeclared_symbol(architecture: Architecture, subject: Subject, task: str) -> tuple[str, str]:
    symbols = tuple(one for one in architecture.inventory(subject.path).symbols if one.name == subject.symbol)
    field = FIELD_OF[subject.kind]
    if governed_symbols(FileInventory(symbols), architecture.config.symbols):
        return (
            f"no Task declares {subject.kind} {subject.symbol}",
            f"add it to the `{field}` of {task}, or declare it with another Task",
        )
    return (
        f"no Task names {subject.kind} {subject.symbol}, and none has to",
        f"its file belongs to {task}: `archhook why {subject.path}`",
    )


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
