"""A snapshot judged from the state of another: only what the change can have touched is evaluated again.

A law is evaluated again on a unit when a fact that it read has changed. Which facts a unit reads is known by scope:
a file unit reads the file, its inventory and the nodes that declare the path; a node unit reads the node, its row,
and whether its neighbours are in force; a figures unit reads the figures, rows and files of all Designs below its
node; the graph unit reads all rows. Doubt means evaluating again.
"""

from __future__ import annotations

from archhook.check.facts import concerns, counts, has_inventory
from archhook.check.last_judged import may_be_ledger
from archhook.graph.graph import above
from archhook.inventory.python_file import defined, stem_of
from archhook.model.declaring import NOBODY
from archhook.model.nodes import FileFact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.check.state import State
    from archhook.inventory.collect import Inventories
    from archhook.model.nodes import FileInventory, Node
    from archhook.snapshot.changeset import Entry


STAR = "*"
"""The name that stands for all that a file has from others."""


class ImportChange:
    """What a change touches of the imports, as those note it who take the change in (see import_delta.py)."""

    def __init__(self) -> None:
        self.moved: dict[str, tuple[FileFact | None, FileFact | None]] = {}  # path -> what it was, what it is
        self.units: set[str] = set()  # files whose own imports changed
        self.names: dict[str, set[str]] = {}  # file -> the names that it defines or binds otherwise
        self.unknown: set[str] = set()  # files of which nobody knows what they held
        self.turned: set[str] = set()  # files whose Designs may be others
        self.shared: set[str] = set()  # files of which several Tasks declare other names
        self.designs: dict[str, tuple[Node | None, Node | None]] = {}  # id -> versions

    def __bool__(self) -> bool:
        return any((self.moved, self.units, self.names, self.unknown, self.turned, self.shared, self.designs))


