"""Claude Code's hooks: what an event asks of archhook, and what archhook answers.

Claude Code starts a hook's command with a JSON object on standard input. Exit code 0 lets it go on; 2 shows standard
error to the model, and stops what was about to happen (a tool before it runs, or the end of the turn); any other code
is shown to the person alone and stops nothing. (Claude Code's reference of hooks.)
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from archhook.agents.bounded import tokens
from archhook.errors import UsageError
from archhook.model.ids import storable
from archhook.report.text import finding_text, in_brief

if TYPE_CHECKING:
    from archhook.model.findings import Finding, Verdict

JUDGED = ("PostToolUse", "Stop", "SubagentStop")
"""The events after which the work tree is judged."""

EDITING = ("Edit", "MultiEdit", "Write", "NotebookEdit")
"""The tools that change the file that they name."""

LIMIT = 2000
"""Tokens of findings that the model is shown at once."""

_PATHS = ("file_path", "notebook_path")
_GIT = re.compile(r"\bgit(?:\s++(?:-[cC]\s++\S++|-\S++))*+(\s++commit(?=$|[\s;&|)]))?+")
"""git, with its options and, where it is the one given, the command `commit`."""


class Event(NamedTuple):
    """What Claude Code reports. `file`: the one that a tool edits, "" for none; `command`: the shell's, "" for none."""

    name: str
    cwd: str
    file: str
    command: str
    again: bool  # the turn goes on already because a hook stopped its end


def read_event(standard_input: bytes | None) -> Event:
    """The event on standard input. UsageError for what Claude Code does not write."""
    if standard_input is None:
        raise _no_event("it is a terminal, or closed")
    try:
        data = json.loads(standard_input)
    except (ValueError, RecursionError):
        raise _no_event("it is no JSON") from None
    if not isinstance(data, dict):
        raise _no_event("it is no JSON object")
    name = data.get("hook_event_name")
    if not isinstance(name, str) or not name:
        raise _no_event("it has no hook_event_name")
    given = data.get("tool_input")
    tool_input = given if isinstance(given, dict) else {}
    editing = data.get("tool_name") in EDITING
    return Event(
        name,
        _string(data.get("cwd")),
        next((path for key in _PATHS if (path := _string(tool_input.get(key)))), "") if editing else "",
        _string(tool_input.get("command")) if data.get("tool_name") == "Bash" else "",
        data.get("stop_hook_active") is True,
    )


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
    text = ""
    for finding in ordered:
        more = finding_text(finding)
        if shown and tokens(text + more) > LIMIT:
            break
        shown.append(finding)
        text += more
    text = text.encode("utf-8", "backslashreplace")[: 3 * LIMIT].decode("utf-8", "ignore")
    left = len(ordered) - len(shown)
    return text + (f"and {left} more: `archhook check --untracked` shows all\n" if left else "")


def _no_event(why: str) -> UsageError:
    return UsageError(
        f"standard input is not what Claude Code writes for a hook: {why}",
        fix="`archhook agent-hook claude --help` shows what to put into .claude/settings.json",
    )


def _string(value: object) -> str:
    """A string that a path or a command can be; "" for anything else."""
    return value if isinstance(value, str) and "\0" not in value and storable(value) else ""
