"""[I/O] `archhook impact`."""

from __future__ import annotations

import os

from archhook.check.request import UnsoundLedger
from archhook.cli.commands import Command, Option
from archhook.cli.console import current_folder, deliver
from archhook.cli.question import (
    ALONE,
    ASKING,
    SUBJECT,
    answer,
    ask_revision,
    ask_snapshot,
    subject_named,
    tell,
    wants_json,
)
from archhook.errors import ArchhookError, UsageError
from archhook.query.card import SHOWN
from archhook.query.changed import change_of, change_since
from archhook.query.impact import document, impact, render
from archhook.query.tests_to_run import tests_to_run
from archhook.report.text import count, few

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from archhook.cli.arguments import Invocation
    from archhook.query.architecture import Architecture
    from archhook.query.impact import Impact
    from archhook.query.tests_to_run import Change, SelectedTests

COMMANDS = (
    Command(
        "impact",
        "everything that a change reaches: nodes up and down from it, and the tests to run",
        (
            Option("--since", "what differs between a revision and the snapshot, files and nodes", "REV"),
            Option("--tests", "print the tests to run and nothing else, one a line, as pytest takes them"),
            Option("--wide", "also the tests that only the ledger's links lead to, and no import"),
            *ASKING,
        ),
        operands=SUBJECT,
        most=-1,
        detail="Tests to run are those that import what changed, directly or through others, through a conftest.py\n"
        "or the __init__.py of a package, too; of a file that no test imports, and of an Intent, a Requirement or a\n"
        "Design that changed, those that the ledger's links lead to. What no import says is said on standard error.\n"
        "Exit code 0, also where nothing is reached. With --tests nothing is printed then, and standard error\n"
        "says why; where it cannot be known which tests a change breaks, nothing is printed and the exit code is 2.\n"
        "pytest without an argument runs every test there is, so in a script:\n"
        '  tests=$(archhook impact --since main --tests) && test -z "$tests" || pytest $tests',
        alone=ALONE,
        examples=(
            ("impact D-2", "what a change of a Design reaches"),
            ("impact --since main", "what the branch, and what is not committed yet, reaches"),
            ("impact --since main --tests", "the tests to run, and nothing else"),
            ("impact src/till.py --tests --wide", "those of all that the ledger links to the file, too"),
        ),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Says what a change reaches; 0 also where that is nothing, as `git diff`: a script goes on."""
    since = invocation.value("--since")
    if bool(since) == bool(invocation.operands):
        raise UsageError(
            "--since and names of what changed exclude each other" if since else "nothing to ask about",
            fix="name files or nodes (archhook impact D-2), or a revision (archhook impact --since main)",
        )

    def change(architecture: Architecture) -> Change:
        since_then = _since(invocation, environment, architecture) if since else None
        return since_then or _named(architecture, invocation.operands)

    if invocation.on("--tests"):
        return _print_tests(invocation, environment, change)
    most = None if wants_json(invocation) else SHOWN
    wide = invocation.on("--wide")

    def question(architecture: Architecture) -> Impact:
        return impact(architecture, change(architecture), most, wide=wide)

    answer(invocation, environment, question, document=document, render=render)
    return 0


def _print_tests(
    invocation: Invocation, environment: Mapping[str, str], change: Callable[[Architecture], Change]
) -> int:
    """Prints the tests to run; where there is none, that is said beside them. Never fewer than there are: where the
    ledger cannot tell which they are, nothing is printed, and that is an error.
    """

    def question(architecture: Architecture) -> tuple[SelectedTests, Change]:
        _need_sound(architecture)
        found = change(architecture)
        run = tests_to_run(architecture, found, wide=invocation.on("--wide"))
        if run.unknown:
            raise _unknown(run.unknown)
        return run, found

    (run, found), snapshot = ask_snapshot(invocation, environment, question)
    deliver("".join(f"{test}\n" for test in _from_here(run.tests, snapshot.root)), invocation.value("--output"))
    tell(_notes(run, found, wide=invocation.on("--wide")), quiet=invocation.on("--quiet"))
    return 0


def _unknown(paths: tuple[str, ...]) -> ArchhookError:
    """Why it is not known which tests some changed files break: what configures tests concerns all of them."""
    code = [path for path in paths if path.endswith(".py")]
    if code:
        why = f"no node declares {few(code, SHOWN)}, and no test imports it"
        return ArchhookError(
            f"which tests to run is not known: {why}", fix="run all tests; `archhook why FILE` says what a file needs"
        )
    why = f"{few(paths, SHOWN)} differs, which may change what any test does"
    return ArchhookError(f"which tests to run is not known: {why}", fix="run all tests")


def _notes(run: SelectedTests, change: Change, *, wide: bool) -> Iterator[str]:
    """What somebody must know who runs these tests and no others."""
    if not run.tests and change.ids and not (wide or change.meant or run.alone):
        yield f"no test to run: no file differs, and what declares a file follows it ({few(change.ids, SHOWN)})"
    elif not run.tests and change.ids:
        yield f"no test to run: no Test that is there verifies what a change of {few(change.ids, SHOWN)} reaches"
    elif not run.tests and run.alone:
        yield f"no test to run: no test imports {few(run.alone, SHOWN)}"
    elif not run.tests:
        yield "no test to run: no node and no file of one differs"
    elif run.alone:
        yield f"no test imports {few(run.alone, SHOWN)}: the ledger's links tell the tests"
    if change.others:
        yield f"a test that reads {few(change.others, SHOWN)} is not known: no node declares it"
    if run.dynamic:
        yield f"other tests run {few(run.dynamic, SHOWN)}, which may import what only a run can tell"
    if run.processes:
        files = count(len(run.processes), "other test file")
        yield f"{files} may start processes, in which anything may run: {few(run.processes, SHOWN)}"


def _need_sound(architecture: Architecture) -> None:
    """Where a ledger is not sound, nodes and links are missing of which nobody knows what tests them."""
    if not architecture.unsound:
        return
    first = UnsoundLedger(architecture.verdict)
    raise ArchhookError(
        f"which tests to run is not known, as the ledger is not sound: {first.message}",
        path=first.path,
        line=first.line,
        column=first.column,
        fix=f"{first.fix or 'mend the ledger'}; until then run all tests",
    )


def _named(architecture: Architecture, words: tuple[str, ...]) -> Change:
    subjects = [subject_named(architecture, word) for word in words]
    for one in subjects:
        if one.path and one.path in architecture.lines:
            raise UsageError(
                f"{one.word} is the ledger: what changed in it is not known",
                fix="name the nodes, or ask for what differs: archhook impact --since HEAD",
            )
    return change_of(architecture, subjects)


def _since(invocation: Invocation, environment: Mapping[str, str], architecture: Architecture) -> Change:
    def question(old: Architecture | None) -> Change:
        if old and invocation.on("--tests"):
            _need_sound(old)
        return change_since(old, architecture)

    return ask_revision(invocation, environment, invocation.value("--since"), question)


def _from_here(tests: tuple[str, ...], root: str) -> list[str]:
    """The tests with their paths relative to the current folder: that is where pytest will look for them."""
    if not root:
        return list(tests)
    root, folder = os.path.realpath(root), os.path.realpath(current_folder())
    if folder == root:
        return list(tests)
    return [os.path.relpath(os.path.join(root, test), folder) for test in tests]
