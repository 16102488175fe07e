"""What the tools of `archhook mcp` answer: each a function of one snapshot and the claims to a text of bounded size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from archhook.agents.bounded import clip, fitting, lean, paged
from archhook.agents.brief import LIMIT as BRIEF_LIMIT
from archhook.agents.brief import brief_of
from archhook.agents.claims import in_the_way
from archhook.agents.ready import ready, task_plain
from archhook.errors import UsageError
from archhook.model.nodes import kind_of
from archhook.query.card import card
from archhook.query.changed import change_of
from archhook.query.documents import answer_document
from archhook.query.exemption_answer import exemption_plain, weakening_plain
from archhook.query.impact import impact, way_of
from archhook.query.owners import owner_of
from archhook.query.subject import subject_of
from archhook.query.why import why
from archhook.report.json import as_line
from archhook.report.text import in_brief

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archhook.agents.claims import Claim
    from archhook.model.findings import Finding
    from archhook.model.nodes import Node
    from archhook.query.architecture import Architecture
    from archhook.query.card import Card
    from archhook.query.exemption_answer import Answer as Exempt
    from archhook.query.imported_by import Importer
    from archhook.query.tests_to_run import Change

LIMIT = 4000
"""Tokens that an answer takes at the most, unless the server is started with another number."""


NAME_LENGTH = 80
"""Characters of a node's name in a list; its brief has it whole."""

KEPT = "kept"
"""The state of a node that is as it should be."""

EXEMPT = ("exemptions", "waived", "baselined", "planned")
"""What a verdict counts beside errors and warnings; said where there is any."""


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
    room_for = min(room_for, BRIEF_LIMIT)
    return fitting(lambda room: as_line(lean(build(room) | {"snapshot": None})), room_for)  # it is the work tree


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
    """What a change reaches, each thing once: the tests to run, the other files that import it, and the nodes of which
    neither tells, each with the link that it came along.
    """
    answer = impact(architecture, change)
    not_known = {"dynamic_imports": len(answer.run.dynamic), "processes": len(answer.run.processes)}
    base = {
        "changed": list(answer.changed),
        "undeclared": list(answer.undeclared),
        "not_known": {what: number for what, number in not_known.items() if number},
    }
    run = {test.partition("::")[0] for test in answer.run.tests}
    importers = [one for one in answer.importers if one.by.file not in run]
    told = run.union(one.by.file for one in importers)
    reached = [(answer.cards[one.id], way_of(one)) for one in answer.reached if kind_of(one.id) != "test"]
    lists = {
        "tests": list(answer.run.tests),
        "importers": [_importer(one) for one in importers],
        "reached": [_card(one, way=way or None) for one, way in reached if not way or one.file not in told],
    }
    return _answer(architecture, "impact", base, lists, page)


def ready_tasks(architecture: Architecture, claims: Sequence[Claim], every: bool, page: Page) -> str:
    """What there is to do, in order; `every`: also the Tasks that wait for others."""
    found = ready(architecture, claims, every=every)
    lists: dict[str, Any] = {"tasks": [task_plain(task, claim) for task, claim in found.tasks]}
    if found.tests:
        lists["planned_tests"] = list(found.tests)
    return _answer(architecture, "ready", {"waiting": found.waiting}, lists, page)


def check(architecture: Architecture, path: str, page: Page, listed: Exempt | None = None) -> str:
    """The verdict, and its findings, with `path` those that concern a file; with what is exempt, where it is asked."""
    verdict = architecture.verdict
    findings = in_brief(architecture.findings_in(path) if path else verdict.findings)
    summary = verdict.summary()
    exempt = {what: summary[what] for what in EXEMPT if summary[what]}
    base = {"ok": verdict.exit_code == 0, "errors": summary["errors"], "warnings": summary["warnings"], **exempt}
    lists: dict[str, Any] = {"findings": [_finding(one) for one in findings]}
    if listed is not None:
        base.pop("exemptions", None)
        lists["exemptions"] = [lean(exemption_plain(one)) for one in listed.exemptions]
        lists["weaker"] = [lean(weakening_plain(one)) for one in listed.weaker]
    return _answer(architecture, "verdict", base, lists, page)


def _answer(architecture: Architecture, kind: str, base: dict[str, Any], lists: dict[str, Any], page: Page) -> str:
    judged = {"judged": "ledger"} if architecture.unsound else {}  # of an unsound ledger not all is known
    head = answer_document(kind, None, judged | base)
    return paged(head, lists, offset=page.offset, limit=page.limit, room_for=page.room_for)


def _searched(node: Node) -> str:
    names = (one.name for _, declared in node.declares for one in declared)
    return "\n".join((node.id, node.name, node.doc, node.file, node.class_name, *names)).casefold()


def _card(one: Card, **more: Any) -> dict[str, Any]:
    """A node in short. An id tells its kind; of what is as it should be the state is not said."""
    state = one.state if one.state != KEPT else None
    return {"id": one.id, "name": clip(one.name, NAME_LENGTH), "state": state, "file": one.file or None} | more


def _importer(one: Importer) -> str:
    """A file that imports what changed: `src/x.py`, or `src/x.py through src/y.py`, which is nearer."""
    return one.by.file if one.steps == 1 else f"{one.by.file} through {one.by.target}"


def _finding(finding: Finding) -> dict[str, Any]:
    """A finding with what is needed to mend it, and one reason why it matters: the shortest chain that it breaks,
    which ends with its node, where the message does not tell what caused it.
    """
    shortest = () if finding.because else min(finding.chains, key=len, default=())
    return {
        "code": finding.code,
        "severity": finding.severity,
        "path": finding.path,
        "line": finding.line,
        "message": finding.message,
        "node": None if shortest else finding.node or None,
        "because": " > ".join(shortest) or None,
        "fix": finding.fix or None,
    }
