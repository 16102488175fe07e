"""[I/O] `archhook agent-hook AGENT`: what the hooks of coding agents call."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from archhook.agents.agent_event import Answer
from archhook.agents.hooked_agents import HOOKED_AGENTS
from archhook.cli.agent_asked import Asked
from archhook.cli.agent_question import OWNER
from archhook.cli.agent_tool import before_tool, changed_by, had_ledger
from archhook.cli.commands import CACHE_DIR, CONFIG, Command, Option
from archhook.cli.console import current_folder, deliver, say
from archhook.errors import ArchhookError, NoLedgerError
from archhook.hooks.judged_snapshots import standard_input
from archhook.report.text import failure_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.agents.agent_event import Event
    from archhook.cli.arguments import Invocation

STOPPABLE = ("PreToolUse", "PostToolUse", "Stop", "SubagentStop")
"""The events at which something can be stopped, or mended by the model."""

DETAIL = """\
`archhook agents install {name}` puts it in.

At the start of a session, or of another agent: what `archhook prime` tells, and the name to claim under.
Before a tool: refuses to change a file that another owner has claimed, be it by a command of the shell; to
commit what is broken (what the command would record is judged, in the repository that it commits to); and by
name what goes past the gates: --no-verify, SKIP=archhook, another core.hooksPath, an alias of these, hooks
that are removed. What cannot be told of a command is said, and stops nothing; a claim that a person made
by name from the same work tree is said, too.
After an edit: what it has to do with. At the end of a turn: what is broken, which prolongs the turn once; and
to the person, what the turn loosened. At the end of a session its claims are released. Silence where all is
well. The work tree is judged with the files that git does not know yet, but for settings and baselines.
{how}"""

HOW = {
    "claude": "Exit code 2 with the findings on standard error, else 0.",
    "codex": "Exit code 2 with the findings on standard error, else 0.",
}
"""How agents are answered that want no JSON."""

COMMANDS = tuple(
    Command(
        f"agent-hook {agent.name}",
        f"called by the hooks of {agent.title}: tells the model what is broken while it works",
        (Option("--strict", "warnings count, too"), OWNER, CONFIG, CACHE_DIR),
        detail=DETAIL.format(name=agent.name, how=HOW.get(agent.name, "Exit code 0, and the answer as JSON.")),
    )
    for agent in HOOKED_AGENTS.values()
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Does what the event on standard input asks for, and answers as its agent understands it. What cannot be judged
    stops, too.
    """
    agent = HOOKED_AGENTS[invocation.command.rpartition(" ")[2]]
    event = agent.read_event(standard_input())
    folder = event.cwd if os.path.isdir(event.cwd) else current_folder()
    asked = Asked(event, invocation, environment, os.path.realpath(folder))
    try:
        answer = _answer(asked)
    except NoLedgerError as error:
        answer = _failed(event, error) if had_ledger(asked) else Answer()  # a project that is governed by nothing
    except ArchhookError as error:
        answer = _failed(event, error)
    code, out, err = agent.written(event, answer)
    deliver(out)
    if err:
        say(err.removesuffix("\n"))
    return code


def _answer(asked: Asked) -> Answer:
    event = asked.event
    if event.name == "PreToolUse":  # the one that comes most often
        return before_tool(asked)
    from archhook.cli.agent_turn import after_tool, begun, ended, turn_begins, turn_ends

    if event.name in ("SessionStart", "SubagentStart"):
        return begun(asked)
    if event.name == "UserPromptSubmit":
        return turn_begins(asked)
    if event.name == "PostToolUse":
        return after_tool(asked, changed_by(asked))
    if event.name in ("Stop", "SubagentStop"):
        return turn_ends(asked)
    return ended(asked) if event.name == "SessionEnd" else Answer()


def _failed(event: Event, error: ArchhookError) -> Answer:
    """What is said where nothing can be judged. It stops what can be stopped by it, and no prompt of a person."""
    if event.again:
        from archhook.cli.agent_turn import gave_up

        return gave_up(f"nothing can be judged: {error.message}")
    told = f"archhook: {failure_text(error)}\n"
    return Answer(stop=told) if event.name in STOPPABLE else Answer(person=told.removesuffix("\n"))
