"""Claims in real repositories: claim, release, claims, and what all commands for agents do where there is no git."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
from helpers.cli import archhook
from helpers.example import KEPT
from helpers.files import lay_out

from archhook.agents import claim_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.git_repo import GitRepo

from helpers.cli import document, said

CLAIM_T2 = {
    "project": None,
    "node": "T-2",
    "owner": "alice",
    "since": "1970-01-01T00:00:00Z",
    "until": "1970-01-01T02:00:00Z",
    "files": [{"path": "src/work2.py", "symbols": ["work2"]}],
}


def test_claim_is_granted_listed_refused_and_released(
    work: GitRepo, capsys: pytest.CaptureFixture[str], clock: Callable[[int], None]
) -> None:
    assert said(capsys, "claims") == (0, "", "archhook: nothing is claimed\n")
    line = "T-2  alice  until 1970-01-01T02:00:00Z (in 2 h)  src/work2.py\n"
    assert said(capsys, "claim", "T-2") == (0, f"claimed {line}", "")
    assert said(capsys, "claims") == (0, line, "")
    assert said(capsys, "claim", "[T-02]", "T-3", "--as", "bob") == (
        1,
        "",
        "archhook: T-2 cannot be claimed: alice holds it until 1970-01-01T02:00:00Z (in 2 h),"
        " and with it work2 of src/work2.py\n",
    )
    assert said(capsys, "release", "T-2", "--as", "bob") == (
        1,
        "",
        "archhook: T-2 is claimed by alice until 1970-01-01T02:00:00Z (in 2 h): for them, "
        "`archhook release T-2 --as alice` gives it up\n",
    )
    clock(3600)
    assert said(capsys, "claim", "T-2", "--for", "30m")[1].startswith("renewed T-2  alice  until 1970-01-01T01:30:00Z")
    assert said(capsys, "release", "T-2", "T-3") == (0, "released T-2\n", "archhook: T-3 is not claimed\n")
    assert said(capsys, "claims", "-q") == (0, "", "")
    assert work.run("status", "--porcelain") == ""


def test_claims_as_json(work: GitRepo, capsys: pytest.CaptureFixture[str], clock: Callable[[int], None]) -> None:
    head = {"schema_version": 1}
    here = {"snapshot": {"source": "worktree", "tree": None}}
    assert document(capsys, "claim", "T-2") == (
        0,
        head
        | here
        | {"kind": "claim", "ok": True, "claims": [CLAIM_T2], "renewed": [], "taken_over": [], "refused": []},
    )
    assert document(capsys, "claims") == (0, head | {"kind": "claims", "claims": [CLAIM_T2]})
    code, refused = document(capsys, "claim", "D-2", "--as", "bob")
    assert (code, refused["ok"], refused["claims"]) == (1, False, [])
    assert [(one["node"], one["held"], one["file"], one["symbols"]) for one in refused["refused"]] == [
        ("D-2", CLAIM_T2, "src/work2.py", ["work2"])
    ]
    clock(7200)
    code, taken = document(capsys, "claim", "D-2", "--as", "bob")
    assert (code, taken["taken_over"]) == (0, [CLAIM_T2])
    assert [one["path"] for one in taken["claims"][0]["files"]] == ["src/work2.py", "src/work3.py"]
    assert document(capsys, "release", "--all", "--as", "bob")[1]["claims"] == taken["claims"]


def test_a_taken_over_claim_is_told(
    work: GitRepo, capsys: pytest.CaptureFixture[str], clock: Callable[[int], None]
) -> None:
    said(capsys, "claim", "T-2", "--for", "1m")
    clock(660)
    out = said(capsys, "claim", "T-2", "--as", "bob")[1]
    assert out.splitlines()[1] == "taken over T-2 from alice, whose claim ended 10 min ago"


def test_work_trees_share_claims_and_have_owners_of_their_own(
    work: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ARCHHOOK_AGENT")
    monkeypatch.setenv("LOGNAME", "zoe")
    work.run("worktree", "add", "-q", str(tmp_path / "side"))
    assert archhook(work.path, "claim", "T-2").returncode == 0
    assert archhook(tmp_path / "side", "claims").stdout.startswith("T-2  zoe@main  until ")
    refused = archhook(tmp_path / "side", "claim", "T-2", "T-3")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "T-2 cannot be claimed: zoe@main holds it" in refused.stderr
    assert archhook(tmp_path / "side", "claim", "T-3").stdout.startswith("claimed T-3  zoe@side  until ")


def test_a_linked_work_tree_called_main_is_not_the_main_one(
    work: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ARCHHOOK_AGENT")
    monkeypatch.setenv("LOGNAME", "zoe")
    work.run("worktree", "add", "-q", "--detach", str(tmp_path / "main"))
    assert archhook(work.path, "claim", "T-2").returncode == 0
    assert archhook(tmp_path / "main", "claim", "T-2").returncode == 1
    assert archhook(tmp_path / "main", "claim", "T-3").stdout.startswith("claimed T-3  zoe@worktrees/main  until ")


def test_projects_of_one_repository_do_not_mix(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = git_repo()
    for name in ("one", "two"):
        lay_out(repo.path / name, KEPT, {"archhook.toml": ""})
    repo.commit()
    monkeypatch.chdir(repo.path)
    for name in ("one", "two"):
        assert said(capsys, "claim", "T-1", "--as", name, "--config", f"{name}/archhook.toml")[0] == 0
    assert [line.split("  ")[:2] for line in said(capsys, "claims")[1].splitlines()] == [
        ["T-1 (one/)", "one"],
        ["T-1 (two/)", "two"],
    ]
    assert said(capsys, "release", "T-1", "--as", "one")[2] == "archhook: T-1 is not claimed\n"
    assert said(capsys, "release", "T-1", "--as", "one", "--config", "one/archhook.toml")[1] == "released T-1\n"


def test_clearing_the_cache_ends_no_claim(work: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "claim", "T-2")
    assert said(capsys, "cache", "clear")[0] == 0
    assert said(capsys, "claims")[1].startswith("T-2  alice")


def test_damaged_claims_are_noted(work: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "claim", "T-2")
    (work.path / ".git" / claim_store.FOLDER / claim_store.FILE).write_text("{")
    for command in (["claims"], ["ready"], ["brief", "T-2"], ["claim", "T-2"]):
        code, _, err = said(capsys, *command)
        assert (code, "claims.json is damaged and is ignored" in err) == (0, True)
    assert said(capsys, "claims")[2] == ""


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["claim"], "claim needs the id of what you work on"),
        (["claim", "R-1"], "R-1 is no work: Requirements are not claimed"),
        (["claim", "T-99"], "the ledger has no node T-99"),
        (["claim", "T-2", "--for", "8d"], "--for cannot be '8d'"),
        (["claim", "T-2", "--as", " x"], "--as: ' x' cannot be a name"),
        (["release"], "release needs ids, or --all"),
        (["release", "T-2", "--all"], "--all and ids exclude each other"),
        (["release", "x y"], "'x y' is no id of a node"),
        (["ready", "--limit", "-1"], "--limit needs a value"),
        (["ready", "--limit", "x"], "--limit cannot be 'x'"),
        (["brief"], "brief needs the id of a node"),
        (["brief", "T-22"], "the ledger has no node T-22"),
        (["brief", "nothing.py"], "is no id of a node and no file"),
        (["mcp", "--tokens", "1"], "--tokens cannot be '1'"),
        (["mcp", "--root", "nowhere"], "is no folder"),
    ],
)
def test_what_cannot_be_done_is_said(
    work: GitRepo, argv: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = said(capsys, *argv)
    assert (code, out) == (2, "")
    assert message in err


def test_a_name_from_the_environment_is_checked(
    work: GitRepo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ARCHHOOK_AGENT", "a\nb")
    assert "ARCHHOOK_AGENT: 'a\\nb' cannot be a name" in said(capsys, "claim", "T-2")[2]


@pytest.mark.parametrize("command", [["claim", "T-1"], ["release", "T-1"], ["claims"]])
def test_outside_git_nothing_can_be_claimed(
    kept: Path, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(kept)
    code, _, err = said(capsys, *command)
    assert (code, "this folder is in no git repository" in err) == (2, True)


def test_the_others_work_outside_git(
    typo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(typo)
    assert said(capsys, "ready") == (
        0,
        "T-1  broken  src/client.py  The client of the broker [INV403, INV407]\n",
        "archhook: 1 ready\n",
    )
    assert said(capsys, "brief", "src/client.py")[1].startswith("T-1 The client of the broker\n  task, broken, ")
    assert "2 errors, 0 warnings (INV403 x1, INV407 x1)" in said(capsys, "prime")[1]


def test_what_a_refused_release_says_can_be_done(work: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "claim", "T-2", "--as", "Ann Lee")[0] == 0
    refused = said(capsys, "release", "T-2", "--as", "bob")[2]
    command = shlex.split(refused.partition("`")[2].partition("`")[0])
    assert said(capsys, *command[1:]) == (0, "released T-2\n", "")
