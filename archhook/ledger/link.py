"""Resolves ids, references and what is in force: from the drafts of all classes to the nodes of the ledger."""

from __future__ import annotations

from archhook.ledger.drafts import Draft, article, draft
from archhook.ledger.fields import spot
from archhook.ledger.syntax import Note, Unreadable
from archhook.ledger.values import Const, Instance, Klass, Ref, Unbound, Value, subject
from archhook.model.ids import canonical, kind_of_id, split_docstring
from archhook.model.nodes import LINKS, VISIBLE_TO, Link, Node, sort_key
from archhook.model.vocabulary import VERIFIED_KIND
from archhook.suggest import Names, nearest_id

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from archhook.ledger.construct import Raw
    from archhook.ledger.module import Module


_AT = Node._fields.index("in_force")

OPTIONAL = ("requires", "conflicts_with", "forbids", "visible_to")
"""The links that a node may well do without."""

PROPOSALS = 50
"""To so many unknown references a near name is looked for: in a large ledger that costs more than the reading."""


def drafts_of(classes: Iterable[Klass], listed: set[Klass] | None, fields_of: Callable[[Klass], Raw]) -> list[Draft]:
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
        except Unreadable:
            if not base or split_docstring(klass.doc)[2]:
                raise
            continue
        found.append(draft(values))
    return found


def place(klass: Klass) -> tuple[str, int, int]:
    """Where a class statement stands."""
    assert klass.module is not None
    return (klass.module.path, *klass.module.position(klass.node))


def link(
    drafts: list[Draft], listed: set[Klass] | None, modules: Mapping[str, Module]
) -> tuple[tuple[Node, ...], list[Note]]:
    """(the nodes sorted by id, the breaches of LED002 to LED004)."""
    linker = Linker(drafts, modules)
    nodes = []
    for one in drafts:
        if one.node is not None:
            links = linker.links(one)  # of a second node with an id, too: its references may be broken
            if linker.first[one.id] is one:
                nodes.append(linked(one.node, _in_force(one, listed), links))
    return tuple(sorted(nodes, key=lambda node: sort_key(node.id))), linker.notes


def linked(node: Node, in_force: bool, links: tuple[tuple[str, tuple[Link, ...]], ...]) -> Node:
    """A node with these two fields set; `_replace` takes three times as long."""
    return Node._make((*node[:_AT], in_force, links, *node[_AT + 2 :]))


def _in_force(one: Draft, listed: set[Klass] | None) -> bool:
    assert one.node is not None
    if not one.node.adopted:
        return False
    return one.klass in listed if listed is not None else one.klass.children == 0


