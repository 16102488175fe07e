"""Which Design a new file belongs to, and what a new test verifies: by its folder, its imports, its neighbours.

Nothing is guessed: where two are equally near, or none is near at all, it stays open (`Open`), and a person decides.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from archhook.author.paths_of_tests import level_of
from archhook.author.verifies import About, Code, about, by_stem, integrating
from archhook.graph.graph import below
from archhook.inventory.module_names import INIT, root_folders
from archhook.model.declaring import is_folder
from archhook.model.nodes import sort_key
from archhook.model.vocabulary import VERIFIED_KIND
from archhook.sync.nearness import commonest, folders_up, most_of, of_levels
from archhook.sync.sync_input import Imports

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.laws.law import Facts
    from archhook.model.nodes import Node


IMPORTED = "which it imports"


class Owner(NamedTuple):
    """Whom a new file belongs to. `why`: in a few words; `sure`: whether a person need not look at it."""

    target: str
    why: str
    sure: bool = True
    level: str = ""  # of a test


class Open(NamedTuple):
    """A new file that may belong to several, all equally near, or of which nothing tells. `why`: a clause."""

    targets: tuple[str, ...]  # none where the ledger has nobody whom it could belong to
    why: str
    level: str = ""  # of a test


class Owners:
    """Whose the files of all Tasks and Tests in force are, by folder; new ones are added as they are assigned.

    What was assigned in the same run makes nothing sure: it may have been wrong itself.
    """

    def __init__(self, facts: Facts, nodes: Iterable[Node]) -> None:
        self.facts = facts
        self.imports = Imports(facts)
        self.tasks: dict[str, list[Node]] = {}  # path -> its Tasks
        self.within: dict[str, set[str]] = {}  # folder -> the Designs of its own files, new ones included
        self.direct: dict[str, Counter[str]] = {}  # folder -> Design -> how many Tasks of its own files implement it
        self.below: dict[str, Counter[str]] = {}  # the same, with the folders below it
        self.placed: dict[str, tuple[str, Owner]] = {}  # folder -> the first new file in it or below, and whose it is
        self.doubted: set[str] = set()  # new files of which a person has to see whose they are
        self.tests: dict[str, Counter[tuple[str, str]]] = {}  # folder -> (level, target) -> how many Tests below it
        self.fresh: dict[str, Counter[tuple[str, str]]] = {}  # the same of new Tests
        self.levels: dict[str, Counter[str]] = {}  # folder -> level -> how many Tests below it whose folder names none
        for node in nodes:
            if node.in_force and node.file:
                self.take(node)
        self.roots = root_folders(facts.config.source_roots)
        self._code: Code | None = None

    def take(self, node: Node, owner: Owner | None = None) -> None:
        """Counts a Task or a Test; a new one with whom it was found to belong to."""
        folder = node.file.rpartition("/")[0]
        if node.kind == "task":
            self._code = None
            designs = [one for one in node.targets("implements") if self._in_force(one)]
            for path in self.facts.paths_of((node,)) if is_folder(node.file) else (node.file,):
                self._take_file(path, node, designs, owner)
        elif node.kind == "test":
            free = not level_of(node.file)
            for above in folders_up(folder):
                if free:
                    self.levels.setdefault(above, Counter())[node.level] += 1
                verified = ((node.level, target) for target in node.targets("verifies"))
                (self.tests if owner is None else self.fresh).setdefault(above, Counter()).update(verified)

    def _take_file(self, path: str, task: Node, designs: list[str], owner: Owner | None) -> None:
        """Counts a file that a Task declares."""
        folder = path.rpartition("/")[0]
        self.tasks.setdefault(path, []).append(task)
        self.within.setdefault(folder, set()).update(designs)
        if owner is not None:
            self._place(path, owner)
        elif designs:
            self.direct.setdefault(folder, Counter()).update(designs)
            for above in folders_up(folder):
                self.below.setdefault(above, Counter()).update(designs)

    def _place(self, path: str, owner: Owner) -> None:
        folder = path.rpartition("/")[0]
        for above in folders_up(folder):
            if above == folder or above not in self.roots:
                self.placed.setdefault(above, (path, owner))
        if not owner.sure:
            self.doubted.add(path)

    @property
    def code(self) -> Code:
        """What is known of the code where it is asked what a test is about; the owners are Designs."""
        if self._code is None:
            self._code = Code(
                self.imports.of,
                self.designs,
                lambda folder: self.within.get(folder, ()),
                self.roots,
                self.imports.helps,
                by_stem(self.tasks),
            )
        return self._code

    def designs(self, path: str, name: str = "") -> set[str]:
        """The Designs in force of a file: of the Tasks that declare a name of it, if any do, else of all its Tasks."""
        tasks = self.tasks.get(path, ())
        of_name = [
            task for task in tasks if name and any(one.name == name for _, names in task.declares for one in names)
        ]
        return {one for task in of_name or tasks for one in task.targets("implements") if self._in_force(one)}

    def _in_force(self, design: str) -> bool:
        """Whether a new Task may implement a Design: what is given up is not built further."""
        row = self.facts.rows.get(design)
        return row is not None and row.in_force

    def design_of(self, path: str, group: Iterable[str] = ()) -> Owner | Open:
        """The Design of a new file: that of most Tasks in its folder, or in the nearest folder above that has some.

        In a folder that no Task is near, it is the Design that the new files there (`group`) import most of. How many
        Tasks a Design has elsewhere says nothing.
        """
        folder = path.rpartition("/")[0]
        direct = self.direct.get(folder)
        if direct:
            return self._folder(path, folder, direct, sure=True)
        beside = self.placed.get(folder)
        for above in folders_up(folder):
            if above in self.roots:
                break
            beside = beside or self.placed.get(above)
            below = self.below.get(above)
            if below:
                found = self._folder(path, above, below, sure=len(below) == 1)
                if beside is None or (isinstance(found, Owner) and found.target == beside[1].target):
                    return found
                return _follow(*beside)
        if beside is not None:
            return _follow(*beside)
        imported = self._imported(group or (path,))
        if imported:
            first = most_of(imported)
            if len(first) == 1:
                return Owner(
                    first[0], "which it imports most of" if len(imported) > 1 else "which it imports", sure=False
                )
            return Open(first, "it imports as much of one as of the other")
        return self._only("design", "no code of the project is near it, and it imports none")

    def _folder(self, path: str, folder: str, found: Counter[str], *, sure: bool) -> Owner | Open:
        first = most_of(found)
        place = folder or "the top folder"
        imported = self._imported((path,)) if len(found) > 1 else Counter()
        fitting = [one for one in found if self._may_import(one, imported)]
        if imported and fitting and not {*first} & {*fitting}:
            ranks = {design: imported[design] * found.total() + found[design] for design in fitting}
            first = most_of(ranks)
            if len(first) > 1:
                return Open(first, f"of {place} each of them may import what it does")
            why = self._imports(path, first[0]) if imported[first[0]] else "which may import what it does"
            return Owner(first[0], f"as some of {place}, {why}", sure=False)
        if len(first) > 1:
            first = most_of({design: imported[design] for design in first})
            if len(first) > 1:
                return Open(first, f"as many Tasks in {place} implement one as the other")
            return Owner(first[0], f"as some of {place}, {self._imports(path, first[0])}", sure=False)
        clear = found[first[0]] * 2 > sum(found.values())
        return Owner(first[0], f"as most of {place}", sure=sure and clear)

    def _imports(self, path: str, design: str) -> str:
        """What of a Design a file imports that nearly belongs to others, too."""
        files = sorted({one.file for one in self.imports.of(path) if design in self.designs(one.file, one.name)})
        return f"for it imports {files[0]}{f' and {len(files) - 1} more' if files[1:] else ''}" if files else IMPORTED

    def _may_import(self, design: str, imported: Iterable[str]) -> bool:
        """Whether a Design requires all Designs of which something is imported, itself apart."""
        rows = self.facts.rows
        required = below(rows, (design,)) if self.facts.config.transitive else rows[design].to("requires")
        return {*imported} <= {design, *required}

    def _only(self, kind: str, why: str, level: str = "") -> Owner | Open:
        """The one node in force of a kind, where nothing else tells."""
        every = self.facts.ids(kind)
        if len(every) == 1:
            return Owner(every[0], f"the only {kind.capitalize()}", kind == "design" and not self.tasks, level)
        return Open(every, why if every else f"there is no {kind.capitalize()} in force", level)

    def _imported(self, paths: Iterable[str]) -> Counter[str]:
        """The Designs of what some files import, each imported file counted once a file."""
        found: Counter[str] = Counter()
        for path in paths:
            meant: dict[str, set[str]] = {}
            for one in self.imports.of(path):
                designs = self.designs(one.file, one.name)
                if not designs and one.file.rpartition("/")[2] == INIT:
                    designs = {*self.within.get(one.file.rpartition("/")[0], ())}
                meant.setdefault(one.file, set()).update(designs)
            for several in meant.values():
                found.update(several)
        return found

    def test_of(self, path: str) -> Owner | Open:
        """The level and the target of a new test file."""
        folders = [*folders_up(path.rpartition("/")[0])]
        beside = next((one for one in folders if one in self.tests or one in self.fresh), "")
        known = beside in self.tests  # else the tests beside it are new themselves
        near = (self.tests if known else self.fresh).get(beside, Counter())
        levels = next((self.levels[one] for one in folders if one in self.levels), Counter())
        level = level_of(path) or commonest(levels)
        kind = VERIFIED_KIND[level]
        told = about(path, self.code)
        if level == "integration":
            told = integrating(told, lambda one: below(self.facts.rows, (one,)))
        if kind == "design" and told.owners:
            first = tuple(sorted(told.owners, key=sort_key))
            if len(first) > 1:
                return Open(first, _tie(told), level)
            new = {one.file for one in self.imports.of(path)} & self.doubted
            sure = told.sure and not any(first[0] in self.designs(one) for one in new)
            return Owner(first[0], told.why, sure, level)
        alike_levels = {one for one in VERIFIED_KIND if VERIFIED_KIND[one] == kind}
        siblings = of_levels(near, {level}) or of_levels(near, alike_levels)
        above = self._above(told.owners, kind)
        if len(above) == 1:
            sure = {*siblings} == above
            return Owner(above.pop(), "for which that is built which it imports", sure=sure, level=level)
        if len(above) > 1:
            return Open(tuple(sorted(above, key=sort_key)), "what it imports is built for each", level)
        first = most_of(siblings)
        if len(first) > 1 and known:  # the next sync would count the new ones, too
            near, known = near + self.fresh.get(beside, Counter()), False
            siblings = of_levels(near, {level}) or of_levels(near, alike_levels)
            first = most_of(siblings)
        if len(first) == 1:
            alike = len(siblings) == 1
            why = f"as {'' if alike else 'most of '}the tests beside it"
            return Owner(first[0], why, sure=alike and known, level=level)
        return self._only(kind, "nothing in it says what it tests", level)

    def _above(self, designs: Iterable[str], kind: str) -> set[str]:
        """The Requirements that some Designs are there for, or the Intents that these are derived from."""
        rows = self.facts.rows
        found = {target for design in designs for target in self._served(design)}
        if kind == "intent":
            found = {target for requirement in found for target in rows[requirement].to("derived_from")}
        return {one for one in found if rows[one].in_force} if kind != "design" else set()

    def _served(self, design: str) -> set[str]:
        """The Requirements that a Design satisfies; of one that satisfies none, those that the nearest ones do that
        require it.
        """
        rows = self.facts.rows
        seen, level = {design}, [design]
        while level:
            found = {target for one in level for target in rows[one].to("satisfies") if rows[target].in_force}
            if found:
                return found
            level = [above for one in level for above in rows[one].by("requires") if above not in seen]
            seen.update(level)
        return set()


def _follow(path: str, owner: Owner) -> Owner:
    """Whose a new file is that nothing but a new one is near, whose Design is known."""
    return Owner(owner.target, f"as {path} beside it", owner.sure)


def _tie(told: About) -> str:
    pieces = ", ".join(f"{file} of {owner}" for owner, file in sorted(told.named, key=lambda one: sort_key(one[0])))
    return f"{told.why} ({pieces})"
