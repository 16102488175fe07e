"""What lies in pytest's `testpaths`, read as `glob` reads them, on the paths of a snapshot."""

from __future__ import annotations

from archhook.inventory.wildcards import magic, matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archhook.config import Pytest

OUTSIDE, NAMED, WITHIN = 0, 1, 2
"""What a pattern of `testpaths` has to do with a file: nothing, it names a folder above it, it names the file."""


def reach(path: str, testpaths: Iterable[str]) -> int:
    """The most that any of `testpaths` has to do with a file."""
    return max((_reach(path, pattern) for pattern in testpaths), default=OUTSIDE)


def strays(pytest: Pytest, paths: Iterable[str]) -> bool:
    """Whether no path of a snapshot lies in `testpaths`: pytest looks everywhere then."""
    return bool(pytest.testpaths) and not any(reach(path, pytest.testpaths) for path in paths)


def still_astray(pytest: Pytest, delta: Mapping[str, object], paths: Iterable[str]) -> bool:
    """Whether a difference (path -> what it holds now, None for nothing) leaves `astray` what it is.

    `paths`: those of the snapshot before. Only where the last ones in `testpaths` may be gone are they looked through.
    """
    near = [path for path in delta if reach(path, pytest.testpaths)]
    if pytest.astray:
        return all(delta[path] is None for path in near)
    if any(delta[path] is not None for path in near) or not near:
        return True
    return not strays(pytest, (path for path in paths if path not in delta))


def _reach(path: str, pattern: str) -> int:
    """What one of `testpaths` means for a file, as `glob` reads it: part by part, `**` any number of folders."""
    if pattern.startswith("/"):
        return OUTSIDE
    wanted = _parts(pattern)
    if ".." in wanted:
        return OUTSIDE
    end, within = len(wanted), False
    places = _onward(wanted, {0})
    for part in path.split("/"):
        within = within or end in places
        places = _onward(wanted, {place for at in places if at < end for place in _step(wanted[at], at, part)})
    if within:
        return WITHIN
    return NAMED if end in places and not pattern.endswith("/") else OUTSIDE


def _parts(pattern: str) -> list[str]:
    parts: list[str] = []
    for part in pattern.split("/"):
        if part == ".." and parts and parts[-1] != ".." and not magic(parts[-1]):
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return parts


def _onward(wanted: list[str], places: set[int]) -> set[int]:
    """The places with those that `**`, which may stand for nothing, can be left for."""
    for place in sorted(places):
        while place < len(wanted) and wanted[place] == "**":
            place += 1
            places.add(place)
    return places


def _step(pattern: str, at: int, part: str) -> Iterator[int]:
    """The places that one part of a path leads to from place `at`. A star does not mean what begins with a dot."""
    hidden = part.startswith(".")
    if pattern == "**":
        if not hidden:
            yield at
    elif not magic(pattern):
        if pattern == part:
            yield at + 1
    elif (not hidden or pattern.startswith(".")) and matches(part, pattern):
        yield at + 1
