"""`measured.toml`, the measured figures of the Designs: what it may hold, read from bytes and written to text.

It lies beside the ledger, is written by `archhook measure` and reviewed and merged like any other file: one block
for each figure, in the order of ids and fields, so that two branches that measure different Designs touch different
lines. A figure holds the object ids of the Design's files as they were when it was taken: whether it is stale is a
question of content, not of history.
"""

from __future__ import annotations

from archhook.model.nodes import RESOURCE_FIELDS, sort_key
from archhook.model.units import UNIT_OF, convert, propose_unit
from archhook.project.toml import Table, quoted, type_name
from archhook.suggest import propose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from typing import NamedTuple

    from archhook.model.nodes import FileFact

    Keys = tuple[str, ...]
else:
    from archhook.records import NamedTuple

NAME = "measured.toml"
VERSION = 1
KEYS = ("value", "unit", "source", "machine", "date", "samples", "files")
LARGEST = 1e200
"""No figure is larger, in whatever unit: conversions and means of such stay finite."""
HEADER = """\
# Measured figures of the Designs in the ledger beside this file: written by `archhook measure`, a block for each.
# `files` are the git object ids of the Design's files as they were measured. Where they differ now, it is stale.
"""


class Figure(NamedTuple):
    """One measured figure of a Design: its own share, without what it requires."""

    design: str  # id
    field: str  # one of model.RESOURCE_FIELDS
    value: float  # in units.UNIT_OF[field]
    source: str  # what gave it: a file and a benchmark, or a command
    machine: str  # on what; figures of different machines do not add up
    date: str  # UTC: 2026-01-31T12:00:00Z
    samples: int  # how many measurements stand behind it
    files: tuple[tuple[str, str], ...] = ()  # path of the Design's files -> git object id, sorted


class Measured(NamedTuple):
    """All figures of a `measured.toml`, one for each Design and field, sorted by both."""

    figures: tuple[Figure, ...] = ()

    def of(self, design: str) -> dict[str, Figure]:
        """The figures of a Design by field."""
        return {figure.field: figure for figure in self.figures if figure.design == design}

    def with_figures(self, figures: Iterable[Figure]) -> Measured:
        """These figures, and of the others those for which there is no new one."""
        found = {(figure.design, figure.field): figure for figure in (*self.figures, *figures)}
        return Measured(tuple(sorted(found.values(), key=_order)))


def beside(entry: str) -> str:
    """Where the measured figures of a ledger are: beside the module, or beside the package that it enters.

    `architecture.py` and `architecture/__init__.py` -> `measured.toml`; `docs/ledger.py` -> `docs/measured.toml`.
    """
    folder, _, name = entry.rpartition("/")
    if name == "__init__.py":
        folder = folder.rpartition("/")[0]
    return f"{folder}/{NAME}" if folder else NAME


def machines_of(figures: Iterable[Figure]) -> tuple[str, ...]:
    """The machines that figures were taken on, each once, sorted: where there are several, a total means little."""
    return tuple(sorted({figure.machine for figure in figures}))


def digests(paths: Iterable[str], files: Mapping[str, FileFact]) -> tuple[tuple[str, str], ...]:
    """Path -> git object id, sorted, of those of a Design's declared files that are in a snapshot."""
    return tuple(sorted((path, files[path].oid) for path in set(paths) if path in files and files[path].regular))


def _order(figure: Figure) -> tuple[tuple[int, str, str, tuple[int, ...]], int]:
    return sort_key(figure.design), RESOURCE_FIELDS.index(figure.field)


def parse(data: bytes, path: str) -> Measured:
    """The figures of a file. `ConfigError`, with path, line, key and what was expected, for anything else."""
    table = Table.of_file(path, data)
    _check_version(table)
    figures: dict[tuple[str, str], Figure] = {}
    for name, fields in table.values.items():
        if name == "version":
            continue
        design = _design(table, name)
        if not isinstance(fields, dict):
            raise table.error(f"`{name}` must be a table of figures, not {type_name(fields)}", (name,))
        for field, values in fields.items():
            figure = _figure(table, (name, field), design, values)
            if (design, field) in figures:
                fix = "keep one of the two spellings of its id"
                raise table.error(f"{design} has a figure for {field} already", (name, field), fix)
            figures[design, field] = figure
    return Measured(tuple(sorted(figures.values(), key=_order)))


def _check_version(table: Table) -> None:
    version = table.values.get("version")
    if version is None:
        fix = f"write version = {VERSION}"
        raise table.error(f"`version` is missing; this archhook reads version {VERSION}", (), fix)
    if version is True or version != VERSION:
        shown = version if isinstance(version, int | float | str) else type_name(version)
        message = f"`version` is {shown!r}; this archhook reads version {VERSION}"
        raise table.error(message, ("version",), "update archhook, or measure again into a new file")


def _design(table: Table, name: str) -> str:
    """The canonical id of a Design."""
    from archhook.model.ids import canonical, kind_of_id

    found = canonical(name)
    if found is None or kind_of_id(found) != "design":
        fix = propose(name, ("version",), "the id of a Design is one like D-1")
        raise table.error(f"`{name}` is no id of a Design", (name,), fix)
    return found


