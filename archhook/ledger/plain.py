"""Which class statements are plain: their bodies only name and list things."""

from __future__ import annotations

import _ast as ast

from archhook.inventory.parse import Limits
from archhook.ledger.syntax import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


def plain_classes(source: bytes, metamodel: Iterable[str]) -> list[ast.ClassDef] | None:
    """The class statements that a piece of a module consists of; None if it holds anything else, or is no Python."""
    try:
        with Limits():
            body = parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return None
    if not all(is_plain_class(one) and one.bases[0].id in metamodel for one in body):  # type: ignore[attr-defined]
        return None
    return body  # type: ignore[return-value]  # all are classes


def is_plain_class(statement: ast.stmt) -> bool:
    """Whether a statement is a class derived from one name, with a plain body."""
    return (
        isinstance(statement, ast.ClassDef)
        and not statement.decorator_list
        and not statement.keywords
        and len(statement.bases) == 1
        and isinstance(statement.bases[0], ast.Name)
        and all(map(_is_plain_field, statement.body))
    )


_SCALARS = frozenset({ast.Constant, ast.Name})


def _is_plain_field(statement: Any) -> bool:
    kind = type(statement)
    if kind is ast.Assign:
        value = statement.value
        return (
            len(statement.targets) == 1
            and type(statement.targets[0]) is ast.Name
            and (type(value) in _SCALARS or _is_plain(value))
        )
    return kind is ast.Pass or (kind is ast.Expr and type(statement.value) is ast.Constant)


def _is_plain(value: ast.expr) -> bool:
    """A list, tuple, dict or ResourceConstraints of constants and names, or one of these with a sign."""
    if isinstance(value, ast.List | ast.Tuple):
        return _SCALARS.issuperset(map(type, value.elts))
    if isinstance(value, ast.Dict):
        return _SCALARS.issuperset(map(type, (*value.keys, *value.values)))
    if isinstance(value, ast.Call):
        return (
            isinstance(value.func, ast.Name)
            and value.func.id == "ResourceConstraints"
            and not value.args
            and all(type(one.value) in _SCALARS for one in value.keywords)
        )
    return isinstance(value, ast.UnaryOp) and type(value.operand) in _SCALARS
