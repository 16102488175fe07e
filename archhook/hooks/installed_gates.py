"""[I/O] What stands between a repository and a commit that is not judged: its hooks, and what git is told of them."""

from __future__ import annotations

import os
from typing import NamedTuple

from archhook.atomic import open_regular
from archhook.errors import GitError
from archhook.exemptions.gate_hooks import FILE, gates_of
from archhook.hooks.hook_scripts import is_of_pre_commit
from archhook.snapshot import command
from archhook.snapshot.changeset import decode, records
from archhook.snapshot.git import Repo

HOOKS = ("pre-commit", "pre-merge-commit", "pre-push")
"""The hooks of git that a gate stands in."""

_SETTINGS = ("config", "--null", "--show-scope", "--get-regexp", r"^(core\.hookspath|alias\..*)$")
_OURS = "command"
"""The scope of what archhook itself tells git."""


class Gates(NamedTuple):
    """A repository's hooks. `commit`, `push`: whether archhook's gate stands in them."""

    toplevel: str
    common_dir: str
    folder: str  # that git looks for hooks in
    commit: bool
    push: bool
    aliases: dict[str, str]  # of git's commands


def gates_at(folder: str) -> Gates | None:
    """The hooks of the repository that a folder belongs to; None where it belongs to none that has a work tree."""
    try:
        repo = Repo.open(folder) if os.path.isdir(folder) else None
    except GitError:
        return None
    if repo is None or not repo.toplevel:
        return None
    hooks, aliases = "", dict[str, str]()
    code, told, _ = command.start(command.environment(os.environ), repo.toplevel, *_SETTINGS).communicate()
    fields = records(told) if code == 0 else []
    for scope, setting in zip(fields[::2], fields[1::2], strict=False):
        key, _, value = setting.partition("\n")
        if scope == _OURS:
            continue
        if key == "core.hookspath":
            hooks = value
        else:
            aliases[key.removeprefix("alias.").lower()] = value
    where = os.path.join(repo.toplevel, os.path.expanduser(hooks)) if hooks else os.path.join(repo.common_dir, "hooks")
    where = os.path.normpath(where)
    return Gates(
        repo.toplevel,
        repo.common_dir,
        where,
        has_gate(where, "pre-commit", repo.toplevel),
        has_gate(where, "pre-push", repo.toplevel),
        aliases,
    )


def has_gate(folder: str, hook: str, toplevel: str) -> bool:
    """Whether a hook calls archhook: by itself, or because pre-commit is told to."""
    path = os.path.join(folder, hook)
    content = _read(path)
    if not content or not os.access(path, os.X_OK):
        return False
    if b"archhook" in content:
        return True
    if not is_of_pre_commit(content):
        return False
    wanted = "archhook-push" if hook == "pre-push" else "archhook"
    gates = gates_of(decode(_read(os.path.join(toplevel, FILE))))
    return any(gate.hook == wanted and not gate.why for gate in gates or ())


def _read(path: str) -> bytes:
    try:
        with open_regular(path, follow=True) as file:
            return file.read()
    except OSError:
        return b""
