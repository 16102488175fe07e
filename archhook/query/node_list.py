"""The nodes of a ledger with the fields that are asked for: as JSON, a table, or lines with tabs."""

from __future__ import annotations

from archhook.model.nodes import LINKS
from archhook.model.vocabulary import LIMITS
from archhook.query.card import card
from archhook.query.documents import answer_document, card_document, fields_of
from archhook.report.text import count, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from archhook.query.architecture import Architecture, Snapshot

DEFAULT = ("id", "kind", "state", "name", "path", "line")
"""The fields that are shown where none are asked for."""

CARD = ("id", "kind", "level", "name", "summary", "state", "path", "line", "column", "file", "findings")
OWN = ("in_force", "adopted", "planned", "doc", "class_name", "module")
LINK_FIELDS = tuple(dict.fromkeys(field for fields in LINKS.values() for field in fields))
NAME_FIELDS = ("classes", "functions", "globals", "test_functions")
FIGURES = ("estimated", "measured", "budget")
FIELDS = (*CARD, *OWN, *LINK_FIELDS, *LIMITS, *NAME_FIELDS, *FIGURES, "waives")
"""Every field that can be asked for."""

STYLES = {"broken": "red", "warned": "yellow", "planned": "cyan", "kept": "green", "out": "dim"}
"""State -> the style of its cell."""


def listing(
    architecture: Architecture, kind: str = "", fields: Sequence[str] = DEFAULT, *, everything: bool = False
) -> list[dict[str, Any]]:
    """The nodes in force of a kind ("" for all), by id, each with the fields asked for (of FIELDS).

    `everything`: those out of force, too. A field that a node's kind does not have is null.
    """
    return [_row(architecture, node_id, fields) for node_id in architecture.ids(kind, in_force=not everything)]


def _row(architecture: Architecture, node_id: str, fields: Sequence[str]) -> dict[str, Any]:
    own = fields_of(architecture.nodes[node_id])
    short = card_document(card(architecture, node_id)) if any(field in CARD for field in fields) else {}
    nested = own["links"] | own["limits"] | own["declares"] | own["figures"]
    return {field: short.get(field, own.get(field, nested.get(field))) for field in fields}


def document(rows: Sequence[dict[str, Any]], snapshot: Snapshot) -> dict[str, Any]:
    """The rows for JSON."""
    return answer_document("nodes", snapshot, {"nodes": list(rows)})


def render_plain(fields: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """A line for each row, a tab between fields, no heading: for cut, awk and grep."""
    return "".join("\t".join(cell(row[field]) for field in fields) + "\n" for row in rows)


def render_table(fields: Sequence[str], rows: Sequence[Mapping[str, Any]], color: bool, width: int = 120) -> str:
    """A table for a terminal of so many columns."""
    import io

    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for field in fields:
        table.add_column(field, no_wrap=field in ("id", "state", "kind", "line"), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(row[field]), STYLES.get(str(row[field]), "")) for field in fields))
    stream = io.StringIO()
    system: Any = "standard" if color else None
    Console(file=stream, force_terminal=color, color_system=system, width=width, legacy_windows=False).print(table)
    lines = (line.rstrip() for line in stream.getvalue().splitlines())
    return "\n".join([*lines, ""]) + f"{count(len(rows), 'node')}\n"


def cell(value: Any) -> str:
    """A value on one line: lists with commas, figures as `memory_mb=64`, "" for none, true and false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, dict):
        return ",".join(f"{key}={cell(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ",".join(map(cell, value))
    return printable(" ".join(value.split()) if isinstance(value, str) else str(value))
