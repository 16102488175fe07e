"""[I/O] What the hooks of an agent remember of a session: a small file each in git's common folder, for a week.

Never in the work tree, and nothing that a verdict rests on: whatever is wrong with a file, it is as if there were none.
"""

from __future__ import annotations

import json
import os
import re
import time
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from archhook.atomic import TEMPORARY, open_regular, replace_file
from archhook.cache.cache import usable

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = "archhook-sessions"
"""The folder in git's common folder."""

KEPT = 7 * 86400
"""Seconds for which a session is remembered after it was last heard of."""

MOST = 5000
"""So many marks of each kind are kept; where there are more, none are, and all counts as known."""

_SIZE = 1 << 20
_NAME = re.compile(r"[0-9a-f]{32}\.json")


class Memory(NamedTuple):
    """What is remembered: HEAD at the beginning of the turn, marks of what was loosened by then, marks of the findings
    that have been seen. None: not known.
    """

    head: str = ""
    loosened: frozenset[str] | None = None
    findings: frozenset[str] | None = None


def marks(things: Iterable[object]) -> frozenset[str]:
    """A short mark for each of some things, which are told apart by their text."""
    return frozenset(sha256(repr(one).encode("utf-8", "backslashreplace")).hexdigest()[:12] for one in things)


def recall(common_dir: str, session: str) -> Memory:
    """What is remembered of a session; nothing where it is new, or there is no place for it."""
    if not common_dir or not session:
        return Memory()
    try:
        with open_regular(_path(common_dir, session)) as file:
            data = json.loads(file.read(_SIZE))
        head = data["head"]
        loosened, findings = (None if data[key] is None else frozenset(data[key]) for key in ("loosened", "findings"))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return Memory()
    return Memory(head if isinstance(head, str) else "", loosened, findings)


def remember(common_dir: str, session: str, memory: Memory) -> None:
    """Keeps what is to be known when the session is heard of next. Where that cannot be, nothing is kept."""
    folder = os.path.join(common_dir, FOLDER)
    if not common_dir or not session or usable(folder):
        return
    data = {"head": memory.head, "loosened": _few(memory.loosened), "findings": _few(memory.findings)}
    try:
        replace_file(_path(common_dir, session), json.dumps(data).encode(), 0o600)
    except OSError:
        return


def forget(common_dir: str, session: str) -> None:
    """Removes what is remembered of a session, and of those that were not heard of for long."""
    folder = os.path.join(common_dir, FOLDER)
    if not common_dir:
        return
    limit = time.time() - KEPT
    own = os.path.basename(_path(common_dir, session)) if session else ""
    try:
        with os.scandir(folder) as entries:
            old = [
                one.path
                for one in entries
                if (_NAME.fullmatch(one.name) or one.name.endswith(TEMPORARY))
                and (one.name == own or one.stat(follow_symlinks=False).st_mtime < limit)
            ]
    except OSError:
        return
    for path in old:
        try:
            os.unlink(path)
        except OSError:
            continue


def _few(found: frozenset[str] | None) -> list[str] | None:
    return sorted(found) if found is not None and len(found) <= MOST else None


def _path(common_dir: str, session: str) -> str:
    name = sha256(session.encode("utf-8", "backslashreplace")).hexdigest()[:32]
    return os.path.join(common_dir, FOLDER, f"{name}.json")
