"""What `archhook agents install` writes, started as each agent starts it, with the payloads that each documents."""

from __future__ import annotations

import asyncio
import json
import subprocess
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from helpers.cli import archhook, on_path
from helpers.example import KEPT, TYPO
from helpers.files import lay_out
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from archhook.agents.setup.agent_table import AGENTS, SERVER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.git_repo import GitRepo

    from archhook.agents.setup.agent_table import Agent

Payload = dict[str, Any]
BASE: dict[str, Payload] = {
    "claude": {"session_id": "s", "transcript_path": "/t"},
    "codex": {"session_id": "s", "transcript_path": None, "model": "m", "permission_mode": "default"},
    "cursor": {"conversation_id": "s", "generation_id": "g", "cursor_version": "2.4", "model": "m"},
    "gemini": {"session_id": "s", "transcript_path": "/t", "timestamp": "2026-11-27T18:00:00Z"},
    "copilot": {"session_id": "s", "timestamp": "2026-11-27T18:00:00Z"},
}
START = {"cursor": "sessionStart"}
BEFORE = {"cursor": "preToolUse", "gemini": "BeforeTool"}
AFTER = {"cursor": "postToolUse", "gemini": "AfterTool"}
END = {"cursor": "stop", "gemini": "AfterAgent"}
"""Agent -> its name of an event, where that is not Claude Code's."""

EDIT: dict[str, Payload] = {
    "claude": {"tool_name": "Edit", "tool_input": {"file_path": "src/client.py", "old_string": "a", "new_string": "b"}},
    "codex": {
        "tool_name": "apply_patch",
        "tool_input": {"command": "*** Begin Patch\n*** Update File: src/client.py\n*** End Patch\n"},
    },
    "cursor": {"tool_name": "Write", "tool_input": {"file_path": "src/client.py", "content": ""}},
    "gemini": {"tool_name": "write_file", "tool_input": {"file_path": "src/client.py", "content": ""}},
    "copilot": {"tool_name": "Edit", "tool_input": {"path": "src/client.py", "old_str": "a", "new_str": "b"}},
}
COMMIT: dict[str, Payload] = {
    "claude": {"tool_name": "Bash", "tool_input": {"command": "git commit -m x"}},
    "codex": {"tool_name": "Bash", "tool_input": {"command": "git commit -m x"}},
    "cursor": {"tool_name": "Shell", "tool_input": {"command": "git commit -m x"}},
    "gemini": {"tool_name": "run_shell_command", "tool_input": {"command": "git commit -m x"}},
    "copilot": {"tool_name": "Bash", "tool_input": {"command": "git commit -m x"}},
}
AGAIN: dict[str, Payload] = {"cursor": {"status": "completed", "loop_count": 1}}

NAMES = tuple(agent.name for agent in AGENTS)


def heard(folder: Path, name: str, event: str, payload: Payload) -> tuple[int, str, str]:
    """What an agent hears: its file of hooks is read, and what stands there for an event is given to a shell."""
    agent = next(one for one in AGENTS if one.name == name)
    (entry,) = json.loads((folder / agent.hooks_file).read_text())["hooks"][event]
    handler = entry["hooks"][0] if agent.nested else entry
    line = handler["bash"] if name == "copilot" else handler["command"]
    text = json.dumps({**BASE[name], "hook_event_name": event, "cwd": str(folder), **payload})
    done = subprocess.run(["sh", "-c", line], cwd=folder, input=text, capture_output=True, text=True, env=on_path())
    return done.returncode, done.stdout, done.stderr


def told(name: str, answer: tuple[int, str, str]) -> str:
    """What reaches the model of an answer after which an agent goes on, or goes on working."""
    code, out, err = answer
    if name in ("claude", "codex"):
        return err if code == 2 else out
    assert (code, err) == (0, "")
    said = json.loads(out)
    inner = said.get("hookSpecificOutput", {})
    keys = ("additional_context", "followup_message", "agent_message", "reason", "additionalContext")
    keys += ("permissionDecisionReason",)
    return next(place[key] for place in (said, inner) for key in keys if key in place)


