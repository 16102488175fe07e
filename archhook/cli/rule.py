"""[I/O] `archhook rule`."""

from __future__ import annotations

from archhook.cli.console import deliver, wants_color
from archhook.cli.grammar import COLOR, Command
from archhook.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.grammar import Invocation

COMMANDS = (
    Command(
        "rule",
        "list the laws, or explain one",
        (COLOR,),
        operands="CODE",
        most=1,
        examples=(
            ("rule", "all laws"),
            ("rule INV403", "one law: why, by example, how to mend it, how to be exempt"),
            ("rule missing-function", "the same by its name"),
        ),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Lists the laws, or explains the one that is named by code or by name."""
    from archhook.configuration import propose_law
    from archhook.laws.catalogue import BY_CODE, LAWS
    from archhook.report.rules import render_law, render_list

    color = wants_color(invocation.value("--color", "auto"), environment, to_file=False)
    if not invocation.operands:
        deliver(render_list(LAWS, color))
        return 0
    word = invocation.operands[0]
    law = BY_CODE.get(word.upper()) or next((law for law in LAWS if law.name == word.lower()), None)
    if law is None:
        raise UsageError(f"there is no law {word!r}", fix=propose_law(word))
    from archhook.laws.explained import EXPLAINED

    deliver(render_law(law, EXPLAINED[law.code], color))
    return 0
