"""`archhook brief`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.agents import claim_store
from archhook.agents.brief import LIMIT, brief_of
from archhook.agents.brief_text import brief_text
from archhook.agents.claims import claim_of, in_the_way
from archhook.agents.tokens import dump, fitting
from archhook.cli.agent_question import claims_now, named, repository
from archhook.cli.console import deliver
from archhook.cli.grammar import Command
from archhook.cli.question import ALONE, ASKING, answered, wants_json
from archhook.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.grammar import Invocation
    from archhook.query.architecture import Architecture

COMMANDS = (
    Command(
        "brief",
        "all that somebody must know who works on one node: why, constraints, files, symbols, tests, budget",
        ASKING,
        operands="ID|PATH[:SYMBOL|:LINE]|NAME",
        most=1,
        needed=True,
        alone=ALONE,
        detail=f"At most {LIMIT:,} tokens: long lists and docstrings are cut, and say so.",
        examples=(("brief T-7", "before you work on T-7"), ("brief R-2 --format json", "of a Requirement, as JSON")),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Prints the brief of a node. ArchhookError where there is no such node, or nothing can be judged."""
    if not invocation.operands:
        raise UsageError("brief needs the id of a node", fix="`archhook ready` lists what there is to do")
    quiet = invocation.on("--quiet")
    now = claim_store.now()
    claims = claims_now(repository(), now, quiet=quiet)
    render = dump if wants_json(invocation) else brief_text

    def question(architecture: Architecture) -> str:
        node_id = named(architecture, invocation.operands[0])
        claim = in_the_way(claims, [claim_of(architecture, node_id, "", now, now)]).get(node_id)
        build = brief_of(architecture, node_id, claim)
        return fitting(lambda room: render(build(room)), LIMIT)

    deliver(answered(invocation, environment, question)[0], invocation.value("--output"))
    return 0
