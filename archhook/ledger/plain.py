"""Which class statements are plain: their bodies only name and list things; and which modules hold nothing else.

In a plain module a class statement means nothing to the others but its name, its id and its kind (see splice.py).
"""

from __future__ import annotations

import _ast as ast

from archhook.inventory.parse import Limits
from archhook.ledger.syntax import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
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


class Plainness:
    """Finds out, while a module is read, whether it is plain, and binds every name once. `names`: its namespace.

    `imports`: name -> line of the statement that imports it.
    """

    def __init__(self, names: Mapping[str, object]) -> None:
        self._names = names
        self._plain = True
        self._bound: list[str] = []
        self._roots: set[str] = set()  # `import a.b` binds `a`, and may do so again
        self.imports: dict[str, int] = {}
        self._bases: set[str] = set()

    def add(self, statement: ast.stmt) -> None:
        """Takes in a statement that has been read.

        The body of a plain node class is let go: its values know their places, and a tree is ten times its source.
        """
        if isinstance(statement, ast.Import | ast.ImportFrom):
            self._import(statement)
        elif self._plain and is_plain_class(statement) and self._of_metamodel(base := statement.bases[0].id):  # type: ignore[attr-defined]
            self._bound.append(statement.name)  # type: ignore[attr-defined]  # it is a class statement
            self._bases.add(base)
            statement.body.clear()  # type: ignore[attr-defined]
        elif not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
            self._plain = False

    def _import(self, statement: ast.Import | ast.ImportFrom) -> None:
        for alias in statement.names:
            if isinstance(statement, ast.ImportFrom) or alias.asname:
                name = alias.asname or alias.name
                self._bound.append(name)
                self.imports[name] = statement.lineno
            else:
                self._roots.add(alias.name.partition(".")[0])

    def holds(self) -> bool:
        """Whether all that was taken in is plain."""
        bound = self._bound
        return (
            self._plain
            and all(map(self._of_metamodel, self._bases))  # still: a name may have been bound again
            and "*" not in bound
            and len({*bound, *self._roots}) == len(bound) + len(self._roots)
        )

    def _of_metamodel(self, name: str) -> bool:
        return getattr(self._names.get(name), "imported", False) is True  # a class of archhook's metamodel
