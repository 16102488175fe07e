"""From the findings of a snapshot to what is to change in the ledger, and to what is left to a person."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from archhook.inventory.python_file import governed_symbols, test_names
from archhook.laws.matching import ALL_TESTS, FIELD_OF, KIND_OF
from archhook.model import sort_key
from archhook.sync.changes import Added, Changes, Edit
from archhook.sync.expected import born
from archhook.sync.moves import follow
from archhook.sync.names import MISSING, UNDECLARED, differences, is_written
from archhook.sync.owners import Owners
from archhook.sync.survey import with_files
from archhook.sync.writing import Ids, class_name, neighbour, prefix_for, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.laws.law import Facts
    from archhook.model import Node
    from archhook.sync.changes import Names
    from archhook.sync.owners import Owner
    from archhook.sync.survey import Survey

LOST = {"INV401": "INV405", "TST501": "TST503"}
"""Code of a missing file -> code of an undeclared one that it may be now."""

MENDED = frozenset((*LOST, *LOST.values(), *MISSING, *UNDECLARED))
"""The codes that are looked at one by one; the other findings are a person's."""

RENUMBER = "give every node an id of its own first: after a merge, `archhook sync --renumber --base REV` does it"

VERIFYING = {"TST505": "unit", "TST506": "integration", "TST507": "system", "TST508": "acceptance"}


class Plan(NamedTuple):
    """What is to change; `said`: id -> why, of new nodes; `left`: what a person has to do, a line each."""

    changes: Changes
    said: Mapping[str, str]
    left: tuple[str, ...]


def plan(survey: Survey) -> Plan:
    """What brings the ledger in line with the code; nothing, while an id is taken twice.

    What the second node of an id declares counts for nobody: its file would get another Task.
    """
    twice = tuple(f"{one.code} {one.message}" for one in survey.of("LED002"))
    if twice:
        return Plan(Changes(), {}, (*twice, f"{RENUMBER}; then sync again"))
    return _Planner(survey).plan()


