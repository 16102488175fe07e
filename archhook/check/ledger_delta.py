"""What a change of the ledger touches: nodes, rows, declarations, and the units that read something of them."""

from __future__ import annotations

from archhook.check.derived import recount_nodes, redeclare, redeclare_below
from archhook.check.evaluate import (
    DOCSTRING_READS,
    FIGURE_OWN_READS,
    FIGURE_READS,
    FILE_READS,
    GRAPH,
    GRAPH_READS,
    NODE_READS,
    wide_units,
)
from archhook.check.facts import counts
from archhook.graph.graph import PLAN_KINDS, above, plan_above, reachable
from archhook.graph.reach import TasksBelow
from archhook.graph.rows import Relinking, chains_through
from archhook.model.declaring import NOBODY, is_folder, own_detail

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.check.incremental import Rechecking
    from archhook.model.nodes import Node, Row

    Versions = Mapping[str, tuple[Node | None, Node | None]]
    """Id -> (node as it was, node as it is); None where there is none."""

    Fields = Mapping[str, frozenset[str]]
    """Id -> the fields whose meaning differs."""

FOLDER_READS = FILE_READS - {"file", "in_force"}
"""What laws of files read of a node, though its files may stay the same; of a folder that is all files below it."""


PLAN_READS = frozenset({"planned", "links", "in_force", "file"})
"""What laws read of a node far below or beside the one that they are evaluated on, where something is planned."""


def take_in(rechecking: Rechecking, versions: Versions, fields: Fields) -> None:
    """Brings the state of a rechecking up to date with the nodes that changed, and notes what to evaluate again.

    `fields`: as of `reread.changed_fields`. A node whose meaning is what it was is stored anew and touches nothing.
    """
    _Change(rechecking, versions, fields).run()


