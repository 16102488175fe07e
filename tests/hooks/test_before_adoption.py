"""What lies in a range of commits from before the ledger, and what only looks so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from helpers.cli import archhook
from helpers.example import KEPT, LEDGER

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

OTHERS = {path: text for path, text in KEPT.items() if path != "architecture.py"}
NOTE = "archhook: 2 commits are from before the ledger, and passed over\n"


@pytest.fixture
def young(git_repo: Callable[..., Any]) -> Any:
    """A repository with three commits, none of which has a ledger; the tag `start` is the first."""
    repo = git_repo()
    for number in range(3):
        repo.commit(f"{number}", files=OTHERS | {"notes.txt": f"{number}\n"})
    repo.run("tag", "start", "HEAD~2")
    return repo


def judged(repo: Any, *options: str) -> CompletedProcess[str]:
    return archhook(repo.path, "check", "--range", "start..HEAD", *options)


def pushed(repo: Any) -> CompletedProcess[str]:
    ids = [repo.run("rev-parse", f"{one}^{{commit}}") for one in ("HEAD", "start")]
    line = f"refs/heads/main {ids[0]} refs/heads/main {ids[1]}\n"
    return archhook(repo.path, "hook", "pre-push", "origin", "url", standard_input=line)


def test_commits_from_before_the_ledger_are_passed_over(young: Any) -> None:
    young.commit(files={"architecture.py": LEDGER, "archhook.toml": "every-commit = true\n"})
    young.commit(files={"notes.txt": "later\n"})
    for done in (judged(young), pushed(young)):
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr.startswith(NOTE)
        assert len(done.stderr.splitlines()) == 3
    verdicts = json.loads(judged(young, "--format", "json").stdout)["verdicts"]
    assert [one["snapshot"]["tree"] for one in verdicts] == [young.tree("HEAD~1"), young.tree()]


def test_what_comes_after_them_is_judged(young: Any) -> None:
    young.commit(files={"architecture.py": LEDGER.replace('["publish"]', '["publsh"]')})
    young.commit(files={"architecture.py": LEDGER})
    done = judged(young)
    assert (done.returncode, done.stdout.count("INV403")) == (1, 1)


def test_the_last_commit_needs_a_ledger(young: Any) -> None:
    young.commit(files={"archhook.toml": "every-commit = true\n"})
    for done in (judged(young), pushed(young)):
        assert done.returncode == 2
        assert "there is no ledger" in done.stderr


def test_a_ledger_that_is_taken_away_was_there(young: Any) -> None:
    young.commit(files={"architecture.py": LEDGER, "archhook.toml": "every-commit = true\n"})
    young.run("rm", "-q", "architecture.py")
    gone = young.commit("gone")
    young.commit(files={"architecture.py": LEDGER})
    for done in (judged(young), pushed(young)):
        assert done.returncode == 2
        assert f"({gone[:12]}): there is no ledger" in done.stderr.replace(f"commit {gone[:12]}:", f"({gone[:12]}):")


def test_a_branch_from_before_the_ledger_is_merged(young: Any) -> None:
    young.run("checkout", "-q", "-b", "topic")
    young.commit(files={"notes.txt": "topic\n"})
    young.run("checkout", "-q", "main")
    young.commit(files={"architecture.py": LEDGER})
    young.run("tag", "-f", "start")
    young.run("merge", "-q", "--no-edit", "topic")
    done = judged(young)
    assert done.returncode == 0
    assert done.stderr.startswith("archhook: 1 commit is from before the ledger, and passed over\n")


@pytest.mark.parametrize("place", ["docs/ledger.py", "./docs/ledger/"])
def test_a_ledger_in_another_place(young: Any, place: str) -> None:
    """The project has an architecture of its own, which is not the ledger."""
    own = {"architecture.py": "STYLE = 'brutalist'\n"}
    young.commit(files=own)
    ledger = place.removeprefix("./") if place.endswith(".py") else "docs/ledger/__init__.py"
    young.commit(files=own | {ledger: LEDGER, "archhook.toml": f'ledger = "{place}"\nexclude = ["/architecture.py"]\n'})
    done = judged(young)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith(NOTE.replace("2", "3"))


def test_a_ledger_that_moves_was_one_before(young: Any) -> None:
    young.commit(files={"architecture.py": LEDGER.replace('["publish"]', '["publsh"]')})
    young.run("rm", "-q", "architecture.py")
    young.commit(files={"docs/ledger.py": LEDGER, "archhook.toml": 'ledger = "docs/ledger.py"\n'})
    done = judged(young)
    assert (done.returncode, done.stdout.count("INV403")) == (1, 1)


def test_a_project_below_the_top(git_repo: Callable[..., Any]) -> None:
    repo = git_repo()
    below = {f"sub/{path}": text for path, text in OTHERS.items()}
    for number in range(3):
        repo.commit(files=below | {"notes.txt": f"{number}\n", "architecture.py": LEDGER})
    repo.run("tag", "start", "HEAD~2")
    repo.commit(files={"sub/architecture.py": LEDGER, "sub/archhook.toml": "strict = true\n"})
    done = judged(repo, "--config", "sub/archhook.toml")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith(NOTE)
