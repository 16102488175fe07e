"""What is no longer in force, and what was turned to another node."""

from __future__ import annotations

from collections import Counter

from archhook.exemptions.sides import Weakening
from archhook.inventory.python_file import last_part
from archhook.laws.law import FIELD_OF, KIND_OF, listed, shown
from archhook.model.declaring import NOBODY, is_folder
from archhook.model.ids import split_id
from archhook.model.nodes import in_order

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archhook.exemptions.sides import Sides
    from archhook.model.nodes import Node

UPWARD = {
    "derived_from": "is derived from",
    "satisfies": "satisfies",
    "implements": "implements",
    "verifies": "verifies",
}
"""The links that say what a node is there for -> the verb of a sentence."""


def lost_nodes(sides: Sides) -> Iterator[Weakening]:
    """One for each node that was in force and is gone, or is left out of the lists that are validated.

    None for a Task whose files and names others declare now that stand for the same, and none for a node that is only
    called otherwise: id and class name new, the text as it was. Of Tests that are gone tell their tests.
    """
    texts = {_text(node) for one, node in sides.new.items() if sides.is_new(one) and node.in_force and _text(node)[1]}
    taken = _Taken(sides)
    for node in sides.removed:
        if _text(node) in texts or (node.kind == "design" and _only_called_otherwise(sides, node)):
            continue
        if node.id in sides.emptied:  # told with what became of its Tasks
            continue
        if node.kind != "test" and not (node.kind == "task" and taken.over(node)):
            yield gone(sides, node)
    for new_id, old_id in sides.was.items():
        old, new = sides.old[old_id], sides.new[new_id]
        if old.in_force and not new.in_force and new.adopted:
            path, line = sides.after.spot(new, None)
            yield Weakening("out-of-force", f"{new_id} is not in force any more", path, line, new_id)


def gone(sides: Sides, node: Node) -> Weakening:
    """That a node is gone, at its old place."""
    path, line = sides.before.spot(node, None)
    what = f"{node.id} ({node.name}) is gone{_with_it(sides, node)}" if node.name else f"{node.id} is gone"
    return Weakening("deleted", what, path, line, node.id, True)


def _text(node: Node) -> tuple[str, str]:
    return node.kind, split_id(node.doc)[1] or ""


def _only_called_otherwise(sides: Sides, design: Node) -> bool:
    """Whether one new Design has the code of one that is gone, and of no other: that is held to the old limits."""
    heirs = [*sides.heirs.get(design.id, ())]
    return len(heirs) == 1 and sides.origins[heirs[0]] == {design.id}


def _with_it(sides: Sides, node: Node) -> str:
    """Whether the code went, too: the end of a sentence."""
    if not node.file or is_folder(node.file) or not sides.before.regular(node.file):
        return ""
    if sides.after.regular(node.file):
        return f", and {shown(node.file)} is still there"
    return f", and {shown(node.file)} with it"


