"""The nodes of an architecture as frozen data, and the words that every part of archhook shares."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NamedTuple
else:
    from archhook.records import NamedTuple

KINDS = ("intent", "requirement", "design", "task", "test")
"""The kinds of node, in the order of the mission's levels."""

LEVELS = {"UAT": "acceptance", "ST": "system", "IT": "integration", "UT": "unit"}
"""Id prefix of a Test -> its level ("The 4 Levels of the Judiciary")."""

TEST_CLASS = {
    "acceptance": "UserAcceptanceTest",
    "system": "SystemTest",
    "integration": "IntegrationTest",
    "unit": "UnitTest",
}
"""Level of a Test -> the class of the metamodel that a ledger derives it from."""

PREFIXES = {"I": "intent", "R": "requirement", "D": "design", "T": "task", **dict.fromkeys(LEVELS, "test")}
"""Last part of an id's prefix -> kind; the order of the keys is the order in which ids sort."""

VISIBLE_TO = "visible_to"
"""The one link field that says something where it is empty: unset, all may require the Design; empty, none."""

LINKS = {
    "intent": {},
    "requirement": {"derived_from": "intent"},
    "design": {
        "satisfies": "requirement",
        **dict.fromkeys(("requires", "conflicts_with", "forbids", VISIBLE_TO), "design"),
    },
    "task": {"implements": "design"},
    "test": {"verifies": ""},
}
"""Kind -> its link fields -> kind of the nodes that they name (a Test's: vocabulary.VERIFIED_KIND)."""

IMPORT_KINDS = ("run", "lazy", "typing", "dynamic")
"""When an import takes place: as its file is imported; later, if at all; never (for type checkers); by a call."""

RESOURCE_FIELDS = (
    "cpu_cores", "cpu_percent", "latency_p99_ms", "memory_mb", "memory_peak_mb", "storage_gb", "iops",
    "bandwidth_mbps", "connections_max", "request_rate", "auth_overhead_ms", "max_concurrent_users",
    "encryption_overhead_ms", "key_rotation_interval_hours",
)  # fmt: skip
"""The fields of ResourceConstraints, in the mission's order."""


class Place(NamedTuple):
    """A point in a file. Lines count from 1, columns count code points from 1."""

    path: str
    line: int
    column: int


class Spot(NamedTuple):
    """A point in the ledger, as stable under edits elsewhere as it can be.

    With `path` empty, `line` is an offset from the line of the node's class statement (0 is that line), so that a
    node that moves within its module is an equal node. Otherwise the point lies outside the class statement (a
    shared constant, an assignment after the fact, another module) and `line` is absolute in `path`.
    """

    path: str
    line: int
    column: int


class Link(NamedTuple):
    """A reference that names a declared node of the right kind. `target` is its id."""

    target: str
    spot: Spot


class Declared(NamedTuple):
    """One string of a node's list: a name that a Task or a Test declares (`RedisClient`, `RedisClient.connect`,
    `TestChat::test_x`), a package, an entry of an interface, or the one name of a Design's layer.
    """

    name: str
    spot: Spot


class Waiver(NamedTuple):
    """`waives = {CODE: reason}` on a node: it is exempt from that law."""

    code: str
    reason: str
    spot: Spot


class Node(NamedTuple):
    """One Intent, Requirement, Design, Task or Test, as the ledger declares it.

    Equal when they mean the same: the line of the class statement is no part of it (see `Reading.lines`).
    Fields that a kind does not have are empty. Links that are broken (LED003) are left out.
    """

    kind: str  # one of KINDS
    level: str  # of a Test: a value of LEVELS
    id: str  # canonical: no brackets, no leading zeros
    name: str
    doc: str  # the docstring, dedented as inspect.cleandoc does
    path: str  # the ledger module that holds the class statement
    class_name: str
    column: int  # of the class statement
    in_force: bool
    links: tuple[tuple[str, tuple[Link, ...]], ...] = ()  # in the order of LINKS; empty ones left out, but VISIBLE_TO
    file: str = ""  # file_path or test_file, with /, relative to the project's root, normalised
    file_spot: Spot | None = None
    declares: tuple[tuple[str, tuple[Declared, ...]], ...] = ()  # names of a Task or Test; limits of a Design, as set
    figures: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = ()  # estimated, measured, budget
    planned: bool = False
    adopted: bool = True
    waives: tuple[Waiver, ...] = ()

    def targets(self, field: str) -> tuple[str, ...]:
        """The ids that a link field names, in the order written, each once."""
        for name, links in self.links:
            if name == field:
                return (links[0].target,) if len(links) == 1 else tuple(dict.fromkeys(link.target for link in links))
        return ()

    def declared(self, field: str) -> tuple[Declared, ...]:
        """What a field of `declares` holds; () where it is unset, too."""
        return self.stated(field) or ()

    def stated(self, field: str) -> tuple[Declared, ...] | None:
        """What a field of `declares` holds; None where it is unset. Of a Design an empty list says something."""
        for name, names in self.declares:
            if name == field:
                return names
        return None


class Measurement(NamedTuple):
    """What `measured.toml` says of one field of a Design, as far as laws read it."""

    value: float
    machine: str
    files: tuple[tuple[str, str], ...]  # path -> object id of the Design's files when it was measured, sorted


