"""`archhook move`."""

from __future__ import annotations

from archhook.cli.arguments import request_of
from archhook.cli.commands import CACHING, CONFIG, QUIET, Command, Option
from archhook.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.arguments import Invocation
    from archhook.refactor.judged_edit import Wanted, Whole

DIFF = Option("--diff", "write nothing; print what would change as a patch")

COMMANDS = (
    Command(
        "move",
        "give Tasks and Tests, the code of files and folders, or a whole Design to another Design",
        (
            DIFF,
            Option("--untracked", "with the files that git does not track yet, too, unless it ignores them"),
            CONFIG,
            *CACHING,
            QUIET,
        ),
        operands="ID|PATH... NODE",
        most=-1,
        needed=("`archhook move` names nothing that is to go", "archhook move T-5 src/cache D-3"),
        detail=(
            "The last word is where everything goes: a Design, or for system and acceptance tests a Requirement or an"
            " Intent. A file stands for the Task or the Test that declares it, a folder for those of all files below"
            " it, `src/x.py:name` for the Task that declares the name. Of a folder that one Task declares a file or a"
            " folder inside gets a Task of its own; so does a test of a folder that several Tests share, once. What"
            " comes back to where a folder declares it for the same Design needs none: its own is taken out, unless it"
            " says anything.\n\n"
            "A Design among what goes becomes one with the last: its Tasks and Tests go, whoever names it names the"
            " other, which requires what it required, as far as no circle closes. Its class goes; what is lost with it"
            " (docstring, limits, figures) is said.\n\n"
            "What a node implements or verifies is edited where it is written, imports between the modules of a ledger"
            " come and go with it, and every other byte stays. What the baseline freezes comes along. The result is"
            " judged before it is written: what laws find by it is said, and what it asks for is proposed, with the"
            " command that does it; nothing is added to `requires`. A ledger that would not be sound is left.\n\n"
            "The exit code is 1 where laws fail that held, though the edit is written; with --diff it is 0."
        ),
        examples=(
            ("move T-5 T-6 D-3", "two Tasks"),
            ("move src/cache D-3 --diff", "what would change if the code of a folder were of another Design"),
            ("move tests/test_cache.py D-3", "the Test of a file"),
            ("move D-2 D-3", "two Designs become one"),
        ),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Writes the edit, or prints it; 1 where laws fail by it. ArchhookError where nothing can be judged or written."""
    from archhook.cli.edit_outcome import edited
    from archhook.cli.question import here, typed
    from archhook.refactor.move_edit import move

    *words, target = invocation.operands
    if not words:
        raise UsageError(
            f"`archhook move {target}` names one thing alone",
            fix="name what is to go first, and last where it goes: archhook move T-5 D-3",
        )

    def edit(whole: Whole) -> Wanted:
        named = [typed(whole.seen, word) for word in (*words, target)]
        return move(whole, named[:-1], named[-1], here(whole.seen))

    return edited(invocation, request_of(invocation, environment), edit)
