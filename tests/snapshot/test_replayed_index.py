"""The index as git would leave it, in a copy: against what git itself records."""

from __future__ import annotations

import os
import subprocess
from random import Random
from typing import TYPE_CHECKING

import pytest

from archhook.errors import GitError
from archhook.shell.commit_steps import commits_in
from archhook.shell.git_calls import git_calls
from archhook.shell.shell_commands import commands_of
from archhook.shell.surroundings import Surroundings
from archhook.snapshot.git import Repo
from archhook.snapshot.replayed_index import replayed

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

    from archhook.snapshot.replayed_index import Step

BEFORE = {"a.py": "1\n", "b.py": "1\n", "sub/c.py": "1\n", "old.py": "1\n", "gone.py": "1\n"}

COMMITS: list[tuple[list[list[str]], list[Step]]] = [
    ([["commit", "-m", "x"]], []),
    ([["commit", "-am", "x"]], [("", ("add", "--update", "--", ":/"))]),
    ([["commit", "-m", "x", "a.py", "new.py"]], [("", ("only", "a.py", "new.py"))]),
    ([["commit", "-m", "x", "sub"]], [("", ("only", "sub"))]),
    ([["commit", "-m", "x", "gone.py"]], [("", ("only", "gone.py"))]),
    ([["commit", "-m", "x", "-i", "a.py"]], [("", ("include", "a.py"))]),
    ([["add", "-A"], ["commit", "-m", "x"]], [("", ("add", "-A"))]),
    ([["add", "scratch.py", "sub"], ["commit", "-m", "x"]], [("", ("add", "scratch.py", "sub"))]),
    (
        [["rm", "-q", "--cached", "old.py"], ["commit", "-m", "x"]],
        [("", ("rm", "--cached", "--quiet", "--force", "-r", "--", "old.py"))],
    ),
]


@pytest.fixture
def changed(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """Staged: b.py and new.py; in the work tree alone: a.py, sub/c.py, gone.py; not tracked: scratch.py."""
    made = git_repo()
    made.commit(files=BEFORE)
    made.stage({"b.py": "2\n", "new.py": "2\n"})
    for path in ("a.py", "sub/c.py", "scratch.py"):
        made.write(path, "3\n")
    (made.path / "gone.py").unlink()
    return made


@pytest.mark.parametrize(("commands", "steps"), COMMITS)
def test_the_copy_holds_what_git_records(changed: GitRepo, commands: list[list[str]], steps: list[Step]) -> None:
    index = (changed.path / ".git/index").read_bytes()
    objects = sorted((changed.path / ".git/objects").rglob("*"))
    repo = Repo.open(str(changed.path))
    assert repo is not None
    here = [(os.path.join(str(changed.path), folder), words) for folder, words in steps]
    with replayed(repo, {}, here) as variables:
        tree = changed.git("write-tree", env=variables).stdout.strip()
        folder = os.path.dirname(variables["GIT_INDEX_FILE"])
        listed = changed.git("ls-tree", "-r", tree, env=variables).stdout
    assert not os.path.exists(folder)
    assert (changed.path / ".git/index").read_bytes() == index
    assert sorted((changed.path / ".git/objects").rglob("*")) == objects
    for words in commands:
        changed.run(*words)
    assert listed == changed.git("ls-tree", "-r", "HEAD").stdout


def test_a_step_that_fails_is_an_error(changed: GitRepo) -> None:
    repo = Repo.open(str(changed.path))
    assert repo is not None
    step = (str(changed.path), ("add", "nowhere.py"))
    with pytest.raises(GitError, match="git add would fail"), replayed(repo, {}, [step]):
        pass


def test_no_filter_runs(changed: GitRepo) -> None:
    changed.write(".gitattributes", "*.py filter=evil\n")
    changed.run("config", "filter.evil.clean", f"touch {changed.path}/ran; cat")
    repo = Repo.open(str(changed.path))
    assert repo is not None
    steps: list[Step] = [
        (str(changed.path), ("add", "-A")),
        (str(changed.path), ("include", "a.py")),
        (str(changed.path), ("only", "a.py")),
    ]
    with replayed(repo, {}, steps):
        pass
    assert not (changed.path / "ran").exists()


FILES = ("a.py", "b.py", "sub/c.py", "sub/deep/d.py", "e f.py")
WORDS = ("a.py", "b.py", "sub", "sub/c.py", ".", "'e f.py'", "-u", "-A", "-f ignored.py a.py", "new.py")


def some_command(chance: Random) -> str:
    """A command that stages this or that, in this or that folder, and commits."""
    parts = []
    for _ in range(chance.randint(0, 2)):
        verb = chance.choice(("git add", "git add", "git -C sub add", "git rm -q --cached", "git stage"))
        parts.append(f"{verb} {chance.choice(WORDS if verb in ('git add', 'git stage') else FILES[:3])}")
    if chance.random() < 0.2:
        parts.append("cd sub")
    commit = chance.choice(("", "", "-a", "-i a.py", "a.py b.py", "sub", ". ", "-- 'e f.py'", "-o sub/c.py"))
    parts.append(f"git commit -q -m 'a message' {commit}")
    return " && ".join(parts)


@pytest.mark.parametrize("seed", range(12))
def test_made_up_commits_record_what_was_told(git_repo: Callable[..., GitRepo], seed: int) -> None:
    chance = Random(seed)
    made = git_repo()
    made.commit(files={**dict.fromkeys(FILES, "1\n"), ".gitignore": "ignored.py\n"})
    for _ in range(4):
        for path in (*FILES, "new.py", "ignored.py", "sub/new.py"):
            if chance.random() < 0.5:
                made.write(path, f"{chance.random()}\n")
            if chance.random() < 0.3:
                made.git("add", "--", path, check=False)
            if chance.random() < 0.15:
                (made.path / path).unlink(missing_ok=True)
        command = some_command(chance)
        around = Surroundings(str(made.path), "", os.path.isdir)
        (commit,) = commits_in(git_calls(commands_of(command, around).ran, around, lambda folder: {}))
        assert commit.doubt == ""
        repo = Repo.open(str(made.path))
        assert repo is not None
        told = ""
        try:
            with replayed(repo, {}, commit.steps) as variables:
                tree = made.git("write-tree", env=variables).stdout.strip()
                told = made.git("ls-tree", "-r", tree, env=variables).stdout
        except GitError:
            told = ""
        head = made.run("rev-parse", "HEAD")
        done = subprocess.run(["sh", "-c", command], cwd=made.path, check=False, capture_output=True)
        if done.returncode == 0:
            assert told == made.git("ls-tree", "-r", "HEAD").stdout, command
        else:
            assert made.run("rev-parse", "HEAD") == head, command  # nothing was recorded
        made.run("reset", "-q")
