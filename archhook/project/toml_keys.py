"""One key of a configuration, set or taken out: every other byte of the file stays. What is written is read again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from archhook.errors import ConfigError
from archhook.project.toml import loads, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 20
"""So many places before what looks like the header of a table are tried."""

_HEADER = re.compile(r"[ \t]*\[")


def with_key(path: str, source: bytes, table: tuple[str, ...], key: str, value: str, *, about: str = "") -> bytes:
    """The file with a string under a key of a table, "" for none: then the key is gone, and `about` above it.

    `about`: comment lines that go above a key that is new. `ConfigError`, with what to write, where that cannot be done
    by one line.
    """
    text = source.decode("utf-8")
    newline = "\r\n" if "\r\n" in text else "\n"
    wanted = _changed(loads(text), table, key, value)
    if _says(text, wanted):
        return source
    lines = text.splitlines(keepends=True)
    tries = [*_without(lines, key, about)] if not value else [*_with(lines, key, value)]
    if value and not tries:
        tries = [*_put_in(lines, table, about.replace("\n", newline) + f"{key} = {quoted(value)}{newline}", newline)]
    for new in tries:
        if _says(new, wanted):
            return new.encode()
    line = f"{key} = {quoted(value)}" if value else f"no `{key}`"
    name = ".".join(table)
    raise ConfigError(
        f"`{key}` cannot be written there by one line; nothing was written",
        path=path,
        fix=f"write {line}" + (f" under [{name}]" if name else " above the first table") + " by hand",
    )


def _changed(values: dict[str, Any], table: tuple[str, ...], key: str, value: str) -> dict[str, Any]:
    """What the file is to say."""
    inner = values
    for part in table:
        inner = inner.setdefault(part, {})
    inner.pop(key, None)
    if value:
        inner[key] = value
    return values


def _says(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return loads(text) == wanted
    except ValueError:
        return False


def _at(lines: list[str], key: str) -> Iterator[tuple[int, re.Match[str]]]:
    """The lines that give a key a string: the last part of what may be a dotted key."""
    name = rf"""(?:[^=#\n]*\.)?\s*["']?{re.escape(key)}["']?"""
    assigned = re.compile(rf"""({name}\s*=\s*)("[^"\n]*"|'[^'\n]*')(\s*(?:#.*)?)$""")
    for number, line in enumerate(lines):
        found = assigned.match(line.rstrip("\r\n"))
        if found:
            yield number, found


def _with(lines: list[str], key: str, value: str) -> Iterator[str]:
    for number, found in _at(lines, key):
        end = lines[number][len(lines[number].rstrip("\r\n")) :]
        new = f"{found[1]}{quoted(value)}{found[3]}{end}"
        yield "".join([*lines[:number], new, *lines[number + 1 :]])


def _without(lines: list[str], key: str, about: str) -> Iterator[str]:
    for number, _ in _at(lines, key):
        start, end = number, number + 1
        comment = about.splitlines()
        if comment and [line.rstrip("\r\n") for line in lines[max(0, start - len(comment)) : start]] == comment:
            start -= len(comment)
        blank = start == 0 or not lines[start - 1].strip()
        if blank and end < len(lines) and not lines[end].strip():
            end += 1
        elif blank and start and end == len(lines):
            start -= 1
        yield "".join([*lines[:start], *lines[end:]])


def _put_in(lines: list[str], table: tuple[str, ...], new: str, newline: str) -> Iterator[str]:
    """The file with lines under a table: behind its header; at the top, before the first header, or at the end."""
    headers = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    if table:
        dotted = r"\s*\.\s*".join(map(re.escape, table))
        header = re.compile(rf"\s*\[\s*{dotted}\s*\]\s*(#.*)?$")
        for number in headers:
            if header.match(lines[number].rstrip("\r\n")):
                yield "".join([*lines[: number + 1], new, *lines[number + 1 :]])
        new = f"[{'.'.join(table)}]{newline}{new}"
    for number in headers[:MOST]:
        at = number
        while at and lines[at - 1].startswith("#"):
            at -= 1
        yield "".join([*lines[:at], new, newline, *lines[at:]])
    text = "".join(lines)
    if text:
        text += newline * (not text.endswith(("\n", "\r")))
        text += newline * (not text.endswith(("\n\n", "\n\r\n")))
    yield text + new
