"""Claude Code's hook events: what is understood of them, and what the model is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from archhook.agents.agent_event import Event
from archhook.agents.claude import read_event
from archhook.errors import UsageError


def event(**fields: Any) -> Event:
    return read_event(json.dumps({"hook_event_name": "PostToolUse", "cwd": "/x", **fields}).encode())


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"tool_name": "Edit", "tool_input": {"file_path": "/x/a.py", "old_string": "a"}},
            Event("PostToolUse", "claude", "/x", "", "Edit", ("/x/a.py",)),
        ),
        (
            {"tool_name": "NotebookEdit", "tool_input": {"notebook_path": "/x/a.ipynb"}},
            Event("PostToolUse", "claude", "/x", "", "NotebookEdit", ("/x/a.ipynb",)),
        ),
        (
            {"tool_name": "Read", "tool_input": {"file_path": "/x/a.py"}},
            Event("PostToolUse", "claude", "/x", tool="Read"),
        ),
        (
            {"tool_name": "Bash", "tool_input": {"command": "ls"}},
            Event("PostToolUse", "claude", "/x", tool="Bash", command="ls"),
        ),
        (
            {"hook_event_name": "Stop", "stop_hook_active": True, "transcript_path": "/t"},
            Event("Stop", "claude", "/x", again=True),
        ),
        ({"hook_event_name": "Stop", "stop_hook_active": "yes"}, Event("Stop", "claude", "/x")),
        (
            {"cwd": 7, "tool_name": "Edit", "tool_input": "x", "session_id": "s"},
            Event("PostToolUse", "claude", "", "s", "Edit"),
        ),
        ({"tool_name": "Edit", "tool_input": {"file_path": "a\0b"}}, Event("PostToolUse", "claude", "/x", tool="Edit")),
        (
            {"cwd": "\ud800", "tool_name": "Write", "tool_input": {"file_path": "\ud800"}},
            Event("PostToolUse", "claude", tool="Write"),
        ),
        ({"cwd": "", "tool_name": ["Edit"]}, Event("PostToolUse", "claude")),
        (
            {"tool_name": "mcp__files__write_file", "tool_input": {"path": "a.py", "content": "path"}},
            Event("PostToolUse", "claude", "/x", tool="mcp__files__write_file", files=("a.py",)),
        ),
        (
            {"tool_name": "mcp__a__b__move_file", "tool_input": {"source": "a.py", "destinationPath": "b.py", "n": 1}},
            Event("PostToolUse", "claude", "/x", tool="mcp__a__b__move_file", files=("a.py", "b.py")),
        ),
        (
            {"tool_name": "mcp__files__delete", "tool_input": {"paths": ["a.py", 7, "b.py"]}},
            Event("PostToolUse", "claude", "/x", tool="mcp__files__delete", files=("a.py", "b.py")),
        ),
        (
            {"tool_name": "mcp__files__read_file", "tool_input": {"path": "a.py"}},
            Event("PostToolUse", "claude", "/x", tool="mcp__files__read_file"),
        ),
        (
            {
                "tool_name": "apply_patch",
                "tool_input": {"input": "*** Begin Patch\n*** Update File: a.py\n*** End Patch"},
            },
            Event("PostToolUse", "claude", "/x", tool="apply_patch", files=("a.py",)),
        ),
    ],
)
def test_what_an_event_says(fields: dict[str, Any], expected: Event) -> None:
    assert event(**fields) == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "a terminal, or closed"),
        (b"", "no JSON"),
        (b"garbage", "no JSON"),
        (b"\xff\x00\xfe", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"a":' + b"9" * 10_000 + b"}", "no JSON"),
        (b"[]", "no JSON object"),
        (b"null", "no JSON object"),
        (b"{}", "no hook_event_name"),
        (b'{"hook_event_name": 1}', "no hook_event_name"),
        (b'{"hook_event_name": ""}', "no hook_event_name"),
    ],
)
def test_what_is_no_event_is_refused(text: bytes | None, why: str) -> None:
    with pytest.raises(UsageError, match=why) as caught:
        read_event(text)
    assert "settings.json" in caught.value.fix
