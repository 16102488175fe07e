"""Which class or function of a source a line belongs to."""

from __future__ import annotations

import ast

from archhook.ledger.syntax import parse


def statement_at(source: bytes, line: int) -> str:
    """The qualified name of the innermost class, function or module-level name whose statement holds a line.

    Decorators belong to what they decorate. "" where there is none, or the source is no Python.
    """
    try:
        body = parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return ""
    parts: list[str] = []
    while True:
        found = next((one for one in body if _first(one) <= line <= (one.end_lineno or one.lineno)), None)
        if isinstance(found, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            parts.append(found.name)
            body = found.body
            continue
        if found is not None and not parts and (name := _bound(found)):
            return name
        inner = [] if found is None else _blocks(found)
        if not inner:
            return ".".join(parts)
        body = inner


def _first(statement: ast.stmt) -> int:
    if not isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return statement.lineno
    return min([statement.lineno, *(one.lineno for one in statement.decorator_list)])


def _bound(statement: ast.stmt) -> str:
    """The name that an assignment binds; the first of several."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    for target in targets:
        for node in ast.walk(target) if target is not None else ():
            if isinstance(node, ast.Name):
                return node.id
    return ""


def _blocks(statement: ast.stmt) -> list[ast.stmt]:
    """The statements within a compound statement, of all its blocks."""
    return [one for one in _within(statement) if isinstance(one, ast.stmt)]


def _within(node: ast.AST) -> list[ast.AST]:
    found: list[ast.AST] = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            found.append(child)
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            found += _within(child)
    return found
