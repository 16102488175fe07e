"""What was loosened since a revision: the exemptions that are new or wider, and what else makes the law weaker."""

from __future__ import annotations

from archhook.check.api import open_repo
from archhook.check.request import UnsoundLedger
from archhook.errors import NoLedgerError
from archhook.exemptions.weaker import weakenings
from archhook.query.architecture import ask
from archhook.query.compared_sides import side_of
from archhook.query.exemption_answer import newer_exemptions
from archhook.report.text import count, printable
from archhook.snapshot.history import merge_base, peel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.check.request import Request
    from archhook.query.architecture import Architecture

SHOWN = 10
"""So many things are named to an agent; the others are counted."""


def loosened_since(request: Request, revision: str) -> tuple[str, ...]:
    """A line for each thing that the snapshot of a request loosens since it parted from a revision; the same thing is
    the same line, whatever else changed. () where one of the ledgers is not sound.

    Errors as those of `ask`.
    """
    base = parted(request, revision) or revision
    older = request._replace(source="commit", rev=base, untracked=False, note_untracked=False)

    def question(new: Architecture) -> tuple[str, ...]:
        try:
            return ask(older, lambda old: loosened(old, new))
        except NoLedgerError:
            return ()

    return ask(request, question)


def loosened(old: Architecture, new: Architecture) -> tuple[str, ...]:
    """A line for each thing that a snapshot loosens of what an older one demands. Reads what differs."""
    try:
        exempt = newer_exemptions(old, new)
    except UnsoundLedger:
        return ()
    prefix = new.snapshot.prefix
    lines = [f"exemption ({since}), {one.kind}: {_said(prefix + one.path, one.what)}" for one, since in exempt]
    weaker = weakenings(side_of(old), side_of(new))
    return (*lines, *(f"weaker, {one.kind}: {_said(one.path, one.what)}" for one in weaker))


def _said(path: str, what: str) -> str:
    return f"{printable(path)}: {printable(what)}" if path else printable(what)


def turn_lines(added: tuple[str, ...]) -> tuple[str, ...]:
    """What an agent is told of what it loosened in a turn: how much, at most ten things, and how to see the others."""
    if not added:
        return ()
    numbers = [sum(line.startswith(word) for line in added) for word in ("exemption", "weaker")]
    said = [count(numbers[0], "exemption")] if numbers[0] else []
    said += [f"{count(numbers[1], 'thing')} that {'makes' if numbers[1] == 1 else 'make'} the law weaker"][: numbers[1]]
    more = [f"  ... and {len(added) - SHOWN} more: `archhook diff` names them"] if len(added) > SHOWN else []
    return (f"This turn added {' and '.join(said)}:", *(f"  {line}" for line in added[:SHOWN]), *more)


def parted(request: Request, revision: str) -> str:
    """The id of the commit at which what a request is about parted from a revision; "" where that is the revision
    itself, or nothing that both have is known.
    """
    head = request.rev if request.source == "commit" else "HEAD"
    git_dir = open_repo(request.cwd).git_dir
    if not git_dir or revision == head:
        return ""
    base = merge_base(git_dir, revision, head)
    return "" if base == peel(git_dir, revision) else base
