"""Comments that stand beside strings, on the same line: they go where the strings go."""

from __future__ import annotations

import ast
import io
import tokenize
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def beside_comments(source: str, strings: Collection[str]) -> bool:
    """Whether one of some strings stands on a line of some source with a comment behind it."""
    rows: set[int] = set()
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.STRING and _said(token.string) in strings:
                rows.add(token.end[0])
            elif token.type == tokenize.COMMENT and token.start[0] in rows:
                return True
    except (tokenize.TokenError, SyntaxError):
        return True
    return False


def _said(literal: str) -> object:
    try:
        return ast.literal_eval(literal)
    except (ValueError, SyntaxError):  # one with values in it
        return None
