"""[I/O] `archhook impact`."""

from __future__ import annotations

import os

from archhook.ask.changes import change_of, change_since
from archhook.ask.impact import document, impact, tests_to_run
from archhook.ask.subject import subject_of
from archhook.cli.asking import ALONE, ASKING, answered, beside, colors, deliver_json, here, wants_json
from archhook.cli.console import current_folder, deliver
from archhook.cli.grammar import Command, Option
from archhook.errors import UsageError
from archhook.report.answers import SHOWN, render_impact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from archhook.ask.architecture import Architecture
    from archhook.ask.impact import Change
    from archhook.cli.grammar import Invocation

COMMANDS = (
    Command(
        "impact",
        "everything that a change reaches: nodes up and down from it, and the tests to run",
        (
            Option("--since", "what differs between a revision and the snapshot, files and nodes", "REV"),
            Option("--tests", "print the tests to run and nothing else, one a line, as pytest takes them"),
            *ASKING,
        ),
        operands="PATH[:SYMBOL|:LINE]|ID",
        most=-1,
        detail="Exit code 1, as grep's, where nothing is reached (with --tests: where there is no test to run).",
        alone=ALONE,
        examples=(
            ("impact D-2", "what a change of a Design reaches"),
            ("impact --since main", "what the branch, and what is not committed yet, reaches"),
            (
                "impact --since main --tests",
                "for pytest: tests=$(archhook impact --since main --tests) && pytest $tests",
            ),
        ),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Says what a change reaches; 1 where that is nothing."""
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
    answer = answered(invocation, environment, lambda seen: impact(seen, change(seen), most))
    if wants_json(invocation):
        deliver_json(invocation, document(answer))
    else:
        deliver(render_impact(answer, colors(invocation, environment)), invocation.value("--output"))
    return 0 if answer.reached or answer.tests else 1


def _print_tests(
    invocation: Invocation, environment: Mapping[str, str], change: Callable[[Architecture], Change]
) -> int:
    """Prints the tests to run; 1 where there is none."""

    def question(architecture: Architecture) -> tuple[tuple[str, ...], str]:
        return tests_to_run(architecture, change(architecture)), architecture.snapshot.root

    tests, root = answered(invocation, environment, question)
    deliver("".join(f"{test}\n" for test in _from_here(tests, root)), invocation.value("--output"))
    return 0 if tests else 1


def _named(architecture: Architecture, words: tuple[str, ...]) -> Change:
    subjects = [subject_of(architecture, word, here(architecture)) for word in words]
    for one in subjects:
        if one.path and one.path in architecture.lines:
            raise UsageError(
                f"{one.word} is the ledger: what changed in it is not known",
                fix="name the nodes, or ask for what differs: archhook impact --since HEAD",
            )
    return change_of(architecture, subjects)


def _since(invocation: Invocation, environment: Mapping[str, str], architecture: Architecture) -> Change:
    return beside(invocation, environment, invocation.value("--since"), lambda old: change_since(old, architecture))


def _from_here(tests: tuple[str, ...], root: str) -> list[str]:
    """The tests with their paths relative to the current folder: that is where pytest will look for them."""
    if not root:
        return list(tests)
    root, folder = os.path.realpath(root), os.path.realpath(current_folder())
    if folder == root:
        return list(tests)
    return [os.path.relpath(os.path.join(root, test), folder) for test in tests]
