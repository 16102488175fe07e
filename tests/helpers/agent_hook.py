"""`archhook agent-hook claude`, called in this process as Claude Code calls it."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from archhook.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


class Said(NamedTuple):
    """What a hook answers."""

    returncode: int
    stdout: str
    stderr: str

    @property
    def context(self) -> str:
        """What the model is told, and goes on."""
        told = json.loads(self.stdout or "{}")
        return str(told.get("hookSpecificOutput", {}).get("additionalContext", ""))


SILENCE = Said(0, "", "")


def hook(folder: Path, event: str, *arguments: str, **fields: Any) -> Said:
    """Called as Claude Code calls it, from another folder than it works in."""
    return called(folder.parent, written_by_claude(folder, event, **fields), *arguments)


def shell(folder: Path, command: str, *arguments: str, **fields: Any) -> Said:
    """Called before a command of the shell."""
    return hook(folder, "PreToolUse", *arguments, tool_name="Bash", tool_input={"command": command}, **fields)


def written_by_claude(folder: Path, event: str, **fields: Any) -> str:
    """The payload of an event."""
    return json.dumps(
        {"session_id": "s", "transcript_path": "/t", "hook_event_name": event, "cwd": str(folder), **fields}
    )


def called(folder: Path, text: str, *arguments: str) -> Said:
    """The hook, in a folder, with a text on standard input."""
    out, err, before = io.StringIO(), io.StringIO(), sys.stdin
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        sys.stdin = io.TextIOWrapper(io.BytesIO(text.encode()))
        try:
            code = main(["agent-hook", "claude", *arguments])
        finally:
            sys.stdin = before
    return Said(code, out.getvalue(), err.getvalue())


def edit(path: Path | str) -> dict[str, Any]:
    """The fields of an event about an edit."""
    return {"tool_name": "Edit", "tool_input": {"file_path": str(path)}, "tool_response": {"success": True}}
