"""What the tools of `archhook mcp` answer: each a function of one snapshot and the claims to a text of bounded size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from archhook.agents.bounded import fitting, paged
from archhook.agents.brief import brief_of
from archhook.agents.claims import in_the_way
from archhook.agents.ready import ready, task_plain
from archhook.errors import UsageError
from archhook.query.card import card
from archhook.query.changed import change_of
from archhook.query.documents import answer_document
from archhook.query.impact import impact
from archhook.query.owners import owner_of
from archhook.query.subject import subject_of
from archhook.query.why import why
from archhook.report.json import as_line, finding_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archhook.agents.claims import Claim
    from archhook.model.nodes import Node
    from archhook.query.architecture import Architecture
    from archhook.query.card import Card
    from archhook.query.tests_to_run import Change

LIMIT = 4000
"""Tokens that an answer takes at the most, unless the server is started with another number."""


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
    shown = slice(page.offset, page.offset + page.limit)
    entries: list[Any] = [None] * len(found)
    entries[shown] = [_card(card(architecture, node.id)) for node in found[shown]]
    base = {"asked": {"kind": kind or None, "text": text or None}}
    return _answer(architecture, "find", base, {"nodes": entries}, page)


def brief(architecture: Architecture, word: str, claims: Sequence[Claim], room_for: int) -> str:
    """The brief of one node, or of the one that answers for a file or symbol."""
    node_id = owner_of(architecture, word)
    claim = in_the_way(architecture, [node_id], claims).get(node_id)
    build = brief_of(architecture, node_id, claim)
    return fitting(lambda room: as_line(build(room)), room_for)


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
    """A change of what some words mean. UsageError for the ledger's file: what changed in it is not known."""
    subjects = [subject_of(architecture, word) for word in words]
    for one in subjects:
        if one.path in architecture.lines:
            raise UsageError(f"{one.word[:200]} is the ledger", fix="name the nodes that change, or give since='HEAD'")
    return change_of(architecture, subjects)


def impact_of(architecture: Architecture, change: Change, page: Page) -> str:
    """What a change reaches: the nodes, each with the link that it came along, and the tests to run."""
    answer = impact(architecture, change)
    reached = [_card(answer.cards[one.id], by=one.by or None, link=one.link or None) for one in answer.reached]
    base = {
        "changed": list(answer.changed),
        "undeclared": list(answer.undeclared),
        "not_known": {"dynamic_imports": len(answer.run.dynamic), "processes": len(answer.run.processes)},
    }
    lists = {
        "reached": reached,
        "importers": [{"file": one.by.file, "steps": one.steps, "of": one.by.target} for one in answer.importers],
        "tests": list(answer.run.tests),
    }
    return _answer(architecture, "impact", base, lists, page)


def ready_tasks(architecture: Architecture, claims: Sequence[Claim], every: bool, page: Page) -> str:
    """What there is to do, in order; `every`: also the Tasks that wait for others."""
    found = ready(architecture, claims, every=every)
    entries = [task_plain(task, claim) for task, claim in found.tasks]
    return _answer(architecture, "ready", {"waiting": found.waiting}, {"tasks": entries}, page)


def check(architecture: Architecture, path: str, page: Page) -> str:
    """The verdict, and its findings, with `path` those that concern a file."""
    verdict = architecture.verdict
    findings = architecture.findings_in(path) if path else verdict.findings
    base = {"ok": verdict.exit_code == 0, "asked": path or None, **verdict.summary()}
    return _answer(architecture, "verdict", base, {"findings": [finding_document(one) for one in findings]}, page)


def _answer(architecture: Architecture, kind: str, base: dict[str, Any], lists: dict[str, Any], page: Page) -> str:
    judged = "ledger" if architecture.unsound else "all"  # as in a verdict: of an unsound ledger not all is known
    head = answer_document(kind, architecture.snapshot, {"judged": judged} | base)
    return paged(head, lists, offset=page.offset, limit=page.limit, room_for=page.room_for)


def _searched(node: Node) -> str:
    names = (one.name for _, declared in node.declares for one in declared)
    return "\n".join((node.id, node.name, node.doc, node.file, node.class_name, *names)).casefold()


def _card(one: Card, **more: Any) -> dict[str, Any]:
    return {"id": one.id, "kind": one.kind, "name": one.name, "state": one.state, "file": one.file or None} | more
