"""Commands are really run, and what the operating system says of them is plausible."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from archhook.errors import ArchhookError
from archhook.measure.machine import Machine, machine_of, this_machine
from archhook.measure.timed_command import Run, Runs, figure, is_floor, measure
from archhook.measure.tool_files import Made

if TYPE_CHECKING:
    from pathlib import Path


def python(code: str) -> list[str]:
    return [sys.executable, "-I", "-S", "-c", code]


def test_memory_of_a_child_of_the_command_and_cpu_are_seen(tmp_path: Path) -> None:
    child = "x = bytearray(60_000_000)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-I', '-S', '-c', {child!r}], check=True)"
    seen: list[tuple[int, int]] = []
    found = measure(python(code), 2, str(tmp_path), lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]
    assert 60e6 < max(run.peak for run in found.runs) < 120e6
    assert all(run.cpu > 0 for run in found.runs)
    assert not is_floor(found)


def test_what_archhook_itself_takes_is_not_counted(tmp_path: Path) -> None:
    ballast = bytearray(200_000_000)
    found = measure(python("pass"), 1, str(tmp_path), lambda done, total: None)
    assert len(ballast) > 10 * found.runs[0].peak


def test_it_runs_where_it_is_told_to_and_one_after_the_other(tmp_path: Path) -> None:
    code = "open('log', 'a').write('x')"
    measure(python(code), 3, str(tmp_path), lambda done, total: None)
    assert (tmp_path / "log").read_text() == "xxx"


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["no-such-command-anywhere"], "'no-such-command-anywhere' cannot be started: No such file or directory"),
        (python("raise SystemExit(3)"), "failed with exit code 3 in run 1 of 4"),
        (python("import os; os.kill(os.getpid(), 9)"), "failed with signal 9 in run 1 of 4"),
        (python("import os, sys; sys.exit(os.path.exists('f')); "), ""),
    ],
)
def test_a_command_that_fails_is_an_error(command: list[str], message: str, tmp_path: Path) -> None:
    if not message:
        measure(command, 4, str(tmp_path), lambda done, total: None)
        return
    with pytest.raises(ArchhookError) as caught:
        measure(command, 4, str(tmp_path), lambda done, total: None)
    assert message in caught.value.message
    assert "nothing was written" in caught.value.message


def test_a_late_failure_is_one_too(tmp_path: Path) -> None:
    code = "import os, sys; n = len(os.listdir()); open(str(n), 'w'); sys.exit(n == 2)"
    with pytest.raises(ArchhookError, match="in run 3 of 4"):
        measure(python(code), 4, str(tmp_path), lambda done, total: None)


def test_figures_by_hand() -> None:
    runs = Runs(
        tuple(Run(wall, wall / 2, peak) for wall, peak in ((0.1, 10**6), (0.3, 3 * 10**6), (0.2, 10**6))), 10**6
    )
    assert figure(runs, "latency_p99_ms") == pytest.approx(300)
    assert figure(runs, "cpu_cores") == pytest.approx(0.5)
    assert figure(runs, "cpu_percent") == pytest.approx(50)
    assert figure(runs, "memory_peak_mb") == pytest.approx(3)
    assert not is_floor(runs)
    assert is_floor(runs._replace(floor=3 * 10**6))


HERE = Machine("A Processor", 4, 16 * 2**30, "Linux", "x86_64")


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (Made(), "A Processor, 4 cores, 16 GiB, Linux x86_64"),
        (Made("", "A Processor", 4, "Linux", "x86_64"), "A Processor, 4 cores, 16 GiB, Linux x86_64"),
        (Made("", "", 0, "Linux", "x86_64"), "A Processor, 4 cores, 16 GiB, Linux x86_64"),
        (Made("", "", 0, "Linux", "aarch64"), "Linux aarch64"),
        (Made("", "Another", 1, "Linux", "x86_64"), "Another, 1 core, Linux x86_64"),
    ],
)
def test_where_a_file_was_made(made: Made, expected: str) -> None:
    assert str(machine_of(made, HERE)) == expected


def test_a_machine_is_described_without_its_name() -> None:
    import platform

    described = str(this_machine())
    assert described == str(this_machine())
    assert platform.machine() in described
    assert " core" in described
    assert str(Machine("", 0, 0, "", "")) == "unknown"
    assert platform.release() not in described
