"""`archhook brief`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.agents import claim_store
from archhook.agents.bounded import fitting
from archhook.agents.brief import LIMIT, brief_of
from archhook.agents.brief_text import brief_text
from archhook.agents.claims import in_the_way
from archhook.cli.agent_question import claims_now, repository
from archhook.cli.commands import Command
from archhook.cli.console import deliver
from archhook.cli.question import ALONE, ASKING, SUBJECT, ask_snapshot, node_named, wants_json
from archhook.report.json import as_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.arguments import Invocation
    from archhook.query.architecture import Architecture

COMMANDS = (
    Command(
        "brief",
        "all to know before work on a node: why, constraints, what it may call, files, tests, budget",
        ASKING,
        operands=SUBJECT,
        most=1,
        needed=("brief needs the id of a node", "`archhook ready` lists what there is to do"),
        alone=ALONE,
        detail=f"At most {LIMIT:,} tokens: long lists and docstrings are cut, and say so.",
        examples=(("brief T-7", "before you work on T-7"), ("brief R-2 --format json", "of a Requirement, as JSON")),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Prints the brief of a node. ArchhookError where there is no such node, or nothing can be judged."""
    claims = claims_now(repository(), claim_store.now(), quiet=invocation.on("--quiet"))
    render = as_line if wants_json(invocation) else brief_text

    def question(architecture: Architecture) -> str:
        node_id = node_named(architecture, invocation.operands[0])
        build = brief_of(architecture, node_id, in_the_way(architecture, [node_id], claims).get(node_id))
        return fitting(lambda room: render(build(room)), LIMIT)

    deliver(ask_snapshot(invocation, environment, question)[0], invocation.value("--output"))
    return 0
