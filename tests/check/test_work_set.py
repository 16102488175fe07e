"""What a run really redoes: for each kind of change exactly the chains, files and laws that it can have touched."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from helpers.judging import LEDGER, MODULE, T11, edited, judged

from archhook.check import evaluate
from archhook.check.api import judge
from archhook.check.request import Request

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from helpers.git_repo import GitRepo

    from archhook.laws.law import Facts
    from archhook.model.findings import Breach


def test_nothing_changed_is_nothing_done(repo: GitRepo, asked: list[str]) -> None:
    work = judged(repo).work
    assert (asked, work.rechecked_chains, work.files_parsed, work.because) == ([], 0, 0, ())
    assert work.files_reused > 30
    assert work.base == repo.tree()


def test_a_changed_file_is_parsed_and_its_task_rechecked(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, MODULE, ("async def watch_11", "async def watsh_11"))
    judgement = judged(repo)
    assert [(f.code, f.symbol) for f in judgement.verdict.findings] == [("INV403", "watch_11"), ("INV407", "watsh_11")]
    assert asked == [T11]
    work = judgement.work
    assert (work.rechecked_chains, work.files_parsed, work.because) == (1, 1, (("T-11", (MODULE,)),))


@pytest.mark.parametrize(
    "edit",
    [
        ('"""Module', '# a comment\n"""Module'),
        ("    def doubled", "\n    def doubled"),
        ("LIMIT_11 = 11", "LIMIT_11 = 7"),
    ],
    ids=["comment", "blank line", "value"],
)
def test_a_change_that_no_law_can_see_asks_none(repo: GitRepo, asked: list[str], edit: tuple[str, str]) -> None:
    edited(repo, MODULE, edit)
    work = judged(repo).work
    assert (asked, work.rechecked_chains, work.files_parsed) == ([], 0, 1)


def test_positions_follow_an_edit_that_asks_no_law(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, MODULE, ("async def watch_11", "async def watsh_11"))
    before = judged(repo).verdict.findings
    asked.clear()
    edited(repo, MODULE, ('"""Module', '\n\n"""Module'))
    edited(repo, LEDGER, ('"""The ledger."""', '"""The ledger."""\n'))
    after = judged(repo).verdict.findings
    assert asked == []
    assert [(f.code, f.line) for f in after] == [(f.code, f.line + (1 if f.path == LEDGER else 2)) for f in before]


@pytest.mark.parametrize(
    "edit",
    [
        ("[I-0] Goal 0 is reached.", "[I-0] Goal 0 is reached at last."),
        ('functions = ["load_11", "save_11", "watch_11"]', 'functions = [\n        "load_11",\n"save_11", "watch_11"]'),
        ("class Task11(Task):", "# moved\n\nclass Task11(Task):"),
    ],
    ids=["docstring", "layout", "moved"],
)
def test_a_ledger_edit_that_means_nothing_asks_no_law(repo: GitRepo, asked: list[str], edit: tuple[str, str]) -> None:
    edited(repo, LEDGER, edit)
    work = judged(repo).work
    assert (asked, work.rechecked_chains, work.files_parsed, work.because) == ([], 0, 0, ())


