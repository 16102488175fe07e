"""What is remembered of a judged snapshot: its facts and its breaches, as maps that are updated key by key.

Records are stored without a word of code: a record is a tuple, and JSON writes it as a list. The functions that end in
`_from` make them of the lists that are read back.
"""

from __future__ import annotations

from archhook.cache.treemap import ObjectLost, TreeMap, get_object, put_object
from archhook.check.facts import Rows, SnapshotFacts
from archhook.model.config import Config, Pytest
from archhook.model.findings import Baseline, Breach, Frozen
from archhook.model.nodes import Declared, FileFact, Ignore, Link, Measurement, Node, Row, Spot, Waiver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, Protocol

    from archhook.cache.treemap import Objects
    from archhook.ledger.source import Reading
    from archhook.model.declaring import Declarers
    from archhook.model.ledger_places import ModuleLines
    from archhook.model.nodes import FileInventory
    from archhook.snapshot.changeset import Entry

    class ByContent(Protocol):
        """Inventories by object id."""

        def of(self, oid: str) -> FileInventory:
            """The inventory of an object."""


def _declarers_from(stored: list[list[str]]) -> Declarers:
    tasks, tests = stored
    return tuple(tasks), tuple(tests)


def _unchanged(stored: Any) -> Any:
    return stored


LEDGER = "ledger"
"""The unit of what the reader of the ledger found; evaluate.py has the others."""


def _tuples(value: Any) -> Any:
    """Lists become tuples, all the way down."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def node_from(stored: list[Any]) -> Node:
    """A node from its list; `ValueError` or `TypeError` if it is none."""
    kind, level, node_id, name, doc, path, class_name, column, in_force, links, *rest = stored
    file, file_spot, declares, figures, planned, adopted, waives = rest
    return Node(
        kind, level, node_id, name, doc, path, class_name, column, in_force,
        tuple([(field, tuple([Link(target, Spot(*spot)) for target, spot in named])) for field, named in links]),
        file,
        file_spot and Spot(*file_spot),
        tuple([(field, tuple([Declared(one, Spot(*spot)) for one, spot in names])) for field, names in declares]),
        _tuples(figures),
        planned,
        adopted,
        tuple([Waiver(code, reason, Spot(*spot)) for code, reason, spot in waives]),
    )  # fmt: skip


def head_from(stored: list[Any]) -> Node:
    """A node from its list, without its links, declarations, figures and waivers: at a tenth of the cost."""
    kind, level, node_id, name, doc, path, class_name, column, in_force, _, file, _, _, _, planned, adopted, _ = stored
    head = (kind, level, node_id, name, doc, path, class_name, column, in_force)
    return Node(*head, (), file, None, (), (), planned, adopted, ())


def row_from(stored: list[Any]) -> Row:
    """A row from its list."""
    kind, level, in_force, links, back, intents = stored
    return Row(kind, level, in_force, _by_field(links), _by_field(back), tuple(intents))


def _by_field(stored: list[Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple([(field, tuple(ids)) for field, ids in stored])


def lines_from(stored: list[Any]) -> ModuleLines:
    """Where the classes of a module stand, from its list."""
    from archhook.model.ledger_places import ModuleLines

    names, lines, ids, bound, metamodel, late = stored
    return ModuleLines(names, lines, ids, bound, tuple(metamodel), late)


def file_from(stored: list[Any]) -> FileFact:
    """A file's facts from their list."""
    return FileFact(*stored)


def breaches_from(stored: list[Any]) -> tuple[Breach, ...]:
    """The breaches of one unit from their list."""
    return tuple(Breach(*_tuples(one)) for one in stored)


def measurements_from(stored: list[Any]) -> tuple[tuple[str, Measurement], ...]:
    """The measured figures of one Design from their list."""
    return tuple((field, Measurement(*_tuples(figure))) for field, figure in stored)


def outgoing_from(stored: list[Any]) -> tuple[Any, ...]:
    """What one file looks at and adds, from its list."""
    designs, stems, pairs, runs, unknown = stored
    return tuple(designs), stems, tuple(map(tuple, pairs)), tuple(runs), unknown


