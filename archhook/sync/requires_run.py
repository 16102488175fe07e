"""`archhook sync --requires`: what code imports of other Designs goes into `requires`, where that may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.author.apply_changes import apply
from archhook.author.ledger_changes import Changes, Edit, Links
from archhook.check.api import open_repo, open_store
from archhook.laws.plans import is_finished
from archhook.model.nodes import sort_key
from archhook.report.text import few, printable
from archhook.sync.real_requires import decide, refused_line, wanted_of, written_line
from archhook.sync.sync_report import finding_line
from archhook.sync.sync_run import Outcome, nothing
from archhook.sync.synced_project import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archhook.check.request import Request
    from archhook.laws.law import Facts
    from archhook.model.findings import Finding
    from archhook.model.nodes import Node
    from archhook.sync.real_requires import Decided
    from archhook.sync.synced_project import Project

OFF = "DEP203 is off, so that no import asks for anything"
UNFROZEN = "the baseline need not freeze these imports any longer: `archhook baseline --prune`"
HOW = "\n    `archhook check` says of each of these imports what else helps"


FEW = 8
"""So many nodes are named in a note."""


def prepare(request: Request) -> Outcome:
    """What writes the `requires` that imports ask for; nothing is written yet. `ArchhookError` as of a check."""
    repo = open_repo(request.cwd)
    store, notes = open_store(request, repo)
    try:
        project = load(request._replace(ignore_baseline=True), store, repo)
        store.flush()
        if project is None:
            return nothing(notes)
        given = project.given
        if given.severities["DEP203"] == "off":
            notes = (*notes, OFF)
        notes = (*notes, *_written_plans(given.facts, given.nodes))
        decided = decide(given.facts, wanted_of(given.facts, given.of("DEP203"), _frozen(project)))
        return _outcome(project, decided, notes)
    finally:
        store.close()


def _written_plans(facts: Facts, nodes: Mapping[str, Node]) -> Iterator[str]:
    """That some planned nodes are written, which this takes no notice of."""
    done = [node.id for node in nodes.values() if node.planned and node.in_force and is_finished(facts, node)]
    if done:
        them = "it is" if len(done) == 1 else "they are"
        named = printable(few(sorted(done, key=sort_key), FEW))
        yield f"{named}: {them} written, and planned still: `archhook sync` takes `planned = True` off"


def _frozen(project: Project) -> set[tuple[str, str]]:
    """The importing and the imported file of each import that the baseline freezes."""
    entries = project.baseline.entries if project.baseline else ()
    return {(entry.file, entry.symbol) for entry in entries if entry.code == "DEP203"}


def _outcome(project: Project, decided: Decided, notes: tuple[str, ...]) -> Outcome:
    facts = project.given.facts
    asked: dict[str, list[str]] = {}
    for (source, target), _ in decided.written:
        asked.setdefault(source, []).append(target)
    edits = tuple(Edit(design, links=(Links("requires", tuple(targets)),)) for design, targets in asked.items())
    applied = apply(project.ledger, Changes(edits))
    said, left = [], []
    for pair, one in decided.written:
        line = printable(written_line(facts, pair, one))
        if pair[0] in applied.failed:
            left.append(f"{line}; it cannot be edited: {applied.failed[pair[0]]}; write it by hand")
        else:
            said.append(line)
    if any(one.frozen for pair, one in decided.written if pair[0] not in applied.failed):
        said.append(UNFROZEN)
    refused = [printable(refused_line(facts, *one)) for one in decided.refused]
    if refused:
        refused[-1] += HOW
    known = set(map(_subject, project.given.findings))
    after = project.failing_after(applied.sources) if applied.sources else ()
    failing = [printable(finding_line(one)) for one in after if _subject(one) not in known]
    old = {path: project.ledger.sources[path] for path in applied.sources}
    return Outcome(
        project.folder, project.prefix, old, applied.sources, tuple(said), (*left, *refused, *failing), notes
    )


def _subject(finding: Finding) -> tuple[str, str, str, str]:
    """What a finding is about."""
    return finding.code, finding.node, finding.file, finding.symbol
