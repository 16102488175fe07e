"""The facts of one snapshot, over mappings that may be held in memory or read from the cache on demand."""

from __future__ import annotations

from archhook.graph.graph import row_of
from archhook.model.nodes import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from archhook.graph.reach import Unreached
    from archhook.graph.roll_up import Figures
    from archhook.model.config import Config
    from archhook.model.nodes import FileFact, FileInventory, Measurement, Node, Row

    Declarers = tuple[tuple[str, ...], tuple[str, ...]]
    Recorded = Mapping[str, tuple[tuple[str, Measurement], ...]]
    """Id of a Design -> what `measured.toml` says of it, by field."""

NOBODY: Declarers = ((), ())
"""The declarers of a path that no node in force declares."""


class SnapshotFacts:
    """All that laws read; implements `laws.law.Facts`. Every answer is a look-up by key.

    What `figures` and `unreached` have computed they keep: facts are those of one moment, and made anew when
    something has changed.
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
    ) -> None:
        self.config = config
        self.nodes = nodes
        self.rows = rows
        self.files = files
        self.declared = declared
        self.inventory = inventory
        self.recorded = recorded
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
