"""`archhook diff`."""

from __future__ import annotations

from archhook.cli.commands import Command
from archhook.cli.compared_revisions import compared
from archhook.cli.question import COMMON, FORMAT, answer
from archhook.errors import UsageError
from archhook.query.diff import difference_document, render
from archhook.query.documents import answer_document
from archhook.query.exemption_answer import loosened_document
from archhook.query.exemption_answer import render as render_loosened
from archhook.report.json import snapshot_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from archhook.cli.arguments import Invocation
    from archhook.cli.compared_revisions import Compared
    from archhook.query.architecture import Architecture, Snapshot

COMMANDS = (
    Command(
        "diff",
        "what differs between two revisions: nodes, field by field, and what makes the law weaker",
        (FORMAT, *COMMON),
        operands="A..B|A",
        most=1,
        detail="A alone is compared with the work tree, nothing at all means HEAD. Beneath the nodes stand the"
        "\nexemptions that are new or wider since A and B parted, and what else makes the law weaker, as of"
        "\n`archhook exemptions A..B`.",
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
        return compared(asked, environment, first, new)

    def document(found: Compared, snapshot: Snapshot) -> dict[str, Any]:
        old = found.old
        between = {
            "from": first,
            "from_snapshot": snapshot_document(old.source, old.tree) if old else None,
            "to": second or None,
        }
        said = difference_document(found.changes) | loosened_document(found.looser)
        return answer_document("diff", snapshot, said | between)

    def text(found: Compared, color: bool) -> str:
        looser = found.looser
        more = render_loosened(looser, color) if looser and (looser.exemptions or looser.weaker) else ""
        return "\n".join(filter(None, (render(found.changes, color), more)))

    answer(asked, environment, question, document=document, render=text)
    return 0


def _sides(text: str) -> tuple[str, str]:
    """(the old revision, the new one; "" for the work tree)."""
    if "..." in text:
        raise UsageError(f"{text!r} names a merge base", fix="name the two revisions: A..B, or `git merge-base A B`")
    first, _, second = text.partition("..")
    if not first and not second:
        raise UsageError("no revision to compare with", fix="archhook diff A..B")
    return first or "HEAD", second
