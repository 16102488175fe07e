"""The examples of `--help` work as they are printed, in a project that has something to say."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
from helpers.cli import archhook, on_path
from helpers.synthetic import project

from archhook.cli.commands import NAMES, find
from archhook.cli.help import WIDTH, render_help

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

TRIED = ("check", "hook pre-commit", "hook pre-push", "install", "baseline", "rule", "cache info", "cache clear")
"""The commands that need nothing but a project; others are tried where their own tests are."""

MODULE = "src/app/part0/module3.py"


def test_help_shows_the_examples() -> None:
    for name in NAMES:
        command = find(name)
        assert command is not None
        assert command.examples or name not in TRIED
        for typed, _ in command.examples:
            assert typed.startswith(name)
            shown = render_help(name)
            assert f"\n  archhook {typed}  " in shown or f"\n  archhook {typed}\n      " in shown
            assert max(map(len, shown.splitlines())) <= WIDTH


@pytest.mark.slow
@pytest.mark.parametrize("name", TRIED)
def test_the_examples_of_a_command_work(git_repo: Callable[..., GitRepo], name: str) -> None:
    repo = git_repo()
    repo.commit("start", files=project(10))
    repo.run("update-ref", "refs/remotes/origin/main", "HEAD")
    repo.commit("more")
    pushed = f"refs/heads/main {repo.run('rev-parse', 'HEAD')} refs/heads/main {'0' * 40}\n"
    command = find(name)
    assert command is not None
    for number, (typed, _) in enumerate(command.examples):
        for hook in (repo.path / ".pre-commit-config.yaml", *(repo.path / ".git/hooks").glob("pre-*")):
            hook.unlink(missing_ok=True)  # those of another project are refused
        repo.write(MODULE, (repo.path / MODULE).read_text() + f"\n\ndef extra{number}():\n    pass\n")
        done = archhook(repo.path, *shlex.split(typed), environment=on_path(), standard_input=pushed)
        assert done.returncode in (0, 1), done.stderr
        assert done.stdout + done.stderr
