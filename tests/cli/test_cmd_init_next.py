"""The steps that `archhook init` prints as the next ones, typed as they stand, with git and pre-commit themselves."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from helpers.cli import archhook, on_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

pytestmark = pytest.mark.slow

CONFIG = ".pre-commit-config.yaml"
FILES = {
    "src/till/__init__.py": "",
    "src/till/total.py": "TAX = 19\n\n\ndef total(cents):\n    return cents\n",
    "tests/test_total.py": "from till import total\n\n\ndef test_total(): assert str(1)\n",
}
OTHERS = """\
repos:
  - repo: local
    hooks:
      - {id: fine, name: fine, entry: "true", language: system, pass_filenames: false}
"""
WRITES = {"GIT_EDITOR": "printf adopt >"}
"""Writes the message of a commit."""


def steps(repo: GitRepo, *arguments: str, folder: str = ".") -> list[str]:
    """The steps that are printed."""
    done = archhook(repo.path / folder, "init", *arguments, environment=on_path())
    assert done.returncode == 0, done.stderr
    return [line.strip() for line in done.stdout.partition("Next:\n")[2].splitlines()]


def typed(repo: GitRepo, lines: list[str], folder: str = ".") -> None:
    """Types the lines; each is to succeed."""
    for line in lines:
        done = subprocess.run(
            line, shell=True, cwd=repo.path / folder, env=on_path(**WRITES), capture_output=True, check=False, text=True
        )
        assert done.returncode == 0, f"{line}: {done.stdout}{done.stderr}"


def holds(repo: GitRepo) -> None:
    """All that belongs to the gate is committed, and it refuses what breaks a law."""
    assert repo.run("status", "--porcelain") == ""
    repo.write("src/till/stray.py", "X = 1\n")
    repo.run("add", "-A")
    done = subprocess.run(
        ["git", "commit", "-m", "stray"], cwd=repo.path, env=on_path(), capture_output=True, check=False, text=True
    )
    assert done.returncode == 1
    assert "INV405" in done.stdout + done.stderr


@pytest.fixture
def till(git_repo: Callable[..., GitRepo]) -> GitRepo:
    repo = git_repo("till")
    repo.commit("The till", files=FILES)
    return repo


@pytest.mark.parametrize("folder", [".", "src"])
@pytest.mark.parametrize("hooks", ["none", "tracked", "installed"])
def test_whatever_hooks_there_are(till: GitRepo, hooks: str, folder: str) -> None:
    if hooks != "none":
        till.commit("Hooks", files={CONFIG: OTHERS})
    if hooks == "installed":
        typed(till, ["pre-commit install"])
    lines = steps(till, folder=folder)
    up = "" if folder == "." else "../"
    assert lines == [
        "archhook check",
        "archhook install",
        f"git add {up}{CONFIG}",
        f"git commit {up}architecture.py {up}archhook.toml {up}{CONFIG}",
    ]
    typed(till, lines, folder)
    assert "archhook-push" in till.run("show", f"HEAD:{CONFIG}")
    holds(till)


@pytest.mark.parametrize("staged", [False, True])
def test_hooks_that_were_put_in_before_and_are_not_committed(till: GitRepo, staged: bool) -> None:
    typed(till, ["archhook install", *([f"git add {CONFIG}"] if staged else [])])
    lines = steps(till)
    assert lines[-2:] == [f"git add {CONFIG}", f"git commit architecture.py archhook.toml {CONFIG}"]
    typed(till, lines)
    holds(till)


def test_hooks_that_are_committed_already(till: GitRepo) -> None:
    typed(till, ["archhook install", f"git add {CONFIG}"])
    till.commit("Hooks")
    lines = steps(till)
    assert lines == ["archhook check", "archhook install", "git commit architecture.py archhook.toml"]
    typed(till, lines)
    holds(till)


def test_a_configuration_of_hooks_that_git_ignores(till: GitRepo) -> None:
    till.commit("Ignore", files={".gitignore": f"{CONFIG}\n"})
    lines = steps(till)
    assert lines[-2:] == ["archhook install", "git commit architecture.py archhook.toml"]
    typed(till, lines)
    holds(till)


@pytest.mark.parametrize("scope", ["--local", "--global"])
def test_hooks_in_a_folder_of_their_own(till: GitRepo, tmp_path_factory: pytest.TempPathFactory, scope: str) -> None:
    till.run("config", scope, "core.hooksPath", str(tmp_path_factory.mktemp("hooks")))
    lines = steps(till)
    own = ["git config core.hooksPath .githooks"] if scope == "--global" else []
    assert lines == [
        "archhook check", *own, "archhook install --git", "git commit architecture.py archhook.toml",
    ]  # fmt: skip
    typed(till, lines)
    till.commit("The folder of hooks")
    holds(till)


@pytest.mark.parametrize("git_only", [False, True])
def test_a_project_below_the_top(till: GitRepo, git_repo: Callable[..., GitRepo], git_only: bool) -> None:
    if git_only:
        till.run("config", "core.hooksPath", "own hooks")
    lines = steps(till, "--config", "src/archhook.toml")
    files = f"src/architecture.py src/archhook.toml{'' if git_only else f' {CONFIG}'}"
    assert lines == [
        "archhook check --config src/archhook.toml",
        f"archhook install{' --git' if git_only else ''} --config src/archhook.toml",
        *([] if git_only else [f"git add {CONFIG}"]),
        f"git commit {files}",
    ]
    typed(till, lines)
    if git_only:
        till.commit("The folder of hooks")
    holds(till)
    bare = git_repo("remote", "--bare")
    till.run("remote", "add", "origin", str(bare.path))
    till.run("stash")
    typed(till, ["git push origin main"])
    till.run("stash", "pop")
    till.commit("stray")
    done = subprocess.run(
        ["git", "push", "origin", "main"], cwd=till.path, env=on_path(), capture_output=True, check=False, text=True
    )
    assert (done.returncode, "INV405" in done.stdout + done.stderr) == (1, True)


def test_code_that_git_does_not_track_yet(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo("new")
    for path, text in FILES.items():
        repo.write(path, text)
    lines = steps(repo)
    assert lines == ["git add .", "archhook check", "archhook install", f"git add {CONFIG}", f"git commit . {CONFIG}"]
    typed(repo, lines)
    holds(repo)
