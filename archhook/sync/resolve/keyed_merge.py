"""Merging of two versions of a sequence whose items have keys: statements, arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

K = TypeVar("K", bound="Hashable")
T = TypeVar("T")
R = TypeVar("R")


class Undecided(Exception):
    """Both sides say something else, and nothing tells which one counts. Its text is the reason."""


def numbered(items: Iterable[tuple[K, T]]) -> dict[tuple[K, int], T]:
    """The items by key, each key with how often it stood before."""
    found: dict[tuple[K, int], T] = {}
    for key, item in items:
        count = 0
        while (key, count) in found:
            count += 1
        found[key, count] = item
    return found


def three_way(ours: T, base: T | None, theirs: T, text: Callable[[T], object]) -> T | None:
    """The version that counts where one side at most has changed it; None where both did, or nobody knows."""
    mine, other = text(ours), text(theirs)
    if mine == other:
        return ours
    if base is not None:
        if text(base) == mine:
            return theirs
        if text(base) == other:
            return ours
    return None


def merge_keyed(
    ours: Mapping[K, T],
    theirs: Mapping[K, T],
    both: Callable[[K], R],
    alone: Callable[[K, T], R | None],
) -> list[R]:
    """The items of both sides. `both`: the merged item of a key; `alone`: that of one side; None: it is left out.

    The order is that of ours. What only theirs has goes behind what it stands behind there, and behind what only ours
    has at that place.
    """
    result: list[R] = []
    ends: dict[K, int] = {}  # of each common key: where what follows it alone, in ours, ends
    last: K | None = None
    first = 0
    for key, item in ours.items():
        found = both(key) if key in theirs else alone(key, item)
        result += [] if found is None else [found]
        if key in theirs:
            last = key
        if last is None:
            first = len(result)
        else:
            ends[last] = len(result)
    inserted: list[tuple[int, R]] = []
    place = first
    for key, item in theirs.items():
        if key in ours:
            place = ends[key]
        elif (found := alone(key, item)) is not None:
            inserted.append((place, found))
    for place, found in reversed(inserted):  # from behind: the places are those before anything was inserted
        result.insert(place, found)
    return result