def _figure(table: Table, keys: Keys, design: str, values: object) -> Figure:
    field = keys[-1]
    if field not in RESOURCE_FIELDS:
        fix = propose(field, RESOURCE_FIELDS, f"the fields are {', '.join(RESOURCE_FIELDS)}")
        raise table.error(f"{design} has the unknown field `{field}`", keys, fix)
    if not isinstance(values, dict):
        fix = f"write [{design}.{field}] with {', '.join(KEYS)}"
        raise table.error(f"`{design}.{field}` must be a table, not {type_name(values)}", keys, fix)
    for key in values:
        if key not in KEYS:
            fix = propose(key, KEYS, f"the keys are {', '.join(KEYS)}")
            raise table.error(f"`{design}.{field}` has the unknown key `{key}`", (*keys, key), fix)
    for key in KEYS[:-1]:
        if key not in values:
            raise table.error(f"`{design}.{field}` lacks `{key}`", keys, "measure again: `archhook measure`")
    return Figure(
        design,
        field,
        _value(table, keys, values),
        _text(table, (*keys, "source"), values["source"]),
        _text(table, (*keys, "machine"), values["machine"]),
        _date(table, (*keys, "date"), values["date"]),
        _samples(table, (*keys, "samples"), values["samples"]),
        _files(table, (*keys, "files"), values.get("files", {})),
    )


def _value(table: Table, keys: Keys, values: dict[str, object]) -> float:
    """The figure in the unit of its field."""
    place, field, name = (*keys, "value"), keys[-1], ".".join(keys)
    number = problem(values["value"])
    if number:
        raise table.error(f"`{name}.value` must be a number of 0 or more, not {number}", place)
    unit = _text(table, (*keys, "unit"), values["unit"])
    try:
        return float(convert(values["value"], unit, field))  # type: ignore[arg-type]  # `problem` has seen to it
    except KeyError:
        message = f'`{name}.unit` is "{unit}", which does not convert into {UNIT_OF[field]}'
        raise table.error(message, (*keys, "unit"), propose_unit(unit, field)) from None


def problem(value: object) -> str:
    """What is wrong with a figure that was read from somewhere; "" for a number of 0 or more."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return type_name(value)
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    if value < 0:
        return f"{value:.12g}" if isinstance(value, float) else str(value)
    return "so large a one" if value > LARGEST else ""


def _text(table: Table, keys: Keys, value: object) -> str:
    if not isinstance(value, str):
        raise table.error(f"`{'.'.join(keys)}` must be a string, not {type_name(value)}", keys)
    if not value.strip():
        raise table.error(f"`{'.'.join(keys)}` must not be empty", keys)
    return value


def _date(table: Table, keys: Keys, value: object) -> str:
    """UTC, to the second."""
    from datetime import UTC, datetime

    if not isinstance(value, datetime) or value.tzinfo is None:
        fix = "write date = 2026-01-31T12:00:00Z, without quotes"
        raise table.error(f"`{'.'.join(keys)}` must be a date and time with its offset", keys, fix)
    try:
        return written_date(value.astimezone(UTC))
    except OverflowError:
        raise table.error(f"`{'.'.join(keys)}` is no date of UTC's", keys) from None


def written_date(date: datetime) -> str:
    """A moment of UTC as the file holds it; strftime(3) of some systems leaves the zeros of early years out."""
    return date.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def _samples(table: Table, keys: Keys, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise table.error(f"`{'.'.join(keys)}` must be an integer, not {type_name(value)}", keys)
    if value < 1:
        raise table.error(f"`{'.'.join(keys)}` must be 1 or more, not {value}", keys)
    return value


def _files(table: Table, keys: Keys, value: object) -> tuple[tuple[str, str], ...]:
    """Path -> object id."""
    if not isinstance(value, dict):
        raise table.error(f"`{'.'.join(keys)}` must be a table of paths, not {type_name(value)}", keys)
    for path, oid in value.items():
        if not isinstance(oid, str) or len(oid) not in (40, 64) or oid.strip("0123456789abcdef"):
            fix = "`git hash-object FILE` gives one; `archhook measure` writes them"
            raise table.error(f"`{'.'.join(keys)}` must hold git object ids; {path!r} does not", (*keys, path), fix)
    return tuple(sorted(value.items()))


def render(measured: Measured) -> str:
    """The text of a file; `parse` gives the same figures back. `ValueError` for a path that no UTF-8 can hold."""
    blocks = [HEADER, f"version = {VERSION}\n"]
    for figure in measured.figures:
        name = f"{_key(figure.design)}.{figure.field}"
        blocks.append(
            f"\n[{name}]\n"
            f"value = {_number(figure.value)}\n"
            f"unit = {_quoted(UNIT_OF[figure.field])}\n"
            f"source = {_quoted(figure.source)}\n"
            f"machine = {_quoted(figure.machine)}\n"
            f"date = {figure.date}\n"
            f"samples = {figure.samples}\n"
        )
        if figure.files:
            blocks.append(f"[{name}.files]\n")
            blocks += [f"{_quoted(path)} = {_quoted(oid)}\n" for path, oid in figure.files]
    return "".join(blocks)


def _key(name: str) -> str:
    return name if name.isascii() and "." not in name else _quoted(name)


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and value < 1e15 else repr(float(value))


def _quoted(text: str) -> str:
    """A string of TOML. `ValueError` for what no UTF-8 can hold."""
    text.encode("utf-8")
    return quoted(text)
