"""Everything that a change reaches: the nodes up and down from it, and the tests to run."""

from __future__ import annotations

from archhook.model.ids import grouped
from archhook.model.nodes import KINDS, in_order, kind_of
from archhook.query.card import SHOWN, Card, cards, headline
from archhook.query.documents import answer_document, card_document
from archhook.query.imported_by import ENOUGH, Importer, importers, importers_document, importers_text
from archhook.query.spread import spread
from archhook.query.tests_to_run import Change, SelectedTests, run_document, tests_to_run
from archhook.report.text import BOLD, DIM, count, few, paint, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, NamedTuple

    from archhook.query.architecture import Architecture, Snapshot
else:
    from archhook.records import NamedTuple

UPWARD = {("derived_from", "intent"), ("satisfies", "requirement"), ("implements", "design")}
"""(link, kind of the node reached): the link was walked towards what it names."""


class Reached(NamedTuple):
    """One node that a change reaches, by the link that it came along: `link` of `by`; both "" where it starts."""

    id: str
    by: str
    link: str


class Impact(NamedTuple):
    """The answer. `changed`: the ids where it starts · `reached`: the nodes reached, these included, sorted by id ·
    `importers`: the files that import what changed · `run`: the tests to run · `undeclared`: changed files that no node
    declares, sorted · `cards`: the nodes of `reached` in short, by id · `counts`: how many nodes are reached, by kind;
    `whole` is False where `reached` and the tests hold only the nearest.
    """

    changed: tuple[str, ...]
    reached: tuple[Reached, ...]
    importers: tuple[Importer, ...]
    run: SelectedTests
    undeclared: tuple[str, ...]
    cards: Mapping[str, Card]
    counts: tuple[tuple[str, int], ...] = ()
    whole: bool = True


def impact(architecture: Architecture, change: Change, most: int | None = None, *, wide: bool = False) -> Impact:
    """The answer for a change of the snapshot. `most`: of each kind no more nodes than that, the nearest, are read.

    `wide`: see `tests_to_run`.
    """
    reached = spread(architecture.rows, change.ids, change.below)
    kinds = grouped(reached)
    shown = in_order(node_id for ids in kinds.values() for node_id in ids[:most])
    return Impact(
        tuple(in_order(change.ids)),
        tuple(Reached(node_id, *reached[node_id]) for node_id in shown),
        importers(architecture, dict(change.imported), None if most is None else ENOUGH),
        tests_to_run(architecture, change, most, wide=wide),
        tuple(sorted(change.undeclared)),
        cards(architecture, shown),
        tuple((kind, len(kinds[kind])) for kind in KINDS if kind in kinds),
        most is None or len(kinds.get("test", ())) <= most,
    )


def document(answer: Impact, snapshot: Snapshot) -> dict[str, Any]:
    """The answer for JSON."""
    said = {
        "changed": list(answer.changed),
        "undeclared": list(answer.undeclared),
        **run_document(answer.run),
        "reached": [
            card_document(answer.cards[one.id]) | {"by": one.by or None, "link": one.link or None}
            for one in answer.reached
        ],
        "importers": importers_document(answer.importers),
    }
    return answer_document("impact", snapshot, said)


def render(answer: Impact, color: bool = False) -> str:
    """The answer for a person: the tests to run, then what a change reaches, by kind, with the way it came."""
    lines = []
    if answer.changed:
        lines.append(f"{paint('changed', BOLD, color)} {few(answer.changed, SHOWN)}")
    lines += [
        f"{printable(path)}: no node declares it, so that no link of the ledger leads on from it"
        for path in answer.undeclared[:SHOWN]
    ]
    if len(answer.undeclared) > SHOWN:
        lines.append(f"and {count(len(answer.undeclared) - SHOWN, 'more file')} that no node declares")
    tests = answer.run.tests
    if tests:
        run = f"run {count(len(tests), 'test')}" if answer.whole else "run"
        lines += ["", paint(run, BOLD, color)]
        lines += [f"  {printable(test)}" for test in tests[:SHOWN]]
        more = f"{len(tests) - SHOWN} more" if answer.whole else "those of the other tests"
        if len(tests) > SHOWN or not answer.whole:
            lines.append(f"  and {more} (--tests prints them all)")
    if answer.importers:
        lines += ["", *importers_text(answer.importers, SHOWN, color)]
    for kind, total in answer.counts:
        if kind == "test":  # of those the tests to run tell
            continue
        found = [one for one in answer.reached if answer.cards[one.id].kind == kind][:SHOWN]
        lines += ["", paint(count(total, kind), BOLD, color)]
        lines += [f"  {headline(answer.cards[one.id], color)}{_way(one, color)}" for one in found]
        if total > SHOWN:
            lines.append(f"  and {total - SHOWN} more")
    return "\n".join(lines or ["nothing is reached"]).lstrip("\n") + "\n"


def way_of(one: Reached) -> str:
    """The link that a change came along, in words: `implements D-2`, `D-2 satisfies it`; "" where it starts."""
    if not one.by:
        return ""
    words = one.link.replace("_", " ")
    if (one.link, kind_of(one.id)) in UPWARD:
        return f"{one.by} {'is ' if one.link == 'derived_from' else ''}{words} it"
    return f"{words} {one.by}"


def _way(one: Reached, color: bool) -> str:
    way = way_of(one)
    return paint(f"  {way}", DIM, color) if way else ""
