"""The facts of one snapshot, over mappings that may be held in memory or read from the cache on demand."""

from __future__ import annotations

from archhook.graph.graph import row_of
from archhook.model.declaring import NOBODY, detail_of, finest, is_folder, paths_below
from archhook.model.nodes import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from archhook.check.import_maps import ImportMaps
    from archhook.graph.reach import Unreached
    from archhook.graph.roll_up import Figures
    from archhook.inventory.module_names import Meaning, Resolver
    from archhook.model.config import Config
    from archhook.model.declaring import Declarers
    from archhook.model.nodes import FileFact, FileInventory, Measurement, Node, Row

    Recorded = Mapping[str, tuple[tuple[str, Measurement], ...]]
    """Id of a Design -> what `measured.toml` says of it, by field."""


class SnapshotFacts:
    """All that laws read; implements `laws.law.Facts`. Every answer is a look-up by key.

    What has been computed of them they keep: facts are those of one moment, and made anew when something has changed.
    `maps`: what is known of all files' imports; without it that is worked out where it is asked for. `detailed`:
    whether any Design may set `symbols` itself.
    """

    def __init__(
        self,
        config: Config,
        nodes: Mapping[str, Node],
        rows: Mapping[str, Row],
        files: Mapping[str, FileFact],
        declared: Mapping[str, Declarers],
        inventory: Callable[[str], FileInventory],
        recorded: Recorded,
        maps: ImportMaps | None = None,
        *,
        detailed: bool = True,
    ) -> None:
        self.config = config
        self.nodes = nodes
        self.rows = rows
        self.files = files
        self.declared = declared
        self.inventory = inventory
        self.recorded = recorded
        self.memo: dict[tuple[object, object], Any] = {}
        self._maps = maps
        self._detailed = detailed
        self._below: dict[str, list[str]] | None = None
        self._resolver: Resolver | None = None
        self._meant: tuple[str, tuple[Meaning, ...], tuple[str, ...]] = ("", (), ())
        self._figures: Figures | None = None
        self._unreached: Unreached | None = None
        self._path = ""
        self._nodes: tuple[tuple[Node, ...], tuple[Node, ...]] = ((), ())

    @property
    def figures(self) -> Figures:
        """The figures of the Designs, and how they add up."""
        if self._figures is None:
            from archhook.graph.roll_up import Figures

            self._figures = Figures(self.rows, self.nodes, self.recorded)
        return self._figures

    @property
    def unreached(self) -> Unreached:
        """The Tasks below nodes that no Intent reaches."""
        if self._unreached is None:
            from archhook.graph.reach import Unreached

            self._unreached = Unreached(self.rows)
        return self._unreached

    def ids(self, kind: str) -> tuple[str, ...]:
        """The ids in force of a kind, sorted."""
        return tuple(sorted((i for i, row in self.rows.items() if row.kind == kind and row.in_force), key=sort_key))

    def tasks_of(self, path: str) -> tuple[Node, ...]:
        """The Tasks in force that declare a path, by id."""
        return self._declaring(path)[0]

    def tests_of(self, path: str) -> tuple[Node, ...]:
        """The Tests in force that declare a path, by id."""
        return self._declaring(path)[1]

    def symbols_of(self, path: str) -> str:
        """How much of a file has to be declared: the finest that the Designs of its Tasks ask for."""
        tasks = self.tasks_of(path) if self._detailed else ()
        if not tasks:
            return self.config.symbols
        return finest([detail_of(task, self.nodes, self.config) for task in tasks])

    def below(self, folder: str) -> tuple[int, int]:
        """How many governed files, and how many test files, lie below a folder (with its final slash)."""
        known = self.maps.folders.get(folder[:-1])
        return known[2:] if known else (0, 0)

    def paths_of(self, nodes: Iterable[Node]) -> set[str]:
        """The paths that some Tasks and Tests in force declare, those below a folder one by one."""
        found: set[str] = set()
        for node in nodes:
            if not is_folder(node.file):
                found.add(node.file)
                continue
            if self._below is None:
                self._below = paths_below(self.declared)
            found.update(self._below.get(node.id, ()))
        return found

    @property
    def resolver(self) -> Resolver:
        """Which files the names of modules mean; what it asks of the snapshot is answered here."""
        if self._resolver is None:
            from archhook.inventory.module_names import Resolver

            self._resolver = Resolver(self.config.source_roots, self)
        return self._resolver

    def meanings(self, path: str) -> tuple[Meaning, ...]:
        """What the imports of a file of the snapshot mean; () of one that is not read as Python."""
        if path != self._meant[0]:  # those of the last one are kept, because law after law reads them
            fact, looked = self.files.get(path), set[str]()
            found: tuple[Meaning, ...] = ()
            if fact is not None and has_inventory(path, fact):
                found = self.resolver.meanings(path, self.inventory(path), looked)
            self._meant = (path, found, tuple(sorted(looked)))
        return self._meant[1]

    def stems(self, path: str) -> tuple[str, ...]:
        """The stems that `meanings` of a path depends on, sorted."""
        self.meanings(path)
        return self._meant[2]

    def regular(self, path: str) -> bool:
        """Whether a path is a regular file of the snapshot."""
        fact = self.files.get(path)
        return fact is not None and fact.mode.startswith("100")  # as `FileFact.regular`, which is felt here

    def folder(self, path: str) -> bool:
        """Whether a regular Python file lies below a folder."""
        return path in self.maps.folders

    def seen_through(self, path: str) -> bool:
        """Whether a path is an `__init__.py` that is looked through."""
        from archhook.laws.edges import seen_through

        return seen_through(self, path)

    @property
    def maps(self) -> ImportMaps:
        """What is known of all files' imports."""
        if self._maps is None:
            from archhook.check.import_maps import ImportMaps

            self._maps = ImportMaps.of(self)
        return self._maps

    def folder_designs(self, folder: str) -> tuple[str, ...]:
        """The Designs of the files directly in a folder (without a final slash), by id."""
        found = self.maps.folders.get(folder)
        return tuple(sorted(found[1], key=sort_key)) if found else ()

    @property
    def claims(self) -> Mapping[str, tuple[str, ...]]:
        """Package -> the Designs in force that have it to themselves, by id."""
        return self.maps.claims

    @property
    def run_imports(self) -> Mapping[str, tuple[str, ...]]:
        """Governed file -> the governed files that it imports while it is imported, where it does."""
        return {path: entry[3] for path, entry in self.maps.imports.items() if entry[3]}

    @property
    def traffic(self) -> Mapping[str, tuple[int, int]]:
        """Pair ("D-1 D-2") -> (edges that count, edges of any kind) from the code of the one to that of the other."""
        return self.maps.traffic

    def importers(self, stem: str) -> tuple[str, ...]:
        """The files with an import whose meaning depends on a stem, sorted."""
        from archhook.check.importers import importers_of

        return tuple(importers_of(self.maps.importing, stem))

    def _declaring(self, path: str) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
        """The Tasks and the Tests of a path; those of the last one are kept, because law after law reads them."""
        if path != self._path:
            tasks, tests = self.declared.get(path, NOBODY)
            self._nodes = tuple(map(self.nodes.__getitem__, tasks)), tuple(map(self.nodes.__getitem__, tests))
            self._path = path
        return self._nodes


