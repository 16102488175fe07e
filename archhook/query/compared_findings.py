"""The findings of one snapshot beside those of another: which come, which go, and which are told in other words."""

from __future__ import annotations

from archhook.model.nodes import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.model.findings import Finding
    from archhook.query.architecture import Architecture


def compared(
    before: Architecture | None, after: Architecture, *, of_links: bool
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Finding, ...]]:
    """(findings that come, that go, that stay in other words), each in the order of its verdict.

    A finding is the same with the same law, node and subject, as in the baseline; of several the last ones come or go.
    Where one of the ledgers is not sound, what the other laws would say there is not known, and left out on both sides.
    """
    sides = [side.verdict if side else None for side in (before, after)]
    unsound = any(verdict is not None and verdict.judged == "ledger" for verdict in sides)
    was, now = (
        [
            one
            for one in (verdict.findings if verdict else ())
            if (one.code.startswith("LED") or not unsound) and (not of_links or _of_links(one))
        ]
        for verdict in sides
    )
    old, new = _alike(was), _alike(now)
    come = [one for key, found in new.items() for one in found[len(old.get(key, ())) :]]
    gone = [one for key, found in old.items() for one in found[len(new.get(key, ())) :]]
    both = ((ours, theirs) for key, found in new.items() for ours, theirs in zip(found, old.get(key, ()), strict=False))
    changed = [ours for ours, theirs in both if ours.message != theirs.message]
    return tuple(sorted(come, key=_order)), tuple(sorted(gone, key=_order)), tuple(sorted(changed, key=_order))


def _of_links(finding: Finding) -> bool:
    """Whether a finding is about nodes and their links, and not about what files hold."""
    from archhook.laws.catalogue import BY_CODE

    return BY_CODE[finding.code].scope in ("node", "figures", "graph", "ledger") or finding.code.startswith("DEP")


def _alike(findings: Iterable[Finding]) -> dict[tuple[str, str, str, str], list[Finding]]:
    found: dict[tuple[str, str, str, str], list[Finding]] = {}
    for one in findings:
        found.setdefault((one.code, one.node, one.file, one.symbol), []).append(one)
    return found


def _order(finding: Finding) -> tuple[object, ...]:
    return finding.code, sort_key(finding.node) if finding.node else (), finding.file, finding.symbol, finding.message
