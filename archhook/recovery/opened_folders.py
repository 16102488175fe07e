"""Which folders stay whole and which are opened: where code was put tells best what belongs together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archhook.recovery.groups import Link

SMALL = 15
"""A folder of so many files is understood at a glance, however small the rest is."""
LARGE = 0.3
"""Share of all files from which on a folder with folders in it is opened."""
LUMP = 0.35
"""Share of all files from which on one without is opened, if its files have to do with each other."""
FEWEST = 5
"""So many parts there should be at least; while there are fewer, the largest folder is opened, whatever its size."""
TIED = 0.5
"""Imports of each other by file from which on the files of a folder have to do with each other: below that they are
plug-ins, which are all of one kind."""
FEW = 3
FEW_SHARE = 1 / 150
"""A part with fewer files than the greater of these (the second as a share of all files) is none of its own."""


class Opened(NamedTuple):
    """A folder that is opened, and what lies loose in it: files, and small folders as one piece each."""

    folder: str
    pieces: tuple[tuple[str, ...], ...]  # each sorted, and they by their first


class Parts(NamedTuple):
    """How the folders of a project are taken apart."""

    closed: Mapping[str, tuple[str, ...]]  # folder -> all files of it
    opened: tuple[Opened, ...]


class _Tree:
    """The folders that hold files."""

    def __init__(self, files: Iterable[str]) -> None:
        self.own: dict[str, list[str]] = {"": []}
        self.inner: dict[str, list[str]] = {"": []}
        self.size: Counter[str] = Counter()
        for path in files:
            folder = path.rpartition("/")[0]
            self._add(folder)
            self.own[folder].append(path)
            self.size.update(_upwards(folder))
        for folders in self.inner.values():
            folders.sort()

    def _add(self, folder: str) -> None:
        while folder not in self.own:
            self.own[folder], self.inner[folder] = [], self.inner.get(folder, [])
            above = folder.rpartition("/")[0]
            self.inner.setdefault(above, []).append(folder)
            folder = above

    def all(self, folder: str) -> Iterator[str]:
        """The files at and below a folder."""
        todo = [folder]
        while todo:
            one = todo.pop()
            yield from self.own[one]
            todo += self.inner[one]


def _upwards(folder: str) -> Iterator[str]:
    """A folder, and all that it lies in."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""


def few(number: int) -> float:
    """A part with fewer files is none of its own, of so many files in all."""
    return max(FEW, number * FEW_SHARE)


def parts_of(files: Iterable[str], links: Mapping[tuple[str, str], Link]) -> Parts:
    """The folders that stay whole, and those that are opened because they are too large or there are too few."""
    tree = _Tree(files)
    number = tree.size[""]
    tied = _tied(links)
    closed: dict[str, int] = {"": number}
    opened: list[str] = []
    while closed:
        folder = _to_open(tree, closed, opened, number, tied)
        if folder is None:
            break
        del closed[folder]
        opened.append(folder)
        closed.update((one, tree.size[one]) for one in tree.inner[folder])
    small = {folder for folder, size in closed.items() if size < few(number) and folder.rpartition("/")[0] in opened}
    return Parts(
        {folder: tuple(sorted(tree.all(folder))) for folder in sorted(closed.keys() - small)},
        tuple(Opened(folder, pieces) for folder in sorted(opened) if (pieces := _pieces(tree, folder, small))),
    )


def _to_open(
    tree: _Tree, closed: Mapping[str, int], opened: Iterable[str], number: int, tied: Mapping[str, int]
) -> str | None:
    """The next folder to be opened, None where all is well."""
    parts = sum(size >= few(number) for size in closed.values()) + sum(bool(tree.own[folder]) for folder in opened)
    by_size = sorted(closed, key=lambda folder: (-closed[folder], folder))
    for folder in by_size:
        size, inner = closed[folder], tree.inner[folder]
        if inner and (size > max(SMALL, LARGE * number) or not folder):
            return folder
        if not inner and size > max(SMALL, LUMP * number) and tied.get(folder, 0) >= TIED * size:
            return folder
        if size <= SMALL:
            break
    for folder in by_size:
        if parts < FEWEST and tree.inner[folder] and closed[folder] >= 2 * few(number):
            return folder
    return None


def _tied(links: Mapping[tuple[str, str], Link]) -> Counter[str]:
    """Folder -> how many statements of its own files import one of them."""
    found: Counter[str] = Counter()
    for (one, other), link in links.items():
        folder = one.rpartition("/")[0]
        if folder == other.rpartition("/")[0]:
            found[folder] += link.run + link.lazy
    return found


def _pieces(tree: _Tree, folder: str, small: set[str]) -> tuple[tuple[str, ...], ...]:
    loose: list[tuple[str, ...]] = [(path,) for path in tree.own[folder]]
    loose += [tuple(sorted(tree.all(one))) for one in tree.inner[folder] if one in small]
    return tuple(sorted(loose))
