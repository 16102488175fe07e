"""The report in the mission's words."""

from __future__ import annotations

import pytest

from archhook.model.findings import Finding, Verdict
from archhook.report.mission import render


def finding(code: str, severity: str, message: str, fix: str = "") -> Finding:
    return Finding(code, "name", severity, message, "architecture.py", 1, 1, "T-1", "task", (), 0, "", "", fix)


def verdict(*findings: Finding, strict: bool = False) -> Verdict:
    return Verdict("worktree", "", findings, 0, 0, 0, (), 0, False, strict)


ERROR = finding("INV403", "error", "T-1 declares 'ä'", "write it")
WARNING = finding("RES601", "warning", "D-1 takes more")
LINE = "=" * 60


@pytest.mark.parametrize(
    ("judged", "lines"),
    [
        (
            verdict(),
            [
                "✅ ARCHITECTURE VALIDATED",
                "   All dependencies satisfied",
                "   All code matches ledger",
                "   All tests present",
                LINE,
            ],
        ),
        (verdict(ERROR), ["❌ COMPILATION FAILED", "   INV403 T-1 declares 'ä'", "      fix: write it"]),
        (
            verdict(WARNING),
            [
                "⚠️  WARNINGS",
                "   RES601 D-1 takes more",
                "",
                "✅ ARCHITECTURE VALIDATED",
                "   All dependencies satisfied",
                "   All code matches ledger",
                "   All tests present",
                LINE,
            ],
        ),
        (
            verdict(ERROR, WARNING),
            [
                "❌ COMPILATION FAILED",
                "   INV403 T-1 declares 'ä'",
                "      fix: write it",
                "",
                "⚠️  WARNINGS",
                "   RES601 D-1 takes more",
            ],
        ),
        (verdict(WARNING, strict=True), ["❌ COMPILATION FAILED", "   RES601 D-1 takes more"]),
    ],
)
def test_reports(judged: Verdict, lines: list[str]) -> None:
    expected = ["🏛️  Running Architectural Compiler...", "", LINE, "", *lines]
    assert render(judged, "utf-8") == "\n".join(expected) + "\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "no-such-encoding"])
def test_plain_ascii_where_the_signs_cannot_be_encoded(encoding: str) -> None:
    text = render(verdict(ERROR), encoding)
    assert text.isascii()
    assert text.splitlines()[:6] == [
        "Running Architectural Compiler...",
        "",
        LINE,
        "",
        "COMPILATION FAILED",
        "   INV403 T-1 declares '\\xe4'",
    ]


def test_the_causes_of_a_finding_are_told_below_it() -> None:
    infeasible = finding("RES604", "warning", "Intent I-1 'A' is infeasible: R-1 allows 1", "settle for less")
    lines = render(verdict(infeasible._replace(because=("R-1 allows 1",))), "utf-8").splitlines()
    start = lines.index("   RES604 Intent I-1 'A' is infeasible")
    assert lines[start + 1 : start + 3] == ["      because R-1 allows 1", "      fix: settle for less"]
