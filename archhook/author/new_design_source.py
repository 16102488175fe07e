"""The source of a new Design, in the form in which the Design beside it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.author import field_places, node_source
from archhook.author.base_constructors import of_metamodel
from archhook.author.node_names import stopped
from archhook.author.node_source import INDENT, dict_field, field, list_field, literal
from archhook.author.syntax_trees import parsed, string_of
from archhook.model.vocabulary import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from archhook.author.base_constructors import Signature
    from archhook.author.ledger_changes import Added
    from archhook.author.node_source import Style
    from archhook.model.nodes import Node

TAKEN = ("satisfies", "requires", "conflicts_with")
"""The links that the metamodel's constructor takes."""

ONE = ("layer", "symbols")
"""The limits that are one word."""


class DesignSource:
    """The text of a new Design. `source`: that of the Design `like` beside it, whose form it takes. `CannotEdit`.

    `signature`: of the constructor that `like` hands its fields on to, where that is not the metamodel's own.
    """

    def __init__(self, added: Added, like: Node, source: str, style: Style, signature: Signature | None = None) -> None:
        self.added, self.like, self.style = added, like, style
        self.module = parsed(source)
        self.klass = field_places.class_in(self.module)
        self.signature = signature or of_metamodel("design")

    def text(self, base: str) -> str:
        """The class statement, with a final newline. `base`: its base class as its module names it."""
        added = self.added
        call = field_places.constructor_call(self.klass)
        lines = [*self._attributes(skip=TAKEN if call is not None else ())]
        if call is not None:
            lines += ["\n"] if lines else []
            lines += self._constructor(call)
        doc = f"[{added.id}] {stopped(added.title)}" + (f"\n\n{added.doc}" if added.doc else "")
        return node_source.class_text(added.class_name, base, doc, lines, self.style)

    def _attributes(self, skip: tuple[str, ...]) -> Iterator[str]:
        """The lines of the fields, in the metamodel's order."""
        links, names = dict(self.added.links), dict(self.added.names)
        for name in FIELDS["design"]:
            if name in links and name not in skip:
                own = self._own(name)
                yield f"{INDENT}{name} = {own}\n" if own else list_field(name, self._references(name), self.style)
            elif name in ONE and name in names:
                yield field(name, literal(names[name][0], self.style.quote), self.style)
            elif name in names:
                yield list_field(name, (literal(one, self.style.quote) for one in names[name]), self.style)
        if self.added.waives:
            yield dict_field("waives", dict(self.added.waives), self.style)

    def _own(self, name: str) -> str:
        """What `like` writes for a link field, where the new Design is to name the same; else ""."""
        written = field_places.find(self.klass, self.signature, name)
        if written is None or {*dict(self.added.links)[name]} != {*self.like.targets(name)}:
            return ""
        return self.module.code_for_node(written.value)

    def _references(self, name: str) -> list[str]:
        return [literal(one, self.style.quote) for one in dict(self.added.links)[name]]

    def _constructor(self, call: cst.Call) -> list[str]:
        """The lines that hand the fields on to the metamodel's constructor."""
        inner = INDENT * 3
        first = string_of(call.args[0].value) if call.args else None
        node_id = f"[{self.added.id}]" if (first or "").startswith("[") else self.added.id
        values = [literal(text, self.style.quote) for text in (node_id, self.added.title)]
        for name, _ in self.added.links:
            if name in TAKEN:
                listed = node_source.list_text(
                    self._references(name), self.style.width - len(f"{inner}{name}=,"), inner
                )
                values.append(f"{name}={self._own(name) or listed}")
        head = f"{INDENT}def __init__(self):\n{INDENT * 2}super().__init__(\n"
        return [head, *(f"{inner}{value},\n" for value in values), f"{INDENT * 2})\n"]
