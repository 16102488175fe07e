"""A TOML file with places: tomllib says what a file holds, and this where, for the messages."""

from __future__ import annotations

from archhook.errors import ConfigError
from archhook.inventory.parse import Limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

TYPE_NAMES = {
    bool: "a boolean",
    str: "a string",
    int: "an integer",
    float: "a float",
    list: "an array",
    dict: "a table",
}
"""Python type -> the word of the TOML specification; dates and times are all that is left."""


DEEPEST = 32
"""A key of more dotted parts is refused: tomllib takes time by the square of their number, and a hook must go on."""

NESTED = 100
"""A value within more others is refused: what tomllib can read depends on how deep its caller is."""

FRAMES = 1000
"""Stack frames that tomllib may use, however deep its caller is: two for each array in another."""

LARGEST = 16 << 20
"""A text of more characters is refused; ten thousand files in `measured.toml` take a tenth of that."""

_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_DEEP = rf"(?:^|[\[{{,])[ \t]*+(?:{_PART}[ \t]*+\.[ \t]*+){{{DEEPEST}}}"
"""Where a key may begin, and so many parts of it with a dot after each. No part of it can be read in two ways."""


class OverLimitError(ValueError):
    """A text that is not read, since it could take forever: why, the line (0 for the whole), and what to do."""

    def __init__(self, message: str, fix: str, line: int = 0) -> None:
        super().__init__(message)
        self.fix = fix
        self.line = line


class Table:
    """The table that configures archhook, and the text it was read from, for the places of errors."""

    def __init__(self, path: str, text: str, prefix: tuple[str, ...], values: dict[str, Any]) -> None:
        self.path = path
        self.text = text
        self.prefix = prefix
        self.values = values

    @classmethod
    def of_file(cls, path: str, source: bytes) -> Table:
        """The whole of a file. ConfigError if it is not TOML."""
        text = _decode(path, source)
        return cls(path, text, (), _load(path, text))

    @classmethod
    def of_pyproject(cls, path: str, source: bytes) -> Table | None:
        """The table `[tool.archhook]`, None where there is none. ConfigError if it is no table, or nothing is TOML."""
        text = _decode(path, source)
        tools = _load(path, text).get("tool", {})
        if not isinstance(tools, dict) or "archhook" not in tools:
            return None
        table = cls(path, text, ("tool", "archhook"), {})
        if not isinstance(tools["archhook"], dict):
            raise table.error(f"`tool.archhook` must be a table, not {type_name(tools['archhook'])}", ())
        table.values = tools["archhook"]
        return table

    def name(self, *keys: str) -> str:
        """How a key of the table is called in its file: `tool.archhook.severity`, or `severity`."""
        return ".".join((*self.prefix, *keys))

    def error(self, message: str, keys: tuple[str, ...], fix: str = "") -> ConfigError:
        """An error at the place of a key of the table, given by its dotted parts."""
        line, column = _find(self.text, (*self.prefix, *keys))
        return ConfigError(message, path=self.path, line=line, column=column, fix=fix)


def _decode(path: str, source: bytes) -> str:
    try:
        return source.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")  # as pytest opens it, as text
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            f"not UTF-8, as TOML must be: byte 0x{source[error.start]:02x}",
            path=path,
            line=line,
            column=len(source[source.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1,
            fix="save the file as UTF-8",
        ) from None


def loads(text: str) -> dict[str, Any]:
    """What a text of TOML says, in time that grows as the text does.

    `tomllib.TOMLDecodeError`, `OverLimitError` or another ValueError, or RecursionError, for what cannot be read.
    """
    import re
    import tomllib

    if len(text) > LARGEST:
        raise OverLimitError(f"more than {LARGEST:,} characters", "keep data in a file of its own")
    deep = re.search(_DEEP, text, re.MULTILINE)
    if deep:
        line = text.count("\n", 0, deep.end()) + 1
        raise OverLimitError(f"a key of more than {DEEPEST} parts", "write a shorter key", line)
    with Limits(FRAMES):
        values = tomllib.loads(text)
    row: list[Any] = [values]
    for _ in range(NESTED):
        row = [inner for value in row for inner in (value.values() if isinstance(value, dict) else value)]
        row = [value for value in row if isinstance(value, dict | list)]
    if row:
        raise RecursionError
    return values


def _load(path: str, text: str) -> dict[str, Any]:
    import tomllib

    try:
        return loads(text)
    except tomllib.TOMLDecodeError as error:
        message, line, column = _toml_error(str(error), text)
        fix = "finish the merge: marks of a conflict stand in the file" if "\n<<<<<<< " in f"\n{text}" else ""
        raise ConfigError(f"not valid TOML: {message}", path=path, line=line, column=column, fix=fix) from None
    except OverLimitError as error:
        raise ConfigError(f"not read: {error}", path=path, line=error.line, fix=error.fix) from None
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, arrays nested without end
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise ConfigError(f"not valid TOML: {reason}", path=path) from None


def _toml_error(message: str, text: str) -> tuple[str, int, int]:
    """Splits "Invalid value (at line 3, column 5)"; Python before 3.14 gives the place in the words alone."""
    reason, found, place = message.rpartition(" (at ")
    words = place.rstrip(")").replace(",", "").split()
    if found and len(words) == 4 and words[1].isdigit() and words[3].isdigit():
        return reason, int(words[1]), int(words[3])
    lines = text.split("\n")
    return reason or message, len(lines), len(lines[-1]) + 1


def _find(text: str, keys: tuple[str, ...]) -> tuple[int, int]:
    """Line and column of a dotted key, of the nearest table above it that is found, (0, 0) if nothing is.

    tomllib gives no positions. Headers and keys are matched line by line, whole dotted names at a time; an inline
    table is found by the key that holds it. A table of an array goes by its number: `("measure", "1", "file")`.
    """
    inside: tuple[str, ...] = ()
    best = (0, 0, 0)
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped.startswith("["):
            inside = dotted(stripped.strip("[").partition("]")[0])
            if stripped.startswith("[["):
                seen[inside] = seen.get(inside, -1) + 1
                inside = (*inside, str(seen[inside]))
            here = inside
        elif "=" in stripped and not stripped.startswith("#"):
            here = inside + dotted(stripped.partition("=")[0])
        else:
            continue
        column = len(line) - len(line.lstrip()) + 1
        if keys and here[: len(keys)] == keys:  # the key itself, or a header of something below it
            return number, column
        if here and here == keys[: len(here)] and len(here) > best[0]:
            best = (len(here), number, column)
    return best[1:]


def dotted(name: str) -> tuple[str, ...]:
    """The parts of a dotted key; a quoted part may hold dots."""
    cuts, quote = [-1], ""
    for at, char in enumerate(name):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char == ".":
            cuts.append(at)
    ends = (*cuts[1:], len(name))
    return tuple(name[start + 1 : end].strip().strip("\"'") for start, end in zip(cuts, ends, strict=True))


def type_name(value: object) -> str:
    """What TOML calls the type of a value."""
    return TYPE_NAMES.get(type(value), "a date or time")


def quoted(text: str) -> str:
    """A text as a basic string of TOML, on one line, what cannot be seen escaped."""
    parts = []
    for letter in text:
        if letter in '"\\':
            parts.append("\\" + letter)
        elif letter.isprintable():
            parts.append(letter)
        else:
            parts.append(f"\\u{ord(letter):04x}" if ord(letter) < 1 << 16 else f"\\U{ord(letter):08x}")
    return '"' + "".join(parts) + '"'
