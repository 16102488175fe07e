"""Claude Code's hooks: what an event asks of archhook, and what archhook answers.

Claude Code starts a hook's command with a JSON object on standard input. Exit code 0 lets it go on; 2 shows standard
error to the model, and stops what was about to happen (a tool before it runs, or the end of the turn); any other code
is shown to the person alone and stops nothing. (Claude Code's reference of hooks.)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archhook.agents.agent_event import Event, Written, no_event, payload, text
from archhook.agents.bounded import tokens
from archhook.report.json import as_line
from archhook.report.text import finding_text, in_brief

if TYPE_CHECKING:
    from archhook.agents.agent_event import Answer
    from archhook.model.findings import Finding, Verdict

NAME, AGENT = "claude", "Claude Code"

FIX = "`archhook agents install claude` writes the hooks into .claude/settings.json"

LET, STOP = 0, 2
"""What Claude Code takes an exit code for."""

SHELL = "Bash"
"""The tool that hands a command to a shell."""

JUDGED = ("PostToolUse", "Stop", "SubagentStop")
"""The events after which the work tree is judged."""

EDITING = ("Edit", "MultiEdit", "Write", "NotebookEdit")
"""The tools that change the file that they name."""

LIMIT = 2000
"""Tokens of findings that the model is shown at once."""

_PATHS = ("file_path", "notebook_path")
_GIT = re.compile(r"\bgit(?:\s++(?:-[cC]\s++\S++|-\S++))*+(\s++commit(?=$|[\s;&|)]))?+")
"""git, with its options and, where it is the one given, the command `commit`."""


def read_event(standard_input: bytes | None) -> Event:
    """The event on standard input. UsageError for what Claude Code does not write."""
    data = payload(standard_input, AGENT, FIX)
    name = data.get("hook_event_name")
    if not isinstance(name, str) or not name:
        raise no_event(AGENT, "it has no hook_event_name", FIX)
    given = data.get("tool_input")
    tool_input = given if isinstance(given, dict) else {}
    tool = text(data.get("tool_name"))
    path = next((path for key in _PATHS if (path := text(tool_input.get(key)))), "") if tool in EDITING else ""
    return Event(
        name,
        NAME,
        text(data.get("cwd")),
        text(data.get("session_id")),
        tool,
        (path,) if path else (),
        text(tool_input.get("command")) if tool == SHELL else "",
        data.get("stop_hook_active") is True,
    )


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


def wants_verdict(event: Event) -> bool:
    """Whether the work tree is judged: after a tool, at the end of a turn, and before the shell commits.

    Not before an edit: the edit may be the one that mends what is broken.
    """
    return event.name in JUDGED or (
        event.name == "PreToolUse" and any(found[1] for found in _GIT.finditer(event.command))
    )


def findings_text(verdict: Verdict, file: str) -> str:
    """The findings for the model, those of the file that was edited first; the rest is counted.

    `file`: as findings name it, "" for none.
    """
    ordered = sorted(in_brief(verdict.findings), key=lambda one: file not in (one.path, one.file) if file else False)
    shown: list[Finding] = []
    said = ""
    for finding in ordered:
        more = finding_text(finding, one_reason=True)
        if shown and tokens(said + more) > LIMIT:
            break
        shown.append(finding)
        said += more
    said = said.encode("utf-8", "backslashreplace")[: 3 * LIMIT].decode("utf-8", "ignore")
    left = len(ordered) - len(shown)
    return said + (f"and {left} more: `archhook check --untracked` shows all\n" if left else "")
