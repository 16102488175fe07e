"""What a command that edits the ledger tells: the patch, what it did, what is left, what laws find by it."""

from __future__ import annotations

from collections import Counter

from archhook.cli.console import deliver, say
from archhook.report.text import count, finding_text, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from archhook.check.request import Request
    from archhook.cli.arguments import Invocation
    from archhook.model.findings import Finding
    from archhook.refactor.judged_edit import Judged, Wanted, Whole
    from archhook.sync.sync_run import Outcome

SHOWN = 20
"""So many findings of a kind are told."""


def edited(invocation: Invocation, request: Request, edit: Callable[[Whole], Wanted], *, dry: bool = False) -> int:
    """Makes an edit that is judged first, or, with --diff or `dry`, says what it would be.

    The exit code: 1 where something is left to a person, or laws fail that held; 0 where nothing is to be written.
    """
    from archhook.check.request import UnsoundLedger
    from archhook.cli.console import Bar, refuse
    from archhook.refactor.judged_edit import judged_edit
    from archhook.sync.sync_run import write

    try:
        with Bar("judging the edit", quiet=invocation.on("--quiet")):
            judged = judged_edit(request, edit)
    except UnsoundLedger as error:
        return refuse(error, "nothing is written")
    dry = dry or invocation.on("--diff")
    if not dry:
        write(judged.outcome)
        stage_new(judged.outcome, request)
    if invocation.on("--diff"):
        print_patch(judged.outcome)
    if not invocation.on("--quiet"):
        tell_judged(judged, dry)
    return int(judged.failing and not dry)


def stage_new(outcome: Outcome, request: Request) -> None:
    """Stages the files that are new: a check reads what git tracks. `GitError` where git objects."""
    new = [outcome.prefix + path for path in sorted(outcome.new) if outcome.old[path] is None]
    if new:
        from archhook.check.api import open_repo

        open_repo(request.cwd).stage(new)


def tell_judged(judged: Judged, dry: bool) -> None:
    """What an edit does, what it asks for, what laws find by it and no longer, which files it changes."""
    from archhook.refactor.consequences import TOLD

    outcome = judged.outcome
    tell(outcome)
    for line in judged.asked:
        say(f"archhook: {line}")
    come = [one for one in judged.come if one.code not in TOLD]
    for line in findings_lines(come, "would be found" if dry else "is found now"):
        say(line)
    if judged.gone:
        codes = Counter(one.code for one in judged.gone)
        told = ", ".join(f"{number} {code}" for code, number in sorted(codes.items()))
        are = "would be" if dry else "is" if len(judged.gone) == 1 else "are"
        say(f"archhook: {count(len(judged.gone), 'finding')} {are} gone: {told}")
    new = [path for path in sorted(outcome.new) if outcome.old[path] is None]
    files = ", ".join(outcome.prefix + path for path in sorted(outcome.new) if path not in new)
    if not outcome.new:
        say("archhook: nothing to write")
    if files:
        say(f"archhook: {files} {'would change' if dry else 'changed'}")
    if new:
        made = "would be written, and staged" if dry else "is new, and staged"
        say(f"archhook: {', '.join(outcome.prefix + path for path in new)} {made}: a check reads what git tracks")


def findings_lines(findings: Sequence[Finding], how: str) -> Iterable[str]:
    """Findings in lines for a person, each with what is done about it; why they matter is a matter of `check`."""
    for one in findings[:SHOWN]:
        yield f"archhook: {how}: {finding_text(one._replace(chains=(), chains_total=0)).rstrip()}"
    if findings[SHOWN:]:
        yield f"archhook: {how}: {count(len(findings) - SHOWN, 'more finding')}; `archhook check` shows what there is"


def print_patch(outcome: Outcome) -> None:
    """What an edit changes, as a patch on standard output."""
    from archhook.snapshot.changeset import decode
    from archhook.sync.patch import patch

    for path in sorted(outcome.new):
        old, new = (None if side is None else decode(side) for side in (outcome.old[path], outcome.new[path]))
        deliver(patch(outcome.prefix + path, old, new))


def tell(outcome: Outcome, *, found: bool = True) -> None:
    """The notes, what was done, and what is left: the source that a person is to write keeps its lines.

    `found`: what a check says, too.
    """
    for line in (*outcome.notes, *outcome.said):
        say(f"archhook: {printable(line)}")
    for line in (*outcome.left, *(outcome.found if found else ())):
        first, *rest = line.split("\n")
        say(f"archhook: left to you: {printable(first)}")
        for one in rest:
            say(printable(one))
