"""[I/O] What the cache remembers of earlier runs: which snapshot was judged last, and what differs from it now.

Whatever is stored is stored for the code that found it, identified by its content: two builds of one version are two.
"""

from __future__ import annotations

import marshal
import os
import sys
import time

from archhook.cache.encoding import digest, dumps, loads
from archhook.snapshot.changeset import Change, Entry, encode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import NamedTuple

    from archhook.cache.cache import Store
    from archhook.cache.treemap import Objects
else:
    from archhook.records import NamedTuple

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""archhook's own folder."""

JUDGING = (".", "cache", "check", "exemptions", "graph", "inventory", "laws", "ledger", "model", "project", "snapshot")
"""The folders in it, itself first, with the code that stored values come from; a test follows the imports."""

CODE = (".py", ".pyc", ".so")
"""How the names of files of code end."""

FAR = 48
"""A base tree from which so many paths differ gives way to that of HEAD, if that is another."""

MEASURED = "measured.toml"
"""The file name of the measured figures, wherever the ledger is."""

SECOND = 10**9
"""In nanoseconds, the unit of file times."""

SETTLED = 2 * SECOND
"""A file that was changed so recently may change once more without another time: some file systems count in seconds."""


class Base(NamedTuple):
    """A judged snapshot: a tree of the repository and what differs from it."""

    tree: str  # "" is the empty tree
    changes: tuple[Change, ...]
    state: str  # digest of its State


_seen: dict[str, str] = {}  # stamp of the code -> its digest; the first is that of the code which this process runs


def store_and_salt(store: Store) -> tuple[Store, str]:
    """The store, or one that keeps nothing where that has to be; and the salt of its keys, which stands for all that
    its values depend on beside content: archhook's code, and the interpreter.
    """
    code = "" if store.problem else code_of(store)
    if not code and not store.problem:
        from archhook.cache.cache import Store

        store = Store("")
    return store, interpretation(code)


def interpretation(code: str) -> str:
    """Stands for some code of archhook's (see `code_of`), run by this interpreter.

    No dependency is in it: diskcache keeps bytes, and networkx is asked for nothing but strongly connected components,
    which no two versions can tell differently; they are sorted here.
    """
    return digest(sys.implementation.name.encode(), repr(tuple(sys.version_info)).encode(), code.encode())


def code_of(objects: Objects) -> str:
    """A digest of the code that judges; "" where there is none, and nothing may be kept then.

    It is a digest of content: two builds of one version differ, and one build is the same in every environment and on
    every machine to which a cache is carried. To read all that code takes ten times as long as to look at each file's
    status, so the digest is remembered under that: inode, size, and both times to the nanosecond. Nobody can set the
    time of change, so that every edit shows: one in place, one that keeps size and time of modification. A digest made
    when a wheel is built, or the times of the folders, would not tell of an edit in place.
    """
    try:
        paths = code_files()
        stamp = _stamp(paths)
    except OSError:  # there is no such folder: an archive is imported from
        paths, stamp, code = [], "", archive_digest(PACKAGE)
    else:
        code = _seen.get(stamp) or _remembered_code(objects, paths, stamp)
    if code:
        _seen[stamp] = code
    running = next(iter(_seen.values()), "")
    return code if code == running else ""  # changed since this process began: it runs some of both


def _remembered_code(objects: Objects, paths: Sequence[str], stamp: str) -> str:
    """The digest of files with a stamp, read where it is not remembered; "" where they change meanwhile."""
    known = objects.get(f"code:{stamp}")
    if known is not None:
        return known.decode("ascii", "replace")
    code = code_digest(PACKAGE, paths)
    if _stamp(paths) != stamp:
        return ""
    if is_settled(PACKAGE, paths):
        objects.put(f"code:{stamp}", code.encode())
    return code


def code_files() -> list[str]:
    """The files of the code that judges, relative to the package, in order. OSError where they lie in no folder."""
    return [
        f"{folder}/{name}"
        for folder in JUDGING
        for name in sorted(os.listdir(f"{PACKAGE}/{folder}"))
        if name.endswith(CODE)
    ]


def _stamp(paths: Iterable[str]) -> str:
    """Stands for the status of some files of the package: while it is the same, so is their content."""
    found = [os.stat(f"{PACKAGE}/{path}") for path in paths]
    facts = [(one.st_ino, one.st_size, one.st_mtime_ns, one.st_ctime_ns) for one in found]
    return digest(os.fsencode(PACKAGE), "\n".join(paths).encode(), marshal.dumps(facts, 2))


def code_digest(package: str, paths: Iterable[str]) -> str:
    """Stands for the content of files of the package, wherever that lies."""
    return digest(*(part for path in paths for part in (path.encode(), _read(f"{package}/{path}"))))


def is_settled(package: str, paths: Iterable[str]) -> bool:
    """Whether the status of these files tells every later change of them.

    Not of one that was changed just now; nor where all times are whole seconds: an image of a file system may hold
    another build with the very same ones.
    """
    changed = [os.stat(f"{package}/{path}").st_ctime_ns for path in paths]
    return max(changed) < time.time_ns() - SETTLED and any(when % SECOND for when in changed)


def archive_digest(package: str) -> str:
    """Stands for the content of the archive that holds the package; "" where there is none that could be read."""
    place = package
    while not os.path.isfile(place):
        above = os.path.dirname(place)
        if above == place:
            return ""
        place = above
    try:
        return digest(_read(place))
    except OSError:
        return ""


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def last_key(salt: str, git_dir: str, project: str) -> str:
    """Where the last judged snapshot of a work tree's project is remembered."""
    return f"last:{salt}:{digest(encode(git_dir), encode(project))}"


def tree_key(salt: str, tree: str, project: str) -> str:
    """Where the state of a tree's project is remembered."""
    return f"tree:{salt}:{tree}:{digest(encode(project))}"


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


def _entry(stored: list[str] | None) -> Entry | None:
    return None if stored is None else Entry(*stored)


def remember(objects: Objects, key: str, base: Base) -> None:
    """Keeps a base under a key."""
    objects.put(key, dumps(base))


def delta(before: Iterable[Change], now: Iterable[Change]) -> dict[str, Entry | None]:
    """What differs between two snapshots, each given as a diff against the same tree: path -> what it holds now."""
    was = {change.path: change for change in before}
    changed: dict[str, Entry | None] = {}
    for change in now:
        known = was.pop(change.path, None)
        if known is None or known.entry != change.entry:
            changed[change.path] = change.entry
    return changed | {path: change.old for path, change in was.items()}


def in_project(prefix: str, changed: Mapping[str, Entry | None]) -> dict[str, Entry | None]:
    """The part of a difference that lies in a project's folder, with paths relative to it."""
    if not prefix:
        return dict(changed)
    return {path[len(prefix) :]: entry for path, entry in changed.items() if path.startswith(prefix)}


def may_be_ledger(path: str, configured: str) -> bool:
    """Whether a path could be a module of the ledger. `configured`: `[tool.archhook] ledger`, "" for the default."""
    name = (configured or "architecture.py").removesuffix("/__init__.py").removesuffix(".py").rstrip("/")
    return path.endswith(".py") and (path == name + ".py" or path.startswith(name + "/"))
