"""The README is true: its ledger, its commands and their output, its table of laws, its configuration."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archhook.configuration import parse_config
from archhook.laws.catalogue import LAWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import GitRepo

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
BIN = Path(sys.executable).parent
FILES = {
    "src/till.py": "TAX_PERCENT = 19\n\n\ndef total(cents):\n    return cents * (100 + TAX_PERCENT) // 100\n",
    "tests/test_till.py": "def test_purchase(): ...\ndef test_many_items(): ...\ndef test_one_item(): ...\n",
    "tests/test_receipt.py": "def test_receipt(): ...\n",
}


def block(mark: str) -> str:
    """The fenced block below a mark."""
    found = re.search(rf"<!-- {re.escape(mark)} -->\n```\w+\n(.*?)```", README, re.DOTALL)
    assert found, f"README.md has no block {mark}"
    return found[1]


def said(repo: GitRepo, command: str) -> str:
    """What a command of the README prints, with what differs from run to run made alike."""
    done = subprocess.run(
        ["bash", "-c", command], cwd=repo.path, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}"},
    )  # fmt: skip
    return alike(done.stdout + done.stderr)


def alike(text: str) -> str:
    return re.sub(r"\d+ ms", "N ms", text)


@pytest.fixture
def till(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """The README's project, with its ledger as it is printed there."""
    repo = git_repo("till")
    repo.commit("The till", files=FILES | {"architecture.py": block("file: architecture.py")})
    return repo


def test_the_first_ledger_holds(till: GitRepo) -> None:
    command, output = block("run: kept").split("\n", 1)
    assert said(till, command.removeprefix("$ ")) == alike(output)


def test_the_ledger_runs_as_python_too(till: GitRepo) -> None:
    path = till.path / "architecture.py"
    path.write_text(path.read_text().replace("UserAcceptanceTest\n", "UserAcceptanceTest, validate_architecture\n", 1))
    path.write_text(path.read_text() + '\n\nif __name__ == "__main__":\n    validate_architecture()\n')
    assert "ARCHITECTURE VALIDATED" in said(till, f"{sys.executable} architecture.py")


@pytest.mark.slow
def test_the_broken_commit_is_stopped_with_just_these_words(till: GitRepo) -> None:
    assert "pre-commit" in said(till, block("run: install").removeprefix("$ "))
    said(till, "git add -A && git commit -m 'Install the hooks'")  # judged, so that the next commit is a warm one
    till.write("src/till.py", FILES["src/till.py"].replace("total", "sum_up"))
    command, output = block("run: broken").split("\n", 1)
    shown = said(till, command.removeprefix("$ "))
    assert [line for line in shown.splitlines() if line] == [line for line in alike(output).splitlines() if line]


def test_the_table_of_laws_is_the_catalogue() -> None:
    table = README.split("<!-- laws -->\n")[1].split("<!-- /laws -->")[0]
    assert table == laws_table(), "write what laws_table() returns between the marks"


def laws_table() -> str:
    """The README's table, from the catalogue."""
    marks = {"error": "", "warning": " (warning)", "off": " (off)"}
    rows = [f"| {law.code} | {law.name}{marks[law.severity]} | {law.summary} |\n" for law in LAWS]
    return "| code | name | broken when |\n|---|---|---|\n" + "".join(rows)


def test_the_configuration_is_one() -> None:
    config = parse_config(block("config").encode(), None)
    assert config.symbols == "public"
    assert config.severity == (("TST506", "warning"),)


def test_the_commands_for_contributors_are_whole() -> None:
    assert (ROOT / ".ci" / "run").read_text().count("README.md")
    for mark in ("judge", "tests"):
        assert subprocess.run(["bash", "-n", "-c", block(mark)], check=False).returncode == 0
