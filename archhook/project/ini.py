"""The ini files of Python tools (pytest, tox) as they are read there, with the line of each value."""

from __future__ import annotations

from archhook.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from archhook.records import NamedTuple

COMMENTS = ("#", ";")


class Value(NamedTuple):
    """What one name of a section says: the lines of its text, and where it stands."""

    text: str
    line: int


def parse(path: str, source: bytes) -> dict[str, dict[str, Value]]:
    """Section -> name -> value. ConfigError, with the line, for what the tools themselves refuse.

    Unlike the standard library's: an indented line goes on with the value above it, whatever it holds; `#` and `;` are
    comments at the start of a line alone, indented or not; no name is changed to lower case, nothing is interpolated.
    """
    sections: dict[str, dict[str, tuple[int, list[str]]]] = {}  # line and lines of each value
    section, lines = "", None  # type: str, list[str] | None
    for number, raw in enumerate(_text(path, source).splitlines(), 1):
        line = raw.rstrip()
        if not line or line.lstrip().startswith(COMMENTS):
            continue
        header = _header(line)
        if header is not None:
            if not header or header in sections:
                what = f"section [{header}] stands there twice" if header else "a section without a name"
                raise ConfigError(what, path=path, line=number)
            section, lines = header, None
            sections[section] = {}
        elif line[0].isspace() or line[0] == "[":
            if lines is None:
                raise ConfigError(f"{line.strip()!r} goes on with no value", path=path, line=number)
            lines.append(line.strip())
        else:
            name, value = _pair(path, line, number)
            if not sections:
                raise ConfigError("a value stands before the first section", path=path, line=number)
            if name in sections[section]:
                raise ConfigError(f"{name!r} stands twice in [{section}]", path=path, line=number)
            lines = [value] if value else []
            sections[section][name] = number, lines
    return {
        header: {name: Value("\n".join(lines), number) for name, (number, lines) in values.items()}
        for header, values in sections.items()
    }


def _text(path: str, source: bytes) -> str:
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            f"not UTF-8: byte 0x{source[error.start]:02x}", path=path, line=line, fix="save the file as UTF-8"
        ) from None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _header(line: str) -> str | None:
    """The name of the section that a line begins, None where it begins none. A comment may follow it."""
    if line[0] != "[":
        return None
    for mark in COMMENTS:
        line = line.partition(mark)[0].rstrip()
    return line[1:-1] if line.endswith("]") else None


def _pair(path: str, line: str, number: int) -> tuple[str, str]:
    name, found, value = line.partition("=")
    if not found or ":" in name:
        name, found, value = line.partition(":")
    if not found:
        raise ConfigError(
            f"{line!r} is neither a section nor a value", path=path, line=number, fix="indent it, if it goes on"
        )
    return name.strip(), value.strip()
