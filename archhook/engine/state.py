"""What is remembered of a judged snapshot: its facts and its breaches, as maps that a small change is laid upon."""

from __future__ import annotations

from archhook.engine.facts import Rows, SnapshotFacts
from archhook.engine.plain import breaches_from, config_from, file_from, node_from, row_from
from archhook.store.treemap import ObjectLost, TreeMap, get_object, put_object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from archhook.config import Config
    from archhook.engine.facts import Declarers
    from archhook.model import FileInventory
    from archhook.store.treemap import Objects


def _declarers_from(plain: list[list[str]]) -> Declarers:
    tasks, tests = plain
    return tuple(tasks), tuple(tests)


class State:
    """One judged snapshot: everything that its verdict is a function of, and the breaches found in it.

    The maps: `files` path -> FileFact, every path of the snapshot · `declared` path -> ids of the Tasks and Tests in
    force that declare it · `nodes` id -> Node · `plan` id -> Row of each I, R and D · `breaches` unit -> its breaches,
    where there are any. Units: "file:<path>", "node:<id>", "graph", "ledger".

    `totals`: nodes in force by kind, "planned" Tasks, "chains", "files" with an inventory, and "broken" units.
    """

    MAPS = (
        ("files", file_from),
        ("declared", _declarers_from),
        ("nodes", node_from),
        ("plan", row_from),
        ("breaches", breaches_from),
    )

    def __init__(self, objects: Objects, config: Config, config_files: Mapping[str, str]) -> None:
        self.objects = objects
        self.config = config
        self.config_files = dict(config_files)  # path -> object id of the files that the configuration was read from
        self.ledger: dict[str, str] = {}  # ledger module -> object id
        self.totals: dict[str, int] = {}
        self.waiving: tuple[str, ...] = ()  # ids in force that waive a law
        self.files = TreeMap.of(objects, {}, file_from)
        self.declared = TreeMap.of(objects, {}, _declarers_from)
        self.nodes = TreeMap.of(objects, {}, node_from)
        self.plan = TreeMap.of(objects, {}, row_from)
        self.breaches = TreeMap.of(objects, {}, breaches_from)
        self._lines: Any = {}
        self._lines_key = ""

    @property
    def lines(self) -> Mapping[str, Mapping[str, int]]:
        """Where each node's class statement stands; read from the store on first use."""
        if self._lines is None:
            self._lines = get_object(self.objects, self._lines_key)
        return self._lines  # type: ignore[no-any-return]  # as it was stored

    @lines.setter
    def lines(self, lines: Mapping[str, Mapping[str, int]]) -> None:
        self._lines, self._lines_key = lines, ""

    def facts(self, inventory: Callable[[str], FileInventory]) -> SnapshotFacts:
        """What laws read, straight from the maps."""
        nodes: Any = self.nodes  # a TreeMap answers look-ups as a Mapping does
        files: Any = self.files
        declared: Any = self.declared
        rows: Any = Rows(self.plan, self.nodes)  # type: ignore[arg-type]  # as above
        return SnapshotFacts(self.config, nodes, rows, files, declared, inventory)

    def save(self) -> str:
        """Stores what changed, and returns the digest under which `load` finds the state."""
        if not self._lines_key:
            self._lines_key = put_object(self.objects, self._lines)
        return put_object(
            self.objects,
            {
                "config": self.config,
                "config_files": self.config_files,
                "ledger": self.ledger,
                "lines": self._lines_key,
                "totals": self.totals,
                "waiving": self.waiving,
                "maps": [getattr(self, name).save() for name, _ in self.MAPS],
            },
        )

    @classmethod
    def load(cls, objects: Objects, key: str) -> State:
        """The state stored under a digest; `ObjectLost` if the store has it no longer."""
        root = get_object(objects, key)
        try:
            state = cls(objects, config_from(root["config"]), root["config_files"])
            state.ledger = root["ledger"]
            state.totals = root["totals"]
            state.waiving = tuple(root["waiving"])
            state._lines, state._lines_key = None, root["lines"]
            for (name, decode), map_key in zip(cls.MAPS, root["maps"], strict=True):
                setattr(state, name, TreeMap.load(objects, map_key, decode))
        except (KeyError, TypeError, ValueError) as problem:
            raise ObjectLost(key) from problem
        return state
