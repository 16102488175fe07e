"""One module of the ledger while it is read: bytes to syntax tree, and the calls of `validate_architecture` in it."""

from __future__ import annotations

import _ast as ast
from bisect import bisect_left

from archhook.inventory.parse import Limits
from archhook.inventory.source_text import conflict_line, text_of
from archhook.ledger.syntax import Exact, Source, Unreadable, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.ledger.syntax import Bounds
    from archhook.ledger.values import Value

JUDGE = "validate_architecture"

MARKER = b"<<<<<<<"
LFS = b"version https://git-lfs.github.com/spec/"
HEADROOM = 1000  # stack frames that the parser may use, however deep its caller is

PIECE = 1 << 19
"""Bytes of source that are parsed at a time, where that can be."""


class Module(Source):
    """A module while it is read. `names` is its namespace, `state` one of new, running, done."""

    def __init__(self, path: str, source: bytes, bounds: Bounds) -> None:
        super().__init__(path, source, bounds)
        self.names: dict[str, Value] = {}
        self.state = "new"
        self.plain = False  # see splice.py; known once it is read
        self.imports: dict[str, int] = {}  # name -> line of the statement that imports it; known then, too
        self.judges = {JUDGE}  # names that call the validation
        self.unread: Unreadable | None = None  # what may change nodes before `validate_architecture` is called
        self.foreign_star = False  # `from elsewhere import *`: any name may come from there
        self._judge_lines: list[int] | None = None

    def parse(self) -> Iterator[ast.stmt]:
        """The module's top-level statements, of a large module piece by piece, so that no tree of it all is held.

        Raises `Unreadable` for whatever is not Python. That may come late: see `statements.load`.
        """
        conflict = conflict_line(self.source)
        if conflict:  # a docstring may hold it, and be none the worse for it
            raise self._conflict(conflict)
        given = 0
        for offset, piece in pieces(self.source):
            try:
                statements = self._parsed(b"\n" * offset + piece)
            except Unreadable:
                if len(piece) == len(self.source):
                    raise
                statements = self._parsed(self.source)[given:]  # the border was none, or here is what is wrong
                yield from _consumed(statements)
                return
            given += len(statements)
            yield from _consumed(statements)

    def _parsed(self, source: bytes) -> list[ast.stmt]:
        if self.source.startswith(LFS):
            raise Unreadable(self, None, "this is a pointer of Git LFS, not the ledger", "track the ledger without LFS")
        try:
            with Limits(HEADROOM):
                return self._statements(source)
        except SyntaxError as error:
            raise self._syntax(error) from None
        except (ValueError, RecursionError, OverflowError) as error:
            met = "nested too deeply" if not isinstance(error, ValueError) else str(error)
            raise Unreadable(self, None, f"this is not Python: {met}", "mend the syntax") from None

    def _statements(self, source: bytes) -> list[ast.stmt]:
        try:
            return parse(source)
        except SyntaxError as error:
            if self.ascii or error.lineno is None:
                raise
            # Before Python 3.13 some offsets in bytes count bytes; those in a string always count code points.
            parse(text_of(source))
            raise  # an encoding that fails: as a string, its bytes replaced, it may be Python

    def _syntax(self, error: SyntaxError) -> Unreadable:
        marker = self._marker()
        if marker:
            return self._conflict(marker)
        where = Exact(lineno=max(error.lineno or 1, 1), col_offset=0)
        where.column = max(error.offset or 1, 1)
        return Unreadable(self, where, f"this is not Python: {error.msg}", "mend the syntax")

    def _conflict(self, line: int) -> Unreadable:
        where = Exact(lineno=line, col_offset=0)
        return Unreadable(self, where, "the ledger has conflict markers", "`archhook sync --resolve`")

    def _marker(self) -> int:
        """The line of the first conflict marker, 0 where there is none: no line of Python begins so."""
        at = 0 if self.source.startswith(MARKER) else self.source.find(b"\n" + MARKER) + 1
        return self.source.count(b"\n", 0, at) + 1 if at or self.source.startswith(MARKER) else 0

    def judge_as(self, name: str) -> None:
        """`validate_architecture` is imported under another name."""
        self.judges.add(name)
        self._judge_lines = None

    def is_judge(self, function: ast.expr) -> bool:
        """Whether what is called is `validate_architecture`."""
        if isinstance(function, ast.Name):
            return function.id in self.judges
        return isinstance(function, ast.Attribute) and function.attr == JUDGE

    def mentions_judge(self, node: ast.AST) -> bool:
        """Whether one of a node's lines holds a name of `validate_architecture`: asked before its parts are walked."""
        if self._judge_lines is None:
            names = tuple(self.judges)
            lines = text_of(self.source).split("\n") if JUDGE.encode() in self.source else []
            self._judge_lines = [at for at, line in enumerate(lines, 1) if any(name in line for name in names)]
        if not self._judge_lines:  # nearly all modules
            return False
        at = bisect_left(self._judge_lines, node.lineno)  # type: ignore[attr-defined]  # statements have lines
        return at < len(self._judge_lines) and self._judge_lines[at] <= node.end_lineno  # type: ignore[attr-defined]


def pieces(source: bytes) -> Iterator[tuple[int, bytes]]:
    """(lines before it, piece) of a source, cut where a line begins with `class`; the whole where that is not safe.

    What parses by itself on both sides of such a border is the same statements as in one: no string, bracket,
    decorator or block can be open there. (An encoding or a feature declared at the top would not reach the others.)
    """
    step = max(PIECE, len(source) // 16)  # each piece is parsed behind as many empty lines as stand before it
    start = line = 0
    if len(source) > step and source.isascii() and not any(word in source for word in UNDIVIDED):
        while (end := source.find(b"\nclass ", start + step) + 1) > 0:
            yield line, source[start:end]
            line += source.count(b"\n", start, end)
            start = end
    yield line, source[start:]


UNDIVIDED = (b"\r", b"\f", b"coding", b"barry_as_FLUFL")
"""With one of these in it a source is not cut."""


def _consumed(statements: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements, which are let go of as they are taken."""
    statements.reverse()
    while statements:
        yield statements.pop()
