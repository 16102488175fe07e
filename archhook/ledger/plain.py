"""Which ledgers are plain: imports and node classes whose bodies only name and list things, and nothing else.

In such a module a class statement means nothing to the others but its name, its id and its kind (see splice.py).
"""

from __future__ import annotations

import ast
import warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def plain_classes(source: bytes, metamodel: Iterable[str]) -> list[ast.ClassDef] | None:
    """The class statements that a piece of a module consists of; None if it holds anything else, or is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not all(is_plain_class(statement, metamodel) for statement in body):
        return None
    return body  # type: ignore[return-value]  # all are classes


def is_plain(statements: Iterable[ast.stmt], metamodel: Iterable[str]) -> bool:
    """Whether a module is plain, and binds every name once. `metamodel`: the names of its classes in the module."""
    bound: list[str] = []
    for one in statements:
        if isinstance(one, ast.Import | ast.ImportFrom):
            bound += _imported(one)
        elif is_plain_class(one, metamodel):
            bound.append(one.name)  # type: ignore[attr-defined]  # it is a class statement
        elif not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)):
            return False
    return "*" not in bound and len(set(bound)) == len(bound)


def _imported(statement: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """The names that an import binds; `import a.b` binds `a`, and may do so again."""
    for alias in statement.names:
        if isinstance(statement, ast.ImportFrom) or alias.asname:
            yield alias.asname or alias.name


def is_plain_class(statement: ast.stmt, metamodel: Iterable[str]) -> bool:
    """Whether a statement is a node class derived from one class of the metamodel, with a plain body."""
    return (
        isinstance(statement, ast.ClassDef)
        and not statement.decorator_list
        and not statement.keywords
        and len(statement.bases) == 1
        and isinstance(statement.bases[0], ast.Name)
        and statement.bases[0].id in metamodel
        and all(map(_is_plain_field, statement.body))
    )


_SCALARS = frozenset({ast.Constant, ast.Name})


def _is_plain_field(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Assign):
        return len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name) and _is_plain(statement.value)
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def _is_plain(value: ast.expr) -> bool:
    """A constant, a name, or a list, tuple, dict or ResourceConstraints of these."""
    kind = type(value)
    if kind in _SCALARS:
        return True
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
