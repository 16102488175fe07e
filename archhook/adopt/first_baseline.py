"""The baseline of a first ledger: the imports that no `requires` without a circle can allow, and why each may stay."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archhook.project.baseline import extended, key_of, restarted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.model.findings import Finding

FROZEN = {
    "DEP203": "older than the ledger: to require it would close a circle",
    "DEP210": "older than the ledger",
    "DEP211": "older than the ledger",
}
"""Laws of single imports -> why those may stay that there are. They are frozen one by one, and the law is on."""


def baseline_of(frozen: Iterable[Finding]) -> str:
    """The text of a baseline with some findings of these laws."""
    keys: dict[str, Counter[tuple[str, str, str, str]]] = {code: Counter() for code in FROZEN}
    for finding in frozen:
        keys[finding.code][key_of(finding)] += 1
    text = restarted("", sum(map(Counter.total, keys.values())))
    for code, why in FROZEN.items():
        text = extended(text, keys[code], why)
    return text
