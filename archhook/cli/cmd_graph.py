"""`archhook graph`."""

from __future__ import annotations

from archhook.cli.commands import Command, Option
from archhook.cli.console import deliver
from archhook.cli.question import ALONE, PLAIN, SNAPSHOT, SUBJECT, ask_snapshot, node_named, whole_number
from archhook.errors import UsageError
from archhook.query.picture import dot, mermaid, part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.arguments import Invocation
    from archhook.query.architecture import Architecture
    from archhook.query.picture import Part

COMMANDS = (
    Command(
        "graph",
        "the graph of nodes, or the neighbourhood of one, as the text of a picture",
        (
            Option("--format", "mermaid (default) or dot", "FORMAT", choices=("mermaid", "dot")),
            Option("--depth", "how many links away from the node (default 2)", "N"),
            Option("--all", "the nodes that are not in force, too"),
            *SNAPSHOT,
            *PLAIN,
        ),
        operands=SUBJECT,
        most=1,
        detail="Arrows point from a reason to what stands on it: Intent, Requirement, Design, Task and Test.",
        alone=ALONE,
        examples=(
            ("graph D-2", "a Design and what is around it, for a pull request or a README"),
            ("graph --format dot | dot -Tsvg > graph.svg", "the whole graph, drawn by Graphviz"),
        ),
    ),
)
DEPTH = 2


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Writes the picture."""
    depth = whole_number(invocation, "--depth", DEPTH, (0, 999_999), "give a number of links: --depth 2")
    if invocation.on("--depth") and not invocation.operands:
        raise UsageError("--depth needs a node to count from", fix="archhook graph D-2 --depth 3")

    def question(architecture: Architecture) -> Part:
        if not invocation.operands:
            return part(architecture, everything=invocation.on("--all"))
        return part(architecture, node_named(architecture, invocation.operands[0]), depth)

    picture, _ = ask_snapshot(invocation, environment, question)
    render = dot if invocation.value("--format") == "dot" else mermaid
    deliver(render(picture), invocation.value("--output"))
    return 0
