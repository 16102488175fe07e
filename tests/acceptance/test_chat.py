"""The chat of fixtures/kept: its tests run, its figures come from its benchmarks, and what breaks it is told."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.cli import archhook
from helpers.files import copy_fixture

from archhook.project.measured import Measured, parse

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.git_repo import GitRepo


@pytest.fixture
def chat(git_repo: Callable[..., GitRepo]) -> Path:
    """The project in a repository of its own."""
    repo = git_repo("chat")
    copy_fixture("kept/chat", repo.path)
    repo.commit("the chat")
    return repo.path


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))


def measured(folder: Path) -> Measured:
    return parse((folder / "measured.toml").read_bytes(), "measured.toml")


@pytest.mark.slow
def test_its_own_tests_pass(chat: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:xdist", "-p", "no:cacheprovider"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    done = subprocess.run(command, cwd=chat, capture_output=True, text=True, check=False, env=environment, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "29 passed" in done.stdout


@pytest.mark.slow
def test_its_load_test_can_be_measured(chat: Path) -> None:
    arguments = ("--design", "D-2", "--runs", "1", "--field", "memory_peak_mb", "--", sys.executable, "bench/load.py")
    done = archhook(chat, "measure", *arguments)
    assert done.returncode == 0, done.stderr
    assert 5 < measured(chat).of("D-2")["memory_peak_mb"].value < 128


@pytest.mark.slow
def test_its_figures_are_those_of_its_benchmarks(chat: Path) -> None:
    before = measured(chat)
    assert archhook(chat, "measure", "-q").returncode == 0
    after = measured(chat)
    assert [figure[:3] for figure in after.figures] == [figure[:3] for figure in before.figures]
    assert [figure.files for figure in after.figures] == [figure.files for figure in before.figures]
    assert archhook(chat, "check", "--strict").returncode == 0


LATENCY = "[D-1.latency_p99_ms]\nvalue = "
BOX = 'machine = "Another"\n'


@pytest.mark.parametrize(
    ("file", "old", "new", "codes", "said"),
    [
        (
            "src/cache/server.py", '"""The cache itself:', '"""The cache:', ["RES605"],
            "latency_p99_ms, memory_peak_mb and connections_max measured on other code: since then src/cache/server.py",
        ),
        ("measured.toml", LATENCY, f"{LATENCY}2", ["RES601"], "D-1 measures latency_p99_ms 24.31432"),
        (
            "measured.toml", LATENCY, f"{LATENCY}9", ["RES601", "RES602", "RES603", "RES604"],
            "Requirement R-3 allows latency_p99_ms 100, its Designs take 107.86692 (D-2 13.5526 measured + D-1",
        ),
        ("architecture.py", "auth_overhead_ms=2", "auth_overhead_ms=0.001", ["RES603", "RES604"], "R-1 allows"),
        ("architecture.py", "connections_max=100)", "connections_max=300)", ["RES603", "RES604"], "R-3 asks for"),
        (
            "architecture.py", "connections_max=200", "connections_max=500", ["CON302", "RES601"],
            "D-2 promises connections_max 500",
        ),
        ("architecture.py", "    adopted = False\n", "", ["CON301", "TRC105", "TST505", "TST506"], "D-4"),
    ],
)  # fmt: skip
def test_what_breaks_it(chat: Path, file: str, old: str, new: str, codes: list[str], said: str) -> None:
    if new.startswith(LATENCY):
        text = (chat / file).read_text()
        value = text.split(LATENCY)[1].split("\n")[0]
        edit(chat, file, LATENCY + value, f"{new}{value}")
    else:
        edit(chat, file, old, new)
    done = archhook(chat, "check", "--no-cache", "-q")
    found = {
        word for line in done.stdout.splitlines() for word in line.split() if word[:3] in ("RES", "CON", "TRC", "TST")
    }
    assert sorted(word for word in found if word[3:].isdigit()) == codes, done.stdout
    assert said in done.stdout


@pytest.mark.slow
def test_figures_of_different_machines_are_told_apart(chat: Path) -> None:
    edit(chat, "architecture.py", "latency_p99_ms=100", "latency_p99_ms=15")
    text = (chat / "measured.toml").read_text()
    head, tail = text.split("[D-2.latency_p99_ms]")
    line = next(line for line in tail.splitlines() if line.startswith("machine"))
    (chat / "measured.toml").write_text(f"{head}[D-2.latency_p99_ms]{tail.replace(line, BOX.strip(), 1)}")
    done = archhook(chat, "check", "--no-cache", "-q")
    assert "measured on different machines: Another, Intel" in done.stdout
    assert "+ figures of different machines are added up" in archhook(chat, "budget").stdout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("version = 1", "version = 2", "measured.toml:3:1: `version` is 2; this archhook reads version 1"),
        ("value = ", "value = -", "`D-1.cpu_cores.value` must be a number of 0 or more, not -"),
        ("[D-1.cpu_cores]", "[D-1.cpu_core]", "did you mean `cpu_cores`?"),
        ('unit = "cores"', 'unit = "ms"', "which does not convert into cores"),
    ],
)
def test_a_broken_file_of_figures_is_never_green(chat: Path, old: str, new: str, said: str) -> None:
    edit(chat, "measured.toml", old, new)
    done = archhook(chat, "check", "-q")
    assert done.returncode == 2
    assert said in done.stderr
