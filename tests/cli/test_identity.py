"""Every answer about a snapshot says which one it is about, in the words of the verdict."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from helpers.cli import said

if TYPE_CHECKING:
    import pytest
    from helpers.git_repo import GitRepo

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
    ["whatif", "D-1"],
    ["whatif"],
)
SNAPSHOTS: tuple[list[str], ...] = ([], ["--untracked"], ["--staged"], ["--rev", "HEAD"])


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """The document that the command prints, whatever else it says."""
    document: dict[str, Any] = json.loads(said(capsys, *words, "--format", "json")[1])
    return document


def test_every_answer_carries_the_snapshot_of_the_verdict(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    for options in SNAPSHOTS:
        judged = told(capsys, "check", *options)["snapshot"]
        assert judged["tree"] == (scratch.tree() if "--rev" in options else None)
        for words in ANSWERS:
            answer = told(capsys, *words, *options)
            assert list(answer)[:3] == ["schema_version", "kind", "snapshot"], words
            assert answer["snapshot"] == judged, words


def test_a_comparison_carries_both(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    scratch.commit(files={"notes.txt": "x\n"})
    now, before = ({"source": "commit", "tree": scratch.tree(revision)} for revision in ("HEAD", "HEAD~1"))
    answer = told(capsys, "diff", "HEAD~1..HEAD")
    assert (answer["snapshot"], answer["from_snapshot"]) == (now, before)
    answer = told(capsys, "diff", "HEAD")
    assert (answer["snapshot"], answer["from_snapshot"]) == ({"source": "worktree", "tree": None}, now)
    answer = told(capsys, "whatif", "--since", "HEAD~1")
    assert (answer["snapshot"], answer["since_snapshot"]) == ({"source": "worktree", "tree": None}, before)
    scratch.run("rm", "-q", "architecture.py")
    scratch.commit()
    scratch.run("revert", "--no-edit", "HEAD")
    assert told(capsys, "diff", "HEAD~1..HEAD")["from_snapshot"] is None  # it held no ledger


def test_a_claim_is_made_by_a_snapshot_and_a_list_of_claims_is_about_none(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, "claim", "T-1")["snapshot"] == {"source": "worktree", "tree": None}
    for words in (["claims"], ["release", "T-1"]):
        assert "snapshot" not in told(capsys, *words)
