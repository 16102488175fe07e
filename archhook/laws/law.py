"""What a law is, what it may look at, how it words what it found, and what nodes declare of a file."""

from __future__ import annotations

from archhook.inventory.python_file import governed_symbols, last_part
from archhook.model.declaring import SIDES
from archhook.model.nodes import is_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any, NamedTuple, Protocol

    from archhook.graph.reach import Unreached
    from archhook.graph.roll_up import Figures
    from archhook.inventory.module_names import Meaning, Resolver
    from archhook.model.config import Config
    from archhook.model.findings import Breach
    from archhook.model.nodes import Declared, FileFact, FileInventory, Node, Row
else:
    from archhook.records import NamedTuple

    Protocol = object


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

    def symbols_of(self, path: str) -> str:
        """How much of a file has to be declared, one of SYMBOLS: the finest that its Tasks' Designs ask for."""

    def below(self, folder: str) -> tuple[int, int]:
        """How many governed files, and how many test files, lie below a folder (with its final slash)."""

    def paths_of(self, nodes: Iterable[Node]) -> set[str]:
        """The paths that some Tasks and Tests in force declare, those below a folder one by one. Reads all that is
        declared where one names a folder.
        """

    def inventory(self, path: str) -> FileInventory:
        """The inventory of a regular file of the snapshot."""

    @property
    def memo(self) -> dict[tuple[object, object], Any]:
        """What pure functions over these facts have worked out, by a word for what it is and its subject."""

    @property
    def resolver(self) -> Resolver:
        """Which files the names of modules mean."""

    def meanings(self, path: str) -> tuple[Meaning, ...]:
        """What the imports of a file of the snapshot mean; () of one that is not read as Python."""

    def folder_designs(self, folder: str) -> tuple[str, ...]:
        """The Designs of the files directly in a folder (without a final slash), by id."""

    @property
    def claims(self) -> Mapping[str, tuple[str, ...]]:
        """Package -> the Designs in force that have it to themselves, by id."""

    @property
    def run_imports(self) -> Mapping[str, tuple[str, ...]]:
        """Governed file -> the governed files that it imports while it is imported, where it does. Reads all files."""

    @property
    def traffic(self) -> Mapping[str, tuple[int, int]]:
        """Pair ("D-1 D-2") -> (edges that count, edges of any kind) from the code of the one to that of the other.

        An edge between files that share a Design is of no pair: it needs no other. Reads the imports of all files: for
        laws of nodes that are evaluated again where a pair gets or loses its edges, and for the words of a finding.
        """

    def importers(self, stem: str) -> tuple[str, ...]:
        """The files with an import whose meaning depends on a stem (a path without `/__init__.py` or `.py`), sorted."""


