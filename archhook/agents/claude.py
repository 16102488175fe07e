"""Claude Code's hooks: what an event asks of archhook, and what archhook answers.

Claude Code starts a hook's command with a JSON object on standard input. Exit code 0 lets it go on; 2 shows standard
error to the model, and stops what was about to happen (a tool before it runs, or the end of the turn); any other code
is shown to the person alone and stops nothing. (Claude Code's reference of hooks.)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archhook.agents.agent_event import Event, Written, command_text, no_event, payload, text
from archhook.report.json import as_line
from archhook.shell.patches import patched_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.agents.agent_event import Answer

NAME, AGENT = "claude", "Claude Code"

FIX = "`archhook agents install claude` writes the hooks into .claude/settings.json"

LET, STOP = 0, 2
"""What Claude Code takes an exit code for."""

SHELL = "Bash"
"""The tool that hands a command to a shell."""

EDITING = ("Edit", "MultiEdit", "Write", "NotebookEdit")
"""The tools that change the file that they name."""

PATCH = "apply_patch"
"""A tool that is handed a patch."""

_PATHS = ("file_path", "notebook_path")
_SERVER = re.compile(r"mcp__.*?__(.*)")
_CHANGES = re.compile(
    r"write|edit|create|move|rename|delete|remove|replace|insert|append|patch|save|update", re.IGNORECASE
)
_NAMING = re.compile(r"(^|_)(path|file|filename|filepath|source|destination|target|paths|files)$", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def read_event(standard_input: bytes | None) -> Event:
    """The event on standard input. UsageError for what Claude Code does not write."""
    data = payload(standard_input, AGENT, FIX)
    name = data.get("hook_event_name")
    if not isinstance(name, str) or not name:
        raise no_event(AGENT, "it has no hook_event_name", FIX)
    given = data.get("tool_input")
    tool_input = given if isinstance(given, dict) else {}
    tool = text(data.get("tool_name"))
    return Event(
        name,
        NAME,
        text(data.get("cwd")),
        text(data.get("session_id")),
        tool,
        _files(tool, tool_input),
        command_text(tool_input.get("command")) if tool == SHELL else "",
        data.get("stop_hook_active") is True,
    )


def _files(tool: str, given: Mapping[str, object]) -> tuple[str, ...]:
    """The files that a tool changes: one of Claude Code's own, or of a server whose name and words say so."""
    if tool in EDITING:
        path = next((path for key in _PATHS if (path := text(given.get(key)))), "")
        return (path,) if path else ()
    if tool == PATCH:
        return tuple(path for value in given.values() for path in patched_files(text(value)))
    server = _SERVER.fullmatch(tool)
    if server is None or not _CHANGES.search(server[1]):
        return ()
    found: list[str] = []
    for key, value in given.items():
        if _NAMING.search(_CAMEL.sub("_", key)):
            found += map(text, value if isinstance(value, list) else [value])
    return tuple(dict.fromkeys(path for path in found if path))


def written(event: Event, answer: Answer) -> Written:
    """An answer in the form that Claude Code understands after an event."""
    if answer.stop:
        return Written(STOP, "", answer.stop)
    told: dict[str, object] = {"systemMessage": answer.person} if answer.person else {}
    if answer.context and event.name == "SessionStart" and not told:
        return Written(LET, answer.context, "")
    if answer.context:
        told["hookSpecificOutput"] = {"hookEventName": event.name, "additionalContext": answer.context}
    return Written(LET, as_line(told) if told else "", "")
