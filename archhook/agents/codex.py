"""Codex CLI's hooks: its events are Claude Code's, its files are changed by patches.

Exit code 2 and standard error tell the model why a tool is refused, what is wrong after it, and why the turn goes on;
text on standard output at the start of a session is context. (developers.openai.com/codex/hooks, and the schemas in its
sources, codex-rs/hooks; there is no SessionEnd, and not every shell command is reported.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.agents.agent_event import Event, Written, command_text, event_name, payload, text
from archhook.agents.claude import written as written_for_claude
from archhook.shell.patches import patched_files

if TYPE_CHECKING:
    from archhook.agents.agent_event import Answer

NAME, AGENT = "codex", "Codex"

FIX = "`archhook agents install codex` writes the hooks into .codex/hooks.json"

SHELL, PATCH = "Bash", "apply_patch"
"""The tools that report a shell command, and a patch; both as `command`."""


def read_event(standard_input: bytes | None) -> Event:
    """The event on standard input. UsageError for what Codex does not write."""
    data = payload(standard_input, AGENT, FIX)
    name = event_name(data, AGENT, FIX)
    given = data.get("tool_input")
    command = command_text(given.get("command")) if isinstance(given, dict) else ""
    tool = text(data.get("tool_name"))
    return Event(
        name,
        NAME,
        text(data.get("cwd")),
        text(data.get("session_id")),
        tool,
        patched_files(command) if tool == PATCH else (),
        command if tool == SHELL else "",
        data.get("stop_hook_active") is True,
    )


def written(event: Event, answer: Answer) -> Written:
    """An answer in the form that Codex understands after an event: Claude Code's."""
    return written_for_claude(event, answer)