class _Taken:
    """What other Tasks declare now of what one declared that is gone."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self.names: dict[tuple[str, str], set[str]] = {}  # (field, name) -> the Designs that it is of
        self.files: dict[str, list[str]] = {}  # Task of the old side -> the files that others declare now
        for path in sides.redeclared:
            for task in () if is_folder(path) else sides.before.declared.get(path, NOBODY)[0]:
                self.files.setdefault(task, []).append(path)
        for node in sides.new.values():
            if node.kind == "task" and node.in_force:
                for field, declared in node.declares:
                    for one in declared:
                        self.names.setdefault((field, one.name), set()).update(self.designs(node))

    def designs(self, task: Node) -> set[str]:
        """The Designs of a Task of the new side, each with those whose code it has."""
        return {one for target in task.targets("implements") for one in (target, *self.sides.origin(target))}

    def over(self, task: Node) -> bool:
        """Whether others, of the same Design, stand for all that a Task declared."""
        sides = self.sides
        wanted = sides.renamed(task.targets("implements"))
        files = self.files.get(task.id, [])
        names = {(field, one.name) for field in KIND_OF for one in task.declared(field)}
        kept = [path for path in files if sides.after.regular(path) and wanted <= self._of(path)]
        if files and kept == files:
            there = {
                (FIELD_OF[one.kind], name)
                for path in (kept if names else ())
                for one in sides.after.inventory(path).symbols
                for name in (one.name, last_part(one.name))
            }
            names -= there
            return all(wanted <= self.names.get(key, set()) for key in names)
        return bool(names) and all(wanted <= self.names.get(key, set()) for key in names)

    def _of(self, path: str) -> set[str]:
        tasks = self.sides.after.declared.get(path, NOBODY)[0]
        return {one for task in tasks for one in self.designs(self.sides.after.nodes[task])}


def turned_links(sides: Sides) -> Iterator[Weakening]:
    """One for each node that stands for something else than it did, and each group of files that went to a Design
    with new Tasks. What a new Design took over is no change: that is held to what bound the old one.
    """
    told: set[str] = set()
    joined: dict[str, list[tuple[str, str, Weakening]]] = {}  # Design -> (kind, what has it now, what is told)
    for old, new in sides.pairs("requirement", "design", "task", "test"):
        for field, verb in UPWARD.items():
            was, now = sides.renamed(old.targets(field)), set(new.targets(field))
            heirs = {one for target in now for one in sides.origin(target)}
            lost = [one for one in in_order(was - now - heirs) if _still_there(sides, one) or old.kind in _SINGLE]
            if lost:
                told.add(new.id)
                what = f"{new.id} no longer {verb} {listed(lost)}"
                if now - was:
                    what = f"{new.id} {verb} {listed(in_order(now - was))} now, and not {listed(lost)}"
                spot = next((link.spot for name, links in new.links if name == field for link in links), None)
                one = Weakening("link", what, *sides.after.spot(new, spot), new.id)
                if now - was and sides.emptied.issuperset(lost):
                    joined.setdefault(lost[0], []).append((new.kind, listed(in_order(now - was)), one))
                else:
                    yield one
        if old.level != new.level:
            what = f"{new.id} counts as {new.level} test now, and was {old.level} test {old.id}"
            yield Weakening("link", what, *sides.after.spot(new, None), new.id)
    yield from _joined(sides, joined)
    yield from _turned_files(sides, told)
    yield from _turned_names(sides)


def _joined(sides: Sides, joined: Mapping[str, Sequence[tuple[str, str, Weakening]]]) -> Iterator[Weakening]:
    """One for each Design whose Tasks all went to others, by one decision; where it is still there and only one thing
    went, that.
    """
    for design, parts in joined.items():
        there = design in sides.after.nodes
        if there and len(parts) == 1:
            yield parts[0][2]
            continue
        counted = Counter((into, kind) for kind, into, _ in parts)
        said = []
        for heir in dict.fromkeys(into for _, into, _ in parts):
            numbers = {kind.title(): counted[heir, kind] for kind in _SINGLE if counted[heir, kind]}
            things = [f"{number} {kind}{'s' * (number > 1)}" for kind, number in numbers.items()]
            said.append(f"{heir} has {listed(things)} of it now")
        node = sides.before.nodes[sides.was.get(design, design)]
        title = f"{design} ({node.name})" if node.name else design
        at = sides.after.spot(sides.after.nodes[design], None) if there else sides.before.spot(node, None)
        what = f"{title} {'has no Task any more' if there else 'is gone'}: {', '.join(said)}"
        yield Weakening("joined", what, *at, design, not there)


_SINGLE = ("task", "test")
"""Kinds of node with one link: what it named may be gone, it stands for something else all the same."""


def _still_there(sides: Sides, node_id: str) -> bool:
    node = sides.after.nodes.get(node_id)
    return node is not None and node.in_force


def _turned_files(sides: Sides, told: set[str]) -> Iterator[Weakening]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for path in sides.redeclared:
        had = sides.renamed(sides.before.designs(path))
        tasks = sides.after.declared.get(path, NOBODY)[0]
        if not had or is_folder(path):
            continue
        for task in tasks:
            for design in sides.after.nodes[task].targets("implements"):
                if task not in told and had.isdisjoint(sides.origin(design)) and design not in had:
                    groups.setdefault((task, design, *in_order(had)), []).append(path)
    for (task, design, *owners), paths in groups.items():
        what = f"{listed([*map(shown, paths)])}: of {design} now, and not of {listed(owners)}"
        yield Weakening("link", what, *sides.after.spot(sides.after.nodes[task], None), task)


def _turned_names(sides: Sides) -> Iterator[Weakening]:
    """The names of a shared file that a Task of one Design declared, and one of another declares now."""
    shared: dict[str, dict[tuple[str, str], list[Node]]] = {}  # path -> (field, name) -> the Tasks that declare it now
    for old, new in sides.pairs("task"):
        lost = [(field, one) for field in KIND_OF for one in _names(old, field) - _names(new, field)]
        tasks = sides.after.declared.get(new.file, NOBODY)[0] if lost else ()
        if len(tasks) < 2:  # most files are of one Task
            continue
        if new.file not in shared:
            shared[new.file] = {}
            for task in map(sides.after.nodes.__getitem__, tasks):
                for field in KIND_OF:
                    for name in _names(task, field):
                        shared[new.file].setdefault((field, name), []).append(task)
        had = sides.renamed(old.targets("implements"))
        taken: dict[str, list[str]] = {}
        for key in sorted(lost):
            for other in shared[new.file].get(key, ()):
                if all(had.isdisjoint(sides.origin(each)) for each in other.targets("implements")):
                    taken.setdefault(other.id, []).append(key[1])
        for task_id, names in taken.items():
            other = sides.after.nodes[task_id]
            designs = listed(other.targets("implements"))
            what = f"{listed(names)} of {shown(new.file)}: of {designs} now, and not of {listed(in_order(had))}"
            yield Weakening("link", what, *sides.after.spot(other, None), task_id)


def _names(task: Node, field: str) -> set[str]:
    return {one.name for one in task.declared(field)}


def planned_again(sides: Sides) -> Iterator[Weakening]:
    """One for each Task and Test that is planned again, and of which something is gone that was there."""
    for old, new in sides.pairs("task", "test"):
        if old.planned or not new.planned or not sides.before.regular(old.file):
            continue
        gone = [shown(old.file)]
        if sides.after.regular(new.file):
            held = [
                {one.name for one in side.inventory(path).symbols}
                for side, path in ((sides.before, old.file), (sides.after, new.file))
            ]
            names_lost = held[0] - held[1]
            names = [one.name.replace("::", ".") for _, declared in old.declares for one in declared]
            gone = [name for name in names if name in names_lost]
        if gone:
            what = f"{new.id} is planned again: {listed(gone)} was there, and is gone"
            yield Weakening("code", what, *sides.after.spot(new, None), new.id)
