"""Three agents in processes of their own work through one ledger: no two ever work on one file at once."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.cli import archhook
from helpers.work import project

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

AGENT = Path(__file__).parents[1] / "helpers" / "agent.py"
NAMES = ("ann", "ben", "cem")
DESIGNS: dict[int, list[int]] = {1: [], 2: [1], 3: [2]}
TASKS = {1: 1, 2: 1, 3: 2, 4: 2, 5: 3, 6: 3, 7: 3}
FILES = {1: 1, 2: 2, 3: 3, 4: 3, 5: 5, 6: 5, 7: 5}
"""Task -> number of its file: some Tasks share one."""

Line = tuple[str, str, str, str, float, float]


@pytest.fixture
def shared(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """A project in which no Task is kept."""
    files = project(DESIGNS, {task: (design, "broken") for task, design in TASKS.items()})
    for task, file in FILES.items():
        files.pop(f"src/work{task}.py")
        files["architecture.py"] = files["architecture.py"].replace(f'"src/work{task}.py"', f'"src/file{file}.py"')
    files |= {f"src/file{file}.py": "def wrong(): pass\n" for file in FILES.values()}
    made = git_repo("shared")
    made.commit(files=files)
    return made


def run_of_three(repo: GitRepo, how: str) -> list[Line]:
    """The log of a run in which all three start at once."""
    log = repo.path.parent / "log"
    running = [subprocess.Popen([sys.executable, AGENT, repo.path, name, log, how]) for name in NAMES]
    deadline = time.monotonic() + 60
    while len(list((repo.path / ".git").glob("there-*"))) < len(NAMES) and time.monotonic() < deadline:
        time.sleep(0.02)
    (repo.path / ".git" / "go").touch()
    assert [process.wait(120) for process in running] == [0, 0, 0]
    return [tuple(json.loads(line)) for line in log.read_text().splitlines()]


def overlapping(log: list[Line]) -> list[tuple[Line, Line]]:
    """The pairs of times at which two agents worked on one file."""
    worked = [line for line in log if line[0] == "worked"]
    return [
        (one, other)
        for one, other in combinations(worked, 2)
        if one[1] != other[1] and one[3] == other[3] and one[4] < other[5] and other[4] < one[5]
    ]


@pytest.mark.slow
def test_claims_of_three_agents_never_overlap(shared: GitRepo) -> None:
    log = run_of_three(shared, "claim")
    assert overlapping(log) == []
    assert {line[2] for line in log if line[0] == "worked"} == {f"T-{number}" for number in TASKS}
    for file in set(FILES.values()):  # nobody's work was lost
        text = (shared.path / f"src/file{file}.py").read_text()
        assert sorted(text.split()[1::3]) == sorted(f"work{task}():" for task in FILES if FILES[task] == file)
    done = archhook(shared.path, "check")
    assert (done.returncode, done.stdout) == (0, "")
    assert archhook(shared.path, "claims", "--format", "json").stdout.endswith('"claims": []}\n')


@pytest.mark.slow
def test_without_claims_they_would(shared: GitRepo) -> None:
    assert overlapping(run_of_three(shared, "dare"))
