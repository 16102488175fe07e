"""What was measured -> text and JSON: each figure beside what was there before and what the ledger says."""

from __future__ import annotations

from archhook.graph.totals import number
from archhook.model.units import UNIT_OF
from archhook.report.json import SCHEMA_VERSION
from archhook.report.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import NamedTuple

    from archhook.model.nodes import Node
    from archhook.project.measured import Figure
else:
    from archhook.records import NamedTuple


class Told(NamedTuple):
    """A new figure, and what else is said of its Design and field; None where nothing is."""

    figure: Figure
    before: float | None  # what measured.toml held
    written: float | None  # measured, in the ledger itself: it wins
    estimated: float | None


def told(figures: Iterable[Figure], before: Iterable[Figure], nodes: Mapping[str, Node]) -> tuple[Told, ...]:
    """Figures with what they stand beside."""
    old = {(figure.design, figure.field): figure.value for figure in before}
    found = []
    for figure in figures:
        ledger = {name: dict(values) for name, values in nodes[figure.design].figures}
        estimated = ledger.get("estimated", {}).get(figure.field)
        written = ledger.get("measured", {}).get(figure.field)
        found.append(Told(figure, old.get((figure.design, figure.field)), written, estimated))
    return tuple(found)


def shown(value: float) -> str:
    """A figure for a person: at most six significant digits, no exponent where it is not needed."""
    return number(float(f"{value:.6g}"))


def render(told: Iterable[Told]) -> str:
    """A line for each figure, and one below it where the ledger itself says what was measured."""
    lines = []
    for one in told:
        figure = one.figure
        beside = [("estimate", one.estimated), ("before", one.before)]
        known = ", ".join(f"{name} {shown(value)}" for name, value in beside if value is not None)
        samples = f"{figure.samples} sample{'' if figure.samples == 1 else 's'}"
        lines.append(
            f"{figure.design} {figure.field}: {shown(figure.value)} {UNIT_OF[figure.field]}"
            f"{f' ({known})' if known else ''}, {samples}, {printable(figure.source)}"
        )
        if one.written is not None:
            lines.append(f"    the ledger itself says {shown(one.written)}, which wins: {_compared(one)}")
    return "".join(f"{line}\n" for line in lines)


def _compared(one: Told) -> str:
    if one.figure.value == one.written:
        return "the same"
    if not one.written:
        return "update it, or remove it there"
    percent = 100 * (one.figure.value - one.written) / one.written
    far = number(float(f"{abs(percent):.3g}"))
    return f"now {far} % {'more' if percent > 0 else 'less'}; update it, or remove it there"


def render_json(told: Iterable[Told], path: str) -> str:
    """One document. `path`: of the file that was written, "" where none was."""
    import json

    figures = [
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
        for one in told
    ]
    document = {"schema_version": SCHEMA_VERSION, "kind": "measured", "path": path or None, "figures": figures}
    return json.dumps(document, ensure_ascii=True, allow_nan=False) + "\n"
