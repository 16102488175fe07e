"""Which files have an import whose meaning depends on a stem: the reverse of what each file looked at.

A stem at which very many files look (a hub) has its list in pieces, so that one file more or less rewrites one of them.
How many pieces there are follows from the number of files alone: the map is the same however it came about.
"""

from __future__ import annotations

from archhook.cache.encoding import spread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

WHOLE = 64
"""So many files stand in one list."""


def pieces(number: int) -> int:
    """Into how many pieces the list of so many files falls; 1 is the list itself."""
    found = 1
    while number > found * WHOLE:
        found *= 2
    return found


def piece_key(stem: str, count: int, path: str) -> str:
    """The key of the piece, of so many, that holds a file."""
    return f"{stem}//{spread(path.encode('utf-8', 'surrogateescape')) % count}"


def split(stem: str, paths: Iterable[str]) -> dict[str, Any]:
    """The entries of a stem: its list, or the number of files under the stem and the pieces under keys of their own."""
    found = sorted(paths)
    count = pieces(len(found))
    if count == 1:
        return {stem: found} if found else {}
    entries: dict[str, Any] = {stem: len(found)}
    for path in found:
        entries.setdefault(piece_key(stem, count, path), []).append(path)
    return entries


def importers_of(stored: Mapping[str, Any], stem: str) -> list[str]:
    """The files that look at a stem, sorted."""
    known = stored.get(stem)
    if not isinstance(known, int):
        return list(known or ())
    keys = [f"{stem}//{number}" for number in range(pieces(known))]
    expect = getattr(stored, "expect", None)
    if expect is not None:
        expect(keys)
    return sorted(path for key in keys for path in stored.get(key) or ())


def change(stored: Any, stem: str, gone: set[str], come: set[str]) -> None:
    """Takes files out of those of a stem, and puts others in."""
    known = stored.get(stem)
    number = known if isinstance(known, int) else len(known or ())
    count = pieces(number)
    if count > 1 and pieces(number - len(gone) + len(come)) == count:
        for key in {piece_key(stem, count, path) for path in gone | come}:
            there = set(stored.get(key) or ())
            mine = {path for path in gone | come if piece_key(stem, count, path) == key}
            stored.keep(key, sorted((there - gone) | (come & mine)))
        stored.keep(stem, number - len(gone) + len(come))
        return
    before = importers_of(stored, stem)
    entries = split(stem, (set(before) - gone) | come)
    for key in split(stem, before):
        if key not in entries:
            stored.keep(key, None)
    for key, value in entries.items():
        stored.keep(key, value)
