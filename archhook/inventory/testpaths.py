"""What lies in pytest's `testpaths`, read as `glob` reads them, on the paths of a snapshot."""

from __future__ import annotations

from archhook.inventory.wildcards import magic, matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archhook.model.config import Pytest

OUTSIDE, NAMED, WITHIN = 0, 1, 2
"""What a pattern of `testpaths` has to do with a file: nothing, it names a folder above it, it names the file."""


def reach(path: str, testpaths: tuple[str, ...]) -> int:
    """The most that any of `testpaths` has to do with a file."""
    literal, special = _read(testpaths)
    found = NAMED if literal.get(path) else OUTSIDE
    end = 0 if "" in literal else path.find("/")
    while end >= 0:
        if path[:end] in literal:
            return WITHIN
        end = path.find("/", end + 1)
    return max((found, *(_reach(path, pattern, wanted) for pattern, wanted in special)))


_known: dict[tuple[str, ...], tuple[dict[str, bool], tuple[tuple[str, list[str]], ...]]] = {}


def _read(testpaths: tuple[str, ...]) -> tuple[dict[str, bool], tuple[tuple[str, list[str]], ...]]:
    """The paths that `testpaths` name, and whether that can be a file; and the others, with their parts. Read once."""
    if testpaths not in _known:
        literal: dict[str, bool] = {}
        special: list[tuple[str, list[str]]] = []
        for pattern in testpaths:
            wanted = _parts(pattern)
            if pattern.startswith("/") or ".." in wanted:
                continue
            if any(map(magic, wanted)):
                special.append((pattern, wanted))
            else:
                path = "/".join(wanted)
                literal[path] = literal.get(path, False) or not pattern.endswith("/")
        _known[testpaths] = literal, tuple(special)
    return _known[testpaths]


def looks_everywhere(pytest: Pytest, paths: Iterable[str]) -> bool:
    """Whether no path of a snapshot lies in `testpaths`: pytest looks everywhere then."""
    return bool(pytest.testpaths) and not any(reach(path, pytest.testpaths) for path in paths)


def looks_as_before(pytest: Pytest, delta: Mapping[str, object], paths: Iterable[str]) -> bool:
    """Whether a difference (path -> what it holds now, None for nothing) leaves `Pytest.everywhere` what it is.

    `paths`: those of the snapshot before. Only where the last ones in `testpaths` may be gone are they looked through.
    """
    near = [path for path in delta if reach(path, pytest.testpaths)]
    if pytest.everywhere:
        return all(delta[path] is None for path in near)
    if any(delta[path] is not None for path in near) or not near:
        return True
    return not looks_everywhere(pytest, (path for path in paths if path not in delta))


def _reach(path: str, pattern: str, wanted: list[str]) -> int:
    """What one of `testpaths` means for a file, as `glob` reads it: part by part, `**` any number of folders."""
    end = len(wanted)
    places = _onward(wanted, {0})
    for part in path.split("/"):
        if end in places:
            return WITHIN
        places = _onward(wanted, {place for at in places if at < end for place in _step(wanted[at], at, part)})
    return NAMED if end in places and not pattern.endswith("/") else OUTSIDE


def _parts(pattern: str) -> list[str]:
    parts: list[str] = []
    for part in pattern.split("/"):
        if part == ".." and parts and parts[-1] != ".." and not magic(parts[-1]):
            parts.pop()
        elif part not in ("", ".") and not (part == "**" and parts[-1:] == ["**"]):
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
