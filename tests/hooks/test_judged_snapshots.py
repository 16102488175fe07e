from __future__ import annotations

import io
import sys
from typing import Any

import pytest
from helpers.snapshots import opened

from archhook.check.committed_config import ConfigAt, config_at
from archhook.check.request import Request
from archhook.cli.arguments import commit_source
from archhook.errors import ConfigError, GitError, UsageError
from archhook.hooks.judged_snapshots import (
    Gated,
    Plan,
    Push,
    PushedRef,
    Selection,
    plan,
    plan_push,
    read_push,
    select,
    standard_input,
)
from archhook.model.config import Config

ZERO, ONE, TWO = "0" * 40, "1" * 40, "2" * 40
MAIN = PushedRef("refs/heads/main", ONE, "refs/heads/main", ZERO)
TOPIC = PushedRef("refs/heads/topic", TWO, "refs/heads/topic", ONE)


def line(ref: PushedRef) -> bytes:
    return " ".join(ref).encode() + b"\n"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "worktree"),
        ({"PRE_COMMIT": "1"}, "worktree"),
        ({"GIT_INDEX_FILE": ""}, "worktree"),
        ({"GIT_INDEX_FILE": ".git/index"}, "index"),
        ({"GIT_INDEX_FILE": "/x/.git/next-index-7.lock", "PRE_COMMIT": "1"}, "index"),
    ],
)
def test_the_gate_of_a_commit_judges_what_is_committed(environment, expected) -> None:
    assert commit_source(environment) == expected


FULL = {
    "PRE_COMMIT_FROM_REF": TWO,
    "PRE_COMMIT_TO_REF": ONE,
    "PRE_COMMIT_LOCAL_BRANCH": "refs/heads/local",
    "PRE_COMMIT_REMOTE_BRANCH": "refs/heads/main",
    "PRE_COMMIT_REMOTE_NAME": "origin",
    "PRE_COMMIT_REMOTE_URL": "../r",
}
FIRST = {name: value for name, value in FULL.items() if not name.endswith("_REF")}
RANGE = {"PRE_COMMIT_FROM_REF": "origin/main", "PRE_COMMIT_TO_REF": "HEAD"}


@pytest.mark.parametrize(
    ("standard_input", "environment", "operands", "expected"),
    [
        (line(MAIN), {}, ["origin", "url"], Push("origin", (MAIN,), url="url")),
        (line(MAIN) + line(TOPIC), {}, ["origin", "url"], Push("origin", (MAIN, TOPIC), url="url")),
        (line(MAIN)[:-1], {}, [], Push("", (MAIN,))),
        (line(MAIN), FULL, [], Push("origin", (MAIN,), url="../r")),
        (line(MAIN), FULL, ["fork", "url"], Push("fork", (MAIN,), url="url")),
        (
            f"(delete) {ZERO} refs/heads/main {ONE}\n".encode(),
            {},
            ["origin", "url"],
            Push("origin", (PushedRef("(delete)", ZERO, "refs/heads/main", ONE),), url="url"),
        ),
        (
            f"HEAD^{{/with space}} {ONE} refs/heads/\xe4 {ZERO}\n".encode("latin-1"),
            {},
            ["origin", "url"],
            Push("origin", (PushedRef("HEAD^{/with space}", ONE, "refs/heads/\udce4", ZERO),), url="url"),
        ),
        (
            f"refs/heads/main {'a' * 64} refs/heads/main {'0' * 64}\n".encode(),
            {},
            ["origin", "url"],
            Push("origin", (PushedRef("refs/heads/main", "a" * 64, "refs/heads/main", "0" * 64),), url="url"),
        ),
        (b"", {}, ["origin", "url"], Push("origin", ())),
        (b"", FULL, [], Push("origin", (PushedRef("refs/heads/local", ONE, "refs/heads/main", TWO),), True, "../r")),
        (None, FULL, [], Push("origin", (PushedRef("refs/heads/local", ONE, "refs/heads/main", TWO),), True, "../r")),
        (
            b"",
            FIRST,
            [],
            Push("origin", (PushedRef("refs/heads/local", "refs/heads/local", "refs/heads/main", ""),), True, "../r"),
        ),
        (b"", RANGE, [], Push("", (PushedRef("", "HEAD", "", "origin/main"),))),
    ],
    ids=[
        "git", "two refs", "no final newline", "git before pre-commit", "remote of git", "deletion", "odd names",
        "SHA-256", "nothing to push", "pre-commit", "pre-commit at a terminal", "first push", "range by hand",
    ],
)  # fmt: skip
def test_what_is_pushed(standard_input, environment, operands, expected) -> None:
    assert read_push(standard_input, environment, operands) == expected


