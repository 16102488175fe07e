"""Verdict -> workflow commands of GitHub Actions: an annotation at the line of each finding.

A command ends with its line, so that whatever a file name or a message holds is escaped: `%`, line ends, and in
properties `:` and `,` (GitHub's toolkit, `command.ts`). What a terminal would act upon is percent-encoded in properties
and an escape in messages. The log shows the message alone, so this is all that a person would read in the text.
"""

from __future__ import annotations

from unicodedata import category

from archhook.model.findings import LEDGER_FIRST
from archhook.report.text import failure_text, finding_text, in_brief, name_bytes, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.errors import ArchhookError
    from archhook.model.findings import Finding, Verdict


def render(verdict: Verdict) -> str:
    """One line for each finding, in the verdict's order, and one for all placeholders; "" where there is none. Where
    the ledger alone was judged, a notice says so first.
    """
    first = (
        f"::notice title=archhook::{LEDGER_FIRST}\n" if verdict.judged == "ledger" and not verdict.unreadable else ""
    )
    return first + "".join(_command(finding) for finding in in_brief(verdict.findings))


def render_many(verdicts: Iterable[tuple[str, Verdict]]) -> str:
    """The same for several verdicts; the findings of each below the name of what was judged."""
    return "".join(
        f"::group::{_data(printable(name))}\n{render(verdict)}::endgroup::\n"
        for name, verdict in verdicts
        if verdict.findings
    )


def render_failure(error: ArchhookError, _exit_code: int) -> str:
    """One annotation: why nothing could be judged."""
    place = {"file": error.path, "line": error.line, "col": error.column}
    properties = {name: str(value) for name, value in place.items() if value} | {"title": "archhook could not judge"}
    return _annotation("error", properties, failure_text(error))


def _command(finding: Finding) -> str:
    properties = {
        "file": finding.path,
        "line": str(finding.line),
        "col": str(finding.column),
        "title": f"archhook {finding.code} ({finding.name})",
    }
    level = "error" if finding.severity == "error" else "warning"
    return _annotation(level, properties, finding_text(finding).removesuffix("\n"))


def _annotation(level: str, properties: Mapping[str, str], text: str) -> str:
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {given}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return "".join(_encoded(letter) if _acts(letter) else letter for letter in text)


def _acts(letter: str) -> bool:
    """Whether a letter ends a property, or does something other than to be shown."""
    return letter in "%:," or category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _encoded(letter: str) -> str:
    """A letter as the percent-encoding of its bytes in a file name."""
    return "".join(f"%{byte:02X}" for byte in name_bytes(letter))
