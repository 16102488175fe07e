"""`[[tool.archhook.measure]]`: what a row may say, and what is refused with a place and a proposal."""

from __future__ import annotations

import pytest

from archhook.errors import ConfigError
from archhook.project.configuration import parse_config
from archhook.project.measure_mapping import FigureMapping

GOOD = {
    "file": '"bench.json"',
    "format": '"pytest-benchmark"',
    "benchmark": '"test_x"',
    "statistic": '"p99"',
    "design": '"D-1"',
    "field": '"latency_p99_ms"',
}
BMF = {"format": '"bmf"', "metric": '"latency"', "statistic": None, "unit": '"ns"'}
FINE = {"format": '"hyperfine"'}


def config(*rows: dict[str, str | None]) -> bytes:
    lines = []
    for row in rows:
        lines.append("[[tool.archhook.measure]]")
        lines += [f"{key} = {value}" for key, value in row.items() if value is not None]
    return "\n".join([*lines, ""]).encode()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("p99", "", "s")),
        ({"statistic": '"p99.9"'}, ("p99.9", "", "s")),
        ({"unit": '"s"'}, ("p99", "", "s")),
        ({"statistic": '"ops"', "field": '"request_rate"'}, ("ops", "", "ops")),
        (
            {"statistic": None, "metric": '"users"', "unit": '"users"', "field": '"connections_max"'},
            ("", "users", "users"),
        ),
        (FINE, ("p99", "time_wall_clock", "s")),
        (
            FINE | {"metric": '"memory_peak_resident"', "field": '"memory_peak_mb"'},
            ("p99", "memory_peak_resident", "B"),
        ),
        (BMF, ("value", "latency", "ns")),
        (BMF | {"statistic": '"upper_value"'}, ("upper_value", "latency", "ns")),
    ],
)
def test_a_row(changes: dict[str, str | None], expected: tuple[str, ...]) -> None:
    (row,) = parse_config(config(GOOD | changes), None).measure
    mapping = FigureMapping(*row)
    assert (mapping.file, mapping.benchmark, mapping.design) == ("bench.json", "test_x", "D-1")
    assert (mapping.statistic, mapping.metric, mapping.unit) == expected


def test_ids_are_canonical_and_a_machine_can_be_named() -> None:
    (row,) = parse_config(config(GOOD | {"design": '"[D-01]"', "machine": '"CI runner"'}), None).measure
    assert (FigureMapping(*row).design, FigureMapping(*row).machine) == ("D-1", "CI runner")


@pytest.mark.parametrize(
    ("changes", "line", "message", "fix"),
    [
        ({"benchmrk": '"x"'}, 15, "unknown key `benchmrk`", "did you mean `benchmark`?"),
        ({"color": '"x"'}, 15, "unknown key `color`", "the keys are file, format"),
        ({"file": None}, 8, "lacks `file`", "its keys are"),
        ({"benchmark": '""'}, 11, "`measure.benchmark` must be a string, and is empty", ""),
        ({"benchmark": "5"}, 11, "`measure.benchmark` must be a string, and is an integer", ""),
        ({"format": '"pytest_benchmark"'}, 10, 'cannot be "pytest_benchmark"', 'did you mean "pytest-benchmark"?'),
        ({"format": '"jmh"'}, 10, 'cannot be "jmh"', "pytest-benchmark, hyperfine, bmf"),
        ({"field": '"latency_p99"'}, 14, 'cannot be "latency_p99"', 'did you mean "latency_p99_ms"?'),
        ({"design": '"R-1"'}, 13, '"R-1", which is no id of a Design', "D-1"),
        ({"statistic": '"meen"'}, 12, 'cannot be "meen"', 'did you mean "mean"?'),
        ({"statistic": '"p100"'}, 12, 'cannot be "p100"', ""),
        ({"statistic": None}, 8, "lacks `statistic`", "p99"),
        ({"unit": '"ms"'}, 15, '`measure.unit` is "ms", and what pytest-benchmark writes is in s', "remove the line"),
        ({"field": '"memory_mb"'}, 14, '"s", the unit of test_x p99, does not convert into MB', "memory_mb takes B"),
        ({"metric": '"users"'}, 15, "one figure of extra_info, of which there is no statistic", "remove `statistic`"),
        (
            {"metric": '"users"', "statistic": None},
            8,
            "lacks `unit`, which pytest-benchmark does not tell",
            "one of ns",
        ),
        (FINE | {"metric": '"memory"'}, 15, 'cannot be "memory"', "memory_peak_resident"),
        (FINE | {"metric": '"memory_peak_resident"'}, 0, '"B", the unit of', "latency_p99_ms takes ns"),
        (FINE | {"statistic": '"ops"'}, 12, 'cannot be "ops"', ""),
        (BMF | {"metric": None}, 8, "lacks `metric`, the slug", ""),
        (BMF | {"unit": None}, 8, "lacks `unit`, which bmf does not tell", ""),
        (BMF | {"statistic": '"p99"'}, 12, 'cannot be "p99"', "value, lower_value, upper_value"),
        (BMF | {"unit": '"furlong"'}, 0, '"furlong", the unit of test_x latency value, is no unit', "takes ns"),
        (BMF | {"unit": '"MB"'}, 0, '"MB", the unit of test_x latency value, does not convert into ms', ""),
        ({}, 8, "feeds latency_p99_ms of D-1 twice", ""),
    ],
)
def test_a_row_that_is_refused(changes: dict[str, str | None], line: int, message: str, fix: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(config(GOOD | {"design": '"D-2"'} if changes else GOOD, GOOD | changes), None)
    assert message in caught.value.message
    assert fix in caught.value.fix
    assert caught.value.path == "pyproject.toml"
    assert not line or caught.value.line == line


@pytest.mark.parametrize("value", ["5", '"x"', "[1]", "{file = 'x'}"])
def test_what_is_no_array_of_tables(value: str) -> None:
    with pytest.raises(ConfigError, match="`measure` must be an array of tables") as caught:
        parse_config(f"[tool.archhook]\nmeasure = {value}\n".encode(), None)
    assert caught.value.line == 2
