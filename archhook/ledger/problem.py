"""What the reader says of source that it cannot read: where, what was met, what to write instead."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import _ast as ast
    from typing import NamedTuple

    from archhook.ledger.module import Module
else:
    from archhook.records import NamedTuple

RUNS_NOT = "the ledger is read, not run"


class Unreadable(Exception):  # it is no error of the program, it is what was found
    """Something that the reader does not read, and does not guess: it ends the reading where it is met."""

    def __init__(self, module: Module | None, node: ast.AST | None, met: str, write: str = "") -> None:
        super().__init__(met)
        self.module = module
        self.node = node
        self.met = met
        self.write = write


class Note(NamedTuple):
    """A breach of LED002 to LED004, with the place in the syntax tree where it was met."""

    code: str
    module: Module | None
    where: ast.AST | None
    message: str
    fix: str = ""
    node: str = ""  # id
    symbol: str = ""  # field or reference
