"""A module of the ledger as lines, which are replaced and never re-written: bytes in, bytes out."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from archhook.author.ledger_changes import CannotEdit
from archhook.ledger.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterable

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BOM = "\ufeff"


def split_lines(text: str) -> list[str]:
    """The lines of a module with their ends, as Python counts them: a form feed ends none."""
    return _LINE.findall(text)


class Span(NamedTuple):
    """Lines of a module: from `start` (0 is the first) up to `end`, which is the first behind them."""

    start: int
    end: int


class Text:
    """One module. `starts`: the lines (from 1) of its node classes, where that of a node is looked for."""

    def __init__(self, source: bytes, starts: Iterable[int] = ()) -> None:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        self.encoding = "utf-8" if encoding == "utf-8-sig" else encoding
        self.lines = split_lines(source.decode(self.encoding))
        self.newline = next((end for line in self.lines[:1] if (end := line[len(line.rstrip("\r\n")) :])), "\n")
        self._starts = sorted(starts)
        self._statements: list[tuple[Span, bool]] | None = None

    def joined(self, span: Span) -> str:
        """The source of some lines."""
        return "".join(self.lines[span.start : span.end])

    def class_at(self, line: int) -> Span:
        """The lines of the class statement that begins at a line (from 1), decorators left out. `CannotEdit`."""
        after = bisect_right(self._starts, line)
        stop = self._starts[after] - 1 if after < len(self._starts) else len(self.lines)
        found = _first_class(self.joined(Span(line - 1, stop)).removeprefix(_BOM))
        if found is not None:
            return Span(line - 1, line - 1 + found)
        for span, _ in self.statements():
            if span.start < line <= span.end:
                klass = _first_class(self.joined(Span(line - 1, span.end)))
                if klass is not None and line - 1 + klass == span.end:
                    return Span(line - 1, span.end)
        raise CannotEdit("it does not stand at the module's top level")

    def statements(self) -> list[tuple[Span, bool]]:
        """The lines of every top-level statement, decorators included, and whether it is a class."""
        if self._statements is None:
            body = _parse("".join(self.lines).removeprefix(_BOM)) or []
            self._statements = [(span_of(one), isinstance(one, ast.ClassDef)) for one in body]
        return self._statements

    def above(self, start: int) -> int:
        """The first of the comment lines that stand right above a line; the line itself where none do."""
        while start and self.lines[start - 1].startswith("#"):
            start -= 1
        return start

    def decorated(self, start: int) -> bool:
        """Whether a statement has decorators above it."""
        line = self.lines[start - 1].rstrip() if start else ""
        return line.startswith(("@", ")"))

    def replaced(self, pieces: Iterable[tuple[Span, str]]) -> bytes:
        """The module with some lines replaced; an empty span is a place between two lines. In order where they meet.

        What stands last once the last statement is taken out ends the module, without blank lines behind it.
        """
        result: list[str] = []
        at, cut = 0, False
        for span, new in sorted(pieces, key=lambda piece: piece[0]):
            result += self.lines[at : span.start]
            if new and result and not result[-1].endswith(("\n", "\r")):
                result[-1] += self.newline
            result += [new] if new else []
            at = max(at, span.end)
            cut |= not new and span.start < span.end == len(self.lines)
        text = "".join([*result, *self.lines[at:]])
        if cut and text.strip():
            text = text.rstrip("\r\n") + self.newline
        return text.encode(self.encoding)


def _first_class(source: str) -> int | None:
    """How many lines the class statement has that a source begins with; None where that is not clear."""
    body = _parse(source)
    if body and isinstance(body[0], ast.ClassDef) and body[0].lineno == 1 and not body[0].col_offset:
        return body[0].end_lineno
    return None


def _parse(source: str) -> list[ast.stmt] | None:
    try:
        return parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return None


def span_of(statement: ast.stmt) -> Span:
    """The lines of a statement, decorators included."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(one.lineno for one in decorators)])
    return Span(first - 1, statement.end_lineno or statement.lineno)
