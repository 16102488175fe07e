"""What a law is, and what it may look at."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import NamedTuple, Protocol

    from archhook.graph.reach import Unreached
    from archhook.graph.roll_up import Figures
    from archhook.model.config import Config
    from archhook.model.findings import Breach
    from archhook.model.nodes import FileInventory, Node, Row
else:
    from archhook.records import NamedTuple

    Protocol = object


class FileFact(NamedTuple):
    """What a path of the snapshot is. `role`: see inventory/roles.py."""

    mode: str  # 100644 | 100755 | 120000 (symlink) | 160000 (submodule)
    oid: str
    role: str  # governed | test | ledger | other

    @property
    def regular(self) -> bool:
        """Neither a symlink nor a submodule: those are not governed, and to declare one is INV401."""
        return self.mode.startswith("100")


class Facts(Protocol):
    """All that a law may read. Everything is a look-up by key, so that an incremental run can answer from what it
    remembers: reading one file's facts costs nothing of the others.
    """

    @property
    def config(self) -> Config:
        """The configuration of the snapshot."""

    @property
    def nodes(self) -> Mapping[str, Node]:
        """Every declared node (in force or not) by id."""

    @property
    def rows(self) -> Mapping[str, Row]:
        """The graph by id."""

    def ids(self, kind: str) -> tuple[str, ...]:
        """The ids in force of a kind, sorted. Reads the whole graph: for laws of scope "graph" alone."""

    @property
    def figures(self) -> Figures:
        """The figures of the Designs in force. Reads the nodes and rows below a Design: for laws of scope "figures"."""

    @property
    def unreached(self) -> Unreached:
        """The Tasks below nodes that no Intent reaches. Reads the rows below: for laws that say what is cut off."""

    @property
    def files(self) -> Mapping[str, FileFact]:
        """Every path of the snapshot."""

    def tasks_of(self, path: str) -> tuple[Node, ...]:
        """The Tasks in force that declare a path, by id."""

    def tests_of(self, path: str) -> tuple[Node, ...]:
        """The Tests in force that declare a path, by id."""

    def inventory(self, path: str) -> FileInventory:
        """The inventory of a regular file of the snapshot."""


class Law(NamedTuple):
    """One rule with a stable code.

    `scope` says what `check` is called with, once for each that a change may concern:
    "node" the id of a node in force (it reads the node and its neighbours), "figures" the id of an I, R or D in force
    (it reads the figures of all Designs below it), "graph" "" (it reads as much of the graph as it likes), "file" a
    path that the snapshot holds or that a node in force declares. Of scope "ledger" (the reader found the breach while
    it read) and "verdict" (it looks at the findings of the others) there is no `check` here. A law of nodes or of
    figures that is `wide` writes into its message what lies far off: where it fires, it is asked again whenever
    anything in the graph changed.
    """

    code: str
    name: str
    severity: str  # error | warning | off
    scope: str
    summary: str  # "broken when": the contract's sentence
    because: str  # the sentence of the mission, or the reason, that it enforces
    reads: tuple[str, ...]  # the fields of nodes that it reads: a change of none of them rechecks nothing
    check: Callable[[Facts, str], Iterator[Breach]] | None = None
    wide: bool = False
    kind: str = ""  # of scope "node": the kind of node that it speaks of
