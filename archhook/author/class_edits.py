"""Edits of one class statement: names into its lists and out of them, another file, `planned` cleared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from archhook.author import field_places
from archhook.author.base_constructors import of_metamodel
from archhook.author.body_lines import behind_doc, binds, joined_above, without_blanks
from archhook.author.ledger_changes import CannotEdit
from archhook.author.list_items import keyword_argument, line_break, row_of
from archhook.author.node_source import FILE, columns, list_text, literal, positions
from archhook.author.references import reference
from archhook.author.syntax_trees import DISPLAYS, Statements, displays, parsed, string_of
from archhook.model.vocabulary import FIELDS, PARAMETERS

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
            statement.drop_if_empty(names.field)
    if edit.file:
        statement.rename(FILE[kind], edit.file)
    if edit.unplan:
        statement.unplan()
    if edit.unwaived:
        statement.unwaive(edit.unwaived)
    if edit.symbols is not None:
        statement.say("symbols", edit.symbols)
    for target in edit.requires:
        statement.link("requires", target, (spelled or {}).get(target, ""))
    return statement.module.code


class ClassStatement(Statements):
    """One class statement while it is edited."""

    def __init__(self, module: cst.Module, kind: str, style: Style, signature: Signature | None = None) -> None:
        super().__init__(module, style)
        self.kind = kind
        self.signature = signature or of_metamodel(kind)

    @property
    def klass(self) -> cst.ClassDef:
        """The class as it is now."""
        return field_places.class_of(self.module)

    @property
    def block(self) -> cst.IndentedBlock:
        """The class's body as it is now."""
        block = self.klass.body
        assert isinstance(block, cst.IndentedBlock)  # fields.class_of takes no other
        return block

    def find(self, field: str) -> field_places.Written | None:
        """Where a field is written now."""
        return field_places.find(self.klass, self.signature, field)

    def _displays(self, field: str) -> list[cst.List | cst.Tuple | cst.Set]:
        """The lists that are written out in a field as it is now."""
        written = self.find(field)
        return list(displays(written.value)) if written else []

    def remove(self, field: str, names: Sequence[str]) -> None:
        """Takes names out of a field, wherever in its value they are written out."""
        removed: set[str] = set()
        for index in range(len(self._displays(field))):
            display = self._displays(field)[index]  # anew: a replacement makes other nodes of all
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
            self._write_field(names.field, literal(names.add[0], self.style.quote))
        elif not self._displays(names.field):
            self._spread(written.value, literal(names.add[0], self.style.quote))
        else:
            self._insert(names, names.add)
            return
        if names.add[1:]:
            self._insert(names, names.add[1:])

    def link(self, field: str, target: str, name: str) -> None:
        """Puts a reference to a node into a field: as the class `name` where the others are classes, else as its id."""
        quoted = literal(target, self.style.quote)
        written = self.find(field)
        if written is None:
            self._write_field(field, name or quoted)
        elif not self._displays(field):
            self._spread(written.value, name or quoted)
        else:
            display = self._displays(field)[-1]
            row = row_of(display)
            if row is None:
                raise CannotEdit(f"its `{field}` is a tuple without brackets")
            code, at = reference(self.module, [item.value for item in display.elements], target, name, quoted)
            row.insert(at, cst.Element(cst.parse_expression(code)))
            self.fit(display, row.put_into(display))

    def _spread(self, value: cst.BaseExpression, first: str) -> None:
        """Makes a list of a value that lists nothing by itself, and of a first item."""
        spread = [] if field_places.is_empty(value) else [cst.StarredElement(value)]
        self.replace(value, cst.List([*spread, cst.Element(cst.parse_expression(first))]))

    def _insert(self, names: Names, new: Sequence[str]) -> None:
        """Puts names into the last list of a field, all at once: each replacement copies the whole statement."""
        display = self._displays(names.field)[-1]
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

    def _write_field(self, field: str, item: str) -> None:
        """Writes a field that the class does not have yet, with one item, behind those that come before it."""
        call = field_places.constructor_call(self.klass)
        parameter = self.signature.parameter(field)
        if call is not None and parameter:
            self._write_argument(call, field, item, parameter)
            return
        indent = self.block.indent if self.block.indent is not None else self.module.default_indent
        room = self.style.width - len(indent) - len(f"{field} = ")
        self._write_attribute(field, list_text([item], room, "", self.module.default_indent))

    def _write_attribute(self, field: str, value: str) -> None:
        """Writes a class attribute that is not there yet, behind those that come before it."""
        call = field_places.constructor_call(self.klass)
        order = [one for one in FIELDS[self.kind] if one != "waives"]  # it is written last
        block = self.block
        places = [
            at for at, line in enumerate(block.body)
            if isinstance(line, cst.SimpleStatementLine) and binds(line, order[: order.index(field)])
        ]  # fmt: skip
        if not places and call is None and self.kind != "design":
            raise CannotEdit(f"it is not plain where its `{field}` is to be written")
        at = places[-1] + 1 if places else behind_doc(block)
        line = cst.parse_statement(f"{field} = {value}\n", config=self.module.config_for_parsing)
        body = [*block.body[:at], line, *block.body[at:]]
        if not places:  # between the docstring and the constructor, or whatever comes then
            for index in range(max(at, 1), min(at + 2, len(body))):
                one: Any = body[index]  # every statement has lines above it
                near = index > at and isinstance(one, cst.SimpleStatementLine)
                blank = [] if near else [cst.EmptyLine(indent=False)]
                body[index] = one.with_changes(leading_lines=[*blank, *without_blanks(one.leading_lines)])
        self.replace(block, block.with_changes(body=body))

    def _write_argument(self, call: cst.Call, field: str, item: str, parameter: str) -> None:
        names = PARAMETERS["UnitTest" if self.kind == "test" else self.kind.capitalize()]
        earlier = ("id", *names[: names.index(field)])
        given = [at for at in range(len(call.args)) if field_places.field_at(call, at, self.signature) in earlier]
        given += [at for at, one in enumerate(call.args) if one.keyword is None]  # none may stand behind a keyword
        row = row_of(call)
        if row is None or any(one.star for one in call.args):
            raise CannotEdit("it hands unpacked arguments to its constructor")
        value = cst.List([cst.Element(cst.parse_expression(item))])
        row.insert(max(given, default=-1) + 1, keyword_argument(parameter, value))
        self.fit(call, row.put_into(call))

    def drop_if_empty(self, field: str) -> None:
        """Removes a class attribute that no longer lists anything, unless a comment stands in it or beside it."""
        written = self.find(field)
        if written is None or not isinstance(written.value, DISPLAYS) or written.value.elements:
            return
        row = row_of(written.value)
        if row is not None and row.commented:
            return
        line = written.statement
        if line is not None and len(line.body) == 1 and line.trailing_whitespace.comment is None:
            self._drop_line(line)

    def _drop_line(self, line: cst.SimpleStatementLine) -> None:
        """Removes a statement of the class body; comments above it stay."""
        block = self.block
        body = list(block.body)
        at = body.index(line)
        del body[at]
        if at < len(body):
            behind: Any = body[at]  # every statement has lines above it
            body[at] = behind.with_changes(leading_lines=joined_above(line.leading_lines, behind.leading_lines))
            self.replace(block, block.with_changes(body=body))
        elif body:
            kept = [one for one in line.leading_lines if one.comment is not None]
            self.replace(block, block.with_changes(body=body, footer=[*kept, *block.footer]))

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
            self._write_attribute(field, literal(word, self.style.quote))
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
            self._drop_line(written.statement)
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
            self._drop_line(line)
            return
        if kept and kept[-1] is not entries[-1]:
            kept[-1] = kept[-1].with_changes(comma=entries[-1].comma)
        self.replace(written.value, written.value.with_changes(elements=kept))
