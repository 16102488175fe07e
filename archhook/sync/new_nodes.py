"""New Tasks and Tests for files that nobody declares: what they say, and the node beside which they are written."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from archhook.author.expected_nodes import born
from archhook.author.ledger_changes import Added
from archhook.author.new_ids import WORDS, Ids, word_of
from archhook.author.node_names import class_name, prefix_for, title_of
from archhook.inventory.pytest_collection import each_function, test_names
from archhook.inventory.python_file import governed_symbols
from archhook.laws.law import ALL_TESTS, FIELD_OF, KIND_OF
from archhook.model.nodes import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.model.nodes import Node
    from archhook.sync.owning_design import Owner
    from archhook.sync.survey import Survey


class Writer:
    """Makes new nodes: ids, names and neighbours."""

    def __init__(self, survey: Survey, alive: Mapping[str, Node]) -> None:
        self.survey = survey
        self.alive = alive
        self.ids = Ids(survey.nodes)
        self.names: set[str] = set()
        self.shelves = _shelves(alive.values())

    def added(self, path: str, kind: str, owner: Owner) -> Added:
        """A node for a new file."""
        like, before = self._neighbour(path, kind, owner)
        roots = self.survey.facts.config.source_roots
        name = class_name(path, owner.level, roots, lambda one: one in self.names or self.survey.taken(one))
        self.names.add(name)
        title = title_of(path, self.survey.source(path), kind)
        return Added(
            self._id(prefix_for(like, kind, owner.level), path),
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

    def _id(self, prefix: str, path: str) -> str:
        config = self.survey.facts.config
        if config.new_ids != WORDS:
            return self.ids.number(prefix)
        return self.ids.word(prefix, word_of(path, config.source_roots))

    def _neighbour(self, path: str, kind: str, owner: Owner) -> tuple[Node, bool]:
        """The node beside which a new one goes. Tests of a folder stand by their paths, whatever they verify."""
        level = self.shelves.get((kind, owner.level))
        if kind == "test" and level is not None and level.holds(path.rpartition("/")[0]):
            return level.neighbour(path)
        shelves = ((kind, owner.level, owner.target), (kind, owner.level), (kind,), ("task", "", owner.target), ())
        for shelf in shelves:
            if shelf in self.shelves:
                return self.shelves[shelf].neighbour(path)
        return self.alive[owner.target], False  # the first Task or Test of a ledger stands behind what it is for

    def _declared(self, path: str, kind: str, like: Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
        inventory = self.survey.facts.inventory(path)
        if kind == "test":
            named = [one.name for one in like.declared("test_functions")]
            if like.kind != "test" or named == [ALL_TESTS]:  # lists of names collide where branches add tests
                return (("test_functions", (ALL_TESTS,)),)
            tests = each_function(test_names(path, inventory, self.survey.facts.config.pytest))
            return (("test_functions", tuple(one.name for one in tests)),)
        found: dict[str, list[str]] = {field: [] for field in KIND_OF}
        for symbol in governed_symbols(inventory, self.survey.facts.config.symbols):
            found[FIELD_OF[symbol.kind]].append(symbol.name)
        return tuple((field, tuple(sorted(names))) for field, names in found.items() if names)

    def node(self, added: Added) -> Node:
        """The new node as others are to count it."""
        return born(added, self.alive[added.like])


class Shelf:
    """Nodes in the order of their files, all of them and those of each folder."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._all = sorted(nodes, key=lambda node: (node.file, sort_key(node.id)))
        self._folders: dict[str, list[Node]] = {}
        for node in self._all:
            self._folders.setdefault(node.file.rpartition("/")[0], []).append(node)

    def holds(self, folder: str) -> bool:
        """Whether a node's file lies in a folder."""
        return folder in self._folders

    def neighbour(self, path: str) -> tuple[Node, bool]:
        """(the node beside which one for a new file is written, whether before it), so that files stay in order.

        Nodes of the same folder are preferred: branches that add files in different folders then write in different
        places.
        """
        near = self._folders.get(path.rpartition("/")[0], self._all)
        at = bisect_right(near, path, key=lambda node: node.file)
        return (near[at - 1], False) if at else (near[0], True)


def _shelves(nodes: Iterable[Node]) -> dict[tuple[str, ...], Shelf]:
    """Tasks and Tests by (kind, level, target), by (kind, level), by kind, and all."""
    found: dict[tuple[str, ...], list[Node]] = {}
    for node in nodes:
        if node.kind in ("task", "test"):
            targets = node.targets("implements") + node.targets("verifies")
            keys = [(node.kind, node.level, target) for target in targets]
            for key in dict.fromkeys((*keys, (node.kind, node.level), (node.kind,), ())):
                found.setdefault(key, []).append(node)
    return {key: Shelf(many) for key, many in found.items()}