@pytest.mark.parametrize(
    ("standard_input", "environment", "operands"),
    [
        (None, {}, []),
        (b"", {}, []),
        (None, {}, ["origin", "url"]),
        (b"", {"PRE_COMMIT": "1", "PRE_COMMIT_FROM_REF": ONE}, []),
        (b"nonsense\n", {}, ["origin", "url"]),
        (f"refs/heads/main {ONE}\n".encode(), {}, ["origin", "url"]),
        (f"refs/heads/main main refs/heads/main {ZERO}\n".encode(), {}, ["origin", "url"]),
        (f"refs/heads/main {ONE} refs/heads/main -\n".encode(), FULL, ["origin", "url"]),
        (line(MAIN) + b"\n" + line(TOPIC), {}, ["origin", "url"]),
    ],
)
def test_a_push_that_nobody_tells_of_is_an_error(standard_input, environment, operands) -> None:
    with pytest.raises(UsageError) as caught:
        read_push(standard_input, environment, operands)
    assert caught.value.fix


def refs(*targets: str) -> Push:
    return Push("origin", tuple(PushedRef("x", ONE, target, ZERO) for target in targets))


@pytest.mark.parametrize(
    ("push", "gated", "notes"),
    [
        (refs("refs/heads/main"), ["refs/heads/main"], []),
        (refs("refs/heads/topic"), [], ["topic is no shared branch: not judged"]),
        (
            refs("refs/heads/topic", "refs/heads/release/2", "refs/heads/main"),
            ["refs/heads/release/2", "refs/heads/main"],
            ["topic is no shared branch: not judged"],
        ),
        (refs("refs/tags/main"), [], ["refs/tags/main is no branch: not judged"]),
        (refs("refs/for/main"), [], ["refs/for/main is no branch: not judged"]),
        (
            refs("refs/heads/a", "refs/heads/b", *(f"refs/tags/{one}" for one in "cdef")),
            [],
            [
                "a, b are no shared branches: not judged",
                "refs/tags/c, refs/tags/d, refs/tags/e and 1 more are no branches: not judged",
            ],
        ),
        (refs(""), [""], []),
        (refs(), [], []),
        (Push("origin", (PushedRef("(delete)", ZERO, "refs/heads/main", ONE),)), [], []),
        (Push("origin", (PushedRef("(delete)", "0" * 64, "refs/heads/main", "1" * 64),)), [], []),
    ],
)
def test_which_refs_are_gated(push, gated, notes) -> None:
    selection = select(push, lambda _: Config())
    assert [ref.remote_ref for ref, _ in selection.gated] == gated
    assert list(selection.notes) == notes


def test_the_configuration_is_that_of_the_pushed_commit() -> None:
    configs = {ONE: Config(shared_branches=("topic",), every_commit=True), TWO: Config()}
    push = Push("origin", (TOPIC, TOPIC._replace(local_oid=ONE), MAIN))
    assert select(push, configs.__getitem__).gated == ((TOPIC._replace(local_oid=ONE), True),)


@pytest.mark.parametrize("named", ["main", "refs/heads/main"])
def test_other_branches_are_judged_as_merged_where_that_is_asked_for(named) -> None:
    push = refs("refs/heads/topic", "refs/heads/release/2", "refs/heads/main", "refs/tags/v1", "refs/heads/other")
    selection = select(push, lambda _: Config(merge_check=named))
    assert [(ref.branch, branch) for ref, branch in selection.merged] == [("topic", "main"), ("other", "main")]
    assert [ref.branch for ref, _ in selection.gated] == ["release/2", "main"]
    assert selection.notes == ("refs/tags/v1 is no branch: not judged",)
    alone = select(refs("refs/heads/main"), lambda _: Config(merge_check="main", shared_branches=()))
    assert (alone.gated, alone.merged, alone.notes) == ((), (), ("main is no shared branch: not judged",))
    deleted = Push("origin", (PushedRef("(delete)", ZERO, "refs/heads/topic", ONE),))
    assert select(deleted, lambda _: Config(merge_check="main")) == Selection((), ())


def test_a_push_of_which_pre_commit_tells_is_marked_partial() -> None:
    (note,) = select(Push("origin", (MAIN,), partial=True), lambda _: Config()).notes
    assert "first pushed ref alone" in note


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        (False, (Gated("main (111111111111)", ONE), Gated("topic (222222222222)", TWO))),
        (
            True,
            (
                Gated(f"main ({'3' * 12})", "3" * 40),
                Gated("main (111111111111)", ONE),
                Gated("topic (222222222222)", TWO),
            ),
        ),
    ],
)
def test_each_commit_is_judged_once(every, expected) -> None:
    selection = Selection(((MAIN, every), (MAIN, False), (TOPIC, every)), ("a note",))
    new = {ONE: ("3" * 40, ONE), TWO: ("3" * 40,)}
    assert plan(selection, lambda revision: revision, new.__getitem__) == Plan(expected, ("a note",))


def test_a_commit_that_goes_nowhere_in_particular_is_named_as_it_was_given() -> None:
    selection = Selection(((PushedRef("", "HEAD", "", ""), False),), ())
    assert plan(selection, lambda _: ONE, lambda _: ()).commits == (Gated("HEAD (111111111111)", ONE),)


