"""A module of the ledger cut into its top-level statements, each with the blank lines and comments above it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from archhook.author.ledger_changes import CannotEdit
from archhook.author.source_lines import span_of
from archhook.author.syntax_trees import parsed
from archhook.ledger.syntax import parse
from archhook.sync.resolve.statement_merge import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archhook.sync.resolve.statement_merge import Key

_CLASS = re.compile(r"class\s+(\w+)")
END: Key = ("end",)


class Segment(NamedTuple):
    """One statement. `source` is "" for what follows the last one; `end`: the first line behind it, from 0."""

    above: str
    source: str
    end: int

    @property
    def text(self) -> str:
        """All of it."""
        return self.above + self.source

    @property
    def key(self) -> Key:
        """What it is known by on both sides."""
        if not self.source:
            return END
        found = _CLASS.match(self.source)
        if found:
            return ("ClassDef", found[1])
        try:
            body = parsed(self.source).body
        except CannotEdit:
            body = []
        return key_of(body[0]) if len(body) == 1 else ("statement", self.source.strip())

    @property
    def class_name(self) -> str:
        """The name of the class that it declares, "" where it is something else."""
        kind, *rest = self.key
        return rest[0] if kind == "ClassDef" else ""


def segments_of(lines: Sequence[str]) -> list[Segment]:
    """The segments of a module, which is Python; what stands behind its last statement is one, too."""
    found: list[Segment] = []
    at = 0
    for start, end in map(span_of, parse("".join(lines).removeprefix("\ufeff"))):
        if start < at:  # a second statement on the same line
            last = found.pop()
            begin = at - last.source.count("\n") if last.source else at
            source = "".join(lines[begin:end]) if end > at else last.source
            found.append(last._replace(source=source, end=max(end, at)))
        else:
            found.append(Segment("".join(lines[at:start]), "".join(lines[start:end]), end))
        at = max(at, end)
    found.append(Segment("".join(lines[at:]), "", len(lines)))
    return found
