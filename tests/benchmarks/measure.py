"""Times whole processes from outside, in turn, so that a machine that drifts drifts for all of them."""

from __future__ import annotations

import os
import statistics
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path


class Job(NamedTuple):
    """A command, what has to be done before each run of it (untimed), and the exit codes that it may have."""

    name: str
    command: Sequence[str]
    cwd: Path
    before: Callable[[], object] = lambda: None
    env: Mapping[str, str] = {}  # never changed
    codes: tuple[int, ...] = (0,)


class Run(NamedTuple):
    """One run: wall clock and processor seconds, and the memory in MiB of the largest single process."""

    wall: float
    cpu: float
    peak: float


def run_once(job: Job) -> Run:
    """Runs a job; `RuntimeError` with its output where it ends in another code than it may."""
    job.before()
    out = os.memfd_create("output") if hasattr(os, "memfd_create") else os.open(os.devnull, os.O_RDWR)
    here = os.getcwd()
    os.chdir(job.cwd)
    started = time.perf_counter()
    pid = os.posix_spawnp(
        job.command[0],
        list(job.command),
        {**os.environ, **job.env},
        file_actions=[(os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)],
    )
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - started
    os.chdir(here)
    os.lseek(out, 0, os.SEEK_SET)
    said = os.read(out, 2000).decode(errors="replace")
    os.close(out)
    code = os.waitstatus_to_exitcode(status)
    if code not in job.codes:
        raise RuntimeError(f"{job.name}: {' '.join(job.command)} ended in {code}: {said}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def in_turn(jobs: Sequence[Job], rounds: int) -> dict[str, list[Run]]:
    """Runs all jobs once to warm up, then `rounds` times, one after the other."""
    for job in jobs:
        run_once(job)
    runs: dict[str, list[Run]] = {job.name: [] for job in jobs}
    for _ in range(rounds):
        for job in jobs:
            runs[job.name].append(run_once(job))
    return runs


def ratio(runs: Sequence[Run], floor: Sequence[Run]) -> float:
    """The median of the wall-clock ratios, pair by pair."""
    return statistics.median(one.wall / other.wall for one, other in zip(runs, floor, strict=True))


def milliseconds(runs: Sequence[Run]) -> float:
    """The median of the wall clock."""
    return statistics.median(run.wall for run in runs) * 1000


def peak(runs: Sequence[Run]) -> float:
    """The median peak, in MiB."""
    return statistics.median(run.peak for run in runs)
