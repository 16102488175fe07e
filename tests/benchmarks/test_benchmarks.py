"""The benchmarks work; what they say of speed is read by people, and never asserted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).with_name("run.py")
ARCHHOOK = str(Path(sys.executable).with_name("archhook"))


def printed(*options: str) -> str:
    """What a run with two rounds says."""
    command = [sys.executable, str(RUN), "--rounds", "2", *options]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_they_print_every_table_at_the_smallest_size() -> None:
    said = printed("--sizes", "30", "--before", ARCHHOOK)
    for row in (
        "cold",
        "warm, nothing changed",
        "warm, one file",
        "warm, one node of the ledger",
        "warm, an import added or removed",
        "warm, a file removed with its Task",
        "warm, a module shadowed or not",
        "warm, an import broken or mended",
        "before",
        "why T-11",
        "check --merge",
        "commit, archhook",
    ):
        assert f"| {row} | " in said
    assert said.count("###") == 17


@pytest.mark.slow
def test_a_large_project_is_set_beside_a_small_one() -> None:
    said = printed("--sizes", "30", "40", "--only", "growth")
    assert said.count("### 40-package beside 30-package") == 2
