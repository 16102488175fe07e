"""Ids and docstrings: the grammar of `[R-1]`, the name in the first sentence, the dedented text."""

from __future__ import annotations

import re

from archhook.model import PREFIXES

_PREFIX = r"[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z][A-Za-z0-9_]*)*"
_ID = rf"({_PREFIX})-([0-9]{{1,18}})(?:\.([0-9]{{1,18}}))?"
_WHOLE = re.compile(rf"\s*(?:\[\s*{_ID}\s*\]|{_ID})\s*")
_LEADING = re.compile(rf"\s*(?:\[\s*{_ID}\s*\]\s*:?|{_ID}(?=[\s:]|$):?)\s*")
_BRACKET = re.compile(r"\s*\[([^\]\n]{0,60})\]")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_SENTENCE = re.compile(r"[.!?](?=\s|$)")


def canonical(text: str) -> str | None:
    """The id that a string is, without brackets and leading zeros: `[R-01]` -> `R-1`. None if it is no id.

    An id whose prefix belongs to no kind is an id (`X-1`); `kind_of_id` tells.
    """
    match = _WHOLE.fullmatch(text)
    return _join(match) if match else None


def _join(match: re.Match[str]) -> str:
    prefix, number, minor = match.group(1, 2, 3) if match.group(1) else match.group(4, 5, 6)
    whole = number.lstrip("0") or "0"
    return f"{prefix}-{whole}" if minor is None else f"{prefix}-{whole}.{minor.lstrip('0') or '0'}"


def prefix_of(node_id: str) -> str:
    """The last part of an id's prefix: `R` of `AUTH-R-3`."""
    return node_id.rpartition("-")[0].rpartition("-")[2]


def kind_of_id(node_id: str) -> str:
    """The kind that an id's prefix tells, "" for none."""
    return PREFIXES.get(prefix_of(node_id), "")


def split_docstring(doc: str) -> tuple[str, str, bool]:
    """(id, name, bracketed) of a docstring; the id "" where it begins with none.

    The name is the first sentence after the id, up to `.`, `!` or `?` before white space or the paragraph's end,
    the final stop dropped.
    """
    match = _LEADING.match(doc)
    if match is None:
        return "", sentence(doc), False
    return _join(match), sentence(doc[match.end() :]), bool(match.group(1))


def split_id(doc: str) -> tuple[str, str]:
    """(id, the text after it) of a docstring; the id "" where it begins with none."""
    match = _LEADING.match(doc)
    return (_join(match), doc[match.end() :]) if match else ("", doc)


def sentence(text: str) -> str:
    """The first sentence of a text, on one line, without its final stop."""
    paragraph = _PARAGRAPH.split(text.strip(), maxsplit=1)[0]
    end = _SENTENCE.search(paragraph)
    return " ".join(paragraph[: end.end()].split() if end else paragraph.split()).removesuffix(".").rstrip()


def bracket(doc: str) -> str:
    """What stands in brackets at the beginning of a docstring, "" for nothing."""
    match = _BRACKET.match(doc)
    return match.group(1) if match else ""


def storable(text: str) -> bool:
    """Whether a string can be written to a file: it holds no lone surrogates but those of undecodable file names."""
    if text.isascii():
        return True
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def clean(doc: str) -> str:
    """A docstring dedented as `inspect.cleandoc` does it, without the cost of importing that module."""
    if "\n" not in doc:
        return doc.expandtabs().lstrip(" ")
    first, *rest = doc.expandtabs().split("\n")
    indents = [len(line) - len(line.lstrip(" ")) for line in rest if line.lstrip(" ")]
    margin = min(indents, default=0)
    lines = [first.lstrip(" "), *(line[margin:] for line in rest)]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)
