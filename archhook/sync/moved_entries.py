"""The entries of the baseline about files that moved: they follow, as the ledger does."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from archhook.atomic import open_regular
from archhook.project.baseline import parse
from archhook.project.baseline_edits import following

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.author.ledger_changes import Edit
    from archhook.sync.synced_project import Project


class Followed(NamedTuple):
    """The baseline before and after, by path below the project's folder; empty where no entry follows. What is said."""

    old: Mapping[str, bytes]
    new: Mapping[str, bytes]
    said: tuple[str, ...] = ()


def followed(project: Project, edits: Iterable[Edit]) -> Followed:
    """The work tree's baseline with entries that follow the files of nodes. `ArchhookError` if it cannot be read."""
    nodes = project.given.nodes
    moved = {nodes[edit.id].file: edit.file for edit in edits if edit.file}
    if project.baseline is None or not moved:
        return Followed({}, {})
    path = project.baseline.path
    try:
        with open_regular(os.path.join(project.folder, path)) as file:
            old = file.read()
    except OSError:  # of a snapshot that is not the work tree
        return Followed({}, {})
    mark = "\ufeff" if old.startswith(b"\xef\xbb\xbf") else ""
    text, number = following(old.decode("utf-8-sig"), parse(path, old, project.prefix).entries, moved)
    if not number:
        return Followed({}, {})
    entries = "1 entry follows" if number == 1 else f"{number} entries follow"
    said = f"{project.prefix}{path}: {entries} what moved"
    return Followed({path: old}, {path: (mark + text).encode()}, (said,))
