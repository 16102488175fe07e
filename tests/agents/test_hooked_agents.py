"""The payloads that agents document, read into one event, and one answer in the form that each documents."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from archhook.agents.agent_event import Answer, Event
from archhook.agents.hooked_agents import HOOKED_AGENTS
from archhook.agents.setup.agent_table import AGENTS
from archhook.errors import UsageError
from archhook.shell.patches import patched_files

PATCH = """\
*** Begin Patch
*** Add File: src/new.py
+X = 1
*** Update File: src/old.py
*** Move to: src/moved.py
@@
-*** Update File: no.py
+y
  *** Delete File: src/gone.py
*** End Patch
"""
PATCHED = ("src/new.py", "src/old.py", "src/moved.py", "src/gone.py")

CODEX = {"session_id": "s", "cwd": "/x", "transcript_path": None, "model": "m", "permission_mode": "default"}
CURSOR = {
    "conversation_id": "c",
    "generation_id": "g",
    "model": "m",
    "cursor_version": "2.4",
    "user_email": None,
    "workspace_roots": ["/x"],
    "transcript_path": None,
}
GEMINI = {"session_id": "s", "transcript_path": "/t", "cwd": "/x", "timestamp": "2026-11-27T18:00:00Z"}
CLI = {"sessionId": "s", "timestamp": 1764266400000, "cwd": "/x"}
COPILOT = {"session_id": "s", "timestamp": "2026-11-27T18:00:00Z", "cwd": "/x"}


def read(agent: str, payload: Any) -> Event:
    return HOOKED_AGENTS[agent].read_event(json.dumps(payload).encode())


EVENTS: list[tuple[str, dict[str, Any], Event]] = [
    (
        "codex",
        {**CODEX, "hook_event_name": "SessionStart", "source": "startup"},
        Event("SessionStart", "codex", "/x", "s"),
    ),
    (
        "codex",
        {**CODEX, "hook_event_name": "PreToolUse", "tool_name": "Bash", "tool_input": {"command": "git commit"}},
        Event("PreToolUse", "codex", "/x", "s", "Bash", (), "git commit"),
    ),
    (
        "codex",
        {**CODEX, "hook_event_name": "PostToolUse", "tool_name": "apply_patch", "tool_input": {"command": PATCH}},
        Event("PostToolUse", "codex", "/x", "s", "apply_patch", PATCHED),
    ),
    (
        "codex",
        {**CODEX, "hook_event_name": "PreToolUse", "tool_name": "mcp__fs__read", "tool_input": {"path": "a.py"}},
        Event("PreToolUse", "codex", "/x", "s", "mcp__fs__read"),
    ),
    (
        "codex",
        {**CODEX, "hook_event_name": "Stop", "stop_hook_active": True, "last_assistant_message": None},
        Event("Stop", "codex", "/x", "s", again=True),
    ),
    ("codex", {"hook_event_name": "PreToolUse", "tool_input": "x", "cwd": 7}, Event("PreToolUse", "codex")),
    (
        "cursor",
        {**CURSOR, "hook_event_name": "sessionStart", "session_id": "c", "is_background_agent": False},
        Event("SessionStart", "cursor", "/x", "c"),
    ),
    (
        "cursor",
        {
            **CURSOR,
            "hook_event_name": "preToolUse",
            "tool_name": "Shell",
            "cwd": "/x",
            "tool_input": {"command": "git commit", "working_directory": "/x/y"},
        },
        Event("PreToolUse", "cursor", "/x/y", "c", "Shell", (), "git commit"),
    ),
    (
        "cursor",
        {
            **CURSOR,
            "hook_event_name": "preToolUse",
            "tool_name": "Write",
            "tool_input": {"file_path": "a.py", "content": ""},
        },
        Event("PreToolUse", "cursor", "/x", "c", "Write", ("a.py",)),
    ),
    (
        "cursor",
        {**CURSOR, "hook_event_name": "postToolUse", "tool_name": "Delete", "tool_input": '{"path": "a.py"}'},
        Event("PostToolUse", "cursor", "/x", "c", "Delete", ("a.py",)),
    ),
    (
        "cursor",
        {**CURSOR, "hook_event_name": "preToolUse", "tool_name": "Read", "tool_input": {"file_path": "a.py"}},
        Event("PreToolUse", "cursor", "/x", "c", "Read"),
    ),
    (
        "cursor",
        {**CURSOR, "hook_event_name": "beforeShellExecution", "command": "ls", "cwd": "/y", "sandbox": False},
        Event("PreToolUse", "cursor", "/y", "c", "Shell", (), "ls"),
    ),
    (
        "cursor",
        {**CURSOR, "hook_event_name": "afterFileEdit", "file_path": "/x/a.py", "edits": []},
        Event("PostToolUse", "cursor", "/x", "c", "Write", ("/x/a.py",)),
    ),
    (
        "cursor",
        {**CURSOR, "hook_event_name": "stop", "status": "completed", "loop_count": 0},
        Event("Stop", "cursor", "/x", "c"),
    ),
    (
        "cursor",
        {**CURSOR, "hook_event_name": "stop", "status": "completed", "loop_count": 1},
        Event("Stop", "cursor", "/x", "c", again=True),
    ),
    (
        "cursor",
        {**CURSOR, "hook_event_name": "stop", "status": "aborted", "loop_count": 0},
        Event("stop", "cursor", "/x", "c"),
    ),
    ("cursor", {"hook_event_name": "afterAgentThought", "workspace_roots": "x"}, Event("afterAgentThought", "cursor")),
    (
        "gemini",
        {**GEMINI, "hook_event_name": "SessionStart", "source": "startup"},
        Event("SessionStart", "gemini", "/x", "s"),
    ),
    (
        "gemini",
        {
            **GEMINI,
            "hook_event_name": "BeforeTool",
            "tool_name": "run_shell_command",
            "tool_input": {"command": "git commit", "dir_path": "y"},
        },
        Event("PreToolUse", "gemini", "/x/y", "s", "run_shell_command", (), "git commit"),
    ),
    (
        "gemini",
        {
            **GEMINI,
            "hook_event_name": "AfterTool",
            "tool_name": "replace",
            "tool_response": {},
            "tool_input": {"file_path": "a.py", "old_string": "a", "new_string": "b"},
        },
        Event("PostToolUse", "gemini", "/x", "s", "replace", ("a.py",)),
    ),
    (
        "gemini",
        {**GEMINI, "hook_event_name": "BeforeTool", "tool_name": "read_file", "tool_input": {"file_path": "a.py"}},
        Event("PreToolUse", "gemini", "/x", "s", "read_file"),
    ),
    (
        "gemini",
        {**GEMINI, "hook_event_name": "AfterAgent", "prompt": "", "prompt_response": "", "stop_hook_active": True},
        Event("Stop", "gemini", "/x", "s", again=True),
    ),
    ("gemini", {**GEMINI, "hook_event_name": "SessionEnd", "reason": "exit"}, Event("SessionEnd", "gemini", "/x", "s")),
    ("gemini", {**GEMINI, "hook_event_name": "BeforeModel"}, Event("BeforeModel", "gemini", "/x", "s")),
    (
        "copilot",
        {**COPILOT, "hook_event_name": "PreToolUse", "tool_name": "Bash", "tool_input": {"command": "git commit"}},
        Event("PreToolUse", "copilot", "/x", "s", "Bash", (), "git commit"),
    ),
    (
        "copilot",
        {
            **COPILOT,
            "hook_event_name": "PreToolUse",
            "tool_name": "Write",
            "tool_input": {"path": "a.py", "file_text": ""},
        },
        Event("PreToolUse", "copilot", "/x", "s", "Write", ("a.py",)),
    ),
    (
        "copilot",
        {**COPILOT, "hook_event_name": "PreToolUse", "tool_name": "Edit", "tool_input": PATCH},
        Event("PreToolUse", "copilot", "/x", "s", "Edit", PATCHED),
    ),
    (
        "copilot",
        {
            **COPILOT,
            "hook_event_name": "PreToolUse",
            "tool_name": "Edit",
            "tool_input": {"command": "view", "path": "a.py"},
        },
        Event("PreToolUse", "copilot", "/x", "s", "Edit"),
    ),
    (
        "copilot",
        {
            **COPILOT,
            "hook_event_name": "PostToolUse",
            "tool_name": "editFiles",
            "tool_input": {"files": ["a.py", "b.py", 7]},
        },
        Event("PostToolUse", "copilot", "/x", "s", "editFiles", ("a.py", "b.py")),
    ),
    (
        "copilot",
        {**COPILOT, "hook_event_name": "Stop", "stop_reason": "end_turn", "stop_hook_active": True},
        Event("Stop", "copilot", "/x", "s", again=True),
    ),
    ("copilot", {**CLI, "source": "new", "initialPrompt": "x"}, Event("SessionStart", "copilot", "/x", "s")),
    (
        "copilot",
        {**CLI, "toolName": "edit", "toolArgs": '{"path": "a.py", "old_str": "a"}'},
        Event("PreToolUse", "copilot", "/x", "s", "edit", ("a.py",)),
    ),
    (
        "copilot",
        {**CLI, "toolName": "bash", "toolArgs": {"command": "ls"}, "toolResult": {"resultType": "success"}},
        Event("PostToolUse", "copilot", "/x", "s", "bash", (), "ls"),
    ),
    (
        "copilot",
        {**CLI, "toolName": "bash", "toolArgs": {"command": "ls"}, "error": "no"},
        Event("Notification", "copilot", "/x", "s", "bash", (), "ls"),
    ),
    (
        "copilot",
        {**CLI, "transcriptPath": "/t", "stopReason": "end_turn", "stop_hook_active": False},
        Event("Stop", "copilot", "/x", "s"),
    ),
    (
        "copilot",
        {**CLI, "agentName": "explore", "response": "done", "stopReason": "end_turn"},
        Event("SubagentStop", "copilot", "/x", "s"),
    ),
    ("copilot", {**CLI, "agentName": "explore", "transcriptPath": "/t"}, Event("SubagentStart", "copilot", "/x", "s")),
    ("copilot", {**CLI, "reason": "complete"}, Event("SessionEnd", "copilot", "/x", "s")),
    ("copilot", {**CLI, "prompt": "do"}, Event("UserPromptSubmit", "copilot", "/x", "s")),
]


@pytest.mark.parametrize(("agent", "payload", "expected"), EVENTS)
def test_a_payload_as_it_is_documented_is_understood(agent: str, payload: dict[str, Any], expected: Event) -> None:
    assert read(agent, payload) == expected


@pytest.mark.parametrize("agent", HOOKED_AGENTS)
@pytest.mark.parametrize("text", [None, b"", b"x", b"[]", b"{}", b'{"hook_event_name": 7}', b"\xff", b"[" * 100_000])
def test_what_is_no_payload_is_refused(agent: str, text: bytes | None) -> None:
    with pytest.raises(UsageError, match="standard input is not what") as caught:
        HOOKED_AGENTS[agent].read_event(text)
    assert agent in caught.value.fix


STOP, CONTEXT, PERSON = Answer(stop="no"), Answer(context="rules"), Answer(person="p")


def answered(agent: str, event: str, answer: Answer) -> tuple[int, Any, str]:
    code, out, err = HOOKED_AGENTS[agent].written(Event(event, agent), answer)
    return code, json.loads(out) if out.startswith("{") else out, err


def both(event: str, **said: str) -> dict[str, Any]:
    """What Copilot is told: for the CLI, and again for VS Code."""
    return {**said, "hookSpecificOutput": {"hookEventName": event, **said}}


REFUSED = {"permission": "deny", "user_message": "no", "agent_message": "no"}
ANSWERS: list[tuple[str, str, Answer, tuple[int, Any, str]]] = [
    ("codex", "PreToolUse", STOP, (2, "", "no")),
    ("codex", "Stop", STOP, (2, "", "no")),
    ("codex", "SessionStart", CONTEXT, (0, "rules", "")),
    ("codex", "Stop", PERSON, (0, {"systemMessage": "p"}, "")),
    ("cursor", "PreToolUse", STOP, (0, REFUSED, "")),
    ("cursor", "PostToolUse", STOP, (0, {"additional_context": "no"}, "")),
    ("cursor", "Stop", STOP, (0, {"followup_message": "no"}, "")),
    ("cursor", "SubagentStop", STOP, (0, {"followup_message": "no"}, "")),
    ("cursor", "SessionStart", CONTEXT, (0, {"additional_context": "rules"}, "")),
    ("cursor", "Stop", PERSON, (0, "", "p")),
    ("cursor", "UserPromptSubmit", CONTEXT, (0, "", "rules")),
    ("gemini", "PreToolUse", STOP, (0, {"decision": "deny", "reason": "no"}, "")),
    ("gemini", "Stop", STOP, (0, {"decision": "deny", "reason": "no"}, "")),
    (
        "gemini",
        "PostToolUse",
        STOP,
        (0, {"hookSpecificOutput": {"hookEventName": "AfterTool", "additionalContext": "no"}}, ""),
    ),
    (
        "gemini",
        "SessionStart",
        CONTEXT,
        (0, {"hookSpecificOutput": {"hookEventName": "SessionStart", "additionalContext": "rules"}}, ""),
    ),
    ("gemini", "Stop", PERSON, (0, {"systemMessage": "p"}, "")),
    ("gemini", "PreToolUse", CONTEXT, (0, {"systemMessage": "rules"}, "")),
    ("copilot", "PreToolUse", CONTEXT, (0, {"systemMessage": "rules"}, "")),
    ("copilot", "UserPromptSubmit", STOP, (0, {"systemMessage": "no"}, "")),
    ("cursor", "PreToolUse", Answer(context="rules", person="p"), (0, "", "p\nrules")),
    (
        "copilot",
        "PreToolUse",
        STOP,
        (0, both("PreToolUse", permissionDecision="deny", permissionDecisionReason="no"), ""),
    ),
    ("copilot", "PostToolUse", STOP, (0, both("PostToolUse", additionalContext="no"), "")),
    ("copilot", "Stop", STOP, (0, both("Stop", decision="block", reason="no"), "")),
    ("copilot", "SubagentStop", STOP, (0, both("SubagentStop", decision="block", reason="no"), "")),
    ("copilot", "SessionStart", CONTEXT, (0, both("SessionStart", additionalContext="rules"), "")),
    ("copilot", "Stop", PERSON, (0, {"systemMessage": "p"}, "")),
]


@pytest.mark.parametrize(("agent", "event", "answer", "expected"), ANSWERS)
def test_an_answer_is_written_as_the_agent_reads_it(
    agent: str, event: str, answer: Answer, expected: tuple[int, Any, str]
) -> None:
    assert answered(agent, event, answer) == expected


@pytest.mark.parametrize("agent", HOOKED_AGENTS)
@pytest.mark.parametrize("event", ["SessionStart", "PreToolUse", "PostToolUse", "Stop", "SessionEnd", "Other"])
def test_where_nothing_is_said_there_is_silence(agent: str, event: str) -> None:
    assert HOOKED_AGENTS[agent].written(Event(event, agent), Answer()) == (0, "", "")


def test_a_patch_names_its_files_each_once() -> None:
    assert patched_files(PATCH + PATCH) == PATCHED
    assert patched_files("*** Update File: \nx") == ()
    assert patched_files("*** Update File: a b.py  \r\n") == ("a b.py",)


def test_the_agents_that_are_put_in_are_those_whose_hooks_are_understood() -> None:
    assert [agent.name for agent in AGENTS] == list(HOOKED_AGENTS)


@pytest.mark.parametrize("agent", AGENTS, ids=lambda agent: agent.name)
def test_every_event_that_is_put_in_is_one_that_is_asked_about(agent: Any) -> None:
    ours = {
        "SessionStart",
        "SubagentStart",
        "UserPromptSubmit",
        "PreToolUse",
        "PostToolUse",
        "Stop",
        "SubagentStop",
        "SessionEnd",
    }
    for hook in agent.hooks:
        assert read(agent.name, {"hook_event_name": hook.event, "sessionId": "s"}).name in ours


@pytest.mark.parametrize(
    ("agent", "event", "asked", "unasked"),
    [
        ("claude", "PreToolUse", ("Edit", "Bash", "mcp__fs__write"), ("TodoWrite", "Read", "mcp__archhook__ready")),
        ("codex", "PreToolUse", ("Bash", "apply_patch", "mcp__fs__write"), ("BashOutput",)),
        ("gemini", "BeforeTool", ("replace", "write_file", "mcp_fs_write"), ("read_file", "mcp_archhook_ready")),
        ("gemini", "AfterTool", ("replace", "write_file"), ("run_shell_command", "replace_all")),
    ],
)
def test_an_event_is_put_in_for_the_tools_that_matter(
    agent: str, event: str, asked: tuple[str, ...], unasked: tuple[str, ...]
) -> None:
    hooks = next(one.hooks for one in AGENTS if one.name == agent)
    matcher = re.compile(next(hook.matcher for hook in hooks if hook.event == event))
    assert all(map(matcher.search, asked))
    assert not any(map(matcher.search, unasked))
