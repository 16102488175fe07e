"""Cursor's hooks: events in camel case, answers as JSON on standard output.

A tool is refused by `permission`, the model is told more by `additional_context` after a tool and at the start of a
session, and by `followup_message`, which is a turn of its own, at the end of one. (cursor.com/docs/hooks. What keys the
input of the tools `Write` and `Delete` has is not documented; those that were seen are read.)
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from archhook.agents.agent_event import Event, Written, command_text, event_name, payload, text
from archhook.report.json import as_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.agents.agent_event import Answer

NAME, AGENT = "cursor", "Cursor"

FIX = "`archhook agents install cursor` writes the hooks into .cursor/hooks.json"

EVENTS = {
    "sessionStart": "SessionStart",
    "sessionEnd": "SessionEnd",
    "beforeSubmitPrompt": "UserPromptSubmit",
    "preToolUse": "PreToolUse",
    "beforeShellExecution": "PreToolUse",
    "postToolUse": "PostToolUse",
    "afterFileEdit": "PostToolUse",
    "subagentStart": "SubagentStart",
    "subagentStop": "SubagentStop",
    "stop": "Stop",
}
"""Event of Cursor -> ours. Of others nothing is asked."""

SHELL, EDIT = "Shell", "Write"
EDITING = (EDIT, "StrReplace", "Edit", "EditNotebook", "Delete", "TabWrite")
"""The tools that change the file that they name."""

_PATHS = ("file_path", "path", "target_file", "target_notebook")
_DONE = "completed"
"""The status of a turn that came to its end: one that was aborted is not prolonged."""


def read_event(standard_input: bytes | None) -> Event:
    """The event on standard input. UsageError for what Cursor does not write."""
    data = payload(standard_input, AGENT, FIX)
    said = event_name(data, AGENT, FIX)
    given = _object(data.get("tool_input"))
    tool = text(data.get("tool_name"))
    if said == "beforeShellExecution":
        tool, given = SHELL, {"command": data.get("command")}
    elif said == "afterFileEdit":
        tool, given = EDIT, {"file_path": data.get("file_path")}
    path = next((path for key in _PATHS if (path := text(given.get(key)))), "") if tool in EDITING else ""
    ended = EVENTS.get(said) not in ("Stop", "SubagentStop") or data.get("status", _DONE) == _DONE
    loops = data.get("loop_count")
    return Event(
        EVENTS.get(said, said) if ended else said,
        NAME,
        text(given.get("working_directory")) or text(data.get("cwd")) or _root(data),
        text(data.get("conversation_id")) or text(data.get("session_id")),
        tool,
        (path,) if path else (),
        command_text(given.get("command")) if tool == SHELL else "",
        isinstance(loops, int) and loops > 0,
    )


def written(event: Event, answer: Answer) -> Written:
    """An answer in the form that Cursor understands after an event. What has no place in it stands on standard error,
    which its output of hooks shows.
    """
    told: dict[str, object] = {}
    rest = answer.person
    if answer.stop and event.name in ("Stop", "SubagentStop"):
        told = {"followup_message": answer.stop}
    elif answer.stop and event.name in ("PreToolUse", "SubagentStart"):
        told = {"permission": "deny", "user_message": answer.stop, "agent_message": answer.stop}
    elif event.name in ("SessionStart", "PostToolUse") and (answer.stop or answer.context):
        told = {"additional_context": answer.stop or answer.context}
    elif answer.stop or answer.context:
        rest = "\n".join(filter(None, (rest, answer.stop or answer.context)))
    return Written(0, as_line(told) if told else "", rest)


def _object(value: object) -> Mapping[str, Any]:
    """An object, also one that is written as a string of JSON; an empty one for anything else."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    return value if isinstance(value, dict) else {}


def _root(data: Mapping[str, object]) -> str:
    """The first folder of the workspace."""
    roots = data.get("workspace_roots")
    return text(roots[0]) if isinstance(roots, list) and roots else ""
