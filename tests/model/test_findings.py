from __future__ import annotations

import pytest

from archhook.model.findings import Finding, Verdict


def finding(severity: str) -> Finding:
    return Finding("X", "x", severity, "", "p", 1, 1, "", "", (), 0, "", "", "")


@pytest.mark.parametrize(
    ("findings", "unreadable", "strict", "code"),
    [
        ((), False, False, 0),
        (("warning",), False, False, 0),
        (("warning",), False, True, 1),
        (("error",), False, False, 1),
        (("warning", "error"), False, False, 1),
        ((), False, True, 0),
        (("error",), True, False, 2),
    ],
)
def test_the_exit_code_of_a_verdict(findings: tuple[str, ...], unreadable: bool, strict: bool, code: int) -> None:
    verdict = Verdict("index", "", tuple(map(finding, findings)), 0, 0, 0, (), 0, unreadable, strict)
    assert verdict.exit_code == code


def test_the_summary_counts_findings_by_severity_and_repeats_the_rest() -> None:
    found = tuple(map(finding, ("warning", "error", "warning")))
    verdict = Verdict("index", "", found, 4, 5, 6, (("intent", 7), ("task", 8)), 9, False, False, exemptions=3)
    assert verdict.summary() == {
        "errors": 1, "warnings": 2, "waived": 4, "baselined": 5, "planned": 6, "exemptions": 3,
        "nodes": {"intent": 7, "task": 8}, "chains": 9,
    }  # fmt: skip
