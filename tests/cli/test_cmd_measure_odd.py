"""`archhook measure` where files are odd and where others measure at the same time."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from helpers.cli import COMMAND
from helpers.example import KEPT
from helpers.files import lay_out
from helpers.measuring import CONFIG, FIGURES

from archhook.cli.main import main
from archhook.measure.measured_file import alone
from archhook.project.measured import Figure, Measured, parse, render

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path: Path = lay_out(tmp_path / "project", KEPT, {"archhook.toml": CONFIG, "bench.json": json.dumps(FIGURES)})
    monkeypatch.chdir(path)
    return path


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("0099-01-01T00:00:00", "0099-01-01T00:00:00Z"),
        ("0001-01-01T00:00:00+10:00", ""),  # before the first moment of UTC: when the file was written, then
        ("9999-12-31T23:59:59-10:00", ""),
        ("yesterday", ""),
    ],
)
def test_what_was_brought_in_from_an_odd_file_can_be_read(folder: Path, date: str, written: str) -> None:
    timed = CONFIG.replace('"bmf"', '"pytest-benchmark"').replace(
        'metric = "latency"\nunit = "us"', 'statistic = "mean"'
    )
    (folder / "archhook.toml").write_text(timed)
    machine = {"cpu": {"count": True, "brand_raw": "odd"}}
    odd: dict[str, Any] = {"version": "5.1.0", "datetime": date, "machine_info": machine}
    odd["benchmarks"] = [{"name": "till", "stats": {"mean": 0.001, "rounds": True}}]
    (folder / "bench.json").write_text(json.dumps(odd))
    assert main(["measure"]) == 0
    (figure,) = parse((folder / "measured.toml").read_bytes(), "measured.toml").figures
    assert (figure.value, figure.samples, figure.machine) == (1, 1, "odd")
    assert figure.date == written or (not written and figure.date.startswith("20"))


def test_large_figures_are_told_without_an_exponent(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bench.json").write_text(json.dumps({"till": {"latency": {"value": 1234567890}}}))
    assert main(["measure", "--quiet"]) == 0
    assert "D-1 latency_p99_ms: 1234570 ms" in capsys.readouterr().out


def test_a_pipe_in_the_place_of_the_file_is_not_waited_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(folder / "measured.toml")
    assert main(["measure"]) == 2
    assert "measured.toml: it cannot be read: it is no regular file" in capsys.readouterr().err


def test_results_are_read_from_a_plain_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody would write to the pipe, and the device has no end."""
    results = folder / "bench.json"
    results.unlink()
    os.mkfifo(results)
    assert main(["measure"]) == 2
    results.unlink()
    results.symlink_to("/dev/zero")
    assert main(["measure"]) == 2
    assert capsys.readouterr().err.count("it is no regular file") == 2


def test_who_measures_waits_for_whoever_replaces_the_file(folder: Path) -> None:
    """The lock is held while a figure of another one is put in: neither of the two is lost."""
    other = Figure("D-9", "iops", 3.0, "s", "m", "2026-01-31T12:00:00Z", 1)
    with alone(str(folder), "measured.toml"):
        process = subprocess.Popen([COMMAND, "measure", "--quiet"], cwd=folder, stdout=subprocess.DEVNULL)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1.5)
        (folder / "measured.toml").write_text(render(Measured((other,))))
    assert process.wait(60) == 0
    figures = parse((folder / "measured.toml").read_bytes(), "measured.toml").figures
    assert [(figure.design, figure.field) for figure in figures] == [("D-1", "latency_p99_ms"), ("D-9", "iops")]
