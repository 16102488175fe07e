"""From the findings of a snapshot to what is to change in the ledger, and to what is left to a person."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from archhook.author.ledger_changes import Changes, Edit, Names
from archhook.author.node_names import PENDING
from archhook.laws.plans import is_finished
from archhook.model.declaring import folders_above, is_folder
from archhook.model.nodes import sort_key
from archhook.report.text import in_brief
from archhook.sync.declared_names import MISSING, UNDECLARED, differences, lacking
from archhook.sync.gone_nodes import kept, lost_nodes, removable, why_gone
from archhook.sync.moved_files import LOST, doubts, moves
from archhook.sync.moved_tests import outside_tests
from archhook.sync.new_nodes import NewNodes
from archhook.sync.sync_input import with_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.author.ledger_changes import Added
    from archhook.laws.law import Facts
    from archhook.model.findings import Finding
    from archhook.model.nodes import Node
    from archhook.sync.new_nodes import Choice, Missing
    from archhook.sync.sync_input import SyncInput

MENDED = frozenset((*LOST, *LOST.values(), *MISSING, *UNDECLARED))
"""The codes that are looked at one by one; the other findings are a person's."""

RENUMBER = "give every node an id of its own first: after a merge, `archhook sync --renumber --base REV` does it"


class Plan(NamedTuple):
    """What is to change; `said`: id -> why, of new nodes; `left`: what a person has to do, a line each.

    `choices` and `missing`: new files that a person has to decide about; `idle`: nodes that declare one, not in force;
    `others`: the findings that no edit of this kind mends, though one may, by what follows from it.
    """

    changes: Changes
    said: Mapping[str, str]
    left: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    missing: tuple[Missing, ...] = ()
    idle: tuple[str, ...] = ()
    others: tuple[Finding, ...] = ()


def plan(given: SyncInput) -> Plan:
    """What brings the ledger in line with the code; nothing, while an id is taken twice.

    What the second node of an id declares counts for nobody: its file would get another Task.
    """
    twice = tuple(f"{one.code} {one.message}" for one in given.of("LED002"))
    if twice:
        return Plan(Changes(), {}, (*twice, f"{RENUMBER}; then sync again"))
    return _Planner(given).plan()


