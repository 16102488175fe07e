"""Patterns as `fnmatch` reads them, without the regular expressions that it makes of them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    Token = str | tuple[bool, tuple[tuple[str, str], ...]] | None

_ANY, _RUN = (True, ()), None
"""One character whatever it is (none of no others); any number of them."""


class Wildcards:
    """Patterns, and whether any of them means all of a text: `*`, `?`, `[a-c]`, `[!a-c]`; case counts, a slash is a
    character.

    All are laid over a text at once: a place in one of them is a bit of a number, which a letter shifts to the next.
    """

    __slots__ = ("_ends", "_letters", "_size", "_special", "_start", "_stays", "_steps")

    def __init__(self, patterns: Iterable[str]) -> None:
        tokens = [_tokens(pattern) for pattern in patterns]
        self._size = sum(map(len, tokens)) + len(tokens)
        start, stays, ends = ([], [], [])  # type: tuple[list[int], list[int], list[int]]
        self._letters: dict[str, list[int]] = {}  # where each leads on
        self._special: list[tuple[int, Token]] = []
        self._steps: dict[str, int] = {}  # the same with the special ones, of letters that were met
        place = 0
        for pattern in tokens:
            start.append(place)
            for token in pattern:
                if token is _RUN:
                    stays.append(place)
                    continue
                if isinstance(token, str):
                    self._letters.setdefault(token, []).append(place)
                else:
                    self._special.append((place, token))
                place += 1
            ends.append(place)
            place += 1
        self._start, self._stays, self._ends = (bits(one, self._size) for one in (start, stays, ends))

    def match(self, text: str) -> bool:
        """Whether a pattern means all of a text."""
        places, stays, steps = self._start, self._stays, self._steps
        for letter in text:
            step = steps.get(letter)
            if step is None:
                step = steps[letter] = self._step(letter)
            places = (places & step) << 1 | places & stays
            if not places:
                return False
        return places & self._ends != 0

    def _step(self, letter: str) -> int:
        special = [place for place, token in self._special if _is_one(token, letter)]
        return bits([*self._letters.get(letter, ()), *special], self._size)


def bits(places: Iterable[int], size: int) -> int:
    """The number with the bits of some places, all below `size`, set."""
    many = bytearray(size // 8 + 1)
    for place in places:
        many[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(many, "little")


_made: dict[tuple[str, ...], Wildcards] = {}
"""A project has few sets of patterns, and many names."""


def any_matches(text: str, patterns: tuple[str, ...]) -> bool:
    """Whether one of some patterns means all of a text."""
    made = _made.get(patterns)
    if made is None:
        made = _made[patterns] = Wildcards(patterns)
    return made.match(text)


def matches(text: str, pattern: str) -> bool:
    """Whether a pattern means all of a text."""
    return any_matches(text, (pattern,))


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
