"""`archhook hook sync`: the hook that brings the ledger in line with what is being committed."""

from __future__ import annotations

from archhook.cli.arguments import request_of
from archhook.cli.commands import CACHE_DIR, CONFIG, QUIET, Command, Option
from archhook.cli.console import say
from archhook.model.findings import LEDGER_FIRST, PLACEHOLDERS
from archhook.snapshot.staging import SAME_OPTIONS, is_partial, takes_along, way_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.arguments import Invocation
    from archhook.sync.sync_run import Outcome

COMMANDS = (
    Command(
        "hook sync",
        "bring the ledger in line with what is committed: a hook for those who want it, before the gate",
        (CONFIG, Option("--no-cache", "compute everything anew and remember nothing"), CACHE_DIR, QUIET),
        operands="ARGUMENT",
        most=-1,
        detail=(
            "Called by git and by pre-commit, as `archhook install --sync` has them do. It looks at the index that is"
            " being committed, or under `pre-commit run` at the work tree, and does what `archhook sync` does. It edits"
            " the ledger in the work tree alone, and stages nothing: `git add` it, and commit again; `git commit FILE`"
            " takes it where it is named, too.\n\n"
            "The exit code is 1 where it changed something, else 0: which files a person has to place is said here, and"
            " what else is wrong by the gate. 2, as the gate's, where the ledger cannot be read."
        ),
        examples=(("hook sync", "as a hook calls it"),),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Edits the ledger where it is out of line. ArchhookError where nothing can be judged or written."""
    from archhook.check.api import judge

    request = request_of(invocation, environment)
    verdict = judge(request).verdict
    if not verdict.planned and all(one.code == PLACEHOLDERS for one in verdict.findings):
        return 0  # nearly all commits: what edits is not even imported
    if verdict.judged == "ledger" and not verdict.unreadable:  # the gate says where, and what to do
        if not invocation.on("--quiet"):
            say(f"archhook: nothing is synced: {LEDGER_FIRST}")
        return 0
    from archhook.sync.index_ledger import merged_into_work_tree
    from archhook.sync.sync_run import prepare, write

    partial = is_partial(environment)
    outcome = merged_into_work_tree(prepare(request, own=True), partial=partial)
    write(outcome)
    if not invocation.on("--quiet"):
        _tell(outcome, partial, takes_along(environment))
    return int(bool(outcome.new))


def _tell(outcome: Outcome, partial: bool, same_options: bool) -> None:
    from archhook.cli.edit_outcome import tell

    tell(outcome, found=False)  # the gate says that
    if outcome.new:
        files = [outcome.prefix + path for path in sorted(outcome.new)]
        again = "" if partial else ", and commit again" + same_options * (" " + SAME_OPTIONS)
        say(f"archhook: {', '.join(files)} changed: {way_in(files, partial)}{again}")
