"""What differs between a tree and a snapshot: git's raw bytes -> changes, as data."""

from __future__ import annotations

from archhook.errors import GitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NamedTuple
else:
    from archhook.records import NamedTuple

SYMLINK = "120000"
SUBMODULE = "160000"
_OF_THE_LEDGER = "; `archhook sync --resolve` takes the markers out of the ledger"
_SHOWN = 5  # names of unmerged files in a message


class Entry(NamedTuple):
    """What a path holds. A file of the work tree that git has not hashed has the id that git would give its bytes."""

    mode: str  # 100644 | 100755 | 120000 (symlink) | 160000 (submodule)
    oid: str


class Change(NamedTuple):
    """The new state of a path, relative to the tree that was asked about. `entry` None: the path is gone; `old` None:
    the tree does not hold it.
    """

    path: str
    entry: Entry | None
    old: Entry | None


class RawChange(NamedTuple):
    """One record of git's raw difference. A side that does not exist has mode 000000; an id of zeros is unknown."""

    path: str
    old: Entry
    new: Entry
    status: str  # A | D | M | T


class BaseError(GitError):
    """git could not compare with the base tree that was asked for (it may have been pruned): ask without a base."""


def decode(raw: bytes) -> str:
    """Bytes of git or of the file system -> str, whatever the locale; bytes that are not UTF-8 survive."""
    return raw.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """The reverse of `decode`."""
    return text.encode("utf-8", "surrogateescape")


def is_null(oid: str) -> bool:
    """Whether an object id, of whatever length, stands for "none"."""
    return not oid.strip("0")


def is_id(text: str) -> bool:
    """Whether a text is the whole id of an object."""
    return len(text) in (40, 64) and not text.strip("0123456789abcdef")


def short_id(revision: str) -> str:
    """A revision as messages name it: an id is shortened, whatever else it is stays."""
    return revision[:12] if is_id(revision) else revision


def short_name(revision: str) -> str:
    """A revision as messages name it: a ref without where refs lie, an id shortened."""
    return short_id(revision).removeprefix("refs/remotes/").removeprefix("refs/heads/")


def records(output: bytes) -> list[str]:
    """The records of an answer of git that was asked for with `-z`. `GitError` where it breaks off."""
    if output and output[-1:] != b"\0":
        raise GitError("git's list of files ends in the middle of a record")
    return decode(output[:-1]).split("\0") if output else []


def listed(rows: list[str]) -> Iterator[tuple[str, str]]:
    """(what stands before the path, the path) of each record of `ls-files -s` or `ls-tree`."""
    for row in rows:
        head, _, path = row.partition("\t")
        yield head, path


def parse_raw(raw: bytes) -> tuple[RawChange, ...]:
    """The records of `git diff-index` or `git diff-tree` with `--raw -z --no-abbrev --no-renames`.

    `GitError` for an unmerged path (named) and for anything that is not such a record: what is not understood is
    never taken for "no change". Format: gitformat "RAW OUTPUT FORMAT" of git-diff-index(1).
    """
    if not raw:
        return ()
    if raw[-1:] != b"\0":
        raise GitError("git's list of changes ends in the middle of a record")
    parts = decode(raw[:-1]).split("\0")
    if len(parts) % 2:
        raise GitError("git's list of changes holds a record without a path")
    changes = tuple(map(_record, parts[::2], parts[1::2]))
    unmerged = sorted({change.path for change in changes if change.status == "U"})
    if unmerged:
        raise unmerged_error(unmerged)
    return changes


def _record(header: str, path: str) -> RawChange:
    fields = header.split(" ")
    if len(fields) != 5 or header[0] != ":" or fields[4] not in {"A", "D", "M", "T", "U"} or not path:
        raise GitError(f"git's list of changes holds {header!r}, which is not understood")
    old_mode, new_mode, old, new, status = fields
    was, now = Entry(old_mode[1:], old), Entry(new_mode, new)
    return RawChange(path, was, now, status)


def unmerged_error(paths: list[str]) -> GitError:
    """The index holds several versions of a file, so there is nothing to judge."""
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    ledger = any("architecture" in path.removesuffix(".py").split("/") for path in paths)
    return GitError(
        f"the index holds unmerged files: {', '.join(paths[:_SHOWN])}{more}",
        path=paths[0],
        fix="resolve the conflicts and `git add` the files, then try again" + (_OF_THE_LEDGER if ledger else ""),
    )


def resolved(changes: tuple[RawChange, ...]) -> tuple[Change, ...]:
    """The changes of a difference in which every id is known (two trees, or a tree and the index)."""
    for change in changes:
        if change.status != "D" and is_null(change.new.oid):
            raise GitError(f"git names no object for {change.path}", path=change.path)
    return tuple(
        Change(change.path, None if change.status == "D" else change.new, before(change)) for change in changes
    )


def before(change: RawChange) -> Entry | None:
    """What the tree holds at the path of a difference."""
    return None if change.status == "A" else change.old
