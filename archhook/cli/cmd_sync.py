"""`archhook sync`."""

from __future__ import annotations

from archhook.cli.arguments import request_of
from archhook.cli.commands import CACHING, CONFIG, QUIET, Command, Option
from archhook.cli.console import Bar, refuse, say
from archhook.cli.edit_outcome import print_patch, tell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.check.request import Request
    from archhook.cli.arguments import Invocation
    from archhook.sync.sync_run import Outcome

COMMANDS = (
    Command(
        "sync",
        "bring the ledger in line with the code",
        (
            Option("--staged", "in line with the index: what `git commit` would record"),
            Option("--untracked", "in line with the files that git does not track yet, too, unless it ignores them"),
            Option("--check", "write nothing; exit 1 if anything would change"),
            Option("--diff", "write nothing; print what would change as a patch; exit 1 if anything would"),
            Option("--requires", "write into `requires` what the code imports, where that breaks no law; nothing else"),
            Option("--resolve", "take git's conflict markers out of the ledger, where both sides can be read"),
            Option("--renumber", "give nodes whose id is taken twice a free one; needs --base"),
            Option("--base", "with --renumber: the commit whose nodes keep their ids (the branch merged into)", "REV"),
            CONFIG,
            *CACHING,
            QUIET,
        ),
        detail=(
            "New names go into the Task of their file and gone ones out, moved files are followed, new files and tests"
            " get a Task or a Test, and `planned` is cleared once the code is there. Nothing else of the ledger"
            " changes. It never makes an Intent, a Requirement or a Design, and removes a Task or a Test only where"
            " its file is gone and nobody needs it.\n\n"
            "What a Design requires is a decision, so nothing is added to `requires` but with --requires: what imports"
            " ask for (DEP203) is written then, most imports first, unless it would close a circle, breach a layer or"
            " reach what is forbidden; what may not be written is said, with all that it would break. What the baseline"
            " freezes is written, too, once it may be; `archhook baseline --prune` drops its entries then.\n\n"
            "--resolve keeps the nodes of both sides, unites lists, has names as the code has them; a field that only"
            " one side changed is that side's. Where both say something else, the markers stay, and the place and the"
            " reason are said (exit code 2 where a side cannot be read). Nothing is staged.\n\n"
            "The exit code is 1 where something is left to a person, which is said; with --check and --diff also where"
            " anything would change. While the ledger itself is not sound (LED002 to LED004) nothing is synced, and the"
            " exit code is 1."
        ),
        alone=("--staged", "--untracked", "--resolve"),
        examples=(
            ("sync", "edit the ledger in the work tree; then `git add` it"),
            ("sync --check", "for CI: is the ledger in line?"),
            ("sync --diff", "look first"),
            ("sync --requires --diff", "which Designs have to require which for what they import?"),
            ("sync --resolve", "in the middle of a merge or a rebase; then `git add` the ledger"),
            ("sync --renumber --base main", "after a merge: ids that both branches gave are given once"),
        ),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Edits the ledger, or says what would change; 1 where something is left to do. ArchhookError as of a check."""
    from archhook.check.request import UnsoundLedger
    from archhook.sync.sync_run import write

    request = request_of(invocation, environment)
    try:
        with Bar("bringing the ledger in line", quiet=invocation.on("--quiet")):
            outcome = _outcome(invocation, request)
    except UnsoundLedger as error:
        return refuse(error, "nothing is synced")
    dry = invocation.on("--check") or invocation.on("--diff")
    if not dry:
        write(outcome)
    if invocation.on("--diff"):
        print_patch(outcome)
    if not invocation.on("--quiet"):
        resolving = invocation.on("--resolve")
        to_add = not (outcome.left or outcome.found) if resolving else invocation.on("--staged")
        _tell(outcome, dry, to_add, "resolve" if resolving else "write" if invocation.on("--requires") else "sync")
    return int(bool(outcome.left or outcome.found or (dry and outcome.new)))


def _outcome(invocation: Invocation, request: Request) -> Outcome:
    """What is to change: by what the code holds, by what git left in conflict, or by ids that were given twice."""
    from archhook.errors import UsageError

    resolving, renumbering = invocation.on("--resolve"), invocation.on("--renumber")
    if resolving and renumbering:
        raise UsageError("--resolve and --renumber exclude each other", fix="resolve first; ids are given once by that")
    if invocation.on("--requires") and (resolving or renumbering):
        other = "--resolve" if resolving else "--renumber"
        raise UsageError(f"--requires and {other} exclude each other", fix=f"archhook sync {other} first")
    if renumbering != invocation.on("--base"):
        raise UsageError("--renumber and --base go together", fix="archhook sync --renumber --base main")
    if resolving:
        from archhook.sync.resolve.resolve_run import prepare as resolve

        return resolve(request)
    if renumbering:
        from archhook.sync.renumber import prepare as renumber

        return renumber(request, invocation.value("--base"))
    if invocation.on("--requires"):
        from archhook.sync.requires_run import prepare as require

        return require(request)
    from archhook.sync.sync_run import prepare

    return prepare(request)


def _tell(outcome: Outcome, dry: bool, to_add: bool, verb: str) -> None:
    tell(outcome)
    files = ", ".join(outcome.prefix + path for path in sorted(outcome.new))
    if not outcome.new:
        say(f"archhook: nothing to {verb}" + (" but what is left to you" if outcome.left or outcome.found else ""))
    elif dry:
        say(f"archhook: {files} would change")
    else:
        say(f"archhook: {files} changed" + (f"; `git add {files.replace(',', '')}`" if to_add else ""))
