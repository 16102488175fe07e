"""`archhook check --merge` says of made-up pairs of branches, and of a history's merges, what their real merge says."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from helpers.branch_pairs import RED, base, lay
from helpers.git_repo import GitRepo
from trials import merged_pairs
from trials.merged_pairs import made_up, real, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from helpers.branch_pairs import Edit


@pytest.fixture(autouse=True)
def here() -> Iterator[None]:
    """The current folder, which the trials change."""
    before = os.getcwd()
    yield
    os.chdir(before)


@pytest.mark.parametrize("seed", range(6))
def test_made_up_pairs_are_judged_as_they_will_be(tmp_path: Path, seed: int) -> None:
    pair, outcome = made_up(tmp_path, seed)
    assert outcome.wrong == ()
    assert outcome.sides_hold
    if not outcome.conflict and not {"LED002", "LED003"} & {*outcome.found}:
        assert outcome.found == ((pair.code,) if pair.code else ())


def test_an_id_that_both_give_is_met_where_ids_are_numbers(tmp_path: Path) -> None:
    (pair,) = (one for one in RED if one.code == "LED002")
    _, outcome = made_up(tmp_path, 1, pair, noisy=False)
    assert (outcome.twice, outcome.found, outcome.wrong) == (True, ("LED002",), ())


def _histories(folder: Path) -> GitRepo:
    """A history without a ledger: one merge in order, one of two halves of a circle, and one with a conflict."""
    repo = GitRepo.create(folder)
    code = {path: text for path, text in base(10).items() if "archi" not in path and "archhook" not in path}
    repo.commit("code", files=code)
    edits: tuple[tuple[Edit, Edit], ...] = (
        ({"src/app/left/new.py": "x = 1\n"}, {"src/app/right/new.py": "x = 1\n"}),
        ({"src/app/left/a.py": "a = 1\n"}, {"src/app/left/a.py": "a = 2\n"}),
    )
    for ours, theirs in edits:
        start = repo.run("rev-parse", "HEAD")
        lay(repo, ours)
        repo.commit("ours")
        repo.run("checkout", "-q", "-b", "side", start)
        lay(repo, theirs)
        repo.commit("theirs")
        repo.run("checkout", "-q", "main")
        repo.git("merge", "-q", "--no-ff", "-m", "merged", "side", check=False)
        repo.run("checkout", "-q", "HEAD", "--", ".")
        repo.run("commit", "-q", "--allow-empty", "--no-edit", "-m", "merged")
        repo.run("branch", "-q", "-D", "side")
    return repo


def test_merges_of_a_history_get_ledgers_and_are_judged(tmp_path: Path) -> None:
    history = _histories(tmp_path / "history")
    merges = history.run("rev-list", "--merges", "HEAD").split()
    for merge in merges:
        (tmp_path / merge).mkdir()
    outcomes = [real(history.path, tmp_path / merge, merge) for merge in merges]
    assert [(one.conflict, one.wrong) for one in outcomes if one] == [(True, ()), (False, ())]
    told = table("history", [one for one in outcomes if one], 1)
    assert told.startswith("history: 2 pairs, 1 with conflicts of text (0 in the ledger alone)")


@pytest.mark.parametrize("wrong", ["ours", "theirs"])
def test_one_that_judges_a_side_in_place_of_the_merge_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    judged = merged_pairs.judged

    def of_a_side(*options: str):
        return judged("--rev", wrong) if options[0] == "--merge" else judged(*options)

    monkeypatch.setattr(merged_pairs, "judged", of_a_side)
    _, outcome = made_up(tmp_path, 1, RED[0], noisy=False)
    assert outcome.wrong
