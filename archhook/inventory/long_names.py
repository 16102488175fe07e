"""Dotted names in imports that are longer than any module's: the parser takes the square of their length.

For each of its parts it makes the whole name so far, and keeps it: 100 kB of `import a.a.a` are gigabytes. Of such a
name the first parts stand for all: no module lies so deep, so that nothing that is true of the file is lost.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 100
"""So many parts of a name are read."""

_SPACE = b" \t\f\\\r\n"
_NAME = b"_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" + bytes(range(0x80, 0x100))
_BLANKS = bytes(byte if byte in _SPACE else 0x20 for byte in range(256))


def shortened(source: bytes) -> bytes:
    """The source with the parts beyond the first of such names blanked: all else stands where it stood."""
    parts = source.split(b".")
    if len(parts) <= MOST:
        return source
    found, done = [], 0
    for start, end in _long_names(source, parts):
        found += [source[done:start], source[start:end].translate(_BLANKS)]
        done = end
    return b"".join([*found, source[done:]]) if found else source


def _long_names(source: bytes, parts: list[bytes]) -> Iterator[tuple[int, int]]:
    """(start, end) of what is too much of each name, in order. Between two dots of a name stands nothing else."""
    step, at, imported = MOST // 2, MOST // 2, False
    place = passed = counted = 0
    while at < len(parts) - 1:  # of every run that is too long one of these is a part
        first = last = at
        if _is_name(parts[at]):
            while first > 1 and _is_name(parts[first - 1]):
                first -= 1
            while last < len(parts) - 2 and _is_name(parts[last + 1]):
                last += 1
        if last - first > MOST:
            place += sum(map(len, parts[counted:first])) + first - counted  # of the first part behind a dot
            counted = first
            between = source[passed:place].replace(b"\\\r", b"\\").replace(b"\\\n", b"")
            if not passed or any(mark in between for mark in (b"\n", b"\r", b";", b":")):
                imported = _is_import(source, place)
            passed = place
            start = place + sum(map(len, parts[first : first + MOST - 1])) + MOST - 2
            end = place + sum(map(len, parts[first : last + 1])) + last - first + 1
            end += len(parts[last + 1]) - len(parts[last + 1].lstrip(_SPACE).lstrip(_NAME))
            if imported:
                yield start, end
        at = max(at, last) + step
        at -= at % step


def _is_name(part: bytes) -> bool:
    name = part.strip(_SPACE)
    return bool(name) and not name.translate(None, _NAME)


def _is_import(source: bytes, place: int) -> bool:
    """Whether a place lies in a statement that begins as an import does."""
    start = place
    while True:
        start = max(source.rfind(b"\n", 0, start), source.rfind(b"\r", 0, start))
        if start < 0 or not source[max(start - 2, 0) : start].endswith((b"\\", b"\\\r")):
            break
    line = source[start + 1 : place]
    return line[max(line.rfind(b";"), line.rfind(b":")) + 1 :].lstrip(_SPACE).startswith((b"import", b"from"))
