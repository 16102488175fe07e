"""The interpreter's limits for as long as something is read: the same whoever calls, from whatever depth."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

DIGITS = sys.int_info.default_max_str_digits
"""So many digits an integer may have, whatever the environment says."""


class Limits:
    """A context in which integers have at most `DIGITS`, and `frames` more stack frames may be used (0: as before)."""

    __slots__ = ("_before", "_frames")

    def __init__(self, frames: int = 0) -> None:
        self._frames = frames
        self._before = (0, 0)

    def __enter__(self) -> None:
        self._before = sys.getrecursionlimit(), sys.get_int_max_str_digits()
        if self._frames:
            depth = 0
            frame: FrameType | None = sys._getframe()
            while frame is not None:
                depth, frame = depth + 1, frame.f_back
            sys.setrecursionlimit(depth + self._frames)
        sys.set_int_max_str_digits(DIGITS)

    def __exit__(self, *_: object) -> None:
        recursion, digits = self._before
        sys.set_int_max_str_digits(digits)
        if self._frames:
            sys.setrecursionlimit(recursion)
