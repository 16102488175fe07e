"""The comments `# archhook: ignore[CODE, ...] reason` of a file."""

from __future__ import annotations

from archhook.inventory.text import decode
from archhook.model import Ignore

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "archhook: ignore"
_MARK = MARK.encode()


def ignores_of(source: bytes) -> tuple[Ignore, ...]:
    """The ignores of a file in the order written, one for each code; a comment without a code has one of code "".

    A function of the bytes and the interpreter's minor version. Only comments count, not strings that hold the words;
    they are told apart by tokenizing, which few files need. Of a file that is no Python, what stands before the place
    where its tokens end counts.
    """
    if _MARK not in source:
        return ()
    return tuple(ignore for line, column, comment in _comments(source) for ignore in _read(line, column, comment))


def _comments(source: bytes) -> Iterator[tuple[int, int, str]]:
    """(line from 1, column from 0, text) of every comment."""
    import io
    import tokenize
    import warnings

    text = decode(source)[0].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for token in tokenize.generate_tokens(io.StringIO(text).readline):
                if token.type == tokenize.COMMENT:
                    yield *token.start, token.string
        except (tokenize.TokenError, SyntaxError):
            return


def _read(line: int, column: int, comment: str) -> Iterator[Ignore]:
    """The ignores of one comment, which may follow others: `# noqa: F401  # archhook: ignore[INV407] reason`."""
    import re

    another, apart = re.compile(r"#(?!\d)"), re.compile(r"\s#(?!\d)")
    for found in re.finditer(rf"#[ \t]*{MARK}(?![\w-])[ \t]*(?:\[([^\]#]*)\])?", comment):
        # The next comment on the line is no part of the reason; `#12` in it is the number of an issue.
        behind = found.end()
        follows = another.match(comment, behind) or apart.search(comment, behind)
        reason = comment[behind : follows.start() if follows else None].strip(" \t\f\v:,;.-\u2013\u2014")
        if not re.search(r"\w", reason):
            reason = ""
        start = found.start(1)
        codes = list(re.finditer(r"[^\s,]+", found[1] or ""))
        for code in codes:
            yield Ignore(line, column + start + code.start() + 1, code[0], reason)
        if not codes:
            yield Ignore(line, column + found.start() + 1, "", reason)
