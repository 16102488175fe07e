"""Reads one figure out of a benchmark tool's file: pytest-benchmark, hyperfine 1 and 2, Bencher Metric Format.

Nothing is guessed: a benchmark that is not there, a version that is not known, a number that is none is an error that
names the file, the key and what was expected.
"""

from __future__ import annotations

import json

from archhook.errors import ArchhookError
from archhook.model.statistics import SUMMARIES, percentile_of, summarise
from archhook.project.measured import problem
from archhook.suggest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, NamedTuple

    from archhook.project.measure_mapping import FigureMapping
else:
    from archhook.records import NamedTuple


class Made(NamedTuple):
    """Where and when a file was made, as far as it says; "" and 0 for what it does not."""

    date: str = ""  # ISO 8601, UTC
    processor: str = ""
    cores: int = 0
    system: str = ""
    architecture: str = ""


class Picked(NamedTuple):
    """One figure, in the unit of its mapping."""

    value: float
    samples: int
    made: Made = Made()


class ResultsError(ArchhookError):
    """A benchmark tool's file does not hold what the mapping asks for."""


def pick(data: bytes, path: str, row: FigureMapping) -> Picked:
    """The figure that a row of the mapping asks for. `ResultsError` where the file does not hold it."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ResultsError(f"not JSON: {error}", path=path, fix=_MADE_BY[row.format]) from None
    if not isinstance(document, dict):
        raise _foreign(path, row, "a JSON object was expected")
    return _PICKERS[row.format](document, path, row)


def _foreign(path: str, row: FigureMapping, why: str) -> ResultsError:
    return ResultsError(f"not a file of {row.format}: {why}", path=path, fix=_MADE_BY[row.format])


def _number(path: str, key: str, value: object) -> float:
    wrong = problem(value)
    if wrong:
        raise ResultsError(f"`{key}` must be a number of 0 or more, not {wrong}", path=path)
    return float(value)  # type: ignore[arg-type]  # `problem` has seen to it


def _numbers(path: str, key: str, values: object) -> list[float]:
    if not isinstance(values, list) or not values:
        raise ResultsError(f"`{key}` must be a list of numbers that is not empty", path=path)
    return [_number(path, f"{key}[{at}]", value) for at, value in enumerate(values)]


def _count(value: object) -> int:
    """A number of things in a file, 0 for what is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _object(document: dict[str, Any], key: str) -> dict[str, Any]:
    """An object in a file, empty for what is none."""
    value = document.get(key)
    return value if isinstance(value, dict) else {}


def _missing(path: str, row: FigureMapping, names: Iterable[str]) -> ResultsError:
    known = list(dict.fromkeys(names))
    near = nearest(row.benchmark, known)
    listed = ", ".join(known[:5]) + (", ..." if len(known) > 5 else "")
    fix = f"did you mean {near!r}?" if near else f"it holds {listed or 'none at all'}"
    return ResultsError(f"there is no benchmark {row.benchmark!r} in this file", path=path, fix=fix)


def _ambiguous(path: str, row: FigureMapping, fix: str) -> ResultsError:
    return ResultsError(f"several benchmarks of this file are called {row.benchmark!r}", path=path, fix=fix)


