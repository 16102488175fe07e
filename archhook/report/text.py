"""Verdict -> the text that people read: findings for standard output, the summary line for standard error."""

from __future__ import annotations

from archhook.model.findings import LEDGER_FIRST, PLACEHOLDERS
from archhook.model.nodes import in_order
from archhook.model.nodes import kind_of as kind_of_node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archhook.errors import ArchhookError
    from archhook.model.findings import Finding, Verdict, Work

CHAINS_SHOWN = 3
"""More chains than this say nothing new to a person; the JSON has them."""

PLACEHOLDERS_SHOWN = 5
"""So many nodes are named whose reason is still to be written."""

REASONS_SHOWN = 3
"""Of what caused a recheck, this many are named in the summary line."""

FILES_SHOWN = 5
"""So many files that are not staged are named."""

BOLD, DIM, RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"
RED, GREEN, YELLOW, CYAN = "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[36m"


def render(verdict: Verdict, color: bool = False, every: bool = False) -> str:
    """The findings of a verdict in its order, a few lines each; "" where there are none.

    `every`: each placeholder, too, which are one line otherwise.
    """
    findings = verdict.findings if every else in_brief(verdict.findings)
    return "".join(finding_text(finding, color) for finding in findings)


def in_brief(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings as people are told them: all placeholders are one, which counts them, at the place of the first one
    by id.
    """
    told: list[Finding] = []
    marked = {finding.node for finding in findings if finding.code == PLACEHOLDERS}
    ids = in_order(marked)
    for finding in findings:
        if finding.code != PLACEHOLDERS:
            told.append(finding)
        elif finding.node == ids[0]:
            what = f"{count(len(ids), 'placeholder')} to be written by people: {few(ids, PLACEHOLDERS_SHOWN)}"
            each = f"{what} (archhook check -v names {'its place' if len(ids) == 1 else 'each place'})"
            told.append(finding._replace(message=each, chains=(), chains_total=0, fix=""))
    return tuple(told)


def render_many(verdicts: Iterable[tuple[str, Verdict]], color: bool = False, every: bool = False) -> str:
    """The findings of several verdicts, each below the name of what was judged; nothing for those without."""
    return "".join(
        paint(f"{printable(name)}:", BOLD, color) + "\n" + render(verdict, color, every)
        for name, verdict in verdicts
        if verdict.findings
    )


def summary_line(verdict: Verdict, work: Work, milliseconds: int, source: str = "") -> str:
    """One line: what holds or how much is broken, what was rechecked and why, the time.

    `source` names what was judged, where the command line does not say it.
    """
    if verdict.unreadable:
        judged = "the ledger cannot be read, so nothing was judged"
        return f"archhook: {judged}, {milliseconds} ms{_source(source)}"
    parts = [_state(verdict)]
    if verdict.exemptions:
        parts.append(count(verdict.exemptions, "exemption"))
    for number, word in (
        (verdict.waived, "waived"),
        (verdict.baselined, f"in the baseline{_change(verdict)}"),
        (verdict.planned, "planned"),
    ):
        if number:
            parts.append(f"{number} {word}")
    fails = verdict.exit_code != 0 and verdict.judged != "ledger"
    of = f" of {count(verdict.chains, 'chain')}" if fails else ""
    rechecked = f"{work.rechecked_chains}{of} rechecked{_reasons(work)}"
    return f"archhook: {', '.join(parts)}{';' if fails else ','} {rechecked}, {milliseconds} ms{_source(source)}"


def mended_line(number: int, way: str, new: int) -> str:
    """That staging the ledger mends findings, which are not listed therefore. `new`: how many come with it."""
    also = f" ({count(new, 'other')} would come with it)" if new else ""
    return f"{count(number, 'finding')} that the ledger in the work tree mends: {printable(way)}{also}\n"


def unstaged_line(files: Sequence[str], way: str, *, hidden: bool) -> str:
    """That files which findings may be about have changes that are not staged. `hidden`: pre-commit put them aside."""
    have = "has" if len(files) == 1 else "have"
    aside = ", put aside by pre-commit" if hidden else ""
    names = printable(few(files, FILES_SHOWN))
    return f"{names} {have} changes that are not staged{aside}; if they belong to this commit: {printable(way)}\n"


def work_lines(work: Work) -> tuple[str, ...]:
    """What a run did, for `-v`: files, the verdict that it started from, each node rechecked with its reasons."""
    base = f"starting from {work.base}" if work.base else "starting from nothing"
    unknown = count(work.unknown_imports, "dynamic import")
    return (
        f"{count(work.files_parsed, 'file')} parsed, {work.files_reused} taken over, {base}",
        *((f"{unknown} of governed code cannot be known: only a run can tell",) if work.unknown_imports else ()),
        *(f"{node} rechecked because of {', '.join(map(printable, reasons))}" for node, reasons in work.because),
    )


def printable(text: str) -> str:
    """The text with whatever a terminal would act upon, or could not show, written as an escape.

    A file name may hold a line end, which would forge a finding, or an escape sequence.
    """
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


def name_bytes(path: str) -> bytes:
    """The bytes of a file's name: those that are no text are kept, and what no name can hold harms nothing."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")


def failure_text(error: ArchhookError) -> str:
    """Why nothing could be judged, where and what to do, a line each; the last line without its end."""
    place = ":".join([printable(error.path), *(str(part) for part in (error.line, error.column) if part)])
    lead = f"{place}: " if error.path else ""
    fix = [f"    {'' if index else 'fix: '}{printable(line)}" for index, line in enumerate(error.fix.splitlines())]
    return "\n".join([f"{lead}{printable(error.message)}", *fix])


def finding_text(finding: Finding, color: bool = False, *, one_reason: bool = False) -> str:
    """One finding, a few lines. `one_reason`: of the chains that it breaks only the shortest, as agents are told."""
    code = paint(finding.code, BOLD + (RED if finding.severity == "error" else YELLOW), color)
    place = paint(f"{printable(finding.path)}:{finding.line}:{finding.column}:", BOLD, color)
    mark = "" if finding.severity == "error" else f" ({finding.severity})"
    lines = [f"{place} {code}{mark} {printable(finding.head)}"]
    chains = (min(finding.chains, key=len),) if one_reason and finding.chains else finding.chains[:CHAINS_SHOWN]
    shown = () if finding.because else chains
    causes = [*map(printable, finding.because), *map(_chain, shown)]
    lines += [f"    {paint('because', DIM, color)} {cause}" for cause in causes]
    more = finding.chains_total - len(shown)
    if shown and more > 0 and not one_reason:
        lines.append(f"    and {count(more, 'more chain')}")
    if finding.new_in_merge:
        lines.append(f"    {paint('new in the merge:', DIM, color)} neither side has it")
    if finding.fix:
        lines.append(f"    {paint('fix:', CYAN, color)} {printable(finding.fix)}")
    return "\n".join(lines) + "\n"


def _chain(chain: Sequence[str]) -> str:
    return " > ".join(f"{kind_of(node)} {node}" for node in chain)


def kind_of(node: str) -> str:
    """`Requirement` of `AUTH-R-3`: from the last part of the prefix."""
    return kind_of_node(node).capitalize()


def _state(verdict: Verdict) -> str:
    errors, warnings = verdict.count("error"), verdict.count("warning")
    counted = [count(number, word) for number, word in ((errors, "error"), (warnings, "warning")) if number]
    if verdict.elsewhere:
        counted[-1] += (
            f" ({len(verdict.findings) or 'none'} shown, {count(len(verdict.elsewhere), 'finding')} elsewhere)"
        )
    if verdict.exit_code == 0:
        chains = f"{count(verdict.chains, 'chain')} hold{'s' if verdict.chains == 1 else ''}"
        return ", ".join([chains, *counted])
    if verdict.judged == "ledger":
        return f"{', '.join(counted)}; {LEDGER_FIRST}"
    return f"{', '.join(counted)}{'' if errors else ' (strict)'}"


def _change(verdict: Verdict) -> str:
    """How the baseline changed since its file was written."""
    fewer = verdict.baseline_written - verdict.baselined
    if verdict.baseline_written < 0 or not fewer:
        return ""
    return f" ({abs(fewer)} {'fewer' if fewer > 0 else 'more'} than when it was written)"


def _reasons(work: Work) -> str:
    """The files and nodes whose change caused the rechecks; nothing where everything was judged for the first time."""
    reasons = sorted({reason for _, reasons in work.because for reason in reasons})
    if not work.base or not reasons:
        return ""
    more = len(reasons) - REASONS_SHOWN
    shown = ", ".join(printable(reason) for reason in reasons[:REASONS_SHOWN])
    return f" ({shown} and {more} more)" if more > 0 else f" ({shown})"


def _source(source: str) -> str:
    return f" [{source}]" if source else ""


def count(number: int, word: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def few(names: Sequence[str], most: int, more: str = "") -> str:
    """The first of some names, and `more`, or how many there are more."""
    rest = len(names) - most
    return ", ".join(names[:most]) + ((more or f" and {rest} more") if rest > 0 else "")


def paint(text: str, style: str, color: bool) -> str:
    """The text in a style, if it is to be coloured."""
    return f"{style}{text}{RESET}" if color else text
