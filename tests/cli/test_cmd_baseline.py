"""`archhook baseline` on real repositories: what it freezes, drops and refuses, and what `check` makes of it."""

from __future__ import annotations

import json
import os
import shlex
from typing import TYPE_CHECKING

import pytest
from helpers import walls
from helpers.synthetic import project

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.git_repo import GitRepo

FILE = "archhook-baseline.txt"
MODULE = "src/app/part0/module3.py"
EXTRA = "\n\ndef extra():\n    pass\n\n\nEXTRA = 1\n"


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """A project with two undeclared symbols, committed; the current folder."""
    made = git_repo()
    files = project(10)
    made.commit("start", files=files | {MODULE: files[MODULE] + EXTRA})
    monkeypatch.chdir(made.path)
    return made


def checked(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, list[tuple[str, str]], int]:
    """(exit code, (code, symbol) of the findings, how many are in the baseline)."""
    capsys.readouterr()
    code = main(["check", "--format", "json", *options])
    document = json.loads(capsys.readouterr().out)
    found = [(one["code"], one["subject"]["symbol"]) for one in document["findings"]]
    return code, found, document["summary"]["baselined"]


def entries(repo: GitRepo) -> list[str]:
    return [line for line in (repo.path / FILE).read_text().splitlines() if line and line[0] != "#"]


