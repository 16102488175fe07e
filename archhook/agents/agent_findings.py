"""What agents are told of a verdict: all that is broken, or what an edit has to do with; no more than they can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.agents.bounded import tokens
from archhook.report.text import count, finding_text, in_brief

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from archhook.model.findings import Finding, Verdict

LIMIT = 2000
"""Tokens of findings that the model is shown at once."""

ALL = "archhook check --untracked"
"""What shows all findings of a work tree."""


def findings_text(findings: Sequence[Finding], command: str = ALL, files: Collection[str] = ()) -> str:
    """The findings for the model, those about some files first, errors before warnings; the rest is counted, and what
    shows it is named.
    """
    ordered = sorted(in_brief(findings), key=lambda one: (not is_about(one, files), one.severity != "error"))
    shown: list[Finding] = []
    said = ""
    for finding in ordered:
        more = finding_text(finding, one_reason=True)
        if shown and tokens(said + more) > LIMIT:
            break
        shown.append(finding)
        said += more
    said = said.encode("utf-8", "backslashreplace")[: 3 * LIMIT].decode("utf-8", "ignore")
    left = len(ordered) - len(shown)
    return said + (f"and {left} more: `{command}` shows all\n" if left else "")


def is_about(finding: Finding, files: Collection[str]) -> bool:
    """Whether a finding points at one of some files, or is about one."""
    return finding.path in files or finding.file in files


def counted(verdict: Verdict) -> str:
    """`2 errors and 1 warning`."""
    found = ((verdict.count("error"), "error"), (verdict.count("warning"), "warning"))
    return " and ".join(count(number, word) for number, word in found if number)


def stopping(verdict: Verdict) -> tuple[Finding, ...]:
    """The findings that stop: the errors, or all where warnings fail, too. Who reads the others will mend them, too."""
    return tuple(one for one in verdict.findings if verdict.strict or one.severity == "error")


def beside(verdict: Verdict, command: str = ALL) -> str:
    """A line that counts the warnings which `stopping` leaves out; "" for none."""
    left = len(verdict.findings) - len(stopping(verdict))
    stop = "stops" if left == 1 else "stop"
    return f"archhook: {count(left, 'warning')} beside, which {stop} nothing (`{command}`)\n" if left else ""


def counted_stopping(verdict: Verdict) -> str:
    """`2 errors`; with the warnings where they fail, too."""
    return counted(verdict) if verdict.strict else count(verdict.count("error"), "error")


def subject_of(finding: Finding) -> tuple[str, ...]:
    """What tells a finding from others, wherever in its file it stands."""
    return finding.code, finding.node, finding.path, finding.file, finding.symbol


def of_this_edit(
    findings: Iterable[Finding], files: Collection[str], new: Collection[Finding], ledger: Collection[str]
) -> tuple[Finding, ...]:
    """The findings that an edit has to do with: those that are new, and those about the files that it changed.

    Of a `ledger` that was edited what is new alone: everything points at it.
    """
    plain = {file for file in files if file not in ledger}
    return tuple(one for one in findings if one in new or is_about(one, plain))
