"""What changed in a file as a patch that `git apply` and `patch` take."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CONTEXT = 3


def patch(path: str, old: str, new: str) -> str:
    """The unified difference of two versions of a file; "" where they are equal. Lines end at line feeds alone."""
    if old == new:
        return ""
    before, after = old.split("\n"), new.split("\n")
    head = common(before, after)
    tail = common(before[head:][::-1], after[head:][::-1])
    start = max(0, head - CONTEXT)
    stop = max(0, tail - CONTEXT)
    lines = [f"--- a/{path}\n", f"+++ b/{path}\n"]
    old_part, new_part = _ended(before)[start : _end(before, stop)], _ended(after)[start : _end(after, stop)]
    matcher = difflib.SequenceMatcher(None, old_part, new_part)
    for group in matcher.get_grouped_opcodes(CONTEXT):
        lines += _hunk(group, old_part, new_part, start)
    return "".join(lines)


def _hunk(
    group: Sequence[tuple[str, int, int, int, int]], old: Sequence[str], new: Sequence[str], start: int
) -> Iterator[str]:
    first, last = group[0], group[-1]
    ranges = (_range(first[1], last[2], start), _range(first[3], last[4], start))
    yield f"@@ -{ranges[0]} +{ranges[1]} @@\n"
    for tag, a, b, c, d in group:
        if tag == "equal":
            yield from (_line(" ", line) for line in old[a:b])
            continue
        yield from (_line("-", line) for line in old[a:b])
        yield from (_line("+", line) for line in new[c:d])


def _range(start: int, end: int, offset: int) -> str:
    count = end - start
    first = start + offset + (1 if count else 0)
    return str(first) if count == 1 else f"{first},{count}"


def _line(sign: str, line: str) -> str:
    return f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n"


def _ended(lines: list[str]) -> list[str]:
    """The lines with their ends; the last one has none, and is none where the file ends in one."""
    whole = [f"{line}\n" for line in lines[:-1]]
    return [*whole, lines[-1]] if lines[-1] else whole


def _end(lines: list[str], stop: int) -> int:
    return max(0, len(lines) - stop)


def common(*sides: Sequence[str]) -> int:
    """How many lines some versions have in common at their beginning."""
    count = 0
    for lines in zip(*sides, strict=False):
        if len({*lines}) > 1:
            break
        count += 1
    return count
