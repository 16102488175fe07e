"""The baseline of a first ledger: what stays for now and would stop a commit, one by one, and why each may stay."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archhook.model.findings import PLACEHOLDERS
from archhook.project.baseline import key_of
from archhook.project.baseline_edits import extended, restarted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.model.findings import Finding

FROZEN = {
    "DEP203": "older than the ledger: it runs against the order of the Designs",
    "DEP210": "older than the ledger",
    "DEP211": "older than the ledger",
    "TST509": "older than the ledger",
    PLACEHOLDERS: "to be written by people",
}
"""Laws of single imports, hollow tests and placeholders -> why those may stay that there are. They are frozen one by
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
