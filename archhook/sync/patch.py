"""What changed in a file as a patch that `git apply` and `patch` take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.author.changed_lines import changed_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archhook.author.changed_lines import Changed

CONTEXT = 3
NOWHERE = "/dev/null"


def patch(path: str, old: str | None, new: str | None) -> str:
    """The unified difference of two versions of a file; "" where they are equal. Lines end at line feeds alone.

    None: there is no such file on that side.
    """
    before, after = _lines(old or ""), _lines(new or "")
    hunks = "".join(line for hunk in _hunks(changed_lines(before, after)) for line in _hunk(before, after, hunk))
    names = (NOWHERE if old is None else f"a/{path}", NOWHERE if new is None else f"b/{path}")
    return f"--- {names[0]}\n+++ {names[1]}\n{hunks}" if hunks else ""


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends; the last one has none, and is none where the text ends in one."""
    *whole, last = text.split("\n")
    return [*(f"{line}\n" for line in whole), *([last] if last else [])]


def _hunks(changes: Iterable[Changed]) -> Iterator[list[Changed]]:
    """The changes, those together between which no line is left out."""
    hunk: list[Changed] = []
    for change in changes:
        if hunk and change.start - hunk[-1].stop > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _hunk(old: Sequence[str], new: Sequence[str], hunk: Sequence[Changed]) -> Iterator[str]:
    """The lines of a hunk: its head, what changes, and what stands around it."""
    ahead = min(CONTEXT, hunk[0].start)
    start, at = hunk[0].start - ahead, hunk[0].at - ahead
    behind = min(CONTEXT, len(old) - hunk[-1].stop)
    stop, till = hunk[-1].stop + behind, hunk[-1].till + behind
    yield f"@@ -{_range(start, stop)} +{_range(at, till)} @@\n"
    for change in hunk:
        yield from (_ended(f" {line}") for line in old[start : change.start])
        yield from (_ended(f"-{line}") for line in old[change.start : change.stop])
        yield from (_ended(f"+{line}") for line in new[change.at : change.till])
        start = change.stop
    yield from (_ended(f" {line}") for line in old[start:stop])


def _range(start: int, stop: int) -> str:
    """Lines as a patch names them, counted from 1; of none, the line ahead of them."""
    count = stop - start
    return f"{start + 1}" if count == 1 else f"{start + (count > 0)},{count}"


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
