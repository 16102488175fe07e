"""Of a plain ledger the changed statements are read alone, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.judging import LEDGER, MODULE, NEW_TASK, T11, edited, judged
from helpers.synthetic import project

from archhook.check.api import judge
from archhook.check.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo


@pytest.fixture
def no_whole_reading(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on, whoever reads the ledger as a whole fails."""

    def refuse(ledger: object, blobs: object) -> None:
        raise AssertionError("the ledger was read as a whole")

    return lambda: monkeypatch.setattr("archhook.check.full.read_nodes", refuse)


def cut(text: str, start: str, end: str) -> str:
    at = text.index(start)
    return text[:at] + text[text.index(end, at) :]


def test_a_task_goes_with_its_file(
    repo: GitRepo, asked: list[str], no_whole_reading: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    no_whole_reading()
    repo.write(LEDGER, cut((repo.path / LEDGER).read_text(), "class Task11(", "class Task12("))
    repo.run("rm", "-q", MODULE)
    repo.run("add", "-A")
    judgement = judged(repo)
    assert judgement.verdict.findings == ()
    assert dict(judgement.verdict.nodes)["task"] == 29
    assert set(asked) == {T11, "node:T-11", "node:D-1"}
    assert judgement.work.files_parsed == 0
    monkeypatch.undo()
    cold = judge(Request(str(repo.path), source="index", no_cache=True))
    assert (judgement.verdict, judged(repo).verdict) == (cold.verdict, cold.verdict)


def test_a_task_that_is_renamed_and_renumbered_is_another(
    repo: GitRepo, no_whole_reading: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    no_whole_reading()
    edited(repo, LEDGER, ("class Task11(", "class Eleventh("), ("[T-11]", "[T-1100]"), ("watch_11", "watsh_11"))
    found = judged(repo).verdict
    assert [(one.code, one.node) for one in found.findings] == [("INV403", "T-1100"), ("INV407", "T-1100")]
    monkeypatch.undo()
    assert found == judge(Request(str(repo.path), source="index", no_cache=True)).verdict


@pytest.mark.parametrize("same", [False, True], ids=["two ids", "one id"])
def test_edits_of_several_modules_are_read_one_by_one(
    git_repo: Callable[..., GitRepo],
    no_whole_reading: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    same: bool,
) -> None:
    """Unless both declare the same new id, which only a look at both can tell."""
    repo = git_repo()
    repo.commit("start", files=project(30, package=True))
    assert judged(repo).verdict.exit_code == 0
    if not same:
        no_whole_reading()
    for part in (1, 2):
        edited(
            repo,
            f"architecture/part{part}.py",
            (f"class Task{part}1(", NEW_TASK.replace("Design1", f"Design{part}") + f"class Task{part}1("),
            ("T-5000", "T-5000" if same else f"T-500{part}"),
            ("part1/fresh", f"part{part}/fresh"),
            ("Part ", "The part "),
        )
        repo.write(f"src/app/part{part}/fresh.py", "def fresh(): pass\n")
    repo.run("add", "-A")
    found = judged(repo).verdict
    assert [one.code for one in found.findings] == (["LED002"] if same else [])
    monkeypatch.undo()
    assert found == judge(Request(str(repo.path), source="index", no_cache=True)).verdict
