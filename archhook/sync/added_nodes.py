"""New Tasks and Tests for files that nobody declares: what is sure or likely is written, what is open is left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.author.ledger_changes import Choice, Missing
from archhook.inventory.module_names import root_folders
from archhook.model.nodes import VERIFIED_KIND
from archhook.sync.new_nodes import Writer
from archhook.sync.owning_design import Open, Owner, Owners

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from archhook.author.ledger_changes import Added
    from archhook.model.nodes import Node
    from archhook.sync.survey import Survey


class Adding:
    """Decides about new files, one after the other. `alive`: the nodes in force that stay, by id."""

    def __init__(self, survey: Survey, alive: Mapping[str, Node]) -> None:
        self.survey = survey
        self.alive = alive
        self.added: list[Added] = []
        self.said: dict[str, str] = {}
        self.left: list[str] = []
        self.choices: list[Choice] = []
        self.missing: list[Missing] = []
        self.unread: set[str] = set()
        self.roots = root_folders(survey.facts.config.source_roots)
        self.open: dict[str, dict[str, Open]] = {"task": {}, "test": {}}  # kind -> path -> between what

    def run(self, new: Mapping[str, Sequence[str]]) -> None:
        """Decides about new files, by kind of node. Tests come last: they import new files, too.

        What is open gets its id last: whoever decides otherwise leaves no gap among those that are written.
        """
        owners = Owners(self.survey.facts, self.alive.values())
        writer = Writer(self.survey, self.alive)
        for kind in ("task", "test"):
            for path in new[kind]:
                error = self.survey.facts.inventory(path).error
                if error is not None:
                    self.unread.add(path)
                    self.left.append(f"{path} cannot be parsed ({error.message}): mend it")
                else:
                    self._one(path, kind, new[kind], owners, writer)
            self._again(kind, new[kind], owners, writer)
        for kind in ("task", "test"):
            self._leave(kind, writer)

    def _again(self, kind: str, paths: Sequence[str], owners: Owners, writer: Writer) -> None:
        """Asks anew about what is open while that places any: else the next sync would, by what this one placed."""
        before = -1
        while len(self.open[kind]) != before:
            waiting, self.open[kind] = self.open[kind], {}
            before = len(waiting)
            for path in waiting:
                self._one(path, kind, paths, owners, writer)

    def _one(self, path: str, kind: str, paths: Sequence[str], owners: Owners, writer: Writer) -> None:
        if kind == "test" and self._waits(path, owners):
            return
        found = owners.design_of(path, self._group(path, paths)) if kind == "task" else owners.test_of(path)
        if isinstance(found, Open):
            self.open[kind][path] = found
            return
        added = writer.added(path, kind, found)
        self.added.append(added)
        self.said[added.id] = found.why + ("" if found.sure else ": check this")
        owners.take(writer.node(added), found)

    def _group(self, path: str, paths: Sequence[str]) -> list[str]:
        """The new files of the same package; those that lie beside packages are none."""
        package = _package(path, self.roots)
        return [path] if package in self.roots else [one for one in paths if one.startswith(f"{package}/")]

    def _waits(self, path: str, owners: Owners) -> bool:
        """Whether a test tests a file whose Design is open."""
        tested = next((one.file for one in owners.imports.meant(path) if one.file in self.open["task"]), "")
        if tested:
            self.left.append(
                f"{path} is declared by no Test: it imports {tested}, whose Task comes first; then sync again"
            )
        return bool(tested)

    def _leave(self, kind: str, writer: Writer) -> None:
        """Makes of what is open what a person is told; new files of a package go together."""
        together: dict[tuple[str, Open], list[str]] = {}
        for path, found in self.open[kind].items():
            key = _package(path, self.roots) if kind == "task" else path
            together.setdefault((key, found), []).append(path)
        lacking: dict[str, list[str]] = {}
        for (_, found), paths in together.items():
            if not found.targets:
                lacking.setdefault(VERIFIED_KIND.get(found.level, "design"), []).extend(paths)
                continue
            owner = Owner(found.targets[0], found.why, level=found.level)
            self.choices.append(Choice(writer.added(paths[0], kind, owner), found.targets, found.why, tuple(paths[1:])))
        self.missing += [Missing(lack, tuple(paths)) for lack, paths in lacking.items()]


def _package(path: str, roots: Collection[str]) -> str:
    """The outermost folder below a source root that a file lies in; the root where it lies there itself."""
    folder = path.rpartition("/")[0]
    while folder not in roots and folder.rpartition("/")[0] not in roots:
        folder = folder.rpartition("/")[0]
    return folder
