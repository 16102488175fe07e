"""Which ledgers are plain: imports and plain node classes, and nothing else.

In such a module a class statement means nothing to the others but its name, its id and its kind (see splice.py).
"""

from __future__ import annotations

import _ast as ast

from archhook.ledger.plain import is_plain_class
from archhook.ledger.values import Klass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.ledger.values import Value


class Plainness:
    """Finds out, while a module is read, whether it is plain, and binds every name once. `names`: its namespace.

    `imports`: name -> line of the statement that imports it.
    """

    def __init__(self, names: Mapping[str, Value]) -> None:
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
        value = self._names.get(name)
        return isinstance(value, Klass) and value.imported