class Row(NamedTuple):
    """A declared node's place in the graph: ids by field. Every declared node has one, in force or not."""

    kind: str
    level: str
    in_force: bool
    links: tuple[tuple[str, tuple[str, ...]], ...]  # field -> targets, as declared, in the order written
    back: tuple[tuple[str, tuple[str, ...]], ...]  # field -> nodes *in force* that name this one in it, sorted
    intents: tuple[str, ...] = ()  # of an I, R, D in force: the Intents in force that reach it, sorted

    def to(self, field: str) -> tuple[str, ...]:
        """Targets of a link field, in force or not."""
        return dict(self.links).get(field, ())

    def by(self, field: str) -> tuple[str, ...]:
        """The nodes in force that name this one in `field`."""
        return dict(self.back).get(field, ())


class FileFact(NamedTuple):
    """What a path of the snapshot is. `role`: see inventory/roles.py."""

    mode: str  # 100644 | 100755 | 120000 (symlink) | 160000 (submodule)
    oid: str
    role: str  # governed | test | ledger | other

    @property
    def regular(self) -> bool:
        """Neither a symlink nor a submodule: those are not governed, and to declare one is INV401."""
        return self.mode.startswith("100")


class Symbol(NamedTuple):
    """A class, function or global that a file really holds."""

    kind: str  # class | function | global
    name: str  # qualified: `connect`, `RedisClient.connect`, `outer.inner`
    line: int
    column: int  # of the name itself
    bases: tuple[str, ...] = ()  # of a class: its base classes as written, dotted names only


class Import(NamedTuple):
    """One imported name as written: `from ..a import b` is module `a`, level 2, name `b`.

    `kind`: one of IMPORT_KINDS. `binds`: the module-level name that the statement binds in its file, "" for none (a
    star, a dynamic import, one within a function or class or under the main guard).
    """

    module: str
    name: str  # "" for `import a.b`, * for a star
    level: int
    line: int  # of the name itself
    column: int
    kind: str = "run"
    binds: str = ""


class ParseError(NamedTuple):
    """Why a file is not Python for the running interpreter."""

    message: str
    line: int
    column: int


class Ignore(NamedTuple):
    """One code of a comment `# archhook: ignore[CODE] reason`, at its place. It is exempt on its line, or, on line 1,
    in the whole file.
    """

    line: int
    column: int
    code: str  # as written; "" where the comment names none
    reason: str  # "": none is given, and nothing is exempt


class Mark(NamedTuple):
    """What a file says itself of whether something in it is a test: `__test__ = False`, or a fixture."""

    name: str  # qualified, of a class or function; "" for the module
    test: bool


class FileInventory(NamedTuple):
    """What one file holds: a pure function of its bytes and the interpreter's minor version.

    `symbols`: one per qualified name and kind, the first place counts, in source order.
    """

    symbols: tuple[Symbol, ...] = ()
    imports: tuple[Import, ...] = ()
    error: ParseError | None = None
    ignores: tuple[Ignore, ...] = ()
    marks: tuple[Mark, ...] = ()
    unknown: int = 0  # dynamic imports of what cannot be known before they run
    idle: tuple[tuple[str, str], ...] = ()  # (name, what skips it) of what cannot fail: see inventory/idle_functions.py


def is_folder(path: str) -> bool:
    """Whether a path of a Task or Test names a folder: all files below it."""
    return path[-1:] == "/"


def parts(node_id: str) -> tuple[str, str]:
    """(prefix, what follows it) of an id: `AUTH-R`, `3`; `T`, `cache.client`. The last part in capitals ends it."""
    prefix, _, rest = node_id.rpartition("-")
    if prefix in PREFIXES or prefix.rpartition("-")[2] in PREFIXES:
        return prefix, rest
    names = node_id.split("-")
    for at in range(len(names) - 1, 0, -1):
        word = "-".join(names[at:])
        if names[at - 1].isupper() and word == word.lower():
            return "-".join(names[:at]), word
    return prefix, rest


def sort_key(node_id: str) -> tuple[int, str, str, tuple[int, ...]]:
    """Orders ids by kind of prefix (I, R, D, T, UAT, ST, IT, UT), then by what precedes, then by number, by word."""
    prefix, rest = parts(node_id)
    before, _, last = prefix.rpartition("-")
    return _RANKS.get(last, len(_RANKS)), before, *_within(rest)


def _within(rest: str) -> tuple[str, tuple[int, ...]]:
    """The order of ids of one prefix: numbers by their value come first, words as they are spelt."""
    if rest.isdigit():  # nearly all
        return "", (int(rest),)
    whole, _, minor = rest.partition(".")
    return ("", (int(whole), int(minor))) if whole.isdigit() and minor.isdigit() else (rest, ())


def in_order(ids: Iterable[str]) -> list[str]:
    """Ids sorted by `sort_key`. Of thousands, those of one prefix are told apart by what follows it alone."""
    alike: dict[str, list[tuple[tuple[str, tuple[int, ...]], str]]] = {}
    for node_id in ids:
        prefix, rest = parts(node_id)
        alike.setdefault(prefix, []).append((_within(rest), node_id))
    first = sorted(alike, key=lambda prefix: sort_key(prefix + "-0"))
    return [node_id for prefix in first for _, node_id in sorted(alike[prefix])]


def kind_of(node_id: str) -> str:
    """The kind of a node, told by its id: no node has an id of another kind."""
    return PREFIXES[parts(node_id)[0].rpartition("-")[2]]


_RANKS = {prefix: rank for rank, prefix in enumerate(PREFIXES)}
