"""Figures out of files that the tools themselves wrote.

The files in data/ were made so, each by a real run: pytest_benchmark_json.json by pytest-benchmark 5.3.1 with
`--benchmark-json`, which saves every timing, and pytest_benchmark_saved.json by the same with `--benchmark-save`, which
does not; hyperfine_1.json by hyperfine 1.15.0 and hyperfine_2.json by hyperfine 2.0.0 with
`--runs 12 --export-json FILE -n sum "python3 -c '...'" -n nothing true`. In the first two the machine's name, model and
flags were taken out. bmf.json was written by hand to bmf_schema.json, which is the schema that Bencher publishes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from archhook.measure.tool_files import ResultsError, pick
from archhook.project.measure_mapping import FigureMapping

DATA = Path(__file__).parent / "data"
SAVED, TIMED = "pytest_benchmark_saved.json", "pytest_benchmark_json.json"


def row(form: str, benchmark: str, statistic: str = "", metric: str = "", unit: str = "s") -> FigureMapping:
    return FigureMapping("results.json", form, benchmark, "D-1", "latency_p99_ms", statistic, metric, unit)


def loaded(name: str) -> Any:
    return json.loads((DATA / name).read_text())


def picked(name: str, wanted: FigureMapping) -> Any:
    return pick((DATA / name).read_bytes(), "results.json", wanted)


def test_pytest_benchmark_with_every_timing() -> None:
    stats = loaded(TIMED)["benchmarks"][0]["stats"]
    assert len(stats["data"]) == 40
    for statistic in ("mean", "median", "min", "max", "ops"):
        assert picked(TIMED, row("pytest-benchmark", "test_total", statistic))[:2] == (stats[statistic], 40)
    p99 = picked(TIMED, row("pytest-benchmark", "bench_till.py::test_total", "p99"))
    assert p99[:2] == (max(stats["data"]), 40)
    assert p99.made.date.startswith("2026-")
    assert (p99.made.processor, p99.made.cores, p99.made.system) == ("A Processor", 2, "Linux")
    assert picked(TIMED, row("pytest-benchmark", "test_total", "p50")).value == sorted(stats["data"])[19]


def test_pytest_benchmark_extra_info() -> None:
    assert picked(TIMED, row("pytest-benchmark", "test_total", metric="connections"))[:2] == (850, 1)


def test_pytest_benchmark_without_its_timings_has_summaries_but_no_percentiles() -> None:
    stats = loaded(SAVED)["benchmarks"][0]["stats"]
    assert "data" not in stats
    assert picked(SAVED, row("pytest-benchmark", "test_total", "median")).value == stats["median"]
    with pytest.raises(ResultsError) as caught:
        picked(SAVED, row("pytest-benchmark", "test_total", "p99"))
    assert "p99 of test_total needs every timing, and `benchmarks[0].stats.data` was not saved" in caught.value.message
    assert "--benchmark-save-data" in caught.value.fix
    assert "--benchmark-json" in caught.value.fix


def test_hyperfine_1() -> None:
    result = loaded("hyperfine_1.json")["results"][0]
    for statistic in ("mean", "median", "min", "max"):
        found = picked("hyperfine_1.json", row("hyperfine", "sum", statistic, "time_wall_clock"))
        assert found.value == pytest.approx(result[statistic])
        assert found.samples == 12
    assert picked("hyperfine_1.json", row("hyperfine", "sum", "p99", "time_wall_clock")).value == result["max"]
    cpu = picked("hyperfine_1.json", row("hyperfine", "sum", "mean", "time_cpu"))
    assert cpu[:2] == (pytest.approx(result["user"] + result["system"]), 12)


@pytest.mark.parametrize(
    ("metric", "statistic"), [("memory_peak_resident", "max"), ("time_user", "p99"), ("time_cpu", "max")]
)
def test_hyperfine_1_did_not_save_everything(metric: str, statistic: str) -> None:
    with pytest.raises(ResultsError, match=f"hyperfine 1 did not save the {statistic} of {metric}") as caught:
        picked("hyperfine_1.json", row("hyperfine", "sum", statistic, metric))
    assert "hyperfine 2" in caught.value.fix


def test_hyperfine_1_since_19_lists_the_memory_of_every_run() -> None:
    document = loaded("hyperfine_1.json")
    document["results"][0]["memory_usage_byte"] = [10, 30, 20]
    wanted = row("hyperfine", "sum", "max", "memory_peak_resident", "B")
    assert pick(json.dumps(document).encode(), "x", wanted)[:2] == (30, 3)


@pytest.mark.parametrize("name", ["sum", "python3 -c 'sum(range(10**5))'"])
@pytest.mark.parametrize("metric", ["time_wall_clock", "time_cpu", "time_user", "time_system", "memory_peak_resident"])
def test_hyperfine_2(name: str, metric: str) -> None:
    result = loaded("hyperfine_2.json")["results"][0]
    for statistic in ("mean", "median", "min", "max"):
        wanted = row("hyperfine", name, statistic, metric, "B" if metric.startswith("memory") else "s")
        found = picked("hyperfine_2.json", wanted)
        assert found.value == pytest.approx(result["summary"][metric][statistic])
        assert found.samples == 12
        assert found.made.date.endswith("Z")
        assert (found.made.system, found.made.architecture) == ("Linux", "x86_64")


def test_bencher_metric_format() -> None:
    jsonschema.validate(loaded("bmf.json"), loaded("bmf_schema.json"))
    for statistic, value in (("value", 88), ("lower_value", 87.42), ("upper_value", 88.88)):
        assert picked("bmf.json", row("bmf", "till: total", statistic, "latency"))[:2] == (value, 1)
    assert picked("bmf.json", row("bmf", "till", "value", "file-size")).value == 42_000


BENCH = ("pytest-benchmark", TIMED)
ONE, TWO, BMF = ("hyperfine", "hyperfine_1.json"), ("hyperfine", "hyperfine_2.json"), ("bmf", "bmf.json")
P = row("pytest-benchmark", "test_total", "p99")
H = row("hyperfine", "sum", "p99", "time_wall_clock")
B = row("bmf", "till", "value", "file-size")


@pytest.mark.parametrize(
    ("name", "path", "value", "wanted", "message", "fix"),
    [
        (TIMED, (), None, P._replace(benchmark="test_totl"), "no benchmark 'test_totl'", "did you mean 'test_total'?"),
        (TIMED, (), None, P._replace(benchmark="xyz"), "no benchmark 'xyz'", "it holds test_total, test_sort"),
        (TIMED, ("benchmarks",), [], P, "no benchmark", "it holds none at all"),
        (TIMED, ("benchmarks",), {}, P, "pytest-benchmark: `benchmarks` must be a list", "--benchmark-json"),
        (TIMED, ("version",), "9.0", P, "`version` is '9.0'; files of pytest-benchmark 3 to 5", "BMF"),
        (TIMED, ("version",), ..., P, "`version` is 'missing'", ""),
        (TIMED, ("benchmarks", 0, "stats", "data", 3), -1, P, "[0].stats.data[3]` must be a number of 0", ""),
        (TIMED, ("benchmarks", 0, "stats", "data", 3), "1", P, "not a string", ""),
        (TIMED, ("benchmarks", 0, "stats", "data", 3), float("nan"), P, "not nan", ""),
        (TIMED, ("benchmarks", 0, "stats", "data"), [], P, "list of numbers that is not empty", ""),
        (TIMED, ("benchmarks", 0, "stats", "mean"), ..., P._replace(statistic="mean"), "stats.mean` must be", ""),
        (TIMED, ("benchmarks", 1, "name"), "test_total", P, "several benchmarks", "bench_till.py::test_total"),
        (TIMED, (), None, P._replace(metric="conections", statistic=""), "lacks `conections`", "mean 'connections'?"),
        (TIMED, (), None, H, "not a file of hyperfine: `results` must be a list", "--export-json"),
        ("hyperfine_1.json", (), None, P, "not a file of pytest-benchmark", ""),
        ("hyperfine_1.json", (), None, H._replace(benchmark="smu"), "no benchmark 'smu'", "did you mean 'sum'?"),
        ("hyperfine_1.json", ("results", 0, "times", 0), None, H, "`results[0].times[0]` must be a number", ""),
        ("hyperfine_1.json", ("results", 1, "command"), "sum", H, "several benchmarks", "--command-name"),
        ("hyperfine_2.json", ("schema_version",), 3, H, "`schema_version` is 3; exports of hyperfine 1 and 2", "BMF"),
        ("hyperfine_2.json", ("schema_version",), "2", H, "`schema_version` is '2'", ""),
        ("hyperfine_2.json", ("schema_version",), True, H, "`schema_version` is True", ""),
        ("hyperfine_2.json", ("results", 0, "measurements"), [], H, "must be a list of runs", ""),
        ("hyperfine_2.json", ("results", 0, "measurements", 4, "time_wall_clock"), ..., H, "lack `time_wall", ""),
        ("hyperfine_2.json", ("results", 0, "measurements", 4, "time_wall_clock", "unit"), "hour", H, "'hour'", ""),
        ("hyperfine_2.json", ("results", 0, "measurements", 4, "time_wall_clock", "value"), -1, H, "not -1", ""),
        ("bmf.json", (), None, B._replace(benchmark="tll"), "no benchmark 'tll'", "did you mean 'till'?"),
        ("bmf.json", (), None, B._replace(metric="file-siez"), "no measure 'file-siez'", "did you mean 'file-size'?"),
        ("bmf.json", (), None, B._replace(statistic="upper_value"), "has no upper_value", "one of value"),
        ("bmf.json", ("till", "file-size", "value"), True, B, "`till.file-size.value` must be a number", ""),
        ("bmf.json", ("till", "file-size", "value"), ..., B, "an object with a `value`", "bmf.json"),
        ("bmf.json", ("till",), 5, B, "must be an object of measures", ""),
    ],
)  # fmt: skip
def test_a_file_that_does_not_hold_it(
    name: str, path: tuple[Any, ...], value: Any, wanted: FigureMapping, message: str, fix: str
) -> None:
    document = loaded(name)
    if path:
        inner = document
        for key in path[:-1]:
            inner = inner[key]
        if value is ...:
            del inner[path[-1]]
        else:
            inner[path[-1]] = value
    with pytest.raises(ResultsError) as caught:
        pick(json.dumps(document).encode(), "results.json", wanted)
    assert caught.value.path == "results.json"
    assert message in caught.value.message
    assert fix in caught.value.fix


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[" * 100_000, b"[]", b"5", b"null"])
@pytest.mark.parametrize("wanted", [P, H, B])
def test_what_is_no_results_at_all(data: bytes, wanted: FigureMapping) -> None:
    with pytest.raises(ResultsError):
        pick(data, "results.json", wanted)


def test_a_unit_that_is_no_text_is_refused() -> None:
    runs = [{"time_wall_clock": {"unit": ["s"], "value": 1}}]
    data = json.dumps({"schema_version": 2, "results": [{"command": "till", "measurements": runs}]}).encode()
    with pytest.raises(ResultsError, match="give time_wall_clock in"):
        pick(data, "results.json", row("hyperfine", "till", "mean", "time_wall_clock"))