class _Planner:
    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.facts = survey.facts
        self.left: list[str] = []
        self.said: dict[str, str] = {}
        self.edits: dict[str, Edit] = {}
        self.removed: list[str] = []
        self.added: list[Added] = []
        self.unread: set[str] = set()

    def plan(self) -> Plan:
        moved = self._moves()
        followed = [self.survey.nodes[i]._replace(file=path) for i, path in moved.items()]
        facts = with_files(self.facts, followed) if followed else self.facts
        names = differences(self.survey, facts, {node.file for node in followed})
        gone = self._gone(facts, moved, names)
        for node_id in sorted({*names, *moved}, key=sort_key):
            if node_id not in gone:
                self.edits[node_id] = Edit(node_id, names.get(node_id, ()), moved.get(node_id, ""))
        self._unplan(facts)
        self._remove(gone)
        taken = set(moved.values())
        new = {
            kind: sorted(one.file for one in self.survey.of(code) if one.file not in taken)
            for kind, code in (("task", "INV405"), ("test", "TST503"))
        }
        self._add(new, {node.id: node for node in followed})
        self._keep_some(facts)
        edits = tuple(self.edits[node_id] for node_id in sorted(self.edits, key=sort_key))
        changes = Changes(edits, tuple(self.added), tuple(sorted(self.removed, key=sort_key)))
        return Plan(changes, self.said, (*self.left, *self._others(changes)))

    def _moves(self) -> dict[str, str]:
        """Node -> the file that its own has become."""
        found: dict[str, str] = {}
        for code, undeclared in LOST.items():
            lost: dict[str, list[Node]] = defaultdict(list)
            for one in self.survey.of(code):
                lost[one.file].append(self.survey.nodes[one.node])
            candidates = {one.file for one in self.survey.of(undeclared)}
            if lost:
                moves = follow(lost, candidates, self.facts.inventory, self.survey.renames)
                found |= {node.id: moves[path] for path, nodes in lost.items() for node in nodes if path in moves}
        return found

    def _gone(self, facts: Facts, moved: Mapping[str, str], names: Mapping[str, tuple[Names, ...]]) -> set[str]:
        """The nodes whose file is gone, or a Test's tests; those that an untracked file seems to hold are left."""
        lost = {one.node: self.survey.nodes[one.node] for one in self.survey.of(*LOST) if one.node not in moved}
        for node_id, many in names.items():
            node = facts.nodes[node_id]
            if node.kind == "test" and _loses_all(node, many):
                lost[node_id] = node
        by_path: dict[str, list[Node]] = defaultdict(list)
        for node in lost.values():
            by_path[node.file].append(node)
        elsewhere = follow(by_path, self.survey.untracked, self.survey.untracked.__getitem__, {})
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
                lines.append(f"{node_id} declares {node.file}, which is no regular file")
                stays.add(node_id)
        self._stays = stays
        return lines

    def _remove(self, gone: set[str]) -> None:
        """Takes out the nodes whose file is gone, as far as nobody refers to them."""
        wanted = [self.survey.nodes[node_id] for node_id in sorted(gone - self._stays, key=sort_key)]
        mentioned = self._mentioned({node.id for node in wanted})
        for node in wanted:
            by = mentioned.get(node.id)
            if by:
                self.left.append(f"{node.id} declares {node.file}, which is gone, but {by} speaks of {node.id}")
            else:
                self.removed.append(node.id)

    def _mentioned(self, ids: set[str]) -> dict[str, str]:
        """Id -> another node whose prose names it."""
        if not ids:
            return {}
        pattern = re.compile("|".join(rf"(?<![\w-]){re.escape(one)}(?![\w.]*\d)" for one in sorted(ids, reverse=True)))
        found: dict[str, str] = {}
        for node in self.survey.nodes.values():
            for match in pattern.findall(node.doc) if node.id not in ids else ():
                found.setdefault(match, node.id)
        return found

    def _keep_some(self, facts: Facts) -> None:
        """Leaves the last Task of a Design, and the last Test of a level, to a person: it is not for a tool to say
        that a Design is given up, or is no longer verified.
        """
        for node_id in list(self.removed):
            node = self.survey.nodes[node_id]
            for target in node.targets("implements") + node.targets("verifies"):
                if not self._needed(node, target, facts):
                    continue
                self.removed.remove(node_id)
                what = "no other Task implements" if node.kind == "task" else f"no other {node.level} test verifies"
                gone = "is gone" if node.file not in facts.files else "holds no test any more"
                self.left.append(f"{node_id} declares {node.file}, which {gone}, but {what} {target}")
                break

    def _needed(self, node: Node, target: str, facts: Facts) -> bool:
        code = "TRC105" if node.kind == "task" else next(c for c, level in VERIFYING.items() if level == node.level)
        if target not in facts.rows or not facts.rows[target].in_force or not self.survey.stands(code, target):
            return False
        field = "implements" if node.kind == "task" else "verifies"
        others = [self.survey.nodes[one] for one in facts.rows[target].by(field) if one not in self.removed]
        others = [one for one in others if one.kind == node.kind and one.level == node.level]
        new = [one for one in self.added if (one.kind, one.level, one.target) == (node.kind, node.level, target)]
        return not others and not new

    def _unplan(self, facts: Facts) -> None:
        for node in self.survey.nodes.values():
            if node.planned and node.in_force and is_written(facts, node):
                self.edits[node.id] = self.edits.get(node.id, Edit(node.id))._replace(unplan=True)

    def _add(self, new: Mapping[str, list[str]], followed: Mapping[str, Node]) -> None:
        """Writes new Tasks and Tests for files that nobody declares. Tests come last: they import new files, too."""
        if not any(new.values()):
            return
        gone = {*self.removed}
        alive = {node_id: node for node_id, node in self.survey.nodes.items() if node_id not in gone and node.in_force}
        alive |= followed
        owners = Owners(self.facts, alive.values())
        writer = _Writer(self.survey, alive)
        for kind, paths in new.items():
            for path in paths:
                error = self.facts.inventory(path).error
                if error is not None:
                    self.unread.add(path)
                    self.left.append(f"{path} cannot be parsed ({error.message}): mend it, or name it in `exclude`")
                else:
                    self._add_one(path, kind, paths, owners, writer)

    def _add_one(self, path: str, kind: str, paths: list[str], owners: Owners, writer: _Writer) -> None:
        owner = owners.design_of(path, _group(path, paths)) if kind == "task" else owners.test_of(path)
        added = writer.added(path, kind, owner) if owner is not None else None
        if owner is None or added is None:
            what = "Task" if kind == "task" else "Test"
            self.left.append(f"{path} is declared by no {what}, and there is none that a new one could be like")
            return
        self.added.append(added)
        self.said[added.id] = owner.why + ("" if owner.sure else ": check this")
        owners.take(writer.node(added))

    def _others(self, changes: Changes) -> Iterable[str]:
        """The findings that no edit of this kind mends."""
        new = {(one.level, one.target) for one in changes.added}
        for one in self.survey.findings:
            if one.code == "INV410" and one.file in self.unread:
                continue
            mended = one.code in MENDED or (VERIFYING.get(one.code, "-"), one.node) in new
            mended = mended or (one.code == "TRC105" and ("", one.node) in new)
            if one.severity == "error" and not mended:
                yield f"{one.code} {one.message}"