def _pytest_benchmark(document: dict[str, Any], path: str, row: FigureMapping) -> Picked:
    """`--benchmark-json` and `--benchmark-save` of pytest-benchmark 3 to 5. Times are in seconds."""
    version, rows = str(document.get("version", "")), document.get("benchmarks")
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise _foreign(path, row, "`benchmarks` must be a list")
    if version.partition(".")[0] not in ("3", "4", "5"):
        message = f"`version` is {version or 'missing'!r}; files of pytest-benchmark 3 to 5 are understood"
        raise ResultsError(message, path=path, fix="make the file with one of these, or turn it into BMF")
    found = [one for one in rows if row.benchmark in (one.get("fullname"), one.get("name"))]
    if not found:
        raise _missing(path, row, (str(one.get("name")) for one in rows))
    if len(found) > 1:
        raise _ambiguous(path, row, f"write its full name, such as {found[0].get('fullname')!r}")
    key, stats = f"benchmarks[{rows.index(found[0])}]", found[0].get("stats")
    made = _made_by_pytest(document)
    if row.metric:
        return Picked(_extra(path, key, found[0].get("extra_info"), row), 1, made)
    if not isinstance(stats, dict):
        raise _foreign(path, row, f"`{key}.stats` must be an object")
    if percentile_of(row.statistic) is None:
        rounds = stats.get("rounds")
        value = _number(path, f"{key}.stats.{row.statistic}", stats.get(row.statistic))
        return Picked(value, max(_count(rounds), 1), made)
    if "data" not in stats:
        message = f"{row.statistic} of {row.benchmark} needs every timing, and `{key}.stats.data` was not saved"
        fix = "run pytest with --benchmark-json FILE, or add --benchmark-save-data to --benchmark-save"
        raise ResultsError(message, path=path, fix=fix)
    samples = _numbers(path, f"{key}.stats.data", stats["data"])
    return Picked(summarise(samples, row.statistic), len(samples), made)


def _extra(path: str, key: str, extra: object, row: FigureMapping) -> float:
    """A figure that the benchmark itself has put into `benchmark.extra_info`."""
    if not isinstance(extra, dict) or row.metric not in extra:
        known = extra if isinstance(extra, dict) else {}
        near = nearest(row.metric, known)
        fix = f"did you mean {near!r}?" if near else f"set benchmark.extra_info[{row.metric!r}] in the test"
        raise ResultsError(f"`{key}.extra_info` of {row.benchmark} lacks `{row.metric}`", path=path, fix=fix)
    return _number(path, f"{key}.extra_info.{row.metric}", extra[row.metric])


def _made_by_pytest(document: dict[str, Any]) -> Made:
    machine = _object(document, "machine_info")
    cpu = _object(machine, "cpu")
    return Made(
        str(document.get("datetime", "")),
        str(cpu.get("brand_raw") or cpu.get("brand") or ""),
        _count(cpu.get("count")),
        str(machine.get("system", "")),
        str(machine.get("machine", "")),
    )


def _hyperfine(document: dict[str, Any], path: str, row: FigureMapping) -> Picked:
    """`--export-json` of hyperfine. Version 1 names no version and lists `times`; 2 says `schema_version` 2."""
    version, results = document.get("schema_version", 1), document.get("results")
    if not isinstance(results, list) or not all(isinstance(one, dict) for one in results):
        raise _foreign(path, row, "`results` must be a list")
    if isinstance(version, bool) or version not in (1, 2):
        message = f"`schema_version` is {version!r}; exports of hyperfine 1 and 2 are understood"
        raise ResultsError(message, path=path, fix="make the file with one of these, or turn it into BMF")
    found = [one for one in results if row.benchmark in (one.get("name"), one.get("command"))]
    if not found:
        raise _missing(path, row, (str(one.get("name") or one.get("command")) for one in results))
    if len(found) > 1:
        raise _ambiguous(path, row, "give each a --command-name of its own")
    key = f"results[{results.index(found[0])}]"
    if version == 2:
        samples = _samples_of_2(path, key, found[0], row)
        return Picked(summarise(samples, row.statistic), len(samples), _made_by_hyperfine(document))
    return _pick_of_1(path, key, found[0], row)


