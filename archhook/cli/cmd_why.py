"""`archhook why`."""

from __future__ import annotations

from archhook.cli.commands import Command
from archhook.cli.question import ALONE, ASKING, SUBJECT, answer, subject_named, wants_json
from archhook.query import dependence
from archhook.query.why import document, render, why

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.arguments import Invocation
    from archhook.query.architecture import Architecture
    from archhook.query.dependence import Dependences
    from archhook.query.why import Why

COMMANDS = (
    Command(
        "why",
        "why a file, a symbol, a line or a node is there: up to its Intents, down to its Tasks and\n"
        "Tests; of two Designs, why one depends on the other",
        ASKING,
        operands=SUBJECT,
        most=2,
        needed=("nothing to ask about", "name a file, a symbol or a node: archhook why src/x.py"),
        detail="Exit code 1, as grep's, where no node answers for it; the answer says what to do. Of two Designs,\n"
        "where neither depends on the other.",
        alone=ALONE,
        examples=(
            ("why src/cache/client.py", "who declares the file, and for which Intents"),
            ("why src/cache/client.py:publish", "the same of one symbol"),
            ("why src/cache/client.py:42", "the same of whatever stands at a line"),
            ("why publish", "the same by its name alone; also cache.client.publish, as it is imported"),
            ("why D-2", "what a Design is for, and what stands on it"),
            ("why D-2 D-7", "by which imports and declared links one Design depends on another"),
        ),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Says why something is there; 1 where nobody declares it. Of two Designs why one depends on the other."""
    if len(invocation.operands) > 1:
        return _dependence(invocation, environment)

    def question(architecture: Architecture) -> Why:
        subject = subject_named(architecture, invocation.operands[0])
        return why(architecture, subject, shown=not wants_json(invocation))

    return 0 if answer(invocation, environment, question, document=document, render=render).owners else 1


def _dependence(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Says why one Design depends on another; 1 where neither does."""

    def question(architecture: Architecture) -> Dependences:
        named = (subject_named(architecture, word) for word in invocation.operands)
        one, other = (dependence.design_of(architecture, subject) for subject in named)
        return dependence.dependences(architecture, one, other)

    found = answer(invocation, environment, question, document=dependence.document, render=dependence.render)
    return 0 if found.there.stands or found.back.stands else 1
