"""Edits of the links of one class statement: references into a list and out of it, one in the place of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from archhook.author.class_fields import ClassFields
from archhook.author.ledger_changes import CannotEdit
from archhook.author.list_items import row_of
from archhook.author.node_source import TARGET, literal
from archhook.author.references import reference
from archhook.author.syntax_trees import string_of
from archhook.model.ids import canonical
from archhook.model.nodes import sort_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.author.ledger_changes import Links


class ClassLinks(ClassFields):
    """One class statement, and the links that it writes."""

    def relink(self, links: Links, spelled: Mapping[str, str]) -> None:
        """Makes a field name other nodes. `spelled`: id -> the class that stands for a node there, "" for none."""
        if links.field in TARGET.values():
            for target in links.add:
                self._point(links.field, target, spelled.get(target, ""))
            return
        for target in links.add:  # first: an empty list would not tell how it was laid out
            self.link(links.field, target, spelled.get(target, ""))
        if links.remove:
            self._unlink(links.field, {target: spelled.get(target, "") for target in links.remove})
            self.drop_if_empty(links.field)

    def _point(self, field: str, target: str, name: str) -> None:
        """Names another node in a field that names one: as a class where a class stands there, else by its id."""
        written = self.find(field)
        if written is None:
            raise CannotEdit(f"its `{field}` is not written in it")
        quote = written.value.quote if isinstance(written.value, cst.SimpleString) else ""
        code = literal(target, quote if len(quote) == 1 else self.style.quote)
        if name and string_of(written.value) is None:
            code = name
        parens = {one: getattr(written.value, one) for one in ("lpar", "rpar")}
        self.replace(written.value, cst.parse_expression(code).with_changes(**parens))

    def link(self, field: str, target: str, name: str) -> None:
        """Puts a reference to a node into a field: as the class `name` where the others are classes, else as its id."""
        quoted = literal(target, self.style.quote)
        written = self.find(field)
        if written is None:
            self.write_field(field, name or quoted)
        elif not self.displays_of(field):
            self.spread(written.value, name or quoted)
        else:
            display = self.displays_of(field)[-1]
            row = row_of(display)
            if row is None:
                raise CannotEdit(f"its `{field}` is a tuple without brackets")
            code, at = reference(self.module, [item.value for item in display.elements], target, name, quoted)
            row.insert(at, cst.Element(cst.parse_expression(code)))
            self.fit(display, row.put_into(display))

    def _unlink(self, field: str, gone: Mapping[str, str]) -> None:
        """Takes references out of a field, wherever in its value they are written out. `gone`: id -> class or ""."""
        left = {*gone}
        for index in range(len(self.displays_of(field))):
            display = self.displays_of(field)[index]  # anew: a replacement makes other nodes of all
            row = row_of(display)
            named = [self._named(item.value, gone) for item in display.elements]
            if row is None or not any(named):
                continue
            for at in range(len(named) - 1, -1, -1):
                if named[at]:
                    row.remove(at)
            emptied = isinstance(display, cst.Set) and not row.items  # an empty set cannot be written out
            self.replace(display, row.put_into(cst.List([]) if emptied else display))
            left.difference_update(named)
        if left:
            lost = min(left, key=sort_key)
            raise CannotEdit(f"{lost} is not written in its own `{field}`, but comes from elsewhere")

    def _named(self, item: cst.BaseExpression, gone: Mapping[str, str]) -> str:
        """The id of the one of some nodes that an item names; "" for none of them."""
        text = string_of(item)
        if text is not None:
            node_id = canonical(text) or ""
            return node_id if node_id in gone else ""
        code = self.module.code_for_node(item)
        return next((target for target, name in gone.items() if name and name == code), "")
