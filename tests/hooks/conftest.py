"""A small project with the hooks installed, under pre-commit and under plain git hooks."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from helpers.cli import on_path
from helpers.files_project import BROKEN, FINDING, GOOD, LEDGER, SETTINGS, WRITER

if TYPE_CHECKING:
    from collections.abc import Callable


class Outcome:
    """What a git command with hooks has led to."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.passed = done.returncode == 0
        self.said = done.stdout + done.stderr


class Project:
    """A repository with the hooks installed. `try_` runs git with its hooks, `repo` without."""

    ledger, settings, good, writer, broken = LEDGER, SETTINGS, GOOD, WRITER, BROKEN

    def __init__(self, repo, host: str) -> None:
        self.repo, self.host, self.path = repo, host, repo.path

    def try_(self, *arguments: str, sent: str = "", env: dict[str, str] | None = None) -> Outcome:
        done = subprocess.run(
            arguments,
            cwd=self.path,
            env=on_path(**(env or {})),
            input=sent,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert "Traceback" not in done.stdout + done.stderr
        return Outcome(done)

    def git(self, *arguments: str, sent: str = "") -> Outcome:
        return self.try_("git", *arguments, sent=sent)

    def install(self, *options: str) -> None:
        outcome = self.try_("archhook", "install", *options, *(["--git"] if self.host == "git" else []))
        assert outcome.passed, outcome.said

    def refused(self, outcome: Outcome, finding: str = FINDING) -> None:
        """The command was stopped, and this finding was on the screen."""
        assert not outcome.passed, outcome.said
        assert finding in outcome.said, outcome.said

    def accepted(self, outcome: Outcome) -> None:
        """The command was let through."""
        assert outcome.passed, outcome.said


@pytest.fixture(params=["pre-commit", "git"])
def empty(request, git_repo) -> Project:
    """The hooks in a repository without a commit."""
    project = Project(git_repo(), request.param)
    project.install()
    return project


@pytest.fixture
def project(empty) -> Project:
    """The hooks, and a commit that all laws hold for."""
    empty.repo.commit(files=GOOD)
    return empty


@pytest.fixture
def remote(project, git_repo) -> Project:
    """`project`, with a remote that has its main branch."""
    bare = git_repo("remote", "--bare")
    project.repo.run("remote", "add", "origin", str(bare.path))
    project.repo.run("push", "-q", "--no-verify", "origin", "main")
    return project


@pytest.fixture
def project_at() -> Callable[..., Project]:
    """The hooks of a repository that is there already: `project_at(repo, "git")`."""
    return Project
