"""What changed in a file as a patch that `git apply` and `patch` take."""

from __future__ import annotations

import re
from difflib import unified_diff
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTEXT = 3
NOWHERE = "/dev/null"


def patch(path: str, old: str | None, new: str | None) -> str:
    """The unified difference of two versions of a file; "" where they are equal. Lines end at line feeds alone.

    None: there is no such file on that side.
    """
    before, after = _lines(old or ""), _lines(new or "")
    head = common(before, after)  # what is alike before and behind would be compared for nothing
    start = max(0, head - CONTEXT)
    stop = max(0, common(before[head:][::-1], after[head:][::-1]) - CONTEXT)
    one, other = before[start : len(before) - stop], after[start : len(after) - stop]
    names = (NOWHERE if old is None else f"a/{path}", NOWHERE if new is None else f"b/{path}")
    lines = unified_diff(one, other, *names, n=CONTEXT)
    return "".join(_ended(_moved(line, start) if line.startswith("@@") else line) for line in lines)


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends; the last one has none, and is none where the text ends in one."""
    *whole, last = text.split("\n")
    return [*(f"{line}\n" for line in whole), *([last] if last else [])]


def _moved(header: str, start: int) -> str:
    """The head of a hunk with both its places behind so many lines."""
    return re.sub(r"(?<=[-+])\d+", lambda number: str(int(number[0]) + start), header)


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def common(*sides: Sequence[str]) -> int:
    """How many lines some versions have in common at their beginning."""
    count = 0
    for lines in zip(*sides, strict=False):
        if len({*lines}) > 1:
            break
        count += 1
    return count
