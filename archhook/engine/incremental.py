"""A snapshot judged from the state of another: only what the change can have touched is asked again.

A law is asked again about a unit when a fact that it read has changed. Which facts a unit reads is known by scope:
a file unit reads the file, its inventory and the nodes that declare the path; a node unit reads the node, its row,
and whether its neighbours are in force; the graph unit reads all rows. Doubt means asking again.
"""

from __future__ import annotations

from archhook.engine.facts import NOBODY
from archhook.engine.full import concerns, count_nodes, has_inventory
from archhook.engine.recheck import FILE_READS, GRAPH, GRAPH_READS, LEDGER, NODE_READS, recheck, wide_units
from archhook.engine.relink import Relinking, chains_through
from archhook.graph import below
from archhook.laws.law import FileFact
from archhook.model import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.change.changeset import Entry
    from archhook.engine.state import State
    from archhook.inventory.collect import Inventories
    from archhook.laws.law import Row
    from archhook.ledger.source import Reading
    from archhook.model import FileInventory, Node


class Rechecking:
    """What one change touches in a state, collected step by step: first the ledger, then the files, then the laws.

    `because` tells, for each node whose chains or tests are rechecked, which paths or ids changed.
    """

    def __init__(self, state: State, inventories: Inventories) -> None:
        self.state = state
        self.inventories = inventories
        self.paths: set[str] = set()
        self.ids: set[str] = set()
        self.graph = False
        self.because: dict[str, set[str]] = {}
        inventories.use(state.files)  # type: ignore[arg-type]  # a TreeMap answers look-ups as a Mapping does

    def ledger(self, reading: Reading, modules: Mapping[str, str], changed: Mapping[str, frozenset[str]]) -> None:
        """Takes in a new reading of the ledger. `changed`: see change/nodes.py."""
        state = self.state
        new = {node.id: node for node in reading.nodes}
        versions = {node_id: (state.nodes.get(node_id), new.get(node_id)) for node_id in changed}
        above = self._tasks_below(node_id for node_id, fields in changed.items() if fields & NODE_READS)
        linking = Relinking(state.plan)
        linking.apply(versions.values())
        for node_id, (_, node) in versions.items():
            if node is None:
                state.nodes.discard(node_id)
            else:
                state.nodes[node_id] = node
        self._declarers(versions, changed)
        touched = linking.touched()
        for was, row in touched.values():
            state.totals["chains"] += chains_through(row) - chains_through(was)
        self._near(versions, changed, touched)
        if changed:
            count_nodes(state, reading.nodes)
        state.ledger = dict(modules)
        state.lines = reading.lines
        if reading.breaches:
            state.breaches[LEDGER] = reading.breaches
        elif LEDGER in state.breaches:
            state.breaches.discard(LEDGER)
        self._explain(versions, changed, above)

    def _declarers(
        self, versions: Mapping[str, tuple[Node | None, Node | None]], changed: Mapping[str, frozenset[str]]
    ) -> None:
        """Brings `declared` up to date, and notes the paths whose declarations differ."""
        declared = self.state.declared
        for node_id, nodes in versions.items():
            if not changed[node_id] & FILE_READS:
                continue
            for node, add in zip(nodes, (False, True), strict=True):
                if node is None or not node.file:
                    continue
                self.paths.add(node.file)
                self.state.totals["files"] -= self._counted(node.file)
                if node.in_force:
                    sides = [set(ids) for ids in declared.get(node.file, NOBODY)]
                    (sides[node.kind == "test"].add if add else sides[node.kind == "test"].discard)(node_id)
                    tasks, tests = (tuple(sorted(ids, key=sort_key)) for ids in sides)
                    if tasks or tests:
                        declared[node.file] = (tasks, tests)
                    else:
                        declared.discard(node.file)
                self.state.totals["files"] += self._counted(node.file)

    def _counted(self, path: str) -> bool:
        return _counts(path, self.state.files.get(path), path in self.state.declared)

    def _near(
        self,
        versions: Mapping[str, tuple[Node | None, Node | None]],
        changed: Mapping[str, frozenset[str]],
        touched: Mapping[str, tuple[Row | None, Row | None]],
    ) -> None:
        """Notes the nodes that read something of what changed."""
        for node_id, fields in changed.items():
            if fields & NODE_READS:
                self.ids.add(node_id)
            if "level" in fields:  # the laws about levels ask the node that is verified
                self.ids.update(target for node in versions[node_id] if node for target in node.targets("verifies"))
            self.graph |= bool(fields & GRAPH_READS) and any(
                node is not None and node.kind != "task" and node.kind != "test" for node in versions[node_id]
            )
        for node_id, (was, row) in touched.items():
            self.ids.add(node_id)
            if (was and was.in_force) != (row and row.in_force):
                for side in (was, row):
                    self.ids.update(other for _, ids in (side.back if side else ()) for other in ids)
        if self.state.totals["broken"] and any(fields & NODE_READS for fields in changed.values()):
            self.ids.update(wide_units(self.state.breaches))  # type: ignore[arg-type]
            self.graph |= GRAPH in self.state.breaches

    def _tasks_below(self, ids: Iterable[str]) -> dict[str, set[str]]:
        """Task -> the given nodes above it, by the graph as it is now."""
        found: dict[str, set[str]] = {}
        rows = self.state.facts(self.inventories).rows
        for node_id in ids:
            row = rows.get(node_id)
            if row is None or row.kind == "test":
                continue
            for other in below(rows, [node_id]):
                if rows[other].kind == "task":
                    found.setdefault(other, set()).add(node_id)
        return found

    def _explain(
        self,
        versions: Mapping[str, tuple[Node | None, Node | None]],
        changed: Mapping[str, frozenset[str]],
        above: Mapping[str, set[str]],
    ) -> None:
        meant = [node_id for node_id, fields in changed.items() if fields & (NODE_READS | FILE_READS)]
        for node_id in meant:
            node = versions[node_id][1] or versions[node_id][0]
            if node is not None:
                self.because.setdefault(node_id, set()).add(node.path)
        below_now = self._tasks_below(node_id for node_id in meant if changed[node_id] & NODE_READS)
        for side in (above, below_now):
            for task, causes in side.items():
                self.because.setdefault(task, set()).update(causes - {task})

    def files(self, delta: Mapping[str, Entry | None], role_of: object) -> None:
        """Takes in the files that changed: path -> its new entry, None where it is gone."""
        state = self.state
        roles: dict[str, FileFact | None] = {
            path: entry and FileFact(entry.mode, entry.oid, role_of(path, entry.mode))  # type: ignore[operator]
            for path, entry in delta.items()
        }
        wanted = [
            fact.oid for path, fact in roles.items()
            if fact and has_inventory(path, fact) and concerns(fact, path in state.declared)
        ]  # fmt: skip
        self.inventories.fetch(wanted)
        for path, fact in roles.items():
            was = state.files.get(path)
            declared = path in state.declared
            state.totals["files"] += _counts(path, fact, declared) - _counts(path, was, declared)
            if not self._same(path, was, fact):
                self.paths.add(path)
            if fact is None:
                state.files.discard(path)
            else:
                state.files[path] = fact

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

    def laws(self) -> int:
        """Asks the laws again; returns how many chains were rechecked."""
        state = self.state
        facts = state.facts(self.inventories)
        paths = [path for path in self.paths if path in state.declared or path in state.files]
        self.inventories.fetch(
            state.files[path].oid for path in paths
            if path in state.files and has_inventory(path, state.files[path])
            and concerns(state.files[path], path in state.declared)
        )  # fmt: skip
        for path in paths:
            for node_id in (id_ for ids in state.declared.get(path, NOBODY) for id_ in ids):
                if node_id not in self.because:
                    self.because[node_id] = {path}
        recheck(state.breaches, facts, sorted(self.paths), sorted(self.ids), graph=self.graph)
        state.totals["broken"] = len(state.breaches)
        nodes = (state.nodes.get(node_id) for node_id in self.because)
        designs = (node.targets("implements") for node in nodes if node and node.kind == "task" and node.in_force)
        return sum(len(state.plan[design].intents) for named in designs for design in named)


def _counts(path: str, fact: FileFact | None, declared: bool) -> bool:
    return fact is not None and concerns(fact, declared) and has_inventory(path, fact)


def shape(inventory: FileInventory) -> tuple[object, ...]:
    """What laws read of an inventory: all but positions and imports."""
    return frozenset((one.kind, one.name, one.bases) for one in inventory.symbols), inventory.error