@pytest.fixture
def installed(git_repo: Callable[..., GitRepo]) -> GitRepo:
    made = git_repo()
    made.commit(files=KEPT)
    assert archhook(made.path, "agents", "install", *NAMES).returncode == 0
    made.commit()
    return made


@pytest.mark.parametrize("name", NAMES)
def test_an_agent_is_told_the_rules_and_what_it_broke(installed: GitRepo, name: str) -> None:
    folder = installed.path
    start, after, end = (
        names.get(name, ours) for names, ours in ((START, "SessionStart"), (AFTER, "PostToolUse"), (END, "Stop"))
    )
    assert "This repository is governed by its ledger" in told(name, heard(folder, name, start, {"source": "startup"}))
    assert heard(folder, name, after, EDIT[name]) == (0, "", "")
    assert heard(folder, name, end, {"stop_hook_active": False}) == (0, "", "")
    lay_out(folder, TYPO)
    for event, payload in (
        (after, EDIT[name]),
        (end, {"stop_hook_active": False, "status": "completed", "loop_count": 0}),
    ):
        answer = heard(folder, name, event, payload)
        assert "INV403 T-1 declares function 'publish'" in told(name, answer)
    code, out, err = heard(folder, name, end, AGAIN.get(name, {"stop_hook_active": True}))
    assert (code, "2 errors" in out + err, "INV403" in out + err) == (0, True, False)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_an_agent_neither_commits_what_is_broken_nor_edits_what_is_claimed(installed: GitRepo, name: str) -> None:
    folder = installed.path
    before = BEFORE.get(name, "PreToolUse")
    assert heard(folder, name, before, COMMIT[name]) == (0, "", "")
    assert heard(folder, name, before, EDIT[name]) == (0, "", "")
    beside = folder.parent / "beside"
    installed.run("worktree", "add", "-q", str(beside))
    assert archhook(beside, "claim", "T-1", "--as", "somebody").returncode == 0
    answer = heard(folder, name, before, EDIT[name])
    assert "src/client.py is claimed, with T-1, by somebody" in told(name, answer)
    assert answer[0] == 2 or '"deny"' in answer[1]
    lay_out(folder, TYPO)
    installed.run("add", "-A")
    answer = heard(folder, name, before, COMMIT[name])
    assert "INV403 T-1" in told(name, answer)
    assert answer[0] == 2 or '"deny"' in answer[1]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_what_cannot_be_judged_is_told_too(installed: GitRepo, name: str) -> None:
    installed.commit(files={"archhook.toml": "nonsense = 1\n"})
    assert "archhook.toml:1" in told(name, heard(installed.path, name, END.get(name, "Stop"), {}))
    assert "archhook.toml:1" in told(name, heard(installed.path, name, BEFORE.get(name, "PreToolUse"), COMMIT[name]))


@pytest.mark.slow
@pytest.mark.parametrize("agent", AGENTS, ids=lambda agent: agent.name)
def test_the_server_that_is_put_in_answers(installed: GitRepo, agent: Agent) -> None:
    text = installed.read(agent.mcp_file)
    data = tomllib.loads(text) if agent.mcp_file.endswith(".toml") else json.loads(text)
    entry = data[agent.mcp_table][SERVER]
    arguments = [one.replace("${workspaceFolder}", str(installed.path)) for one in entry["args"]]
    folder = "/" if arguments != entry["args"] else str(installed.path)
    started = StdioServerParameters(command=entry["command"], args=arguments, cwd=folder, env=on_path())

    async def asked() -> str:
        async with Client(stdio_client(started)) as client:
            answer = await client.call_tool("brief", {"subject": "src/client.py"})
            found: str = answer.content[0].text  # type: ignore[union-attr]
            return found

    assert json.loads(asyncio.run(asyncio.wait_for(asked(), 60)))["node"]["id"] == "T-1"


def test_where_archhook_is_not_installed_copilot_can_still_use_its_tools(installed: GitRepo) -> None:
    (entry,) = json.loads((installed.path / ".github/hooks/archhook.json").read_text())["hooks"]["PreToolUse"]
    bare = {"PATH": "/usr/bin:/bin"}
    done = subprocess.run(["sh", "-c", entry["bash"]], input="{}", capture_output=True, text=True, env=bare)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
