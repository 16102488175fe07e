"""Answers of a bounded size: as many entries as there is room for, and where the next ones are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archhook.agents.tokens import ROOMS, clip, dump

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archhook.agents.tokens import Room

MOST = 200
"""Entries of one list in one answer, at the most."""

ENOUGH = 5
"""Rather than say fewer entries at once, entries are shortened."""

_SPARE = 200
"""Characters for what is added to an answer: totals and the next offset."""


def paged(
    base: Mapping[str, Any], lists: Mapping[str, Sequence[Any]], *, offset: int, limit: int, room_for: int
) -> str:
    """A document with a page of one or more lists, all from the same offset, in `room_for` tokens at the most.

    Beside each list its total; `next_offset` is null where all has been said. Where even one entry is too long its
    strings and lists are cut.
    """
    rest = max((len(entries) - offset for entries in lists.values()), default=0)
    wanted = min(limit, ENOUGH, max(rest, 0))
    for room in ROOMS:
        head = {key: shrunk(value, room) for key, value in base.items()}
        count = _fitting(head, lists, (offset, limit), room, room_for)
        if count >= wanted:
            break
    return _page(head, lists, offset, max(count, min(wanted, 1)), room)


def _fitting(
    head: Mapping[str, Any], lists: Mapping[str, Sequence[Any]], window: tuple[int, int], room: Room, room_for: int
) -> int:
    """How many entries of each list fit."""
    offset, limit = window
    left = 3 * room_for - len(dump(dict(head))) - _SPARE * (1 + len(lists))
    for count in range(min(limit, MOST)):
        row = [entries[offset + count] for entries in lists.values() if offset + count < len(entries)]
        left -= sum(len(dump({"": shrunk(entry, room)})) for entry in row)
        if left < 0 or not row:
            return count
    return min(limit, MOST)


def _page(head: Mapping[str, Any], lists: Mapping[str, Sequence[Any]], offset: int, count: int, room: Room) -> str:
    document = dict(head)
    for key, entries in lists.items():
        document[key] = [shrunk(entry, room) for entry in entries[offset : offset + count]]
        document[f"{key}_total"] = len(entries)
    more = offset + count < max(map(len, lists.values()), default=0)
    return dump(document | {"next_offset": offset + count if more else None})


def shrunk(value: Any, room: Room) -> Any:
    """A value whose strings and lists are cut to a room; a list that is cut ends with how many are left out."""
    if isinstance(value, str):
        return clip(value, room.text)
    if isinstance(value, dict):
        return {key: shrunk(one, room) for key, one in value.items()}
    if isinstance(value, list):
        cut = [shrunk(one, room) for one in value[: room.entries]]
        return cut if len(value) <= room.entries else [*cut, f"and {len(value) - room.entries} more"]
    return value
