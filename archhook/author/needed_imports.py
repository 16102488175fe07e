"""Names that a module of a ledger has to import for a new class: into an import that is there, or one of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from archhook.author.ledger_bindings import ARCHHOOK
from archhook.author.ledger_changes import CannotEdit
from archhook.author.mentions import insert_import
from archhook.author.node_source import import_text
from archhook.author.source_lines import Span
from archhook.author.syntax_trees import Statements, nodes_in, parsed

if TYPE_CHECKING:
    from archhook.author.ledger_bindings import Modules
    from archhook.author.node_source import Style
    from archhook.author.source_lines import Text

    Edited = dict[Span, str]
    """Statements of a module (an empty span: a place between two) -> what they are to be."""


def import_name(text: Text, path: str, source: str, name: str, modules: Modules, style: Style, edited: Edited) -> None:
    """Has a module import a name from a source: a module of the ledger by its path, or `archhook`."""
    last = None
    for span, is_class in text.statements():
        if is_class:
            break
        written = edited.get(span, text.joined(span))
        start = written.lstrip("\ufeff")
        if start.startswith(("import ", "from ")):
            last = span
        elif not start.startswith(("try:", "if ")):
            continue
        if style.one_a_line or "import" not in written:
            continue
        found = _extended(written, path, source, name, modules, style)
        if found:
            edited[span] = found
            return
    dotted = ARCHHOOK if source == ARCHHOOK else modules.relative(source, path)
    new = import_text(dotted, (name,), style)
    at = Span(last.end, last.end) if last is not None else _first_place(text)
    before = edited.get(at, "" if last is not None else "\n")
    edited[at] = before + new


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
