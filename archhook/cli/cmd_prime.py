"""`archhook prime`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.agents.bounded import fitting
from archhook.agents.prime import LIMIT, prime_of, prime_text
from archhook.cli.commands import NAMES, Command
from archhook.cli.console import deliver
from archhook.cli.question import ALONE, ASKING, ask_snapshot, wants_json
from archhook.report.json import as_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.arguments import Invocation
    from archhook.query.architecture import Architecture

COMMANDS = (
    Command(
        "prime",
        "what an agent must know to work in this repository",
        ASKING,
        detail=f"Rules, how to declare code, what to ask, how it stands: {LIMIT:,} tokens at the most, at any size.",
        alone=ALONE,
        examples=(("prime", "for the beginning of a session"),),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Prints it. ArchhookError where nothing can be judged."""
    render = as_line if wants_json(invocation) else prime_text

    def question(architecture: Architecture) -> str:
        build = prime_of(architecture, NAMES)
        return fitting(lambda room: render(build(room)), LIMIT)

    deliver(ask_snapshot(invocation, environment, question)[0], invocation.value("--output"))
    return 0
