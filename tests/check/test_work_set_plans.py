"""What a run redoes where something is planned: what lies above the plan that changed, and nothing beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.judging import LEDGER, T11, edited, judged

if TYPE_CHECKING:
    from helpers.git_repo import GitRepo

TASK = '"watch_11"]\n'
PLANNED = f"{TASK}    planned = True\n"


def stated(text: str, name: str, field: str) -> tuple[str, str]:
    """(the class that a node's field names, the id of that)."""
    nodes = [one.strip() for one in text.split("\n\n\n")]
    node = next(one for one in nodes if one.startswith(f"class {name}("))
    word = node.split(f"{field} = ")[1].split("\n")[0].strip("[]").strip('"')
    target = next(one for one in nodes if one.startswith(f"class {word}(") or f'"""[{word}]' in one)
    return target.removeprefix("class ").partition("(")[0], target.split("[")[1].split("]")[0]


def above(repo: GitRepo) -> list[str]:
    """The ids of the nodes that Task 11 is work for, its Design first."""
    found, name = [], "Task11"
    for field in ("implements", "satisfies", "derived_from"):
        name, node = stated(repo.read(LEDGER), name, field)
        found.append(node)
    return found


def test_a_plan_that_changes_is_asked_about_above_it_alone(repo: GitRepo, asked: list[str]) -> None:
    nodes = [f"node:{one}" for one in above(repo)]
    edited(repo, LEDGER, (TASK, PLANNED))
    judgement = judged(repo)
    assert [(one.code, one.node) for one in judgement.verdict.findings] == [("TST510", "T-11")]
    assert sorted(asked) == sorted([T11, "node:T-11", *nodes])
    asked.clear()
    edited(repo, LEDGER, (PLANNED, TASK))
    assert judged(repo).verdict.findings == ()
    assert sorted(asked) == sorted([T11, "node:T-11", *nodes])


def test_another_task_whose_names_change_asks_no_more_for_what_is_planned(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, LEDGER, (TASK, PLANNED))
    judged(repo)
    asked.clear()
    edited(repo, LEDGER, ('"save_12", ', ""))
    assert {one.code for one in judged(repo).verdict.findings} == {"TST510", "INV407"}
    assert asked == [T11.replace("module11", "module12")]


def test_a_test_that_is_planned_concerns_what_it_verifies(repo: GitRepo, asked: list[str]) -> None:
    text = repo.read(LEDGER)
    at = text.index("(UnitTest):")
    name, test = text[:at].rpartition("class ")[2], text[at:].split("\n\n\n")[0].rstrip()
    node, verified = test.split("[")[1].split("]")[0], stated(text, name, "verifies")[1]
    edited(repo, LEDGER, (test, f"{test}\n    planned = True"))
    found = {(one.code, one.node) for one in judged(repo).verdict.findings}
    assert found == {("TST505", verified), ("TST510", node)}
    assert {f"node:{node}", f"node:{verified}"} <= {*asked}
    assert not any(unit.startswith("node:T-") for unit in asked)
