"""`archhook diff`: what is loosened beneath the nodes that differ, and when that cannot be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.cli import document, said
from helpers.example import KEPT

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from helpers.git_repo import GitRepo

LEDGER = "architecture.py"
CONFIG = {"archhook.toml": 'exclude = ["src/more.py"] # later\n', "src/more.py": "X = 1\n"}


def test_what_is_loosened_stands_beneath_the_nodes(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    scratch.stage(CONFIG)
    code, out, _ = said(capsys, "diff")
    assert (code, out) == (
        0,
        "no node differs\n\nexclude (1)\n"
        "  new archhook.toml:1: src/more.py (1 Python file), holds back 1 finding  later\n\n"
        "1 new since HEAD\n",
    )
    _, found = document(capsys, "diff")
    assert [(one["kind"], one["since"], one["reason"], one["holds_back"]) for one in found["exemptions"]] == [
        ("exclude", "new", "later", 1)
    ]
    assert found["weaker"] == []
    listed = document(capsys, "exemptions", "HEAD")[1]
    assert {key: found[key] for key in ("exemptions", "together", "weaker")} == {
        key: listed[key] for key in ("exemptions", "together", "weaker")
    }
    assert said(capsys, "diff", "HEAD..HEAD")[1] == "no node differs\n"


def test_of_an_unsound_ledger_it_is_not_known(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    scratch.write(LEDGER, KEPT[LEDGER].replace("[T-1]", "[R-1]"))
    code, out, err = said(capsys, "diff")
    assert code == 0
    assert out == "- T-1 The client of the broker\n\n1 removed\n"
    assert "the ledger comes first" in err
    _, out, _ = said(capsys, "diff", "--format", "json")
    assert '"exemptions": null, "together": null, "weaker": null' in out
    scratch.commit("unsound")
    scratch.write(LEDGER, KEPT[LEDGER])
    assert '"exemptions": null, "together": null, "weaker": null' in said(capsys, "diff", "--format", "json")[1]
    code, _, err = said(capsys, "exemptions", "HEAD", "--fail", "weaker")
    assert (code, "LED" in err) == (2, True)


def test_where_there_was_no_ledger_every_exemption_is_new(
    git_repo: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = git_repo()
    made.commit(files={"src/client.py": KEPT["src/client.py"]})
    made.commit(files=KEPT | CONFIG)
    monkeypatch.chdir(made.path)
    code, out, err = said(capsys, "diff", "HEAD~1..HEAD")
    assert code == 0
    assert out.endswith("1 new since HEAD~1\n")
    assert "HEAD~1 has no ledger yet: every node is new" in err