class Rechecking:
    """What one change touches in a state, collected step by step: first the ledger, then what was measured, then the
    files, then the laws.

    `because` tells, for each node whose chains or tests are rechecked, which paths or ids changed.
    """

    def __init__(self, state: State, inventories: Inventories) -> None:
        self.state = state
        self.inventories = inventories
        self.paths: set[str] = set()
        self.ids: set[str] = set()
        self.figured: set[str] = set()
        self.docstrings: set[str] = set()
        self.graph = False
        self.imports = ImportChange()
        self.because: dict[str, set[str]] = {}

    def files(self, delta: Mapping[str, Entry | None]) -> None:
        """Takes in the files that changed: path -> its new entry, None where it is gone."""
        state = self.state
        facts: dict[str, FileFact | None] = {
            path: entry and FileFact(entry.mode, entry.oid, role_of(state, path, entry.mode))
            for path, entry in delta.items()
        }
        before = {path: path in state.declared for path in facts}
        taken = self._redeclare(facts)
        self.inventories.fetch(
            fact.oid for path, fact in facts.items() if fact is not None and counts(path, fact, path in state.declared)
        )
        for path, fact in facts.items():
            was = state.files.get(path)
            declared = path in state.declared
            state.totals["files"] += counts(path, fact, declared) - counts(path, was, before[path])
            if not self._same(path, was, fact):
                self.paths.add(path)
            if (was and was.oid) != (fact and fact.oid) or path in taken:
                self.note_stale(path, (*taken.get(path, ()), *state.declared.get(path, NOBODY)[0]))
            self._note_imports(path, was, fact)
            state.files.keep(path, fact)
        for path in {*delta, *self.paths}:
            self._keep_ignores(path)

    def _keep_ignores(self, path: str) -> None:
        """Whether a file's comments count changes with the file, and with who declares it."""
        fact = self.state.files.get(path)
        if fact is not None and fact.role == "ledger":
            return  # that is the reader's
        read = counts(path, fact, path in self.state.declared)
        self.state.ignores.keep(path, self.inventories.of(fact.oid).ignores if fact and read else ())

    def _redeclare(self, facts: Mapping[str, FileFact | None]) -> dict[str, tuple[str, ...]]:
        """Path -> the Tasks that declared it, by a folder, and do no longer. Files that come below a folder are its."""
        state = self.state
        taken: dict[str, tuple[str, ...]] = {}
        for path, fact in facts.items() if state.totals["folders"] else ():
            was = state.files.get(path)
            if (was.role if was else "") != (fact.role if fact else ""):
                from archhook.check.derived import redeclared

                before, now = redeclared(state, path, fact)
                taken[path] = before[0]
                if before != now:
                    for node_id in (*before[0], *before[1]):
                        self.because.setdefault(node_id, set()).add(path)
                    self.note_owners((*before[0], *now[0]))
        return taken

    def note_owners(self, tasks: Iterable[str]) -> None:
        """The Designs of some Tasks have a file more, or less, by a folder: it may be named in their interface."""
        if self.state.totals["interfaces"]:
            nodes = (self.state.nodes.get(task) for task in tasks)
            self.ids.update(design for node in nodes if node for design in node.targets("implements"))

    def note_stale(self, path: str, tasks: Iterable[str]) -> None:
        """The figures of the Designs of some Tasks may have been measured on what a file of theirs held then, or does
        now.
        """
        state = self.state
        for task in tasks:
            node = state.nodes.get(task)
            for design in node.targets("implements") if node else ():
                if design in state.recorded:
                    self.figured.add(design)
                    self.because.setdefault(design, set()).add(path)

    def note_figures(self, designs: Iterable[str], cause: str) -> None:
        """Figures of some Designs changed: they count in all that lies above. `cause`: the path that says them."""
        rows = self.state.facts(self.inventories).rows
        for design in designs:
            row = rows.get(design)
            if row is None or row.kind != "design":
                continue
            self.because.setdefault(design, set()).add(cause)
            concerned = above(rows, [design])
            self.figured |= concerned
            for other in (*concerned, *row.by("implements")):
                if other != design:
                    self.because.setdefault(other, set()).add(design)

    def _same(self, path: str, was: FileFact | None, now: FileFact | None) -> bool:
        """Whether no law could tell the two versions of a file apart."""
        if path not in self.state.declared and not any(side and concerns(side, False) for side in (was, now)):
            return True
        if was is None or now is None or was.role != now.role or was.regular != now.regular:
            return False
        if not now.regular:
            return was.mode == now.mode
        if was.oid == now.oid:
            return True
        if not has_inventory(path, now):
            return False
        before = self.inventories.remembered(was.oid)
        return before is not None and shape(before) == shape(self.inventories.of(now.oid))

    def _note_imports(self, path: str, was: FileFact | None, now: FileFact | None) -> None:
        """Notes what a file that changed means to imports, its own and those of others."""
        regular = [side is not None and side.regular for side in (was, now)]
        if not path.endswith(".py") or not any(regular):
            return
        if was is None or now is None or not all(regular) or was.role != now.role:
            self.imports.moved[path] = (was, now)
            return
        if was.oid == now.oid:
            return
        followed = f"{stem_of(path)}/{STAR}" in self.state.importing  # whether anybody's imports lead into the file
        before = self.inventories.remembered(was.oid) if now.role == "governed" else None
        if before is None:  # nobody knows what it held
            if followed or now.role == "governed":
                self.imports.unknown.add(path)
            return
        after = self.inventories.of(now.oid)
        if imported(before) != imported(after) or before.unknown != after.unknown:
            self.imports.units.add(path)
        names = defined(before) ^ defined(after)
        readable = bool(before.error) == bool(after.error)  # as before: what an unparsable file defines is not known
        init = path.rpartition("/")[2] == "__init__.py" and (names or not readable)
        if followed:
            from archhook.inventory.handed_on_names import changed_names

            names |= changed_names(before, after)
        if init or ((names or not readable) and (followed or self.state.totals["interfaces"])):
            self.imports.names[path] = names

    def laws(self) -> int:
        """How many chains were rechecked: evaluates the laws on all that the change touches."""
        if self.docstrings:
            from archhook.check.evaluate import docstrings_evaluated

            for unit, found in docstrings_evaluated(self.state.facts(self.inventories), sorted(self.docstrings)):
                self.state.breaches.keep(unit, found)
        self.state.totals["broken"] = len(self.state.breaches)  # the reader of the ledger may have found some, too
        if not (self.paths or self.ids or self.figured or self.graph or self.because):
            return 0
        state = self.state
        for path in self.paths:
            for node_id in (id_ for ids in state.declared.get(path, NOBODY) for id_ in ids):
                self.because.setdefault(node_id, {path})
        if self.paths or self.ids or self.figured or self.graph:
            from archhook.check.evaluate import evaluated

            facts = state.facts(self.inventories)
            units = (sorted(self.paths), sorted(self.ids), sorted(self.figured))
            for unit, found in evaluated(facts, *units, graph=self.graph):
                state.breaches.keep(unit, found)
        state.totals["broken"] = len(state.breaches)
        nodes = (state.nodes.get(node_id) for node_id in self.because)
        designs = (node.targets("implements") for node in nodes if node and node.kind == "task" and node.in_force)
        return sum(len(state.plan[design].intents) for named in designs for design in named)


def shape(inventory: FileInventory) -> tuple[object, ...]:
    """What laws read of an inventory: all but positions and imports."""
    symbols = frozenset((one.kind, one.name, one.bases) for one in inventory.symbols)
    return symbols, inventory.error, inventory.marks, inventory.idle


def imported(inventory: FileInventory) -> list[tuple[object, ...]]:
    """The imports of a file without their places, in their order."""
    return [(one.module, one.name, one.level, one.kind, one.binds) for one in inventory.imports]


def role_of(state: State, path: str, mode: str) -> str:
    """The role of a changed path with a mode. Patterns are compiled only for a path that was not there before."""
    ledger = may_be_ledger(path, state.config.ledger) and path in state.ledger
    was = state.files.get(path)
    if was is not None and was.regular == mode.startswith("100") and (was.role == "ledger") == ledger:
        role: str = was.role
        return role
    from archhook.inventory.roles import Roles

    return Roles(state.config, (path,) if ledger else ()).role_of(path, mode)
