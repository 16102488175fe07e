"""What sync says of what it leaves to a person."""

from __future__ import annotations

import pytest

from archhook.laws.law import BY_SYNC, BY_SYNC_OR_TOLD, BY_SYNC_REQUIRES, SYNC_FOLLOWS
from archhook.model.findings import Finding
from archhook.sync.sync_report import finding_line


@pytest.mark.parametrize(
    ("fix", "told"),
    [
        (f"write a Task ({BY_SYNC_OR_TOLD})", "write a Task"),
        (f"add D-1 to the `requires` of D-2 ({BY_SYNC_REQUIRES})", "add D-1 to the `requires` of D-2"),
        (
            f"add 'f' to the `functions` of T-1 ({BY_SYNC}), or declare it",
            "add 'f' to the `functions` of T-1, or declare it",
        ),
        (f"did you mean a.py? ({SYNC_FOLLOWS})", "did you mean a.py?"),
        (
            "give one another id (`archhook sync --renumber --base REV` does)",
            "give one another id (`archhook sync --renumber --base REV` does)",
        ),
    ],
)
def test_sync_never_says_that_sync_does_it(fix: str, told: str) -> None:
    finding = Finding("INV405", "", "error", "it is so", "a.py", 1, 1, "", "", (), 0, "a.py", "", fix, ())
    assert finding_line(finding) == f"INV405 it is so: {told}"
