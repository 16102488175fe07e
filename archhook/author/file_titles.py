"""What a file is called by what it says of itself: its docstring, else that of the class that it is.

The source is not parsed: a title is only prose, and most of ten thousand files are read for nothing else.
"""

from __future__ import annotations

import re

from archhook.author.prose import doc_title

_DOC = re.compile(rb"(?:[ \t\f]*+(?:#[^\n]*+)?+\r?\n)*+[rRuU]?(\"\"\"|''')(.*?)\1", re.DOTALL)
_CLASS = re.compile(
    rb"^class[ \t]++(\w++)[ \t]*+(?:\([^()]*+\))?+[ \t]*+:[^\n]*+\n(?:[ \t\r]*+\n)*+[ \t]++[rRuU]?(\"\"\"|''')",
    re.MULTILINE,
)
_BACK = re.compile(rb"^[^\s#)\]}]", re.MULTILINE)
_BASE = re.compile(r"\s*(?:an? |the )?(?:abstract |base[ -]?class)", re.I)
_READ = 4096
"""Bytes at the beginning of a docstring that are read."""


def file_title(source: bytes, path: str) -> str:
    """The title of a file; "" where it says nothing that could be one."""
    return doc_title(doc_of(source), path) or doc_title(class_doc(source, path), path)


def doc_of(source: bytes) -> str:
    """The docstring of a module as it is written, "" where none is found near its beginning."""
    found = _DOC.match(source[:_READ].removeprefix(b"\xef\xbb\xbf"))
    return _text(found[2]) if found else ""


def class_doc(source: bytes, path: str) -> str:
    """The docstring of the class that is called as its file (`Console` of `console.py`) and is most of it; "" where
    there is none, or where it is but what others are derived from.
    """
    stem = path.rpartition("/")[2].removesuffix(".py").replace("_", "").lower().encode("utf-8", "surrogateescape")
    for found in _CLASS.finditer(source):
        if found[1].replace(b"_", b"").lower() in (stem, stem.removesuffix(b"s")) and stem:
            end = source.find(found[2], found.end(), found.end() + _READ)
            behind = _BACK.search(source, end + 3) if end >= 0 else None
            last = behind.start() if behind is not None else len(source)
            if end < 0 or (last - found.start()) * 2 < len(source):
                return ""
            doc = _text(source[found.end() : end])
            return "" if _BASE.match(doc) else doc
    return ""


def _text(doc: bytes) -> str:
    """A docstring as text; "" where it is not in UTF-8."""
    text = doc.decode("utf-8", "replace")
    return text if "\ufffd" not in text else ""
