"""Whose law a push is judged by: that of the branch as the remote has it, where that says so itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.snapshots import opened

from archhook.check.committed_config import config_at
from archhook.check.request import Request
from archhook.errors import GitError
from archhook.hooks.branch_law import Target, branch_law, is_shared
from archhook.hooks.judged_snapshots import Gated, Push, PushedRef, plan_push, select
from archhook.model.config import Config

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

ZERO, ONE = "0" * 40, "1" * 40
ASKED = '[tool.archhook]\nlaw = "branch"\n'
OWN = "[tool.archhook]\n"


@pytest.mark.parametrize(
    ("branch", "patterns", "expected"),
    [
        ("main", Config().shared_branches, True),
        ("master", Config().shared_branches, True),
        ("release/1.0", Config().shared_branches, True),
        ("release/1.0/hotfix", Config().shared_branches, True),
        ("release", Config().shared_branches, False),
        ("topic", Config().shared_branches, False),
        ("Main", Config().shared_branches, False),
        ("feature/main", Config().shared_branches, False),
        ("main2", Config().shared_branches, False),
        ("main", (), False),
        ("dev-7", ("dev-[0-9]",), True),
        ("develop", ("refs/heads/develop",), True),
        ("anything/at/all", ("*",), True),
    ],
)
def test_shared_branches(branch, patterns, expected) -> None:
    assert is_shared(branch, patterns) is expected


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """Two commits: `asks` asks for its law to hold for pushes; `main`, which is checked out, does no longer."""
    made = git_repo()
    made.commit(files={"pyproject.toml": ASKED})
    made.run("tag", "asks")
    made.commit(files={"pyproject.toml": OWN + "shared-branches = []\n"})
    return made


def law(repo: GitRepo, target: Target, own: str = "main") -> str:
    """The commit that gives the law, by the name of its tag; "" for the pushed commit's own."""
    here = opened(repo.path)
    asked = config_at(here, Request(""))
    found = branch_law(here, target, asked(own), asked)
    return repo.run("describe", "--tags", "--exact-match", found.commit) if found else ""


def test_the_branch_as_the_remote_has_it_gives_the_law(repo: GitRepo) -> None:
    asks, now = repo.run("rev-parse", "asks"), repo.run("rev-parse", "main")
    assert law(repo, Target("origin", "main", asks)) == "asks"
    assert law(repo, Target("https://example.com/till.git", "main", asks)) == "asks"
    assert law(repo, Target("origin", "main", now), own="asks") == ""  # asked for by the push alone
    repo.run("checkout", "-q", "--detach", "asks")
    assert law(repo, Target("origin", "main", ONE)) == ""  # no shared branch here asks for it


def test_what_git_does_not_say_the_remote_tracking_branch_does(repo: GitRepo) -> None:
    repo.run("update-ref", "refs/remotes/origin/main", "asks")
    assert law(repo, Target("origin", "main", "")) == "asks"
    for name in ("fork", ""):  # nothing is known of these: a shared branch that is here speaks
        assert law(repo, Target(name, "main", "")) == "asks"
        assert law(repo, Target(name, "topic", "")) == ""
    repo.run("update-ref", "refs/remotes/origin/main", "main")
    assert law(repo, Target("fork", "main", "")) == ""


@pytest.mark.parametrize("default", ["HEAD", "main", "master"])
def test_of_a_new_branch_the_default_branch_gives_the_law(repo: GitRepo, default: str) -> None:
    repo.run("update-ref", f"refs/remotes/origin/{default}", "asks")
    assert law(repo, Target("origin", "release/2", ZERO)) == "asks"
    assert law(repo, Target("origin", "release/2", "0" * 64)) == "asks"
    assert law(repo, Target("origin", "", "")) == "asks"
    assert law(repo, Target("fork", "topic", ZERO)) == ""


