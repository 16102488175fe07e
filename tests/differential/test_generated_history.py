"""The incremental verdict is the full verdict, to the byte, at every step of a history that breaks and mends things."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from differential.subject import ALL_LAWS
from helpers.mutations import Mutator
from helpers.synthetic import project

from archhook.check.api import judge
from archhook.check.request import Request
from archhook.errors import ArchhookError
from archhook.report.json import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo


def outcome(request: Request) -> tuple[str, int]:
    """The JSON document and the exit code, or what was said instead of a verdict."""
    try:
        verdict = judge(request).verdict
    except ArchhookError as error:
        return f"{error.path}:{error.line}: {error.message} ({error.fix})", 2
    return render(verdict, None), verdict.exit_code


def agree(repo: GitRepo, step: str, **options: str) -> None:
    """Fails where a warm run and a cold one differ."""
    request = Request(str(repo.path), overrides=ALL_LAWS, **options)
    warm, cold = outcome(request), outcome(request._replace(no_cache=True))
    assert warm == cold, f"{step}\n{warm}\n{cold}"


@pytest.mark.parametrize("package", [False, True], ids=["file", "package"])
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)])
def test_warm_equals_cold_at_every_step(git_repo: Callable[..., GitRepo], package: bool, seed: int) -> None:
    repo = git_repo()
    repo.commit("start", files=project(30, package=package))
    chance = random.Random(seed)
    mutator = Mutator(repo.path, chance)
    steps: list[str] = []
    commits = [repo.run("rev-parse", "HEAD")]
    for number in range(60):
        steps.append(mutator.step())
        told = f"seed {seed}, step {number}: {steps[-1]}"
        if chance.random() < 0.7:
            repo.run("add", "-A")
        agree(repo, told, source="index")
        if chance.random() < 0.3:
            agree(repo, told + " (work tree)", source="worktree")
        if chance.random() < 0.5:
            commits.append(repo.commit(steps[-1]))
            agree(repo, told + " (commit)", source="commit", rev="HEAD")
        if chance.random() < 0.15:
            repo.run("stash", "-u") if repo.run("status", "--porcelain") else None
            repo.run("checkout", "-q", "--detach", chance.choice(commits))
            agree(repo, told + " (jump)", source="index")
