"""By the law of another revision: what is found is what a project finds from which all that does not count is taken
out by hand, whatever is remembered of earlier runs.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from helpers.files import lay_out
from helpers.law_pairs import Choices, counted, project, some, turned

from archhook.check.api import judge
from archhook.check.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.git_repo import GitRepo

    from archhook.model.findings import Finding, Verdict

STEPS = 12


def committed(repo: GitRepo, choices: Choices) -> str:
    """The id of a commit of a project, which nothing is checked out of."""
    repo.run("rm", "-rqf", "--ignore-unmatch", ".")
    return repo.commit(files=project(choices))


def findings(verdict: Verdict) -> list[Finding]:
    """What is found. Where in a comment the code of a law stands is none of it: others before it are left out."""
    return [one._replace(column=0) if one.code == "LED005" else one for one in verdict.findings]


def counts(verdict: Verdict) -> tuple[object, ...]:
    """What else a verdict says, but of whom."""
    return len(verdict.findings), verdict.waived, verdict.baselined, verdict.planned, verdict.judged, verdict.exit_code


@pytest.mark.parametrize("seed", range(12))
def test_what_does_not_count_is_as_if_not_written(git_repo: Callable[..., GitRepo], tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    repo, plain = git_repo(tmp_path / "repo"), tmp_path / "plain"
    law = some(chance)
    branch = law
    for step in range(STEPS):
        law = turned(chance, law) if step % 4 == 3 else law
        branch = some(chance) if chance.random() < 0.1 else turned(chance, turned(chance, branch))
        law_id, branch_id = committed(repo, law), committed(repo, branch)
        request = Request(
            str(repo.path), source=chance.choice(("commit", "worktree", "index")), rev=branch_id, law=law_id
        )
        warm = judge(request).verdict
        cold = judge(request._replace(no_cache=True)).verdict
        assert warm == cold
        assert warm.law == repo.tree(law_id)
        lay_out(plain / str(step), project(counted(branch, law)))
        by_hand = judge(Request(str(plain / str(step)), no_cache=True)).verdict
        odd = {*findings(warm)} ^ {*findings(by_hand)}
        assert not odd, (odd, law, branch)
        assert counts(warm) == counts(by_hand), (law, branch)
