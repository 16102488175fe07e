"""[I/O] `archhook list`."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

from archhook.cli.commands import Command, Option
from archhook.cli.question import ALONE, ASKING, answer
from archhook.errors import UsageError
from archhook.model.nodes import KINDS
from archhook.query.node_list import DEFAULT, FIELDS, document, listing, render_plain, render_table
from archhook.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.arguments import Invocation
    from archhook.query.architecture import Architecture

COMMANDS = (
    Command(
        "list",
        "the nodes in force",
        (
            Option("--kind", "only nodes of a kind", "KIND", choices=KINDS),
            Option("--fields", f"what to show of each, of: {', '.join(FIELDS)}", "A,B"),
            Option("--all", "the nodes that are not in force, too"),
            *ASKING,
        ),
        detail="A table at a terminal; where the output goes elsewhere, a line for each node with tabs between fields.",
        alone=ALONE,
        examples=(
            ("list --kind design", "the Designs in force"),
            ("list --kind task --fields id,file,functions", "where the Tasks are"),
            ("list --format json --all", "every declared node, for a program"),
        ),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Lists the nodes."""
    fields = _fields(invocation.value("--fields"))

    def question(architecture: Architecture) -> list[dict[str, Any]]:
        return listing(architecture, invocation.value("--kind"), fields, everything=invocation.on("--all"))

    def render(rows: list[dict[str, Any]], color: bool) -> str:
        to_terminal = invocation.value("--output") in ("", "-") and sys.stdout is not None and sys.stdout.isatty()
        if not to_terminal:
            return render_plain(fields, rows)
        return render_table(fields, rows, color, shutil.get_terminal_size((120, 24)).columns)

    answer(invocation, environment, question, document=document, render=render)
    return 0


def _fields(text: str) -> tuple[str, ...]:
    fields = tuple(field.strip() for field in text.split(",")) if text else DEFAULT
    for field in fields:
        if field not in FIELDS:
            near = nearest(field, FIELDS)
            raise UsageError(
                f"a node has no field {field!r}",
                fix=f"did you mean {near}?" if near else f"it is one of: {', '.join(FIELDS)}",
            )
    return fields
