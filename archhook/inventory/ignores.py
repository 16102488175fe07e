"""The comments `# archhook: ignore[CODE, ...] reason` of a file."""

from __future__ import annotations

from archhook.inventory.source_text import decode
from archhook.model.nodes import Ignore

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "archhook: ignore"
_MARK = MARK.encode()
_AROUND = " \t\f\v:,;.-\u2013\u2014"

LONGEST_REASON = 500
"""More characters of a reason are not kept: each of a thousand codes in one comment has it."""


def ignores_of(source: bytes) -> tuple[Ignore, ...]:
    """The ignores of a file in the order written, one for each code; a comment without a code has one of code "".

    A function of the bytes and the interpreter's minor version. Only comments count, not strings that hold the words.
    Of a file that is no Python, what stands before a string that does not end counts.
    """
    if _MARK not in source:
        return ()
    from archhook.inventory.comments import comments

    lines = source.replace(b"\r\n", b"\n").replace(b"\r", b"\n")  # before they are decoded, as the interpreter does
    text = decode(lines)[0].decode("utf-8", "replace")
    marked = (found for found in comments(text) if MARK in found[2])
    return tuple(ignore for line, column, comment in marked for ignore in _read(line, column, comment))


def _read(line: int, column: int, comment: str) -> Iterator[Ignore]:
    """The ignores of one comment, which may follow others: `# noqa: F401  # archhook: ignore[INV407] reason`."""
    import re

    another, apart = re.compile(r"#(?!\d)"), re.compile(r"\s#(?!\d)")
    marks = list(re.finditer(rf"#[ \t]*{MARK}(?![\w-])[ \t]*(?:\[([^\]#]*)\])?", comment))
    starts = [*(mark.start() for mark in marks), len(comment)]
    for found, stop in zip(marks, starts[1:], strict=True):
        # The next comment on the line is no part of the reason; `#12` in it is the number of an issue.
        behind = found.end()
        follows = another.match(comment, behind) or apart.search(comment, behind, stop)
        reason = comment[behind : follows.start() if follows else stop].strip(_AROUND)[:LONGEST_REASON]
        if not re.search(r"\w", reason):
            reason = ""
        start = found.start(1)
        codes = list(re.finditer(r"[^\s,]+", found[1] or ""))
        for code in codes:
            yield Ignore(line, column + start + code.start() + 1, code[0], reason)
        if not codes:
            yield Ignore(line, column + found.start() + 1, "", reason)
