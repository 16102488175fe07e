"""The baseline and the measured figures of a resolved ledger: their lines name nodes by id, and follow a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archhook.sync.renumber import swapped

if TYPE_CHECKING:
    from collections.abc import Mapping


class Record(NamedTuple):
    """A file that names nodes, as it lies in the work tree and as the commits of both sides have it (None: unknown).

    `tables`: whether the names are those of TOML tables, else a line is an entry that names one.
    """

    path: str
    source: bytes
    ours: bytes | None
    theirs: bytes | None
    tables: bool


def followed(record: Record, ids: Mapping[str, str]) -> tuple[bytes, tuple[str, ...]]:
    """The file with the new ids in the lines that theirs has and ours has not, and the lines of which nobody knows.

    That holds between conflict markers, too: what stands there is a line of one side or the other.
    """
    ours, theirs = ({*_lines(one)} if one is not None else None for one in (record.ours, record.theirs))
    new, left = [], []
    for number, line in enumerate(_lines(record.source), 1):
        fresh = swapped(line, ids) if line.startswith("[") or not (record.tables or line.startswith("#")) else line
        is_ours, is_theirs = ours is not None and line in ours, theirs is not None and line in theirs
        if fresh != line and is_theirs and not is_ours and ours is not None:
            line = fresh
        elif fresh != line and (is_theirs or not is_ours):
            why = "both sides have it" if is_ours else "git does not say whose it is"
            left.append(f"{record.path}:{number}: `{line.strip()}`, {why}: write `{fresh.strip()}` if it is theirs")
        new.append(line)
    return "".join(new).encode("utf-8", "surrogateescape"), tuple(left)


def _lines(source: bytes) -> list[str]:
    return source.decode("utf-8", "surrogateescape").splitlines(keepends=True)
