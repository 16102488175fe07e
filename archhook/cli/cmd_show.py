"""`archhook show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.cli.console import deliver
from archhook.cli.grammar import Command
from archhook.cli.question import ALONE, ASKING, answered, colors, deliver_json, here, wants_json
from archhook.errors import UsageError
from archhook.query.declarers import owner_of
from archhook.query.show import document, show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.grammar import Invocation
    from archhook.query.architecture import Architecture
    from archhook.query.show import Shown

COMMANDS = (
    Command(
        "show",
        "all that the ledger says of a node, and all that is found about it",
        ASKING,
        operands="ID|PATH[:SYMBOL|:LINE]|NAME",
        most=1,
        needed=True,
        alone=ALONE,
        detail="Of a file, a line or a symbol: the node that answers for it.",
        examples=(
            ("show D-2", "a Design with its docstring, links, figures and findings"),
            ("show src/cache/client.py:publish", "the Task of a function"),
        ),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Shows one node."""
    if not invocation.operands:
        raise UsageError(
            "nothing to show", fix="name a node, a file or a symbol: archhook show D-2; `archhook list` names the nodes"
        )

    def question(architecture: Architecture) -> Shown:
        return show(architecture, owner_of(architecture, invocation.operands[0], here(architecture)))

    answer, snapshot = answered(invocation, environment, question)
    if wants_json(invocation):
        deliver_json(invocation, snapshot, document(answer))
    else:
        from archhook.query.answers_text import render_node

        deliver(render_node(answer, colors(invocation, environment)), invocation.value("--output"))
    return 0