class _Writer:
    """Makes new nodes: ids, names and neighbours."""

    def __init__(self, survey: Survey, alive: Mapping[str, Node]) -> None:
        self.survey = survey
        self.alive = alive
        self.ids = Ids(survey.nodes)
        self.names: set[str] = set()

    def added(self, path: str, kind: str, owner: Owner) -> Added | None:
        """A node for a new file; None where there is no node that it could be written like."""
        found = self._neighbour(path, kind, owner)
        if found is None:
            return None
        like, before = found
        roots = self.survey.facts.config.source_roots
        name = class_name(path, owner.level, roots, lambda one: one in self.names or self.survey.taken(one))
        self.names.add(name)
        title = title_of(path, self.survey.source(path), kind)
        return Added(
            self.ids.next(prefix_for(like, kind, owner.level)),
            kind,
            owner.level,
            name,
            title,
            owner.target,
            path,
            self._declared(path, kind, like),
            like.id,
            before,
        )

    def _neighbour(self, path: str, kind: str, owner: Owner) -> tuple[Node, bool] | None:
        field = "implements" if kind == "task" else "verifies"
        same = [node for node in self.alive.values() if node.kind == kind and node.level == owner.level]
        beside = [node for node in same if owner.target in node.targets(field)]
        other = [node for node in self.alive.values() if node.kind == kind] or [
            node for node in self.alive.values() if node.kind in ("task", "test")
        ]
        return neighbour(path, beside) or neighbour(path, same) or neighbour(path, other)

    def _declared(self, path: str, kind: str, like: Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
        inventory = self.survey.facts.inventory(path)
        if kind == "test":
            if [one.name for one in like.declared("test_functions")] == [ALL_TESTS]:
                return (("test_functions", (ALL_TESTS,)),)
            return (("test_functions", tuple(one.name for one in test_names(path, inventory))),)
        found: dict[str, list[str]] = {field: [] for field in KIND_OF}
        for symbol in governed_symbols(inventory, self.survey.facts.config.symbols):
            found[FIELD_OF[symbol.kind]].append(symbol.name)
        return tuple((field, tuple(sorted(names))) for field, names in found.items() if names)

    def node(self, added: Added) -> Node:
        """The new node as others are to count it."""
        return born(added, self.alive[added.like])


def _loses_all(node: Node, many: tuple[Names, ...]) -> bool:
    """Whether a Test is left without a test."""
    names = {one.name for one in node.declared("test_functions")}
    return bool(names) and any(not one.add and names <= {*one.remove} for one in many)


def _group(path: str, paths: list[str]) -> list[str]:
    """The new files below the same folder."""
    folder = path.rpartition("/")[0]
    return [one for one in paths if one.startswith(f"{folder}/")] if folder else [path]
