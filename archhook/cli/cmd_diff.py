"""`archhook diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.cli.console import deliver
from archhook.cli.grammar import Command
from archhook.cli.question import COMMON, FORMAT, answered, beside, colors, deliver_json, wants_json
from archhook.errors import UsageError
from archhook.query.diff import difference, document
from archhook.report.json import snapshot_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.grammar import Invocation
    from archhook.query.architecture import Architecture, Snapshot
    from archhook.query.diff import Difference

COMMANDS = (
    Command(
        "diff",
        "the nodes added, removed, renamed and changed between two revisions, field by field",
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
    named = invocation.values | {"--rev": second}
    asked = invocation._replace(values=named) if second else invocation

    def question(architecture: Architecture) -> tuple[Difference, Snapshot | None]:
        new = architecture.nodes.values()
        return beside(
            asked,
            environment,
            first,
            lambda old: (difference(old.nodes.values() if old else (), new), old.snapshot if old else None),
        )

    (answer, before), snapshot = answered(asked, environment, question)
    if wants_json(invocation):
        compared = {
            "from": first,
            "from_snapshot": snapshot_document(before) if before else None,
            "to": second or None,
        }
        deliver_json(invocation, snapshot, document(answer) | compared)
    else:
        from archhook.query.diff_text import render_difference

        deliver(render_difference(answer, colors(invocation, environment)), invocation.value("--output"))
    return 0


def _sides(text: str) -> tuple[str, str]:
    """(the old revision, the new one; "" for the work tree)."""
    if "..." in text:
        raise UsageError(f"{text!r} names a merge base", fix="name the two revisions: A..B, or `git merge-base A B`")
    first, _, second = text.partition("..")
    if not first and not second:
        raise UsageError("no revision to compare with", fix="archhook diff A..B")
    return first or "HEAD", second
