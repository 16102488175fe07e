"""How laws put ids, names and paths into one line of plain words."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN = 5
"""So many items of a list are named in a message; of the others the number is told."""

BY_SYNC = "`archhook sync` does"
"""Said of what need not be written by hand."""

BY_SYNC_OR_TOLD = f"{BY_SYNC}, or says what to write"
"""Of new files, whose place may be for a person to choose."""

SYNC_FOLLOWS = "`archhook sync` follows what was moved or removed"
"""Of files that are missing."""


def listed(items: Sequence[str], shown: int = SHOWN) -> str:
    """`T-1`, `T-1 and T-2`, `T-1, T-2, T-3, T-4, T-5 and 7 more`."""
    if len(items) > shown:
        return f"{', '.join(items[:shown])} and {len(items) - shown} more"
    if len(items) > 1:
        return f"{', '.join(items[:-1])} and {items[-1]}"
    return "".join(items)


def shown(path: str) -> str:
    """A path as it is, but escaped and quoted where it would break the line or hide something."""
    return path if path.isprintable() else repr(path)


def chain(ids: Sequence[str]) -> str:
    """`I-1 > R-1 > D-1`."""
    return " > ".join(ids)
