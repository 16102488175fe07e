"""`archhook graph`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.cli.console import deliver
from archhook.cli.grammar import COLOR, Command, Option
from archhook.cli.question import ALONE, COMMON, SNAPSHOT, answered, here
from archhook.errors import UsageError
from archhook.query.declarers import owner_of
from archhook.query.neighbourhood import part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.grammar import Invocation
    from archhook.query.architecture import Architecture
    from archhook.query.neighbourhood import Part

COMMANDS = (
    Command(
        "graph",
        "the graph of nodes, or the neighbourhood of one, as the text of a picture",
        (
            Option("--format", "mermaid (default) or dot", "FORMAT", choices=("mermaid", "dot")),
            Option("--depth", "how many links away from the node (default 2)", "N"),
            Option("--all", "the nodes that are not in force, too"),
            *SNAPSHOT,
            *(option for option in COMMON if option != COLOR),
        ),
        operands="ID|PATH[:SYMBOL|:LINE]|NAME",
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
    depth = _depth(invocation)

    def question(architecture: Architecture) -> Part:
        if not invocation.operands:
            return part(architecture, everything=invocation.on("--all"))
        return part(architecture, owner_of(architecture, invocation.operands[0], here(architecture)), depth)

    picture, _ = answered(invocation, environment, question)
    from archhook.query.pictures import dot, mermaid

    render = dot if invocation.value("--format") == "dot" else mermaid
    deliver(render(picture), invocation.value("--output"))
    return 0


def _depth(invocation: Invocation) -> int:
    text = invocation.value("--depth", str(DEPTH))
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise UsageError(f"--depth cannot be {text!r}", fix="give a number of links: --depth 2")
    if invocation.on("--depth") and not invocation.operands:
        raise UsageError("--depth needs a node to count from", fix="archhook graph D-2 --depth 3")
    return int(text)
