"""`archhook why`."""

from __future__ import annotations

from archhook.cli.console import deliver
from archhook.cli.grammar import Command
from archhook.cli.question import ALONE, ASKING, answered, colors, deliver_json, here, wants_json
from archhook.errors import UsageError
from archhook.query.answers_text import MOST, render_why
from archhook.query.subject import subject_of
from archhook.query.why import document, why

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.grammar import Invocation
    from archhook.query.architecture import Architecture
    from archhook.query.why import Why

COMMANDS = (
    Command(
        "why",
        "why a file, a symbol, a line or a node is there: up to its Intents, and down to its Tasks and Tests",
        ASKING,
        operands="ID|PATH[:SYMBOL|:LINE]|NAME",
        most=1,
        needed=True,
        detail="Exit code 1, as grep's, where no node answers for it; the answer says what to do.",
        alone=ALONE,
        examples=(
            ("why src/cache/client.py", "who declares the file, and for which Intents"),
            ("why src/cache/client.py:publish", "the same of one symbol"),
            ("why src/cache/client.py:42", "the same of whatever stands at a line"),
            ("why publish", "the same by its name alone; also cache.client.publish, as it is imported"),
            ("why D-2", "what a Design is for, and what stands on it"),
        ),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Says why something is there; 1 where nobody declares it."""
    if not invocation.operands:
        raise UsageError("nothing to ask about", fix="name a file, a symbol or a node: archhook why src/x.py")

    def question(architecture: Architecture) -> Why:
        subject = subject_of(architecture, invocation.operands[0], here(architecture))
        return why(architecture, subject, None if wants_json(invocation) else MOST)

    answer, snapshot = answered(invocation, environment, question)
    if wants_json(invocation):
        deliver_json(invocation, snapshot, document(answer))
    else:
        deliver(render_why(answer, colors(invocation, environment)), invocation.value("--output"))
    return 0 if answer.owners else 1
