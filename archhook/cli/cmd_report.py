"""[I/O] `archhook report`."""

from __future__ import annotations

import os
from importlib import resources
from typing import TYPE_CHECKING, Any

from archhook.cli.commands import Command, Option
from archhook.cli.compared_revisions import compared
from archhook.cli.console import deliver, say
from archhook.cli.question import ALONE, OUTPUT, PLAIN, SNAPSHOT, ask_snapshot
from archhook.query.html_page import PARTS, render_page, report_document
from archhook.report.text import count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.arguments import Invocation
    from archhook.query.architecture import Architecture

DEFAULT = "archhook-report.html"

COMMANDS = (
    Command(
        "report",
        "the architecture as one HTML page, for a browser: layers, debts, chains, budgets, changes",
        (
            Option("--since", "show what changed since a revision", "REV"),
            *SNAPSHOT,
            OUTPUT._replace(summary=f"the file to write (default {DEFAULT}; - is standard output)"),
            *PLAIN[1:],
        ),
        detail="The page needs no network and nothing beside it: mail it, or keep it as an artifact of a build.",
        alone=ALONE,
        examples=(
            ("report", f"writes {DEFAULT}"),
            ("report --since v1.0 -o docs/architecture.html", "with the changes since a release"),
        ),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Writes the page."""
    since = invocation.value("--since")

    def question(architecture: Architecture) -> dict[str, Any]:
        if not since:
            return report_document(architecture, _title(architecture))
        found = compared(invocation, environment, since, architecture)
        return report_document(architecture, _title(architecture), since, found.changes, found.looser)

    document, _ = ask_snapshot(invocation, environment, question)
    folder = resources.files("archhook.query") / "html"
    page = render_page(document, {name: (folder / name).read_text(encoding="utf-8") for name in PARTS})
    output = invocation.value("--output", DEFAULT)
    deliver(page, output)
    if output != "-" and not invocation.on("--quiet"):
        say(f"archhook: {output}: {count(len(document['nodes']), 'node')}, {len(page.encode()) // 1000} kB")
    return 0


def _title(architecture: Architecture) -> str:
    """The name of the project's folder."""
    snapshot = architecture.snapshot
    return os.path.basename(snapshot.root) or snapshot.prefix.rstrip("/").rpartition("/")[2] or "architecture"
