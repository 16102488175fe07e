"""`archhook show`."""

from __future__ import annotations

from archhook.cli.commands import Command
from archhook.cli.question import (
    ALONE,
    ASKING,
    SUBJECT,
    answer,
    node_named,
)
from archhook.query.show import document, render, show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.arguments import Invocation
    from archhook.query.architecture import Architecture
    from archhook.query.show import Shown

COMMANDS = (
    Command(
        "show",
        "all that the ledger says of a node, and all that is found about it",
        ASKING,
        operands=SUBJECT,
        most=1,
        needed=(
            "nothing to show",
            "name a node, a file or a symbol: archhook show D-2; `archhook list` names the nodes",
        ),
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

    def question(architecture: Architecture) -> Shown:
        return show(architecture, node_named(architecture, invocation.operands[0]))

    answer(invocation, environment, question, document=document, render=render)
    return 0
