"""What was measured -> text and JSON: each figure beside what was there before and what the ledger says."""

from __future__ import annotations

from archhook.graph.totals import number
from archhook.model.units import UNIT_OF
from archhook.query.budget_text import shown
from archhook.query.documents import answer_document
from archhook.report.text import count, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, NamedTuple

    from archhook.model.nodes import Node
    from archhook.project.measured import Figure
else:
    from archhook.records import NamedTuple


class Compared(NamedTuple):
    """A new figure, and what else is said of its Design and field; None where nothing is."""

    figure: Figure
    before: float | None  # what measured.toml held
    written: float | None  # measured, in the ledger itself: it wins
    estimated: float | None


def compared(figures: Iterable[Figure], before: Iterable[Figure], nodes: Mapping[str, Node]) -> tuple[Compared, ...]:
    """Figures, each with what it stands beside."""
    old = {(figure.design, figure.field): figure.value for figure in before}
    found = []
    for figure in figures:
        ledger = {name: dict(values) for name, values in nodes[figure.design].figures}
        estimated = ledger.get("estimated", {}).get(figure.field)
        written = ledger.get("measured", {}).get(figure.field)
        found.append(Compared(figure, old.get((figure.design, figure.field)), written, estimated))
    return tuple(found)


def render(figures: Iterable[Compared]) -> str:
    """A line for each figure, and one below it where the ledger itself says what was measured."""
    lines = []
    for one in figures:
        figure = one.figure
        beside = [("estimate", one.estimated), ("before", one.before)]
        known = ", ".join(f"{name} {shown(value)}" for name, value in beside if value is not None)
        lines.append(
            f"{figure.design} {figure.field}: {shown(figure.value)} {UNIT_OF[figure.field]}"
            f"{f' ({known})' if known else ''}, {count(figure.samples, 'sample')}, {printable(figure.source)}"
        )
        if one.written is not None:
            lines.append(f"    the ledger itself says {shown(one.written)}, which wins: {_compared(one)}")
    return "".join(f"{line}\n" for line in lines)


def _compared(one: Compared) -> str:
    if one.figure.value == one.written:
        return "the same"
    if not one.written:
        return "update it, or remove it there"
    percent = 100 * (one.figure.value - one.written) / one.written
    far = number(float(f"{abs(percent):.3g}"))
    return f"now {far} % {'more' if percent > 0 else 'less'}; update it, or remove it there"


def document(figures: Iterable[Compared], path: str) -> dict[str, Any]:
    """The figures for JSON. `path`: of the file that was written, "" where none was."""
    told = [
        {
            "design": one.figure.design,
            "field": one.figure.field,
            "value": one.figure.value,
            "unit": UNIT_OF[one.figure.field],
            "source": one.figure.source,
            "machine": one.figure.machine,
            "date": one.figure.date,
            "samples": one.figure.samples,
            "files": dict(one.figure.files),
            "before": one.before,
            "ledger": one.written,
            "estimated": one.estimated,
        }
        for one in figures
    ]
    return answer_document("measured", None, {"path": path or None, "figures": told})
