"""Which folders stay whole and which are opened: where code was put tells best what belongs together."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from archhook.recovery.groups import Link

SMALL = 15
"""A folder of so many files is understood at a glance, whatever share of a small project that is. Halved it takes apart
what people leave whole (0.05 of the Rand index); doubled, packages of 20 to 30 files stay in one piece."""
WHOLE = 0.265
"""Share of all files, those beside the product too, above which a folder is opened: a part that is larger explains
little. Halved, the Rand index falls to 0.5; doubled, it rises for those who leave folders of half of their code whole
and falls for the others. Between 0.25 and 0.35 single projects decide; here all figures reach what is wanted, of those
that were tuned on and of those that were not."""
LARGE = 0.35
"""Share of all files that a group of loose ones may hold. Below it, few projects change."""
TIED = 0.5
"""Imports of each other by file from which on the files of a folder without folders have to do with each other. Below
that they are plug-ins, or data: all of one kind, with nothing to tell them apart by but the alphabet. Halved or doubled
it changes no project that was looked at: the large folders of these hold others, or are far above."""
FEW = 3
"""A part of fewer loose files is none of its own, unless it saves imports that would run against the order. Halved and
doubled it makes more and fewer groups, which come as near to people's."""
FEW_IN_FOLDER = 2
"""A folder of fewer files is none of its own: that people made it says more than that it is small. Doubled, the parts
come less near to people's; a folder of one file is a file."""
MOST = 16
"""So many folders stay whole at most; the smaller ones lie loose in the folder above. Doubled, large projects come
nearer to people's many components, in more groups than the 25 that can be kept in mind."""


SPREAD = 1.5
"""So many times the files that a part has in the mean are too many for a group of loose ones. Halved, a project falls
into more groups than can be kept in mind; doubled, a quarter of a flat package is one group."""


class Opened(NamedTuple):
    """A folder that is opened, and what lies loose in it: files, and small folders as one piece each."""

    folder: str
    pieces: tuple[tuple[str, ...], ...]  # each sorted, and they by their first


class Parts(NamedTuple):
    """How the folders of a project are taken apart."""

    closed: Mapping[str, tuple[str, ...]]  # folder -> all files of it, sorted
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

    def _add(self, folder: str) -> None:
        while folder not in self.own:
            self.own[folder], self.inner[folder] = [], self.inner.get(folder, [])
            above = folder.rpartition("/")[0]
            self.inner.setdefault(above, []).append(folder)
            folder = above

    def all(self, folder: str) -> tuple[str, ...]:
        """The files at and below a folder, sorted."""
        found: list[str] = []
        todo = [folder]
        while todo:
            one = todo.pop()
            found += self.own[one]
            todo += self.inner[one]
        return tuple(sorted(found))


def _upwards(folder: str) -> Iterator[str]:
    """A folder, and all that it lies in."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""


def large_of(number: int) -> float:
    """With more than so many of all files a group of loose ones is too large: nobody has made a folder of them."""
    return max(2 * FEW, min(LARGE * number, max(SMALL, SPREAD * number / min(MOST, sqrt(number)))))


def parts_of(
    files: Iterable[str],
    links: Mapping[tuple[str, str], Link],
    also: Collection[str] = (),
    wanted: int = 0,
    beside: int = 0,
) -> Parts:
    """The folders that stay whole, and those that are opened: what is too large, `also` these, and the largest while
    there are fewer parts than `wanted`. `beside`: so many files more has the project.
    """
    tree = _Tree(files)
    most = max(SMALL, WHOLE * (tree.size[""] + beside))
    tied = _tied(links)
    closed: dict[str, int] = {"": tree.size[""]}
    opened: list[str] = []
    todo = [""]  # those of the closed ones that nobody has looked at
    while todo:
        folder = todo.pop()
        if folder in also or _too_large(tree, folder, tied, most):
            todo += _open(tree, folder, closed, opened)
    while len(closed) + sum(len(tree.own[folder]) for folder in opened) < wanted:
        folder = max(sorted(closed), key=closed.__getitem__, default="")
        if closed.get(folder, 0) < 2:
            break
        _open(tree, folder, closed, opened)
    by_size = sorted(closed, key=lambda folder: (-closed[folder], folder))
    small = {folder for at, folder in enumerate(by_size) if opened and (closed[folder] < FEW_IN_FOLDER or at >= MOST)}
    return Parts(
        {folder: tree.all(folder) for folder in sorted(closed.keys() - small)},
        tuple(Opened(folder, pieces) for folder in sorted(opened) if (pieces := _pieces(tree, folder, small))),
    )


def _too_large(tree: _Tree, folder: str, tied: Mapping[str, int], most: float) -> bool:
    """Whether a folder has to be opened. One that holds folders and all files, or one folder alone, says nothing."""
    size = tree.size[folder]
    if tree.inner[folder] and (size == tree.size[""] or size == tree.size[tree.inner[folder][0]]):
        return True
    if size <= most:
        return False
    return bool(tree.inner[folder]) or tied.get(folder, 0) >= TIED * size


def _open(tree: _Tree, folder: str, closed: dict[str, int], opened: list[str]) -> list[str]:
    """Opens a folder; the folders that are closed in its place."""
    del closed[folder]
    opened.append(folder)
    closed.update((inner, tree.size[inner]) for inner in tree.inner[folder])
    return tree.inner[folder]


def _tied(links: Mapping[tuple[str, str], Link]) -> Counter[str]:
    """Folder -> how many statements of its own files import one of them."""
    found: Counter[str] = Counter()
    for (one, other), link in links.items():
        folder = one.rpartition("/")[0]
        if folder == other.rpartition("/")[0]:
            found[folder] += link.run + link.lazy
    return found


def _pieces(tree: _Tree, folder: str, small: Collection[str]) -> tuple[tuple[str, ...], ...]:
    loose: list[tuple[str, ...]] = [(path,) for path in tree.own[folder]]
    loose += [tree.all(one) for one in tree.inner[folder] if one in small]
    return tuple(sorted(loose))
