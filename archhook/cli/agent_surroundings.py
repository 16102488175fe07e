"""[I/O] What lies around a command of an agent's shell: folders, scripts, names, what git tracks."""

from __future__ import annotations

import os
from functools import cache

from archhook.cli.agent_question import work_tree
from archhook.errors import GitError
from archhook.shell.surroundings import Surroundings

_SCRIPT = 1 << 20
"""Bytes of a script that is looked into."""


def surroundings(cwd: str) -> Surroundings:
    """What a command that starts in a folder is read against; each folder is listed once."""
    return Surroundings(cwd, os.path.expanduser("~"), os.path.isdir, _script_text, cache(_listed), cache(_tracked))


def _script_text(path: str) -> str:
    """The text of a script; "" for what is none."""
    try:
        if not os.path.isfile(path) or os.path.getsize(path) > _SCRIPT:
            return ""
        with open(path, encoding="utf-8", errors="strict") as file:
            return file.read().replace("\0", "")
    except (OSError, ValueError):
        return ""


def _listed(folder: str) -> tuple[str, ...]:
    """The names in a folder, those of folders (no links) with a slash at the end; () for what is none."""
    try:
        with os.scandir(folder or ".") as entries:
            return tuple(sorted(one.name + "/" * one.is_dir(follow_symlinks=False) for one in entries))
    except (OSError, ValueError):
        return ()


def _tracked(folder: str) -> tuple[str, ...]:
    """What git tracks below a folder, from there."""
    repo = work_tree(folder)
    if repo is None:
        return ()
    try:
        below = os.path.relpath(os.path.realpath(folder), os.path.realpath(repo.toplevel))
        prefix = "" if below == "." else f"{below}/"
        return tuple(name.removeprefix(prefix) for name in repo.tracked() if name.startswith(prefix))
    except GitError:
        return ()
