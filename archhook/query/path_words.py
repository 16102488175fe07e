"""The ways to take a word on the command line for a path of the project, and for a place in one."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archhook.query.architecture import Architecture


def paths_meant(architecture: Architecture, word: str, folders: Iterable[str]) -> Iterator[str]:
    """The paths, relative to the project's root, that a word may mean."""
    yield from (joined(folder, word) for folder in folders)
    prefix, path = architecture.snapshot.prefix, joined("", word)
    if prefix and path.startswith(prefix):
        yield path.removeprefix(prefix)


def joined(folder: str, path: str) -> str:
    """A path relative to the project's root, from one relative to a folder of it; `..` may lead out of it."""
    parts: list[str] = []
    for part in (*folder.split("/"), *path.split("/")):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def splits(word: str) -> Iterator[tuple[str, str]]:
    """The ways to take a word for a path and what is in it; `src/x.py:42:7`, as findings are printed, is a line."""
    head, mark, tail = word.partition("::")
    if mark:
        yield head, tail
    head, mark, tail = word.rpartition(":")
    while mark:
        yield head, word[len(head) + 1 :].partition(":")[0] if tail.isdigit() else tail
        head, mark, tail = head.rpartition(":")
