"""Columns for people: code points before a place that the parser gives in bytes of UTF-8.

One look at a line is enough for all of its places, however long it is and in whatever order they are asked for.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

STEP = 256
"""At every so many bytes of a longer line it is remembered how many code points stand before."""

_CONTINUATION = bytes(range(0x80, 0xC0))


class Columns:
    """The columns of one text. `row`: the number of a line, from 1 -> its bytes in UTF-8, b"" where there is none."""

    __slots__ = ("_long", "_row")

    def __init__(self, row: Callable[[int], bytes]) -> None:
        self._row = row
        self._long: dict[int, tuple[bytes, list[int]]] = {}  # line -> its bytes, code points before each step

    def of(self, line: int, byte: int) -> int:
        """The column, from 1, of what begins at a byte of a line."""
        known = self._long.get(line)
        if known is None:
            row = self._row(line)
            if len(row) <= STEP:
                return _points(row[:byte]) + 1
            known = self._long[line] = row, _steps(row)
        row, steps = known
        at = min(byte, len(row)) // STEP
        return steps[at] + _points(row[at * STEP : byte]) + 1


def _points(text: bytes) -> int:
    """How many code points begin in a text."""
    return len(text) if text.isascii() else len(text.translate(None, _CONTINUATION))


def _steps(row: bytes) -> list[int]:
    steps = [0]
    for start in range(0, len(row), STEP):
        steps.append(steps[-1] + _points(row[start : start + STEP]))
    return steps
