"""What the reader says of source that it cannot read: where, what was met, what to write instead."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import _ast as ast
    from typing import NamedTuple

    from archhook.ledger.module import Module
    from archhook.ledger.values import Value
else:
    from archhook.records import NamedTuple

RUNS_NOT = "the ledger is read, not run"


class Unreadable(Exception):  # it is no error of the program, it is what was found
    """Something that the reader does not read, and does not guess.

    A soft one poisons the names that would have been bound, and ends the reading only if a node needs them. A hard
    one (`hard`) ends it where it is met: something that may declare or change a node, or work without bounds.
    `reaches`: nodes and lists that what could not be read may lead to, so that changing it may change them.
    """

    def __init__(
        self, module: Module | None, node: ast.AST | None, met: str, write: str = "", *, hard: bool = False
    ) -> None:
        super().__init__(met)
        self.module = module
        self.node = node
        self.met = met
        self.write = write
        self.hard = hard
        self.reaches: tuple[Value, ...] = ()

    def again(self) -> Unreadable:
        """The same problem, to be raised where a name that it poisoned is used."""
        problem = Unreadable(self.module, self.node, self.met, self.write, hard=self.hard)
        problem.reaches = self.reaches
        return problem


class Note(NamedTuple):
    """A breach of LED002 to LED004, with the place in the syntax tree where it was met."""

    code: str
    module: Module | None
    where: ast.AST | None
    message: str
    fix: str = ""
    node: str = ""  # id
    symbol: str = ""  # field or reference