class Law(NamedTuple):
    """One rule with a stable code.

    `scope` says what `check` is called with, once for each that a change may concern:
    "node" the id of a node in force (it reads the node and its neighbours), "figures" the id of an I, R or D in force
    (it reads the figures of all Designs below it), "graph" "" (it reads as much of the graph as it likes), "file" a
    path that the snapshot holds or that a node in force declares, "imports" the path of a governed file, for what its
    imports mean (it reads the Designs of other files, too), "docstring" the id of a node in force (it reads nothing but
    that node's own text), "circles" "" (it reads the imports of all files; only where
    the law is not off). Of scope "ledger" (the reader found the breach while
    it read) and "verdict" (it looks at the findings of the others) there is no `check` here. A law of nodes or of
    figures that is `wide` writes into its message what lies far off: where it fires, it is evaluated again whenever
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
    kind: str = ""  # of scope "node": the kind of node that it speaks of, or several with blanks between


SHOWN = 5
"""Items of a list that a message names; the others are counted."""

BY_SYNC = "`archhook sync` does"
"""Said of what need not be written by hand."""

BY_SYNC_REQUIRES = "`archhook sync --requires` does, or says why not"
"""Said of what a Design requires: of several that close a circle together, not all are written."""

BY_SYNC_OR_TOLD = f"{BY_SYNC}, or says what to write"
"""Of new files, whose place may be for a person to choose."""

SYNC_FOLLOWS = "`archhook sync` follows what was moved or removed"
"""Of files that are missing."""


def listed(items: Sequence[str], shown: int = SHOWN) -> str:
    """`T-1`, `T-1 and T-2`, `T-1, T-2, T-3, T-4, T-5 and 7 more`."""
    if len(items) > shown:
        return f"{', '.join(items[:shown])} and {len(items) - shown} more"
    if len(items) > 1:
        return f"{', '.join(items[:-1])} and {items[-1]}"
    return "".join(items)


def shown(path: str) -> str:
    """A path as it is, but escaped and quoted where it would break the line or hide something."""
    return path if path.isprintable() else repr(path)


def chain(ids: Sequence[str]) -> str:
    """`I-1 > R-1 > D-1`."""
    return " > ".join(ids)


KIND_OF = {"classes": "class", "functions": "function", "globals": "global"}
"""Field of a Task -> kind of the symbols that it declares."""

FIELD_OF = {kind: field for field, kind in KIND_OF.items()}
"""Kind of a symbol -> field of a Task that declares it."""

ALL_TESTS = "*"
"""`test_functions = "*"`: all tests of the file."""

NO_LINK = "declare a regular file that this repository holds itself"
"""What to do about a declared symlink or submodule."""


def is_off(facts: Facts, code: str) -> bool:
    """Whether the configuration leaves a law off that is off by default."""
    return dict(facts.config.severity).get(code, "off") == "off"


def file_name(path: str) -> str:
    """The last part of a path."""
    return path.rpartition("/")[2]


def held(inventory: FileInventory, kind: str) -> set[str]:
    """Every name that a file's symbols of a kind can be declared by."""
    names = {symbol.name for symbol in inventory.symbols if symbol.kind == kind}
    return names if kind == "global" else names | {last_part(name) for name in names}


def declared_names(nodes: Iterable[Node], field: str) -> set[str]:
    """All that several nodes declare in a field."""
    return {declared.name for node in nodes for declared in node.declared(field)}


def each_once(declared: Iterable[Declared]) -> Iterator[str]:
    """The names declared, one that is written twice once."""
    return iter(dict.fromkeys(item.name for item in declared))


def dotted(test: str) -> str:
    """The name of a test as a qualified name: `TestChat::test_x` is `TestChat.test_x`."""
    return test.replace("::", ".")


def defines_nothing(facts: Facts, path: str) -> bool:
    """Whether a file of the snapshot can be read, and defines nothing that a Task would have to declare."""
    inventory, symbols = facts.inventory(path), facts.symbols_of(path)
    return not inventory.error and not governed_symbols(inventory, "module" if symbols == "files" else symbols)


def python(path: str, declaring: Sequence[Node]) -> bool:
    """Whether a file has to be Python: by its name, or because symbols of it are declared.

    A Task may declare a file of another language (a schema, a container file), as long as it declares nothing in it.
    """
    return path.endswith(".py") or any(names for node in declaring for _, names in node.declares)


def slashes(path: str) -> str:
    """The `fix` of a missing path with backslashes, "" of another: some mean slashes by them."""
    return "write / between folders, not a backslash" if "\\" in path else ""


def why_missing(facts: Facts, path: str, role: str) -> str:
    """Why a declared path is no file that could hold what is declared; "" if it is one.

    Of a folder, why no file of the role that counts (`governed`, `test`) lies below it.
    """
    if is_folder(path):
        kind = "governed" if role == "governed" else "test"
        return "" if facts.below(path)[SIDES[role]] else f"below which there is no {kind} file"
    fact = facts.files.get(path)
    if fact is None:
        return "which is not in the snapshot"
    if fact.regular:
        return ""
    return {
        "120000": "which is a symbolic link, and links are not governed",
        "160000": "which is a submodule, governed by its own ledger",
    }.get(fact.mode, f"which is no regular file (mode {fact.mode})")
