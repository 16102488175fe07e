"""Whatever a repository holds, the time that it takes grows with its size, and no faster: kind by kind of input."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.cli import COMMAND
from helpers.growth import exponent, growth, spent
from helpers.swelling import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

FIRST = 500
MOST = 16_000
PEAK = 500
"""MB that a check may take."""


@pytest.mark.parametrize(
    ("curve", "least", "most"),
    [
        (lambda n: n / 1000, 0.99, 1.01),
        (lambda n: n * math.log(n + 1) / 1000, 1.05, 1.3),
        (lambda n: n * n / 1_000_000, 1.99, 2.01),
        (lambda n: (n + n * n / 100) / 1000, 1.35, 2),
        (lambda n: math.inf if n > 150 else n, math.inf, math.inf),
        (lambda _: 0.0, 0, 0),
    ],
    ids=["linear", "n log n", "quadratic", "soon quadratic", "endless", "nothing"],
)
def test_the_fit(curve: Callable[[int], float], least: float, most: float) -> None:
    found = growth(lambda size: 0.1 + curve(size), 100, most=100_000)
    assert least <= found.exponent <= most, found
    assert found.linear is (most <= 1.3)
    assert found.exponent == math.inf or exponent(found.seconds, found.floor) == found.exponent


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="processor time of a process is asked of POSIX")
@pytest.mark.parametrize("way", ["cold", "warm"])
@pytest.mark.parametrize("kind", KINDS)
def test_time_grows_with_the_size(git_repo: Callable[..., GitRepo], kind: str, way: str) -> None:
    repos: dict[int, GitRepo] = {}
    changes = 0

    def run(size: int) -> float:
        nonlocal changes
        if size not in repos:
            repos[size] = repo = git_repo(str(size))
            repo.stage(KINDS[kind](size))
        repo = repos[size]
        arguments = ["check", "--staged", "-q"]
        if way == "cold":
            arguments.append("--no-cache")
        else:  # what is measured is the check of a change, once all else has been judged
            subprocess.run([COMMAND, *arguments], cwd=repo.path, capture_output=True, check=False)
            for path in KINDS[kind](1).keys() & {"a.py", "architecture.py", "architecture/__init__.py"}:
                repo.write(path, KINDS[kind](size)[path] + f"# {changes}\n")
            changes += 1
            repo.run("add", "-A")
        found = spent([COMMAND, *arguments], repo.path)
        assert found.peak < PEAK, found
        assert found.code in (0, 1, 2) or found.code < 0, found
        return found.seconds

    found = growth(run, FIRST, most=MOST)
    assert found.linear, found


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="processor time of a process is asked of POSIX")
def test_time_grows_with_the_number_of_nodes_that_change(git_repo: Callable[..., GitRepo]) -> None:
    """All Designs of a ledger, each of which waives laws, get other ids."""
    repos: dict[int, GitRepo] = {}

    def run(size: int) -> float:
        if size not in repos:
            repos[size] = repo = git_repo(str(size))
            repo.stage(KINDS["waivers"](size))
        repo = repos[size]
        arguments = [COMMAND, "check", "--staged", "-q"]
        subprocess.run(arguments, cwd=repo.path, capture_output=True, check=False)
        repo.write("architecture.py", re.sub(r"\[((?:X-)*D-\d\d)", r"[X-\1", repo.read("architecture.py")))
        repo.run("add", "-A")
        return spent(arguments, repo.path).seconds

    found = growth(run, FIRST, most=4_000)
    assert found.linear, found
