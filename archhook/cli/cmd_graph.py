"""`archhook graph`."""

from __future__ import annotations

from archhook.cli.commands import Command, Option
from archhook.cli.console import deliver
from archhook.cli.question import (
    ALONE,
    PLAIN,
    SNAPSHOT,
    SUBJECT,
    ask_snapshot,
    node_named,
    subject_named,
    wants_json,
    whole_number,
)
from archhook.errors import UsageError
from archhook.model.nodes import KINDS
from archhook.query import import_picture
from archhook.query.dependence import design_of
from archhook.query.picture import document, dot, mermaid, part
from archhook.report.json import as_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.arguments import Invocation
    from archhook.query.architecture import Architecture
    from archhook.query.picture import Part

COMMANDS = (
    Command(
        "graph",
        "the graph of Designs, or the neighbourhood of a node, as the text of a picture",
        (
            Option("--format", "mermaid (default), dot or json", "FORMAT", choices=("mermaid", "dot", "json")),
            Option("--kind", f"the kinds of node to draw, of: {', '.join(KINDS)}; or all", "A,B", many=True),
            Option("--imports", "what Designs require beside what their code imports"),
            Option("--depth", "how many links away from the node (default 1)", "N"),
            Option("--all", "the nodes that are not in force, too"),
            *SNAPSHOT,
            *PLAIN,
        ),
        operands=SUBJECT,
        most=-1,
        detail="Arrows point from a reason to what stands on it: Intent, Requirement, Design, Task and Test; and from\n"
        "a Design to those that it requires. Designs alone are drawn, and of a node that is named its chains up to\n"
        "the Intents, too, unless --kind says otherwise.",
        alone=ALONE,
        examples=(
            ("graph D-2", "a Design, what it requires, what requires it, and what it is for"),
            ("graph D-2 --depth 3 --kind design", "the Designs that it stands on, and those that stand on it"),
            ("graph --format dot | dot -Tsvg > graph.svg", "all Designs, drawn by Graphviz"),
            ("graph --imports", "what Designs declare and what their code does"),
            ("graph --imports D-2 --format json", "every import from and to a Design, and whether it is declared"),
            ("graph --kind all", "the whole graph, down to Tasks and Tests"),
        ),
    ),
)
EVERY = "all"


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Writes the picture."""
    depth = whole_number(invocation, "--depth", 1, (0, 999_999), "give a number of links: --depth 2")
    if invocation.on("--depth") and not invocation.operands:
        raise UsageError("--depth needs a node to count from", fix="archhook graph D-2 --depth 3")
    if invocation.on("--imports"):
        return _imports(invocation, environment)
    kinds = _kinds(invocation.value("--kind"))

    def question(architecture: Architecture) -> Part:
        focus = [node_named(architecture, word) for word in invocation.operands]
        return part(architecture, focus, depth, kinds, everything=invocation.on("--all"))

    picture, snapshot = ask_snapshot(invocation, environment, question)
    if wants_json(invocation):
        text = as_line(document(picture, snapshot))
    else:
        text = (dot if invocation.value("--format") == "dot" else mermaid)(picture)
    deliver(text, invocation.value("--output"))
    return 0


def _imports(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Writes what Designs require beside what their code imports."""
    given = [name for name in ("--kind", "--depth", "--all") if invocation.on(name)]
    if given:
        raise UsageError(f"--imports and {given[0]} exclude each other", fix="archhook graph --imports D-2")

    def question(architecture: Architecture) -> str:
        named = [subject_named(architecture, word) for word in invocation.operands]
        focus = [design_of(architecture, subject) for subject in named]
        if wants_json(invocation):
            return as_line(import_picture.document(import_picture.code_imports(architecture, focus)))
        picture = import_picture.import_picture(architecture, focus)
        return (import_picture.dot if invocation.value("--format") == "dot" else import_picture.mermaid)(picture)

    text, _ = ask_snapshot(invocation, environment, question)
    deliver(text, invocation.value("--output"))
    return 0


def _kinds(text: str) -> tuple[str, ...]:
    """The kinds of node that are asked for, () where that is left to the picture. `UsageError` for another word."""
    words = [word.strip() for word in text.split(",")] if text else []
    for word in words:
        if word not in (*KINDS, EVERY):
            from archhook.suggest import nearest

            near = nearest(word, (*KINDS, EVERY))
            fix = f"did you mean --kind {near}?" if near else f"it is one of: {', '.join((*KINDS, EVERY))}"
            raise UsageError(f"--kind cannot be {word!r}", fix=fix)
    return KINDS if EVERY in words else tuple(dict.fromkeys(words))