def folder_from(stored: list[Any]) -> tuple[int, dict[str, int], int, int]:
    """What is known of a folder from its list."""
    count, designs, governed, tests = stored
    return count, designs, governed, tests


def ignores_from(stored: list[Any]) -> tuple[Ignore, ...]:
    """The inline ignores of one file from their list."""
    return tuple(Ignore(*one) for one in stored)


def baseline_from(stored: list[Any]) -> Baseline:
    """A baseline from its list."""
    path, written, entries = stored
    return Baseline(path, written, tuple(Frozen(*one) for one in entries))


def config_from(stored: list[Any]) -> Config:
    """A configuration from its list."""
    *own, pytest = _tuples(stored)
    return Config._make((*own, Pytest(*pytest)))


class State:
    """One judged snapshot: everything that its verdict is a function of, and the breaches found in it.

    The maps: `files` path -> FileFact, every path of the snapshot · `declared` path -> ids of the Tasks and Tests in
    force that declare it · `nodes` id -> Node · `plan` id -> Row of each I, R and D · `breaches` unit -> its breaches,
    where there are any (units: see evaluate.py) · `ledger` module -> object id · `lines` module -> its ModuleLines ·
    `recorded` id of a Design -> what `measured.toml` says of it ·
    `ignores` path -> the inline ignores of a file that is read, where there are any · `imports` governed file -> what
    it looks at and adds · `importing` stem -> the files that look at it · `folders`, `traffic`: see import_maps.py.

    `totals`: nodes in force by kind, "planned" Tasks and Tests, "chains", "files" with an inventory, "broken" units,
    "figures": nodes that hold some, "interfaces": Designs that name something in theirs, "folders": nodes that name
    one, "details": Designs with `symbols` of their own, "unknown": imports only a run can tell, "loose", "keys":
    exemptions by Designs, by configuration.
    `claims`: package -> the Designs in force that have it to themselves.
    `plain`: whether the ledger is such that a class statement of it can be read by itself, and `imported_leaves`: the
    Tasks and Tests that its modules import from each other (both: ledger/splice.py).
    """

    MAPS: dict[str, Callable[[Any], Any]] = {  # noqa: RUF012  # never changed
        "files": file_from,
        "declared": _declarers_from,
        "nodes": node_from,
        "plan": row_from,
        "breaches": breaches_from,
        "ledger": _unchanged,
        "lines": lines_from,
        "recorded": measurements_from,
        "ignores": ignores_from,
        "imports": outgoing_from,
        "importing": _unchanged,
        "folders": folder_from,
        "traffic": tuple,
    }
    files: TreeMap
    declared: TreeMap
    nodes: TreeMap
    plan: TreeMap
    breaches: TreeMap
    ledger: TreeMap
    lines: TreeMap
    recorded: TreeMap
    ignores: TreeMap
    imports: TreeMap
    importing: TreeMap
    folders: TreeMap
    traffic: TreeMap

    def __init__(self, objects: Objects, config: Config, config_files: Mapping[str, str]) -> None:
        self.objects = objects
        self.config = config
        self.config_files = dict(config_files)  # path -> object id of the files that the configuration was read from
        self.entry_module = ""  # the ledger module at which the ledger is entered
        self.measured_oid = ""  # object id of `measured.toml`, "" without one
        self.plain = False
        self.imported_leaves: tuple[str, ...] = ()
        self.totals: dict[str, int] = {}
        self.claims: dict[str, tuple[str, ...]] = {}
        self.waiving: tuple[str, ...] = ()  # ids of nodes that waive a law, sorted
        self.lenient: tuple[str, ...] = ()  # ids of nodes that are planned, not adopted or say `symbols`, sorted
        self.frozen = ""  # digest of the baseline's entries , "" where there is none
        self.fill(**{name: {} for name in self.MAPS})

    def fill(self, **values: Mapping[str, Any]) -> None:
        """Makes some of the maps anew."""
        for name, content in values.items():
            setattr(self, name, TreeMap.of(self.objects, content, self.MAPS[name]))

    def keep_reading(self, reading: Reading, modules: Mapping[str, str]) -> None:
        """Keeps where the ledger's nodes stand, and what is wrong with them. `modules`: ledger module -> object id."""
        from archhook.laws.folders import coarse_folders
        from archhook.laws.layers import unknown_layers
        from archhook.ledger.splice import imported_leaves, module_lines
        from archhook.model.ledger_places import entry_of

        self.entry_module = entry_of(modules)
        self.plain = reading.plain
        self.imported_leaves = imported_leaves(reading)
        for path in {*self.ledger, *modules}:
            self.ignores.keep(path, reading.ignores.get(path, ()))
        self.fill(ledger=modules, lines=module_lines(reading))
        unknown = unknown_layers(reading.nodes, self.config.layers)
        folders = coarse_folders(reading.nodes, {node.id: node for node in reading.nodes}, self.config)
        self.breaches.keep(LEDGER, (*reading.breaches, *unknown, *folders))

    def has_figures(self) -> bool:
        """Whether there is any figure that a law could speak of."""
        return bool(self.totals["figures"] or self.measured_oid)

    def freeze(self, baseline: Baseline | None) -> None:
        """Keeps the baseline, or that there is none."""
        self.frozen = put_object(self.objects, baseline) if baseline else ""

    def baseline(self) -> Baseline | None:
        """What is frozen; `ObjectLost` if the store has it no longer."""
        return baseline_from(get_object(self.objects, self.frozen)) if self.frozen else None

    def entry(self, path: str, delta: Mapping[str, Entry | None]) -> Entry | None:
        """What a path holds once a difference is applied to the state."""
        from archhook.snapshot.changeset import Entry

        if path in delta:
            return delta[path]
        fact: FileFact | None = self.files.get(path)
        return None if fact is None else Entry(fact.mode, fact.oid)

    def facts(self, inventories: ByContent) -> SnapshotFacts:
        """What laws read, straight from the maps. The inventory of a path is that of what the state has there."""
        nodes: Any = self.nodes  # a TreeMap answers look-ups as a Mapping does
        files: Any = self.files
        declared: Any = self.declared
        rows: Any = Rows(self.plan, self.nodes)  # type: ignore[arg-type]  # as above
        recorded: Any = self.recorded

        def inventory(path: str) -> FileInventory:
            return inventories.of(self.files[path].oid)

        maps: Any = self
        detailed = bool(self.totals.get("details"))
        return SnapshotFacts(self.config, nodes, rows, files, declared, inventory, recorded, maps, detailed=detailed)

    def save(self) -> str:
        """Stores what changed, and returns the digest under which `load` finds the state."""
        return put_object(
            self.objects,
            {
                "config": self.config,
                "config_files": self.config_files,
                "entry": self.entry_module,
                "measured": self.measured_oid,
                "plain": self.plain,
                "leaves": self.imported_leaves,
                "totals": self.totals,
                "claims": self.claims,
                "exempt": (self.waiving, self.lenient),
                "frozen": self.frozen,
                "maps": self.save_maps(),
            },
        )

    def save_maps(self) -> dict[str, str]:
        """Stores what changed of the maps; name -> digest. Whatever does not change any more is stored but once."""
        return {name: getattr(self, name).save() for name in self.MAPS}

    @classmethod
    def load(cls, objects: Objects, key: str) -> State:
        """The state stored under a digest; `ObjectLost` if the store has it no longer."""
        root = get_object(objects, key)
        try:
            state = cls(objects, config_from(root["config"]), root["config_files"])
            state.entry_module = root["entry"]
            state.measured_oid = root["measured"]
            state.plain = root["plain"]
            state.imported_leaves = tuple(root["leaves"])
            state.totals = root["totals"]
            state.claims = {package: tuple(ids) for package, ids in root["claims"].items()}
            state.waiving, state.lenient = map(tuple, root["exempt"])
            state.frozen = root["frozen"]
            for name, map_key in root["maps"].items():
                setattr(state, name, TreeMap(objects, cls.MAPS[name], map_key))
        except (KeyError, TypeError, ValueError) as problem:
            raise ObjectLost(key) from problem
        return state
