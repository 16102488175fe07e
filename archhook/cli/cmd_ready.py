"""`archhook ready`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.agents import claim_store
from archhook.agents.ready import ready, ready_text, task_plain
from archhook.cli.agent_question import claims_now, repository
from archhook.cli.commands import Command, Option
from archhook.cli.console import say
from archhook.cli.question import ALONE, ASKING, answer, wants_json, whole_number
from archhook.query.documents import answer_document

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from archhook.cli.arguments import Invocation
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
        "An untested Task is written, and planned Tests of what it is work for are not, or those that are written\n"
        "cannot fail (TST509). Claimed Tasks are marked.\n"
        "Of each is told which planned Tests it owes, which tests nobody has planned, and what is exempt at\n"
        "it, its Design and its file.",
        alone=ALONE,
        examples=(("ready --limit 1", "the next one"), ("ready --all --format json", "for a program")),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Lists what there is to do; 0 also where there is nothing. ArchhookError where nothing can be judged."""
    every, quiet = invocation.on("--all"), invocation.on("--quiet")
    limit = whole_number(invocation, "--limit", LIMIT, (0, 999_999_999), "write a number; 0 lists all")
    claims = claims_now(repository(), claim_store.now(), quiet=quiet)

    def question(architecture: Architecture) -> dict[str, Any]:
        found = ready(architecture, claims, every=every)
        return {
            "judged": architecture.verdict.judged,
            "tasks": [task_plain(task, claim) for task, claim in found.tasks[: limit or None]],
            "total": len(found.tasks),
            "waiting": found.waiting,
            "planned_tests": list(found.tests),
        }

    found = answer(
        invocation,
        environment,
        question,
        document=lambda listed, snapshot: answer_document("ready", snapshot, listed),
        render=lambda listed, _: ready_text(listed["tasks"]),
    )
    if not quiet and not wants_json(invocation):
        say(f"archhook: {_summary(found, every)}")
    return 0


def _summary(document: dict[str, Any], every: bool) -> str:
    more = document["total"] - len(document["tasks"])
    waiting = 0 if every else document["waiting"]
    if not document["total"] and not waiting and not document["planned_tests"]:
        return "no Task is planned" if document["judged"] == "ledger" else "every Task is written and kept"
    parts = [f"{document['total']} {'open' if every else 'ready'}"]
    if more:
        parts.append(f"{more} of them not shown (--limit 0 shows all)")
    if waiting:
        parts.append(f"{waiting} waiting for others (--all shows them)")
    if document["planned_tests"]:
        parts.append(f"planned Tests that no Task is written for: {', '.join(document['planned_tests'])}")
    return ", ".join(parts)
