"""Budget -> a table for a terminal, the same as plain text, and JSON."""

from __future__ import annotations

from archhook.graph.totals import ESTIMATED, number
from archhook.model.units import UNIT_OF
from archhook.project.measured import machines_of
from archhook.query.documents import answer_document
from archhook.report.text import count, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from rich.table import Table

    from archhook.graph.totals import Total
    from archhook.query.architecture import Snapshot
    from archhook.query.budget import Budget, Entry, Line

HEADS = ("field", "unit", "estimate", "measured", "roll-up", "budget", "head-room")
BAR = 4, 24
"""Columns that a bar takes at least and at most; it stands for the whole budget."""

NOTES = {
    "~": "estimates stand in for figures that were not measured",
    "+": "figures of different machines are added up",
    "!": "measured on other code than the Design's files hold now",
    "#": "the figure stands in the ledger itself",
}
NOTHING = "no figures: no Design has an estimate or a measured figure, no Requirement a budget\n"


def shown(value: float | None) -> str:
    """A figure for a person, on six significant digits at the most; "" where there is none."""
    return "" if value is None else number(float(f"{value:.6g}"))


def _rolled(total: Total | None) -> str:
    if total is None:
        return ""
    return f"{shown(total.value)}{'~' if _guessed(total) else ''}{'+' if len(total.machines) > 1 else ''}"


def _guessed(total: Total) -> bool:
    """Whether an estimate stands in a total for a figure that was not measured."""
    return any(part.origin == ESTIMATED for part in total.parts)


def _measured(line: Line) -> str:
    if line.measured is None:
        return ""
    stale = "!" if line.stale and line.measured.machine else ""
    return f"{shown(line.measured.value)}{stale}{'' if line.measured.machine else '#'}"


def _cells(line: Line) -> tuple[str, ...]:
    return (
        line.field,
        UNIT_OF[line.field],
        shown(line.estimate),
        _measured(line),
        _rolled(line.roll_up),
        shown(line.budget),
        shown(line.head_room),
    )


def _title(entry: Entry) -> str:
    goals = f" (for {', '.join(entry.intents)})" if entry.intents and entry.kind == "requirement" else ""
    return f"{entry.kind.capitalize()} {entry.node} {printable(entry.name)}{goals}"


def _marks(budget: Budget) -> list[str]:
    """What the marks that occur mean."""
    cells = "".join(
        "".join(_cells(line)[3:5]) for entry in (*budget.requirements, *budget.designs) for line in entry.lines
    )
    return [f"{mark} {meaning}" for mark, meaning in NOTES.items() if mark in cells]


def _details(entry: Entry) -> list[str]:
    """Where the figures of `measured.toml` come from."""
    return [
        f"    {line.field}: {count(line.taken.samples, 'sample')}, "
        f"{line.taken.date[:10]}, {printable(line.taken.source)}"
        for line in entry.lines
        if line.taken is not None
    ]


def _machines(budget: Budget) -> list[str]:
    """On what the figures of `measured.toml` were taken; of which Designs, where it was not the same for all."""
    designs: dict[str, list[str]] = {}
    for entry in budget.designs:
        for machine in machines_of(line.taken for line in entry.lines if line.taken is not None):
            designs.setdefault(machine, []).append(entry.node)
    return [
        f"measured on {printable(machine)}{': ' + ', '.join(nodes) if len(designs) > 1 else ''}"
        for machine, nodes in sorted(designs.items())
    ]


def render(budget: Budget, *, detailed: bool = False) -> str:
    """Plain text: a block for each node, figures in columns, the laws that are broken at the end of a line.

    `detailed` adds where the measured figures come from.
    """
    entries = (*budget.requirements, *budget.designs)
    if not entries:
        return NOTHING
    rows = [_cells(line) for entry in entries for line in entry.lines]
    widths = [max(len(row[at]) for row in (HEADS, *rows)) for at in range(len(HEADS))]
    blocks = []
    for entry in entries:
        lines = [_title(entry), _aligned(HEADS, widths)]
        lines += [f"{_aligned(_cells(line), widths)}  {' '.join(line.findings)}".rstrip() for line in entry.lines]
        lines += _details(entry) if detailed else []
        blocks.append("\n".join(lines))
    marks = [*_marks(budget), *(_machines(budget) if detailed else ())]
    return "\n\n".join((*blocks, *(["\n".join(marks)] if marks else []))) + "\n"