class Linker:
    """The ids of all declared nodes, and the references between them."""

    def __init__(self, drafts: list[Draft], modules: Mapping[str, Module]) -> None:
        self._modules = modules
        self.drafts = {one.klass: one for one in drafts}
        self.first: dict[str, Draft] = {}
        self.notes: list[Note] = []
        self.unsound = {one.id for one in drafts if one.node is None and one.id}
        self._proposals = PROPOSALS
        self._told: set[tuple[object, ...]] = set()
        self._twice: set[str] = set()
        self._by_name: dict[str, Draft] = {}
        self._near: dict[tuple[str, bool], Names] = {}
        for one in drafts:
            self._take_notes(one)
            if one.node is not None:
                self._declare(one)
                self._by_name.setdefault(one.klass.name, self.first[one.id])

    def _take_notes(self, one: Draft) -> None:
        """The breaches of a node; what stands in a shared constant or base is told once, not for each that uses it."""
        for note in one.notes:
            key = (note.where, note.symbol) if note.where is not None else (note.message, note.node)
            if key not in self._told or note.where is one.klass.node:
                self._told.add(key)
                self.notes.append(note)

    def _declare(self, one: Draft) -> None:
        earlier = self.first.setdefault(one.id, one)
        if earlier is not one and one.id not in self._twice:
            self._twice.add(one.id)
            path, line, column = place(earlier.klass)
            message = (
                f"{one.klass.name} has the id {one.id}, which {earlier.klass.name} has already ({path}:{line}:{column})"
            )
            fix = "give one of the two another id (`archhook sync --renumber --base REV` does it after a merge)"
            self.notes.append(Note("LED002", one.klass.module, one.klass.node, message, fix, one.id, one.id))

    def links(self, one: Draft) -> tuple[tuple[str, tuple[Link, ...]], ...]:
        """The links of a node by field; those that are broken are breaches of LED003, and left out."""
        links = []
        for field, unordered, references in one.references:
            found = [link for link in (self._resolve(one, field, value) for value in references) if link is not None]
            if unordered:
                found.sort(key=lambda link: sort_key(link.target))
            if found or field == VISIBLE_TO:
                links.append((field, tuple(found)))
        return tuple(links)

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
                met = f"{subject(value)} stands where `{field}` of {one.id} takes a reference"
                raise Unreadable(value.module or one.klass.module, value.node or one.klass.node, met, write)
        wanted = LINKS[one.klass.kind][field] or VERIFIED_KIND[one.klass.level]
        if target is None:
            met = f"{shown} in `{field}`, which {self._why(value)}"
            self._unknown(one, field, value, met, self._meant(value, wanted) or _otherwise(field, value, wanted))
        elif target.kind != wanted:
            met = f"{shown} in `{field}`, which takes {article(wanted)}; {target.id} is {article(target.kind)}"
            near = self._meant(value, wanted)
            self._unknown(one, field, value, met, f"name {article(wanted)}{f': {near}' if near else ''}")
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
        if (note.message, note.node) not in self._told:
            self._told.add((note.message, note.node))
            self.notes.append(note)

    def _why(self, value: Value) -> str:
        if isinstance(value, Unbound):
            if value.name in self._by_name:
                return "is not bound yet where it is named"
            return "is bound to nothing"
        if isinstance(value, Ref):
            return "is no node"
        return "is the id of no node"

    def _meant(self, value: Value, wanted: str) -> str:
        """The node of the kind that is wanted that a reference most likely means; "" where none is near."""
        name = _symbol(value)
        named = self._by_name.get(name)
        if named is not None and named.klass.kind == wanted:
            return f'write its id, "{named.id}"'
        self._proposals -= 1
        if self._proposals < 0:
            return ""
        if isinstance(value, Const):
            written = canonical(name)
            near = nearest_id(written or name, self._of_kind(wanted, by_name=False))
            if near is not None or written:
                return f'did you mean "{near}"?' if near else ""
        near = self._of_kind(wanted, by_name=True).nearest(name)
        if near is None:
            return ""
        one = self._by_name[near]
        return f"did you mean '{near}'?" if self._bound(near, one.klass, value) else f'did you mean "{one.id}"?'

    def _of_kind(self, kind: str, *, by_name: bool) -> Names:
        """The ids of all nodes of a kind, or the names of their classes."""
        known = self._near.get((kind, by_name))
        if known is None:
            nodes = self._by_name if by_name else self.first
            known = Names(key for key, one in nodes.items() if one.klass.kind == kind)
            self._near[kind, by_name] = known
        return known

    def _bound(self, name: str, klass: Klass, value: Value) -> bool:
        """Whether the name of a class may stand where a reference does: further up, or imported into the module."""
        if not isinstance(value, Unbound | Ref) or value.module is None or value.node is None or klass.node is None:
            return isinstance(value, Unbound | Ref)
        if klass.module is not value.module:
            return self._modules[value.module.path].names.get(name) is klass
        return value.module.position(klass.node) < value.module.position(value.node)


def _otherwise(field: str, value: Value, wanted: str) -> str:
    """What to do about a reference to nothing that is near to nothing, either.

    A string that is no id of the kind that is wanted is none that a node could be given.
    """
    alone = isinstance(value, Const) and kind_of_id(canonical(_symbol(value)) or "") != wanted
    declare = f"name {article(wanted)} that there is" if alone else f"declare that {wanted}"
    if field in OPTIONAL:
        return f"{declare}, or remove the reference"
    return declare if alone else f"{declare}, or name another"


def _symbol(value: Value) -> str:
    match value:
        case Unbound():
            return value.name
        case Ref():
            return value.klass.name
        case Const():
            return str(value.value)
    return ""