class _Change:
    """One change of the ledger."""

    def __init__(self, rechecking: Rechecking, versions: Versions, fields: Fields) -> None:
        self.rechecking = rechecking
        self.state = rechecking.state
        self.versions = versions
        self.fields = fields
        self.read = {
            node_id
            for node_id, (old, new) in versions.items()
            if fields[node_id] & NODE_READS[(old or new).kind]  # type: ignore[union-attr]  # one of the two is there
        }
        self.named: set[str] = set()  # paths that a node names, or no longer
        self.turned: set[str] = set()  # Tasks whose files have other Designs
        self.asked: set[str] = set()  # Tasks of whose files more has to be declared, or less

    def run(self) -> None:
        tasks = self._tasks_below(self.read)
        had_folders = self.state.totals["folders"]
        had_figures, figured = self.state.has_figures(), self._figured()
        planned = self._planned_above()
        linking = Relinking(self.state.plan)
        linking.apply(self.versions.values())
        recount_nodes(self.state, self.versions.values())
        for node_id, nodes in self.versions.items():
            self.state.nodes.keep(node_id, nodes[1])
            self._note_imports(node_id, nodes)
            if self.fields[node_id] & DOCSTRING_READS:
                self.rechecking.docstrings.add(node_id)
            if self.fields[node_id] & FILE_READS:
                for node, add in zip(nodes, (False, True), strict=True):
                    if node is not None and node.file:
                        self._declare(node, add=add)
        if had_folders or self.state.totals["folders"]:
            self._redeclare()
        touched = linking.touched()
        for was, row in touched.values():
            self.state.totals["chains"] += chains_through(row) - chains_through(was)
        if had_figures or self.state.has_figures():
            self.rechecking.figured |= figured | self._figured() | _reached_anew(touched)
        self.rechecking.ids |= planned | self._planned_above()
        self._near(touched)
        self._below()
        self._explain(tasks)

    def _kind(self, node_id: str) -> str:
        old, new = self.versions[node_id]
        return (old or new).kind  # type: ignore[union-attr]  # one of the two is there

    def _declare(self, node: Node, *, add: bool) -> None:
        """Notes the path of a node that changed, and who declares it now."""
        state, path = self.state, node.file
        self.rechecking.paths.add(path)
        fields = self.fields[node.id]
        if not is_folder(path) or fields & {"file", "in_force"}:
            self.named.add(path)
        if is_folder(path) and fields & FOLDER_READS and None not in self.versions[node.id]:
            self.asked.add(node.id)  # the files that it has kept are judged by what it says now
        state.totals["files"] -= counts(path, state.files.get(path), path in state.declared)
        if node.in_force:
            redeclare(state.declared, node, add=add)
        state.totals["files"] += counts(path, state.files.get(path), path in state.declared)

    def _redeclare(self) -> None:
        """Notes the files of which a folder is named, or something within a folder, and that have others now."""
        found = redeclare_below(self.state, self.named, filter(is_folder, self.named))
        for path, (was, now) in found.items():
            self.rechecking.paths.add(path)
            self.rechecking.imports.turned.add(path)
            self.rechecking.note_stale(path, (*was[0], *now[0]))
            self.rechecking.note_owners((*was[0], *now[0]))

    def _below(self) -> None:
        """Notes the files of the Tasks of which something is meant otherwise."""
        if not self.turned and not self.asked:
            return
        facts, nodes = self.state.facts(self.rechecking.inventories), self.state.nodes
        paths = [
            {path for path in facts.paths_of(nodes[one] for one in tasks if one in nodes) if path}
            for tasks in (self.turned, self.asked)
        ]
        imports, declared = self.rechecking.imports, self.state.declared
        imports.turned |= paths[0]
        imports.shared.update(path for path in paths[1] if len(declared.get(path, NOBODY)[0]) > 1)
        self.rechecking.paths |= paths[1]
        imports.turned.update(path for path in paths[1] if path.endswith("__init__.py"))

    def _note_imports(self, node_id: str, nodes: tuple[Node | None, Node | None]) -> None:
        """Notes what a node that changed means to imports: the files whose Designs it tells, or what a Design says."""
        fields, kind, imports = self.fields[node_id], self._kind(node_id), self.rechecking.imports
        if kind == "task":
            files = {node.file for node in nodes if node is not None and node.file}
            if fields & {"links", "in_force"}:
                self.turned.update(node_id for path in files if is_folder(path))
                if self._detailed(nodes):
                    self.asked.add(node_id)
            if fields & {"file", "links", "in_force"}:
                imports.turned |= files
            elif "declares" in fields and nodes[1] is not None:
                imports.shared.update(path for path in files if len(self.state.declared.get(path, NOBODY)[0]) > 1)
            if self.state.totals["interfaces"] and fields & {"file", "links", "in_force", "declares", "planned"}:
                named = {target for node in nodes if node is not None for target in node.targets("implements")}
                self.rechecking.ids |= named
        elif kind == "design" and fields & {"links", "in_force", "declares"}:
            imports.designs[node_id] = nodes
            said = [own_detail(node) if node is not None and node.in_force else "" for node in nodes]
            if said[0] != said[1]:
                row = self.state.plan.get(node_id)
                self.asked.update(row.by("implements") if row else ())

    def _detailed(self, nodes: tuple[Node | None, Node | None]) -> bool:
        """Whether a Design that a Task implements, or did, says what of its files has to be declared."""
        designs = {design for node in nodes if node is not None for design in node.targets("implements")}
        versions = [node for one in designs for node in self.versions.get(one, (self.state.nodes.get(one), None))]
        return any(node is not None and bool(own_detail(node)) for node in versions)

    def _turn(self, *sides: Row | None) -> None:
        """Notes the files of a Design that came into force, or is in force no longer."""
        for row in sides:
            for task in row.by("implements") if row and row.kind == "design" else ():
                node = self.state.nodes.get(task)
                if node is not None and node.file:
                    self.turned.add(task)

    def _near(self, touched: Mapping[str, tuple[Row | None, Row | None]]) -> None:
        """Notes the nodes that read something of what changed, and whether to evaluate the laws of the graph."""
        found = self.rechecking
        found.ids |= self.read
        for node_id, fields in self.fields.items():
            nodes = [node for node in self.versions[node_id] if node is not None]
            if "level" in fields:  # the laws about levels are evaluated on the node that is verified
                found.ids.update(target for node in nodes for target in node.targets("verifies"))
            if "declares" in fields and nodes[0].kind == "design" and (row := self.state.plan.get(node_id)):
                found.ids.update(row.by("requires"))  # whether they may depends on its layer
            if fields & GRAPH_READS and nodes[0].kind in PLAN_KINDS:
                found.graph = True
        for node_id, (was, row) in touched.items():
            found.ids.add(node_id)
            if (was and was.in_force) != (row and row.in_force):
                self._turn(was, row)
                for side in (was, row):
                    found.ids.update(other for _, ids in (side.back if side else ()) for other in ids)
        if self.state.totals["broken"] and self.read:
            for kind, node_id in wide_units(self.state.breaches):  # type: ignore[arg-type]  # reads as a Mapping
                (found.ids if kind == "node" else found.figured).add(node_id)
            found.graph |= GRAPH in self.state.breaches

    def _figured(self) -> set[str]:
        """The nodes whose figures, or what these are made of, are touched, by the graph as it is now."""
        rows = self.state.facts(self.rechecking.inventories).rows
        starts: set[str] = set()
        alone: set[str] = set()
        for node_id, fields in self.fields.items():
            nodes = [node for node in self.versions[node_id] if node is not None]
            if nodes[0].kind == "task" and fields & (FIGURE_OWN_READS - {"name"}):
                named = {target for node in nodes for target in node.targets("implements")}
                alone.update(design for design in named if design in self.state.recorded)
            elif nodes[0].kind in PLAN_KINDS and fields & FIGURE_READS:
                starts.add(node_id)
            elif nodes[0].kind in PLAN_KINDS and fields & FIGURE_OWN_READS:
                alone.add(node_id)
        return above(rows, starts) | starts | alone

    def _planned_above(self) -> set[str]:
        """The nodes whose planned Tests may count no longer, or anew, by the graph as it is now: those that Tests which
        changed verify, and those above the Tasks, Designs and Requirements that changed (see laws/plans.py).
        """
        totals = self.state.totals
        if not totals["planned"] and not totals["broken"]:
            return set()  # no Test is planned, and nobody is told that one may be
        rows = self.state.facts(self.rechecking.inventories).rows
        starts = {node_id for node_id, fields in self.fields.items() if fields & PLAN_READS}
        return reachable(starts, lambda node_id: plan_above(rows, node_id)) - starts

    def _tasks_below(self, ids: Iterable[str]) -> dict[str, set[str]]:
        """Task -> the given nodes above it, by the graph as it is now."""
        found: dict[str, set[str]] = {}
        rows = self.state.facts(self.rechecking.inventories).rows
        tasks = TasksBelow(rows)
        for node_id in ids:
            row = rows.get(node_id)
            if row is not None and row.kind in PLAN_KINDS:
                for task in tasks.of(node_id):
                    found.setdefault(task, set()).add(node_id)
        return found

    def _explain(self, tasks: Mapping[str, set[str]]) -> None:
        because = self.rechecking.because
        meant = [node_id for node_id, fields in self.fields.items() if node_id in self.read or fields & FILE_READS]
        for node_id in meant:
            node = self.versions[node_id][1] or self.versions[node_id][0]
            if node is not None:
                because.setdefault(node_id, set()).add(node.path)
        below_now = self._tasks_below(self.read)
        for side in (tasks, below_now):
            for task, causes in side.items():
                because.setdefault(task, set()).update(causes - {task})
        for node_id, fields in self.fields.items():
            node = self.versions[node_id][1]
            if "figures" in fields and node is not None and node_id not in meant:
                self.rechecking.note_figures([node_id], node.path)


def _reached_anew(touched: Mapping[str, tuple[Row | None, Row | None]]) -> set[str]:
    """The Requirements that other Intents reach now: RES603 names them."""
    return {
        node_id
        for node_id, (was, row) in touched.items()
        if was and row and row.kind == "requirement" and was.intents != row.intents
    }