def _aligned(cells: Iterable[str], widths: list[int]) -> str:
    padded = [
        cell.ljust(width) if at < 2 else cell.rjust(width)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"    {'  '.join(padded)}".rstrip()


def bar(used: float | None, width: int) -> str:
    """How much of the budget is taken, in eighths of a column; more than all of it ends in an arrow."""
    if used is None:
        return ""
    if used > 1:
        return "█" * (width - 1) + "▶"
    full, rest = divmod(round(used * width * 8), 8)
    return ("█" * full + " ▏▎▍▌▋▊▉"[rest]).rstrip().ljust(width, "·")


def render_terminal(budget: Budget, width: int, color: bool, *, detailed: bool = False) -> str:
    """Tables with bars, for a terminal of so many columns that shows block elements. `detailed` as in `render`."""
    import io

    from rich.console import Console
    from rich.text import Text

    entries = (*budget.requirements, *budget.designs)
    if not entries:
        return NOTHING
    stream = io.StringIO()
    least = max(sum(_widths(entry, entries)[0]) + _widths(entry, entries)[1] for entry in entries)
    console = Console(
        file=stream, force_terminal=color, no_color=not color, color_system="standard" if color else None,
        width=max(width, least), highlight=False, legacy_windows=False,
    )  # fmt: skip
    for entry in entries:
        console.print(Text(_title(entry), style="bold"))
        console.print(_table(entry, entries, width))
        for line in _details(entry) if detailed else ():
            console.print(Text(line, style="dim"), soft_wrap=True)
        console.print()
    for mark in (*_marks(budget), *(_machines(budget) if detailed else ())):
        console.print(Text(mark, style="dim"), soft_wrap=True)
    return "\n".join(row.rstrip() for row in stream.getvalue().rstrip("\n").split("\n")) + "\n"


def _shown(entry: Entry) -> tuple[int, ...]:
    """The columns of HEADS that a terminal gets for a node."""
    return tuple(at for at in range(len(HEADS)) if at != 1 and not (at == 5 and entry.kind == "design"))


def _widths(entry: Entry, entries: tuple[Entry, ...]) -> tuple[list[int], int]:
    """How wide the columns of a node are, each with the space behind it, and the one of the codes."""
    lines = [line for one in entries for line in one.lines]
    rows = [HEADS, *map(_cells, lines)]
    widths = [max(len(row[at]) for row in rows) + 1 for at in _shown(entry)]
    return widths, max(len(" ".join(line.findings)) for line in lines) + 1


def _table(entry: Entry, entries: tuple[Entry, ...], width: int) -> Table:
    """The lines of one node, in columns that are as wide as for all nodes; the bar takes what is left.

    Where too little is left there is no bar: a finding is never cut off.
    No unit, which is in the field's name, and no budget of a Design, which is its estimate.
    """
    from rich.table import Table
    from rich.text import Text

    columns = _shown(entry)
    widths, codes = _widths(entry, entries)
    room = width - sum(widths) - codes - len(" 999%") - 1
    barred = room >= BAR[0]
    table = Table(box=None, padding=(0, 1, 0, 0))
    for at, column in zip(columns, widths, strict=True):
        table.add_column(HEADS[at], justify="right" if at else "left", no_wrap=True, min_width=column - 1)
    if barred:
        table.add_column("used", no_wrap=True)
    table.add_column("", no_wrap=True, min_width=codes - 1)
    for line in entry.lines:
        used = "" if line.used is None else f" {min(line.used, 9.99):4.0%}"
        over = line.used is not None and line.used > 1
        style = "red" if line.findings else "yellow" if over else "green"
        cells = _cells(line)
        table.add_row(
            *(cells[at] for at in columns),
            *((Text(bar(line.used, min(BAR[1], room)) + used, style=style),) if barred else ()),
            Text(" ".join(line.findings), style="bold red"),
        )
    return table


def document(budget: Budget, snapshot: Snapshot) -> dict[str, Any]:
    """The answer for JSON; absent figures are null."""
    said = {
        "requirements": [_entry(entry) for entry in budget.requirements],
        "designs": [_entry(entry) for entry in budget.designs],
    }
    return answer_document("budget", snapshot, said)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.node,
        "name": entry.name,
        "intents": list(entry.intents),
        "fields": [_line(line) for line in entry.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    total, part, taken = line.roll_up, line.measured, line.taken
    return {
        "field": line.field,
        "unit": UNIT_OF[line.field],
        "estimate": line.estimate,
        "measured": part and {"value": part.value, "origin": "measured.toml" if part.machine else "ledger"},
        "recorded": taken
        and {
            "value": taken.value,
            "source": taken.source,
            "machine": taken.machine,
            "date": taken.date,
            "samples": taken.samples,
            "stale": line.stale,
        },
        "roll_up": total
        and {
            "value": total.value,
            "estimated": _guessed(total),
            "machines": list(total.machines),
            "parts": [{"design": one.design, "value": one.value, "origin": one.origin} for one in total.parts],
        },
        "budget": line.budget,
        "head_room": line.head_room,
        "findings": list(line.findings),
    }
