from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.git_repo import GitRepo
from helpers.synthetic import project

if TYPE_CHECKING:
    from pathlib import Path

SLOW = """\
import sys, time
from archhook.cli.main import entry
started = time.monotonic()
time.monotonic = lambda: started + 1000 * (time.perf_counter() - began)
began = time.perf_counter()
sys.argv = ["archhook", *sys.argv[1:]]
entry()
"""
"""archhook on a clock that runs a thousand times too fast, so that everything lasts longer than a second."""

EVENT = b"checking"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    repo = GitRepo.create(tmp_path_factory.mktemp("slow"))
    repo.stage(project(120))
    return repo.path


def on_terminal(folder: Path, *arguments: str, command: str = "check") -> tuple[int, bytes]:
    """(exit code, all that a terminal gets to see of standard error)."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    words = [sys.executable, "-c", SLOW, command, *arguments]
    running = subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=theirs, env=environment)
    os.close(theirs)
    seen = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # Linux: the other end is closed
            chunk = b""
        if not chunk:
            break
        seen += chunk
    os.close(ours)
    assert running.stdout is not None
    assert (running.stdout.read() == b"") == (command == "check")
    running.stdout.close()
    return running.wait(), seen


def test_a_long_check_shows_on_a_terminal_how_far_it_is_and_leaves_nothing(repository: Path) -> None:
    code, seen = on_terminal(repository, "--no-cache")
    assert code == 0
    bar, _, summary = seen.rpartition(b"archhook: ")
    assert EVENT in bar
    assert b"chains hold" in summary
    assert bar.endswith(b"\x1b[2K")  # the line where the bar stood is empty when the next one is written


def test_a_warm_check_shows_nothing(repository: Path) -> None:
    on_terminal(repository)
    code, seen = on_terminal(repository)
    assert (code, seen.count(b"archhook: "), EVENT in seen) == (0, 1, False)


def test_a_question_that_has_to_judge_everything_first_shows_it_too(repository: Path) -> None:
    code, seen = on_terminal(repository, "T-3", "--no-cache", command="why")
    assert code == 0
    assert EVENT in seen
    assert seen.endswith(b"\x1b[2K")  # the answer stands where the bar was
    on_terminal(repository)
    assert on_terminal(repository, "T-3", command="why") == (0, b"")


def test_nothing_of_it_is_seen_when_it_is_unwanted(repository: Path) -> None:
    assert on_terminal(repository, "--no-cache", "-q") == (0, b"")
    done = subprocess.run(
        [sys.executable, "-c", SLOW, "check", "--no-cache"], cwd=repository, capture_output=True, check=True
    )
    assert done.stdout == b""
    assert done.stderr.startswith(b"archhook: ")
    assert done.stderr.count(b"\n") == 1
