"""[I/O] What the commands that ask a snapshot share: options, which snapshot, how the answer is written."""

from __future__ import annotations

import os

from archhook.cli.arguments import request_of
from archhook.cli.commands import CACHING, COLOR, CONFIG, QUIET, Option
from archhook.cli.console import Bar, current_folder, deliver, say, wants_color
from archhook.errors import NoLedgerError, UsageError
from archhook.model.findings import LEDGER_FIRST
from archhook.query.architecture import ask, load
from archhook.report.json import as_line
from archhook.report.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any, TypeVar

    from archhook.cli.arguments import Invocation
    from archhook.query.architecture import Architecture, Snapshot
    from archhook.query.subject import Subject

    Answer = TypeVar("Answer")

FORMAT = Option("--format", "text (default) or json", "FORMAT", choices=("text", "json"))
OUTPUT = Option("--output", "write the answer to a file and not to standard output", "FILE", short="-o")
SNAPSHOT = (
    Option("--staged", "ask the index: what `git commit` would record"),
    Option("--rev", "ask the tree of a commit", "REV"),
    Option("--untracked", "ask the work tree with the files that git does not track yet, unless it ignores them"),
)
ALONE = tuple(option.name for option in SNAPSHOT)
PLAIN = (OUTPUT, CONFIG, *CACHING, QUIET)
"""The options of whatever asks a snapshot; text in colour has one more."""
COMMON = (*PLAIN, COLOR)
ASKING = (*SNAPSHOT, FORMAT, *COMMON)
"""The options of a command that asks one snapshot and answers in text or JSON."""

SUBJECT = "ID|PATH[:SYMBOL|:LINE]|NAME"
"""What a question is about, as help shows the operand."""


def answer(
    invocation: Invocation,
    environment: Mapping[str, str],
    question: Callable[[Architecture], Answer],
    *,
    document: Callable[[Answer, Snapshot], Mapping[str, Any]],
    render: Callable[[Answer, bool], str],
) -> Answer:
    """Asks a question about the snapshot that a command line names, writes the answer and returns it.

    `document` makes the JSON of it, `render` the text, in colour or not.
    """
    found, snapshot = ask_snapshot(invocation, environment, question)
    if wants_json(invocation):
        text = as_line(document(found, snapshot))
    else:
        text = render(found, colors(invocation, environment))
    deliver(text, invocation.value("--output"))
    return found


def ask_snapshot(
    invocation: Invocation, environment: Mapping[str, str], question: Callable[[Architecture], Answer]
) -> tuple[Answer, Snapshot]:
    """The answer to a question about the snapshot that a command line names, and which snapshot that is.

    What is to be noted goes to stderr.

    `UnsoundLedger` where the ledger cannot be read.
    """

    def noted(architecture: Architecture) -> tuple[Answer, Snapshot]:
        bar.close()
        tell(architecture.notes, quiet=invocation.on("--quiet"))
        try:
            found = question(architecture)
        except UsageError:  # what is named may be what the ledger leaves out
            note_unsound(invocation, architecture)
            raise
        note_unsound(invocation, architecture)
        return found, architecture.snapshot

    with Bar("checking", quiet=invocation.on("--quiet")) as bar:
        return ask(request_of(invocation, environment), noted, bar)


def ask_revision(
    invocation: Invocation,
    environment: Mapping[str, str],
    revision: str,
    question: Callable[[Architecture | None], Answer],
) -> Answer:
    """The answer to a question about another revision than the one that a command line asks about.

    Where there was no ledger yet, the question is asked of None, and a note says so.
    """
    request = request_of(invocation, environment)._replace(source="commit", rev=revision, untracked=False)
    try:
        with Bar("checking", quiet=invocation.on("--quiet")) as bar, load(request, bar) as architecture:
            bar.close()
            found = question(architecture)
            note_unsound(invocation, architecture, revision)
            return found
    except NoLedgerError:
        tell([f"{revision} has no ledger yet: every node is new"], quiet=invocation.on("--quiet"))
        return question(None)


def note_unsound(invocation: Invocation, architecture: Architecture, revision: str = "") -> None:
    """Says on standard error that a ledger is not sound; with `revision` that of another revision than is asked for."""
    if architecture.unsound:
        tell([f"at {revision}, {LEDGER_FIRST}" if revision else LEDGER_FIRST], quiet=invocation.on("--quiet"))


def tell(notes: Iterable[str], *, quiet: bool) -> None:
    """Notes on standard error, each once."""
    for note in dict.fromkeys(() if quiet else notes):
        say(f"archhook: {printable(note)}")


def wants_json(invocation: Invocation) -> bool:
    """Whether the answer is asked for as JSON."""
    return invocation.value("--format", "text") == "json"


def colors(invocation: Invocation, environment: Mapping[str, str]) -> bool:
    """Whether an answer in text is coloured."""
    to_file = invocation.value("--output") not in ("", "-")
    return wants_color(invocation.value("--color", "auto"), environment, to_file)


def here(architecture: Architecture) -> str:
    """The current folder, relative to the project's root, where the snapshot is that of a work tree; else ""."""
    root = architecture.snapshot.root
    if not root:
        return ""
    below = os.path.relpath(os.path.realpath(current_folder()), os.path.realpath(root))
    return "" if below == "." else below


def typed(architecture: Architecture, word: str) -> str:
    """A word of the command line, an absolute path made relative to the current folder. `UsageError` where that lies
    outside the project.
    """
    if not word.startswith("/"):
        return word
    folder, name = os.path.split(word)  # the name may be a link, or have a line behind it
    path, root = os.path.join(os.path.realpath(folder), name), os.path.realpath(architecture.snapshot.root)
    if not path.startswith(f"{root}/"):
        raise UsageError(f"{word} lies outside the project", fix=f"name something below {root}")
    return os.path.relpath(path, os.path.realpath(current_folder()))


def subject_named(architecture: Architecture, word: str) -> Subject:
    """What a word on the command line means. `UsageError`, with what was probably meant."""
    from archhook.query.subject import subject_of

    return subject_of(architecture, typed(architecture, word), here(architecture))._replace(word=word)


def node_named(architecture: Architecture, word: str) -> str:
    """The id of the one node that a word on the command line means, or that answers for what it means.

    `UsageError`, with what was probably meant.
    """
    from archhook.query.owners import owner_of

    return owner_of(architecture, typed(architecture, word), here(architecture))


def whole_number(invocation: Invocation, option: str, default: int, bounds: tuple[int, int], fix: str) -> int:
    """The value of an option that takes a number within bounds. `UsageError` for anything else."""
    text = invocation.value(option, str(default))
    number = int(text) if text.isdecimal() and len(text) < 10 else -1
    if not bounds[0] <= number <= bounds[1]:
        raise UsageError(f"{option} cannot be {text!r}", fix=fix)
    return number
