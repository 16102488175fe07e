"""[I/O] `archhook budget`: estimate, measured, roll-up, budget and head-room of Requirements and Designs."""

from __future__ import annotations

import os
import sys

from archhook.cli.commands import Command
from archhook.cli.question import ALONE, ASKING, answer
from archhook.query.budget import budget_of
from archhook.query.budget_text import document, render, render_terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.arguments import Invocation
    from archhook.query.budget import Budget

COMMANDS = (
    Command(
        "budget",
        "what Requirements allow, what Designs take, and what is left",
        ASKING,
        operands="NODE",
        most=1,
        alone=ALONE,
        detail="Of a Requirement, roll-up is what its Designs and all that they require come to. Of a Design, it is "
        "what it requires, and the budget of that is its estimate. Head-room is left between the budget and the worse "
        "of measured and roll-up. With NODE, an Intent, a Requirement or a Design: only what serves it and it serves.",
        examples=(("budget", "all of it"), ("budget R-3 --format json", "what R-3 allows and its Designs take")),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Shows the budget. It judges nothing: what is exceeded is shown, and the exit code is 0."""
    named = "".join(invocation.operands)

    def text(budget: Budget, color: bool) -> str:
        if invocation.value("--output") not in ("", "-") or not shows_bars():
            return render(budget, detailed=bool(named))
        width = os.get_terminal_size(sys.stdout.fileno()).columns or 80
        return render_terminal(budget, width, color, detailed=bool(named))

    answer(invocation, environment, lambda seen: budget_of(seen, named), document=document, render=text)
    return 0


def shows_bars() -> bool:
    """Whether a person looks at standard output, through something that takes block elements."""
    if sys.stdout is None or not sys.stdout.isatty():
        return False
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