def test_a_placeholder_comes_and_goes_with_its_docstring_and_rechecks_no_chain(
    repo: GitRepo, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    evaluated = evaluate.docstrings_evaluated

    def noted(facts: Facts, ids: Iterable[str]) -> Iterator[tuple[str, tuple[Breach, ...]]]:
        looked.extend(ids)
        return evaluated(facts, ids)

    monkeypatch.setattr(evaluate, "docstrings_evaluated", noted)
    for old, new, codes in (
        ("[D-1] ", "[D-1] PLACEHOLDER ", ["LED007"]),
        ("[D-1] PLACEHOLDER ", "[D-1] One more PLACEHOLDER: ", ["LED007"]),
        ("One more PLACEHOLDER: ", "One ", []),
    ):
        looked.clear()
        edited(repo, LEDGER, (old, new))
        judgement = judged(repo)
        assert [one.code for one in judgement.verdict.findings] == codes
        assert (asked, looked, judgement.work.rechecked_chains) == ([], [] if "One more" in new else ["D-1"], 0)


def test_a_changed_task_is_rechecked_with_its_file(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, LEDGER, ('"save_11", ', ""))
    judgement = judged(repo)
    assert [(f.code, f.symbol) for f in judgement.verdict.findings] == [("INV407", "save_11")]
    assert asked == [T11]
    assert (judgement.work.rechecked_chains, judgement.work.because) == (1, (("T-11", (LEDGER,)),))
    assert judgement.work.files_parsed == 0


def test_a_task_that_names_another_file_concerns_both_files(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, LEDGER, ("part1/module11.py", "part1/module12.py"))
    assert {f.code for f in judged(repo).verdict.findings} == {"INV402", "INV403", "INV404", "INV405"}
    assert asked == ["file:src/app/part1/module11.py", "file:src/app/part1/module12.py", "node:T-11"]


def test_a_changed_edge_between_designs_rechecks_the_chains_below_it(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, LEDGER, ('requires = ["D-0", "D-1"]', 'requires = ["D-0"]'))
    judgement = judged(repo)
    assert judgement.verdict.exit_code == 0
    assert set(asked) == {"node:D-1", "node:D-2", "graph"}
    because = dict(judgement.work.because)
    assert because["D-2"] == (LEDGER,)
    assert because["T-25"] == ("D-2",)


def test_a_task_that_moves_to_another_design_rechecks_itself_and_both_designs(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, LEDGER, ('module 11."""\n\n    implements = Design1', 'module 11."""\n\n    implements = "D-2"'))
    judged(repo)
    assert set(asked) == {"node:T-11", "node:D-1", "node:D-2"}


def test_a_new_file_is_parsed_and_asked_about_alone(repo: GitRepo, asked: list[str]) -> None:
    repo.write("src/app/part1/fresh.py", "def f(): pass\n")
    repo.run("add", "-A")
    judgement = judged(repo)
    assert [f.code for f in judgement.verdict.findings] == ["INV405"]
    assert asked == ["file:src/app/part1/fresh.py"]
    assert judgement.work.files_parsed == 1


def test_a_renamed_file_is_not_parsed_again(repo: GitRepo, asked: list[str]) -> None:
    repo.run("mv", MODULE, "src/app/part1/moved.py")
    judgement = judged(repo)
    assert judgement.work.files_parsed == 0
    assert set(asked) == {T11, "file:src/app/part1/moved.py"}
    assert [f.fix for f in judgement.verdict.findings if f.code == "INV401"]


def test_a_changed_option_rechecks_everything_and_parses_nothing(repo: GitRepo, asked: list[str]) -> None:
    repo.write("pyproject.toml", '[tool.archhook]\nsymbols = "all"\n')
    repo.run("add", "-A")
    judgement = judged(repo)
    assert judgement.work.files_parsed == 0
    assert T11 in asked
    assert {f.code for f in judgement.verdict.findings} == {"INV407"}
    asked.clear()
    repo.write("pyproject.toml", '[tool.archhook]\nsymbols = "all"\n\n[tool.other]\nx = 1\n')
    repo.run("add", "-A")
    judged(repo)
    assert asked == []


def test_a_commit_that_was_judged_as_an_index_is_taken_over(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, MODULE, ("async def watch_11", "async def watsh_11"))
    judged(repo)
    repo.commit("broken")
    asked.clear()
    judgement = judge(Request(str(repo.path), source="commit", rev="HEAD"))
    assert judgement.verdict.exit_code == 1
    assert (asked, judgement.work.files_parsed) == ([], 0)


def test_a_lost_store_only_costs_time(repo: GitRepo) -> None:
    edited(repo, MODULE, ("async def watch_11", "async def watsh_11"))
    expected = judged(repo).verdict
    store = repo.path / ".git" / "archhook"
    for file in store.iterdir():
        file.unlink()
    assert judged(repo).verdict == expected
    os.truncate(store / "cache.db", 5000)
    assert judged(repo).verdict == expected


def test_an_ignore_asks_no_law_and_takes_effect(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, MODULE, ("async def watch_11", "async def watsh_11"))
    assert judged(repo).verdict.count("error") == 2
    asked.clear()
    edited(
        repo,
        MODULE,
        ("watsh_11(record: Record11) -> int:", "watsh_11(record: Record11) -> int:  # archhook: ignore[INV407] x"),
    )
    judgement = judged(repo)
    assert ([f.code for f in judgement.verdict.findings], judgement.verdict.waived) == (["INV403"], 1)
    assert (asked, judgement.work.files_parsed, judgement.work.rechecked_chains) == ([], 1, 0)
    edited(repo, LEDGER, ('"watch_11"]', '"watch_11"  # archhook: ignore[INV403] x\n    ]'))
    judgement = judged(repo)
    assert (judgement.verdict.exit_code, judgement.verdict.waived, asked) == (0, 2, [])
    assert judgement.work.files_parsed == 0


def test_an_edit_of_the_baseline_asks_no_law(repo: GitRepo, asked: list[str]) -> None:
    edited(repo, MODULE, ("async def watch_11", "async def watsh_11"))
    judged(repo)
    asked.clear()
    repo.write("archhook-baseline.txt", f"INV403 T-11 {MODULE} watch_11\nINV407 T-11 {MODULE} watsh_11\n")
    repo.run("add", "-A")
    judgement = judged(repo)
    assert (judgement.verdict.exit_code, judgement.verdict.baselined) == (0, 2)
    assert (asked, judgement.work.files_parsed, judgement.work.rechecked_chains) == ([], 0, 0)


def test_what_only_a_run_can_tell_is_counted_over_all_governed_files_warm_as_cold(repo: GitRepo) -> None:
    def unknown() -> int:
        judgement = judged(repo)
        cold = judge(Request(str(repo.path), source="index", no_cache=True))
        assert judgement.work.unknown_imports == cold.work.unknown_imports
        assert judgement.verdict == cold.verdict
        return judgement.work.unknown_imports

    assert unknown() == 0
    before = repo.read(MODULE)
    repo.write(MODULE, f"{before}\n\n__import__(before)\n__import__(after)\n")
    repo.run("add", MODULE)
    assert unknown() == 2
    repo.write(MODULE, f"{before}\n\n__import__(before)\n")
    alone, test = "src/app/alone.py", "tests/test_alone.py"
    repo.write(alone, "__import__(other)\n")
    repo.write(test, "__import__(other)\n")
    repo.run("add", "-A")
    assert unknown() == 2
    repo.run("mv", alone, "src/app/moved.py")
    assert unknown() == 2
    repo.run("rm", "-f", "-q", "src/app/moved.py")
    assert unknown() == 1
    repo.write(MODULE, before)
    repo.run("add", "-A")
    assert unknown() == 0