class _Planner:
    def __init__(self, given: SyncInput) -> None:
        self.given = given
        self.facts = given.facts
        self.left: list[str] = []
        self.said: dict[str, str] = {}
        self.edits: dict[str, Edit] = {}
        self.removed: list[str] = []
        self.added: list[Added] = []
        self.new = NewNodes(given, {})
        self.followed: set[str] = set()  # Designs whose interfaces name paths that moved

    def plan(self) -> Plan:
        moved = moves(self.given)
        followed = [self.given.nodes[i]._replace(file=path) for i, path in moved.items()]
        facts = with_files(self.facts, followed) if followed else self.facts
        names = differences(self.given, facts, {node.file for node in followed})
        lost = lost_nodes(self.given, facts, moved, names)
        for node_id in sorted({*names, *moved}, key=sort_key):
            if node_id not in lost:
                self.edits[node_id] = Edit(node_id, names.get(node_id, ()), moved.get(node_id, ""))
        self._follow_interfaces({self.given.nodes[node_id].file: path for node_id, path in moved.items()})
        self._unplan(facts)
        self.said |= doubts(self.given, followed)
        gone, lines = removable(self.given, lost)
        self.left += lines
        self.removed = [node.id for node in gone]
        self.said |= {node.id: why_gone(self.given, node) for node in gone}
        taken = {(node.kind, node.file) for node in followed}
        new = {
            kind: sorted(one.file for one in self.given.of(code) if not _is_within(kind, one.file, taken))
            for kind, code in (("task", "INV405"), ("test", "TST503"))
        }
        helpers, told = outside_tests(self.facts.config, self.given.nodes, followed, new["task"])
        new["task"] = [path for path in new["task"] if path not in helpers]
        self.left += told
        idle = self._idle(new)
        self._add(new, {node.id: node for node in followed}, facts)
        last = kept(self.given, self.removed, self.added)
        self.left += last.values()
        self.removed = [node_id for node_id in self.removed if node_id not in last]
        self._unwaive()
        edits = tuple(self.edits[node_id] for node_id in sorted(self.edits, key=sort_key))
        changes = Changes(edits, tuple(self.added), tuple(self.removed))
        others = tuple(self._others(changes))
        choices, missing = tuple(self.new.choices), tuple(self.new.missing)
        return Plan(changes, self.said, tuple(self.left), choices, missing, idle, others)

    def _follow_interfaces(self, moved: Mapping[str, str]) -> None:
        """Follows files that moved into the interfaces that name them."""
        of_folders = any(one.code == "INV412" for one in self.given.findings) and self.given.renames
        for node in self.given.nodes.values() if moved or of_folders else ():
            entries = {one.name: self._now(one.name, moved) for one in node.declared("interface")}
            entries = {old: new for old, new in entries.items() if new != old}
            if entries:
                self.followed.add(node.id)
                self.edits[node.id] = Edit(node.id, (Names("interface", tuple(entries.values()), tuple(entries)),))

    def _now(self, entry: str, moved: Mapping[str, str]) -> str:
        """An entry of an interface with the path that its file, or the folder that it lies in, has now."""
        path, colon, name = entry.partition(":")
        for old in (path, *folders_above(path)):
            if old in moved:
                return f"{moved[old]}{path[len(old) :]}{colon}{name}"
        if "/" in path and path not in self.facts.files and not is_folder(path):
            return self.given.renames.get(path, path) + colon + name  # within a folder that is declared as one
        return entry

    def _unplan(self, facts: Facts) -> None:
        for node in self.given.nodes.values():
            if node.planned and node.in_force and is_finished(facts, node):
                self.edits[node.id] = self.edits.get(node.id, Edit(node.id))._replace(unplan=True)

    def _idle(self, new: dict[str, list[str]]) -> tuple[str, ...]:
        """The nodes that declare some of the new files without being in force; takes these files out."""
        found: dict[str, str] = {}
        for node in self.given.nodes.values() if any(new.values()) else ():
            if not node.in_force and node.file in new.get(node.kind, ()):
                found.setdefault(node.file, node.id)
                new[node.kind].remove(node.file)
        return tuple(sorted(found.values(), key=sort_key))

    def _add(self, new: Mapping[str, list[str]], followed: Mapping[str, Node], facts: Facts) -> None:
        """Writes new Tasks and Tests for files that nobody declares. `facts`: with the files of `followed` nodes."""
        if not any(new.values()):
            return
        gone = {*self.removed}
        alive = {node_id: node for node_id, node in self.given.nodes.items() if node_id not in gone and node.in_force}
        self.new = NewNodes(self.given._replace(facts=facts), {**alive, **followed})
        self.new.run(new)
        self.added += self.new.added
        self.said |= self.new.said
        self.left += self.new.left

    def _unwaive(self) -> None:
        """Takes out what `init` waived until there is code, where there is now."""
        found: dict[str, set[str]] = defaultdict(set)
        for one in self.added:
            found[one.target].add(lacking(one.kind, one.level))
        for finding in self.given.of("LED005"):
            found[finding.node].add(finding.symbol)
        for node_id, codes in found.items():
            node = self.given.nodes.get(node_id)
            pending = [one.code for one in node.waives if one.reason == PENDING] if node is not None else []
            unwaived = tuple(code for code in pending if code in codes)
            if unwaived:
                self.edits[node_id] = self.edits.get(node_id, Edit(node_id))._replace(unwaived=unwaived)

    def _implemented(self, node_id: str) -> tuple[str, ...]:
        return self.given.nodes[node_id].targets("implements")

    def _others(self, changes: Changes) -> Iterable[Finding]:
        """The findings that no edit of this kind mends."""
        new = {(lacking(one.kind, one.level), one.target) for one in changes.added}
        followed = {design for edit in changes.edits if edit.file for design in self._implemented(edit.id)}
        followed |= self.followed
        for one in in_brief(self.given.findings):
            if one.code == "INV412" and one.node in followed:
                continue  # what its interface names has moved with its file
            if one.code == "INV410" and one.file in self.new.unread:
                continue
            mended = one.code in MENDED or (one.code, one.node) in new
            if (one.severity == "error" or self.facts.config.strict) and not mended:
                yield one


def _is_within(kind: str, path: str, taken: set[tuple[str, str]]) -> bool:
    """Whether a path, or a folder around it, is one that nodes of a kind have followed to."""
    return any((kind, one) in taken for one in (path, *folders_above(path)))
