"""[I/O] `archhook sync`: plans, edits, and replaces the ledger's files whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from archhook.atomic import left_beside, open_regular, refuse_beyond_link, replace_file, written_beside
from archhook.author.apply_changes import Applied, apply, with_sources
from archhook.check.api import open_repo, open_store, untracked_note
from archhook.errors import ArchhookError
from archhook.project.baseline import key_of
from archhook.report.text import printable
from archhook.sync.base_ledger import nodes_at, without_ahead
from archhook.sync.declared_names import plans_begun
from archhook.sync.manual_edits import choice_text, failed_text, idle_text, missing_text
from archhook.sync.moved_entries import followed
from archhook.sync.sync_plan import plan
from archhook.sync.sync_report import change_lines, edit_parts, finding_line, unnamed
from archhook.sync.synced_project import load

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from archhook.author.ledger_changes import Changes, Ledger
    from archhook.check.request import Request
    from archhook.model.findings import Finding
    from archhook.snapshot.folder import Folder
    from archhook.snapshot.git import Repo
    from archhook.sync.sync_input import SyncInput
    from archhook.sync.sync_plan import Plan
    from archhook.sync.synced_project import Project


class Outcome(NamedTuple):
    """What an edit is about: the new sources, `old` ones beside them, by path below `folder`; lines that say so.

    Not a source but None: of a file that is not there yet, or that is to go. `found`: what is left to a person, too,
    and a check says of it all that there is to say.
    """

    folder: str
    prefix: str  # of the folder below the repository's top, with a final slash, or ""
    old: Mapping[str, bytes | None]
    new: Mapping[str, bytes | None]
    said: tuple[str, ...]
    left: tuple[str, ...]
    notes: tuple[str, ...] = ()
    found: tuple[str, ...] = ()


def prepare(request: Request, *, own: bool = False) -> Outcome:
    """What brings the ledger in line; nothing is written. `ArchhookError` where the project cannot be judged.

    `own`: of the ledger that the snapshot holds, else of the one that lies in the work tree.
    """
    repo = open_repo(request.cwd)
    store, notes = open_store(request, repo)
    try:
        project = load(request, store, repo, own=own)
        if request.source == "worktree" and not request.untracked:
            notes += untracked_note(repo.untracked(), request.prefix, "left out", ": `git add`, or --untracked")
        store.flush()
        if project is None:
            return nothing(notes)
        given, ahead = (_of_commit if own and request.source == "index" else _as_given)(project, repo)
        if not own:
            notes = (*notes, *map(printable, plans_begun(given.facts, given.nodes.values())))
        wanted = plan(given)
        applied = apply(project.ledger, wanted.changes)
        plain = map(printable, wanted.left)
        told = applied.failed or wanted.choices or wanted.missing or wanted.idle
        ledger = with_sources(project.ledger, applied.sources if told else {})
        left = (*ahead, *_failed(applied, wanted.changes, ledger), *_open(wanted, ledger, project), *plain)
        baseline = followed(project, applied.changes.edits)
        new = {**applied.sources, **baseline.new}
        after = project.failing_after(new) if new else None
        found = tuple(printable(finding_line(one)) for one in _standing(wanted.others, after))
        found += tuple(map(printable, unnamed(after or (), left, found)))
        if not own:
            notes = (*notes, *_asking(_standing(given.of("DEP203"), after)))
    finally:
        store.close()
    said = (*change_lines(applied.changes, given.nodes, wanted.said), *baseline.said)
    old = {path: project.ledger.sources[path] for path in applied.sources}
    return Outcome(project.folder, project.prefix, {**old, **baseline.old}, new, said, left, notes, found)


def _standing(findings: Iterable[Finding], after: Iterable[Finding] | None) -> list[Finding]:
    """Those of some findings that stand `after` an edit (None: there is none), which may mend more than it is for."""
    if after is None:
        return [*findings]
    left = {key_of(one) for one in after}
    return [one for one in findings if one.severity != "error" or key_of(one) in left]


def _as_given(project: Project, _: Repo | Folder) -> tuple[SyncInput, tuple[str, ...]]:
    return project.given, ()


def _of_commit(project: Project, repo: Repo | Folder) -> tuple[SyncInput, tuple[str, ...]]:
    """(what a sync of the commit in the making works from, what is left to a person: its ledger may be ahead)."""
    ledger = project.ledger
    then = nodes_at(repo, "HEAD", project.prefix, ledger.sources, ledger.entry) if repo.head_tree else {}
    return without_ahead(project.given, then)


def _asking(findings: Sequence[Finding]) -> tuple[str, ...]:
    """That imports (DEP203) ask for `requires`, which is a decision of its own."""
    number = len(findings)
    asking = "1 import asks" if number == 1 else f"{number} imports ask"
    told = f"{asking} for `requires` (DEP203): `archhook sync --requires` writes what breaks no law"
    return (told,) if number else ()


def nothing(notes: tuple[str, ...]) -> Outcome:
    """The outcome where all is in order."""
    return Outcome("", "", {}, {}, (), (), notes)


def _failed(applied: Applied, wanted: Changes, ledger: Ledger) -> Iterator[str]:
    """What could not be done, why, and what a person has to write."""
    new = {added.id: added for added in wanted.added}
    edits = {edit.id: edit for edit in wanted.edits}
    for node_id, reason in sorted(applied.failed.items()):
        named = f"{node_id} ({ledger.nodes[node_id].file})" if node_id in ledger.nodes else node_id
        if node_id in new:
            yield failed_text(new[node_id], reason, ledger)
        elif node_id in edits:
            parts = edit_parts(edits[node_id], ledger.nodes[node_id])
            yield printable(f"{named} cannot be edited: {reason}; by hand: {parts}")
        else:
            yield printable(f"{named} cannot be edited: {reason}; take it out by hand: its file is gone")


def _open(wanted: Plan, ledger: Ledger, project: Project) -> Iterator[str]:
    """What a person has to decide, and to write into the ledger as it is now."""
    given = project.given
    roots = given.facts.config.source_roots
    yield from (choice_text(choice, ledger, given.nodes) for choice in wanted.choices)
    yield from (idle_text(ledger.nodes[node_id], ledger) for node_id in wanted.idle)
    yield from (missing_text(missing, ledger, given.nodes, roots) for missing in wanted.missing)


def write(outcome: Outcome) -> None:
    """Replaces the files that change, all of them or none; what a killed process has left beside them goes.

    All are written beside the old ones before the first is replaced, so that little can fail from then on.
    `ArchhookError` if one is no longer what was read, or cannot be written.
    """
    for path, old in outcome.old.items():
        refuse_beyond_link(outcome.folder.removesuffix(outcome.prefix), outcome.prefix + path)
        if _read(os.path.join(outcome.folder, path)) != old:
            raise ArchhookError("it changed while the ledger was read", path=path, fix="run the command again")
    places = {path: os.path.join(outcome.folder, path) for path in outcome.new}
    _clear({*places.values()})
    beside: dict[str, str] = {}
    done: list[str] = []
    path = ""
    try:
        for path, new in outcome.new.items():
            if new is not None:
                beside[path] = written_beside(places[path], new)
        for path in outcome.new:
            done.append(path)
            if path in beside:
                os.replace(beside[path], places[path])
                del beside[path]
            else:
                os.unlink(places[path])
    except BaseException as error:
        for one in beside.values():
            os.unlink(one)
        for one in done:
            _put_back(places[one], outcome.old[one])
        if isinstance(error, OSError):
            raise ArchhookError(f"it cannot be written: {error.strerror}", path=path) from None
        raise


def _clear(places: Collection[str]) -> None:
    """Removes what killed processes have left that was to be put in some places."""
    for folder in {os.path.dirname(place) for place in places}:
        for name, target in left_beside(folder):
            if os.path.join(folder, target) in places:
                os.unlink(os.path.join(folder, name))


def _read(place: str) -> bytes | None:
    """What a regular file holds; None where nothing lies there. `OSError` for anything else."""
    if not os.path.lexists(place):
        return None
    with open_regular(place) as file:
        return file.read()


def _put_back(place: str, content: bytes | None) -> None:
    """Has a file hold again what it held; None: has it gone."""
    if content is not None:
        replace_file(place, content)
    elif os.path.lexists(place):
        os.unlink(place)
