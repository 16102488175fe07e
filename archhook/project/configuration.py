"""Reads `[tool.archhook]` of `pyproject.toml`, or `archhook.toml`, into a Config; what it cannot use is an error.

Apart from the record so that a warm run, which remembers the record, imports no TOML parser.
"""

from __future__ import annotations

from archhook.model.config import LAWS, REFUSE, SYMBOLS, Config
from archhook.project.toml import Table, type_name
from archhook.suggest import nearest, propose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from archhook.errors import ConfigError

    Reader = Callable[[Table, tuple[str, ...], object], object]

PYPROJECT = "pyproject.toml"
OWN_FILE = "archhook.toml"
SEVERITIES = ("error", "warning", "off")
NEW_IDS = ("numbers", "words")
COUNTED = ("ignore", "count")
OF_CLAIMS = ("note", REFUSE)

LONGEST_PATTERNS = 1 << 18
"""More characters of patterns are refused: each path takes time by all of them, and a hook must go on."""


def parse_config(pyproject: bytes | None, archhook_toml: bytes | None, folder: str = "") -> Config:
    """The configuration of a project whose two possible files hold these bytes; None where there is no such file.

    `folder` is the project's folder in the repository ("" or "sub/"), for the paths in messages.
    ConfigError: both files configure archhook, or one of them cannot be used.
    """
    config = _of_files(pyproject, archhook_toml, folder)
    if pyproject is None:
        return config
    return config._replace(requires_python=requires_python(folder + PYPROJECT, pyproject))


def _of_files(pyproject: bytes | None, archhook_toml: bytes | None, folder: str) -> Config:
    if archhook_toml is None:
        return Config() if pyproject is None else read_config(folder + PYPROJECT, pyproject)
    if pyproject is not None:
        table = Table.of_pyproject(folder + PYPROJECT, pyproject)
        if table is not None:
            raise table.error(
                f"archhook is configured here, in [tool.archhook], and in {folder}{OWN_FILE}, too",
                (),
                f"keep one of them: move its keys and delete [tool.archhook] here, or delete {folder}{OWN_FILE}",
            )
    return read_config(folder + OWN_FILE, archhook_toml)


def read_config(path: str, source: bytes) -> Config:
    """The configuration that one file holds: below `[tool.archhook]` if it is a pyproject.toml, else at the top.

    ConfigError, with the path and the line, for anything that is not known or not of its type.
    """
    read = Table.of_pyproject if path.rpartition("/")[2] == PYPROJECT else Table.of_file
    table = read(path, source)
    return Config() if table is None else _config(table)


def requires_python(path: str, pyproject: bytes) -> str:
    """Which Python a pyproject.toml asks for, "" where it does not say. ConfigError if it is no TOML."""
    if b"python" not in pyproject:
        return ""
    from archhook.inventory.interpreter import python_of

    return python_of(Table.of_file(path, pyproject).values)


def _config(table: Table) -> Config:
    fields: dict[str, Any] = {}
    for key, value in table.values.items():
        if key not in READERS:
            raise _unknown_key(table, key)
        fields[key.replace("-", "_")] = READERS[key](table, (key,), value)
    return Config(**fields, own_tests="tests" in fields)


def _unknown_key(table: Table, key: str) -> ConfigError:
    if not table.prefix and key in ("tool", "archhook"):
        return table.error(f"unknown key `{key}`", (key,), _bare(table, key))
    return table.error(f"unknown key `{key}`", (key,), propose(key, READERS, f"the keys are {', '.join(READERS)}"))


def _bare(table: Table, key: str) -> str:
    """How the keys of `[tool.archhook]` are written in a file that is archhook's own."""
    value = table.values[key]
    if key == "tool":
        value = value.get("archhook") if isinstance(value, dict) else None
    own = next((name for name in value if name in READERS), "") if isinstance(value, dict) else ""
    form = "{}"
    if own and isinstance(value[own], dict):
        form = "[{}]"
    elif own and value[own] and isinstance(value[own], list) and all(isinstance(row, dict) for row in value[own]):
        form = "[[{}]]"
    example = f": `{form.format(own)}`" if own else ""
    return f"the keys of {table.path.rpartition('/')[2]} stand without `tool.archhook`{example}"


