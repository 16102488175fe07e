"""Changes of a small project: what is added before it is judged, and what is changed then."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from helpers.work import project

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

    Edit = Callable[[GitRepo], object]


class Case(NamedTuple):
    """What is added to `START` before it is judged, and what is changed then; warm and cold are compared after that.

    `between`: changes that are judged before those of `after`. `later`: `after` is judged by a later version.
    """

    before: tuple[Edit, ...]
    after: tuple[Edit, ...]
    between: tuple[Edit, ...] = ()
    later: bool = False


START = project({1: [], 2: [1]}, {1: (1, "kept"), 2: (2, "kept")})
"""Two Designs, the second of which requires the first, with a Task each. No law is broken."""
LEDGER, SETTINGS, CODE, TESTS = "architecture.py", "archhook.toml", "src/work1.py", "tests/test_work.py"


def put(path: str, text: str) -> Edit:
    """Writes a file."""
    return lambda repo: repo.write(path, text)


def drop(path: str) -> Edit:
    """Deletes a file."""
    return lambda repo: (repo.path / path).unlink()


def append(path: str, text: str) -> Edit:
    """Adds to the end of a file."""
    return lambda repo: repo.write(path, repo.read(path) + text)


def swap(path: str, old: str, new: str) -> Edit:
    """Replaces a text that is in a file."""

    def edit(repo: GitRepo) -> None:
        text = repo.read(path)
        assert old in text, (path, old)
        repo.write(path, text.replace(old, new, 1))

    return edit


def link(path: str, target: str) -> Edit:
    """Makes a file a symbolic link."""

    def edit(repo: GitRepo) -> None:
        (repo.path / path).unlink()
        (repo.path / path).symlink_to(target)

    return edit
