"""From the findings of a snapshot to what is to change in the ledger, and to what is left to a person."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from archhook.author.ledger_changes import Changes, Edit
from archhook.author.node_names import PENDING
from archhook.author.node_source import FILE
from archhook.author.verifies import level_of
from archhook.ledger.drafts import article
from archhook.model.ids import canonical
from archhook.model.nodes import sort_key
from archhook.sync.declared_names import MISSING, UNDECLARED, differences, is_written, lacking
from archhook.sync.moved_files import follow
from archhook.sync.new_nodes import NewNodes
from archhook.sync.owning_design import Owner, Owners
from archhook.sync.sync_input import with_files
from archhook.sync.sync_report import finding_line, mend_of_last

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.author.ledger_changes import Added, Names
    from archhook.laws.law import Facts
    from archhook.model.nodes import Node
    from archhook.sync.new_nodes import Choice, Missing
    from archhook.sync.sync_input import SyncInput

LOST = {"INV401": "INV405", "TST501": "TST503"}
"""Code of a missing file -> code of an undeclared one that it may be now."""

MENDED = frozenset((*LOST, *LOST.values(), *MISSING, *UNDECLARED))
"""The codes that are looked at one by one; the other findings are a person's."""

RENUMBER = "give every node an id of its own first: after a merge, `archhook sync --renumber --base REV` does it"

_ID = re.compile(r"(?<![\w-])[^\W\d_]+(?:-[^\W\d_]+)*-\d++(?:\.\d+)?+(?![\w.]*\d)")
"""What may be the id with a number of a node in prose."""

_TOKEN = re.compile(r"(?<![\w-])[A-Za-z]\w*-[\w.-]*\w")
"""What may be the id with a word of a node in prose."""


