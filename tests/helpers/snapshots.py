"""What git's snapshots hold, as tests ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.snapshot.changeset import Entry
from archhook.snapshot.git import Repo
from archhook.snapshot.git_objects import blob_id

if TYPE_CHECKING:
    from pathlib import Path

    from archhook.snapshot.changeset import Change


def by_path(changes: tuple[Change, ...]) -> dict[str, Entry | None]:
    """Path -> what it holds now, of changes that are sorted by path."""
    assert [change.path for change in changes] == sorted({change.path for change in changes})
    return {change.path: change.entry for change in changes}


def opened(path: Path | str) -> Repo:
    """The repository of a folder."""
    repo = Repo.open(str(path))
    assert repo is not None
    return repo


def entry(text: str | bytes, mode: str = "100644") -> Entry:
    """A file with a content."""
    return Entry(mode, blob_id("sha1", text.encode() if isinstance(text, str) else text))
