"""The known name that somebody most likely meant: for "did you mean"."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Row = tuple[int, ...]

LONGEST = 80
"""Names of more characters are only compared for equality but for case and underscores."""

MOST = 3
"""So many edits at most lie between a name and what it was meant to be."""

STEPS = 10_000
"""So many characters of candidates are compared at most for one name: an answer that comes late is none. Among 10,000
names that people gave to functions it takes 3,000 for one of them."""

SHARED = 40
"""So many names that are looked for together have as many steps each; those of more share what these have."""

LEAST = 100
"""So many steps each of any number of names has."""

LAST = chr(0x10FFFF)
"""The last character of all."""

STEM = 4
"""So many letters at least two forms of one word have in common."""

ENDING = 3
"""So many letters at most each of them has behind these: `y` and `ies`."""


class Names:
    """Candidates, ordered so that those that begin alike are compared at once.

    `sought`: for how many names one of them is looked for. What is proposed for one depends on no other.
    """

    def __init__(self, names: Iterable[str], sought: int = 1) -> None:
        self._steps = max(STEPS * SHARED // max(sought, SHARED), LEAST)
        self._of_length: dict[int, list[str]] = {}
        self._folded: dict[str, list[str]] = {}
        for name in sorted(set(names) - {""}):
            self._of_length.setdefault(len(name), []).append(name)
            self._folded.setdefault(_fold(name), []).append(name)

    def nearest(self, name: str, fits: Callable[[str], bool] = bool) -> str | None:
        """The candidate that fits with the fewest edits from `name`, or None if none is near.

        An edit is a character too many, too few, wrong, or swapped with its neighbour; one is allowed for each three
        characters, three at most. Case and underscores count as one edit in all. Ties go to the smaller string.
        """
        found = [other for other in self._folded.get(_fold(name), ()) if other != name and fits(other)]
        allowed = min(len(name) // 3, MOST) if len(name) <= LONGEST else 0
        steps = self._steps
        for edits in range(1, allowed + 1):
            if edits > 1 and found:
                break
            near = _Near(name, edits, fits, steps)
            for length in range(max(len(name) - edits, 1), min(len(name) + edits, LONGEST) + 1):
                found += near.first(self._of_length.get(length, ()))
            steps = near.steps
            if steps < 0:
                return None
        return min(found, default=None)


class _Near:
    """The search for names that are so many edits at most from one.

    Of what a name begins with it is known, for each number of edits up to these, which beginnings of the one it may be:
    a row of bits, each for a place in the one, counted from the place in the other (Wu and Manber's automaton, with
    swaps of neighbours). `steps`: so many more rows may be worked out.
    """

    def __init__(self, name: str, edits: int, fits: Callable[[str], bool], steps: int) -> None:
        self.name = name
        self.edits = edits
        self.fits = fits
        self.steps = steps
        self.places: dict[str, int] = {}  # character -> the bits of the places where the name has it
        for place, char in enumerate(name, edits):
            self.places[char] = self.places.get(char, 0) | 1 << place

    def first(self, others: Sequence[str]) -> list[str]:
        """The first of some sorted names, all of one length, that is near and fits; empty where none is.

        What begins with what is too far already is passed over at once.
        """
        from bisect import bisect_right

        length = len(others[0]) if others else 0
        reach = [_bits(len(self.name) - length + self.edits, self.edits - one) for one in range(self.edits + 1)]
        rows: list[Row] = [tuple(((2 << one) - 1 << self.edits) & reach[one] for one in range(self.edits + 1))]
        before, at = "", 0
        while at < len(others) and self.steps >= 0:
            other = others[at]
            depth = len(rows) - 1
            while other[:depth] != before[:depth]:
                depth -= 1
            del rows[depth + 1 :]
            while depth < length and any(rows[depth]):
                rows.append(self._row(rows, other, depth, reach))
                depth += 1
            if not any(rows[depth]):
                at = bisect_right(others, other[:depth] + LAST * (length - depth), at)
            elif other != self.name and self.fits(other):
                return [other]
            else:
                at += 1
            before = other
        return []

    def _row(self, rows: Sequence[Row], other: str, depth: int, reach: Sequence[int]) -> Row:
        """The row behind the next character of a name, from the rows behind those before it."""
        self.steps -= 1
        char = self.places.get(other[depth], 0)
        same, above = char >> depth, rows[depth]
        swapped, twice = 0, above
        if depth:
            swapped, twice = char >> depth - 1 & self.places.get(other[depth - 1], 0) >> depth, rows[depth - 1]
        found = above[0] & same
        row = [found]
        for one in range(self.edits):
            fewer = above[one]
            found = (above[one + 1] & same | fewer | fewer >> 1 | found << 1 | twice[one] & swapped) & reach[one + 1]
            row.append(found)
        return tuple(row)


def _bits(middle: int, around: int) -> int:
    """The bit in the middle, and so many on each side of it."""
    bits = (2 << 2 * around) - 1
    return bits << middle - around if middle >= around else bits >> around - middle


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The nearest of some candidates; see `Names.nearest`, which serves more names than one."""
    return Names(candidates).nearest(name)


def propose(name: str, candidates: Iterable[str], otherwise: str, quote: str = "`") -> str:
    """What to do about a name that is none of the candidates: take the nearest, else what is said `otherwise`."""
    near = nearest(name, candidates)
    return f"did you mean {quote}{near}{quote}?" if near else otherwise


def nearest_id(name: str, ids: Names) -> str | None:
    """The id that is most likely meant by one that no node has.

    Another digit in the place of one is no typing error that anybody could tell: R-7 may as well be a node of its
    own as be R-1.
    """
    prefix, _, number = name.rpartition("-")

    def tells(other: str) -> bool:
        before, _, digits = other.rpartition("-")
        alike = before == prefix and len(digits) == len(number) and (digits + number).isdecimal()
        return not alike or sorted(digits) == sorted(number)

    return ids.nearest(name, tells)


def nearest_field(name: str, fields: Iterable[str]) -> str | None:
    """The field that is most likely meant: the nearest, else the one that is the same word in another form (`satisfy`
    for `satisfies`) or has all words of the name among its own (`file` for `file_path`); None where two do.
    """
    known = [field for field in fields if field not in (name, "")]
    near = nearest(name, known)
    if near is not None:
        return near
    words = [word for word in name.casefold().split("_") if word]
    meant = {
        field for field in known if words and all(any(_akin(word, one) for one in field.split("_")) for word in words)
    }
    return meant.pop() if len(meant) == 1 else None


def _akin(word: str, other: str) -> bool:
    """Whether two words are forms of one: they begin alike, and end differently in a few letters at most."""
    alike = 0
    for left, right in zip(word, other, strict=False):
        if left != right:
            break
        alike += 1
    return alike >= STEM and len(word) - alike <= ENDING and len(other) - alike <= ENDING


def _fold(name: str) -> str:
    return name.replace("_", "").casefold()
