"""What the commands share that compare a snapshot with an older one: what differs, and what is loosened."""

from __future__ import annotations

from archhook.cli.arguments import request_of
from archhook.cli.question import ask_revision
from archhook.query.diff import difference
from archhook.query.exemption_answer import loosened_answer
from archhook.query.loosened import parted
from archhook.snapshot.changeset import short_id

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NamedTuple

    from archhook.cli.arguments import Invocation
    from archhook.query.architecture import Architecture, Snapshot
    from archhook.query.diff import Difference
    from archhook.query.exemption_answer import Answer
else:
    from archhook.records import NamedTuple


class Compared(NamedTuple):
    """What differs since a revision, and what is loosened since the snapshot parted from it (None: a ledger is not
    sound). `old`: the revision's snapshot, None where it held no ledger yet.
    """

    changes: Difference
    looser: Answer | None
    old: Snapshot | None


def compared(invocation: Invocation, environment: Mapping[str, str], revision: str, new: Architecture) -> Compared:
    """A snapshot beside a revision. What other branches tightened meanwhile was not loosened here."""
    base = parted(request_of(invocation, environment), revision)

    def beside(old: Architecture | None) -> Compared:
        changes = difference(old.nodes.values() if old else (), new.nodes.values())
        looser = None if base else loosened_answer(old, new, revision)
        return Compared(changes, looser, old.snapshot if old else None)

    found = ask_revision(invocation, environment, revision, beside)
    if not base:
        return found
    since = since_parted(revision, base)
    looser = ask_revision(invocation, environment, base, lambda older: loosened_answer(older, new, since))
    return found._replace(looser=looser)


def since_parted(revision: str, base: str) -> str:
    """How the older side is called: by its revision, and by the commit where it parted from the newer one."""
    return f"{revision} (merge base {short_id(base)})"
