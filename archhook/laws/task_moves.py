"""To which Design the whole of a file could be given, as it is: by its Task's `implements`."""

from __future__ import annotations

from archhook.inventory.python_file import defined
from archhook.laws.edges import INIT, covered, importing_designs, is_governed, own_designs, seen_through
from archhook.laws.handed_on import majority
from archhook.laws.interfaces import INTERFACE, permits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    from archhook.laws.handed_on import HandedOn
    from archhook.laws.law import Facts
else:
    from archhook.records import NamedTuple


class TaskMove(NamedTuple):
    """A Task, and the Design that it could be given to."""

    task: str
    design: str
    importers: int  # the files that import the Task's
    own: int  # those of them that belong to the Design


class TaskMoves:
    """The files that other Designs could have. What is found out of a file is kept."""

    def __init__(self, facts: Facts, handed_on: HandedOn) -> None:
        self.facts = facts
        self.handed_on = handed_on
        self._moves: dict[str, TaskMove | None] = {}
        self._folders: dict[str, dict[str, int]] = {}  # Design -> folder -> how many files of its lie there

    def move(self, path: str) -> TaskMove | None:
        """To whom a file could be given, if none of its imports and none of its importers breaks a law by that."""
        if path not in self._moves:
            self._moves[path] = self._moved(path)
        return self._moves[path]

    def _moved(self, path: str) -> TaskMove | None:
        """The Design that most importers belong to, if all may import the file there, and it what it imports itself.

        The file has one Task, of one Design, which has others: one without any would be unimplemented.
        """
        facts = self.facts
        tasks = tuple(facts.tasks_of(path)) if is_governed(facts, path) else ()
        designs = own_designs(facts, path)
        if len(tasks) != 1 or tasks[0].file != path or len(designs) != 1 or len(tasks[0].targets("implements")) != 1:
            return None
        old = designs[0]
        edges = [
            edge
            for importer in self.handed_on.importers(path) or ()
            for edge in self.handed_on.edges_between(importer, path)
            if importer != path
        ]
        owners = {edge.source: owned for edge in edges if (owned := importing_designs(facts, edge.source))}
        best, own = majority([*owners.values()])
        if best in ("", old) or len(facts.rows[old].by("implements")) < 2 or self._offers(old, path):
            return None
        if not all(covered(facts, owned, (best,)) for owned in owners.values()):
            return None
        others = [edge for edge in edges if best not in owners.get(edge.source, (best,))]
        if not all(permits(facts, best, edge) for edge in others) or not self.handed_on.may_go(path, best):
            return None
        return TaskMove(tasks[0].id, best, len(owners), own) if self._folder_stays(path, old, best) else None

    def _offers(self, design: str, path: str) -> bool:
        """Whether the interface of a Design names a file of its, or anything in it."""
        entries = {entry.name for entry in self.facts.nodes[design].declared(INTERFACE)}
        if not entries:
            return False
        names = defined(self.facts.inventory(path))
        return any(
            entry == path
            or entry in names
            or entry.startswith(f"{path}:")
            or (entry.endswith("/") and path.startswith(entry))
            for entry in entries
        )

    def _folder_stays(self, path: str, old: str, new: str) -> bool:
        """Whether an `__init__.py` that is looked through has the same Designs once a file beside it is of another."""
        folder = path.rpartition("/")[0]
        if not seen_through(self.facts, f"{folder}/{INIT}" if folder else INIT):
            return True
        if old not in self._folders:
            files = self.facts.paths_of([self.facts.nodes[task] for task in self.facts.rows[old].by("implements")])
            found = self._folders[old] = {}
            for file in (one for one in files if one.endswith(".py")):
                found[file.rpartition("/")[0]] = found.get(file.rpartition("/")[0], 0) + 1
        return self._folders[old].get(folder, 0) > 1 and new in self.facts.folder_designs(folder)
