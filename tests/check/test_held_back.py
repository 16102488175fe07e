"""What exemptions hold back is told of its node, with what does so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from helpers.cli import answer, said
from helpers.example import KEPT, LEDGER

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

IGNORED = "def old():  # archhook: ignore[INV407] it goes in May\n    pass\n"
CODE = f"def publish():\n    pass\n\n\n{IGNORED}\n\ndef new():\n    pass\n"
WAIVED = (
    LEDGER.replace("    satisfies = [Delivery]\n", '    satisfies = [Delivery]\n    waives = {"TST505": "later"}\n')
    .replace("class Publishes(UnitTest):", "class Publishes(IntegrationTest):")
    .replace("[UT-1]", "[IT-9]")
)


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """A waiver, an inline ignore and an entry of the baseline, each of which holds something back."""
    made = git_repo()
    made.commit(files={**KEPT, "architecture.py": WAIVED, "src/client.py": CODE})
    monkeypatch.chdir(made.path)
    for name in ("CI", "GITHUB_ACTIONS", "PRE_COMMIT", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    assert main(["baseline"]) == 0
    made.run("add", "-A")
    assert main(["check", "-q"]) == 0
    return made


def test_why_tells_what_is_held_back_of_a_node(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "why", "T-1")
    assert code == 0
    assert (
        "exempt (2)\n"
        "  INV407 src/client.py defines function 'old' that no Task declares (ignored in the code)\n"
        "  INV407 src/client.py defines function 'new' that no Task declares (in the baseline)\n"
    ) in out
    assert re.search(r"exempt \(1\)\n  TST505 .*D-1.* \(waived at the node\)\n", said(capsys, "why", "D-1")[1])
    assert "exempt" not in said(capsys, "why", "R-1")[1]
    assert "exempt (2)" in said(capsys, "why", "src/client.py")[1]
    assert "exempt (1)\n" in said(capsys, "why", "src/client.py:new")[1]
    told = answer(capsys, "why", "src/client.py:old")["held_back"]
    assert [(one["code"], one["subject"]["symbol"], one["by"]) for one in told] == [("INV407", "old", "ignore")]


def test_nothing_is_held_back_of_a_ledger_that_is_not_sound(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write("architecture.py", WAIVED.replace("[Delivery]\n    waives", "[Delivry]\n    waives"))
    assert answer(capsys, "why", "T-1")["held_back"] == []
