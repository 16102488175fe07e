"""Patterns as `fnmatch` reads them, without the regular expressions that it makes of them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    Token = str | tuple[bool, tuple[tuple[str, str], ...]] | None

_ANY, _RUN = (True, ()), None
"""One character whatever it is (none of no others); any number of them."""

_read: dict[str, tuple[Token, ...]] = {}
"""Pattern -> its tokens: a project has few patterns, and many names."""


def matches(text: str, pattern: str) -> bool:
    """Whether a pattern means all of a text: `*`, `?`, `[a-c]`, `[!a-c]`; case counts, a slash is a character.

    Takes time by the product of the two lengths at most: of several stars only the last one has to be moved.
    """
    tokens = _read.get(pattern)
    if tokens is None:
        tokens = _read[pattern] = tuple(_tokens(pattern))
    at = place = restart = 0
    star = -1
    while at < len(text):
        if place < len(tokens) and tokens[place] is _RUN:
            star, restart = place, at
            place += 1
        elif place < len(tokens) and _is_one(tokens[place], text[at]):
            place += 1
            at += 1
        elif star >= 0:
            restart += 1
            place, at = star + 1, restart
        else:
            return False
    return all(token is _RUN for token in tokens[place:])


def magic(pattern: str) -> bool:
    """Whether a pattern holds anything but plain characters."""
    return "*" in pattern or "?" in pattern or "[" in pattern


def _is_one(token: Token, letter: str) -> bool:
    if isinstance(token, str):
        return token == letter
    negated, ranges = token or _ANY
    return negated != any(low <= letter <= high for low, high in ranges)


def _tokens(pattern: str) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    while at < len(pattern):
        letter = pattern[at]
        at += 1
        if letter == "*":
            if not tokens or tokens[-1] is not _RUN:
                tokens.append(_RUN)
        elif letter == "?":
            tokens.append(_ANY)
        elif letter == "[" and (end := _closed(pattern, at)) >= 0:
            tokens.append(_members(pattern[at:end]))
            at = end + 1
        else:
            tokens.append(letter)
    return tokens


def _closed(pattern: str, at: int) -> int:
    """Where the bracket ends whose inside begins at `at`; negative if it does not end, and so is a plain character."""
    at += pattern[at : at + 1] == "!"
    return pattern.find("]", at + 1)  # one that stands first belongs to the members


def _members(inside: str) -> tuple[bool, tuple[tuple[str, str], ...]]:
    """(whether all others are meant, ranges) of what stands in brackets; an empty range means nothing."""
    negated = inside.startswith("!")
    inside = inside[negated:]
    ranges = []
    at = 0
    while at < len(inside):
        wide = at + 2 < len(inside) and inside[at + 1] == "-"
        ranges.append((inside[at], inside[at + 2 if wide else at]))
        at += 3 if wide else 1
    return negated, tuple(ranges)