class Plan(NamedTuple):
    """What is to change; `said`: id -> why, of new nodes; `left`: what a person has to do, a line each.

    `choices` and `missing`: new files that a person has to decide about; `idle`: nodes that declare one, not in force.
    """

    changes: Changes
    said: Mapping[str, str]
    left: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    missing: tuple[Missing, ...] = ()
    idle: tuple[str, ...] = ()


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

    def plan(self) -> Plan:
        moved = self._moves()
        followed = [self.given.nodes[i]._replace(file=path) for i, path in moved.items()]
        facts = with_files(self.facts, followed) if followed else self.facts
        names = differences(self.given, facts, {node.file for node in followed})
        gone = self._gone(facts, moved, names)
        for node_id in sorted({*names, *moved}, key=sort_key):
            if node_id not in gone:
                self.edits[node_id] = Edit(node_id, names.get(node_id, ()), moved.get(node_id, ""))
        self._unplan(facts)
        self._question(followed)
        self._remove(gone)
        taken = set(moved.values())
        new = {
            kind: sorted(one.file for one in self.given.of(code) if one.file not in taken)
            for kind, code in (("task", "INV405"), ("test", "TST503"))
        }
        idle = self._idle(new)
        self._add(new, {node.id: node for node in followed})
        self._keep_some(facts)
        self._paid()
        edits = tuple(self.edits[node_id] for node_id in sorted(self.edits, key=sort_key))
        changes = Changes(edits, tuple(self.added), tuple(sorted(self.removed, key=sort_key)))
        left = (*self.left, *self._others(changes))
        return Plan(changes, self.said, left, tuple(self.new.choices), tuple(self.new.missing), idle)

    def _moves(self) -> dict[str, str]:
        """Node -> the file that its own has become."""
        found: dict[str, str] = {}
        for code, undeclared in LOST.items():
            lost: dict[str, list[Node]] = defaultdict(list)
            for one in self.given.of(code):
                lost[one.file].append(self.given.nodes[one.node])
            candidates = {one.file for one in self.given.of(undeclared)}
            if lost:
                moves = follow(lost, candidates, self.facts.inventory, self.given.renames)
                found |= {node.id: moves[path] for path, nodes in lost.items() for node in nodes if path in moves}
        return found

    def _gone(self, facts: Facts, moved: Mapping[str, str], names: Mapping[str, tuple[Names, ...]]) -> set[str]:
        """The nodes whose file is gone, or a Test's tests; those that an untracked file seems to hold are left."""
        lost = {one.node: self.given.nodes[one.node] for one in self.given.of(*LOST) if one.node not in moved}
        for node_id, many in names.items():
            node = facts.nodes[node_id]
            if node.kind == "test" and _loses_all(node, many):
                lost[node_id] = node
        by_path: dict[str, list[Node]] = defaultdict(list)
        for node in lost.values():
            by_path[node.file].append(node)
        elsewhere = follow(by_path, self.given.untracked, self.given.untracked.__getitem__, {})
        for path, now in sorted(elsewhere.items()):
            ids = ", ".join(node.id for node in by_path[path])
            self.left.append(f"{path} ({ids}) seems to be {now} now, which git does not track: `git add {now}`")
        stays = {node.id for path in elsewhere for node in by_path[path]}
        self.left += self._not_files(lost, stays)
        return {*lost}

    def _not_files(self, lost: dict[str, Node], stays: set[str]) -> list[str]:
        """Those whose path holds something that is no file: that is a person's; takes them out of the lost ones."""
        lines = []
        for node_id, node in sorted(lost.items()):
            fact = self.facts.files.get(node.file)
            if fact is not None and not fact.regular:
                lines.append(
                    f"{node_id} declares {node.file}, which is no regular file: name one in its `{FILE[node.kind]}`, "
                    f"or take {node_id} out"
                )
                stays.add(node_id)
        self._stays = stays
        return lines

    def _remove(self, gone: set[str]) -> None:
        """Takes out the nodes whose file is gone, as far as nobody refers to them."""
        wanted = [self.given.nodes[node_id] for node_id in sorted(gone - self._stays, key=sort_key)]
        mentioned = self._mentioned({node.id for node in wanted})
        for node in wanted:
            by = mentioned.get(node.id)
            if by:
                self.left.append(
                    f"{node.id} declares {node.file}, which is gone, but {by} speaks of {node.id}: take that out "
                    f"of the docstring of {by}, then sync again"
                )
            else:
                self.removed.append(node.id)
                self.said[node.id] = self._gone_how(node)

    def _gone_how(self, node: Node) -> str:
        return "is gone" if node.file not in self.facts.files else "holds no test any more"

    def _mentioned(self, ids: set[str]) -> dict[str, str]:
        """Id -> another node whose prose names it."""
        if not ids:
            return {}
        found: dict[str, str] = {}
        for node in self.given.nodes.values():
            for match in _spoken_of(node.doc) if node.id not in ids else ():
                if match in ids:
                    found.setdefault(match, node.id)
        return found

    def _keep_some(self, facts: Facts) -> None:
        """Leaves the last Task of a Design, and the last Test of a level, to a person: it is not for a tool to say
        that a Design is given up, or is no longer verified.
        """
        left = self._left(facts)
        kept: set[str] = set()
        for node_id in self.removed:
            node = self.given.nodes[node_id]
            targets = node.targets("implements") + node.targets("verifies")
            needing = [one for one in targets if not left[node.kind, node.level, one] and self._needs(node, one, facts)]
            if not needing:
                continue
            kept.add(node_id)
            left.update((node.kind, node.level, target) for target in targets)
            what = "no other Task implements" if node.kind == "task" else f"no other {node.level} test verifies"
            gone = self._gone_how(node)
            self.left.append(
                f"{node_id} declares {node.file}, which {gone}, but {what} {needing[0]}: {mend_of_last(node)}"
            )
        self.removed = [node_id for node_id in self.removed if node_id not in kept]

    def _left(self, facts: Facts) -> Counter[tuple[str, str, str]]:
        """(kind, level, target) -> how many Tasks or Tests of the kind and level it has once those that go are gone."""
        found = Counter((one.kind, one.level, one.target) for one in self.added)
        gone = {*self.removed}
        fields = {"implements": "task", "verifies": "test"}
        concerned = {
            (field, target) for one in gone for field in fields for target in self.given.nodes[one].targets(field)
        }
        for field, target in concerned:
            others = facts.rows[target].by(field) if target in facts.rows else ()
            nodes = (self.given.nodes[one] for one in others if one not in gone)
            found.update((one.kind, one.level, target) for one in nodes if one.kind == fields[field])
        return found

    def _needs(self, node: Node, target: str, facts: Facts) -> bool:
        """Whether a law would miss the last Task or Test of its level at what it implements or verifies."""
        code = lacking(node.kind, node.level)
        return target in facts.rows and facts.rows[target].in_force and self.given.stands(code, target)

    def _question(self, followed: list[Node]) -> None:
        """Says of files that moved where their new folder does not fit what the ledger says of them."""
        if not followed:
            return
        others = {node_id: node for node_id, node in self.given.nodes.items() if node.in_force}
        owners = Owners(self.facts, (others | {node.id: node for node in followed}).values())
        for node in followed:
            if node.file.rpartition("/")[0] == self.given.nodes[node.id].file.rpartition("/")[0]:
                continue  # what a person chose in this folder still stands
            level = level_of(node.file) if node.kind == "test" else ""
            owner = owners.design_of(node.file) if node.kind == "task" else None
            owner = owner if isinstance(owner, Owner) else None
            if level and level != node.level:
                self.said[node.id] = f"is {article(node.level)} test still, in a folder of {level} tests: check this"
            elif owner is not None and owner.sure and owner.target not in node.targets("implements"):
                had = ", ".join(node.targets("implements"))
                self.said[node.id] = f"implements {had} still, where most implement {owner.target}: check this"

    def _unplan(self, facts: Facts) -> None:
        for node in self.given.nodes.values():
            if node.planned and node.in_force and is_written(facts, node):
                self.edits[node.id] = self.edits.get(node.id, Edit(node.id))._replace(unplan=True)

    def _idle(self, new: dict[str, list[str]]) -> tuple[str, ...]:
        """The nodes that declare some of the new files without being in force; takes these files out."""
        found: dict[str, str] = {}
        for node in self.given.nodes.values() if any(new.values()) else ():
            if not node.in_force and node.file in new.get(node.kind, ()):
                found.setdefault(node.file, node.id)
                new[node.kind].remove(node.file)
        return tuple(sorted(found.values(), key=sort_key))

    def _add(self, new: Mapping[str, list[str]], followed: Mapping[str, Node]) -> None:
        """Writes new Tasks and Tests for files that nobody declares."""
        if not any(new.values()):
            return
        gone = {*self.removed}
        alive = {node_id: node for node_id, node in self.given.nodes.items() if node_id not in gone and node.in_force}
        self.new = NewNodes(self.given, {**alive, **followed})
        self.new.run(new)
        self.added += self.new.added
        self.said |= self.new.said
        self.left += self.new.left

    def _paid(self) -> None:
        """Takes out what `init` waived until there is code, where there is now."""
        found: dict[str, set[str]] = defaultdict(set)
        for one in self.added:
            found[one.target].add(lacking(one.kind, one.level))
        for finding in self.given.of("LED005"):
            found[finding.node].add(finding.symbol)
        for node_id, codes in found.items():
            node = self.given.nodes.get(node_id)
            pending = [one.code for one in node.waives if one.reason == PENDING] if node is not None else []
            paid = tuple(code for code in pending if code in codes)
            if paid:
                self.edits[node_id] = self.edits.get(node_id, Edit(node_id))._replace(paid=paid)

    def _others(self, changes: Changes) -> Iterable[str]:
        """The findings that no edit of this kind mends."""
        new = {(lacking(one.kind, one.level), one.target) for one in changes.added}
        for one in self.given.findings:
            if one.code == "INV410" and one.file in self.new.unread:
                continue
            mended = one.code in MENDED or (one.code, one.node) in new
            if (one.severity == "error" or self.facts.config.strict) and not mended:
                yield finding_line(one)


def _spoken_of(doc: str) -> set[str]:
    """What may be the ids of nodes in a text, and more than these."""
    return {*_ID.findall(doc), *(canonical(token) or "" for token in _TOKEN.findall(doc))}


def _loses_all(node: Node, many: tuple[Names, ...]) -> bool:
    """Whether a Test is left without a test."""
    names = {one.name for one in node.declared("test_functions")}
    return bool(names) and any(not one.add and names <= {*one.remove} for one in many)
