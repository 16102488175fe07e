"""Designs from the structure of the packages: one for each folder of code; circles are merged, small folders joined."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from archhook.graph.graph import reachable
from archhook.graph.reach import components, peel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FEW = 3
"""A folder with fewer modules than this is no Design of its own where the folder above it can take them."""


class Group(NamedTuple):
    """The folders of one Design, and what it requires: the first folders of other groups."""

    folders: tuple[str, ...]  # sorted; "" is the project's own
    files: tuple[str, ...]  # sorted
    circle: tuple[str, ...]  # the folders that import each other in circles
    requires: tuple[str, ...] = ()

    @property
    def home(self) -> str:
        """The folder that stands for the group: the deepest that holds all of it, else the one with most files."""
        parts = [folder.split("/") for folder in self.folders]
        common = []
        for level in zip(*parts, strict=False):
            if len(set(level)) > 1:
                break
            common.append(level[0])
        shared = "/".join(common)
        if shared in self.folders:
            return shared
        held = Counter(path.rpartition("/")[0] for path in self.files)
        return min(self.folders, key=lambda folder: (-held[folder], folder))

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """The folders that do not lie below the one that stands for the group."""
        home = self.home
        return tuple(folder for folder in self.folders if home and not f"{folder}/".startswith(f"{home}/"))


def designs_of(imports: Mapping[str, Iterable[str]]) -> tuple[Group, ...]:
    """The groups of files, each behind all that it requires.

    `imports`: every file that a Task declares -> the files that it imports.
    The graph of `requires` has no circle: folders that import each other in one are one group (DEP202).
    """
    folder_of = {path: path.rpartition("/")[0] for path in imports}
    links: dict[str, set[str]] = {folder: set() for folder in sorted(set(folder_of.values()))}
    for path, targets in imports.items():
        links[folder_of[path]] |= {folder_of[target] for target in targets if target in folder_of}
    for folder, targets in links.items():
        targets.discard(folder)
    circles = _circles(links)
    head = {folder: folder for folder in links}
    for circle in circles:
        head |= dict.fromkeys(circle, circle[0])
    links = _merged(links, head)
    _join_small(links, head, folder_of)
    links = _merged(links, head)
    return _groups(head, links, folder_of, {folder for circle in circles for folder in circle})


def _circles(links: Mapping[str, set[str]]) -> tuple[tuple[str, ...], ...]:
    """The circles of folders, each sorted. `components` orders by id: here the numbers of the folders are the ids."""
    number = {folder: f"D-{at}" for at, folder in enumerate(sorted(links), 1)}
    named = {number[folder]: tuple(sorted(number[target] for target in targets)) for folder, targets in links.items()}
    folder = {name: path for path, name in number.items()}
    return tuple(tuple(sorted(folder[name] for name in circle)) for circle in components(named))


def _merged(links: Mapping[str, set[str]], head: Mapping[str, str]) -> dict[str, set[str]]:
    """The links between the heads of groups."""
    found: dict[str, set[str]] = {one: set() for one in links if head[one] == one}
    for folder, targets in links.items():
        found[head[folder]] |= {head[target] for target in targets} - {head[folder]}
    return found


def _join_small(links: dict[str, set[str]], head: dict[str, str], folder_of: Mapping[str, str]) -> None:
    """Gives the files of small folders to the nearest folder above, where that makes no new circle."""
    count = dict.fromkeys(links, 0)
    for folder in folder_of.values():
        count[head[folder]] += 1
    members: dict[str, int] = {}
    for top in head.values():
        members[top] = members.get(top, 0) + 1
    alone = [one for one, number in members.items() if number == 1]
    back: dict[str, set[str]] = {one: set() for one in links}
    for one, targets in links.items():
        for target in targets:
            back[target].add(one)
    for small in sorted(alone, key=lambda folder: (-folder.count("/"), folder)):
        above = _above(small, head)
        if count[small] >= FEW or not above or _long_way(links, small, above) or _long_way(links, above, small):
            continue
        for one in [*head]:
            if head[one] == small:
                head[one] = above
        count[above] += count[small]
        links[above] = (links[above] | links.pop(small)) - {small, above}
        back[above] = (back[above] | back.pop(small)) - {small, above}
        for one in back[above]:
            links[one].discard(small)
            links[one].add(above)
        for one in links[above]:
            back[one].discard(small)
            back[one].add(above)


def _above(folder: str, head: Mapping[str, str]) -> str:
    """The group of the nearest folder above that holds code; "" where there is none, or only the project's own."""
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        if folder in head:
            return head[folder]
    return ""


def _long_way(links: Mapping[str, set[str]], start: str, end: str) -> bool:
    """Whether a way of two steps or more leads from one group to another: merged, they would lie on a circle."""
    return end in reachable(links[start] - {end}, links.__getitem__)


def _groups(
    head: Mapping[str, str], links: Mapping[str, set[str]], folder_of: Mapping[str, str], circular: set[str]
) -> tuple[Group, ...]:
    folders: dict[str, list[str]] = {}
    for folder, top in sorted(head.items()):
        folders.setdefault(top, []).append(folder)
    files: dict[str, list[str]] = {}
    for path, folder in sorted(folder_of.items()):
        files.setdefault(head[folder], []).append(path)
    groups = {
        top: Group(
            tuple(inside),
            tuple(files[top]),
            tuple(folder for folder in inside if folder in circular),
        )
        for top, inside in folders.items()
    }
    order, _ = peel({top: sorted(links[top]) for top in sorted(groups, key=lambda top: groups[top].folders)})
    return tuple(
        groups[top]._replace(requires=tuple(sorted(groups[target].folders[0] for target in links[top])))
        for top in order
    )
