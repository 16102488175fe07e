"""Every answer about a snapshot says which one it is about, in the words of the verdict."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from archhook.cli.main import main

if TYPE_CHECKING:
    from conftest import GitRepo

ANSWERS = (
    ["why", "T-1"],
    ["impact", "T-1"],
    ["impact", "--since", "HEAD"],
    ["show", "T-1"],
    ["list"],
    ["brief", "T-1"],
    ["ready"],
    ["prime"],
    ["budget"],
)
SNAPSHOTS: tuple[list[str], ...] = ([], ["--untracked"], ["--staged"], ["--rev", "HEAD"])


@pytest.fixture
def chat(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    monkeypatch.chdir(repo.path)
    return repo


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    main([*words, "--format", "json"])
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_every_answer_carries_the_snapshot_of_the_verdict(chat: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    for options in SNAPSHOTS:
        judged = told(capsys, "check", *options)["snapshot"]
        assert judged["tree"] == (chat.tree() if "--rev" in options else None)
        for words in ANSWERS:
            answer = told(capsys, *words, *options)
            assert list(answer)[:3] == ["schema_version", "kind", "snapshot"], words
            assert answer["snapshot"] == judged, words


def test_a_comparison_carries_both(chat: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    chat.commit(files={"notes.txt": "x\n"})
    now, before = ({"source": "commit", "tree": chat.tree(revision)} for revision in ("HEAD", "HEAD~1"))
    answer = told(capsys, "diff", "HEAD~1..HEAD")
    assert (answer["snapshot"], answer["from_snapshot"]) == (now, before)
    answer = told(capsys, "diff", "HEAD")
    assert (answer["snapshot"], answer["from_snapshot"]) == ({"source": "worktree", "tree": None}, now)
    chat.run("rm", "-q", "architecture.py")
    chat.commit()
    chat.run("revert", "--no-edit", "HEAD")
    assert told(capsys, "diff", "HEAD~1..HEAD")["from_snapshot"] is None  # it held no ledger


def test_a_claim_is_made_by_a_snapshot_and_a_list_of_claims_is_about_none(
    chat: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, "claim", "T-1")["snapshot"] == {"source": "worktree", "tree": None}
    for words in (["claims"], ["release", "T-1"]):
        assert "snapshot" not in told(capsys, *words)
