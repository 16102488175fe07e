"""[I/O] `archhook diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.ask.diff import difference, document
from archhook.cli.asking import COMMON, FORMAT, answered, colors, deliver_json, note_no_ledger, wants_json
from archhook.cli.console import deliver
from archhook.cli.grammar import Command
from archhook.errors import NoLedgerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.ask.architecture import Architecture
    from archhook.cli.grammar import Invocation
    from archhook.model import Node

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
    new = _nodes(invocation, environment, second)
    try:
        old = _nodes(invocation, environment, first)
    except NoLedgerError:
        old = ()
        note_no_ledger(invocation, first)
    answer = difference(old, new)
    if wants_json(invocation):
        deliver_json(invocation, {**document(answer), "from": first, "to": second or None})
    else:
        from archhook.report.changelog import render_difference

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


def _nodes(invocation: Invocation, environment: Mapping[str, str], revision: str) -> tuple[Node, ...]:
    named = invocation.values | {"--rev": revision}
    asked = invocation._replace(values=named) if revision else invocation

    def question(architecture: Architecture) -> tuple[Node, ...]:
        return tuple(architecture.nodes.values())

    return answered(asked, environment, question)
