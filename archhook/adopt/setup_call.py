"""What a `setup.py` hands over to `setup(...)`, as far as it is written out. It is read as source, and never run."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from archhook.inventory.parse import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

FINDERS = frozenset({"find_packages", "find_namespace_packages", "PEP420PackageFinder"})
"""Functions that look for packages: their arguments say where."""

_CHAIN = 8
"""So many names that stand for names are followed."""


def setup_call(source: bytes) -> dict[str, Any]:
    """Argument -> its value, of the arguments that are literals or names of literals at module level.

    A call of `find_packages` is a dict with what it is told: `where` and `include`. Empty where nothing can be read.
    """
    try:
        tree = compiled(source, "<unknown>")
    except (SyntaxError, ValueError, RecursionError):
        return {}
    constants: dict[str, ast.expr] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            constants |= {target.id: statement.value for target in statement.targets if isinstance(target, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) == "setup" and node.keywords:
            values = {one.arg: _value(one.value, constants) for one in node.keywords if one.arg}
            return {name: value for name, value in values.items() if value is not None}
    return {}


def _called(call: ast.Call) -> str:
    """The last part of the name of what is called."""
    func = call.func
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


def _value(node: ast.expr, constants: Mapping[str, ast.expr]) -> object:
    """The value of an expression; None where only a run would tell."""
    for _ in range(_CHAIN):
        if not isinstance(node, ast.Name) or node.id not in constants:
            break
        node = constants[node.id]
    if isinstance(node, ast.Call) and _called(node) in FINDERS:
        told = {one.arg: _value(one.value, constants) for one in node.keywords if one.arg}
        where = told.get("where", _value(node.args[0], constants) if node.args else None)
        include = told.get("include")
        return {
            "where": [where] if isinstance(where, str) else [],
            "include": [*include] if isinstance(include, (list, tuple)) else [],
        }
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
    return [*value] if isinstance(value, tuple) else value
