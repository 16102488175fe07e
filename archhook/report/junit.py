"""Verdict -> JUnit XML as CI viewers read it: a suite for each law that is broken, a test case for each finding.

Viewers list test cases by name and tell new failures from old ones by it, so the name holds what the finding is about
and no line. Where all laws hold there is one case that passes: an empty report counts as a broken one.
"""

from __future__ import annotations

from collections import Counter
from xml.sax.saxutils import escape, quoteattr

from archhook.model.findings import LEDGER_FIRST
from archhook.report.text import count, failure_text, finding_text, printable

TOTALS = ("tests", "failures", "errors")
COUNTED = (*TOTALS, "skipped")
"""What a document and its suites count; `skipped` only where there is any."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archhook.errors import ArchhookError
    from archhook.model.findings import Finding, Verdict


def render(verdict: Verdict) -> str:
    """One verdict as a document."""
    return render_many([("", verdict)])


def render_many(verdicts: Iterable[tuple[str, Verdict]]) -> str:
    """Several verdicts in one document; the name of what was judged leads the names of its suites."""
    return _document([suite for name, verdict in verdicts for suite in _suites(printable(name), verdict)])


def _document(suites: list[tuple[Counter[str], list[str]]]) -> str:
    counted = sum((counts for counts, _ in suites), Counter())
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="archhook" {_numbers(counted)}>']
    return "\n".join([*lines, *(line for _, part in suites for line in part), "</testsuites>", ""])


def render_failure(error: ArchhookError, _exit_code: int) -> str:
    """One case that is an error: why nothing could be judged."""
    place = f" file={quoteattr(printable(error.path))}" if error.path else ""
    place += f' line="{error.line}"' if error.line else ""
    message = quoteattr(printable(error.message))
    case = [
        f'    <testcase classname="archhook" name="the project can be judged"{place}>',
        f'      <error type="failure" message={message}>{escape(failure_text(error))}</error>',
        "    </testcase>",
    ]
    return _document([(Counter(tests=1, errors=1), _suite("architecture", Counter(tests=1, errors=1), case))])


def _suites(name: str, verdict: Verdict) -> Iterator[tuple[Counter[str], list[str]]]:
    """(counts, lines) of each suite."""
    lead = f"{name}: " if name else ""
    by_law: dict[tuple[str, str], list[Finding]] = {}
    for finding in verdict.findings:
        by_law.setdefault((finding.code, finding.name), []).append(finding)
    for (code, law), findings in sorted(by_law.items()):
        cases, counts = [], Counter(tests=len(findings))
        seen: Counter[str] = Counter()
        for finding in findings:
            kind = _kind(finding, verdict)
            counts[kind + "s"] += 1
            cases += _case(finding, kind, f"archhook.{code}", seen)
        yield counts, _suite(f"{lead}{code} {law}", counts, cases)
    if verdict.judged == "ledger":
        counts = Counter(tests=1, skipped=1)
        case = f'    <testcase classname="archhook" name={quoteattr(f"{lead}the other laws")}>'
        why = f"      <skipped message={quoteattr(LEDGER_FIRST)}/>"
        yield counts, _suite(f"{lead}the other laws", counts, [case, why, "    </testcase>"])
    if verdict.exit_code == 1 and verdict.elsewhere:
        counts = Counter(tests=1, failures=1)
        message = quoteattr(f"{count(len(verdict.elsewhere), 'finding')} elsewhere; `archhook check` shows all")
        failure = f'<failure type="elsewhere" message={message}/>'
        name = quoteattr(f"{lead}all laws hold elsewhere")
        case = f'    <testcase classname="archhook" name={name}>{failure}</testcase>'
        yield counts, _suite(f"{lead}architecture", counts, [case])
    elif not verdict.findings:
        counts = Counter(tests=1)
        case = f'    <testcase classname="archhook" name={quoteattr(f"{lead}all laws hold")}/>'
        yield counts, _suite(f"{lead}architecture", counts, [case])


def _suite(name: str, counts: Counter[str], cases: list[str]) -> list[str]:
    return [f"  <testsuite name={quoteattr(name)} {_numbers(counts)}>", *cases, "  </testsuite>"]


def _numbers(counts: Counter[str]) -> str:
    """How many there are of what is counted, as attributes of an element."""
    return " ".join(f'{what}="{counts[what]}"' for what in COUNTED if what in TOTALS or counts[what])


def _kind(finding: Finding, verdict: Verdict) -> str:
    """`error` where nothing could be judged, `failure` for what fails the run, `passed` for a mere warning."""
    if verdict.unreadable:
        return "error"
    return "failure" if finding.severity == "error" or verdict.strict else "passed"


def _case(finding: Finding, kind: str, owner: str, seen: Counter[str]) -> list[str]:
    about = " ".join(printable(part) for part in (finding.node, finding.file or finding.path, finding.symbol) if part)
    seen[about] += 1
    name = about if seen[about] == 1 else f"{about} ({seen[about]})"
    place = f'file={quoteattr(printable(finding.path))} line="{finding.line}"'
    text = escape(finding_text(finding).removesuffix("\n"))
    message = quoteattr(printable(finding.message))
    body = f"      <system-out>{text}</system-out>"
    if kind != "passed":
        body = f"      <{kind} type={quoteattr(finding.name)} message={message}>{text}</{kind}>"
    return [f"    <testcase classname={quoteattr(owner)} name={quoteattr(name)} {place}>", body, "    </testcase>"]
