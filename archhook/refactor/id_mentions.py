"""Texts in which nodes are named, with other ids in place of some: prose, and the source of a ledger's module."""

from __future__ import annotations

import re
import tokenize
from typing import TYPE_CHECKING

from archhook.author.ledger_changes import CannotEdit
from archhook.author.source_lines import split_lines
from archhook.author.syntax_trees import unparsable
from archhook.model.ids import canonical
from archhook.model.nodes import parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Change = Callable[[str], str]

_MENTION = re.compile(r"\[\s*[A-Za-z][\w.-]*\s*\]|(?<![\w-])(?:[A-Za-z]\w*-)+\d+(?:\.\d+)?(?![\w-]|\.\d)")
_ITEM = re.compile(r"[^\s,;|]+")
_STRING = re.compile(r"([A-Za-z]*)(\"\"\"|'''|\"|')(.*)\2", re.DOTALL)
_BOM = "\ufeff"
_OPEN = {getattr(tokenize, name, -1) for name in ("FSTRING_START", "TSTRING_START")} - {-1}
_CLOSE = {getattr(tokenize, name, -1) for name in ("FSTRING_END", "TSTRING_END")} - {-1}
"""The kinds of token that begin and end a string with values in it, on interpreters that take it apart."""


def is_worded(node_id: str) -> bool:
    """Whether an id ends in a word, which counts as one only in brackets where people write prose."""
    return not parts(node_id)[1].replace(".", "").isdigit()


def renamed_prose(text: str, ids: Mapping[str, str]) -> str:
    """A text that people read with some ids replaced: `[D-2]`, and `D-2` by itself, which is `[D-storage]` then."""

    def swap(found: re.Match[str]) -> str:
        new = ids.get(canonical(found[0]) or "")
        if new is None:
            return found[0]
        return f"[{new}]" if found[0].startswith("[") or is_worded(new) else new

    return _MENTION.sub(swap, text)


def mentions(text: str, ids: Mapping[str, str]) -> bool:
    """Whether a text that people read names one of some ids."""
    return any(canonical(found) in ids for found in _MENTION.findall(text))


def renamed_string(text: str, ids: Mapping[str, str]) -> str:
    """What a string says with some ids replaced: it is one, holds several and nothing else, or is prose.

    A string without blanks that is none of these (a path, a name) stays as it is.
    """
    items = _ITEM.findall(text)
    if items and all(canonical(item) for item in items):

        def swap(found: re.Match[str]) -> str:
            new = ids.get(canonical(found[0]) or "", "")
            return found[0] if not new else f"[{new}]" if found[0].startswith("[") else new

        return _ITEM.sub(swap, text)
    return renamed_prose(text, ids) if len(items) > 1 else text


def rewritten(source: str, string: Change, comment: Change) -> str:
    """The source of a module with what its strings hold, and its comments, changed; all else stays. `CannotEdit`."""
    lines = split_lines(source.removeprefix(_BOM))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    text = "".join(lines)
    result, at = [_BOM] if source.startswith(_BOM) else [], 0
    for begin, end, is_string in _pieces(lines, starts):
        piece = text[begin:end]
        result += [text[at:begin], _literal(piece, string) if is_string else comment(piece)]
        at = end
    return "".join([*result, text[at:]])


def _pieces(lines: list[str], starts: list[int]) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether it is a string) of every string and comment; one with values in it is one piece."""
    depth, opened = 0, 0
    waiting = iter(lines)
    try:
        for token in tokenize.generate_tokens(lambda: next(waiting, "")):
            begin, end = (starts[row - 1] + column for row, column in (token.start, token.end))
            if token.type in _OPEN:
                opened = begin if not depth else opened
                depth += 1
            elif token.type in _CLOSE:
                depth -= 1
                if not depth:
                    yield opened, end, True
            elif not depth and token.type in (tokenize.STRING, tokenize.COMMENT):
                yield begin, end, token.type == tokenize.STRING
    except (tokenize.TokenError, SyntaxError, IndexError) as error:
        raise CannotEdit(unparsable("".join(lines))) from error


def _literal(source: str, change: Change) -> str:
    """The source of a string with what stands between its quotes changed; bytes stay as they are."""
    found = _STRING.fullmatch(source)
    if found is None or "b" in found[1].lower():
        return source
    return f"{found[1]}{found[2]}{change(found[3])}{found[2]}"
