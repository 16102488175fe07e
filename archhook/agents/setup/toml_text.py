"""One table of strings in TOML that people keep: put in and taken out so that every other byte stays."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class TomlTextError(ValueError):
    """The text is no TOML, or cannot be edited safely. `line`: from 1, 0 where it is not known."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


def table_text(name: Sequence[str], values: Mapping[str, str | list[str]], newline: str = "\n") -> str:
    """The table as it is written."""
    # a JSON string of ASCII is a basic string of TOML, and a list of them is a list of TOML
    lines = [f"[{'.'.join(name)}]", *(f"{key} = {json.dumps(value)}" for key, value in values.items())]
    return "".join(line + newline for line in lines)


def with_table(text: str, name: Sequence[str], values: Mapping[str, str | list[str]]) -> str:
    """The text with a table, at its end where it is new. TomlTextError where the result would not say that."""
    data = _data(text)
    if table_at(text, name) == dict(values):
        return text
    kept = without_table(text, name)
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = newline if kept.strip() else ""  # no blank line tells that the last line had no end
    return _made_sure(kept + gap + table_text(name, values, newline), data, name, dict(values))


def without_table(text: str, name: Sequence[str]) -> str:
    """The text without a table: its header, the keys below it, and the blank line before, or, at the end, the line's
    end before. TomlTextError where the table is not written as a header of its own with keys below.
    """
    data = _data(text)
    if table_at(text, name) is None:
        return text
    dotted = r"[ \t]*\.[ \t]*".join(map(_key, name))
    header = re.compile(rf"[ \t]*\[[ \t]*{dotted}[ \t]*\][ \t]*(?:#.*)?$")
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    starts = [number for number, line in enumerate(lines) if header.match(line.rstrip("\r\n"))]
    if len(starts) != 1:
        raise TomlTextError(f"`{'.'.join(name)}` is not a table with a header of its own")
    end = starts[0] + 1
    while end < len(lines) and re.match(r"[ \t]*[\w\"'-]", lines[end]):
        end += 1
    blank = bool(starts[0]) and not lines[starts[0] - 1].strip()
    before, after = lines[: starts[0] - blank], lines[end:]
    if before and not blank and not after:
        before[-1] = before[-1].rstrip("\r\n")
    return _made_sure("".join(before + after), data, name, None)


def table_at(text: str, name: Sequence[str]) -> Any:
    """What a text holds under a dotted name; None for nothing."""
    found: Any = _data(text)
    for key in name:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _key(key: str) -> str:
    """A pattern for a bare or a quoted key."""
    return rf"[\"']?{re.escape(key)}[\"']?"


def _data(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"(.*) \(at line (\d+), column (\d+)\)", str(error))
        if found:
            raise TomlTextError(found.group(1), int(found.group(2)), int(found.group(3))) from None
        raise TomlTextError(str(error), text.count("\n") + 1) from None


def _made_sure(text: str, was: dict[str, Any], name: Sequence[str], value: dict[str, Any] | None) -> str:
    """The text, if it says what it said, but for the one table."""
    expected = _replaced(was, name, value)
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        found = {}
    if found != expected:
        raise TomlTextError(f"`{'.'.join(name)}` cannot be edited here without changing something else")
    return text


def _replaced(data: dict[str, Any], name: Sequence[str], value: dict[str, Any] | None) -> dict[str, Any]:
    """The data with another value under a dotted name, None for nothing; tables that hold nothing then are gone."""
    key, rest = name[0], name[1:]
    held = data.get(key)
    under = _replaced(held if isinstance(held, dict) else {}, rest, value) if rest else value
    return {**data, key: under} if under else {other: one for other, one in data.items() if other != key}
