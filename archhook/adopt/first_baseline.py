"""The baseline of a first ledger: what stays for now and would stop a commit, one by one, and why each may stay."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archhook.model.findings import PLACEHOLDERS
from archhook.project.baseline import key_of
from archhook.project.baseline_edits import extended, restarted
from archhook.report.text import count, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archhook.model.findings import Finding

FROZEN = {
    "DEP203": "older than the ledger: it runs against the order of the Designs",
    "DEP210": "older than the ledger",
    "DEP211": "older than the ledger",
    "TST509": "older than the ledger",
    PLACEHOLDERS: "to be written by people",
}
"""Laws of single imports and tests, and of placeholders -> why those may stay that there are. They are frozen one by
one, and the law is on.
"""


def is_frozen(finding: Finding, *, strict: bool) -> bool:
    """Whether a finding of one of these laws has to be frozen: placeholders stop nobody, but where warnings fail."""
    if finding.code == PLACEHOLDERS:
        return strict or finding.severity == "error"
    return finding.code in FROZEN


def baseline_of(frozen: Iterable[Finding]) -> str:
    """The text of a baseline with some findings of these laws."""
    keys: dict[str, Counter[tuple[str, str, str, str]]] = {code: Counter() for code in FROZEN}
    for finding in frozen:
        keys[finding.code][key_of(finding)] += 1
    text = restarted("", sum(map(Counter.total, keys.values())))
    for code, why in FROZEN.items():
        text = extended(text, keys[code], why)
    return text


def frozen_lines(frozen: Sequence[Finding], path: str) -> Iterator[str]:
    """What a baseline at a path freezes, line by line."""
    codes = Counter(finding.code for finding in frozen)
    against = [finding for finding in frozen if finding.code == "DEP203"]
    if against:
        number, files = sum(finding.imports for finding in against), len({finding.path for finding in against})
        run = "runs" if number == 1 else "run"
        where = f"{count(number, 'import')} in {count(files, 'file')} {run} against this order"
        entries = len({key_of(finding) for finding in against})
        each = "1 entry, of a pair of files" if entries == 1 else f"{entries} entries, each of a pair of files"
        inside = "" if number == entries else f" in {each}"
        yield f"{where}: {printable(path)} lists {'it' if number == 1 else 'them'}{inside}"
    if codes[PLACEHOLDERS]:
        yield f"LED007 freezes {count(codes[PLACEHOLDERS], 'placeholder')}, because they would stop a commit"
    for code, what, which in (
        ("DEP210", "import", "of tests by other code"),
        ("DEP211", "import", "of files that `exclude` names"),
        ("TST509", "test", "that cannot fail"),
    ):
        if codes[code]:
            yield f"{code} freezes {count(codes[code], what)} {which}"
