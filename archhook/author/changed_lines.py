"""Which lines differ between two versions of a text, in time linear in both.

Lines that stand once on either side, in the same order, are the same line in both versions; between two of them little
is left to compare. `difflib` alone compares every line with all that are equal to it, and a ledger is full of equal
lines: twice the nodes would be four times the work.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SMALL = 4096
"""So many pairs of lines are compared one with another; what is left of a greater stretch is told as a whole."""

DEPTH = 8
"""So often lines are looked for that stand once within a stretch between two such lines."""


class Changed(NamedTuple):
    """Lines `start` to `stop` of the old version, for which the new one has its lines `at` to `till`; as of slices."""

    start: int
    stop: int
    at: int
    till: int


def changed_lines(old: Sequence[str], new: Sequence[str]) -> list[Changed]:
    """The stretches that differ, in order; no two of them touch."""
    found: list[Changed] = []
    work = [(Changed(0, len(old), 0, len(new)), DEPTH)]
    while work:
        whole, depth = work.pop()
        start, stop, at, till = stretch = _trimmed(old, new, whole)
        if start == stop or at == till:
            found += [stretch] if stretch != (start, start, at, at) else []
        elif (stop - start) * (till - at) <= SMALL:
            found += _compared(old, new, stretch)
        else:
            gaps = [*_gaps(old, new, stretch)] if depth else []
            work += [(gap, depth - 1) for gap in gaps]
            found += [] if gaps else [stretch]
    return sorted(found)


def common(*sides: Sequence[str]) -> int:
    """How many lines some versions have in common at their beginning."""
    count = 0
    for lines in zip(*sides, strict=False):
        if len({*lines}) > 1:
            break
        count += 1
    return count


def _trimmed(old: Sequence[str], new: Sequence[str], stretch: Changed) -> Changed:
    """A stretch without what is alike at its beginning and at its end."""
    start, stop, at, till = stretch
    while start < stop and at < till and old[start] == new[at]:
        start, at = start + 1, at + 1
    while start < stop and at < till and old[stop - 1] == new[till - 1]:
        stop, till = stop - 1, till - 1
    return Changed(start, stop, at, till)


def _compared(old: Sequence[str], new: Sequence[str], stretch: Changed) -> Iterator[Changed]:
    start, stop, at, till = stretch
    for tag, *places in SequenceMatcher(None, old[start:stop], new[at:till], autojunk=False).get_opcodes():
        if tag != "equal":
            one, other, here, there = places
            yield Changed(start + one, start + other, at + here, at + there)


def _gaps(old: Sequence[str], new: Sequence[str], stretch: Changed) -> Iterator[Changed]:
    """What lies between the lines that stand once on either side of a stretch; nothing where there are none."""
    start, stop, at, till = stretch
    then, now = Counter(old[start:stop]), Counter(new[at:till])
    places = {line: at + place for place, line in enumerate(new[at:till]) if now[line] == 1}
    once = [
        (place, places[old[place]]) for place in range(start, stop) if then[old[place]] == 1 and old[place] in places
    ]
    for one, other in (kept := _in_order(once)):
        yield Changed(start, one, at, other)
        start, at = one + 1, other + 1
    if kept:
        yield Changed(start, stop, at, till)


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs that ascend on both sides, of some that ascend on the first (by patience sorting)."""
    ends: list[int] = []  # of the best sequences of one, two ... pairs: the second side of the last
    last: list[int] = []  # and which pair that is
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        at = bisect_left(ends, place)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1], last[at : at + 1] = [place], [number]
    found = []
    number = last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]
