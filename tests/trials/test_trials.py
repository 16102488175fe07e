"""Made-up histories, synced after each commit, stay in order; branches that were synced merge."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from helpers.git_repo import GitRepo
from helpers.synthetic import project
from trials.merging_branches import Shape, trial
from trials.replayed_commits import Tally, replay

if TYPE_CHECKING:
    from pathlib import Path


def history(folder: Path, commits: int) -> list[str]:
    """A repository without a ledger: files, names and tests come, move and go."""
    chance = random.Random(5)
    scratch = GitRepo.create(folder)
    files = project(20)
    del files["architecture.py"]
    done = [scratch.commit("start", files=files)]
    for number in range(commits):
        paths = [path for path in scratch.paths("*.py") if not path.endswith("__init__.py")]
        for path in chance.sample(paths, 3):
            text = scratch.read(path)
            match chance.randrange(5):
                case 0:
                    scratch.write(path, f"{text}\n\ndef test_{number}():\n    pass\n\n\nLIMIT{number} = 1\n")
                case 1:
                    scratch.run("mv", path, path.replace(".py", f"{number}.py"))
                case 2:
                    scratch.write(path.replace(".py", f"_{number}.py"), f"def test_{number}():\n    pass\n")
                case 3:
                    scratch.write(path, text.replace("def ", f"def test_{number}_", 1))
                case 4 if len(paths) > 12:
                    (folder / path).unlink()
        done.append(scratch.commit(f"step {number}"))
    return done


def test_a_history_with_a_sync_after_each_commit(tmp_path: Path) -> None:
    commits = history(tmp_path / "upstream", 5)
    scratch = GitRepo.clone(tmp_path / "upstream", tmp_path / "clone")
    told = list(replay(scratch, commits, "generated"))
    tally = told[-1]
    assert isinstance(tally, Tally)
    assert tally.restless == ()
    assert tally.exceptions == ()
    assert tally.changed >= 4


@pytest.mark.slow
@pytest.mark.parametrize("package", [False, True])
def test_branches_that_were_synced_merge(tmp_path: Path, package: bool) -> None:
    """Words are never given twice: every merge and every rebased commit is in order as it is."""
    for rebased, lists in ((False, False), (True, False), (False, True)):
        shape = Shape(package, lists, True, rebased, branches=3, files=30)
        done = [trial(tmp_path / f"{rebased}{lists}{seed}", seed, shape) for seed in range(20, 23)]
        assert [(one.twice, one.failing, one.left) for one in done] == [(0, 0, ())] * 3
        assert sum(one.conflicts for one in done) * 2 <= sum(one.joined for one in done)


@pytest.mark.slow
def test_numbers_are_given_twice_and_mended_at_the_tip(tmp_path: Path) -> None:
    done = [trial(tmp_path / str(seed), seed, Shape(rebased=True, branches=3, files=30)) for seed in range(20, 23)]
    assert sum(one.twice for one in done) > 0
    assert [one.left for one in done] == [()] * 3


def test_two_branches_with_words_are_rebased(tmp_path: Path) -> None:
    one = trial(tmp_path / "one", 3, Shape(words=True, rebased=True, commits=1, files=20))
    assert (one.joined, one.twice, one.failing, one.left) == (2, 0, 0, ())
