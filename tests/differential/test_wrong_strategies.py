"""The bench finds out every wrong strategy, soon; what it cannot find out it could not vouch for."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from differential.controls import Controls
from differential.edits import START
from differential.replay import made_up
from differential.subject import BUG, InProcess, Snapshot
from differential.test_imports import lay_out
from differential.walk import Walk
from differential.wrong import STRATEGIES
from differential.wrong_changes import CASES
from differential.wrong_folders import BELOW
from differential.wrong_imports import IMPORTS
from differential.wrong_plans import PLANS
from differential.wrong_walls import WALLS
from helpers.folder_project import FolderProject
from helpers.git_repo import GitRepo
from helpers.import_project import ImportProject
from helpers.plan_project import PlanProject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from differential.edits import Case, Edit
    from differential.subject import Outcome, Strategy

STEPS = 50
SEEDS = range(1, 31)
PACE = 0.15
"""A wrong verdict needs a finding and a change that concerns it, so the walk lingers."""
INDEX = Snapshot("index")
BREAK_DOWN = ("deep-hits-skipped", "cut-off-without-the-order-of-imports")
"""What these keep names statements that are no longer there, and mostly no verdict comes of it, right or wrong."""
RARE = ("interfaces-of-folders-not-rechecked", "designs-of-names-not-re-read", "folders-counted-file-by-file")
"""What these forget is nearly always asked about for another reason, as an interface by files beside its folder; or
several steps have to meet before a verdict shows it, as a file's new name and a package that comes around it.
"""


def last_verdicts(repo: GitRepo, subject: InProcess, case: Case) -> tuple[Outcome, Outcome]:
    """(warm, cold) verdict on a case's last snapshot, where those before it have been judged."""
    repo.commit(files=START)
    for edits in (case.before, *([case.between] if case.between else [])):
        stage(repo, edits)
        assert subject.judge(INDEX, warm=True, later=False).code in (0, 1)
    stage(repo, case.after)
    warm, cold = (subject.judge(INDEX, warm=warm, later=case.later) for warm in (True, False))
    assert BUG not in (warm.code, cold.code)
    return warm, cold


def stage(repo: GitRepo, edits: Iterable[Edit]) -> None:
    for edit in edits:
        edit(repo)
    repo.run("add", "-A")


@pytest.mark.parametrize("name", STRATEGIES)
def test_a_wrong_strategy_is_caught_where_it_is_wrong(git_repo: Callable[..., GitRepo], name: str) -> None:
    repo = git_repo()
    warm, cold = last_verdicts(repo, InProcess(repo, STRATEGIES[name]), CASES[name])
    assert warm != cold


@pytest.mark.parametrize("name", CASES)
def test_the_right_strategy_is_not_caught_there(git_repo: Callable[..., GitRepo], name: str) -> None:
    repo = git_repo()
    warm, cold = last_verdicts(repo, InProcess(repo), CASES[name])
    assert warm == cold


@pytest.mark.slow
def test_every_wrong_strategy_is_caught_and_the_right_one_is_not(tmp_path: Path) -> None:
    """Within so many steps of one of the walks, by a wrong verdict. Who was caught on one does not go on the next.

    Those about imports and folders have walks of their own; walls between Designs are hardly ever built by these walks.
    """
    free = {name: wrong for name, wrong in STRATEGIES.items() if name not in {*IMPORTS, *WALLS, *BELOW, *PLANS}}
    for seed in SEEDS:
        if not free:
            break
        chance = random.Random(f"{seed} jumps")
        scratch = made_up(tmp_path / str(seed), chance, files=12)
        controls = Controls(scratch, free, tmp_path / f"caches{seed}")
        difference = Walk(scratch, controls, chance, "jumps", PACE).run(STEPS).difference
        assert difference is None, difference and difference.told()
        print(seed, {name: one.verdict for name, one in controls.caught.items()})  # shown where it fails
        free = {name: wrong for name, wrong in free.items() if name in controls.free}
    assert sorted(free) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("strategies", "made"),
    [(IMPORTS, ImportProject), (BELOW, FolderProject), (PLANS, PlanProject)],
    ids=["imports", "folders", "plans"],
)
def test_every_wrong_strategy_of_a_kind_is_caught(
    tmp_path: Path, strategies: dict[str, Strategy], made: type[ImportProject | PlanProject]
) -> None:
    """The same on walks that change imports, what lies below folders, or plans, and all that they depend on."""
    free = {name: wrong for name, wrong in strategies.items() if name not in (*BREAK_DOWN, *RARE)}
    for seed in SEEDS:
        if not free:
            break
        project = made(random.Random(f"imports {seed}"))
        scratch = GitRepo.create(tmp_path / str(seed))
        lay_out(scratch, {}, before := project.files())
        scratch.commit("start")
        controls = Controls(scratch, free, tmp_path / f"caches{seed}")
        for _ in range(4 * STEPS):
            told = project.step()
            lay_out(scratch, before, before := project.files())
            scratch.run("add", "-A")
            warm, cold = (controls.judge(INDEX, warm=warm, later=False) for warm in (True, False))
            assert warm == cold, told
        print(seed, {name: one.verdict for name, one in controls.caught.items()})  # shown where it fails
        free = {name: wrong for name, wrong in free.items() if name in controls.free}
    assert sorted(free) == []
