"""Ids and docstrings: the grammar of `[R-1]`, the name in the first sentence, the dedented text."""

from __future__ import annotations

from archhook.model import PREFIXES

_DIGITS = 18
"""So many digits a number in an id has at the most."""

_BRACKETED = 60
"""So many characters of what stands in brackets are shown."""


def canonical(text: str) -> str | None:
    """The id that a string is, without brackets and leading zeros: `[R-01]` -> `R-1`. None if it is no id.

    PREFIX-NUMBER[.NUMBER], the prefix in letters, digits, `_` and hyphens. An id whose prefix belongs to no kind is an
    id (`X-1`); `kind_of_id` tells. (Here and below no regular expression: importing `re` costs every commit that edits
    the ledger as much as all the rest of its reading.)
    """
    text = text.strip()
    return _id(text[1:-1].strip() if text.startswith("[") and text.endswith("]") else text)


def _id(token: str) -> str | None:
    prefix, _, number = token.rpartition("-")
    whole, point, minor = number.partition(".")
    if not (_is_number(whole) and (_is_number(minor) or not point) and all(map(_is_word, prefix.split("-")))):
        return None
    return f"{prefix}-{whole.lstrip('0') or '0'}" + (f".{minor.lstrip('0') or '0'}" if point else "")


def _is_number(text: str) -> bool:
    return text.isdigit() and text.isascii() and len(text) <= _DIGITS


def _is_word(text: str) -> bool:
    return text.isidentifier() and text.isascii() and text[0] != "_"


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
    node_id, text = split_id(doc)
    return node_id, sentence(text), bool(node_id) and doc.lstrip().startswith("[")


def split_id(doc: str) -> tuple[str, str]:
    """(id, the text after it) of a docstring; the id "" where it begins with none."""
    text = doc.lstrip()
    if text.startswith("["):
        inner, closed, rest = text[1:].partition("]")
        node_id = _id(inner.strip()) if closed else None
        rest = rest.lstrip()
    else:
        token = text.split(maxsplit=1)[0].partition(":")[0] if text else ""
        node_id, rest = _id(token), text[len(token) :]
    return (node_id, rest.removeprefix(":").lstrip()) if node_id else ("", doc)


def sentence(text: str) -> str:
    """The first sentence of a text, on one line, without its final stop."""
    words: list[str] = []
    for line in text.strip().split("\n"):
        if not line.strip(" \t"):
            break  # the paragraph's end
        for word in line.split():
            words.append(word)
            if word[-1] in ".!?":
                return " ".join(words).removesuffix(".").rstrip()
    return " ".join(words)


def bracket(doc: str) -> str:
    """What stands in brackets at the beginning of a docstring, "" for nothing."""
    inner, closed, _ = doc.lstrip().removeprefix("[").partition("]")
    return inner if closed and doc.lstrip().startswith("[") and "\n" not in inner and len(inner) <= _BRACKETED else ""


def is_code(text: str) -> bool:
    """Whether a string has the form of a law's code, `TST505`."""
    return len(text) == 6 and text.isascii() and text[:3].isalpha() and text[:3].isupper() and text[3:].isdigit()


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
