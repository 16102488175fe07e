"""New Tasks and Tests for files that nobody declares: what is sure or likely is written, what is open is left open."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from archhook.author.expected_nodes import new_node
from archhook.author.ledger_changes import Added
from archhook.author.node_names import Ids, class_name, prefix_for, title_of, word_of
from archhook.inventory.module_names import root_folders
from archhook.inventory.pytest_collection import each_function, test_names
from archhook.inventory.python_file import governed_symbols
from archhook.inventory.roles import Roles
from archhook.laws.law import ALL_TESTS, FIELD_OF, KIND_OF
from archhook.model.config import WORDS
from archhook.model.declaring import folders_above, is_folder, own_detail
from archhook.model.nodes import parts, sort_key
from archhook.model.vocabulary import VERIFIED_KIND
from archhook.sync.new_folders import in_folders
from archhook.sync.owning_design import Open, Owner, Owners

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from archhook.model.nodes import Node
    from archhook.sync.sync_input import SyncInput


CHECK = ": check this"
"""Ends the reason of what a person has to look at."""


class Choice(NamedTuple):
    """A new node that a person has to decide about: `added` is for the first of the nodes that it may belong to."""

    added: Added
    targets: tuple[str, ...]
    why: str  # a clause
    also: tuple[str, ...] = ()  # new files of the same folder, which go where this one goes


class Missing(NamedTuple):
    """New files that cannot be declared, because the ledger has no node in force of a kind that they need."""

    kind: str
    files: tuple[str, ...]


class NewNodes:
    """Decides about new files, one after the other. `alive`: the nodes in force that stay, by id."""

    def __init__(self, given: SyncInput, alive: Mapping[str, Node]) -> None:
        self.given = given
        self.alive = alive
        self.added: list[Added] = []
        self.said: dict[str, str] = {}
        self.left: list[str] = []
        self.choices: list[Choice] = []
        self.missing: list[Missing] = []
        self.unread: set[str] = set()
        self.roots = root_folders(given.facts.config.source_roots)
        role_of = Roles(given.facts.config, ()).role_of
        self.excluded = {
            new: old for old, new in given.renames.items() if old.endswith(".py") and role_of(old, "100644") == "other"
        }
        self.came_from = {new: old for old, new in given.renames.items()}
        self.of_folders: dict[tuple[str, str], list[Node]] = {}  # (kind, folder) -> the nodes that declare it
        for node in given.nodes.values():
            if is_folder(node.file) and node.in_force:
                self.of_folders.setdefault((node.kind, node.file), []).append(node)
        self.open: dict[str, dict[str, Open]] = {"task": {}, "test": {}}  # kind -> path -> between what

    def run(self, new: Mapping[str, Sequence[str]]) -> None:
        """Decides about new files, by kind of node. Tests come last: they import new files, too.

        What is open gets its id last: whoever decides otherwise leaves no gap among those that are written.
        """
        owners = Owners(self.given.facts, self.alive.values())
        maker = NodeMaker(self.given, self.alive)
        for kind in ("task", "test"):
            for path in new[kind]:
                error = self.given.facts.inventory(path).error
                if error is not None:
                    self.unread.add(path)
                    self.left.append(f"{path} cannot be parsed ({error.message}): mend it{self._was(path)}")
                else:
                    self._one(path, kind, new[kind], owners, maker)
            self._again(kind, new[kind], owners, maker)
        for kind in ("task", "test"):
            self._fold(kind, maker)
            self._leave(kind, maker)

    def _fold(self, kind: str, maker: NodeMaker) -> None:
        """Writes one node for all new files of a folder, where the ledger names folders and they are all of one."""
        if all(one != kind for one, _ in self.of_folders):
            return
        mine = [one for one in self.added if one.kind == kind]
        folded = in_folders(self.given, kind, mine, self.open[kind], maker.called)
        self.added = [one for one in self.added if one.kind != kind]
        for added, files in folded:
            self.added.append(added)
            if files:
                why = [self.said.pop(one.id) for one in files]
                self.said[added.id] = why[0] if len({*why}) == 1 else _first_doubt(why)

    def _again(self, kind: str, paths: Sequence[str], owners: Owners, maker: NodeMaker) -> None:
        """Asks anew about what is open while that places any: else the next sync would, by what this one placed."""
        before = -1
        while len(self.open[kind]) != before:
            waiting, self.open[kind] = self.open[kind], {}
            before = len(waiting)
            for path in waiting:
                self._one(path, kind, paths, owners, maker)

    def _one(self, path: str, kind: str, paths: Sequence[str], owners: Owners, maker: NodeMaker) -> None:
        if kind == "test" and self._waits(path, owners):
            return
        found = owners.design_of(path, self._group(path, paths)) if kind == "task" else owners.test_of(path)
        found = self._as_in_folder(path, kind, found) or found
        if isinstance(found, Open):
            self.open[kind][path] = found
            return
        added = maker.added(path, kind, found)
        self.added.append(added)
        was = self._was(path)
        self.said[added.id] = found.why + was + ("" if found.sure and not was else CHECK)
        owners.take(maker.node(added), found)

    def _as_in_folder(self, path: str, kind: str, found: Owner | Open) -> Owner | None:
        """Whose a file is that a folder declared, in which it lies no longer: as it was, as with any that moves."""
        nodes = self.of_folders.get((kind, self._left(kind, path)), ())
        if len(nodes) != 1:
            return None
        target = (nodes[0].targets("implements") + nodes[0].targets("verifies"))[0]
        doubted = isinstance(found, Owner) and found.sure and found.target != target
        return Owner(target, f"as {nodes[0].file}, which it was in", not doubted, nodes[0].level)

    def _left(self, kind: str, path: str) -> str:
        """The folder that declared a file that is now at a path; "" where none did."""
        old = self.came_from.get(path, "")
        return next((one for one in folders_above(old) if (kind, one) in self.of_folders), "")

    def _was(self, path: str) -> str:
        """What to say of a file that was left out until it moved; "" of others."""
        return f"; `exclude` leaves out {self.excluded[path]}, which it was" if path in self.excluded else ""

    def _group(self, path: str, paths: Sequence[str]) -> list[str]:
        """The new files of the same package; those that lie beside packages are none."""
        package = _package(path, self.roots)
        return [path] if package in self.roots else [one for one in paths if one.startswith(f"{package}/")]

    def _waits(self, path: str, owners: Owners) -> bool:
        """Whether a test tests a file whose Design is open."""
        tested = next((one.file for one in owners.imports.of(path) if one.file in self.open["task"]), "")
        if tested:
            self.left.append(
                f"{path} is declared by no Test: it imports {tested}, whose Task comes first; then sync again"
            )
        return bool(tested)

    def _leave(self, kind: str, maker: NodeMaker) -> None:
        """Makes of what is open what a person is told; new files of a package go together."""
        together: dict[tuple[str, Open], list[str]] = {}
        for path, found in self.open[kind].items():
            key = _package(path, self.roots) if kind == "task" else path
            together.setdefault((key, found), []).append(path)
        lacking: dict[str, list[str]] = {}
        for (_, found), paths in together.items():
            if not found.targets:
                lacking.setdefault(VERIFIED_KIND.get(found.level, "design"), []).extend(paths)
                continue
            owner = Owner(found.targets[0], found.why, level=found.level)
            self.choices.append(Choice(maker.added(paths[0], kind, owner), found.targets, found.why, tuple(paths[1:])))
        self.missing += [Missing(lack, tuple(paths)) for lack, paths in lacking.items()]


def _first_doubt(why: Sequence[str]) -> str:
    """One of some reasons for all of them: the first that asks for a look, if any does."""
    return next((one for one in why if one.endswith(CHECK)), why[0])


def _package(path: str, roots: Collection[str]) -> str:
    """The outermost folder below a source root that a file lies in; the root where it lies there itself."""
    folder = path.rpartition("/")[0]
    while folder not in roots and folder.rpartition("/")[0] not in roots:
        folder = folder.rpartition("/")[0]
    return folder


class NodeMaker:
    """Makes new nodes: ids, names and neighbours."""

    def __init__(self, given: SyncInput, alive: Mapping[str, Node]) -> None:
        self.given = given
        self.alive = alive
        self.ids = Ids(given.nodes)
        self.names: set[str] = set()
        self.ordered = _ordered(alive.values())

    def added(self, path: str, kind: str, owner: Owner) -> Added:
        """A node for a new file."""
        like, before = self._neighbour(path, kind, owner)
        roots = self.given.facts.config.source_roots
        name = class_name(path, owner.level, roots, lambda one: one in self.names or self.given.taken(one))
        self.names.add(name)
        title = title_of(path, self.given.source(path), kind)
        return Added(
            self._id(prefix_for(like, kind, owner.level), path),
            kind,
            owner.level,
            name,
            title,
            owner.target,
            path,
            self._declared(path, kind, like, owner.target),
            like.id,
            before,
        )

    def called(self, like: Added, path: str) -> tuple[str, str]:
        """(id, class name) of a new node of a path in the place of another one, whose number it takes over."""
        config = self.given.facts.config
        name = class_name(path, like.level, config.source_roots, lambda one: one in self.names or self.given.taken(one))
        self.names.add(name)
        prefix = parts(like.id)[0]
        return (self._id(prefix, path) if config.new_ids == WORDS else like.id), name

    def _id(self, prefix: str, path: str) -> str:
        config = self.given.facts.config
        if config.new_ids != WORDS:
            return self.ids.number(prefix)
        return self.ids.word(prefix, word_of(path, config.source_roots))

    def _neighbour(self, path: str, kind: str, owner: Owner) -> tuple[Node, bool]:
        """The node beside which a new one goes. Tests of a folder stand by their paths, whatever they verify."""
        level = self.ordered.get((kind, owner.level))
        if kind == "test" and level is not None and level.holds(path.rpartition("/")[0]):
            return level.neighbour(path)
        keys = ((kind, owner.level, owner.target), (kind, owner.level), (kind,), ("task", "", owner.target), ())
        for key in keys:
            if key in self.ordered:
                return self.ordered[key].neighbour(path)
        return self.alive[owner.target], False  # the first Task or Test of a ledger stands behind what it is for

    def _declared(self, path: str, kind: str, like: Node, target: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        inventory = self.given.facts.inventory(path)
        if kind == "test":
            named = [one.name for one in like.declared("test_functions")]
            if like.kind != "test" or named == [ALL_TESTS]:  # lists of names collide where branches add tests
                return (("test_functions", (ALL_TESTS,)),)
            tests = each_function(test_names(path, inventory, self.given.facts.config.pytest))
            return (("test_functions", tuple(one.name for one in tests)),)
        found: dict[str, list[str]] = {field: [] for field in KIND_OF}
        symbols = own_detail(self.given.nodes[target]) or self.given.facts.config.symbols
        for symbol in governed_symbols(inventory, symbols):
            found[FIELD_OF[symbol.kind]].append(symbol.name)
        return tuple((field, tuple(sorted(names))) for field, names in found.items() if names)

    def node(self, added: Added) -> Node:
        """The new node as others are to count it."""
        return new_node(added, self.alive[added.like])


class OrderedNodes:
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


def _ordered(nodes: Iterable[Node]) -> dict[tuple[str, ...], OrderedNodes]:
    """Tasks and Tests by (kind, level, target), by (kind, level), by kind, and all."""
    found: dict[tuple[str, ...], list[Node]] = {}
    for node in nodes:
        if node.kind in ("task", "test"):
            targets = node.targets("implements") + node.targets("verifies")
            keys = [(node.kind, node.level, target) for target in targets]
            for key in dict.fromkeys((*keys, (node.kind, node.level), (node.kind,), ())):
                found.setdefault(key, []).append(node)
    return {key: OrderedNodes(many) for key, many in found.items()}
