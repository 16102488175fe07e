"""Reads what pytest is told of what a test is, from the file that pytest 9 itself would take; it is never run.

Apart from the record (config.py) so that a warm run, which remembers the record, imports no parser.
"""

from __future__ import annotations

from archhook.errors import ConfigError
from archhook.inventory.wildcards import magic
from archhook.model.config import PYTEST_FILES, Pytest
from archhook.project.ini import parse
from archhook.project.toml import Table, type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, NamedTuple

    from archhook.project.ini import Value
else:
    from archhook.records import NamedTuple

FIELDS = {
    "python_files": "files",
    "python_classes": "classes",
    "python_functions": "functions",
    "testpaths": "testpaths",
}
"""Setting of pytest -> field of the record."""

ALWAYS = frozenset({"pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini"})
"""Files that count even if they say nothing: those after them are not read."""

LONGEST = {"files": 1 << 16, "classes": 1 << 16, "functions": 1 << 16, "testpaths": 1 << 11}
"""Field of the record -> so many characters of patterns are read: each path or name takes time by all of them, and a
hook must go on. Of `testpaths` those with wildcards count.
"""

_PIECE = r"""([ \t\r\n]++) | ([^ \t\r\n'"\\]++) | \\(.) | '([^']*+)' | "((?:[^"\\]|\\.)*+)\""""
"""A piece of a value of words: blanks, plain characters, an escaped one, what stands in quotes."""


class Settings(NamedTuple):
    """All that one file tells pytest: the values of its settings, and how the words of one are read."""

    file: str
    values: Mapping[str, Any]
    words: Callable[[str, Any], tuple[str, ...]]  # name and value of a setting

    def of(self, name: str) -> tuple[str, ...] | None:
        """The words of a setting, None where it is not set. ConfigError where a value holds none."""
        return self.words(name, self.values[name]) if name in self.values else None


def pytest_of(content: Mapping[str, bytes | None], folder: str = "") -> Pytest:
    """What is told in a project whose files hold these bytes, None for a symbolic link. ConfigError where pytest itself
    could not read it, and for a link that it would follow.

    `folder`: the project's folder in the repository ("" or "sub/"), for the paths in messages.
    """
    told = settings(content, folder)
    if told is None:
        return Pytest()
    named = {field: words for name, field in FIELDS.items() if (words := told.of(name)) is not None}
    for name, field in FIELDS.items():
        patterns = [one for one in named.get(field, ()) if field != "testpaths" or magic(one)]
        if sum(map(len, patterns)) > LONGEST[field]:
            message = f"`{name}` holds more than {LONGEST[field]:,} characters of patterns"
            raise ConfigError(message, path=folder + told.file, fix="write fewer that mean more")
    return Pytest()._replace(file=told.file, **named)  # type: ignore[arg-type]  # fields that hold words


def settings(content: Mapping[str, bytes | None], folder: str = "") -> Settings | None:
    """All settings of the file that counts; None where no file does. ConfigError as of `pytest_of`."""
    for name in PYTEST_FILES:
        if name not in content:
            continue
        path, source = folder + name, content[name]
        if source is None:
            raise ConfigError(f"{path} is a symbolic link; its target is not read", fix=f"put a file there: {path}")
        found = (_toml if name.endswith(".toml") else _ini)(name, path, source)
        if found is not None or name in ALWAYS:
            return found or Settings(name, {}, lambda *_: ())
    return None


def _ini(name: str, path: str, source: bytes) -> Settings | None:
    sections = parse(path, source)
    wanted = "tool:pytest" if name == "setup.cfg" else "pytest"
    if name == "setup.cfg" and wanted not in sections and "pytest" in sections:
        raise ConfigError(
            "pytest refuses a section [pytest] in setup.cfg", path=path, fix="write [tool:pytest] in its stead"
        )
    if wanted not in sections:
        return None

    def words(key: str, value: Value) -> tuple[str, ...]:
        return _split(value.text, lambda why: ConfigError(f"`{key}`: {why}", path=path, line=value.line))

    return Settings(name, sections[wanted], words)


def _toml(name: str, path: str, source: bytes) -> Settings | None:
    table = Table.of_file(path, source)
    if name != "pyproject.toml":
        outside = [key for key, value in table.values.items() if not isinstance(value, dict)]
        if "pytest" not in table.values and outside:
            raise table.error(f"`{outside[0]}` stands outside of [pytest]", (outside[0],), "write [pytest] above it")
        return _settings(name, table, ("pytest",), native=True) if "pytest" in table.values else None
    keys = ("tool", "pytest")
    own = _inner(table, keys)
    if own is None:
        return None
    old = _inner(table, (*keys, "ini_options"))
    if own.keys() - {"ini_options"}:
        if old:
            fix = "keep one of them; [tool.pytest] is the newer"
            raise table.error("both [tool.pytest] and [tool.pytest.ini_options] say something", keys, fix)
        return _settings(name, table, keys, native=True)
    return None if old is None else _settings(name, table, (*keys, "ini_options"), native=False)


def _inner(table: Table, keys: tuple[str, ...]) -> dict[str, Any] | None:
    """The table below some keys, None where there is none. ConfigError if what stands there is no table."""
    value: Any = table.values
    for depth, key in enumerate(keys, 1):
        value = value.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise table.error(f"`{'.'.join(keys[:depth])}` must be a table, not {type_name(value)}", keys[:depth])
    return value  # type: ignore[no-any-return]  # as TOML gives it


def _settings(name: str, table: Table, keys: tuple[str, ...], *, native: bool) -> Settings:
    """The settings of a table. `native`: a list of words must be an array; else a string is split as in an ini file."""

    def words(key: str, value: object) -> tuple[str, ...]:
        place = (*keys, key)
        if isinstance(value, list):
            if all(isinstance(item, str) for item in value):
                return tuple(value)
            raise table.error(f"`{key}` must hold strings only", place)
        if native:
            fix = f'write {key} = ["{value}"]' if isinstance(value, str) else ""
            raise table.error(f"`{key}` must be an array of strings, not {type_name(value)}", place, fix)
        return _split(str(value), lambda why: table.error(f"`{key}`: {why}", place))

    return Settings(name, _inner(table, keys) or {}, words)


def _split(text: str, error: Callable[[str], ConfigError]) -> tuple[str, ...]:
    """The words of a text as `shlex.split` gives them, which takes the square of the length of a long one."""
    import re

    words: list[list[str]] = []
    ended, at = True, 0
    for found in re.finditer(_PIECE, text, re.DOTALL | re.VERBOSE):
        if found.start() != at:
            break
        at = found.end()
        if ended and not found[1]:
            words.append([])
        ended = bool(found[1])
        if not ended:
            quoted = re.sub(r'\\(["\\])', r"\1", found[5] or "")
            words[-1].append(found[2] or found[3] or found[4] or quoted)
    rest = text[at:]
    if rest:
        escapes = rest[0] != "'" and (len(rest) - len(rest.rstrip("\\"))) % 2
        raise error("no escaped character" if escapes else "no closing quotation")
    return tuple("".join(parts) for parts in words)
