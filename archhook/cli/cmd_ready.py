"""`archhook ready`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.agents import claim_store
from archhook.agents.claims import claim_of, in_the_way
from archhook.agents.ready import open_tasks
from archhook.agents.ready_text import ready_document, ready_text
from archhook.cli.agent_question import claims_now, repository
from archhook.cli.console import deliver, say
from archhook.cli.grammar import Command, Option
from archhook.cli.question import ALONE, ASKING, answered, deliver_json, wants_json
from archhook.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from archhook.cli.grammar import Invocation
    from archhook.query.architecture import Architecture

LIMIT = 50
"""So many Tasks are listed unless more are asked for."""

COMMANDS = (
    Command(
        "ready",
        "what there is to do: the Tasks that are planned or broken, in the order of their Designs",
        (
            Option("--all", "also those that wait for a required Design to stand"),
            Option("--limit", f"so many at the most (default {LIMIT}; 0: all)", "N"),
            *ASKING,
        ),
        detail="A Task waits while a Design that its own requires has Tasks that are planned or broken, or none.\n"
        "Claimed Tasks are marked.",
        alone=ALONE,
        examples=(("ready --limit 1", "the next one"), ("ready --all --format json", "for a program")),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Lists what there is to do; 0 also where there is nothing. ArchhookError where nothing can be judged."""
    limit = _limit(invocation.value("--limit", str(LIMIT)))
    quiet = invocation.on("--quiet")
    now = claim_store.now()
    claims = claims_now(repository(), now, quiet=quiet)

    def question(architecture: Architecture) -> dict[str, Any]:
        tasks = open_tasks(architecture)
        shown = [task for task in tasks if invocation.on("--all") or not task.waits_for]
        wanted = [claim_of(architecture, task.node.id, "", now, now) for task in shown]
        waiting = sum(bool(task.waits_for) for task in tasks)
        judged = architecture.verdict.judged
        return ready_document(shown, in_the_way(claims, wanted), waiting=waiting, judged=judged, limit=limit)

    document, snapshot = answered(invocation, environment, question)
    if wants_json(invocation):
        deliver_json(invocation, snapshot, document)
        return 0
    deliver(ready_text(document), invocation.value("--output"))
    if not quiet:
        say(f"archhook: {_summary(document, invocation.on('--all'))}")
    return 0


def _limit(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise UsageError(f"--limit cannot be {text!r}", fix="write a number; 0 lists all")
    return int(text)


def _summary(document: dict[str, Any], every: bool) -> str:
    more = document["total"] - len(document["tasks"])
    waiting = 0 if every else document["waiting"]
    if not document["total"] and not waiting:
        return "no Task is planned" if document["judged"] == "ledger" else "every Task is written and kept"
    parts = [f"{document['total']} {'open' if every else 'ready'}"]
    if more:
        parts.append(f"{more} of them not shown (--limit 0 shows all)")
    if waiting:
        parts.append(f"{waiting} waiting for others (--all shows them)")
    return ", ".join(parts)
