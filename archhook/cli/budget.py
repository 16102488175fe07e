"""[I/O] `archhook budget`: estimate, measured, roll-up, budget and head-room of Requirements and Designs."""

from __future__ import annotations

import os
import sys

from archhook.cli.console import cache_dir, current_folder, deliver, say, wants_color
from archhook.cli.grammar import CACHE_DIR, COLOR, CONFIG, Command, Option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.ask.architecture import Architecture
    from archhook.ask.budget import Budget
    from archhook.cli.grammar import Invocation

SOURCES = (
    Option("--staged", "of the index: what `git commit` would record"),
    Option("--rev", "of the tree of a commit", "REV"),
)
COMMANDS = (
    Command(
        "budget",
        "what Requirements allow, what Designs take, and what is left",
        (
            *SOURCES,
            Option("--format", "text (default) or json", "FORMAT", choices=("text", "json")),
            Option("--output", "write to a file and not to standard output", "FILE", short="-o"),
            CONFIG,
            CACHE_DIR,
            COLOR,
        ),
        operands="NODE",
        most=1,
        alone=tuple(option.name for option in SOURCES),
        detail="Of a Requirement, roll-up is what its Designs and all that they require come to. Of a Design, it is "
        "what it requires, and the budget of that is its estimate. Head-room is left between the budget and the worse "
        "of measured and roll-up. With NODE, an Intent, a Requirement or a Design: only what serves it and it serves.",
        examples=(("budget", "all of it"), ("budget R-3 --format json", "what R-3 allows and its Designs take")),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Shows the budget. It judges nothing: what is exceeded is shown, and the exit code is 0."""
    from archhook.ask.architecture import ask
    from archhook.ask.budget import budget_of
    from archhook.check import Request
    from archhook.report.text import printable

    revision = invocation.value("--rev")
    request = Request(
        current_folder(),
        "commit" if revision else "index" if invocation.on("--staged") else "worktree",
        rev=revision,
        config_path=invocation.value("--config"),
        cache_dir=cache_dir(invocation.value("--cache-dir"), environment),
    )
    named = invocation.operands[0] if invocation.operands else ""

    def answer(architecture: Architecture) -> tuple[str, tuple[str, ...]]:
        found = budget_of(architecture, named)
        return _rendered(found, architecture, invocation, environment), architecture.notes

    text, notes = ask(request, answer)
    for note in notes:
        say(f"archhook: {printable(note)}")
    deliver(text, invocation.value("--output"))
    return 0


def _rendered(
    budget: Budget, architecture: Architecture, invocation: Invocation, environment: Mapping[str, str]
) -> str:
    from archhook.report import budget as report

    if invocation.value("--format", "text") == "json":
        return report.render_json(budget, architecture.snapshot)
    to_file = invocation.on("--output")
    if to_file or not shows_bars():
        return report.render(budget, detailed=bool(invocation.operands))
    color = wants_color(invocation.value("--color", "auto"), environment, to_file)
    width = os.get_terminal_size(sys.stdout.fileno()).columns or 80
    return report.render_terminal(budget, width, color, detailed=bool(invocation.operands))


def shows_bars() -> bool:
    """Whether a person looks at standard output, through something that takes block elements."""
    if sys.stdout is None or not sys.stdout.isatty():
        return False
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