def test_merges_come_last_and_are_named_by_both_sides() -> None:
    selection = Selection(((MAIN, False),), (), ((TOPIC, "main"),))
    planned = plan(selection, lambda revision: revision, lambda _: (), lambda branch: f"refs/remotes/origin/{branch}")
    merge = Gated("topic (222222222222) merged with origin/main", TWO, "refs/remotes/origin/main")
    assert planned.commits == (Gated("main (111111111111)", ONE), merge)


class Input:
    def __init__(self, content: bytes, terminal: bool, closed: bool = False) -> None:
        self.buffer, self.terminal, self.closed = io.BytesIO(content), terminal, closed

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("stream", "expected"),
    [(Input(b"x\n", False), b"x\n"), (Input(b"", False), b""), (Input(b"x", True), None), (None, None),
     (Input(b"x", False, True), None)],
)  # fmt: skip
def test_standard_input(monkeypatch, stream: Any, expected) -> None:
    monkeypatch.setattr(sys, "stdin", stream)
    assert standard_input() == expected


@pytest.fixture
def history(git_repo):
    repo = git_repo()
    repo.commit("one", files={"a.py": "1"})
    repo.commit("two", files={"pyproject.toml": "[tool.archhook]\nevery-commit = true\n"})
    repo.commit("three", files={"sub/archhook.toml": 'shared-branches = ["dev"]\n'})
    return repo


def test_the_configuration_in_the_tree_of_a_commit(history) -> None:
    history.write("pyproject.toml", "[tool.archhook]\nnonsense = true\n")  # in the work tree alone
    here = opened(history.path)
    assert config_at(here, Request(""))("HEAD~2") == Config()
    assert config_at(here, Request(""))("HEAD") == Config(every_commit=True)
    assert config_at(here, Request("", config_path="sub/archhook.toml"))("HEAD") == Config(shared_branches=("dev",))
    with pytest.raises(ConfigError):
        config_at(here, Request("", config_path="sub/archhook.toml"))("HEAD~1")
    with pytest.raises(GitError):
        config_at(here, Request(""))("nothing")


def test_what_a_push_of_the_repository_judges(history) -> None:
    here = opened(history.path)
    one, two, three = (history.run("rev-parse", revision) for revision in ("HEAD~2", "HEAD~1", "HEAD"))
    asked = config_at(here, Request(""))

    def commits(local: str, remote: str = ZERO) -> list[str]:
        push = Push("origin", (PushedRef("refs/heads/x", local, "refs/heads/main", remote),))
        return [gated.commit for gated in plan_push(here, push, asked, tuple).commits]

    assert commits(one) == [one]
    assert commits(three) == [one, two, three]
    assert commits(three, one) == [two, three]
    assert commits(three, three) == [three]
    assert commits("refs/heads/main", "") == [one, two, three]
    with pytest.raises(GitError, match="names no commit"):
        commits("refs/heads/gone")


class OneConfig(ConfigAt):
    """The same configuration at every revision."""

    def __init__(self, config: Config) -> None:
        self._config, self.paths = config, ()

    def __call__(self, revision: str) -> Config:
        return self._config


def test_an_annotated_tag_is_peeled(history) -> None:
    history.run("tag", "-a", "-m", "x", "v1")
    push = Push("", (PushedRef("", "v1", "", "HEAD~1"),))
    (gated,) = plan_push(opened(history.path), push, OneConfig(Config()), tuple).commits
    assert gated.commit == history.run("rev-parse", "HEAD")


def test_what_a_branch_is_merged_with(history) -> None:
    """What is pushed along with it, else what the remote had when it was fetched last, else the branch here."""
    here = opened(history.path)
    one, two, three = (history.run("rev-parse", revision) for revision in ("HEAD~2", "HEAD~1", "HEAD"))
    topic = PushedRef("refs/heads/topic", three, "refs/heads/topic", ZERO)

    def merged_with(*others: PushedRef, remote: str = "origin") -> str:
        config = Config(merge_check="trunk", shared_branches=())
        (gated,) = plan_push(here, Push(remote, (topic, *others)), OneConfig(config), tuple).commits
        assert gated.commit == three
        return gated.merge

    for remote, way in (("origin", "git fetch origin trunk:refs/remotes/origin/trunk"), ("", "fetch it")):
        with pytest.raises(GitError, match="names trunk") as caught:
            merged_with(remote=remote)
        assert way in caught.value.fix
    history.run("branch", "trunk", one)
    assert merged_with() == "refs/heads/trunk"
    history.run("update-ref", "refs/remotes/origin/trunk", two)
    assert merged_with() == "refs/remotes/origin/trunk"
    assert merged_with(remote="https://example.com/x.git") == "refs/heads/trunk"
    assert merged_with(PushedRef("refs/heads/trunk", one, "refs/heads/trunk", two)) == one
    assert merged_with(PushedRef("(delete)", ZERO, "refs/heads/trunk", two)) == "refs/remotes/origin/trunk"
