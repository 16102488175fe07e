"""Which snapshot a question is about, and how little of it is read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from helpers.cli import answer, said
from helpers.example import KEPT
from helpers.synthetic import project

from archhook.cache.cache import Store
from archhook.cache.treemap import TreeMap

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

CLIENT = "src/client.py"
LEDGER = "architecture.py"


def test_the_snapshot_that_is_asked(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    name = "[D-1] One broker keeps the order"
    scratch.write(LEDGER, KEPT[LEDGER].replace(name, "[D-1] Staged"))
    scratch.run("add", "-A")
    scratch.write(LEDGER, KEPT[LEDGER].replace(name, "[D-1] In the work tree"))
    listed = ["list", "--kind", "design", "--fields", "name"]
    assert said(capsys, *listed)[1] == "In the work tree\n"
    assert said(capsys, *listed, "--staged")[1] == "Staged\n"
    assert said(capsys, *listed, "--rev", "HEAD")[1] == "One broker keeps the order\n"
    assert said(capsys, *listed, "--no-cache")[1] == "In the work tree\n"
    code, out, _ = said(capsys, "diff")
    assert (code, out.splitlines()[0]) == (0, "~ D-1 In the work tree")
    assert "name: One broker keeps the order -> In the work tree" in out
    scratch.commit()
    assert said(capsys, "diff", "HEAD")[1] == "no node differs\n"
    assert said(capsys, "diff", "HEAD~1..HEAD")[1] == out
    told = answer(capsys, "diff", "HEAD..HEAD~1")
    assert (told["from"], told["to"], [one["id"] for one in told["changed"]]) == ("HEAD", "HEAD~1", ["D-1"])


def test_an_untracked_file_is_asked_with_the_option(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    scratch.write("src/brand_new.py", "")
    code, _, err = said(capsys, "why", "src/brand_new.py")
    assert (code, "needs `git add` or --untracked" in err) == (2, True)
    assert said(capsys, "why", "src/brand_new.py", "--untracked")[0] == 1
    for option in (["--untracked"], ["--staged"], ["--rev", "HEAD"]):
        code, _, err = said(capsys, "why", "src/no/such/thing.py", *option)
        assert (code, "--untracked" in err, "`archhook list --fields id,file`" in err) == (2, False, True)
    code, _, err = said(capsys, "claim", "src/brand_new.py")  # an agent's new file is seen by itself
    assert (code, "no node answers for src/brand_new.py" in err) == (2, True)


def test_a_project_below_the_top(
    git_repo: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = git_repo()
    made.commit(files={f"apps/chat/{path}": text for path, text in KEPT.items()} | {"apps/chat/archhook.toml": ""})
    monkeypatch.chdir(made.path / "apps" / "chat" / "src")
    config = ("--config", "apps/chat/archhook.toml")
    told = answer(capsys, "why", "client.py", *config)
    assert told["owners"] == ["T-1"]
    assert {node["path"] for node in told["nodes"]} == {"apps/chat/architecture.py"}
    for folder in ("", "apps", "apps/chat/src"):  # as findings name it, from wherever
        monkeypatch.chdir(made.path / folder)
        for word in ("", ":publish", ":1"):
            assert answer(capsys, "why", f"apps/chat/src/client.py{word}", *config)["owners"] == ["T-1"]
        assert answer(capsys, "why", "apps/chat/architecture.py:Client", *config)["owners"] == ["T-1"]
    tests = said(capsys, "impact", "client.py", "--tests", *config)[1].splitlines()
    assert tests
    assert all(os.path.exists(test.partition("::")[0]) for test in tests)


def test_outside_git(
    tmp_path_factory: pytest.TempPathFactory,
    kept: Any,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(kept)
    assert said(capsys, "why", CLIENT)[0] == 0
    code, _, err = said(capsys, "diff", "HEAD")
    assert (code, "no git repository" in err) == (2, True)


@pytest.mark.parametrize(
    "argv",
    [("why", CLIENT, "--rev", "nowhere"), ("show", "--rev", "nowhere", "D-1"), ("diff", "nowhere")],
    ids=" ".join,
)
def test_a_question_that_cannot_be_answered_leaves_no_database_open(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...]
) -> None:
    assert said(capsys, "why", CLIENT)[0] == 0
    opened: list[Store] = []
    connect = Store._connect

    def watched(store: Store) -> None:
        opened.append(store)
        connect(store)

    monkeypatch.setattr(Store, "_connect", watched)
    assert said(capsys, *argv)[0] == 2
    assert [store for store in opened if store._connection is not None] == []
    assert opened


def test_an_answer_does_not_read_the_whole_project(
    git_repo: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = git_repo()
    made.commit(files=project(400))
    monkeypatch.chdir(made.path)
    assert said(capsys, "check", "-q")[0] == 0
    read: list[object] = []
    decoded = TreeMap._decoded

    def counted(self: TreeMap, plain: object) -> object:
        read.append(plain)
        return decoded(self, plain)

    monkeypatch.setattr(TreeMap, "_decoded", counted)
    assert said(capsys, "list", "--fields", "id")[0] == 0
    assert len(read) > 500
    for words in (["why", "src/app/part3/module33.py:load_33"], ["why", "UT-3"], ["show", "T-33"]):
        read.clear()
        assert said(capsys, *words)[0] == 0
        assert 0 < len(read) < 100


@pytest.mark.parametrize("package", [False, True], ids=["one file", "a package"])
def test_an_answer_from_the_cache_is_the_one_without_it(
    git_repo: Callable[..., GitRepo],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    package: bool,
) -> None:
    made = git_repo()
    made.commit(files=project(30, package=package))
    monkeypatch.chdir(made.path)
    assert said(capsys, "check", "--staged", "-q")[0] == 0
    ledger = made.path / ("architecture/part1.py" if package else LEDGER)
    text = ledger.read_text()
    ledger.write_text("# one line more\n" + text.replace("Part 1 of the system", "Part 1 of a system"))
    (made.path / "src/app/part1/module11.py").write_text("def load_11():\n    pass\n")
    (made.path / "src/app/part2/module22.py").rename(made.path / "src/app/new.py")
    made.run("add", "-A")
    assert said(capsys, "check", "--staged", "-q")[0] == 1
    (made.path / "tests/unit/test_part2.py").write_text("def test_other():\n    assert str(1)\n")
    for words in (
        ["why", "src/app/part1/module11.py:load_11"],
        ["why", "T-22"],
        ["why", "D-0", "--staged"],
        ["impact", "T-3"],
        ["impact", "src/app/part1/module11.py", "--rev", "HEAD"],
        ["impact", "--since", "HEAD"],
        ["impact", "--since", "HEAD", "--staged"],
        ["whatif"],
        ["whatif", "D-0", "--requires", "D-2", "--staged"],
        ["whatif", "D-9", "--requires", "D-1", "--satisfies", "R-0", "--rev", "HEAD"],
    ):
        for form in ([], ["--format", "json"]):
            code, out, err = said(capsys, *words, *form)
            assert (code, out, err) == said(capsys, *words, *form, "--no-cache")
            assert out.count("\n") > 5 or len(out) > 1000 or words == ["whatif"]
    for known in (False, True):
        tests = said(capsys, "impact", "--since", "HEAD", "--tests")
        assert tests == said(capsys, "impact", "--since", "HEAD", "--tests", "--no-cache")
        assert tests[0] == (0 if known else 2)
        made.run("rm", "-fq", *([] if known else ["src/app/new.py"]), "--ignore-unmatch", "none")
    assert "tests/unit/test_part1.py::test_load" in tests[1].splitlines()


def test_where_there_is_no_ledger_the_way_to_one_is_that_of_the_project_that_is_named(
    git_repo: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = git_repo()
    made.commit(files={"sub/src/client.py": "", "sub/archhook.toml": ""})
    monkeypatch.chdir(made.path)
    code, out, err = said(capsys, "why", "sub/src/client.py", "--config", "sub/archhook.toml")
    assert (code, out) == (2, "")
    assert "there is no ledger: sub/architecture.py is not in the snapshot" in err
    assert "`archhook init --config sub/archhook.toml` writes one" in err
    assert "or write sub/architecture.py" in err


def test_a_bare_repository_is_asked_about_a_commit(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    scratch.run("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    monkeypatch.chdir(tmp_path / "bare.git")
    for words in (["why", "D-1"], ["diff"], ["prime"], ["list", "--staged"], ["whatif"]):
        code, _, err = said(capsys, *words)
        assert (code, "name a commit: `--rev REV`" in err, "`archhook diff` takes A..B" in err) == (2, True, True)
    assert said(capsys, "why", "D-1", "--rev", "HEAD")[0] == 0
    assert said(capsys, "whatif", "D-2", "--requires", "D-1", "--rev", "HEAD")[0] == 0
    assert said(capsys, "diff", "HEAD..HEAD")[0] == 0