def _string(table: Table, keys: tuple[str, ...], value: object) -> str:
    name = ".".join(keys)
    if not isinstance(value, str):
        raise table.error(f"`{name}` must be a string, not {type_name(value)}", keys)
    if not value.strip() or "\0" in value:
        raise table.error(f"`{name}` must not {'hold a null' if value.strip() else 'be empty'}", keys)
    return value


def _strings(table: Table, keys: tuple[str, ...], value: object) -> tuple[str, ...]:
    name = ".".join(keys)
    if not isinstance(value, list):
        fix = f'write {name} = ["{value}"]' if isinstance(value, str) else ""
        raise table.error(f"`{name}` must be an array of strings, not {type_name(value)}", keys, fix)
    for number, item in enumerate(value, 1):
        if not isinstance(item, str):
            raise table.error(f"`{name}` must hold strings only, its item {number} is {type_name(item)}", keys)
        if not item.strip() or "\0" in item:
            raise table.error(f"`{name}` must not hold an empty string or a null: see its item {number}", keys)
    return tuple(dict.fromkeys(value))


def _layers(table: Table, keys: tuple[str, ...], value: object) -> tuple[str, ...]:
    """Read the names of layers, the highest first. One that stands twice would be above and below itself."""
    names = _strings(table, keys, value)
    if len(names) < len(value):  # type: ignore[arg-type]  # a list, as `_strings` has seen
        twice = next(name for name in names if value.count(name) > 1)  # type: ignore[attr-defined]
        raise table.error(f'`{keys[-1]}` names "{twice}" twice', keys, "name each layer once, the highest first")
    return names


def _switch(table: Table, keys: tuple[str, ...], value: object) -> bool:
    if not isinstance(value, bool):
        fix = f"write {keys[-1]} = true or {keys[-1]} = false"
        raise table.error(f"`{keys[-1]}` must be a boolean, not {type_name(value)}", keys, fix)
    return value


def _normal(table: Table, keys: tuple[str, ...], path: str) -> str:
    """A path relative to the project's folder, without `./`, doubled or final slashes; "." for the folder itself."""
    if path.startswith("/") or path[1:3] in (":/", ":\\"):
        fix = "write it relative to the folder that holds the configuration"
        raise table.error(f"`{keys[-1]}` names the absolute path {path!r}", keys, fix)
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and not parts:
            fix = "name a path below the folder that holds the configuration"
            raise table.error(f"`{keys[-1]}` names {path!r}, which lies outside the project", keys, fix)
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) or "."


def _file(fix: str) -> Reader:
    """How the path of a file, or of a folder that is none of the project's own, is read."""

    def read(table: Table, keys: tuple[str, ...], value: object) -> str:
        path = _normal(table, keys, _string(table, keys, value))
        if path == ".":
            raise table.error(f"`{keys[-1]}` names the project's folder itself", keys, fix)
        return path

    return read


def _roots(table: Table, keys: tuple[str, ...], value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_normal(table, keys, path) for path in _strings(table, keys, value)))


def _patterns(table: Table, keys: tuple[str, ...], value: object) -> tuple[str, ...]:
    """Read gitignore patterns. git itself lets `./docs` match nothing; here it is `/docs`, which is what it means."""
    patterns = []
    for pattern in _strings(table, keys, value):
        sign, path = ("!", pattern[1:]) if pattern.startswith("!") else ("", pattern)
        if ".." in path.split("/"):
            fix = "patterns are matched against paths below the project's folder"
            raise table.error(f"`{keys[-1]}` holds the pattern {pattern!r}, which can never match", keys, fix)
        if path.startswith("./"):
            path = "/" + _normal(table, keys, path) + ("/" if path.endswith("/") else "")
        patterns.append(sign + path)
    if sum(map(len, patterns)) > LONGEST_PATTERNS:
        fix = "name folders in place of single files"
        raise table.error(f"`{keys[-1]}` holds more than {LONGEST_PATTERNS:,} characters of patterns", keys, fix)
    return tuple(patterns)


