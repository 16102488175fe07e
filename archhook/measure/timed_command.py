"""[I/O] Measures a command by running it: wall clock, CPU and memory, as the operating system accounts for them."""

from __future__ import annotations

import math
import os
import shlex
import subprocess
import sys

from archhook.errors import ArchhookError
from archhook.measure import command_runner
from archhook.model.statistics import percentile
from archhook.model.units import convert

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NamedTuple
else:
    from archhook.records import NamedTuple

FIELDS = ("latency_p99_ms", "cpu_cores", "cpu_percent", "memory_peak_mb")
"""What a run measures. How long it takes from start to end stands for the latency."""

RSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in what getrusage(2) counts memory in."""


class Run(NamedTuple):
    """What one run took."""

    wall: float  # seconds
    cpu: float  # seconds, user and system, of the command and the processes that it waited for
    peak: int  # bytes, of the largest of these processes


class Runs(NamedTuple):
    """All runs of a command. `floor`: bytes below which the peak of memory cannot be measured."""

    runs: tuple[Run, ...]
    floor: int


def measure(command: Sequence[str], runs: int, folder: str, progress: Callable[[int, int], None]) -> Runs:
    """Runs a command in a folder, one run after the other, its standard output and input nowhere.

    `ArchhookError` if it cannot be started or a run fails: what fails has not done what is measured.
    """
    reading, writing = os.pipe()
    starter = [sys.executable, "-I", "-S", command_runner.__file__, str(writing), str(runs), *command]
    try:
        with subprocess.Popen(starter, cwd=folder, pass_fds=(writing,), stdin=subprocess.DEVNULL) as process:
            os.close(writing)
            writing = -1
            with os.fdopen(reading) as lines:
                reading = -1
                found = _read(lines, command, runs, progress)
        if process.returncode:
            raise ArchhookError(f"the runs of `{shlex.join(command)}` broke off; nothing was written")
        return found
    finally:
        for descriptor in (reading, writing):
            if descriptor >= 0:
                os.close(descriptor)


def _read(lines: object, command: Sequence[str], runs: int, progress: Callable[[int, int], None]) -> Runs:
    """The runs as the starter reports them, line by line."""
    told = iter(lines)  # type: ignore[call-overload]  # a text stream
    floor = int(next(told, "0")) * RSS_UNIT
    found: list[Run] = []
    for line in told:
        if line.startswith("!"):
            reason = os.strerror(int(line[1:]))
            raise ArchhookError(
                f"{command[0]!r} cannot be started: {reason}; nothing was written",
                fix="write the command behind `--` as for a shell, without the shell's own words: -- sh -c '...'",
            )
        wall, cpu, peak, code = line.split()
        if int(code):
            how = f"exit code {code}" if int(code) > 0 else f"signal {-int(code)}"
            raise ArchhookError(
                f"`{shlex.join(command)}` failed with {how} in run {len(found) + 1} of {runs}; nothing was written",
                fix="run it by hand: only what works is measured",
            )
        found.append(Run(float(wall), float(cpu), int(peak) * RSS_UNIT))
        progress(len(found), runs)
    return Runs(tuple(found), floor)


def figure(found: Runs, field: str) -> float:
    """The figure of one of FIELDS over all runs, in its unit."""
    runs = found.runs
    if field == "latency_p99_ms":
        return convert(percentile([run.wall for run in runs], 99), "s", field)
    if field == "memory_peak_mb":
        return convert(max(run.peak for run in runs), "B", field)
    return convert(math.fsum(run.cpu for run in runs) / math.fsum(run.wall for run in runs), "cores", field)


def is_floor(found: Runs) -> bool:
    """Whether the peak of memory may be that of the process that starts the command."""
    return max(run.peak for run in found.runs) <= found.floor * 1.02
