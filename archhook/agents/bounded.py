"""Texts of a bounded size: how many tokens one takes, and answers that are cut, or given page by page, to fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from archhook.model.vocabulary import LIMITS
from archhook.report.json import as_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MOST = 200
"""Entries of one list in one answer, at the most."""

ENOUGH = 5
"""Rather than say fewer entries at once, entries are shortened."""

TOTAL = "_total"
"""How the name of a list ends where it is the number of its entries, those included that are not shown."""

_SPARE = 200
"""Characters for what is added to an answer: totals and the next offset."""


class Room(NamedTuple):
    """How much an answer may say: entries of each list, characters of each long text, characters of each short one."""

    entries: int
    text: int
    name: int


ROOMS = (
    Room(40, 4000, 200),
    Room(20, 1600, 160),
    Room(10, 600, 120),
    Room(5, 240, 100),
    Room(3, 100, 80),
    Room(1, 40, 40),
)
"""From the most generous to the least; with the last, no answer is larger than some hundreds of tokens."""


def tokens(text: str) -> int:
    """Tokens that a text takes at the most.

    Tokenizers differ; what is certain is about 4 characters of English, and 3 bytes of code or of anything else, for
    one. Counting every 3 bytes errs on the safe side.
    """
    return -(-len(text.encode("utf-8", "surrogatepass")) // 3)


def fitting(build: Callable[[Room], str], limit: int) -> str:
    """What `build` says in the most generous room in which it takes `limit` tokens at the most."""
    for room in ROOMS:
        text = build(room)
        if tokens(text) <= limit:
            return text
    return text


def clip(text: str, characters: int) -> str:
    """The text on at most so many characters, cut between words where there are some, with `...` where it was cut."""
    if len(text) <= characters:
        return text
    head = text[: max(0, characters - 3)]
    cut = max(head.rfind(" "), head.rfind("\n"))
    return (head[:cut] if cut > characters // 2 else head).rstrip() + "..."


def paged(
    base: Mapping[str, Any], lists: Mapping[str, Sequence[Any]], *, offset: int, limit: int, room_for: int
) -> str:
    """A document with a page of one or more lists, all from the same offset, in `room_for` tokens at the most.

    Beside each list that the page does not hold whole its total, and `next_offset` where more is to be said. Where even
    one entry is too long its strings and lists are cut. What there is nothing to say about is left out: see `lean`.
    """
    base = lean(base)
    lists = {key: [lean(entry) for entry in entries] for key, entries in lists.items()}
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
    left = 3 * room_for - len(as_line(head)) - _SPARE * (1 + len(lists))
    for count in range(min(limit, MOST)):
        row = [entries[offset + count] for entries in lists.values() if offset + count < len(entries)]
        left -= sum(len(as_line({"": shrunk(entry, room)})) for entry in row)
        if left < 0 or not row:
            return count
    return min(limit, MOST)


def _page(head: Mapping[str, Any], lists: Mapping[str, Sequence[Any]], offset: int, count: int, room: Room) -> str:
    document = dict(head)
    for key, entries in lists.items():
        document[key] = [shrunk(entry, room) for entry in entries[offset : offset + count]]
        if len(document[key]) < len(entries):
            document[f"{key}{TOTAL}"] = len(entries)
    if offset + count < max(map(len, lists.values()), default=0):
        document["next_offset"] = offset + count
    return as_line(document)


def lean(value: Any) -> Any:
    """A document without what there is nothing to say about: null, [] and {}, and the total of a list that is whole.

    What a Design may hold as an empty list is kept, as that says something: `interface = []` lets nothing be imported.
    """
    if isinstance(value, list):
        return [lean(one) for one in value]
    if not isinstance(value, dict):
        return value
    kept = {key: lean(one) for key, one in value.items() if not _is_whole(key, one, value)}
    return {key: one for key, one in kept.items() if (key in LIMITS and one == []) or one not in (None, [], {})}


def _is_whole(key: str, value: Any, document: Mapping[str, Any]) -> bool:
    """Whether a value is the total of a list of the document, or of some lists by name, that holds them all."""
    if not key.endswith(TOTAL):
        return False
    counted = document.get(key.removesuffix(TOTAL))
    if isinstance(counted, dict):
        counted = [one for listed in counted.values() for one in listed]
    return isinstance(counted, list) and value == len(counted)


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
