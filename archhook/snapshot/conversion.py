"""What `git add` makes of the bytes of a file without the help of a program: line endings, ident, encoding.

The rules are those of gitattributes(5) and of `core.autocrlf`, on the way into the repository.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import NamedTuple
else:
    from archhook.records import NamedTuple

ATTRIBUTES = ("text", "crlf", "eol", "ident", "filter", "working-tree-encoding")
"""The attributes that say how a file is converted."""

TEXT, AUTO = "text", "auto"

_NEITHER_PRINTED_NOR_SPACE = bytes({*range(32), 127} - set(b"\b\t\n\f\r\x1b"))
_BOMS = {"16": (b"\xfe\xff", b"\xff\xfe"), "32": (b"\0\0\xfe\xff", b"\xff\xfe\0\0")}
_PLAIN = frozenset(
    {"ASCII", "US-ASCII", "ISO-8859-1", "ISO-8859-2", "ISO-8859-5", "ISO-8859-15", "KOI8-R", "CP1251", "CP1252"}
)
"""Encodings that, beside those of Unicode, are the same in Python as in every iconv, as far as Python reads them. (Of
Shift-JIS, one makes a backslash of what is a yen sign to the other.)"""


class Rule(NamedTuple):
    """How one file is converted."""

    ends: str = ""  # TEXT: CRLF becomes LF; AUTO: where it looks like text; "": nothing
    ident: bool = False  # `$Id: ...$` becomes `$Id$`
    encoding: str = ""  # what is converted to UTF-8, before all else
    filtered: bool = False  # a program would run: the bytes stay as they are, whatever else is said


NOTHING = Rule()


def rule_of(values: Sequence[str], *, autocrlf: bool, drivers: Collection[str]) -> Rule:
    """The rule of a file whose `ATTRIBUTES` have these values, in the words of `git check-attr`.

    `autocrlf`: `core.autocrlf` is on in either way. `drivers`: the filters that have a program to run.
    """
    text, crlf, eol, ident, driver, encoding = values
    if driver in drivers:
        return Rule(filtered=True)
    ends = _ends(text) or _ends(crlf)
    if ends not in {"-", AUTO} and eol in {"lf", "crlf"}:
        ends = TEXT
    elif not ends and autocrlf:
        ends = AUTO
    if encoding in {"set", "unset", "unspecified"} or _utf(encoding) == "8":
        encoding = ""
    return Rule("" if ends == "-" else ends, ident == "set", encoding)


def _ends(value: str) -> str:
    """TEXT, AUTO, "-" for no conversion, "" where nothing is said."""
    return {"set": TEXT, "input": TEXT, "auto": AUTO, "unset": "-"}.get(value, "")


def converted(rule: Rule, content: bytes, *, keep_ends: bool = False) -> bytes:
    """The content, in UTF-8, under a rule. `keep_ends`: the index holds CRLF, so that AUTO keeps them, too."""
    if rule.filtered:
        return content
    if rule.ends == TEXT or (rule.ends == AUTO and not keep_ends and has_text_crlf(content)):
        content = content.replace(b"\r\n", b"\n")
    return _without_idents(content) if rule.ident else content


def has_text_crlf(content: bytes) -> bool:
    """Whether there are CRLF in what looks like text; git's own guess, which a single CR or NUL makes binary."""
    ends = content.count(b"\r\n")
    if not ends or ends != content.count(b"\r") or b"\0" in content:
        return False
    odd = len(content) - len(content.translate(None, _NEITHER_PRINTED_NOR_SPACE))
    printed = len(content) - odd - ends - content.count(b"\n")
    return printed >> 7 >= odd - content.endswith(b"\x1a")


def _without_idents(content: bytes) -> bytes:
    """`$Id$` for each `$Id: ...$` that ends in its line; the dollar that ends one begins no other."""
    parts: list[bytes] = []
    done = 0
    found = content.find(b"$Id:")
    while found >= 0 and (end := content.find(b"$", found + 4)) >= 0:
        following = end
        if b"\n" not in content[found:end]:
            parts += (content[done:found], b"$Id$")
            done = following = end + 1
        found = content.find(b"$Id:", following)
    return b"".join((*parts, content[done:]))


def recoded(content: bytes, encoding: str) -> bytes | None:
    """The content in UTF-8; None where git has to be asked, which is for most encodings: see `_PLAIN`."""
    name = encoding.upper()
    boms = _BOMS.get(name[4:6], ()) if name.startswith("UTF-") else None
    if boms:  # of UTF-16 and UTF-32 has to have a mark in front what does not say its order, and nothing else may
        marked, ordered = content.startswith(boms), name[6:] != ""
        if marked == ordered or name[6:] not in {"", "LE", "BE"}:
            return None
    elif name not in _PLAIN:
        return None
    try:
        return content.decode(name).encode()
    except ValueError:
        return None


def _utf(encoding: str) -> str:
    """What follows `UTF-` or `UTF`; "" for other encodings."""
    return encoding[3:].removeprefix("-") if encoding[:3].upper() == "UTF" else ""
