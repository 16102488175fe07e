"""Three agents in two work trees of one repository, from planned Tasks with planned Tests to merged branches."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.files import FIXTURES, copy_fixture
from helpers.git_repo import GitRepo
from helpers.many_agents import COMMAND, HOOK, Agent, asked_in_the_shell, asked_through_mcp, open_task

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from helpers.many_agents import Ask, Done

MOST_TOKENS = min(8500 * 2 // 3, 2800)
"""For one Task: two thirds of what a larger project took without planned Tests, and little more than this one takes."""

LEVELS = {"unit": ("TST505", "UT", "D"), "integration": ("TST506", "IT", "D"), "system": ("TST507", "ST", "R")}
"""Level -> the law that asks for a Test of it, the prefix of its id, and that of what it verifies."""


@pytest.fixture
def trees(git_repo: Callable[..., GitRepo]) -> tuple[GitRepo, GitRepo]:
    """Two work trees of one repository, each on a branch of its own; the hook judges every commit."""
    repo = git_repo("net")
    copy_fixture("agents/start", repo.path)
    repo.commit("What stands, and what is planned")
    hook = repo.path / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK)
    hook.chmod(0o755)
    repo.run("worktree", "add", "-q", "../beside", "-b", "feature-b")
    repo.run("switch", "-q", "-c", "feature-a")
    return repo, GitRepo(repo.path.parent / "beside")


def write(agent: Agent, task: str, what: str) -> None:
    """The agent writes its files below a folder: `src`, or `tests` of one level."""
    folder = FIXTURES / "agents" / task
    for file in (folder / what).rglob("*.py"):
        agent.tree.write(str(file.relative_to(folder)), file.read_text())


def commit(agent: Agent, message: str) -> Done:
    agent.shell("git", "add", "-A")
    return agent.shell("git", "commit", "-q", "-m", message)


async def begin(agent: Agent, ask: Ask, task: str) -> None:
    """Reads what there is to know, and claims the Task."""
    name = task.removeprefix("T-")
    assert agent.archhook("prime").code == 0
    told = open_task(await ask("ready"), task)
    assert all(f"{prefix}-{name}" in told for prefix in ("UT", "IT", "ST")), told
    brief = await ask("brief", task)
    for word in (f"UT-{name}", f"IT-{name}", f"ST-{name}", f"src/{name}.py", f"tests/unit/test_{name}.py"):
        assert word in brief, (word, brief)
    assert "class Request: method: str; url: Url;" in brief  # how to call what its Design requires
    done = agent.archhook("claim", task)
    assert done.code == 0, done.said


async def write_code(agent: Agent, ask: Ask, task: str) -> None:
    """Writes the code alone: that the plan is finished is said, and the tests are asked for once it is no plan."""
    name = task.removeprefix("T-")
    write(agent, task, "src")
    found = await ask("check")
    assert "TST510" in found
    assert f"T-{name} is planned" in found
    done = agent.archhook("sync", "--untracked")
    assert done.code == 1
    for code, prefix, kind in LEVELS.values():
        assert f"{code} no " in done.said
        assert f"verifies {kind}-{name} but {prefix}-{name}" in done.said


async def write_tests(agent: Agent, ask: Ask, task: str) -> None:
    """Writes the tests, level by level: each commit without one of them is stopped, and says which is missing."""
    name = task.removeprefix("T-")
    owed = dict(LEVELS)
    for level in LEVELS:
        done = commit(agent, "Not yet")
        assert done.code == 1
        assert [code for code, *_ in owed.values() if code not in done.said] == []
        write(agent, task, f"tests/{level}")
        del owed[level]
        done = agent.archhook("sync", "--untracked")
        assert f"{LEVELS[level][1]}-{name} (tests/{level}/test_{name}.py): is written" in done.said
        assert done.code == bool(owed)
    assert "TST5" not in await ask("check")


async def finish(agent: Agent, ask: Ask, task: str) -> None:
    """All of the tests at once, as whoever follows the brief; the commit goes through, and the claim is released."""
    write(agent, task, "tests")
    done = agent.archhook("sync", "--untracked")
    assert done.code == 0, done.said
    await ask("check")
    agree(agent, task)


def agree(agent: Agent, task: str) -> None:
    """The commit goes through and says nothing of a law; the claim is released."""
    done = commit(agent, f"{task}: written and tested")
    assert (done.code, "TST" in done.said) == (0, False), done.said
    assert agent.archhook("release", task).code == 0


async def three(trees: tuple[GitRepo, GitRepo], asking: Callable[[Agent], AbstractAsyncContextManager[Ask]]) -> None:
    ann, ben, cem = Agent("ann", trees[0]), Agent("ben", trees[0]), Agent("cem", trees[1])
    async with asking(ann) as of_ann, asking(ben) as of_ben, asking(cem) as of_cem:
        await begin(ann, of_ann, "T-retries")
        for other in (ben, cem):
            refused = other.archhook("claim", "T-retries")
            assert (refused.code, "ann holds it" in refused.said) == (1, True)
        assert "ann" in open_task(await of_cem("ready"), "T-retries")  # from the other work tree
        cem.read = 0
        await begin(cem, of_cem, "T-cache")
        await begin(ben, of_ben, "T-cookies")
        await write_code(cem, of_cem, "T-cache")
        await finish(cem, of_cem, "T-cache")
        await write_code(ann, of_ann, "T-retries")
        await finish(ann, of_ann, "T-retries")
        spent = {agent.name: agent.tokens for agent in (ann, cem)}
        await write_code(ben, of_ben, "T-cookies")
        await write_tests(ben, of_ben, "T-cookies")
        agree(ben, "T-cookies")
        assert [open_task(await of_ben("ready"), f"T-{name}") for name in ("retries", "cookies")] == ["", ""]
    assert max(spent.values()) <= MOST_TOKENS, spent


@pytest.mark.slow
@pytest.mark.parametrize("asking", [asked_in_the_shell, asked_through_mcp], ids=["shell", "mcp"])
def test_three_agents_end_without_a_conflict_and_with_every_test(
    trees: tuple[GitRepo, GitRepo], asking: Callable[[Agent], AbstractAsyncContextManager[Ask]]
) -> None:
    asyncio.run(three(trees, asking))
    here = Agent("dee", trees[0])
    assert here.archhook("check", "--merge", "feature-b").code == 0
    assert here.shell("git", "merge", "-q", "--no-edit", "feature-b").code == 0
    done = here.archhook("check", "--strict")
    assert (done.code, "planned" in done.said) == (0, False), done.said
    assert "planned = True" not in here.tree.read("architecture.py")
    assert "waives" not in here.tree.read("architecture.py")
    assert here.archhook("claims").said.count("T-") == 0
    done = here.shell(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    assert done.code == 0, done.said


def test_a_plan_that_is_never_taken_off_is_told_at_the_commit_and_stopped_at_the_push(
    trees: tuple[GitRepo, GitRepo],
) -> None:
    """Who neither syncs nor tests gets the code into a branch of their own, and is told; not into a shared one."""
    lazy = Agent("eve", trees[0])
    write(lazy, "T-cache", "src")
    done = commit(lazy, "Code alone")
    assert done.code == 0
    assert "TST510 (warning) T-cache is planned, and all that it declares of src/cache.py is there" in done.said
    tip = lazy.tree.run("rev-parse", "HEAD")
    pushed = subprocess.run(
        [COMMAND, "hook", "pre-push"], cwd=lazy.tree.path, input=f"refs/heads/x {tip} refs/heads/main {'0' * 40}\n",
        capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert pushed.returncode == 1
    assert "INV411 T-cache is planned" in pushed.stdout
    assert "INV411 UT-cache is planned" in pushed.stdout


def test_a_test_that_is_named_and_cannot_fail_is_said(trees: tuple[GitRepo, GitRepo]) -> None:
    lazy = Agent("fay", trees[0])
    write(lazy, "T-cache", "src")
    for level in LEVELS:
        lazy.tree.write(f"tests/{level}/test_cache.py", f"def test_cache_{level}():\n    pass\n")
    assert lazy.archhook("sync", "--untracked").code == 0
    done = commit(lazy, "Tests in name")
    assert done.said.count("TST509 (warning)") == len(LEVELS)


def test_a_commit_of_what_is_claimed_in_another_work_tree_is_said(trees: tuple[GitRepo, GitRepo]) -> None:
    ann, cem = Agent("ann", trees[0]), Agent("cem", trees[1])
    assert ann.archhook("claim", "T-cache").code == 0
    write(cem, "T-cache", "src")
    done = commit(cem, "In the way")
    assert done.code == 0
    assert "src/cache.py is claimed, with T-cache, by ann until" in done.said, done.said
    write(ann, "T-cache", "src")
    assert "claimed" not in commit(ann, "One's own").said
