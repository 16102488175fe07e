"""What an edit of the ledger asks for: `requires` that it makes real or idle, debts of the baseline that it mends.

All of it is proposed, with the command that does it, and nothing of it is slipped in: what a Design requires is a
decision of its own.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archhook.laws.import_circles import unused_dependency
from archhook.model.nodes import in_order
from archhook.report.text import count, few
from archhook.sync.real_requires import decide, refused_line, wanted_of, written_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archhook.model.findings import Finding
    from archhook.query.architecture import Architecture

TOLD = ("DEP203", "LED006", "LED007", "TRC105")
"""The laws whose findings are told here, all of a kind in one line, and not one by one."""

SHOWN = 4
"""So many entries of a baseline are named."""


def consequences(
    before: Architecture, after: Architecture, come: Sequence[Finding], ids: Mapping[str, str]
) -> Iterator[str]:
    """Lines for a person. `come`: the findings that laws have by the edit; `ids`: those that nodes have in place of
    others.
    """
    yield from _required(after, [one for one in come if one.code == "DEP203"])
    yield from _idle(before, after, ids)
    yield from _emptied(before, after, [one.node for one in come if one.code == "TRC105"])
    yield from _mended(after, [one for one in come if one.code == "LED006"])
    unwritten = [one.node for one in come if one.code == "LED007"]
    if unwritten:
        told = few(in_order(unwritten), SHOWN)
        yield f"{count(len(unwritten), 'placeholder')} to be written by people (LED007): {told}"


def _required(after: Architecture, imports: Sequence[Finding]) -> Iterator[str]:
    """The `requires` that imports ask for, and those that may not be."""
    decided = decide(after.facts, wanted_of(after.facts, imports))
    for pair, one in decided.written:
        yield f"{written_line(after.facts, pair, one)}: proposed; `archhook sync --requires` writes it"
    for refused in decided.refused:
        yield f"{refused_line(after.facts, *refused)}; `archhook check` says of each of these imports what helps"


def _idle(before: Architecture, after: Architecture, ids: Mapping[str, str]) -> Iterator[str]:
    """The `requires` that imports no longer use."""
    known = {(ids.get(design, design), ids.get(target, target)) for design, target in _unused(before)}
    for design, target in _unused(after):
        if (design, target) not in known:
            yield f"{design} requires {target} and imports nothing of it any longer: take it out where that is meant"


def _unused(seen: Architecture) -> Iterator[tuple[str, str]]:
    for design in seen.facts.ids("design"):
        yield from ((design, breach.symbol) for breach in unused_dependency(seen.facts, design))


def _emptied(before: Architecture, after: Architecture, designs: Sequence[str]) -> Iterator[str]:
    """That Designs have lost all their code, who names them, and with which one they can become one."""
    for design in in_order(designs):
        row = after.rows[design]
        by = in_order(dict.fromkeys(one for field in ("requires", "verifies") for one in row.by(field)))
        naming = f", with what names it ({few(by, SHOWN)})" if by else ""
        tasks = {*before.rows[design].by("implements")} if design in before.rows else set()
        files = [path for path, (found, _) in before.declared.items() if not tasks.isdisjoint(found)]
        now = Counter(
            one for path in files for task in after.facts.tasks_of(path) for one in task.targets("implements")
        )
        joining = f"; `archhook move {design} {now.most_common(1)[0][0]}` does it" if now else ""
        yield f"{design} has no Task left (TRC105): take it out{naming}, where it is no longer meant{joining}"


def _mended(after: Architecture, stale: Sequence[Finding]) -> Iterator[str]:
    """That entries of the baseline freeze nothing any more."""
    if stale:
        lines, named = count(len(stale), "line"), few([one.symbol for one in stale], SHOWN)
        them = "it" if len(stale) == 1 else "them"
        yield f"mended: {lines} of {after.config.baseline} ({named}); `archhook baseline --prune` takes {them} out"
