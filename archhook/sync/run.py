"""[I/O] `archhook sync`: plans, edits, and replaces the ledger's files whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from archhook.check import open_repo, open_store
from archhook.errors import ArchhookError
from archhook.files import replace_file
from archhook.sync.after import unnamed
from archhook.sync.ledger import Applied, apply
from archhook.sync.plan import plan
from archhook.sync.project import load, untracked_note
from archhook.sync.report import change_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.check import Request


class Outcome(NamedTuple):
    """What a sync is about: the new sources, `old` ones beside them, by path below `folder`; lines that say so."""

    folder: str
    prefix: str  # of the folder below the repository's top, with a final slash, or ""
    old: Mapping[str, bytes]
    new: Mapping[str, bytes]
    said: tuple[str, ...]
    left: tuple[str, ...]
    notes: tuple[str, ...] = ()


def prepare(request: Request) -> Outcome:
    """What brings the ledger in line; nothing is written. `ArchhookError` where the project cannot be judged."""
    repo = open_repo(request.cwd)
    store, notes = open_store(request, repo)
    try:
        project = load(request, store, repo)
        notes = (*notes, *untracked_note(request, repo))
        store.flush()
        if project is None:
            return nothing(notes)
        wanted = plan(project.survey)
        applied = apply(project.ledger, wanted.changes)
        survey = project.survey
        left = (*_failed(applied, survey.nodes), *wanted.left)
        if applied.sources:
            left += unnamed(project.failing_after(applied.sources), left)
    finally:
        store.close()
    said = change_lines(applied.changes, survey.nodes, wanted.said)
    old = {path: project.ledger.sources[path] for path in applied.sources}
    return Outcome(project.folder, project.prefix, old, applied.sources, said, left, notes)


def nothing(notes: tuple[str, ...]) -> Outcome:
    """The outcome where all is in order."""
    return Outcome("", "", {}, {}, (), (), notes)


def _failed(applied: Applied, nodes: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(
        f"{node_id}{'' if node_id in nodes else ', which would be new,'} cannot be edited: {reason}"
        for node_id, reason in sorted(applied.failed.items())
    )


def write(outcome: Outcome) -> None:
    """Replaces the files that change. `ArchhookError` if one is no longer what was read, or cannot be written."""
    for path, old in outcome.old.items():
        place = os.path.join(outcome.folder, path)
        if not os.path.isfile(place) or _read(place) != old:
            raise ArchhookError("the ledger changed while it was read", path=path, fix="run `archhook sync` again")
    for path, new in outcome.new.items():
        _replace(os.path.join(outcome.folder, path), path, new)


def _read(place: str) -> bytes:
    with open(place, "rb") as file:
        return file.read()


def _replace(place: str, path: str, content: bytes) -> None:
    try:
        replace_file(place, content)
    except OSError as error:
        raise ArchhookError(f"the ledger cannot be written: {error.strerror}", path=path) from None
