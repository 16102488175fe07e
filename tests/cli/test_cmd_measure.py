"""`archhook measure`, in this process and on a real project: what it writes, what it says, and what it refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from helpers.cli import COMMAND
from helpers.example import KEPT, LEDGER
from helpers.files import lay_out
from helpers.measuring import CONFIG, FIGURES

from archhook.cli.main import main
from archhook.project.measured import parse

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ESTIMATED = LEDGER.replace("Requirement, ", "Requirement, ResourceConstraints, ", 1).replace(
    "    satisfies = [Delivery]\n",
    "    satisfies = [Delivery]\n    estimated = ResourceConstraints(latency_p99_ms=2, memory_peak_mb=500)\n",
)
QUICK = [sys.executable, "-I", "-S", "-c", "pass"]


@pytest.fixture
def till(git_repo: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a mapping and a file of figures that git does not track."""
    repo = git_repo()
    repo.commit(files=KEPT | {"architecture.py": ESTIMATED, "archhook.toml": CONFIG})
    (repo.path / "bench.json").write_text(json.dumps(FIGURES))
    monkeypatch.chdir(repo.path)
    path: Path = repo.path
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same outside git, where nothing needs to be asked of it."""
    made = {"architecture.py": ESTIMATED, "archhook.toml": CONFIG, "bench.json": json.dumps(FIGURES)}
    path = lay_out(tmp_path / "project", KEPT, made)
    monkeypatch.chdir(path)
    return path


def figures(folder: Path) -> dict[tuple[str, str], float]:
    found = parse((folder / "measured.toml").read_bytes(), "measured.toml").figures
    return {(figure.design, figure.field): figure.value for figure in found}


def test_what_the_mapping_names_is_brought_in(till: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure"]) == 0
    out, err = capsys.readouterr()
    assert out == "D-1 latency_p99_ms: 1.5 ms (estimate 2), 1 sample, bmf bench.json: till latency value\n"
    assert err.splitlines() == [
        "archhook: measured.toml counts once git tracks it: `git add measured.toml`",
        "archhook: 1 figure written to measured.toml",
    ]
    (figure,) = parse((till / "measured.toml").read_bytes(), "measured.toml").figures
    assert [path for path, _ in figure.files] == ["src/client.py"]
    oid = subprocess.run(["git", "hash-object", "src/client.py"], capture_output=True, text=True, check=True).stdout
    assert figure.files == (("src/client.py", oid.strip()),)
    assert main(["check", "--no-cache"]) == 0


def test_other_figures_are_kept_and_the_old_value_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", "-q"]) == 0
    assert main(["measure", "--design", "D-1", "--runs", "2", "--field", "cpu_cores", "-q", "--", *QUICK]) == 0
    assert set(figures(folder)) == {("D-1", "latency_p99_ms"), ("D-1", "cpu_cores")}
    before = (folder / "measured.toml").read_bytes()
    capsys.readouterr()
    (folder / "bench.json").write_text(json.dumps({"till": {"latency": {"value": 3000}}}))
    assert main(["measure", "-q", "--dry-run"]) == 0
    assert "3 ms (estimate 2, before 1.5)" in capsys.readouterr().out
    assert (folder / "measured.toml").read_bytes() == before
    assert main(["measure"]) == 0
    assert figures(folder)["D-1", "latency_p99_ms"] == 3


def test_a_command_is_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", "--design", "[D-01]", "--runs", "3", "--", *QUICK]) == 0
    out, err = capsys.readouterr()
    assert [line.split(":")[0] for line in out.splitlines()] == [
        "D-1 latency_p99_ms",
        "D-1 cpu_cores",
        "D-1 cpu_percent",
        "D-1 memory_peak_mb",
    ]
    assert "p99 of 3 runs is the slowest of them" in err
    assert set(figures(folder)) == {
        ("D-1", field) for field in ("latency_p99_ms", "cpu_cores", "cpu_percent", "memory_peak_mb")
    }
    assert 1 < figures(folder)["D-1", "memory_peak_mb"] < 500


def test_what_others_measure_meanwhile_is_kept(folder: Path) -> None:
    other = [COMMAND, "measure", "-q"]
    assert main(["measure", "--design", "D-1", "--runs", "1", "--field", "cpu_cores", "-q", "--", *other]) == 0
    assert set(figures(folder)) == {("D-1", "latency_p99_ms"), ("D-1", "cpu_cores")}


def test_a_figure_in_the_ledger_itself_wins_and_is_compared(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = folder / "architecture.py"
    ledger.write_text(ledger.read_text() + "\nBroker.measured = ResourceConstraints(latency_p99_ms=2)\n")
    assert main(["measure", "-q"]) == 0
    said = "    the ledger itself says 2, which wins: now 25 % less; update it, or remove it there\n"
    assert capsys.readouterr().out.endswith(said)
    assert figures(folder)["D-1", "latency_p99_ms"] == 1.5


def test_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", "--format", "json", "-q"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["schema_version"], document["kind"], document["path"]) == (1, "measured", "measured.toml")
    (figure,) = document["figures"]
    assert (figure["design"], figure["value"], figure["unit"]) == ("D-1", 1.5, "ms")
    assert (figure["before"], figure["ledger"], figure["estimated"]) == (None, None, 2)


def test_files_that_changed_after_the_benchmark_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.utime(folder / "bench.json", (1_600_000_000, 1_600_000_000))
    assert main(["measure"]) == 0
    assert "src/client.py was written after bench.json was made" in capsys.readouterr().err
    (figure,) = parse((folder / "measured.toml").read_bytes(), "measured.toml").figures
    assert figure.date == "2020-09-13T12:26:40Z"


def test_in_a_package_and_in_a_folder_below(git_repo: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    repo = git_repo()
    files = {f"sub/{path}": text for path, text in KEPT.items() if path != "architecture.py"}
    repo.commit(files=files | {"sub/architecture/__init__.py": LEDGER, "sub/archhook.toml": CONFIG})
    (repo.path / "sub/bench.json").write_text(json.dumps(FIGURES))
    monkeypatch.chdir(repo.path)
    assert main(["measure", "--config", "sub/archhook.toml", "-q"]) == 0
    assert figures(repo.path / "sub") == {("D-1", "latency_p99_ms"): 1.5}


def test_outside_git(folder: Path) -> None:
    assert main(["measure", "-q"]) == 0
    assert figures(folder) == {("D-1", "latency_p99_ms"): 1.5}


FAIL = [sys.executable, "-I", "-S", "-c", "raise SystemExit(3)"]


@pytest.mark.parametrize(
    ("argv", "message", "fix"),
    [
        (["--design", "D-2", "--", "true"], "the ledger declares no Design 'D-2'", "did you mean D-1?"),
        (["--design", "R-1", "--", "true"], "R-1 is a requirement, no Design", ""),
        (["--design", "D-2"], "the ledger declares no Design 'D-2'", ""),
        (["--", "true"], "A command needs --design", ""),
        (["--runs", "3"], "--runs needs a command", ""),
        (["--design", "D-1", "--runs", "0", "--", "true"], "--runs must be a number of 1 or more, not '0'", ""),
        (["--design", "D-1", "--runs", "-3", "--", "true"], "--runs needs a value", ""),
        (["--design", "D-1", "--runs", "x", "--", "true"], "not 'x'", ""),
        (
            ["--design", "D-1", "--field", "memory_peek_mb", "--", "true"],
            "cannot be 'memory_peek_mb'",
            "memory_peak_mb",
        ),
        (
            ["--design", "D-1", "--field", "storage_gb", "--", "true"],
            "cannot be 'storage_gb'",
            "a run of a command tells",
        ),
        (["--field", "latency"], "--field cannot be 'latency'", "the fields are"),
        (["--field", "storage_gb"], "no row of `measure` in the configuration feeds that", ""),
        (["--design", "D-1", "--", *FAIL], "failed with exit code 3 in run 1 of 20; nothing was written", "by hand"),
        (["--design", "D-1", "--", "no-such-command"], "cannot be started", ""),
        (["--dezign", "D-1"], "no option --dezign", "--design"),
    ],
)
def test_what_is_refused_writes_nothing(
    argv: list[str], message: str, fix: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["measure", *argv]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert fix in err
    assert not (folder / "measured.toml").exists()


@pytest.mark.parametrize(
    ("files", "place", "message"),
    [
        ({"bench.json": '{"till": {"latency": {"value": -1}}}'}, "bench.json", "must be a number of 0 or more, not -1"),
        ({"bench.json": '{"till": {"latency": {"value": NaN}}}'}, "bench.json", "not nan"),
        ({"bench.json": '{"till": {"latency": {"value": "1"}}}'}, "bench.json", "not a string"),
        ({"bench.json": '{"till": {"latency": {"value": 1e300}}}'}, "bench.json", "not so large a one"),
        (
            {
                "bench.json": '{"till": {"latency": {"value": 1e200}}}',
                "archhook.toml": CONFIG.replace('"us"', '"d"'),
            },
            "bench.json",
            "till latency value cannot be 8.64e+207 ms",
        ),
        ({"archhook.toml": CONFIG.replace("bench.json", "a\\u0000b")}, "a", "cannot be read: embedded null byte"),
        ({"bench.json": '{"tll": {}}'}, "bench.json", "there is no benchmark 'till'"),
        ({"bench.json": "{"}, "bench.json", "not JSON"),
        ({"bench.json": None}, "bench.json", "cannot be read: No such file or directory"),
        ({"archhook.toml": CONFIG.replace("D-1", "D-7")}, "", "feeds latency_p99_ms of D-7, which the ledger does not"),
        ({"archhook.toml": CONFIG.replace("latency_p99_ms", "latency_ms")}, "archhook.toml:8:1", "cannot be"),
        ({"archhook.toml": CONFIG.replace('"us"', '"MB"')}, "archhook.toml:6:1", '"MB", the unit of till latency'),
        ({"archhook.toml": ""}, "", "the configuration has no rows of `measure`"),
        ({"measured.toml": "version = 7\n"}, "measured.toml:1:1", "`version` is 7; this archhook reads version 1"),
        ({"measured.toml": "[D-1.memry_mb]\n"}, "measured.toml", "`version` is missing"),
        ({"architecture.py": "class (\n"}, "", "architecture.py"),
    ],
)
def test_bad_input_writes_nothing(
    files: dict[str, str | None], place: str, message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in files.items():
        if text is None:
            (folder / name).unlink()
        else:
            (folder / name).write_text(text)
    before = (folder / "measured.toml").read_bytes() if (folder / "measured.toml").exists() else None
    assert main(["measure"]) == 2
    err = capsys.readouterr().err
    assert message in err
    assert f"archhook: {place}" in err
    now = (folder / "measured.toml").read_bytes() if (folder / "measured.toml").exists() else None
    assert now == before


def test_of_several_rows_one_that_fails_lets_nothing_be_written(folder: Path) -> None:
    row = CONFIG.replace("latency_p99_ms", "auth_overhead_ms").replace('"latency"', '"absent"')
    (folder / "archhook.toml").write_text(CONFIG + row)
    assert main(["measure"]) == 2
    assert not (folder / "measured.toml").exists()


def test_a_write_that_fails_half_way_leaves_the_old_file(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["measure", "-q"]) == 0
    before = (folder / "measured.toml").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for step in ("fsync", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(f"archhook.atomic.os.{step}", full)
            assert main(["measure", "-q"]) == 2
        assert "it cannot be written: No space left on device; nothing has changed" in capsys.readouterr().err
        assert (folder / "measured.toml").read_bytes() == before
        assert not list(folder.glob("*.tmp"))


def test_a_symbolic_link_is_not_written_through(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder.parent / "elsewhere").write_text("version = 1\n")
    (folder / "measured.toml").symlink_to(folder.parent / "elsewhere")
    assert main(["measure"]) == 2
    assert "is a symbolic link" in capsys.readouterr().err
    assert (folder.parent / "elsewhere").read_text() == "version = 1\n"


def test_the_mode_of_the_file_is_kept(folder: Path) -> None:
    assert main(["measure", "-q"]) == 0
    (folder / "measured.toml").chmod(0o640)
    assert main(["measure", "-q"]) == 0
    assert (folder / "measured.toml").stat().st_mode & 0o777 == 0o640


def test_help_tells_of_both_ways(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", "--help"]) == 0
    out = capsys.readouterr().out
    assert "[[tool.archhook.measure]]" in out
    assert "archhook measure --design D-1 --runs 100 -- python bench.py" in out
