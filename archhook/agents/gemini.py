"""Gemini CLI's hooks: events with names of their own, answers as JSON on standard output and nothing beside.

A tool, or the end of a turn, is refused by `decision`; the model is told more by `additionalContext`, the person by
`systemMessage`. (Gemini CLI's docs/hooks/reference.md, 0.56.)
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from archhook.agents.agent_event import Event, Written, command_text, event_name, payload, text
from archhook.report.json import as_line

if TYPE_CHECKING:
    from archhook.agents.agent_event import Answer

NAME, AGENT = "gemini", "Gemini CLI"

FIX = "`archhook agents install gemini` writes the hooks into .gemini/settings.json"

EVENTS = {
    "SessionStart": "SessionStart",
    "SessionEnd": "SessionEnd",
    "BeforeAgent": "UserPromptSubmit",
    "BeforeTool": "PreToolUse",
    "AfterTool": "PostToolUse",
    "AfterAgent": "Stop",
}
"""Event of Gemini CLI -> ours. Of others nothing is asked."""

CONTEXT = ("SessionStart", "PostToolUse")
"""The events after which the model can be told more, and at which nothing can be refused."""

SHELL = "run_shell_command"
EDITING = ("write_file", "replace")
"""The tools that change the file that they name."""


def read_event(standard_input: bytes | None) -> Event:
    """The event on standard input. UsageError for what Gemini CLI does not write."""
    data = payload(standard_input, AGENT, FIX)
    said = event_name(data, AGENT, FIX)
    held = data.get("tool_input")
    given = held if isinstance(held, dict) else {}
    tool = text(data.get("tool_name"))
    cwd = text(data.get("cwd"))
    path = text(given.get("file_path")) if tool in EDITING else ""
    folder = text(given.get("dir_path")) if tool == SHELL else ""
    return Event(
        EVENTS.get(said, said),
        NAME,
        os.path.join(cwd, folder) if folder else cwd,
        text(data.get("session_id")),
        tool,
        (path,) if path else (),
        command_text(given.get("command")) if tool == SHELL else "",
        data.get("stop_hook_active") is True,
    )


def written(event: Event, answer: Answer) -> Written:
    """An answer in the form that Gemini CLI understands after an event. What the model cannot be told there, the person
    is.
    """
    told: dict[str, object] = {}
    context, person = answer.context, answer.person
    if answer.stop and event.name in CONTEXT:
        context = answer.stop  # a refusal would take the tool's own result from the model, or be ignored
    elif answer.stop:
        told = {"decision": "deny", "reason": answer.stop}
    if context and event.name in CONTEXT:
        name = next((said for said, ours in EVENTS.items() if ours == event.name), event.name)
        told["hookSpecificOutput"] = {"hookEventName": name, "additionalContext": context}
    elif context:
        person = f"{person}\n{context}" if person else context
    if person:
        told["systemMessage"] = person
    return Written(0, as_line(told) if told else "", "")
