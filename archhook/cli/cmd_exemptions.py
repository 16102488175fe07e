"""`archhook exemptions`."""

from __future__ import annotations

from archhook.check.api import open_repo
from archhook.check.request import UnsoundLedger
from archhook.cli.commands import Command, Option
from archhook.cli.compared_revisions import since_parted
from archhook.cli.console import current_folder
from archhook.cli.question import ALONE, ASKING, answer, ask_revision
from archhook.errors import GitError, UsageError
from archhook.query.exemption_answer import (
    exemptions_document,
    newer_answer,
    render,
    standing_answer,
)
from archhook.snapshot.history import merge_base, peel
from archhook.suggest import propose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from archhook.cli.arguments import Invocation
    from archhook.query.architecture import Architecture, Snapshot
    from archhook.query.exemption_answer import Answer

FAILING = ("exemptions", "weaker")
"""What `--fail` names."""

COMMANDS = (
    Command(
        "exemptions",
        "what takes something out of the law's reach, and what each holds back; or what is new of it",
        (
            Option("--fail", "exit 1 where there are any: exemptions, weaker, or both with a comma", "WHAT", many=True),
            Option("--all", "a line for each exemption, however many of a kind there are"),
            *ASKING,
        ),
        operands="A..B|A",
        most=1,
        alone=ALONE,
        detail="A..B compares the merge base of A and B with B: exemptions that are new or wider, and what"
        "\nelse makes the law weaker. A alone compares the merge base of A and HEAD with the work tree"
        "\n(--staged: with the index).",
        examples=(
            ("exemptions", "all of them, with places and reasons"),
            ("exemptions origin/main..HEAD", "what a branch has loosened"),
            ("exemptions main --fail exemptions,weaker", "exit 1 where the work tree loosens anything"),
        ),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Lists the exemptions; 1 where there are some of what `--fail` names."""
    failing = _failing(invocation)
    first, second = _sides(invocation)
    if "weaker" in failing and not first:
        raise UsageError("--fail weaker compares two revisions", fix="archhook exemptions A..B --fail weaker")
    asked = invocation._replace(values=invocation.values | {"--rev": second}) if second else invocation

    def question(new: Architecture) -> Answer:
        if not first:
            if failing and new.unsound:  # what the ledger leaves out may be what is asked for
                raise UnsoundLedger(new.verdict)
            return standing_answer(new)
        base = _parted(first, second)
        return ask_revision(asked, environment, base, lambda old: newer_answer(old, new, since_parted(first, base)))

    def document(found: Answer, snapshot: Snapshot) -> dict[str, Any]:
        return exemptions_document(found)

    def text(found: Answer, color: bool) -> str:
        return render(found, color, invocation.on("--all"))

    found = answer(asked, environment, question, document=document, render=text)
    return int(("exemptions" in failing and bool(found.exemptions)) or ("weaker" in failing and bool(found.weaker)))


def _failing(invocation: Invocation) -> tuple[str, ...]:
    words = tuple(word for word in invocation.value("--fail").split(",") if word)
    for word in words:
        if word not in FAILING:
            raise UsageError(f"--fail cannot be {word!r}", fix=propose(word, FAILING, f"it is {' or '.join(FAILING)}"))
    return words


def _sides(invocation: Invocation) -> tuple[str, str]:
    """(the older revision, the newer one); "" for none, and for the work tree or the index."""
    if not invocation.operands:
        return "", ""
    text = invocation.operands[0]
    if "..." in text:
        raise UsageError(f"{text!r}: the merge base is what is compared with anyway", fix="write A..B")
    first, dots, second = text.partition("..")
    if dots and any(map(invocation.on, ALONE)):
        given = next(filter(invocation.on, ALONE))
        raise UsageError(f"{given} and a range exclude each other", fix="give one of them")
    if not first and not second:
        raise UsageError("no revision to compare with", fix="archhook exemptions A..B")
    return first or "HEAD", second or ("HEAD" if dots else "")


def _parted(first: str, second: str) -> str:
    """The id of the commit at which two revisions part. `GitError` where they have none in common."""
    git_dir = open_repo(current_folder()).git_dir
    if not git_dir:
        raise UsageError("there is no git repository here, so no revisions to compare")
    base = merge_base(git_dir, first, second or "HEAD")
    if not base:
        lacking = next((one for one in (first, second or "HEAD") if not peel(git_dir, one)), "")
        what = f"{lacking!r} names no commit" if lacking else f"{first} and {second or 'HEAD'} have no commit in common"
        raise GitError(what, fix="in a shallow clone, fetch more history (`git fetch --unshallow`)")
    return base
