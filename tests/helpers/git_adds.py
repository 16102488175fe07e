"""What `git add` makes of the files of a work tree, and what archhook takes them for."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Any

from helpers.snapshots import opened

if TYPE_CHECKING:
    from pathlib import Path


def git(repo: Any, *arguments: str, given: bytes = b"", **environment: str) -> str:
    """What git prints that is given something to read, without the final newline."""
    command = ["git", "-C", str(repo.path), *arguments]
    done = subprocess.run(command, input=given, env=os.environ | environment, capture_output=True, check=True)
    return done.stdout.decode().removesuffix("\n")


def added(repo: Any, index: Path) -> dict[str, str]:
    """What `git add` stores of each file, in an index beside the usual one."""
    usual = repo.path / ".git/index"
    index.unlink(missing_ok=True)
    if usual.exists():
        index.write_bytes(usual.read_bytes())
    git(repo, "-c", "core.safecrlf=false", "add", "-A", GIT_INDEX_FILE=str(index))
    listed = git(repo, "ls-files", "-s", GIT_INDEX_FILE=str(index))
    return {line.partition("\t")[2]: line.split()[1] for line in listed.splitlines()}


def told(path: Path) -> dict[str, str]:
    """What archhook takes the files for, tracked and untracked."""
    repo = opened(path)
    found = {change.path: change.entry.oid for change in repo.changes("worktree", "") if change.entry}
    entries = {path: repo.files.entry(path) for path in repo.untracked()}
    return found | {path: entry.oid for path, entry in entries.items() if entry}


def touch(repo: Any) -> None:
    """Gives each file of code another time."""
    for path in repo.path.rglob("*.py"):
        os.utime(path)