def test_the_head_of_the_remote_comes_first(repo: GitRepo) -> None:
    repo.run("update-ref", "refs/remotes/origin/main", "main")
    repo.run("update-ref", "refs/remotes/origin/trunk", "asks")
    repo.run("update-ref", "refs/remotes/origin/master", "asks")
    repo.run("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    assert law(repo, Target("origin", "release/2", ZERO)) == ""
    repo.run("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    assert law(repo, Target("origin", "release/2", ZERO)) == "asks"


def test_the_first_push_to_a_remote_is_judged_by_its_own_law(repo: GitRepo) -> None:
    assert law(repo, Target("origin", "main", ZERO), own="asks") == ""


def test_a_commit_that_is_not_here_is_asked_for(repo: GitRepo) -> None:
    with pytest.raises(GitError, match="its commit 111111111111 is not here") as caught:
        law(repo, Target("origin", "main", ONE), own="asks")
    assert caught.value.fix == "git fetch origin main"
    assert law(repo, Target("origin", "topic", ONE), own="asks") == ""  # that is no shared branch
    repo.run("update-ref", "refs/remotes/origin/main", "asks")
    with pytest.raises(GitError, match="the law of main of origin"):
        law(repo, Target("origin", "main", ONE))  # it was asked for when the branch was fetched


def test_a_default_branch_that_nobody_knows_is_asked_for(repo: GitRepo) -> None:
    trunk = repo.commit(files={"pyproject.toml": ASKED + 'shared-branches = ["trunk", "release/*"]\n'})
    repo.run("reset", "-q", "--hard", "HEAD~1")
    repo.run("update-ref", "refs/remotes/origin/trunk", trunk)
    with pytest.raises(GitError, match="release/2, which is new there") as caught:
        law(repo, Target("origin", "release/2", ZERO), own="asks")
    assert caught.value.fix == "git remote set-head origin --auto"
    with pytest.raises(GitError, match="release/2, which is new there"):
        law(repo, Target("origin", "release/2", ZERO))  # what is pushed does not ask any more, a branch there does
    assert law(repo, Target("origin", "topic", ZERO), own="asks") == ""  # that is no shared branch
    repo.run("update-ref", "refs/remotes/origin/trunk", "main")
    assert law(repo, Target("origin", "release/2", ZERO)) == ""


@pytest.mark.parametrize(
    "address", ["/srv/x", "/srv/x.git", "/srv/x/", "file:///srv/x.git", "up", "https://elsewhere/x"]
)
def test_a_remote_is_told_by_its_address(repo: GitRepo, address: str) -> None:
    repo.run("config", "remote.origin.url", "/srv/x.git")
    repo.run("config", "remote.up.url", "/srv/x")
    repo.run("config", "remote.fork.url", "/srv/fork")
    repo.run("update-ref", "refs/remotes/origin/main", "asks")
    assert law(repo, Target(address, "release/2", ZERO)) == "asks"
    assert law(repo, Target(address, "main", "")) == "asks"
    with pytest.raises(GitError, match="is not here"):
        law(repo, Target(address, "main", ONE))
    repo.run("update-ref", "refs/remotes/fork/main", "main")
    repo.run("update-ref", "refs/remotes/fork/HEAD", "main")
    for other in ("fork", "/srv/fork"):
        assert law(repo, Target(other, "release/2", ZERO)) == ""
        assert law(repo, Target(other, "topic", ONE)) == ""


def test_a_branch_that_is_gone_from_the_remote_is_judged_by_the_shared_branch_that_is_here(repo: GitRepo) -> None:
    repo.run("checkout", "-q", "-b", "loose")
    repo.run("branch", "-q", "-f", "main", "asks")
    assert law(repo, Target("origin", "main", ZERO), own="loose") == "asks"
    assert law(repo, Target("/srv/x", "release/1", ZERO), own="loose") == "asks"
    assert law(repo, Target("origin", "topic", ZERO), own="loose") == ""
    repo.run("branch", "-q", "-f", "main", "loose")
    repo.run("branch", "-q", "work", "asks")  # that is no shared branch
    assert law(repo, Target("origin", "main", ZERO), own="loose") == ""


def test_the_last_that_was_known_of_a_branch_speaks_for_it(repo: GitRepo) -> None:
    repo.run("update-ref", "refs/remotes/origin/trunk", "main")
    repo.run("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    repo.run("update-ref", "refs/remotes/origin/release/1", "asks")
    assert law(repo, Target("origin", "release/1", ZERO)) == "asks"
    assert law(repo, Target("origin", "release/2", ZERO)) == ""


def test_a_guessed_default_branch_that_does_not_ask_is_no_answer_where_another_does(repo: GitRepo) -> None:
    repo.run("update-ref", "refs/remotes/origin/main", "main")
    repo.run("update-ref", "refs/remotes/origin/topic", "asks")
    assert law(repo, Target("origin", "release/2", ZERO)) == ""
    repo.run("update-ref", "refs/remotes/origin/release/1", "asks")
    with pytest.raises(GitError, match="nobody knows here which branch that is"):
        law(repo, Target("origin", "release/2", ZERO))


def test_any_branch_of_the_remote_tells_that_a_commit_has_to_be_here(repo: GitRepo) -> None:
    repo.run("update-ref", "refs/remotes/origin/main", "asks")
    with pytest.raises(GitError, match="its commit 111111111111 is not here"):
        law(repo, Target("origin", "release/1", ONE))


def test_a_configuration_that_cannot_be_read_asks_for_nothing(repo: GitRepo) -> None:
    repo.commit(files={"pyproject.toml": OWN + "nonsense = 1\n"})
    assert law(repo, Target("origin", "main", repo.run("rev-parse", "HEAD")), own="asks") == ""


def test_the_gate_takes_shared_branches_from_there_too(repo: GitRepo) -> None:
    here = opened(repo.path)
    asks, now = repo.run("rev-parse", "asks"), repo.run("rev-parse", "main")

    def gated(local: str, remote: str, old: str) -> tuple[Gated, ...]:
        push = Push("origin", (PushedRef("refs/heads/x", local, remote, old),))
        return plan_push(here, push, config_at(here, Request("")), tuple).commits

    assert gated(now, "refs/heads/main", asks) == (Gated(f"main ({now[:12]})", now, law=asks),)
    assert gated(now, "refs/heads/main", now) == ()
    assert gated(asks, "refs/heads/main", now) == (Gated(f"main ({asks[:12]})", asks),)
    assert gated(now, "refs/heads/topic", asks) == ()
    assert gated(now, "refs/tags/v1", asks) == ()
    assert gated(ZERO, "refs/heads/main", asks) == ()
    repo.commit(files={"pyproject.toml": ASKED + "every-commit = true\n"})
    last = repo.run("rev-parse", "HEAD")
    assert [(one.commit, one.law) for one in gated(last, "refs/heads/main", asks)] == [(now, asks), (last, asks)]


def test_two_refs_have_a_law_each(repo: GitRepo) -> None:
    here = opened(repo.path)
    asks, now = repo.run("rev-parse", "asks"), repo.run("rev-parse", "main")
    refs = tuple(PushedRef("x", asks, f"refs/heads/{name}", old) for name, old in (("main", asks), ("master", now)))
    commits = plan_push(here, Push("origin", refs), config_at(here, Request("")), tuple).commits
    assert [(one.name, one.law) for one in commits] == [(f"main ({asks[:12]})", asks), (f"master ({asks[:12]})", "")]


def test_of_one_ref_pre_commit_tells_the_remote_tracking_branch_is_asked(repo: GitRepo) -> None:
    here = opened(repo.path)
    asks, now = repo.run("rev-parse", "asks"), repo.run("rev-parse", "main")
    push = Push("origin", (PushedRef("refs/heads/x", now, "refs/heads/main", now),), partial=True)
    assert plan_push(here, push, config_at(here, Request("")), tuple).commits == ()
    repo.run("update-ref", "refs/remotes/origin/main", "asks")
    (gated,) = plan_push(here, push, config_at(here, Request("")), tuple).commits
    assert gated.law == asks


def test_without_a_law_of_another_the_pushed_commit_says_all() -> None:
    push = Push("origin", (PushedRef("x", ONE, "refs/heads/dev", ZERO),))
    assert select(push, lambda _: Config(shared_branches=("dev",))).laws == ()
