"""`[[tool.archhook.measure]]`: which figure of which file feeds which field of which Design."""

from __future__ import annotations

from archhook.model.ids import canonical, kind_of_id
from archhook.model.nodes import RESOURCE_FIELDS
from archhook.model.statistics import SUMMARIES, percentile_of
from archhook.model.units import KNOWN, UNIT_OF, convertible, propose_unit
from archhook.project.toml import type_name
from archhook.suggest import propose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    from archhook.project.toml import Table

    Keys = tuple[str, ...]
else:
    from archhook.records import NamedTuple

FORMATS = ("pytest-benchmark", "hyperfine", "bmf")
METRICS = {
    "time_wall_clock": "s",
    "time_cpu": "s",
    "time_user": "s",
    "time_system": "s",
    "memory_peak_resident": "B",
}
"""What hyperfine measures, by the names that hyperfine 2 gives it -> the unit of its file."""

BMF_STATISTICS = ("value", "lower_value", "upper_value")
NEEDED = ("file", "format", "benchmark", "design", "field")


class FigureMapping(NamedTuple):
    """One row of the mapping; "" for what is not given. Kept in the configuration as a plain tuple."""

    file: str  # relative to the project's folder
    format: str  # one of FORMATS
    benchmark: str
    design: str  # id
    field: str  # one of model.RESOURCE_FIELDS
    statistic: str
    metric: str = ""  # hyperfine: one of METRICS; bmf: the measure's slug; pytest-benchmark: a key of extra_info
    unit: str = ""  # of the figure in the file
    machine: str = ""  # on which the file was made, where it was another one

    @property
    def name(self) -> str:
        """How a source and a message call what is picked."""
        return " ".join(part for part in (self.benchmark, self.metric, self.statistic) if part)


def read_mappings(table: Table, keys: Keys, value: object) -> tuple[tuple[str, ...], ...]:
    """The rows of the mapping as plain tuples. `ConfigError` for what is unknown, missing or does not fit together."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        shown = type_name(value) if not isinstance(value, list) else "an array with something else in it"
        raise table.error(f"`measure` must be an array of tables, not {shown}", keys, f"write [[{table.name(*keys)}]]")
    rows = []
    taken: dict[tuple[str, str], int] = {}
    for number, values in enumerate(value):
        row = _mapping(table, (*keys, str(number)), values)
        if (row.design, row.field) in taken:
            message = f"`measure` feeds {row.field} of {row.design} twice; one of its rows must go"
            raise table.error(message, (*keys, str(number)))
        taken[row.design, row.field] = number
        rows.append(tuple(row))
    return tuple(rows)


def _mapping(table: Table, keys: Keys, values: dict[str, object]) -> FigureMapping:
    for key, value in values.items():
        if key not in FigureMapping._fields:
            fix = propose(key, FigureMapping._fields, f"the keys are {', '.join(FigureMapping._fields)}")
            raise table.error(f"`measure` has the unknown key `{key}`", (*keys, key), fix)
        if not isinstance(value, str) or not value.strip():
            shown = "empty" if isinstance(value, str) else type_name(value)
            raise table.error(f"`measure.{key}` must be a string, and is {shown}", (*keys, key))
    for key in NEEDED:
        if key not in values:
            fix = f"its keys are {', '.join(FigureMapping._fields)}"
            raise table.error(f"a row of `measure` lacks `{key}`", keys, fix)
    given = {key: str(value) for key, value in values.items()}
    _one_of(table, (*keys, "format"), given["format"], FORMATS)
    _one_of(table, (*keys, "field"), given["field"], RESOURCE_FIELDS)
    design = canonical(given["design"])
    if design is None or kind_of_id(design) != "design":
        message = f'`measure.design` is "{given["design"]}", which is no id of a Design'
        raise table.error(message, (*keys, "design"), "write one like D-1")
    given["design"] = design
    check, default = _CHECKS[given["format"]]
    row = FigureMapping(**({"statistic": default} | given))
    return check(table, keys, row)


def _one_of(table: Table, keys: Keys, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        fix = propose(value, choices, f"it is one of {', '.join(choices)}", '"')
        raise table.error(f'`measure.{keys[-1]}` cannot be "{value}"', keys, fix)


def _statistic(table: Table, keys: Keys, row: FigureMapping, choices: tuple[str, ...]) -> None:
    if not row.statistic:
        fix = f"write one of {', '.join(choices)}, or a percentile such as p99"
        raise table.error("a row of `measure` lacks `statistic`", keys, fix)
    if percentile_of(row.statistic) is None:
        _one_of(table, (*keys, "statistic"), row.statistic, (*choices, "p99"))


def _unit(table: Table, keys: Keys, row: FigureMapping, unit: str = "") -> FigureMapping:
    """The row with the unit of its figure, which `unit` is, or "" where the file does not tell."""
    if not (row.unit or unit):
        fix = f"write one of {', '.join(convertible(row.field))}"
        raise table.error(f"a row of `measure` lacks `unit`, which {row.format} does not tell", keys, fix)
    if row.unit and unit and row.unit != unit:
        message = f'`measure.unit` is "{row.unit}", and what {row.format} writes is in {unit}'
        raise table.error(message, (*keys, "unit"), "remove the line: figures are converted by themselves")
    row = row._replace(unit=row.unit or unit)
    if row.unit not in convertible(row.field):
        what = "does not convert into" if row.unit in KNOWN else "is no unit that converts into"
        place = (*keys, "unit") if not unit else (*keys, "field")
        message = f'"{row.unit}", the unit of {row.name}, {what} {UNIT_OF[row.field]}, the unit of {row.field}'
        raise table.error(message, place, propose_unit(row.unit, row.field))
    return row


def _pytest_benchmark(table: Table, keys: Keys, row: FigureMapping) -> FigureMapping:
    if row.metric:
        if row.statistic:
            fix = "remove `statistic`, or `metric` to take a time"
            message = "`measure.metric` is one figure of extra_info, of which there is no statistic"
            raise table.error(message, (*keys, "metric"), fix)
        return _unit(table, keys, row)
    _statistic(table, keys, row, (*SUMMARIES, "ops"))
    return _unit(table, keys, row, "ops" if row.statistic == "ops" else "s")


def _hyperfine(table: Table, keys: Keys, row: FigureMapping) -> FigureMapping:
    row = row._replace(metric=row.metric or "time_wall_clock")
    _one_of(table, (*keys, "metric"), row.metric, tuple(METRICS))
    _statistic(table, keys, row, SUMMARIES)
    return _unit(table, keys, row, METRICS[row.metric])


def _bmf(table: Table, keys: Keys, row: FigureMapping) -> FigureMapping:
    if not row.metric:
        raise table.error("a row of `measure` lacks `metric`, the slug of the measure in a BMF file", keys)
    _one_of(table, (*keys, "statistic"), row.statistic, BMF_STATISTICS)
    return _unit(table, keys, row)


_CHECKS = {"pytest-benchmark": (_pytest_benchmark, ""), "hyperfine": (_hyperfine, ""), "bmf": (_bmf, "value")}
"""Format -> what its rows must hold, and the statistic where none is given."""
