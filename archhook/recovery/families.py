"""What the names of the files of an opened folder tell: which are kin, and which are entries to the whole."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    Paths = tuple[str, ...]

KIN = 3
"""So many files that begin with one word belong together: `web_app.py`, `web_request.py`, `web_server.py`. Halved,
pairs are tied that have nothing else in common; doubled, there are more debts."""
ENTRIES = frozenset({"__init__", "__main__", "cli", "conftest", "main", "pytest_plugin", "test_utils", "testing"})
"""How files are called that use anything and that little uses: the ways into a package, and what helps to test it."""


def families(folder: str, pieces: Iterable[Paths], most: float) -> list[Paths]:
    """What lies loose in a folder, the files that begin with one word as one piece: at most so many, for a word that
    most begin with tells nothing apart.
    """
    found: dict[str, list[str]] = defaultdict(list)
    others: list[Paths] = []
    for piece in pieces:
        if len(piece) == 1 and not is_entry(folder, piece):
            found[_stem(folder, piece[0]).strip("_").partition("_")[0]].append(piece[0])
        else:
            others.append(piece)
    for word, paths in found.items():
        if len(word) > 1 and KIN <= len(paths) <= most:
            others.append(tuple(sorted(paths)))
        else:
            others += [(path,) for path in paths]
    return sorted(others)


def is_entry(folder: str, piece: Paths) -> bool:
    """Whether a piece of a folder is an entry: it decides nothing of where others go, and comes last."""
    return len(piece) == 1 and not ENTRIES.isdisjoint((_stem(folder, piece[0]), _stem(folder, piece[0]).strip("_")))


def _stem(folder: str, path: str) -> str:
    """What a file of a folder is called, without its ending."""
    return path.removeprefix(f"{folder}/" if folder else "").removesuffix(".py")
