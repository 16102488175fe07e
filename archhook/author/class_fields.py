"""One class statement while its fields are edited: where one is written, one that is written anew, one that goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from archhook.author import field_places
from archhook.author.base_constructors import of_metamodel
from archhook.author.ledger_changes import CannotEdit
from archhook.author.list_items import keyword_argument, row_of
from archhook.author.node_source import list_text
from archhook.author.syntax_trees import DISPLAYS, Statements, displays
from archhook.model.vocabulary import FIELDS, PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archhook.author.base_constructors import Signature
    from archhook.author.node_source import Style


class ClassFields(Statements):
    """One class statement, and the fields that it writes."""

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

    def displays_of(self, field: str) -> list[cst.List | cst.Tuple | cst.Set]:
        """The lists that are written out in a field as it is now."""
        written = self.find(field)
        return list(displays(written.value)) if written else []

    def spread(self, value: cst.BaseExpression, first: str) -> None:
        """Makes a list of a value that lists nothing by itself, and of a first item."""
        spread = [] if field_places.is_empty(value) else [cst.StarredElement(value)]
        self.replace(value, cst.List([*spread, cst.Element(cst.parse_expression(first))]))

    def write_field(self, field: str, item: str) -> None:
        """Writes a field that the class does not have yet, with one item, behind those that come before it."""
        call = field_places.constructor_call(self.klass)
        parameter = self.signature.parameter(field)
        if call is not None and parameter:
            self._write_argument(call, field, item, parameter)
            return
        indent = self.block.indent if self.block.indent is not None else self.module.default_indent
        room = self.style.width - len(indent) - len(f"{field} = ")
        self.write_attribute(field, list_text([item], room, "", self.module.default_indent))

    def write_attribute(self, field: str, value: str) -> None:
        """Writes a class attribute that is not there yet, behind those that come before it."""
        call = field_places.constructor_call(self.klass)
        order = [one for one in FIELDS[self.kind] if one != "waives"]  # it is written last
        block = self.block
        places = [
            at for at, line in enumerate(block.body)
            if isinstance(line, cst.SimpleStatementLine) and _binds(line, order[: order.index(field)])
        ]  # fmt: skip
        if not places and call is None and self.kind != "design":
            raise CannotEdit(f"it is not plain where its `{field}` is to be written")
        at = places[-1] + 1 if places else _behind_doc(block)
        line = cst.parse_statement(f"{field} = {value}\n", config=self.module.config_for_parsing)
        body = [*block.body[:at], line, *block.body[at:]]
        if not places:  # between the docstring and the constructor, or whatever comes then
            for index in range(max(at, 1), min(at + 2, len(body))):
                one: Any = body[index]  # every statement has lines above it
                near = index > at and isinstance(one, cst.SimpleStatementLine)
                blank = [] if near else [cst.EmptyLine(indent=False)]
                body[index] = one.with_changes(leading_lines=[*blank, *_without_blanks(one.leading_lines)])
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
            self.drop_line(line)

    def drop_line(self, line: cst.SimpleStatementLine) -> None:
        """Removes a statement of the class body; comments above it stay."""
        block = self.block
        body = list(block.body)
        at = body.index(line)
        del body[at]
        if at < len(body):
            behind: Any = body[at]  # every statement has lines above it
            body[at] = behind.with_changes(leading_lines=_joined_above(line.leading_lines, behind.leading_lines))
            self.replace(block, block.with_changes(body=body))
        elif body:
            kept = [one for one in line.leading_lines if one.comment is not None]
            self.replace(block, block.with_changes(body=body, footer=[*kept, *block.footer]))


def _binds(line: cst.SimpleStatementLine, names: list[str]) -> bool:
    """Whether a line binds one of some names."""
    for one in line.body:
        target = one.targets[0].target if isinstance(one, cst.Assign) else getattr(one, "target", None)
        if isinstance(target, cst.Name) and target.value in names:
            return True
    return False


def _behind_doc(block: cst.IndentedBlock) -> int:
    """The position behind the docstring of a class body."""
    first = block.body[0]
    return int(isinstance(first, cst.SimpleStatementLine) and isinstance(first.body[0], cst.Expr))


def _without_blanks(lines: Sequence[cst.EmptyLine]) -> list[cst.EmptyLine]:
    """Lines above a statement without the blank ones that they begin with."""
    first = next((at for at, one in enumerate(lines) if one.comment is not None), len(lines))
    return [*lines[first:]]


def _joined_above(removed: Sequence[cst.EmptyLine], kept: Sequence[cst.EmptyLine]) -> list[cst.EmptyLine]:
    """The lines above a statement once the one before it, with lines of its own above, is gone."""
    if any(line.comment is not None for line in removed):
        return [*removed, *kept]
    return [*(kept if len(kept) >= len(removed) else removed)] if not _commented(kept) else [*kept]


def _commented(lines: Sequence[cst.EmptyLine]) -> bool:
    return any(line.comment is not None for line in lines)
