"""A ledger's sources and what is to change in them, as data: names, files, nodes added, removed and renumbered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archhook.author.node_source import Style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.model.ledger_places import ModuleLines
    from archhook.model.nodes import Node


class Ledger(NamedTuple):
    """The sources of a ledger and what they declare. `lines`: module -> class name -> line of its statement.

    `spliced`: of a plain ledger, what the reader needs to know of a module to read changed statements of it alone;
    `leaves`: the Tasks and Tests that its modules import.
    """

    sources: Mapping[str, bytes]
    entry: str
    nodes: Mapping[str, Node]
    lines: Mapping[str, Mapping[str, int]]
    breaches: int = 0  # of LED002 to LED004
    spliced: Mapping[str, ModuleLines] = {}  # never changed
    leaves: tuple[str, ...] = ()
    style: Style = Style()


class Names(NamedTuple):
    """What goes into one list of a node, and out of it. `order`: the file's own names, for lists that follow it."""

    field: str  # classes | functions | globals | test_functions | interface
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


class Links(NamedTuple):
    """What one link field of a node is to name, and what no longer; of one that names a single node, the new one."""

    field: str
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


class Edit(NamedTuple):
    """What changes within one node."""

    id: str
    names: tuple[Names, ...] = ()
    file: str = ""  # the file's new path, "" where it stays
    unplan: bool = False
    unwaived: tuple[str, ...] = ()  # codes that the node no longer waives
    links: tuple[Links, ...] = ()
    symbols: str | None = None  # what `symbols` of a Design is to say; "": nothing


class Added(NamedTuple):
    """A node that is to be written: a Task, a Test or a Design, beside the node `like` (`before`: above it) and in its
    form.

    Of a Design: `links` by field, as `like` writes them where they are its own; `waives`; `doc`, what stands below its
    title.
    """

    id: str
    kind: str
    level: str
    class_name: str
    title: str
    target: str  # id of what it implements or verifies; "" of a Design
    file: str
    names: tuple[tuple[str, tuple[str, ...]], ...]  # field -> names; ("*",) for all tests; of a Design its limits
    like: str
    before: bool = False
    links: tuple[tuple[str, tuple[str, ...]], ...] = ()
    waives: tuple[tuple[str, str], ...] = ()  # law -> reason
    doc: str = ""


class Changes(NamedTuple):
    """All that is to change, each node in one place at the most."""

    edits: tuple[Edit, ...] = ()
    added: tuple[Added, ...] = ()
    removed: tuple[str, ...] = ()

    def without(self, ids: frozenset[str]) -> Changes:
        """The changes that concern other nodes."""
        return Changes(
            tuple(edit for edit in self.edits if edit.id not in ids),
            tuple(node for node in self.added if node.id not in ids),
            tuple(node_id for node_id in self.removed if node_id not in ids),
        )

    def __bool__(self) -> bool:
        return bool(self.edits or self.added or self.removed)


class CannotEdit(Exception):
    """The source of a node is such that no edit of it is sure to say the right thing. Its text is the reason."""