class Rows:
    """Rows by id, of which only those of I, R and D are kept: nothing links to a Task or a Test, so that their rows
    follow from the nodes.
    """

    def __init__(self, plan: Mapping[str, Row], nodes: Mapping[str, Node]) -> None:
        self.plan = plan
        self.nodes = nodes

    def __getitem__(self, node_id: str) -> Row:
        row = self.plan.get(node_id)
        return row if row is not None else row_of(self.nodes[node_id])

    def __contains__(self, node_id: object) -> bool:
        return self.plan.get(node_id) is not None or self.nodes.get(node_id) is not None  # type: ignore[call-overload]

    def get(self, node_id: str, default: Row | None = None) -> Row | None:
        """The row of a node, if it is declared."""
        try:
            return self[node_id]
        except KeyError:
            return default

    def items(self) -> Iterable[tuple[str, Row]]:
        """The rows that are kept: those of I, R and D."""
        return self.plan.items()


def concerns(fact: FileFact, declared: bool) -> bool:
    """Whether any law of files can say something about a path."""
    return declared or fact.role in ("governed", "test")


def has_inventory(path: str, fact: FileFact) -> bool:
    """Whether a path that concerns a law is surely read as Python; others are read where a law needs it."""
    return fact.regular and path.endswith(".py")


def counts(path: str, fact: FileFact | None, declared: bool) -> bool:
    """Whether a path is one of those whose inventories are counted."""
    return fact is not None and concerns(fact, declared) and has_inventory(path, fact)
