"""How the processor time of a whole process grows with the size of what it is given.

`growth(run, first)` calls `run(size)`, which gives the seconds that a process spent (`spent(...).seconds`), for sizes
that double until that is long enough to be told from noise, and fits the exponent: 1 is linear, 2 is quadratic. What
is spent on an input of size 1 is subtracted. Processor time is used, and the least of some rounds, so that other work
of the machine shows as little as possible.
"""

from __future__ import annotations

import math
import os
import subprocess
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

ALLOWED = 1.3
"""The greatest exponent of what counts as linear: n log n fits 1.1 to 1.15, and a measurement is never exact."""

ENOUGH = 0.3
"""So many seconds above the floor the largest input has to take: then no more doubling is needed."""

NOISE = 0.03
"""A size that takes no more seconds than this above the floor says nothing."""

POINTS = 4
"""So many sizes at most, the largest ones, are fitted."""


class Spent(NamedTuple):
    """What a process, with those that it started and waited for, has spent. `code`: its exit code, -N for a signal."""

    seconds: float  # of the processor, infinite for one that was stopped at its limit
    peak: float  # MB of the largest of these processes
    code: int


class Growth(NamedTuple):
    """The least seconds by size, of which `floor` were spent on an input of size 1, and the exponent that fits them."""

    floor: float
    seconds: Mapping[int, float]
    exponent: float

    @property
    def linear(self) -> bool:
        """Whether it is linear, or n log n."""
        return self.exponent <= ALLOWED


def spent(command: Sequence[str], cwd: Path, limit: int = 60) -> Spent:
    """Runs a command, whose output is dropped, for so many seconds of processor time at most."""
    import resource  # not on Windows

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))

    process = subprocess.Popen(
        command, cwd=cwd, preexec_fn=bounded,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = usage.ru_utime + usage.ru_stime
    return Spent(math.inf if process.returncode < 0 else seconds, usage.ru_maxrss / 1024, process.returncode)


def growth(run: Callable[[int], float], first: int, *, most: int = 1 << 20, rounds: int = 8) -> Growth:
    """Fits how `run` grows over doublings of `first`, up to `most`.

    So many rounds more are measured, and the least of all counts, before it is said to be steep.
    """
    floor = min(run(1), run(1))
    seconds: dict[int, float] = {}
    size = first
    while size <= most:
        seconds[size] = run(size)
        if math.isinf(seconds[size]):
            return Growth(floor, seconds, math.inf)
        if seconds[size] > floor + ENOUGH and len(seconds) > 2:
            break
        size *= 2
    for _ in range(rounds):
        if exponent(seconds, floor) <= ALLOWED:
            break
        for size in list(seconds)[-POINTS:]:
            seconds[size] = min(seconds[size], run(size))
    return Growth(floor, seconds, exponent(seconds, floor))


def exponent(seconds: Mapping[int, float], floor: float) -> float:
    """The exponent that fits the largest sizes, by least squares over logarithms; 0 where no two of them take long
    enough to say anything.
    """
    told = [(size, taken - floor) for size, taken in list(seconds.items())[-POINTS:] if taken - floor > NOISE]
    if len(told) < 2:
        return 0.0
    across = [math.log(size) for size, _ in told]
    up = [math.log(taken) for _, taken in told]
    mean_across, mean_up = sum(across) / len(told), sum(up) / len(told)
    rise = sum((x - mean_across) * (y - mean_up) for x, y in zip(across, up, strict=True))
    return rise / sum((x - mean_across) ** 2 for x in across)
