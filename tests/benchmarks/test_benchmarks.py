"""The benchmarks work; what they say of speed is read by people, and never asserted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).with_name("run.py")
ARCHHOOK = str(Path(sys.executable).with_name("archhook"))


@pytest.mark.slow
def test_they_print_every_table_at_the_smallest_size() -> None:
    command = [sys.executable, str(RUN), "--sizes", "30", "40", "--rounds", "2", "--before", ARCHHOOK]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    for row in (
        "cold",
        "warm, nothing changed",
        "warm, one file",
        "warm, one node of the ledger",
        "warm, an import added or removed",
        "warm, a file removed with its Task",
        "warm, a module shadowed or not",
        "warm, an import broken or mended",
        "why T-11",
        "commit, archhook",
    ):
        assert f"| {row} | " in done.stdout
    assert done.stdout.count("###") == 11
