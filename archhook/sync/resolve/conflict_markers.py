"""The conflict markers that git writes into a file: where they stand, and what each side has in their place."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIZE = 7
"""Characters of a marker, unless the attribute `conflict-marker-size` says otherwise."""

OURS, BASE, THEIRS = "ours", "base", "theirs"


class Broken(Exception):
    """Markers that do not belong together. `line`: from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class Hunk(NamedTuple):
    """The lines of one conflict, numbered from 0: those of its markers, and `end`, the first behind the last."""

    start: int  # <<<<<<<
    base: int  # |||||||, or -1 where the base is not shown
    middle: int  # =======
    end: int

    def lines(self, side: str) -> range:
        """The lines of a side; none of the base where it is not shown."""
        if side == OURS:
            return range(self.start + 1, self.middle if self.base < 0 else self.base)
        if side == BASE:
            return range(self.base + 1, self.middle) if self.base >= 0 else range(0)
        return range(self.middle + 1, self.end - 1)


class Conflict(NamedTuple):
    """The lines of a file, with their ends, and its conflicts."""

    lines: tuple[str, ...]
    hunks: tuple[Hunk, ...]

    def side(self, name: str) -> list[str]:
        """The file as one side has it."""
        found: list[str] = []
        at = 0
        for hunk in self.hunks:
            found += self.lines[at : hunk.start]
            found += (self.lines[line] for line in hunk.lines(name))
            at = hunk.end
        return [*found, *self.lines[at:]]

    def places(self) -> Iterator[tuple[int, int, int]]:
        """The places between lines that both sides share: (in the file, in ours, in theirs), each from 0."""
        at = ours = theirs = 0
        for hunk in (*self.hunks, None):
            stop = len(self.lines) if hunk is None else hunk.start
            for line in range(at, stop + 1):
                yield line, ours + line - at, theirs + line - at
            if hunk is not None:
                ours += stop - at + len(hunk.lines(OURS))
                theirs += stop - at + len(hunk.lines(THEIRS))
                at = hunk.end

    def place_of(self, name: str, line: int) -> int:
        """The line of the file (from 1) that a line of one side (from 1) stands on."""
        at = 0
        left = line - 1
        for hunk in self.hunks:
            for stop, numbers in ((hunk.start, range(at, hunk.start)), (hunk.end, hunk.lines(name))):
                if left < len(numbers):
                    return numbers[left] + 1
                left -= len(numbers)
                at = stop
        return at + left + 1


def find_conflict(lines: Sequence[str], size: int = SIZE) -> Conflict:
    """The conflicts of a file. `Broken` where markers are missing or in another order.

    A line of equals signs counts as the border between the sides within a conflict alone.
    """
    hunks: list[Hunk] = []
    start = base = middle = -1
    for number, line in enumerate(lines):
        if start < 0:
            start = number if _is_marker(line, "<", size) else -1
            continue
        if _is_marker(line, "<", size) or (middle >= 0 and _is_marker(line, "|", size)):
            raise Broken(number + 1, "a conflict marker within a conflict")
        if middle < 0 and base < 0 and _is_marker(line, "|", size):
            base = number
        elif middle < 0 and _is_marker(line, "=", size):
            middle = number
        elif _is_marker(line, ">", size):
            if middle < 0:
                raise Broken(number + 1, "a conflict that ends before its second side")
            hunks.append(Hunk(start, base, middle, number + 1))
            start = base = middle = -1
    if start >= 0:
        raise Broken(start + 1, "a conflict that does not end")
    return Conflict(tuple(lines), tuple(hunks))


def as_merged(conflict: Conflict, ours: Sequence[str], base: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether nobody has worked on a file since git merged three versions of it, and left these conflicts.

    Each side between the markers is then that version, some changes of the other one made in it: no line is there
    more often, or less often, than that explains.
    """
    before = _counted(base)
    versions = {OURS: _counted(ours), THEIRS: _counted(theirs)}
    for name, other in ((OURS, THEIRS), (THEIRS, OURS)):
        shown, own, changed = _counted(conflict.side(name)), versions[name], versions[other]
        if shown - own - (changed - before) or own - (before - changed) - shown:
            return False
    return True


def whole(conflict: Conflict, ours: Sequence[str], base: Sequence[str], theirs: Sequence[str]) -> Conflict:
    """One conflict of two whole versions of a file, between markers like those of another conflict.

    Where git finds lines that both versions share, it makes one side's changes in the other's text, also where these
    lines belong to different classes there: what stands between its markers may be neither version.
    """
    first = conflict.hunks[0]
    marks = [conflict.lines[at] for at in (first.start, first.base, first.middle, first.end - 1) if at >= 0]
    shown = [ended(base)] if first.base >= 0 else []
    lines: list[str] = []
    places = []
    for mark, part in zip(marks, [ended(ours), *shown, ended(theirs), []], strict=True):
        places.append(len(lines))
        lines += [mark, *part]
    start, middle = places[0], places[-2]
    return Conflict(tuple(lines), (Hunk(start, places[1] if shown else -1, middle, len(lines)),))


def _counted(lines: Sequence[str]) -> Counter[str]:
    return Counter(line.rstrip("\r\n") for line in lines)


def ended(lines: Sequence[str]) -> list[str]:
    """The lines, of which the last one ends, too."""
    if not lines or lines[-1].endswith(("\n", "\r")):
        return [*lines]
    return [*lines[:-1], f"{lines[-1]}\n"]


def _is_marker(line: str, sign: str, size: int) -> bool:
    return line.startswith(sign * size) and line[size : size + 1] in ("", " ", "\n", "\r")
