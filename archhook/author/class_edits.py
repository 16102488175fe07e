"""Edits of one class statement: names into its lists and out of them, other links, another file, `planned` cleared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from archhook.author.ledger_changes import CannotEdit
from archhook.author.link_edits import ClassLinks
from archhook.author.list_items import line_break, row_of
from archhook.author.node_source import FILE, columns, literal, positions
from archhook.author.syntax_trees import parsed, string_of
from archhook.model.vocabulary import LIMITS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archhook.author.base_constructors import Signature
    from archhook.author.ledger_changes import Edit, Names
    from archhook.author.node_source import Style


def edit_class(
    source: str,
    edit: Edit,
    kind: str,
    style: Style,
    signature: Signature | None = None,
    spelled: Mapping[str, str] | None = None,
) -> str:
    """The class statement with an edit made. `style`: line length and quotes. `CannotEdit`.

    `signature`: of the constructor that it hands its fields on to, where that is not the metamodel's own. `spelled`:
    id of a node -> the class that stands for it there; others are named by their ids.
    """
    statement = ClassStatement(parsed(source), kind, style, signature)
    for names in edit.names:
        if names.add:  # first: an empty list would not tell how it was laid out
            statement.add(names)
        if names.remove:
            statement.remove(names.field, names.remove)
            if names.field not in LIMITS:  # those say something where they are empty, too
                statement.drop_if_empty(names.field)
    if edit.file:
        statement.rename(FILE[kind], edit.file)
    if edit.unplan:
        statement.unplan()
    if edit.unwaived:
        statement.unwaive(edit.unwaived)
    if edit.symbols is not None:
        statement.say("symbols", edit.symbols)
    for links in edit.links:
        statement.relink(links, spelled or {})
    return statement.module.code


class ClassStatement(ClassLinks):
    """One class statement while it is edited."""

    def remove(self, field: str, names: Sequence[str]) -> None:
        """Takes names out of a field, wherever in its value they are written out."""
        removed: set[str] = set()
        for index in range(len(self.displays_of(field))):
            display = self.displays_of(field)[index]  # anew: a replacement makes other nodes of all
            row = row_of(display)
            present = [string_of(item.value) for item in display.elements]
            found = [name for name in names if name in present]
            if row is None or not found:
                continue
            for name in found:
                for at in [at for at, one in enumerate(present) if one == name][::-1]:
                    row.remove(at)
                    del present[at]
            emptied = isinstance(display, cst.Set) and not row.items  # an empty set cannot be written out
            self.replace(display, row.put_into(cst.List([]) if emptied else display))
            removed.update(found)
        lost = next((name for name in names if name not in removed), None)
        if lost is not None:
            raise CannotEdit(f"{lost!r} is not written in its own `{field}`, but comes from elsewhere")

    def add(self, names: Names) -> None:
        """Puts names into a field, which need not be written yet."""
        written = self.find(names.field)
        if written is None:
            self.write_field(names.field, literal(names.add[0], self.style.quote))
        elif not self.displays_of(names.field):
            self.spread(written.value, literal(names.add[0], self.style.quote))
        else:
            self._insert(names, names.add)
            return
        if names.add[1:]:
            self._insert(names, names.add[1:])

    def _insert(self, names: Names, new: Sequence[str]) -> None:
        """Puts names into the last list of a field, all at once: each replacement copies the whole statement."""
        display = self.displays_of(names.field)[-1]
        row = row_of(display)
        if row is None:
            raise CannotEdit(f"its `{names.field}` is a tuple without brackets")
        present = [string_of(item.value) for item in display.elements]
        strings = [item.value.quote for item in display.elements if isinstance(item.value, cst.SimpleString)]
        plain = [quote for quote in strings if len(quote) == 1]
        quote = plain[0] if plain else self.style.quote
        for name, at in zip(new, positions(present, new, names.order), strict=True):
            row.insert(at, cst.Element(cst.SimpleString(literal(name, quote))))
        self.fit(display, row.put_into(display))

    def rename(self, field: str, path: str) -> None:
        """Names another file, in brackets where only these keep the line length."""
        written = self.find(field)
        if written is None:
            raise CannotEdit(f"its `{field}` is not written in it")
        quote = written.value.quote if isinstance(written.value, cst.SimpleString) else ""
        new = cst.SimpleString(literal(path, quote if len(quote) == 1 else self.style.quote))
        if isinstance(written.value, cst.ConcatenatedString):
            new = new.with_changes(lpar=written.value.lpar, rpar=written.value.rpar)
        self.replace(written.value, new)
        unit = self.module.default_indent
        lines = (line for line in self.module.code.splitlines() if new.value in line)
        long = any(columns(line) > self.style.width for line in lines)
        if written.statement is not None and long and columns(unit * 2 + new.value) <= self.style.width:
            left, right = cst.LeftParen(line_break(unit)), cst.RightParen(line_break(""))
            self.replace(new, new.with_changes(lpar=[left], rpar=[right]))

    def say(self, field: str, word: str) -> None:
        """Has a field say a word; "": has it go."""
        written = self.find(field)
        if not word:
            self._take_away(field, "None")
        elif written is None:
            self.write_attribute(field, literal(word, self.style.quote))
        else:
            self.replace(written.value, cst.SimpleString(literal(word, self.style.quote)))

    def unplan(self) -> None:
        """Takes `planned = True` away."""
        self._take_away("planned", "False")

    def _take_away(self, field: str, nothing: str) -> None:
        """Takes a field out; where its statement does more, it gets a value that says as much."""
        written = self.find(field)
        if written is None:
            raise CannotEdit(f"its `{field}` is not written in it")
        if written.statement is not None and len(written.statement.body) == 1:
            self.drop_line(written.statement)
        elif written.call is not None:
            row = row_of(written.call)
            assert row is not None  # calls have brackets
            row.remove(written.at)
            self.replace(written.call, row.put_into(written.call))
        else:
            self.replace(written.value, cst.Name(nothing))

    def unwaive(self, codes: Sequence[str]) -> None:
        """Takes entries out of `waives`, and the field with the last."""
        written = self.find("waives")
        if written is None or not isinstance(written.value, cst.Dict):
            raise CannotEdit("its `waives` is not written out in it")
        entries = written.value.elements
        kept = [one for one in entries if not (isinstance(one, cst.DictElement) and string_of(one.key) in codes)]
        line = written.statement
        if not kept and line is not None and len(line.body) == 1:
            self.drop_line(line)
            return
        if kept and kept[-1] is not entries[-1]:
            kept[-1] = kept[-1].with_changes(comma=entries[-1].comma)
        self.replace(written.value, written.value.with_changes(elements=kept))
