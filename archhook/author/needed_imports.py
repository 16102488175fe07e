"""Names that a module of a ledger has to import, and those that it need not import any longer.

A new one goes into an import that is there, or into one of its own.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from archhook.author.import_order import insertion, joined, key_of_import
from archhook.author.ledger_bindings import ARCHHOOK
from archhook.author.ledger_changes import CannotEdit
from archhook.author.mentions import edit_mentions, insert_import
from archhook.author.node_source import import_text
from archhook.author.source_lines import Span
from archhook.author.syntax_trees import Statements, nodes_in, parsed
from archhook.ledger.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.author.import_order import Key
    from archhook.author.ledger_bindings import Modules
    from archhook.author.node_source import Style
    from archhook.author.source_lines import Text

    Edited = dict[Span, str]
    """Statements of a module (an empty span: a place between two) -> what they are to be."""


def import_name(text: Text, path: str, source: str, name: str, modules: Modules, style: Style, edited: Edited) -> None:
    """Has a module import a name from a source: a module of the ledger by its path, or `archhook`."""
    spans = []
    for span, is_class in text.statements():
        if is_class:
            break
        written = edited.get(span, text.joined(span))
        start = written.lstrip("\ufeff")
        if start.startswith(("import ", "from ")):
            spans.append(span)
        elif not start.startswith(("try:", "if ")):
            continue
        if style.one_a_line or "import" not in written:
            continue
        found = _extended(written, path, source, name, modules, style)
        if found:
            edited[span] = found
            return
    for place, pending in edited.items():  # what this module is to import besides
        if place.start == place.end and not style.one_a_line and "import" in pending:
            found = _extended(pending, path, source, name, modules, style)
            if found:
                edited[place] = found
                return
    new = import_text(_named(text, spans, path, source, modules), (name,), style)

    def key_of(statement: str) -> Key:
        return key_of_import(statement, modules.dotted)

    at, written = insertion(text, spans, new, key_of) if spans else (_first_place(text), f"\n{new}")
    edited[at] = joined(edited.get(at, ""), written, key_of)


def _named(text: Text, spans: Iterable[Span], path: str, source: str, modules: Modules) -> str:
    """How a module names a source in its imports: from the top where it names others so, else relatively."""
    if source == ARCHHOOK:
        return source
    heads = [text.joined(span).split()[1:2] for span in spans]
    absolute = any(one.startswith(f"{modules.dotted}.") for head in heads for one in head)
    return modules.absolute(source) if absolute else modules.relative(source, path)


def _extended(written: str, path: str, source: str, name: str, modules: Modules, style: Style) -> str:
    """The import statement with one more name, if it imports from that source; else ""."""
    try:
        statements = Statements(parsed(written), style)
    except CannotEdit:
        return ""
    for one in nodes_in(statements.module, cst.ImportFrom):
        dotted = statements.module.code_for_node(one.module) if one.module is not None else ""
        if not isinstance(one.names, cst.ImportStar) and modules.source(dotted, len(one.relative), path) == source:
            insert_import(statements, one, name)
            return statements.module.code
    return ""


def _first_place(text: Text) -> Span:
    """Where the first import of a module goes: behind its docstring, else at its top, comments left above."""
    statements = text.statements()
    if statements and text.joined(statements[0][0]).lstrip("\ufeffrRuU").startswith(('"', "'")):
        return Span(statements[0][0].end, statements[0][0].end)
    at = 0
    while at < len(text.lines) and text.lines[at].lstrip("\ufeff").startswith("#"):
        at += 1
    return Span(at, at)


def importable(modules: Modules, path: str, home: str, name: str) -> bool:
    """Whether a module may import a class of another one: it has nothing of that name, and no circle would close."""
    if modules.binds(path, name):
        return False
    return path not in modules.imported_by(home)


def without_import(text: Text, source: bytes, name: str, style: Style, edited: Edited) -> None:
    """Takes a name out of a module's imports where nothing in it uses it. `source`: the module as it becomes."""
    if name in _used(source):
        return
    for span, is_class in text.statements():
        written = edited.get(span, text.joined(span))
        if not is_class and name in written and written.lstrip("\ufeff").startswith("from "):
            try:
                edited[span] = edit_mentions(written, (), (name,), style)
            except CannotEdit:
                return  # there are comments at it, which a person has to look at


def _used(source: bytes) -> set[str]:
    """The names that a module uses, and all that its strings say as a whole: `__all__` names what it hands on."""
    found: set[str] = set()
    for statement in parse(source):
        for one in ast.walk(statement):
            if isinstance(one, ast.Name):
                found.add(one.id)
            elif isinstance(one, ast.Constant) and isinstance(one.value, str):
                found.add(one.value)
    return found
