"""Resolves ids, references and what is in force: from the drafts of all classes to the nodes of the ledger."""

from __future__ import annotations

from archhook.ledger.construct import raw
from archhook.ledger.fields import spot
from archhook.ledger.ids import canonical, split_docstring
from archhook.ledger.nodes import Draft, draft
from archhook.ledger.problem import Note, Unreadable
from archhook.ledger.values import Const, Instance, Klass, Ref, Unbound, Value, describe
from archhook.model import LINKS, VERIFIED_KIND, Link, Node, sort_key
from archhook.nearest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from archhook.ledger.construct import Raw


def drafts_of(
    classes: Iterable[Klass], listed: set[Klass] | None, fields_of: Callable[[Klass], Raw] = raw
) -> list[Draft]:
    """The nodes that classes declare, in the order of their places.

    A class with subclasses and without an id is a base of the user's own, no node, unless it is handed to the
    validation. `fields_of` gives the fields of a class: from source, or of a live one.
    """
    found: list[Draft] = []
    for klass in sorted(classes, key=place):
        base = klass.children > 0 and not (listed and klass in listed)
        try:
            values = fields_of(klass)
            if base and (values.needs or (values.field("id") is None and not split_docstring(klass.doc)[0])):
                continue
        except Unreadable as problem:
            if problem.hard or not base or split_docstring(klass.doc)[2]:
                raise
            continue
        found.append(draft(values))
    return found


def place(klass: Klass) -> tuple[str, int, int]:
    """Where a class statement stands."""
    assert klass.module is not None
    return (klass.module.path, *klass.module.position(klass.node))


def link(drafts: list[Draft], listed: set[Klass] | None) -> tuple[tuple[Node, ...], list[Note]]:
    """(the nodes sorted by id, the breaches of LED002 to LED004)."""
    linker = Linker(drafts)
    nodes = [linker.node(one, _in_force(one, listed)) for one in linker.first.values()]
    return tuple(sorted(nodes, key=lambda node: sort_key(node.id))), linker.notes


def _in_force(one: Draft, listed: set[Klass] | None) -> bool:
    assert one.node is not None
    if not one.node.adopted:
        return False
    return one.klass in listed if listed is not None else one.klass.children == 0


class Linker:
    """The ids of all declared nodes, and the references between them."""

    def __init__(self, drafts: list[Draft]) -> None:
        self.drafts = {one.klass: one for one in drafts}
        self.first: dict[str, Draft] = {}
        self.notes: list[Note] = []
        self.unsound = {one.id for one in drafts if one.node is None and one.id}
        told: set[tuple[str, object, int, int]] = set()
        for one in drafts:
            for note in one.notes:
                key = (note.message if note.where is None else "", note.module, *_line(note))
                if key not in told or note.where is one.klass.node:
                    told.add(key)
                    self.notes.append(note)
            if one.node is not None:
                self._declare(one)

    def _declare(self, one: Draft) -> None:
        earlier = self.first.setdefault(one.id, one)
        if earlier is not one:
            path, line, column = place(earlier.klass)
            message = (
                f"{one.klass.name} has the id {one.id}, which {earlier.klass.name} has already ({path}:{line}:{column})"
            )
            fix = "give one of the two another id"
            self.notes.append(Note("LED002", one.klass.module, one.klass.node, message, fix, one.id, one.id))

    def node(self, one: Draft, in_force: bool) -> Node:
        """A node with its links."""
        assert one.node is not None
        links = []
        for field, unordered, references in one.references:
            found = [link for link in (self._resolve(one, field, value) for value in references) if link is not None]
            if unordered:
                found.sort(key=lambda link: sort_key(link.target))
            if found:
                links.append((field, tuple(found)))
        return one.node._replace(in_force=in_force, links=tuple(links))

    def _resolve(self, one: Draft, field: str, value: Value) -> Link | None:
        """The link of a reference; None, and a breach unless the root cause has one already, if there is none."""
        match value:
            case Ref():
                target, shown = self._of_class(value.klass), value.klass.name
                if target is None and value.klass in self.drafts:
                    return None  # it is malformed, which has been said
            case Const() if isinstance(value.value, str):
                target, shown = self._of_id(value.value), repr(value.value)
                if target is None and canonical(value.value) in self.unsound:
                    return None
            case Unbound():
                target, shown = None, value.name
            case _:
                write = "write a class of the ledger, or an id as a string"
                if isinstance(value, Instance):
                    write = f"write the class without a call: {value.klass.name}"
                met = f"{describe(value)} stands where `{field}` of {one.id} takes a reference"
                raise Unreadable(value.module or one.klass.module, value.node or one.klass.node, met, write, hard=True)
        wanted = LINKS[one.klass.kind][field] or VERIFIED_KIND[one.klass.level]
        if target is None:
            self._unknown(
                one, field, value, f"{shown} in `{field}`, which {self._why(value)}", self._near(value, wanted)
            )
        elif target.kind != wanted:
            met = f"{shown} in `{field}`, which takes a {wanted}; {target.id} is a {target.kind}"
            self._unknown(one, field, value, met, f"name a {wanted}")
        else:
            return Link(target.id, spot(one.klass, value.module, value.node))
        return None

    def _of_class(self, klass: Klass) -> Node | None:
        found = self.drafts.get(klass)
        return self.first[found.id].node if found is not None and found.node is not None else None

    def _of_id(self, text: str) -> Node | None:
        found = self.first.get(canonical(text) or "")
        return found.node if found is not None else None

    def _unknown(self, one: Draft, field: str, value: Value, met: str, fix: str) -> None:
        note = Note("LED003", value.module, value.node, f"{one.id} names {met}", fix, one.id, _symbol(value))
        if value.node is None or value.module is None:
            note = note._replace(module=one.klass.module, where=one.klass.node)
        same = (note.message, note.node)
        if all((other.message, other.node) != same for other in self.notes if other.code == "LED003"):
            self.notes.append(note)

    def _why(self, value: Value) -> str:
        if isinstance(value, Unbound):
            if any(klass.name == value.name for klass in self.drafts):
                return "is not bound yet where it is named"
            return "is bound to nothing"
        if isinstance(value, Ref):
            return "is no node"
        return "is the id of no node"

    def _near(self, value: Value, wanted: str) -> str:
        """What to write instead of a reference to nothing."""
        by_name = {one.klass.name: one for one in self.first.values()}
        name = _symbol(value)
        if name in by_name:
            return f'write its id, "{by_name[name].id}"'
        near = nearest(name, [key for key, one in by_name.items() if one.klass.kind == wanted])
        if near is not None:
            return f"did you mean '{near}'?" if isinstance(value, Unbound) else f'did you mean "{by_name[near].id}"?'
        return f"declare that {wanted}, or remove the reference"


def _symbol(value: Value) -> str:
    match value:
        case Unbound():
            return value.name
        case Ref():
            return value.klass.name
        case Const():
            return str(value.value)
    return ""


def _line(note: Note) -> tuple[int, int]:
    return (getattr(note.where, "lineno", 0), getattr(note.where, "col_offset", 0))