def test_what_is_frozen_is_counted_and_what_is_new_fails(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline"]) == 0
    assert entries(repo) == [f"INV407 T-3 {MODULE} extra", f"INV408 T-3 {MODULE} EXTRA"]
    assert checked(capsys)[0] == 1, "the file is untracked, so that no snapshot holds it"
    repo.run("add", FILE)
    assert checked(capsys) == checked(capsys, "--no-cache") == (0, [], 2)
    repo.write(MODULE, "# moved\n" + (repo.path / MODULE).read_text() + "\n\ndef more():\n    pass\n")
    assert checked(capsys) == checked(capsys, "--no-cache") == (1, [("INV407", "more")], 2)


def test_what_is_mended_fails_until_it_is_pruned(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    main(["baseline"])
    repo.commit("frozen")
    repo.write(MODULE, (repo.path / MODULE).read_text().replace("EXTRA = 1\n", ""))
    stale = ("LED006", f"INV408 T-3 {MODULE} EXTRA")
    assert checked(capsys) == checked(capsys, "--no-cache") == (1, [stale], 1)
    assert main(["check"]) == 1
    shown = capsys.readouterr()
    assert f"{FILE}:7:1: LED006 no finding matches" in shown.out
    assert "1 in the baseline (1 fewer than when it was written)" in shown.err
    assert main(["baseline", "--prune"]) == 0
    assert "1 mended finding dropped, 1 left" in capsys.readouterr().err
    assert entries(repo) == [f"INV407 T-3 {MODULE} extra"]
    assert checked(capsys) == (0, [], 1)
    before = (repo.path / FILE).read_bytes()
    assert main(["baseline", "--prune"]) == 0
    assert (repo.path / FILE).read_bytes() == before


@pytest.mark.parametrize("hiding", ["unparsable", "gone"])
def test_what_a_file_hides_that_cannot_be_judged_stays_frozen(
    repo: GitRepo, capsys: pytest.CaptureFixture[str], hiding: str
) -> None:
    """A file with a syntax error, or one that has just been moved, has mended nothing."""
    assert main(["baseline"]) == 0
    repo.run("add", FILE)
    frozen, source = entries(repo), repo.read(MODULE)
    if hiding == "unparsable":
        repo.write(MODULE, source + "def (\n")
    else:
        (repo.path / MODULE).unlink()
    code = "INV410" if hiding == "unparsable" else "INV401"
    assert checked(capsys) == checked(capsys, "--no-cache") == (1, [(code, None)], 0)
    capsys.readouterr()
    assert main(["baseline", "--prune"]) == 0
    said = f"archhook: {FILE}: every entry is still needed (2 of them not known to be mended: {code} {MODULE})\n"
    assert capsys.readouterr().err == said
    assert entries(repo) == frozen
    repo.write(MODULE, source)
    assert checked(capsys) == (0, [], 2)


def test_a_baseline_that_is_pruned_to_nothing_goes(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    main(["baseline"])
    repo.commit("frozen")
    undeclared = (repo.path / MODULE).read_text()
    repo.write(MODULE, project(10)[MODULE])
    capsys.readouterr()
    assert main(["baseline", "--prune"]) == 0
    said = capsys.readouterr().err
    assert "2 mended findings dropped, none is left, so the file is removed" in said
    assert not (repo.path / FILE).exists()
    repo.run(*said.partition("; `git ")[2].rstrip("`\n").split())
    assert repo.run("status", "--porcelain", FILE) == f"D  {FILE}"
    assert checked(capsys) == checked(capsys, "--no-cache") == (0, [], 0)
    repo.write(MODULE, undeclared)
    assert main(["baseline"]) == 0
    assert len(entries(repo)) == 2


@pytest.mark.parametrize("command", [["baseline"], ["baseline", "--accept", "T-3", "--because", "later"]])
def test_a_baseline_without_entries_counts_as_none(
    repo: GitRepo, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["baseline"])
    written = (repo.path / FILE).read_text().replace("findings when written: 2", "findings when written: 7")
    head = written.partition("INV")[0] + "# ours\n"
    repo.write(FILE, head)
    repo.run("add", FILE)
    assert main(command) == 0
    repo.run("add", FILE)
    capsys.readouterr()
    assert main(["check"]) == 0
    said = capsys.readouterr().err
    assert "2 in the baseline" in said
    assert "when it was written" not in said
    assert (repo.path / FILE).read_text().startswith(head.replace("7", "2"))
    assert len(entries(repo)) == 2


def test_comments_of_the_user_are_kept_where_nothing_else_is(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    main(["baseline"])
    repo.write(FILE, (repo.path / FILE).read_text() + "# ours\n")
    repo.write(MODULE, project(10)[MODULE])
    repo.run("add", "-A")
    for dropped in ("2 mended findings dropped, ", ""):
        capsys.readouterr()
        assert main(["baseline", "--prune"]) == 0
        assert f"{FILE}: {dropped}none is left but your comments" in capsys.readouterr().err
        assert (repo.path / FILE).read_text().endswith("\n\n# ours\n")
    repo.write(FILE, "")
    assert main(["baseline", "--prune"]) == 0
    assert not (repo.path / FILE).exists()


def test_it_grows_for_a_reason_only(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline", "--accept", "inv408", "--because", "a  legacy\nlimit"]) == 0
    assert entries(repo) == [f"INV408 T-3 {MODULE} EXTRA  # a legacy limit"]
    repo.run("add", FILE)
    assert checked(capsys) == (1, [("INV407", "extra")], 1)
    assert main(["baseline"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert main(["baseline", "--accept", "[T-3]", "--because", "later"]) == 0
    assert entries(repo) == [f"INV407 T-3 {MODULE} extra  # later", f"INV408 T-3 {MODULE} EXTRA  # a legacy limit"]
    assert checked(capsys) == (0, [], 2)


@pytest.mark.parametrize("words", [["INV407", "inv408"], ["INV408,INV407"], ["INV407,", "T-3", "INV407"], ["T-3"]])
def test_several_laws_and_nodes_are_accepted_at_once(
    repo: GitRepo, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["baseline", "--accept", *words, "--because", "older than the ledger"]) == 0
    assert "2 findings more frozen; `git add" in capsys.readouterr().err
    assert entries(repo) == [
        f"INV407 T-3 {MODULE} extra  # older than the ledger",
        f"INV408 T-3 {MODULE} EXTRA  # older than the ledger",
    ]
    repo.run("add", FILE)
    assert checked(capsys) == checked(capsys, "--no-cache") == (0, [], 2)


def test_of_several_those_are_said_that_have_nothing_to_accept(
    repo: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    accept = ["--accept", "INV408", "INV401", "T-9", "--because", "later"]
    assert main(["baseline", *accept]) == 0
    assert "1 finding more frozen; there is none of INV401 or at T-9; `git add" in capsys.readouterr().err
    repo.run("add", FILE)
    assert checked(capsys) == (1, [("INV407", "extra")], 1)
    assert main(["baseline", *accept]) == 2
    assert "there is no new finding of INV408 or of INV401 or at T-9 to accept" in capsys.readouterr().err


@pytest.mark.parametrize("options", [[], ["--staged"]])
def test_a_baseline_that_is_untracked_is_named(
    repo: GitRepo, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["baseline"]) == 0
    capsys.readouterr()
    note = f"archhook: the baseline {FILE} exists but is untracked, so it freezes nothing: `git add {FILE}`\n"
    assert main(["check", *options]) == 1
    assert note in capsys.readouterr().err
    if not options:
        assert main(["check", "--untracked"]) == 0
        assert main(["check", "--rev", "HEAD"]) == 1
        assert note not in capsys.readouterr().err
    repo.run("add", FILE)
    assert main(["check", *options]) == 0
    assert note not in capsys.readouterr().err


def test_laws_that_hold_leave_nothing_to_freeze(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    """As where one line of an upgrade is run everywhere."""
    assert main(["baseline", "--accept", "INV401", "DEP203", "--because", "older than these laws"]) == 0
    said = "archhook: nothing to freeze: there is no new finding of INV401 or of DEP203 to accept\n"
    assert said in capsys.readouterr().err
    assert not (repo.path / FILE).exists()


def test_what_is_told_to_be_typed_is_understood(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline", "INV407", "INV408"]) == 2
    words = shlex.split(capsys.readouterr().err.partition("archhook baseline --")[2])
    assert main(["baseline", f"--{words[0]}", *words[1:]]) == 0
    assert len(entries(repo)) == 2


def test_an_import_is_frozen_by_its_two_files_and_pruned_once_it_is_gone(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = git_repo("walls")
    repo.commit("start", files=walls.project({1: (), 2: (), 3: ()}, {2: "import p1\n", 3: "import p1, p2\n"}))
    monkeypatch.chdir(repo.path)
    assert main(["baseline", "--accept", "D-2", "--because", "of old"]) == 0
    assert entries(repo) == ["DEP203 - p2.py p1.py  # of old"]
    assert main(["baseline", "--accept", "DEP203", "DEP210", "--because", "older than the law"]) == 0
    assert "2 findings more frozen; there is none of DEP210" in capsys.readouterr().err
    frozen = ["DEP203 - p2.py p1.py  # of old", "DEP203 - p3.py p1.py  # older than the law"]
    assert entries(repo) == [*frozen, "DEP203 - p3.py p2.py  # older than the law"]
    repo.commit("frozen")
    assert checked(capsys) == checked(capsys, "--no-cache") == (0, [], 3)
    repo.write("p3.py", "X = 1\nimport p1\n")
    stale = ("LED006", "DEP203 - p3.py p2.py")
    assert checked(capsys) == checked(capsys, "--no-cache") == (1, [stale], 2)
    assert main(["baseline", "--prune"]) == 0
    assert entries(repo) == frozen
    ledger = repo.read("architecture.py").replace("implements = D3", "implements = D2")
    ledger = ledger.replace('[D-3] Part 3."""\n\n', '[D-3] Part 3."""\n\n    adopted = False\n')
    repo.write("architecture.py", ledger)
    assert checked(capsys) == checked(capsys, "--no-cache") == (0, [], 2), "whose the file is does not matter"
    repo.write("architecture.py", ledger.replace("\n\n\nclass D3", "\n    requires = [D1]\n\n\nclass D3"))
    assert checked(capsys)[1] == [("LED006", "DEP203 - p2.py p1.py"), ("LED006", "DEP203 - p3.py p1.py")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--accept", "INV407"], "--accept needs a reason"),
        (["--accept", "INV407", "--because", "..."], "--accept needs a reason"),
        (["--because", "why"], "--because goes with --accept"),
        (["--accept", "LED001", "--because", "why"], "LED001 cannot be frozen"),
        (["--accept", "LED006", "--because", "why"], "LED006 cannot be frozen"),
        (["--accept", "INV499", "--because", "why"], "neither a law nor the id of a node"),
        (["--accept", "T-9", "--because", "why"], "there is no new finding at T-9"),
        (["--accept", "INV401", "T-9", "--because", "why"], "there is no new finding of INV401 or at T-9 to accept"),
        (["--accept", "INV407", "LED001", "--because", "why"], "LED001 cannot be frozen"),
        (["--accept", "INV407,INV4999", "--because", "why"], "'INV4999' is neither a law nor the id of a node"),
        (["--accept", ",", "--because", "why"], "--accept names nothing"),
        (["INV407"], "does not take the argument 'INV407'"),
        (["--prune"], f"there is no {FILE}"),
        (["--prune", "--accept", "INV407"], "exclude each other"),
    ],
)
def test_what_is_refused(repo: GitRepo, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not (repo.path / FILE).exists()


@pytest.mark.parametrize("name", ["CI", "GITHUB_ACTIONS", "PRE_COMMIT", "GIT_INDEX_FILE"])
@pytest.mark.parametrize("options", [[], ["--prune"], ["--accept", "INV407", "--because", "why"]])
def test_it_is_read_only_in_hooks_and_in_ci(
    repo: GitRepo, name: str, options: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, "true")
    assert main(["baseline", *options]) == 2
    assert f"{name} is set" in capsys.readouterr().err
    assert not (repo.path / FILE).exists()


def test_a_ledger_that_cannot_be_read_is_no_baseline(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write("architecture.py", "import antigravity\nx = (\n")
    assert main(["baseline"]) == 2
    assert "architecture.py:2:" in capsys.readouterr().err
    assert not (repo.path / FILE).exists()


def test_a_baseline_is_a_plain_file(repo: GitRepo, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Neither what a link leads to is shown or waited for, nor a pipe."""
    outside = tmp_path / "outside"
    outside.write_text("secret\n")
    for place in (str(outside), "/dev/zero"):
        (repo.path / FILE).symlink_to(place)
        assert main(["baseline"]) == 2
        assert "it is a symbolic link, which is not followed" in capsys.readouterr().err
        (repo.path / FILE).unlink()
    os.mkfifo(repo.path / FILE)
    assert main(["baseline"]) == 2
    assert "it is no regular file" in capsys.readouterr().err


def test_a_baseline_that_cannot_be_read_is_no_verdict(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write(FILE, "<<<<<<< HEAD\nINV407 T-3 a.py x\n")
    repo.run("add", FILE)
    for command in (["check"], ["check", "--no-cache"], ["baseline", "--prune"]):
        assert main(command) == 2
        assert f"{FILE}:1:1: a merge conflict" in capsys.readouterr().err
    (repo.path / FILE).unlink()
    (repo.path / FILE).symlink_to(MODULE)
    assert main(["check"]) == 2
    assert "no regular file" in capsys.readouterr().err


def test_nothing_to_freeze_writes_nothing(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write(MODULE, project(10)[MODULE])
    assert main(["baseline"]) == 0
    assert "nothing to freeze" in capsys.readouterr().err
    assert not (repo.path / FILE).exists()


def test_the_configuration_names_the_file_of_a_project_below_the_top(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = git_repo()
    files = {f"sub/{path}": text for path, text in project(10).items()}
    files[f"sub/{MODULE}"] += EXTRA
    repo.commit("start", files=files | {"sub/archhook.toml": 'baseline = "known/debt.txt"\n', "sub/known/x.txt": ""})
    monkeypatch.chdir(repo.path)
    assert main(["baseline", "--config", "sub/archhook.toml"]) == 0
    assert "sub/known/debt.txt: 2 findings frozen" in capsys.readouterr().err
    assert f"INV407 T-3 {MODULE} extra\n" in (repo.path / "sub/known/debt.txt").read_text()
    repo.run("add", "-A")
    assert checked(capsys, "--config", "sub/archhook.toml", "--staged") == (0, [], 2)
    repo.write("sub/known/debt.txt", "TRC101 T-3 - -\n")
    main(["check", "--config", "sub/archhook.toml"])
    assert "sub/known/debt.txt:1:1: LED006" in capsys.readouterr().out