def _one_of(choices: tuple[str, ...]) -> Reader:
    """How one of some words is read."""

    def read(table: Table, keys: tuple[str, ...], value: object) -> str:
        word = _string(table, keys, value)
        if word in choices:
            return word
        listed = ", ".join(f'"{choice}"' for choice in choices)
        fix = propose(word, choices, f"it is one of {listed}", '"')
        raise table.error(f'`{".".join(keys)}` cannot be "{word}"', keys, fix)

    return read


def _severity(table: Table, keys: tuple[str, ...], value: object) -> tuple[tuple[str, str], ...]:
    from archhook.laws.catalogue import BY_CODE

    if not isinstance(value, dict):
        raise table.error(
            f"`severity` must be a table, not {type_name(value)}", keys, 'write severity = {INV405 = "off"}'
        )
    for code, severity in value.items():
        place = (*keys, code)
        if code not in BY_CODE:
            raise table.error(f"`severity` names the unknown law {code}", place, propose_law(code))
        _one_of(SEVERITIES)(table, place, severity)
        if code == "LED001" and severity != "error":
            message = "LED001 cannot be lowered: a ledger that cannot be read can never be judged"
            raise table.error(message, place, "remove the line")
    return tuple(sorted(value.items()))


def _tolerances(table: Table, keys: tuple[str, ...], value: object) -> tuple[tuple[str, float], ...]:
    """Reads `tolerance`, for the whole project, and those of single fields, written under the field's own name."""
    from archhook.model.nodes import RESOURCE_FIELDS

    if not isinstance(value, dict):
        fix = "write resources = {tolerance = 1.5}"
        raise table.error(f"`resources` must be a table, not {type_name(value)}", keys, fix)
    known = ("tolerance", *RESOURCE_FIELDS)
    for field, factor in value.items():
        place = (*keys, field)
        if field not in known:
            fix = propose(field, known, f"it holds {', '.join(known)}")
            raise table.error(f"unknown key `resources.{field}`", place, fix)
        if isinstance(factor, bool) or not isinstance(factor, int | float):
            fix = "write by what factor a measured figure may be worse than its estimate: 1.5"
            raise table.error(f"`resources.{field}` must be a number, not {type_name(factor)}", place, fix)
        if not 1 <= factor <= 1e300:
            fix = "1 tolerates nothing, 1.5 half as much again"
            raise table.error(f"`resources.{field}` must be a number of 1 or more, not {factor}", place, fix)
    return tuple(sorted((field, float(factor)) for field, factor in value.items()))


def propose_law(word: str) -> str:
    """What somebody who wrote `word` for the code of a law may have meant.

    Of a well-formed code no neighbour is proposed (INV404 is never what INV409 means), but its family is shown.
    """
    from archhook.laws.catalogue import BY_CODE

    named = {law.name: code for code, law in BY_CODE.items()}
    family = [code for code in BY_CODE if code[:3] == word[:3]]
    if family and len(word) == 6 and word[3:].isdigit():
        return f"the {word[:3]} laws are {', '.join(family)}"
    code = "".join(letter for letter in word.upper() if letter.isalnum())
    name = word.lower() if word.lower() in named else nearest(word.lower(), named)
    near = code if code in BY_CODE else named[name] if name else nearest(code, BY_CODE)
    return f"did you mean {near}?" if near else "`archhook rule` lists the laws"


def _measure(table: Table, keys: tuple[str, ...], value: object) -> tuple[tuple[str, ...], ...]:
    from archhook.project.measure_mapping import read_mappings

    return read_mappings(table, keys, value)


READERS: dict[str, Reader] = {
    "ledger": _file("name a module (architecture.py) or the folder of a package (architecture)"),
    "tests": _patterns,
    "exclude": _patterns,
    "source-roots": _roots,
    "symbols": _one_of(SYMBOLS),
    "shared-branches": _strings,
    "every-commit": _switch,
    "law": _one_of(LAWS),
    "merge-check": _string,
    "strict": _switch,
    "baseline": _file("name a file"),
    "severity": _severity,
    "resources": _tolerances,
    "measure": _measure,
    "new-ids": _one_of(NEW_IDS),
    "claims": _one_of(OF_CLAIMS),
    "layers": _layers,
    "transitive": _switch,
    "typing-imports": _one_of(COUNTED),
    "dynamic-imports": _one_of(COUNTED),
}
"""Key -> how its value is read and checked; a Config field has the same name with underscores."""
