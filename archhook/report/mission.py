"""The report of `python architecture.py`, in the words of the mission."""

from __future__ import annotations

from archhook.model.findings import LEDGER_FIRST
from archhook.report.text import in_brief

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.model.findings import Finding, Verdict

LINE = "=" * 60
STARTED = "🏛️  Running Architectural Compiler..."
FAILED = "❌ COMPILATION FAILED"
WARNINGS = "⚠️  WARNINGS"
VALIDATED = "✅ ARCHITECTURE VALIDATED"
HOLDS = ("   All dependencies satisfied", "   All code matches ledger", "   All tests present")


def render(verdict: Verdict, encoding: str) -> str:
    """The report on a verdict, ending with a line end; plain ASCII where `encoding` cannot hold its signs."""
    severe = ("error", "warning") if verdict.strict else ("error",)
    told = in_brief(verdict.findings)
    errors = [finding for finding in told if finding.severity in severe]
    warnings = [finding for finding in told if finding.severity not in severe]
    lines = [STARTED, "", LINE]
    if errors:
        lines += ["", FAILED, *(line for finding in errors for line in _finding(finding))]
    if warnings:
        lines += ["", WARNINGS, *(line for finding in warnings for line in _finding(finding))]
    if verdict.judged == "ledger" and not verdict.unreadable:
        lines += ["", f"   {LEDGER_FIRST[0].upper()}{LEDGER_FIRST[1:]}"]
    if not errors:
        lines += ["", VALIDATED, *HOLDS, LINE]
    return _encodable("\n".join(lines) + "\n", encoding)


def _finding(finding: Finding) -> list[str]:
    lines = [f"   {finding.code} {finding.head}", *(f"      because {cause}" for cause in finding.because)]
    return [*lines, f"      fix: {finding.fix}"] if finding.fix else lines


def _encodable(text: str, encoding: str) -> str:
    """The text without its signs if they cannot be encoded, and with escapes for what else cannot."""
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        for sign in ("🏛️  ", "❌ ", "⚠️  ", "✅ "):
            text = text.replace(sign, "")
        return text.encode("ascii", "backslashreplace").decode("ascii")
    return text
