"""GitHub Copilot's hooks (CLI, cloud agent, VS Code): one payload in two spellings, answers as JSON on standard output.

Where the configuration names events as Claude Code does, the payload has their name and keys in snake case; else keys
are in camel case and the event is told by them. Exit codes other than 0 refuse a tool without a word of ours, so an
answer is always JSON: `permissionDecision` before a tool, `additionalContext` after one and at the start of a session,
`decision` at the end of a turn. VS Code reads the same under `hookSpecificOutput`. (docs.github.com, "GitHub Copilot
hooks reference". What keys the input of the editing tools has is not documented; those that were seen are read.)
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archhook.agents.agent_event import Event, Written, command_text, no_event, payload, text
from archhook.report.json import as_line
from archhook.shell.patches import patched_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.agents.agent_event import Answer

NAME, AGENT = "copilot", "GitHub Copilot"

FIX = "`archhook agents install copilot` writes the hooks into .github/hooks/archhook.json"

TOLD_BY = (
    ("toolResult", "PostToolUse"),
    ("error", ""),
    ("toolName", "PreToolUse"),
    ("response", "SubagentStop"),
    ("stopReason", "Stop"),
    ("agentName", "SubagentStart"),
    ("trigger", ""),
    ("source", "SessionStart"),
    ("reason", "SessionEnd"),
    ("prompt", "UserPromptSubmit"),
)
"""Key of a payload in camel case -> the event that has it, the first that applies; of "" nothing is asked."""

SHELLS = ("bash", "powershell", "Bash", "run_in_terminal", "runInTerminal")
"""The tools that hand a command to a shell, as the CLI, Claude Code's format and VS Code call them."""

EDITING = (
    *("create", "edit", "str_replace_editor", "apply_patch", "Write", "Edit", "MultiEdit"),
    *("create_file", "createFile", "replace_string_in_file", "insert_edit_into_file", "editFiles"),
)
"""The tools that change the files that they name, or that a patch names."""

_PATHS = ("path", "file_path", "filePath")
_PATCHES = ("input", "patch")
_CONTEXT = ("SessionStart", "SubagentStart", "PostToolUse")
"""The events after which the model can be told more."""


def read_event(standard_input: bytes | None) -> Event:
    """The event on standard input. UsageError for what Copilot does not write."""
    data = payload(standard_input, AGENT, FIX)
    name = text(data.get("hook_event_name"))
    if not name and "sessionId" not in data:
        raise no_event(AGENT, "it has neither hook_event_name nor sessionId", FIX)
    told = next((event for key, event in TOLD_BY if key in data), "")
    tool = text(data.get("tool_name")) or text(data.get("toolName"))
    given = _arguments(data.get("tool_input", data.get("toolArgs")))
    return Event(
        name or told or "Notification",
        NAME,
        text(data.get("cwd")),
        text(data.get("session_id")) or text(data.get("sessionId")),
        tool,
        _files(given) if tool in EDITING else (),
        command_text(given.get("command")) if tool in SHELLS else "",
        data.get("stop_hook_active") is True,
    )


def written(event: Event, answer: Answer) -> Written:
    """An answer in the form that Copilot understands after an event. What the model cannot be told, the person is,
    where that is shown (VS Code).
    """
    said: dict[str, object] = {}
    if answer.stop and event.name == "PreToolUse":
        said = {"permissionDecision": "deny", "permissionDecisionReason": answer.stop}
    elif answer.stop and event.name in ("Stop", "SubagentStop"):
        said = {"decision": "block", "reason": answer.stop}
    elif event.name in _CONTEXT and (answer.stop or answer.context):
        said = {"additionalContext": answer.stop or answer.context}
    told = {**said, "hookSpecificOutput": {"hookEventName": event.name, **said}} if said else {}
    rest = [answer.person, "" if said else answer.stop or answer.context]
    if any(rest):
        told["systemMessage"] = "\n".join(filter(None, rest))
    return Written(0, as_line(told) if told else "", "")


def _arguments(value: object) -> Mapping[str, object]:
    """A tool's arguments: an object, one that is written as a string of JSON, or a patch alone."""
    if isinstance(value, str):
        try:
            read = json.loads(value)
        except (ValueError, RecursionError):
            return {_PATCHES[0]: value}
        value = read
    return value if isinstance(value, dict) else {}


def _files(given: Mapping[str, object]) -> tuple[str, ...]:
    """The files that an editing tool changes."""
    if given.get("command") == "view":  # of str_replace_editor, which reads, too
        return ()
    listed = given.get("files")
    named = [text(given.get(key)) for key in _PATHS]
    named += [text(path) for path in listed] if isinstance(listed, list) else []
    named += [path for key in _PATCHES for path in patched_files(text(given.get(key)))]
    return tuple(dict.fromkeys(path for path in named if path))
