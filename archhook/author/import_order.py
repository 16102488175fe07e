"""Where a new import statement goes among those of a module, so that ruff and isort leave them as they are."""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

from archhook.author.node_source import natural
from archhook.author.source_lines import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archhook.author.source_lines import Text

    Key = tuple[int, bool, int, object]
    """Section of an import statement, whether it is a `from`, how far up it looks (negative), its module."""

FUTURE, STANDARD, THIRD, OWN, RELATIVE = range(5)
"""The sections, in order: of the ledger's own modules those that are named from the top, and those that are not."""

_HEAD = re.compile(r"(from|import)\s+(\.*)([\w.]*)")


def key_of_import(statement: str, own: str) -> Key:
    """What orders an import statement. `own`: the dotted name of the ledger's package."""
    match = _HEAD.match(statement.lstrip("\ufeff"))
    word, dots, module = match.groups() if match else ("", "", "")
    top = module.partition(".")[0]
    section = THIRD
    if dots:
        section = RELATIVE
    elif module == "__future__":
        section = FUTURE
    elif own and (module == own or module.startswith(f"{own}.")):
        section = OWN
    elif top in sys.stdlib_module_names:
        section = STANDARD
    return section, word == "from", -len(dots), natural(module)


def insertion(text: Text, spans: Sequence[Span], new: str, key_of: Callable[[str], Key]) -> tuple[Span, str]:
    """(the place of a new import statement among others, the statement with the empty lines that part sections).

    `spans`: of the import statements that are there, at least one.
    """
    key = key_of(new)
    keys = [key_of(text.joined(span)) for span in spans]
    one_section = any(
        keys[at - 1][0] != keys[at][0] and spans[at - 1].end == spans[at].start for at in range(1, len(spans))
    )
    same = [at for at, other in enumerate(keys) if one_section or other[0] == key[0]]
    if same:
        before = [at for at in same if keys[at] <= key]
        start = text.above(spans[same[0]].start)
        return (Span(spans[before[-1]].end, spans[before[-1]].end) if before else Span(start, start)), new
    lower = [at for at, other in enumerate(keys) if other[0] < key[0]]
    if lower:
        return Span(spans[lower[-1]].end, spans[lower[-1]].end), f"\n{new}"
    start = text.above(spans[0].start)
    return Span(start, start), f"{new}\n"


def joined(there: str, new: str, key_of: Callable[[str], Key]) -> str:
    """Two texts that go to one place, as `insertion` gives them, in order."""
    if not there:
        return new
    pieces: list[tuple[Key, str, bool, bool]] = []  # with whether an empty line stands before it, and after it
    for text in (there, new):
        found = [
            one.strip("\n") for one in re.split(r"^(?=from |import )", text.strip("\n"), flags=re.M) if one.strip()
        ]
        for at, one in enumerate(found):
            first, last = text.startswith("\n") and not at, text.endswith("\n\n") and at == len(found) - 1
            pieces.append((key_of(one), one, first, last))
    pieces.sort(key=lambda piece: piece[0])
    lines = "\n" * pieces[0][2] + pieces[0][1]
    for before, piece in pairwise(pieces):
        lines += ("\n" if before[0][0] == piece[0][0] else "\n\n") + piece[1]
    return lines + "\n" + "\n" * pieces[-1][3]
