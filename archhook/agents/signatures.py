"""How the functions and classes of a file are called, read from its source, which is not executed."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    Function = ast.FunctionDef | ast.AsyncFunctionDef

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
ATTRIBUTES = {"property", "cached_property", "functools.cached_property"}
"""Decorators that make a method an attribute."""


def signatures(source: bytes, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Name -> its signature, a line each, of those of some module-level names that are functions or classes: `def
    name(args) -> type`; of a class how it is made, and its public methods. Names keep their order; {} of a file that
    is not Python.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(source).body
        return _found(body, [*names])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}


def _found(body: list[ast.stmt], names: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The signatures of the names that a module defines; the first definition counts."""
    found: dict[str, tuple[str, ...]] = {}
    for statement in _statements(body):
        name = statement.name if isinstance(statement, (*FUNCTIONS, ast.ClassDef)) else ""
        if name not in names or name in found:
            continue
        if isinstance(statement, FUNCTIONS):
            found[name] = (_called(statement, f"def {name}"),)
        elif isinstance(statement, ast.ClassDef):
            found[name] = tuple(_class(statement))
    return {name: found[name] for name in names if name in found}


def _statements(body: Iterable[ast.AST]) -> Iterator[ast.stmt]:
    """The statements of a module, those of its branches included, and of no function or class."""
    for node in body:
        if isinstance(node, ast.stmt):
            yield node
        if isinstance(node, (ast.stmt, ast.ExceptHandler)) and not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            yield from _statements(ast.iter_child_nodes(node))


def _class(node: ast.ClassDef) -> Iterator[str]:
    """How an instance is made; then its public methods and properties, without `self`."""
    methods = [one for one in node.body if isinstance(one, FUNCTIONS)]
    made = next((one for one in methods if one.name == "__init__"), None)
    bases = ", ".join(map(ast.unparse, node.bases))
    told = f"class {node.name}" + (f"({bases})" if bases else "")
    fields = [ast.unparse(one) for one in node.body if isinstance(one, ast.AnnAssign)]
    if made is not None:
        yield f"{told}: {_called(made, '__init__', method=True)}"
    else:
        yield f"{told}: {'; '.join(fields)}" if fields else told
    for one in methods:
        if not one.name.startswith("_"):
            marks = {ast.unparse(mark) for mark in one.decorator_list}
            if marks & ATTRIBUTES:
                yield f"{node.name}.{one.name}" + (f": {ast.unparse(one.returns)}" if one.returns else "")
            elif not any(mark.endswith((".setter", ".deleter", "overload")) for mark in marks):
                yield _called(one, f"{node.name}.{one.name}", method="staticmethod" not in marks)


def _called(node: Function, name: str, *, method: bool = False) -> str:
    """The parameters of a function as they are written, and what it returns. `method`: the first one is handed in."""
    arguments = node.args
    if method and (arguments.posonlyargs or arguments.args):
        first = "posonlyargs" if arguments.posonlyargs else "args"
        several = len(arguments.posonlyargs) + len(arguments.args) > len(arguments.defaults)
        rest = {first: getattr(arguments, first)[1:]} | ({} if several else {"defaults": arguments.defaults[1:]})
        arguments = ast.arguments(**(dict(ast.iter_fields(arguments)) | rest))
    returns = f" -> {ast.unparse(node.returns)}" if node.returns and name != "__init__" else ""
    ahead = "async " if isinstance(node, ast.AsyncFunctionDef) else ""
    return f"{ahead}{name}({ast.unparse(arguments)}){returns}"
