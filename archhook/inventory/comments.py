"""The comments of Python source, told from strings as the interpreter tells them. Nothing is parsed.

`tokenize` does not take all that `compile` takes (a line that holds only a backslash can end its tokens), and what it
takes differs between versions. Outside of strings every `#` begins a comment, so strings are all that has to be known.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

FIELDS_ARE_CODE = sys.version_info >= (3, 12)
"""Before, an f-string was a string like any other: its fields could hold neither its own quotes nor comments."""

_FIELD_ENDS_SPEC = sys.version_info >= (3, 13)
"""Whether braces are doubled again behind a field within a format: f"{x:{width}{{"."""

_WITH_FIELDS = frozenset(("f", "fr", "rf", "t", "tr", "rt"))
_REST = {
    "'": r"[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'",
    '"': r'[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"',
    "'''": r"[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*+'''",
    '"""': r'[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+"""',
}
"""Quotes -> what follows them up to the end of the string. A backslash keeps a quote from ending a raw string, too."""


class _Interpolated:
    """An f-string or t-string that is open. `depth`: brackets open in it, `fields`: how many of them begin a field."""

    __slots__ = ("depth", "fields", "in_text", "quotes", "raw", "spec")

    def __init__(self, quotes: str, raw: bool) -> None:
        self.quotes = quotes
        self.raw = raw
        self.in_text = True  # not in the code of a field
        self.spec = False  # in the format of one
        self.depth = self.fields = 0


def comments(text: str) -> Iterator[tuple[int, int, str]]:
    """(line from 1, column from 0, the comment) of every comment in source whose line ends are LF.

    A function of the text and the interpreter's minor version. Of what is no Python, the comments in front of a string
    that does not end are given.
    """
    import re

    outside, in_field = re.compile("[#'\"]"), re.compile(r"[#'\"(){}\[\]:]")
    rest = {quotes: re.compile(pattern, re.DOTALL) for quotes, pattern in _REST.items()}
    within: list[_Interpolated] = []
    at = counted = 0
    line = 1
    while at >= 0:
        if within and within[-1].in_text:
            at = _text_end(text, at, within)
            continue
        found = (in_field if within else outside).search(text, at)
        if found is None:
            return
        start, at = found.start(), found.end()
        if found[0] == "#":
            end = text.find("\n", at)
            at = end if end >= 0 else len(text)
            line += text.count("\n", counted, start)
            counted = start
            yield line, start - text.rfind("\n", 0, start) - 1, text[start:at]
        elif found[0] in "'\"":
            quotes = found[0] * 3 if text.startswith(found[0] * 3, start) else found[0]
            prefix = _prefix(text, start) if FIELDS_ARE_CODE else ""
            at = start + len(quotes)
            if prefix in _WITH_FIELDS:
                within.append(_Interpolated(quotes, "r" in prefix))
            else:
                closed = rest[quotes].match(text, at)
                at = closed.end() if closed else -1
        elif not _goes_on(within[-1], found[0]):
            return


def _prefix(text: str, quote: int) -> str:
    """The word that stands right before a quote, in lower case; "" where it is longer than a prefix."""
    start = quote
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_" or text[start - 1] > "\x7f"):
        start -= 1
        if quote - start > 2:
            return ""
    return text[start:quote].lower()


def _goes_on(string: _Interpolated, char: str) -> bool:
    """Whether a string is still one behind a bracket or a colon in the code of a field, which is recorded."""
    if char == ":":
        if string.depth == string.fields:
            string.in_text = string.spec = True
    elif char in "([{":
        string.depth += 1
    else:
        string.depth -= 1
        if char == "}" and string.depth < string.fields:
            string.fields -= 1
            string.in_text = True
            string.spec = string.fields > 0 and not _FIELD_ENDS_SPEC
    return string.depth >= 0


def _text_end(text: str, at: int, within: list[_Interpolated]) -> int:
    """Where the text of the innermost string ends that goes on at `at`, with its state set; negative if it does not.

    It ends where the string does, where a field begins, and where a format ends.
    """
    import re

    string = within[-1]
    quotes, several = string.quotes, len(string.quotes) == 3
    search = re.compile(r"[\\{}'\"]" if several else r"[\\{}'\"\n]").search
    named = False  # within \N{...}
    while found := search(text, at):
        char, start, at = found[0], found.start(), found.end()
        if char == "\\":
            if text[at : at + 1] not in ("{", "}"):
                named = not string.raw and text.startswith("N{", at)
                at += 2 if named else 1
        elif char == "\n":
            string.in_text = string.spec = False
            return start if string.fields else -1
        elif char == "{":
            if string.spec or text[at : at + 1] != "{":
                string.fields += 1
                string.depth += 1
                string.in_text = string.spec = False
                return at
            at += 1
        elif char == "}":
            if named:
                named = False
            elif text[at : at + 1] == "}" and not string.fields:
                at += 1
            else:
                string.in_text = False
                return start if string.fields else -1
        elif text.startswith(quotes, start):
            within.pop()
            return start + len(quotes)
    return -1
