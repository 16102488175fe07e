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
    """Whose the files of all Tasks and Tests in force are, by folder; new ones are added as they are assigned."""

    def __init__(self, facts: Facts, nodes: Iterable[Node]) -> None:
        self.facts = facts
        self.tasks: dict[str, list[str]] = {}  # path -> Designs that its Tasks implement
        self.direct: dict[str, Counter[str]] = {}  # folder -> Design -> how many Tasks of its own files implement it
        self.below: dict[str, Counter[str]] = {}  # the same, with the folders below it
        self.tests: dict[str, Counter[tuple[str, str]]] = {}  # folder -> (level, target) -> how many Tests below it
        for node in nodes:
            if node.in_force and node.file:
                self.take(node)
        self.roots = {"", *(root.strip("./") for root in facts.config.source_roots)}

    def take(self, node: Node) -> None:
        """Counts a Task or a Test."""
        folder = node.file.rpartition("/")[0]
        if node.kind == "task":
            designs = [one for one in node.targets("implements") if self._in_force(one)]
            self.tasks.setdefault(node.file, []).extend(designs)
            if designs:
                self.direct.setdefault(folder, Counter()).update(designs)
            for above in _folders(folder) if designs else ():
                self.below.setdefault(above, Counter()).update(designs)
        elif node.kind == "test":
            for above in _folders(folder):
                verified = ((node.level, target) for target in node.targets("verifies"))
                self.tests.setdefault(above, Counter()).update(verified)

    def _in_force(self, design: str) -> bool:
        """Whether a new Task may implement a Design: what is given up is not built further."""
        row = self.facts.rows.get(design)
        return row is not None and row.in_force

    def design_of(self, path: str, group: Iterable[str] = ()) -> Owner | None:
        """The Design of a new file: that of most Tasks in its folder, or in the nearest folder above that has some.

        In a folder that no Task is near, it is the Design that the new files there (`group`) import most of.
        """
        folder = path.rpartition("/")[0]
        direct = self.direct.get(folder)
        if direct:
            return self._folder(folder, direct, sure=True)
        for above in _folders(folder):
            if above in self.roots:
                break
            below = self.below.get(above)
            if below:
                return self._folder(above, below, sure=len(below) == 1)
        imported = self._imported(group or (path,))
        if imported:
            return Owner(_most(imported), "which it imports most of", sure=False)
        everything = self.below.get("")
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
        near = next((self.tests[one] for one in _folders(path.rpartition("/")[0]) if one in self.tests), Counter())
        level = level_of(path) or _commonest(near)
        if VERIFIED_KIND[level] == "design":
            imported = self._imported((path,))
            if imported:
                return Owner(_most(imported), "which it imports", sure=True, level=level)
        siblings = _of_level(near, level)
        if siblings:
            return Owner(_most(siblings), "as the tests beside it", sure=len(siblings) == 1, level=level)
        every = _of_level(self.tests.get("", Counter()), level)
        if not every and VERIFIED_KIND[level] == "design":
            every = self.below.get("", Counter())
        return Owner(_most(every), f"as most {level} tests", sure=False, level=level) if every else None


def _of_level(tests: Counter[tuple[str, str]], level: str) -> Counter[str]:
    return Counter({target: number for (kind, target), number in tests.items() if kind == level})


def _commonest(tests: Counter[tuple[str, str]]) -> str:
    found: Counter[str] = Counter()
    for (level, _), number in tests.items():
        found[level] += number
    return max(_TIES, key=lambda level: (found[level], -_TIES.index(level)))


def _folders(folder: str) -> Iterator[str]:
    """A folder and those above it, the project's own, "", the last."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""


def _most(found: Mapping[str, int]) -> str:
    return min(found, key=lambda one: (-found[one], sort_key(one)))
