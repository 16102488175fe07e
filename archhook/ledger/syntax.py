"""The source of a module: its syntax tree, the places in it, the bounds on the work, what cannot be read.

`_ast`, where the types of nodes live, is part of the interpreter; `ast` brings enum, functools and contextlib along,
and they take longer than a commit's own work. What is here does what the functions of these names in `ast` do.
"""

from __future__ import annotations

import _ast as ast

from archhook.inventory.parse import compiled, iter_child_nodes
from archhook.inventory.source_text import Columns, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NamedTuple, TypeVar

    Node = TypeVar("Node", bound=ast.AST)
else:
    from archhook.records import NamedTuple

SNIPPET = 60

WORK = 2_000_000
"""Steps that loops, comprehensions and repetitions may take in one reading: some seconds."""

LARGEST = 200_000
"""Items of a sequence and characters of a string that the reader builds."""

AMOUNT = 16_000_000
"""Characters that all fields of a ledger take from values that are computed, or that more than one field shares."""

PROPOSALS = 50
"""For so many names that are bound to nothing the one that was meant is looked for: most of them nobody needs."""

RUNS_NOT = "the ledger is read, not run"


def parse(source: bytes | str) -> list[ast.stmt]:
    """The statements of a module. Errors are those of `compiled`."""
    return compiled(source, "<unknown>").body


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it, level by level."""
    waiting = [node]
    for part in waiting:  # it grows meanwhile
        waiting += iter_child_nodes(part)
        yield part


def copy_location(new: Node, old: ast.AST) -> Node:
    """`new`, at the place of `old`."""
    for field in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
        setattr(new, field, getattr(old, field))
    return new


class Unreadable(Exception):  # it is no error of the program, it is what was found
    """Something that the reader does not read, and does not guess: it ends the reading where it is met."""

    def __init__(self, module: Source | None, node: ast.AST | None, met: str, write: str = "") -> None:
        super().__init__(met)
        self.module = module
        self.node = node
        self.met = met
        self.write = write


class Note(NamedTuple):
    """A breach of LED002 to LED004, with the place in the syntax tree where it was met."""

    code: str
    module: Source | None
    where: ast.AST | None
    message: str
    fix: str = ""
    node: str = ""  # id
    symbol: str = ""  # field or reference


class Bounds:
    """What one reading may still take. `taken`: the constants and displays that some field has taken."""

    def __init__(self) -> None:
        self.work = WORK
        self.proposals = PROPOSALS
        self.amount = AMOUNT
        self.taken: set[ast.AST] = set()
        self.sizes: dict[ast.AST, int] = {}


class Source:
    """The source of one module, and where things stand in it; work that it takes is counted in `bounds`."""

    def __init__(self, path: str, source: bytes, bounds: Bounds) -> None:
        self.path = path
        self.source = source
        self.bounds = bounds
        self.ascii = source.isascii()
        self._lines: list[str] | None = None
        self._columns = Columns(lambda line: self.line(line).encode("utf-8", "surrogatepass"))

    def spend(self, steps: int, node: ast.AST) -> None:
        """Counts work that the length of the source does not bound. Raises `Unreadable` when it is too much."""
        self.bounds.work -= steps
        if self.bounds.work < 0:
            met = f"this, with what stands before it, takes more than {WORK:,} steps"
            raise Unreadable(self, node, met, "write the values out")

    def grow(self, size: int, node: ast.AST) -> None:
        """Allows for a string or sequence of `size`, before it is built."""
        if size > LARGEST:
            raise Unreadable(self, node, f"this has more than {LARGEST:,} items", "write the values out")
        self.spend(1 + size // 32, node)

    def make(self, count: int, node: ast.AST) -> None:
        """Allows for `count` values or entries of a dict, before they are made: each takes as much as 32 characters."""
        self.grow(count, node)
        self.spend(count, node)

    def size(self, node: ast.AST) -> int:
        """How many syntax nodes a piece of source holds: what one round through it costs."""
        known = self.bounds.sizes.get(node)
        if known is None:
            known = self.bounds.sizes[node] = sum(1 for _ in walk(node))
        return known

    def position(self, node: ast.AST | None) -> tuple[int, int]:
        """(line, column) of a node, both from 1, the column in code points."""
        if node is None:
            return 1, 1
        if isinstance(node, Exact):
            return node.lineno, node.column
        line, offset = node.lineno, node.col_offset  # type: ignore[attr-defined]
        if self.ascii or not offset:
            return line, offset + 1
        return line, self._columns.of(line, offset)

    def line(self, number: int) -> str:
        """One line of the source, "" beyond its end."""
        if self._lines is None:
            self._lines = text_of(self.source).split("\n")
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def snippet(self, node: ast.AST | None) -> str:
        """The beginning of a node's source, for messages."""
        if node is None or isinstance(node, Exact):
            return ""
        line, column = self.position(node)
        text = self.line(line)[column - 1 : column + SNIPPET]  # one more: is it the whole?
        end = getattr(node, "end_lineno", None)
        if end == line and getattr(node, "end_col_offset", None) is not None:
            size = node.end_col_offset - node.col_offset  # type: ignore[attr-defined]
            text = text.encode("utf-8", "surrogatepass")[:size].decode("utf-8", "ignore")
            return text if len(text) <= SNIPPET else f"{text[:SNIPPET]}..."
        return f"{text[:SNIPPET].rstrip()}..."


class Exact(ast.Pass):
    """A place that is known in code points already: that of a syntax error."""

    column = 1


ANNOTATION = (
    ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.Tuple, ast.List, ast.Starred, ast.BinOp, ast.BitOr,
    ast.UnaryOp, ast.USub, ast.expr_context,
)  # fmt: skip
"""What types are put together of."""


def annotate(node: ast.expr, module: Source) -> None:
    """Refuses an annotation that does more than to name types: it is evaluated where it stands."""
    if type(node) is not ast.Name and type(node) is not ast.Constant:
        for part in walk(node):
            if not isinstance(part, ANNOTATION):
                place = part if hasattr(part, "lineno") else node  # an operator has none
                raise Unreadable(module, place, f"this annotation is not read: {RUNS_NOT}", "write a type alone")
