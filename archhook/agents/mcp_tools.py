"""What the tools of `archhook mcp` answer: each a function of one snapshot and the claims to a text of bounded size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from archhook.agents.brief import brief_of
from archhook.agents.claims import claim_of, in_the_way
from archhook.agents.pages import paged
from archhook.agents.ready import open_tasks
from archhook.agents.ready_text import task_plain
from archhook.agents.tokens import dump, fitting
from archhook.errors import UsageError
from archhook.query.card import state_of
from archhook.query.changed import change_of
from archhook.query.declarers import owner_of
from archhook.query.impact import impact
from archhook.query.subject import subject_of
from archhook.query.why import why
from archhook.report.json import about, finding_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archhook.agents.claims import Claim
    from archhook.model.nodes import Node
    from archhook.query.architecture import Architecture
    from archhook.query.card import Card
    from archhook.query.impact import Change

LIMIT = 4000
"""Tokens that an answer takes at the most, unless the server is told otherwise."""

SCHEMA_VERSION = 1


class Page(NamedTuple):
    """Which entries are asked for, and how many tokens the whole answer may take."""

    offset: int
    limit: int
    room_for: int


def find(architecture: Architecture, kind: str, text: str, page: Page) -> str:
    """The nodes in force of a kind ("" for all) in whose id, name, docstring, file or symbols all words occur."""
    words = text.casefold().split()
    nodes = [architecture.nodes[node_id] for node_id in architecture.ids(kind)]
    found = [node for node in nodes if all(word in _searched(node) for word in words)] if words else nodes
    shown = range(page.offset, min(page.offset + page.limit, len(found)))
    entries = _Lazy(len(found), {number: _found(architecture, found[number]) for number in shown})
    return _answer(
        architecture, "find", {"asked": {"kind": kind or None, "text": text or None}}, {"nodes": entries}, page
    )


def brief(architecture: Architecture, word: str, claims: Sequence[Claim], room_for: int) -> str:
    """The brief of one node, or of the one that answers for a file or symbol."""
    node_id = owner_of(architecture, word)
    claim = in_the_way(claims, [claim_of(architecture, node_id, "", 0, 0)]).get(node_id)
    build = brief_of(architecture, node_id, claim)
    return fitting(lambda room: dump(build(room)), room_for)


def why_is(architecture: Architecture, word: str, page: Page) -> str:
    """Why a file, symbol, line or node is there: who answers for it, up to the Intents, and what is below."""
    answer = why(architecture, subject_of(architecture, word))
    base = {
        "asked": word,
        "owners": list(answer.owners),
        "chains": [list(chain) for chain in answer.chains],
        "chains_total": answer.chains_total,
        "gap": answer.gap or None,
        "fix": answer.fix or None,
    }
    relations = (("owner", answer.owners), ("above", answer.up), ("test", answer.tests), ("below", answer.down))
    entries = [_card(answer.cards[one], relation=relation) for relation, ids in relations for one in ids]
    return _answer(architecture, "why", base, {"nodes": entries}, page)


def change_of_words(architecture: Architecture, words: Iterable[str]) -> Change:
    """A change of what some words mean. UsageError for the ledger's file: what changed in it cannot be told."""
    subjects = [subject_of(architecture, word) for word in words]
    for one in subjects:
        if one.path in architecture.lines:
            raise UsageError(f"{one.word[:200]} is the ledger", fix="name the nodes that change, or give since='HEAD'")
    return change_of(architecture, subjects)


def impact_of(architecture: Architecture, change: Change, page: Page) -> str:
    """What a change reaches: the nodes, each with the link that it came along, and the tests to run."""
    answer = impact(architecture, change)
    reached = [_card(answer.cards[one.id], by=one.by or None, link=one.link or None) for one in answer.reached]
    base = {"changed": list(answer.changed), "undeclared": list(answer.undeclared)}
    return _answer(architecture, "impact", base, {"reached": reached, "tests": list(answer.tests)}, page)


def ready(architecture: Architecture, claims: Sequence[Claim], every: bool, page: Page) -> str:
    """What there is to do, in order; `every`: also the Tasks that wait for others."""
    tasks = open_tasks(architecture)
    shown = [task for task in tasks if every or not task.waits_for]
    taken = in_the_way(claims, [claim_of(architecture, task.node.id, "", 0, 0) for task in shown])
    base = {"waiting": sum(bool(task.waits_for) for task in tasks)}
    entries = [task_plain(task, taken.get(task.node.id)) for task in shown]
    return _answer(architecture, "ready", base, {"tasks": entries}, page)


def check(architecture: Architecture, path: str, page: Page) -> str:
    """The verdict, and its findings, with `path` those that concern a file."""
    verdict = architecture.verdict
    findings = architecture.findings_in(path) if path else verdict.findings
    base = {"ok": verdict.exit_code == 0, "asked": path or None, **verdict.summary()}
    return _answer(architecture, "verdict", base, {"findings": [finding_document(one) for one in findings]}, page)


class _Lazy:
    """A list of which only some entries are known: those of the page that is asked for."""

    def __init__(self, length: int, known: dict[int, Any]) -> None:
        self._length = length
        self._known = known

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, where: Any) -> Any:
        if isinstance(where, slice):
            return [self._known[number] for number in range(*where.indices(self._length))]
        return self._known[where]


def _answer(architecture: Architecture, kind: str, base: dict[str, Any], lists: dict[str, Any], page: Page) -> str:
    judged = "ledger" if architecture.unsound else "all"  # as in a verdict: of an unsound ledger not all is known
    head = about(architecture.snapshot, {"schema_version": SCHEMA_VERSION, "kind": kind, "judged": judged} | base)
    return paged(head, lists, offset=page.offset, limit=page.limit, room_for=page.room_for)


def _searched(node: Node) -> str:
    names = (one.name for _, declared in node.declares for one in declared)
    return "\n".join((node.id, node.name, node.doc, node.file, node.class_name, *names)).casefold()


def _found(architecture: Architecture, node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "kind": node.kind,
        "name": node.name,
        "state": state_of(architecture, node),
        "file": node.file or None,
    }


def _card(card: Card, **more: Any) -> dict[str, Any]:
    return {"id": card.id, "kind": card.kind, "name": card.name, "state": card.state, "file": card.file or None} | more
