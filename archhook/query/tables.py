"""[I/O] Rows of nodes -> a table for a terminal, or lines with tabs for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archhook.report.text import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STYLES = {"broken": "red", "warned": "yellow", "planned": "cyan", "kept": "green", "out": "dim"}


def render_plain(fields: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """A line for each row, a tab between fields, no heading: for cut, awk and grep."""
    return "".join("\t".join(cell(row[field]) for field in fields) + "\n" for row in rows)


def render_table(fields: Sequence[str], rows: Sequence[Mapping[str, Any]], color: bool) -> str:
    """A table as wide as the terminal."""
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
    color_system: Any = "standard" if color else None
    Console(file=stream, force_terminal=color, color_system=color_system, width=_width(), legacy_windows=False).print(
        table
    )
    lines = (line.rstrip() for line in stream.getvalue().splitlines())
    return "\n".join([*lines, ""]) + f"{len(rows)} node{'' if len(rows) == 1 else 's'}\n"


def _width() -> int:
    import shutil

    return shutil.get_terminal_size((120, 24)).columns


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
