"""What a split leaves in the baseline: what was within one Design, and no law may see between two of its parts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from archhook.project.baseline import NEVER, key_of, parse, stale
from archhook.project.baseline_edits import extended, pruned, rekeyed, restarted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.model.findings import Finding, Verdict
    from archhook.project.baseline import Key


class Debts(NamedTuple):
    """The baseline as a split makes it, "" where there is none. `frozen`: law -> how many findings are more;
    `mended`: how many entries are no longer needed.
    """

    text: str
    frozen: Mapping[str, int]
    mended: int


def debts(text: str, before: Verdict, after: Verdict, because: str) -> Debts:
    """The baseline `text` with all that a split breaks, and without what it mends.

    `before`, `after`: the verdicts where nothing is frozen. What failed before and is not frozen goes on failing.
    """
    was, now = _counted(before.findings), _counted(after.findings)
    old = parse("", text.encode()).entries
    idle = {key_of(entry) for entry, _ in stale(old, was)}
    text = rekeyed(text, old, now)
    entries = parse("", text.encode()).entries
    held: Counter[Key] = Counter()  # what is frozen, or failed before, whichever is more, wherever it is found
    for entry in entries:
        held[_anywhere(key_of(entry))] += entry.times
    failed: Counter[Key] = Counter()
    for key, times in was.items():
        failed[_anywhere(key)] += times
    held |= failed
    come: Counter[Key] = Counter()
    for key, times in _counted(one for one in after.findings if after.strict or one.severity == "error").items():
        spare = min(times, held[_anywhere(key)]) if _may_be(key) else times
        held[_anywhere(key)] -= spare
        come[key] = times - spare
    come = +come
    over = [(entry, taken) for entry, taken in stale(entries, now) if key_of(entry) not in idle]
    text = pruned(text, over)
    for key, times in sorted(come.items()):
        text = extended(text or restarted("", come.total()), {key: times}, because)
    counts = Counter[str]()
    for key, times in come.items():
        counts[key[0]] += times
    return Debts(text, counts, sum(entry.times - taken for entry, taken in over))


def _counted(findings: Iterable[Finding]) -> Counter[Key]:
    return Counter(map(key_of, findings))


def _anywhere(key: Key) -> Key:
    """What a finding about a file is about, whichever Design it is found at."""
    code, node, file, symbol = key
    return code, "" if file else node, file, symbol


def _may_be(key: Key) -> bool:
    """Whether a finding is one that a split may freeze: none of the ledger's own."""
    return key[0] not in NEVER and not key[0].startswith("LED")
