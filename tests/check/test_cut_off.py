"""An edit of the ledger whose process is killed: what is left says how the edit is finished, or goes with the next."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.walls import project

from archhook.atomic import left_beside
from archhook.check.cut_off import cut_off
from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.git_repo import GitRepo

KILLED = """
import os, sys
done, real = 0, os.replace
def replace(source, target):
    global done
    done += str(target).endswith(".py")
    if done > {most} and str(target).endswith(".py"):
        os._exit(137)
    real(source, target)
os.replace = replace
from archhook.cli.main import main
main(["rename", "D-1", "D-core", "--class", "Core"])
"""


@pytest.fixture
def package(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """A ledger of three modules, each of which names D1."""
    repo = git_repo("cut")
    files = project({1: (), 2: ("requires = [D1]",)}, {})
    head, designs, tasks = re.split(r"(?=class D1|class T1)", files.pop("architecture.py"), maxsplit=2)
    files["architecture/__init__.py"] = "from architecture.tasks import *\n"
    files["architecture/goals.py"] = head
    files["architecture/designs.py"] = "from archhook import Design\nfrom architecture.goals import What\n\n" + designs
    files["architecture/tasks.py"] = "from archhook import Task\nfrom architecture.designs import D1, D2\n\n" + tasks
    repo.commit("start", files=files)
    monkeypatch.chdir(repo.path)
    return repo


def killed_after(repo: GitRepo, most: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", KILLED.format(most=most)], cwd=repo.path, capture_output=True, check=False
    )
    assert ended.returncode == 137, ended.stderr


def test_the_edit_is_finished_as_it_is_told(package: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    killed_after(package, 1)
    capsys.readouterr()
    for argv, code in ((["check"], {1, 2}), (["sync"], {2}), (["rename", "D-1", "D-core"], {2})):
        assert main(argv) in code
        told = capsys.readouterr().err
        assert "an edit of the ledger was cut off half-way" in told, argv
    loop = re.search(r"`(for .*?done)`", told)
    assert loop is not None
    subprocess.run(loop[1], shell=True, cwd=package.path, check=True)
    assert main(["check"]) == 0
    assert "D-core" in package.read("architecture/designs.py")
    assert not left_beside(str(package.path / "architecture"))


def test_what_is_left_goes_with_the_next_edit(package: GitRepo) -> None:
    killed_after(package, 0)
    assert len(left_beside(str(package.path / "architecture"))) == 2
    assert main(["rename", "D-1", "D-core", "--class", "Core"]) == 0
    assert not left_beside(str(package.path / "architecture"))
    assert main(["check"]) == 0


def test_an_edit_that_is_under_way_is_none_that_was_cut_off(tmp_path: Path) -> None:
    (tmp_path / f"a.py.{os.getppid()}.tmp").write_text("x")
    (tmp_path / "a.py.tmp").write_text("x")
    (tmp_path / "notes.1x.tmp").write_text("x")
    assert not cut_off(str(tmp_path), ["a.py", "gone/a.py"])
