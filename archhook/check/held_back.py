"""What exemptions hold back: the findings that a waiver, an inline ignore or the baseline keeps out of a verdict."""

from __future__ import annotations

from archhook.check.supposed import copied
from archhook.check.verdict import verdict_of
from archhook.project.baseline import key_of, not_among

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archhook.check.run import Run
    from archhook.check.state import State
    from archhook.model.findings import Finding

WAIVER, IGNORE, BASELINE = "waiver", "ignore", "baseline"
"""What holds a finding back."""

OF_EXEMPTIONS = ("LED005", "LED006")
"""The laws that speak of exemptions themselves."""


def held_back(run: Run, state: State) -> tuple[tuple[Finding, str], ...]:
    """(finding, what holds it back) in the order of a verdict; none while the ledger is not sound."""
    if not (state.waiving or len(state.ignores) or state.frozen):
        return ()
    request = run.request._replace(ignore_baseline=True)
    bare = copied(state)
    bare.waiving = ()
    bare.fill(ignores={})
    facts = state.facts(run.inventories)
    everything = verdict_of(bare, bare.facts(run.inventories), request, run.tree)
    frozen_too = verdict_of(state, facts, request, run.tree)
    standing = verdict_of(state, facts, run.request, run.tree)
    if "ledger" in (everything.judged, frozen_too.judged, standing.judged):
        return ()
    waived = [(one, _by(one, state)) for one in more(everything.findings, frozen_too.findings)]
    frozen = [(one, BASELINE) for one in more(frozen_too.findings, standing.findings)]
    return tuple(
        sorted((*waived, *frozen), key=lambda pair: (pair[0].path, pair[0].line, pair[0].column, pair[0].code))
    )


def _by(finding: Finding, state: State) -> str:
    """What exempts a finding that is not frozen."""
    node = state.nodes.get(finding.node) if finding.node else None
    waived = node is not None and any(one.code == finding.code for one in node.waives)
    return WAIVER if waived else IGNORE


def more(found: Iterable[Finding], left: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of one verdict that another one lacks, those about exemptions left out."""
    lacking = not_among(((one, key_of(one)) for one in found), map(key_of, left))
    return (one for one in lacking if one.code not in OF_EXEMPTIONS)
