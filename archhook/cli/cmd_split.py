"""`archhook split`."""

from __future__ import annotations

from archhook.cli.arguments import request_of
from archhook.cli.commands import CACHING, CONFIG, QUIET, Command, Option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.arguments import Invocation
    from archhook.refactor.judged_edit import Wanted, Whole

COMMANDS = (
    Command(
        "split",
        "have a Design fall into several, with their `requires` as the code imports",
        (
            Option(
                "--into",
                "a part: its name, and patterns of its files as in .gitignore, parted by commas; may be given several"
                " times",
                "NAME=PATTERN",
                many=True,
            ),
            Option("--write", "write what is proposed; what --into names is written without it"),
            Option("--diff", "write nothing; print what would change as a patch"),
            CONFIG,
            *CACHING,
            QUIET,
        ),
        operands="DESIGN",
        most=1,
        needed=("`archhook split` names no Design", "archhook split D-1"),
        detail=(
            "Without --into the parts are proposed, by folders and imports: a table, and the command that makes them,"
            " whose names and patterns you change as you like. Nothing is written but with --write. With --into the"
            " parts are yours, and are written; what no pattern takes stays in the Design.\n\n"
            "A part is a Design behind the old one, with the same `satisfies`, and a PLACEHOLDER for its reason. Tasks"
            " go with their files, Tests with the one part that they are about. The parts require each other, and"
            " others require them, as the code imports, in the order against which fewest imports run; `requires` that"
            " nothing uses any longer go. `layer`, `packages`, `symbols`, `forbids` and `conflicts_with` are copied,"
            " `interface` and `exclusive_packages` divided, `visible_to` shows a part to whom it showed the Design, and"
            " to parts that require it. Figures and budgets stay with the Design.\n\n"
            "What was frozen or failed before stays as it was: no `requires` is written for it.\n\n"
            "What code did within one Design, laws see between two: imports that would close a circle, or go past an"
            " interface, a part without tests of its own. That is frozen in the baseline, with the reason, so that the"
            " verdict is as it was and every further one fails; the output counts it.\n\n"
            "The exit code is 1 where laws fail that held, though the edit is written; with --diff it is 0."
        ),
        examples=(
            ("split D-1", "a proposal"),
            ("split D-1 --write", "the proposal, written"),
            ("split D-1 --into storage=src/shop/store/,src/shop/db.py --into web='src/shop/web*.py'", "parts of yours"),
        ),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Writes the split, or proposes it; 1 where laws fail by it. ArchhookError where it cannot be judged or written."""
    from archhook.cli.cmd_baseline import refuse_unattended
    from archhook.cli.console import deliver, say
    from archhook.cli.edit_outcome import edited
    from archhook.cli.question import here
    from archhook.refactor.split_run import split

    into = invocation.each("--into")
    proposing = not into and not invocation.on("--write")
    told: list[str] = []

    def edit(whole: Whole) -> Wanted:
        made = split(whole, invocation.operands[0], into, here(whole.seen))
        told[:] = [made.table, made.command]
        if made.freezes and not proposing and not invocation.on("--diff"):
            refuse_unattended(environment)
        return made.wanted

    request = request_of(invocation, environment)
    code = edited(invocation, request, edit, dry=proposing)
    if told and not invocation.on("--diff"):
        deliver(told[0])
    if told and proposing:
        say(f"archhook: a proposal; `archhook split {invocation.operands[0]} --write` writes it; with parts of yours:")
        say(told[1])
    return code
