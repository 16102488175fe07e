"""`archhook detail`."""

from __future__ import annotations

from archhook.cli.arguments import request_of
from archhook.cli.commands import CACHING, CONFIG, QUIET, Command, Option
from archhook.errors import UsageError
from archhook.model.vocabulary import DETAILS
from archhook.suggest import propose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.arguments import Invocation
    from archhook.refactor.judged_edit import Wanted, Whole

COMMANDS = (
    Command(
        "detail",
        "say more, or less, of the code in the ledger: names, files alone, or folders",
        (
            Option("--diff", "write nothing; print what would change as a patch"),
            CONFIG,
            *CACHING,
            QUIET,
        ),
        operands="symbols|files|folders [DESIGN ...]",
        most=-1,
        needed=("`archhook detail` is not told how much the ledger is to say", "archhook detail symbols"),
        detail=(
            "symbols: every name is declared, as the configuration asks for it. files: every file has a Task, whose"
            " names may be left out. folders: one Task for each folder all of which belongs to one Design, and other"
            " files by their paths, so that a new package is still refused until somebody places it; Tests likewise."
            "\n\n"
            "Without a DESIGN the whole project is meant, and `symbols` of the configuration says so; with some, these"
            " alone, and their own `symbols` do. New Tasks and Tests get ids in the form of `new-ids`. What a node"
            " says that would be lost (a waiver, a plan, a docstring, a comment) keeps it as it is, by its path, and"
            " is said; so is a title that goes and that somebody wrote. Of tests that share a folder a DESIGN takes"
            " those that are about it. Baseline entries that nothing matches any more go; every other byte stays.\n\n"
            "The result is judged before it is written. The exit code is 1 where laws fail that held."
        ),
        examples=(
            ("detail symbols", "from files or folders to every name"),
            ("detail symbols D-3", "of one Design alone: it is looked at more closely than the others"),
            ("detail folders --diff", "look first what would go"),
        ),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Writes the edit, or prints it; 1 where laws fail by it. ArchhookError where nothing can be judged or written."""
    from archhook.cli.edit_outcome import edited
    from archhook.cli.question import here
    from archhook.refactor.detail_edit import detailed

    detail, *designs = invocation.operands
    if detail not in DETAILS:
        fix = propose(detail, DETAILS, "it is one of symbols, files, folders")
        raise UsageError(f"there is no detail {detail!r}", fix=fix)

    def edit(whole: Whole) -> Wanted:
        return detailed(whole, detail, designs, here(whole.seen))

    return edited(invocation, request_of(invocation, environment), edit)