def _samples_of_2(path: str, key: str, result: dict[str, Any], row: FigureMapping) -> list[float]:
    runs = result.get("measurements")
    if not isinstance(runs, list) or not runs or not all(isinstance(run, dict) for run in runs):
        raise _foreign(path, row, f"`{key}.measurements` must be a list of runs")
    cells = [run.get(row.metric) for run in runs]
    if not all(isinstance(cell, dict) for cell in cells):
        raise ResultsError(f"`{key}.measurements` lack `{row.metric}`", path=path, fix="hyperfine --metrics adds it")
    units = {str(cell.get("unit")) for cell in cells}
    if units != {"byte" if row.unit == "B" else "second"}:
        raise _foreign(path, row, f"`{key}.measurements` give {row.metric} in {sorted(units)}")
    return _numbers(path, f"{key}.measurements.{row.metric}", [cell.get("value") for cell in cells])


def _made_by_hyperfine(document: dict[str, Any]) -> Made:
    metadata = _object(document, "metadata")
    platform = _object(metadata, "platform")
    return Made(
        str(metadata.get("start_time", "")),
        system=str(platform.get("os", "")),
        architecture=str(platform.get("architecture", "")),
    )


def _pick_of_1(path: str, key: str, result: dict[str, Any], row: FigureMapping) -> Picked:
    """Of hyperfine 1: all wall-clock times, since 1.19 the memory of every run, and the mean of user and system."""
    listed = {"time_wall_clock": "times", "memory_peak_resident": "memory_usage_byte"}.get(row.metric)
    if listed in result:
        samples = _numbers(path, f"{key}.{listed}", result[listed])
        return Picked(summarise(samples, row.statistic), len(samples))
    parts = {"time_wall_clock": SUMMARIES, "time_user": ("mean",), "time_system": ("mean",), "time_cpu": ("mean",)}
    if row.statistic not in parts.get(row.metric, ()):
        fix = "hyperfine 2 keeps every run of every metric"
        raise ResultsError(f"hyperfine 1 did not save the {row.statistic} of {row.metric}", path=path, fix=fix)
    names = {"time_user": ("user",), "time_system": ("system",), "time_cpu": ("user", "system")}
    keys = names.get(row.metric, (row.statistic,))
    codes = result.get("exit_codes")
    return Picked(
        sum(_number(path, f"{key}.{name}", result.get(name)) for name in keys),
        len(codes) if isinstance(codes, list) and codes else 1,
    )


def _bmf(document: dict[str, Any], path: str, row: FigureMapping) -> Picked:
    """Bencher Metric Format: benchmark -> measure -> value, lower_value, upper_value (bencher.dev/bmf.json)."""
    if row.benchmark not in document:
        raise _missing(path, row, document)
    measures = document[row.benchmark]
    if not isinstance(measures, dict):
        raise _foreign(path, row, f"`{row.benchmark}` must be an object of measures")
    if row.metric not in measures:
        near = nearest(row.metric, measures)
        fix = f"did you mean {near!r}?" if near else f"it holds {', '.join(measures) or 'none at all'}"
        raise ResultsError(f"{row.benchmark!r} has no measure {row.metric!r}", path=path, fix=fix)
    metric = measures[row.metric]
    if not isinstance(metric, dict) or "value" not in metric:
        raise _foreign(path, row, f"`{row.benchmark}.{row.metric}` must be an object with a `value`")
    if row.statistic not in metric:
        fix = f"write statistic as one of {', '.join(metric)}"
        raise ResultsError(f"{row.metric!r} of {row.benchmark!r} has no {row.statistic}", path=path, fix=fix)
    return Picked(_number(path, f"{row.benchmark}.{row.metric}.{row.statistic}", metric[row.statistic]), 1)


_PICKERS: dict[str, Callable[[dict[str, Any], str, FigureMapping], Picked]] = {
    "pytest-benchmark": _pytest_benchmark,
    "hyperfine": _hyperfine,
    "bmf": _bmf,
}
_MADE_BY = {
    "pytest-benchmark": "make it with `pytest --benchmark-json FILE`",
    "hyperfine": "make it with `hyperfine --export-json FILE COMMAND`",
    "bmf": "its schema is https://bencher.dev/bmf.json",
}
