"""Which Design a new file belongs to, and what a new test verifies: by its folder, its imports, its neighbours."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from archhook.adopt.verifying import level_of
from archhook.inventory.imports import resolve
from archhook.model import VERIFIED_KIND, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archhook.laws.law import Facts
    from archhook.model import Node

_TIES = ("unit", "integration", "system", "acceptance")
"""Of levels that are equally common, the first."""


class Owner(NamedTuple):
    """Whom a new file belongs to. `why`: in a few words; `sure`: whether a person need not look at it."""

    target: str
    why: str
    sure: bool = True
    level: str = ""  # of a test


class Owners:
    """The files of all Tasks and Tests in force, by folder; new ones are added as they are assigned."""

    def __init__(self, facts: Facts, nodes: Iterable[Node]) -> None:
        self.facts = facts
        self.tasks: dict[str, list[str]] = {}  # path -> Designs that its Tasks implement
        self.tests: dict[str, list[tuple[str, str]]] = {}  # path -> (level, target)
        for node in nodes:
            if node.in_force and node.file:
                self.take(node)
        self.roots = {"", *(root.strip("./") for root in facts.config.source_roots)}

    def take(self, node: Node) -> None:
        """Counts a Task or a Test."""
        if node.kind == "task":
            self.tasks.setdefault(node.file, []).extend(node.targets("implements"))
        elif node.kind == "test":
            self.tests.setdefault(node.file, []).extend((node.level, target) for target in node.targets("verifies"))

    def design_of(self, path: str, group: Iterable[str] = ()) -> Owner | None:
        """The Design of a new file: that of most Tasks in its folder, or in the nearest folder above that has some.

        In a folder that no Task is near, it is the Design that the new files there (`group`) import most of.
        """
        folder = path.rpartition("/")[0]
        direct = Counter(d for one, designs in self.tasks.items() if one.rpartition("/")[0] == folder for d in designs)
        if direct:
            return self._folder(folder, direct, sure=True)
        for above in _folders(folder):
            if above in self.roots:
                break
            below = Counter(d for one, designs in self.tasks.items() if one.startswith(f"{above}/") for d in designs)
            if below:
                return self._folder(above, below, sure=len(below) == 1)
        imported = self._imported(group or (path,))
        if imported:
            return Owner(_most(imported), "which it imports most of", sure=False)
        everything = Counter(design for designs in self.tasks.values() for design in designs)
        return Owner(_most(everything), "which most Tasks implement", sure=False) if everything else None

    def _folder(self, folder: str, found: Counter[str], *, sure: bool) -> Owner:
        design = _most(found)
        clear = found[design] * 2 > sum(found.values())
        return Owner(design, f"as most of {folder or 'the top folder'}", sure=sure and clear)

    def _imported(self, paths: Iterable[str]) -> Counter[str]:
        """The Designs of what some files import, each imported file counted once a file."""
        found: Counter[str] = Counter()
        for path in paths:
            inventory = self.facts.inventory(path)
            targets = {
                target
                for item in inventory.imports
                for target in resolve(item, path, self.facts.config.source_roots, self._exists)
            }
            for target in targets - {path}:
                found.update(set(self.tasks.get(target, ())))
        return found

    def _exists(self, path: str) -> bool:
        return self.facts.files.get(path) is not None

    def test_of(self, path: str) -> Owner | None:
        """The level and the target of a new test file."""
        near = self._near_tests(path)
        level = self._level(path, near)
        if VERIFIED_KIND[level] == "design":
            imported = self._imported((path,))
            if imported:
                return Owner(_most(imported), "which it imports", sure=True, level=level)
        siblings = Counter(target for kind, target in near if kind == level)
        if siblings:
            return Owner(_most(siblings), "as the tests beside it", sure=len(siblings) == 1, level=level)
        every = Counter(target for many in self.tests.values() for kind, target in many if kind == level)
        if not every and VERIFIED_KIND[level] == "design":
            every = Counter(design for designs in self.tasks.values() for design in designs)
        return Owner(_most(every), f"as most {level} tests", sure=False, level=level) if every else None

    def _near_tests(self, path: str) -> list[tuple[str, str]]:
        """(level, target) of the tests in the same folder, or in the nearest folder above that has some."""
        for folder in _folders(path.rpartition("/")[0]):
            start = f"{folder}/" if folder else ""
            found = [one for other, many in self.tests.items() if other.startswith(start) for one in many]
            if found:
                return found
        return []

    def _level(self, path: str, near: list[tuple[str, str]]) -> str:
        said = level_of(path)
        if said:
            return said
        found = Counter(level for level, _ in near)
        return max(_TIES, key=lambda level: (found[level], -_TIES.index(level)))


def _folders(folder: str) -> Iterator[str]:
    """A folder and those above it, the project's own, "", the last."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""


def _most(found: Mapping[str, int]) -> str:
    return min(found, key=lambda one: (-found[one], sort_key(one)))
