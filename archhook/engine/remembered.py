"""What the store remembers of earlier runs: which snapshot was judged last, and what differs from it now."""

from __future__ import annotations

import os
import sys

from archhook import __version__
from archhook.change.changeset import Change, Entry, encode
from archhook.store.encoding import digest, dumps, loads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import NamedTuple

    from archhook.store.treemap import Objects
else:
    from archhook.records import NamedTuple

SCHEMA = 5
"""Counted up whenever the shape of what is stored changes."""

FAR = 48
"""A base tree from which so many paths differ gives way to that of HEAD, if that is another."""

MEASURED = "measured.toml"
"""The file name of the measured figures, wherever the ledger is."""


class Base(NamedTuple):
    """A judged snapshot, told as a tree of the repository and what differs from it."""

    tree: str  # "" is the empty tree
    changes: tuple[Change, ...]
    state: str  # digest of its State


def interpretation(source_stamp: str = "") -> str:
    """Stands for everything beside content that stored values depend on: tool, schema, interpreter."""
    running = f"{sys.implementation.name}-{'.'.join(map(str, sys.version_info[:3]))}"
    return digest(f"{__version__}/{SCHEMA}/{running}/{source_stamp}".encode())


def last_key(meaning: str, git_dir: str, project: str) -> str:
    """Where the last judged snapshot of a work tree's project is remembered."""
    return f"last:{meaning}:{digest(encode(git_dir), encode(project))}"


def tree_key(meaning: str, tree: str, project: str) -> str:
    """Where the state of a tree's project is remembered."""
    return f"tree:{meaning}:{tree}:{digest(encode(project))}"


def recall(objects: Objects, keys: Iterable[str]) -> Base | None:
    """The first base that is remembered under one of the keys and is what it should be."""
    for key in keys:
        data = objects.get(key)
        if data is None:
            continue
        try:
            tree, changes, state = loads(data)
            return Base(tree, tuple(Change(path, _entry(new), _entry(old)) for path, new, old in changes), state)
        except (ValueError, TypeError):
            continue
    return None


def _entry(plain: list[str] | None) -> Entry | None:
    return None if plain is None else Entry(*plain)


def remember(objects: Objects, key: str, base: Base) -> None:
    """Keeps a base under a key."""
    objects.put(key, dumps(base))


def delta(before: Iterable[Change], now: Iterable[Change]) -> dict[str, Entry | None]:
    """What differs between two snapshots, each told by what differs from one tree: path -> what it holds now."""
    was = {change.path: change for change in before}
    changed: dict[str, Entry | None] = {}
    for change in now:
        known = was.pop(change.path, None)
        if known is None or known.entry != change.entry:
            changed[change.path] = change.entry
    return changed | {path: change.old for path, change in was.items()}


def below(prefix: str, changed: Mapping[str, Entry | None]) -> dict[str, Entry | None]:
    """The part of a difference that lies in a project's folder, with paths relative to it."""
    if not prefix:
        return dict(changed)
    return {path[len(prefix) :]: entry for path, entry in changed.items() if path.startswith(prefix)}


def may_be_ledger(path: str, configured: str) -> bool:
    """Whether a path could be a module of the ledger. `configured`: `[tool.archhook] ledger`, "" for the default."""
    name = (configured or "architecture.py").removesuffix("/__init__.py").removesuffix(".py").rstrip("/")
    return path.endswith(".py") and (path == name + ".py" or path.startswith(name + "/"))


def source_stamp() -> str:
    """In a checkout of archhook itself, stands for its source as it is; "" where it is installed.

    Whoever edits a law must not be told what the law said before; an installed version never changes.
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if not os.path.exists(os.path.join(os.path.dirname(package), "pyproject.toml")):
        return ""
    stamps = []
    for folder, _, names in os.walk(package):
        for name in names:
            if name.endswith(".py"):
                status = os.stat(os.path.join(folder, name))
                stamps.append(f"{folder}/{name} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(sorted(stamps))
