"""Verdict -> workflow commands of GitHub Actions: an annotation at the line of each finding.

A command ends with its line, so that whatever a file name or a message holds is escaped: `%`, line ends, and in
properties `:` and `,` (GitHub's toolkit, `command.ts`). The log shows the message alone, so this is all that a person
would read in the text.
"""

from __future__ import annotations

from archhook.findings import LEDGER_FIRST
from archhook.report.text import finding_text, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.findings import Finding, Verdict


def render(verdict: Verdict) -> str:
    """One line for each finding, in the verdict's order; "" where there is none. Where the ledger alone was judged, a
    notice says so first.
    """
    first = (
        f"::notice title=archhook::{LEDGER_FIRST}\n" if verdict.judged == "ledger" and not verdict.unreadable else ""
    )
    return first + "".join(_command(finding) for finding in verdict.findings)


def render_many(verdicts: Iterable[tuple[str, Verdict]]) -> str:
    """The same for several verdicts; the findings of each below the name of what was judged."""
    return "".join(
        f"::group::{_data(printable(name))}\n{render(verdict)}::endgroup::\n"
        for name, verdict in verdicts
        if verdict.findings
    )


def _command(finding: Finding) -> str:
    properties = {
        "file": finding.path,
        "line": str(finding.line),
        "col": str(finding.column),
        "title": f"archhook {finding.code} ({finding.name})",
    }
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    level = "error" if finding.severity == "error" else "warning"
    return f"::{level} {given}::{_data(finding_text(finding).removesuffix(chr(10)))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
