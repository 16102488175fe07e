"""Where classes are mentioned outside class statements: lists handed to the validation, imports, `__all__`.

A new class is put beside its neighbour in all of them, in the same form; one that goes is taken out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import libcst as cst

from archhook.author.ledger_changes import CannotEdit
from archhook.author.list_items import row_of
from archhook.author.node_source import columns, literal, sorted_place
from archhook.author.syntax_trees import DISPLAYS, Statements, nodes_in, parsed, replaced, string_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from archhook.author.list_items import Holder
    from archhook.author.node_source import Style


class Placement(NamedTuple):
    """A class `name` that goes where the class `like` is mentioned, before or behind it.

    `kin`: whether it is of the same kind; another one goes into imports and lists of names alone.
    """

    name: str
    like: str
    before: bool = False
    kin: bool = True


def edit_mentions(source: str, beside: Sequence[Placement], gone: Sequence[str], style: Style) -> str:
    """The statements with classes added to lists and imports, and others taken out. `CannotEdit`.

    All that one list gets or loses goes at once: each replacement copies the statement.
    """
    statements = Statements(parsed(source), style)
    for at in range(len(_holders(statements.module)) if beside else 0):  # a tree that is edited is another tree
        _insert(statements, _holders(statements.module)[at], beside)
    names, at = {*gone}, 0
    while at < len(found := _mentioning(statements.module, names)):
        _take_out(statements, found[at], names)
        at += len(_mentioning(statements.module, names)) == len(found)  # one that cannot be edited is passed over
    code = statements.module.code
    return code if statements.module.body else code.strip()  # of a lone import its line end would stay


def _holders(module: cst.Module) -> list[Holder]:
    """The lists and imports; what a loop writes into some classes is not another one's."""
    looped = {one.iter for one in nodes_in(module, cst.For)}
    found: list[Holder] = nodes_in(module, *DISPLAYS, cst.ImportFrom)
    return [one for one in found if one not in looped]


def _mentioning(module: cst.Module, names: Collection[str]) -> list[Holder]:
    """Those that mention one of some classes."""
    return [one for one in _holders(module) if _places(one, names)] if names else []


def listed_names(source: str) -> set[str]:
    """The classes that the lists of some statements hold, those that stand there as strings apart."""
    items = (one for display in nodes_in(parsed(source), *DISPLAYS) for one in display.elements)  # type: ignore[attr-defined]
    return {_mentioned(one) for one in items if not _is_string(one)}


def _items(holder: cst.CSTNode) -> Sequence[cst.CSTNode]:
    if isinstance(holder, cst.ImportFrom):
        return () if isinstance(holder.names, cst.ImportStar) else holder.names
    return holder.elements  # type: ignore[attr-defined,no-any-return]  # a display


def _places(holder: cst.CSTNode, names: Collection[str]) -> list[int]:
    return [at for at, item in enumerate(_items(holder)) if _mentioned(item) in names]


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


def _is_string(item: cst.CSTNode) -> bool:
    return isinstance(item, cst.Element) and string_of(item.value) is not None


def _renamed(item: cst.CSTNode, old: str, new: str) -> cst.CSTNode:
    """An item that mentions another class, without its comma."""
    text = item.value if isinstance(item, cst.Element) else None
    if isinstance(text, cst.SimpleString):
        quote = text.quote if len(text.quote) == 1 else '"'
        return cst.Element(cst.SimpleString(literal(new, quote)))
    names = {one: one.with_changes(value=new) for one in nodes_in(item, cst.Name) if one.value == old}
    return replaced(item, names).with_changes(comma=cst.MaybeSentinel.DEFAULT)


def _insert(statements: Statements, holder: Holder, beside: Sequence[Placement]) -> None:
    """Puts classes into a list or an import, each beside the one that it goes with, if that is there."""
    row = row_of(holder)
    if row is None:
        return
    items = [*_items(holder)]
    names = [_mentioned(item) for item in items]
    known, new = {*names}, False
    for one in beside:
        if one.like not in known:
            continue
        at = names.index(one.like)
        by_name = isinstance(holder, cst.ImportFrom) or _is_string(items[at])
        if not one.kin and not by_name:
            continue
        item: Any = _renamed(items[at], one.like, one.name)  # of the same type as its neighbour
        at += not one.before
        if by_name:
            at = sorted_place(names, one.name, at)
        row.insert(at, item)
        items.insert(at, item)
        names.insert(at, one.name)
        known.add(one.name)
        new = True
    if new:
        _fit(statements, holder, row.put_into(holder))


def insert_import(statements: Statements, holder: cst.ImportFrom, name: str) -> None:
    """Adds a name to an import statement, in its place where the names are sorted. `CannotEdit`."""
    row = row_of(holder)
    if row is None:
        raise CannotEdit("the import imports whatever there is")
    names = [alias.evaluated_name for alias in nodes_in(holder, cst.ImportAlias)]
    row.insert(sorted_place(names, name, len(names)), cst.ImportAlias(cst.Name(name)))
    _fit(statements, holder, row.put_into(holder))


def _fit(statements: Statements, old: Holder, new: Holder) -> None:
    """Replaces a list or an import, which gets brackets where its line would be too long."""
    if isinstance(new, cst.ImportFrom) and new.lpar is None:
        code = statements.module.code_for_node
        first = code(old).splitlines()[0]
        lines = (line for line in statements.module.code.splitlines() if line.lstrip().startswith(first))
        indent = next((columns(line) - columns(line.lstrip()) for line in lines), 0)
        if any(columns(line) > statements.style.width - indent for line in code(new).splitlines()):
            new = new.with_changes(lpar=cst.LeftParen(), rpar=cst.RightParen())
    statements.fit(old, new)


def _take_out(statements: Statements, holder: Holder, names: Collection[str]) -> None:
    row = row_of(holder)
    if row is None:
        return
    places = _places(holder, names)
    if isinstance(holder, cst.ImportFrom) and len(places) == len(row.items):
        _drop(statements, holder)
        return
    for at in reversed(places):
        row.remove(at)
    statements.replace(holder, row.put_into(holder))


def _drop(statements: Statements, gone: cst.ImportFrom) -> None:
    """Removes an import that imports nothing any more."""
    module = statements.module
    line = next(one for one in nodes_in(module, cst.SimpleStatementLine) if gone in one.body)
    if any(one.comment is not None for one in line.leading_lines):
        raise CannotEdit("there are comments at the import of its class")
    rest = [one for one in line.body if one is not gone]
    found = module.deep_replace(line, line.with_changes(body=rest)) if rest else module.deep_remove(line)
    assert isinstance(found, cst.Module)
    statements.module = found
