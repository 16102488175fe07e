"""Designs from the structure of the packages: one for each folder of code, small folders joined, no circle declared.

Folders that import each other in circles keep their walls: of the links that would close one, those with the fewest
imports are not declared in `requires`, and stand against it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from archhook.graph.acyclic import Acyclic, heaviest
from archhook.graph.graph import reachable
from archhook.graph.reach import components, peel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Links = Mapping[tuple[str, str], int]
    """(folder, folder that it imports) -> how many pairs of their files import each other."""

FEW = 3
"""A folder with fewer modules than this is no Design of its own where the folder above it can take them."""


class Group(NamedTuple):
    """The folders of one Design, and what it requires: the first folders of other groups."""

    folders: tuple[str, ...]  # sorted; "" is the project's own
    files: tuple[str, ...]  # sorted
    requires: tuple[str, ...] = ()
    against: tuple[str, ...] = ()  # what it imports, too, though that requires it, directly or through others

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


def designs_of(files: Iterable[str], imports: Mapping[str, Iterable[str]]) -> tuple[Group, ...]:
    """The groups of files, each behind all that it requires.

    `files`: those that a Task declares; `imports`: these, and `__init__.py` files that no Task has to declare -> which
    of them they import. Such an `__init__.py` counts as the files beside it do, and takes no part where there are none.
    """
    folder_of = {path: path.rpartition("/")[0] for path in files}
    folders = sorted(set(folder_of.values()))
    found: Counter[tuple[str, str]] = Counter()
    for path, targets in imports.items():
        home = path.rpartition("/")[0]
        found.update((home, target.rpartition("/")[0]) for target in targets)
    head = {folder: folder for folder in folders}
    _join_small(_declared(_between(found, head), folders), head, folder_of)
    links = _between(found, head)
    return _groups(head, links, _declared(links, sorted(set(head.values()))), folder_of)


def circles_of(groups: Iterable[Group]) -> tuple[tuple[Group, ...], ...]:
    """The groups that import each other in circles, by circle."""
    by_folder = {group.folders[0]: group for group in groups}
    number = {folder: f"D-{at}" for at, folder in enumerate(by_folder, 1)}  # `components` orders by id
    named = {number[folder]: [number[one] for one in (*by_folder[folder].requires, *by_folder[folder].against)]
             for folder in by_folder}  # fmt: skip
    group_of = {number[folder]: group for folder, group in by_folder.items()}
    return tuple(tuple(group_of[one] for one in circle) for circle in components(named))


def _between(found: Links, head: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """The links between the heads of groups."""
    links: dict[tuple[str, str], int] = {}
    for (one, other), number in found.items():
        if one in head and other in head and head[one] != head[other]:
            link = (head[one], head[other])
            links[link] = links.get(link, 0) + number
    return links


def _declared(links: Links, nodes: Iterable[str]) -> dict[str, set[str]]:
    """The links that close no circle with heavier ones."""
    graph = Acyclic(nodes)
    for link in heaviest(links):
        graph.add(*link)
    return graph.links


def _join_small(links: dict[str, set[str]], head: dict[str, str], folder_of: Mapping[str, str]) -> None:
    """Gives the files of small folders to the nearest folder above, where that makes no circle."""
    count = dict.fromkeys(links, 0)
    for folder in folder_of.values():
        count[head[folder]] += 1
    back: dict[str, set[str]] = {one: set() for one in links}
    for one, targets in links.items():
        for target in targets:
            back[target].add(one)
    for small in sorted(links, key=lambda folder: (-folder.count("/"), folder)):
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
    head: Mapping[str, str], links: Links, requires: Mapping[str, set[str]], folder_of: Mapping[str, str]
) -> tuple[Group, ...]:
    folders: dict[str, list[str]] = {}
    for folder, top in sorted(head.items()):
        folders.setdefault(top, []).append(folder)
    files: dict[str, list[str]] = {}
    for path, folder in sorted(folder_of.items()):
        files.setdefault(head[folder], []).append(path)
    against: dict[str, list[str]] = {}
    for one, other in links:
        if other not in requires[one]:
            against.setdefault(one, []).append(other)

    def first(tops: Iterable[str]) -> tuple[str, ...]:
        """The groups of some heads by their first folders."""
        return tuple(sorted(folders[top][0] for top in tops))

    order, _ = peel({top: sorted(requires[top]) for top in sorted(requires, key=lambda top: folders[top])})
    return tuple(
        Group(tuple(folders[top]), tuple(files[top]), first(requires[top]), first(against.get(top, ())))
        for top in order
    )
