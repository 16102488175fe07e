"""Two snapshots side by side: what of them differs, which nodes are the same, and where code went."""

from __future__ import annotations

from functools import cached_property

from archhook.cache.treemap import differing
from archhook.model.declaring import NOBODY
from archhook.model.nodes import Place
from archhook.model.pairing import paired

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import NamedTuple

    from archhook.inventory.hollow_tests import HollowTest
    from archhook.model.config import Config
    from archhook.model.declaring import Declarers
    from archhook.model.nodes import FileFact, FileInventory, Node, Spot
else:
    from archhook.records import NamedTuple


class Weakening(NamedTuple):
    """One thing that makes the law of a snapshot weaker than that of an older one, and is no exemption.

    The place is that of the new snapshot, or, where what it is about is `gone`, that of the old one.
    """

    kind: str
    what: str  # for people: a sentence without its final stop
    path: str  # relative to the repository's top, as in findings
    line: int
    node: str = ""  # id, on the side of the place
    gone: bool = False


class Side(NamedTuple):
    """What is read of one snapshot. The maps answer look-ups; of stored ones only what differs is walked over."""

    config: Config
    nodes: Mapping[str, Node]
    files: Mapping[str, FileFact]
    declared: Mapping[str, Declarers]
    inventory: Callable[[str], FileInventory]
    contents: Callable[[Iterable[str]], Mapping[str, bytes]]  # of the regular files at some paths
    place: Callable[[Node], Place]
    setting: Callable[[str], Place]  # where a key of the configuration stands
    hollow: Callable[[str], tuple[HollowTest, ...]]  # the tests of a file that cannot fail
    prefix: str = ""  # the project's folder, with a final slash
    ledger: tuple[str, ...] = ()  # its modules
    told: Callable[[str], tuple[str, ...]] = lambda name: ()  # the words of a setting of pytest, () where it is not set
    expect: Callable[[Iterable[str]], None] = lambda paths: None  # reads the inventories of many files at once
    told_at: Callable[[str], Place] = lambda name: Place("", 1, 1)  # where a setting of pytest stands
    tasks: Callable[[str], tuple[str, ...]] = lambda design: ()  # the Tasks in force that implement a Design

    def spot(self, node: Node, spot: Spot | None) -> tuple[str, int]:
        """(path, line) of something that a node says; its class line where there is nothing."""
        if spot is not None and spot.path:
            return self.prefix + spot.path, spot.line
        at = self.place(node)
        return at.path, at.line + (spot.line if spot is not None else 0)

    def regular(self, path: str) -> bool:
        """Whether a path is a regular file of the snapshot."""
        fact = self.files.get(path)
        return fact is not None and fact.regular

    def python(self, path: str) -> bool:
        """Whether a path is a regular Python file that laws look at."""
        return self.role(path) in ("governed", "test")

    def role(self, path: str) -> str:
        """The role of a path, "" where there is nothing."""
        fact = self.files.get(path)
        return fact.role if fact else ""

    def designs(self, path: str) -> tuple[str, ...]:
        """The ids of the Designs that the Tasks of a path implement."""
        tasks = self.declared.get(path, NOBODY)[0]
        return tuple({design: None for task in tasks for design in self.nodes[task].targets("implements")})


class Sides:
    """The old and the new side of a comparison, and what more than one question asks of both.

    `changed`, `redeclared`: the paths that hold something else, that others declare · `old`, `new`: id -> node of
    those that differ · `was`: new id -> old id of the nodes that both have, `now`: the
    other way round; what both have alike is in neither.
    """

    def __init__(self, before: Side, after: Side) -> None:
        self.before, self.after = before, after
        self.both = (before, after)
        unlike = tuple(differing(before.nodes, after.nodes))
        self.old = {one: before.nodes[one] for one in unlike if one in before.nodes}
        self.new = {one: after.nodes[one] for one in unlike if one in after.nodes}
        self.was = paired(self.old, self.new)
        self.now = {old: new for new, old in self.was.items()}
        self.changed = tuple(sorted(differing(before.files, after.files)))
        self.redeclared = tuple(sorted(differing(before.declared, after.declared)))
        for side in self.both:
            side.expect([path for path in self.changed if side.python(path)])

    def pairs(self, *kinds: str) -> Iterator[tuple[Node, Node]]:
        """(old, new) of the nodes of some kinds that differ and are in force on both sides."""
        for new_id, old_id in self.was.items():
            old, new = self.old[old_id], self.new[new_id]
            if new.kind in kinds and old.in_force and new.in_force:
                yield old, new

    @property
    def removed(self) -> Iterator[Node]:
        """The nodes that were in force and are no longer declared."""
        return (node for one, node in self.old.items() if one not in self.now and node.in_force)

    def renamed(self, ids: Iterable[str]) -> set[str]:
        """Ids of the old side as the new side has them."""
        return {self.now.get(one, one) for one in ids}

    def is_new(self, node_id: str) -> bool:
        """Whether a node of the new side is not on the old one."""
        return node_id in self.new and node_id not in self.was

    @cached_property
    def origins(self) -> dict[str, set[str]]:
        """New Design -> the ids (of the new side) of the Designs whose code it has now."""
        went = [(old.targets("implements"), new.targets("implements")) for old, new in self.pairs("task")]
        went += [(self.before.designs(path), self.after.designs(path)) for path in self.redeclared]
        found: dict[str, set[str]] = {}
        for had, has in went:
            for design in has if had else ():
                if self.is_new(design):
                    found.setdefault(design, set()).update(self.renamed(had))
        return found

    @cached_property
    def emptied(self) -> set[str]:
        """The Designs with Tasks that other old Designs have now, and none of their own any more: ids of the new side,
        or their old ones where they are gone.
        """
        turned = {
            design
            for old, new in self.pairs("task")
            for design in self.renamed(old.targets("implements"))
            - {one for target in new.targets("implements") for one in (target, *self.origin(target))}
        }
        return {design for design in turned if design not in self.after.nodes or not self.after.tasks(design)}

    @cached_property
    def heirs(self) -> dict[str, set[str]]:
        """The other way round: id of a Design (of the new side) -> the new Designs that have code of it now."""
        found: dict[str, set[str]] = {}
        for heir, origins in self.origins.items():
            for design in origins:
                found.setdefault(design, set()).add(heir)
        return found

    def origin(self, design: str) -> set[str]:
        """The Designs that a Design of the new side was, as far as its code goes: itself, where it is not new."""
        return self.origins.get(design, {design})

    def was_design(self, design: str) -> Node | None:
        """The old node of a Design, by its id on the new side, or by that which it had where it is gone."""
        return self.before.nodes.get(self.was.get(design, design))

    @cached_property
    def moved(self) -> dict[str, str]:
        """Old path -> new path of the files that were renamed, and that a Task or a Test went along with."""
        return {
            old.file: new.file
            for old, new in self.pairs("task", "test")
            if old.file not in self.after.files and new.file not in self.before.files and new.file in self.after.files
        }
