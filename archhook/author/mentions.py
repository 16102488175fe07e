"""Where classes are mentioned outside class statements: lists handed to the validation, imports, `__all__`.

A new class is put beside its neighbour in all of them, in the same form; one that goes is taken out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import libcst as cst

from archhook.author.class_edits import Statement, parsed
from archhook.author.ledger_changes import CannotEdit
from archhook.author.list_items import row_of
from archhook.author.literals import DISPLAYS, string_of
from archhook.author.node_source import columns, literal, natural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archhook.author.node_source import Style


class Beside(NamedTuple):
    """A class `name` that goes where the class `like` is mentioned, before or behind it.

    `kin`: whether it is of the same kind; another one goes into imports and lists of names alone.
    """

    name: str
    like: str
    before: bool = False
    kin: bool = True


def edit_mentions(source: str, beside: Sequence[Beside], gone: Sequence[str], style: Style) -> str:
    """The statements with classes added to lists and imports, and others taken out. `CannotEdit`."""
    statement = Statement(parsed(source), "task", style)
    for one in beside:
        for at in range(len(holders(statement.module, one.like))):  # a tree that is edited is another tree
            _insert(statement, holders(statement.module, one.like)[at], one)
    for name in gone:
        at = 0
        while at < len(found := holders(statement.module, name)):
            _take_out(statement, found[at], name)
            at += len(holders(statement.module, name)) == len(found)  # one that cannot be edited is passed over
    return statement.module.code


def holders(module: cst.Module, name: str) -> list[cst.List | cst.Tuple | cst.Set | cst.ImportFrom]:
    """The lists and imports that mention a class."""
    finder = _Finder(name)
    module.visit(finder)
    return finder.found


def listed_names(source: str) -> set[str]:
    """The classes that the lists of some statements hold, those that stand there as strings apart."""
    finder = _Listed()
    parsed(source).visit(finder)
    return finder.names


class _Listed(cst.CSTVisitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, DISPLAYS):
            self.names.update(_mentioned(one) for one in original_node.elements if not _is_string(one))


class _Finder(cst.CSTVisitor):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.found: list[cst.List | cst.Tuple | cst.Set | cst.ImportFrom] = []

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.For):  # what a loop writes into some classes is not another one's
            self.found = [one for one in self.found if one is not original_node.iter]
        if isinstance(original_node, (*DISPLAYS, cst.ImportFrom)) and _places(original_node, self.name):
            self.found.append(original_node)


def _items(holder: cst.CSTNode) -> Sequence[cst.CSTNode]:
    if isinstance(holder, cst.ImportFrom):
        return () if isinstance(holder.names, cst.ImportStar) else holder.names
    return holder.elements  # type: ignore[attr-defined,no-any-return]  # a display


def _places(holder: cst.CSTNode, name: str) -> list[int]:
    return [at for at, item in enumerate(_items(holder)) if _mentioned(item) == name]


def _mentioned(item: cst.CSTNode) -> str:
    """The class that an item mentions: `A`, `A()`, `tasks.A()`, `"A"`, or `A` of an import."""
    if isinstance(item, cst.ImportAlias):
        return item.name.value if isinstance(item.name, cst.Name) and item.asname is None else ""
    value = item.value  # type: ignore[attr-defined]  # an element
    if isinstance(value, cst.Call) and not value.args:
        value = value.func
    if isinstance(value, cst.Attribute):
        value = value.attr
    if isinstance(value, cst.Name):
        return value.value
    return string_of(value) or ""


def _renamed(item: cst.CSTNode, old: str, new: str) -> cst.CSTNode:
    """An item that mentions another class, without its comma."""
    text = item.value if isinstance(item, cst.Element) else None
    if isinstance(text, cst.SimpleString):
        quote = text.quote if len(text.quote) == 1 else '"'
        return cst.Element(cst.SimpleString(literal(new, quote)))
    changed = item.visit(_Rename(old, new))
    assert isinstance(changed, cst.CSTNode)
    return changed.with_changes(comma=cst.MaybeSentinel.DEFAULT)


class _Rename(cst.CSTTransformer):
    def __init__(self, old: str, new: str) -> None:
        super().__init__()
        self.old, self.new = old, new

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:  # noqa: N802  # LibCST's name
        return updated_node.with_changes(value=self.new) if original_node.value == self.old else updated_node


def _insert(statement: Statement, holder: cst.CSTNode, one: Beside) -> None:
    row = row_of(holder)  # type: ignore[arg-type]  # a display or an import
    if row is None:
        return
    at = _places(holder, one.like)[0]
    if not one.kin and not isinstance(holder, cst.ImportFrom) and not _is_string(_items(holder)[at]):
        return
    item = _renamed(_items(holder)[at], one.like, one.name)
    if isinstance(holder, cst.ImportFrom) or string_of(item.value) is not None:  # type: ignore[attr-defined]
        at = _sorted_place([_mentioned(other) for other in _items(holder)], one.name, at + (not one.before))
    else:
        at += not one.before
    row.insert(at, item)  # type: ignore[arg-type]  # of the same type as its neighbour
    if isinstance(holder, cst.ImportFrom) and holder.lpar is None:
        _bracket_if_long(statement, holder, row.put_into(holder))
    else:
        statement.fit(holder, row.put_into(holder))  # type: ignore[arg-type]


def _is_string(item: cst.CSTNode) -> bool:
    return isinstance(item, cst.Element) and string_of(item.value) is not None


def insert_import(statement: Statement, holder: cst.ImportFrom, name: str) -> None:
    """Adds a name to an import statement, in its place where the names are sorted. `CannotEdit`."""
    row = row_of(holder)
    if row is None:
        raise CannotEdit("the import imports whatever there is")
    names = [_mentioned(alias) for alias in _items(holder)]
    row.insert(_sorted_place(names, name, len(names) - 1), cst.ImportAlias(cst.Name(name)))
    if holder.lpar is None:
        _bracket_if_long(statement, holder, row.put_into(holder))
    else:
        statement.fit(holder, row.put_into(holder))


def _bracket_if_long(statement: Statement, old: cst.ImportFrom, new: cst.CSTNode) -> None:
    assert isinstance(new, cst.ImportFrom)
    first = statement.module.code_for_node(old).splitlines()[0]
    lines = (line for line in statement.module.code.splitlines() if line.lstrip().startswith(first))
    indent = next((columns(line) - columns(line.lstrip()) for line in lines), 0)
    room = statement.style.width - indent
    if any(columns(line) > room for line in statement.module.code_for_node(new).splitlines()):
        new = new.with_changes(lpar=cst.LeftParen(), rpar=cst.RightParen())
    statement.fit(old, new)


def _sorted_place(names: list[str], new: str, at: int) -> int:
    """Where a name goes among names in an order that a formatter keeps; `at` where they are in none."""
    orders: tuple[Callable[[str], Any], ...] = (str, str.casefold, natural)
    for key in orders:
        if names == sorted(names, key=key):
            return next((index for index, name in enumerate(names) if key(name) > key(new)), len(names))
    return at


def _take_out(statement: Statement, holder: cst.CSTNode, name: str) -> None:
    row = row_of(holder)  # type: ignore[arg-type]  # a display or an import
    if row is None:
        return
    places = _places(holder, name)
    if isinstance(holder, cst.ImportFrom) and len(places) == len(row.items):
        statement.module = _Without(holder).drop(statement.module)
        return
    for at in reversed(places):
        row.remove(at)
    statement.replace(holder, row.put_into(holder))  # type: ignore[arg-type]


class _Without(cst.CSTTransformer):
    """Removes an import that imports nothing any more."""

    def __init__(self, gone: cst.ImportFrom) -> None:
        super().__init__()
        self.gone = gone

    def drop(self, module: cst.Module) -> cst.Module:
        return module.visit(self)

    def leave_SimpleStatementLine(  # noqa: N802  # LibCST's name
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.RemovalSentinel:
        rest = [one for one in original_node.body if one is not self.gone]
        if len(rest) == len(original_node.body):
            return updated_node
        if any(line.comment is not None for line in original_node.leading_lines):
            raise CannotEdit("there are comments at the import of its class")
        return updated_node.with_changes(body=rest) if rest else cst.RemoveFromParent()
