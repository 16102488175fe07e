"""[I/O] What a sync changes in the ledger of a commit, made in the work tree, whose ledger may hold more than that."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

from archhook.atomic import open_regular, refuse_beyond_link
from archhook.snapshot import command
from archhook.snapshot.staging import way_in

if TYPE_CHECKING:
    from archhook.sync.sync_run import Outcome

CLASH = "the work tree's ledger holds changes that are not staged, and what is to change meets them: stage them, or not"
LOST = "this module of the ledger is not in the work tree"


def merged_into_work_tree(outcome: Outcome, *, partial: bool = False) -> Outcome:
    """The outcome with the files as the work tree has them.

    Where one holds changes that the snapshot does not, these stay, and the others are merged into it; where both meet,
    nothing is written, for one module may need the other, and what was to change is left to a person. What the work
    tree has already is a matter of staging (`partial`: of a commit that takes the files that it names alone).
    """
    old: dict[str, bytes | None] = {}
    new: dict[str, bytes | None] = {}
    met, notes = [], [*outcome.notes]
    for path in sorted(outcome.new):
        refuse_beyond_link(outcome.folder.removesuffix(outcome.prefix), outcome.prefix + path)
        there = _read(os.path.join(outcome.folder, path))
        was, now = outcome.old[path], outcome.new[path]
        merged = None if there is None or was is None or now is None else _merged(there, was, now)
        name = outcome.prefix + path
        if there is None or merged is None:
            met.append(f"{name}: {LOST if there is None else CLASH}")
        elif merged == there:
            notes.append(f"{name} in the work tree says so already: {way_in([name], partial)}")
        else:
            old[path], new[path] = there, merged
    if met:
        return outcome._replace(old={}, new={}, said=(), left=(*met, *outcome.said, *outcome.left))
    return outcome._replace(old=old, new=new, said=outcome.said if new else (), notes=tuple(notes))


def _merged(there: bytes, old: bytes, new: bytes) -> bytes | None:
    """A file with the difference between two versions made in it as well; None where that meets its own changes."""
    if there == old:
        return new
    if b"\r\n" in there and b"\r\n" not in old:  # as a checkout writes them
        old, new = old.replace(b"\n", b"\r\n"), new.replace(b"\n", b"\r\n")
    with tempfile.TemporaryDirectory(prefix="archhook-") as folder:
        names = ("there", "old", "new")
        for name, content in zip(names, (there, old, new), strict=True):
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content)
        env = command.environment({"PATH": os.environ.get("PATH", os.defpath)})  # no repository, no configuration
        nowhere = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": folder}
        code, output, _ = command.start(env | nowhere, folder, "merge-file", "-p", *names).communicate()
    return output if code == 0 else None


def _read(place: str) -> bytes | None:
    try:
        with open_regular(place) as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
