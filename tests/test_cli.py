"""The command line end to end, in a process of its own and in real folders: what it prints, and with which exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LEDGER = '''\
from archhook import Design, IntegrationTest, Intent, Requirement, SystemTest, Task, UnitTest, UserAcceptanceTest


class Chat(Intent):
    """[I-1] People talk to each other."""


class Delivery(Requirement):
    """[R-1] A message arrives once."""

    derived_from = [Chat]


class Broker(Design):
    """[D-1] One broker keeps the order."""

    satisfies = [Delivery]


class Client(Task):
    """[T-1] The client of the broker."""

    implements = Broker
    file_path = "src/client.py"
    functions = ["publish"]


class Talks(UserAcceptanceTest):
    """[UAT-1] Two people talk."""

    verifies = Chat
    test_file = "tests/test_client.py"
    test_functions = ["test_talk"]


class Arrives(SystemTest):
    """[ST-1] A message arrives."""

    verifies = Delivery
    test_file = "tests/test_client.py"
    test_functions = ["test_arrives"]


class Ordered(IntegrationTest):
    """[IT-1] The order is kept."""

    verifies = Broker
    test_file = "tests/test_client.py"
    test_functions = ["test_order"]


class Publishes(UnitTest):
    """[UT-1] A message is published."""

    verifies = Broker
    test_file = "tests/test_client.py"
    test_functions = ["test_publish"]
'''
TESTS = "".join(f"def test_{name}(): pass\n" for name in ("talk", "arrives", "order", "publish"))
KEPT = {
    "architecture.py": LEDGER,
    "src/client.py": "def publish(): pass\n",
    "tests/test_client.py": TESTS,
}
TYPO = {"src/client.py": "def publsh(): pass\n"}
LINE = LEDGER.splitlines().index('    functions = ["publish"]') + 1
TYPO_TEXT = f"""\
architecture.py:{LINE}:18: INV403 T-1 declares function 'publish', which src/client.py does not hold
    because Intent I-1 > Requirement R-1 > Design D-1 > Task T-1
    fix: did you mean 'publsh'?
"""


class Result(subprocess.CompletedProcess[str]):
    """What a run of archhook gave."""


def archhook(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a folder. Nothing of it ever prints a traceback."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("archhook")), *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        env=os.environ | (environment or {}),
        encoding="utf-8",
        errors="surrogateescape",
    )
    assert "Traceback" not in done.stderr
    return done


def lay_out(folder: Path, files: Mapping[str, str]) -> Path:
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8", errors="surrogateescape")
    return folder
