"""One number for many samples: what the statistics are called and how they are worked out."""

from __future__ import annotations

import math
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SUMMARIES = ("mean", "median", "min", "max")
"""Statistics that the tools work out themselves; a percentile needs the samples."""

_PERCENTILE = re.compile(r"p([0-9]{1,2}(?:\.[0-9]{1,3})?)")


def percentile_of(name: str) -> float | None:
    """The percentage that a statistic like `p99` or `p99.9` asks for; None where it is no percentile."""
    found = _PERCENTILE.fullmatch(name)
    return float(found[1]) if found and float(found[1]) > 0 else None


def percentile(samples: Sequence[float], percent: float) -> float:
    """The smallest sample that so many percent of all samples do not exceed (nearest rank).

    It is a value that was really measured, and with few samples it errs to the careful side: p99 of twenty is the
    largest. `samples` must not be empty.
    """
    rank = math.ceil(percent * len(samples) / 100 - 1e-9)
    return sorted(samples)[max(rank, 1) - 1]


def summarise(samples: Sequence[float], name: str) -> float:
    """A statistic of samples: one of SUMMARIES or a percentile. `samples` must not be empty."""
    percent = percentile_of(name)
    if percent is not None:
        return percentile(samples, percent)
    if name == "mean":
        return math.fsum(samples) / len(samples)
    if name == "median":
        ordered, half = sorted(samples), len(samples) // 2
        return ordered[half] if len(samples) % 2 else (ordered[half - 1] + ordered[half]) / 2
    return max(samples) if name == "max" else min(samples)
