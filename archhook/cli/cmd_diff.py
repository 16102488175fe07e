"""`archhook diff`."""

from __future__ import annotations

from archhook.check.request import UnsoundLedger
from archhook.cli.arguments import request_of
from archhook.cli.commands import Command
from archhook.cli.question import COMMON, FORMAT, answer, ask_revision
from archhook.errors import UsageError
from archhook.query.diff import difference, difference_document, render
from archhook.query.documents import answer_document
from archhook.query.exemption_answer import exemptions_document, newer_answer
from archhook.query.exemption_answer import render as render_loosened
from archhook.query.loosened import parted
from archhook.report.json import snapshot_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from archhook.cli.arguments import Invocation
    from archhook.query.architecture import Architecture, Snapshot
    from archhook.query.diff import Difference
    from archhook.query.exemption_answer import Answer

    Compared = tuple[Difference, Answer | None, Snapshot | None]
    """What differs, what is loosened, and the old snapshot, None where it held no ledger yet."""

SHORT = 12
"""So many letters of a commit's id are shown."""

COMMANDS = (
    Command(
        "diff",
        "what differs between two revisions: nodes, field by field, and what makes the law weaker",
        (FORMAT, *COMMON),
        operands="A..B|A",
        most=1,
        detail="A alone is compared with the work tree, nothing at all means HEAD.",
        examples=(
            ("diff v1.0..v2.0", "the architecture's change log between two releases"),
            ("diff main", "what the work tree changes"),
        ),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Says what differs; 0 whether anything does or not, as `git diff`."""
    first, second = _sides(invocation.operands[0] if invocation.operands else "HEAD")
    asked = invocation._replace(values=invocation.values | {"--rev": second}) if second else invocation

    def question(new: Architecture) -> Compared:
        base = parted(request_of(asked, environment), first)

        def compared(old: Architecture | None) -> Compared:
            changes = difference(old.nodes.values() if old else (), new.nodes.values())
            looser = None if base else _loosened(old, new, first)
            return changes, looser, old.snapshot if old else None

        changes, looser, old = ask_revision(asked, environment, first, compared)
        if base:
            since = f"{first} (merge base {base[:SHORT]})"
            looser = ask_revision(asked, environment, base, lambda older: _loosened(older, new, since))
        return changes, looser, old

    def document(found: Compared, snapshot: Snapshot) -> dict[str, Any]:
        changes, looser, old = found
        between = {
            "from": first,
            "from_snapshot": snapshot_document(old.source, old.tree) if old else None,
            "to": second or None,
        }
        return answer_document("diff", snapshot, difference_document(changes) | _loosened_document(looser) | between)

    def text(found: Compared, color: bool) -> str:
        changes, looser, _ = found
        more = render_loosened(looser, color) if looser and (looser.exemptions or looser.weaker) else ""
        return "\n".join(filter(None, (render(changes, color), more)))

    answer(asked, environment, question, document=document, render=text)
    return 0


def _loosened(old: Architecture | None, new: Architecture, since: str) -> Answer | None:
    """The exemptions that are new or wider, and what else makes the law weaker; None where a ledger is not sound."""
    try:
        return newer_answer(old, new, since)
    except UnsoundLedger:
        return None


def _loosened_document(found: Answer | None) -> dict[str, Any]:
    """The same for JSON; null where it is not known."""
    document = exemptions_document(found) if found else {}
    return {key: document.get(key) for key in ("exemptions", "weaker")}


def _sides(text: str) -> tuple[str, str]:
    """(the old revision, the new one; "" for the work tree)."""
    if "..." in text:
        raise UsageError(f"{text!r} names a merge base", fix="name the two revisions: A..B, or `git merge-base A B`")
    first, _, second = text.partition("..")
    if not first and not second:
        raise UsageError("no revision to compare with", fix="archhook diff A..B")
    return first or "HEAD", second
