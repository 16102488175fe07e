"""The known name that somebody most likely meant: for "did you mean"."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 80
"""Names of more characters are only compared for equality but for case and underscores."""

MOST = 5000
"""So many candidates are measured at most, those nearest in length first: an answer that comes late is none."""

STEM = 4
"""So many letters at least two forms of one word have in common."""

ENDING = 3
"""So many letters at most each of them has behind these: `y` and `ies`."""


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate with the fewest slips of the pen from `name`, or None if none is near.

    A slip is a character too many, too few, wrong, or swapped with its neighbour; one is allowed for each three
    characters, three at most. Case and underscores count as one slip in all. Ties go to the smaller string.
    """
    others = sorted(set(candidates) - {name, ""}, key=lambda other: (abs(len(other) - len(name)), other))
    folded = _fold(name)
    allowed = min(len(name) // 3, 3)
    best: tuple[int, str] | None = None
    for other in others[:MOST]:
        most = allowed if best is None else best[0]
        slips = 1 if _fold(other) == folded else _slips(name, other, most)
        if slips is not None and (best is None or (slips, other) < best):
            best = slips, other
    return None if best is None else best[1]


def nearest_id(name: str, ids: Iterable[str]) -> str | None:
    """The id that is most likely meant by one that no node has.

    Another digit in the place of one is no slip of the pen that anybody could tell: R-7 may as well be a node of its
    own as be R-1.
    """
    prefix, _, number = name.rpartition("-")

    def tells(other: str) -> bool:
        before, _, digits = other.rpartition("-")
        alike = before == prefix and len(digits) == len(number) and (digits + number).isdecimal()
        return not alike or sorted(digits) == sorted(number)

    return nearest(name, filter(tells, ids))


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


def _slips(left: str, right: str, most: int) -> int | None:
    """Edit distance with swaps of neighbours (optimal string alignment), None if it is more than `most`."""
    if abs(len(left) - len(right)) > most or len(left) > LONGEST or len(right) > LONGEST:
        return None
    before: list[int] = []
    above = list(range(len(right) + 1))
    for row, char in enumerate(left, 1):
        here = [row]
        for column, other in enumerate(right, 1):
            cost = min(above[column] + 1, here[-1] + 1, above[column - 1] + (char != other))
            if row > 1 and column > 1 and char == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        if min(here) > most:
            return None
        before, above = above, here
    return above[-1] if above[-1] <= most else None
