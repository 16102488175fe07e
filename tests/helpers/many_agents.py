"""Agents that work through planned Tasks in work trees of one repository, and how much each has to read for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from helpers.git_repo import GitRepo

    Ask = Callable[..., Awaitable[str]]

COMMAND = str(Path(sys.executable).with_name("archhook"))
HOOK = f'#!/bin/sh\nexec "{COMMAND}" hook pre-commit\n'
CHARACTERS = 4
"""Of a token."""


class Done(NamedTuple):
    """What a command of the shell came to."""

    code: int
    said: str


class Agent:
    """One agent in a work tree. `read`: characters that it was shown so far; what the code says is not counted."""

    def __init__(self, name: str, tree: GitRepo) -> None:
        self.name = name
        self.tree = tree
        self.read = 0

    def shell(self, *command: str) -> Done:
        """A command of the shell, whose output the agent reads."""
        environment = {**os.environ, "ARCHHOOK_AGENT": self.name, "NO_COLOR": "1"}
        done = subprocess.run(
            command, cwd=self.tree.path, env=environment, capture_output=True, check=False, encoding="utf-8"
        )
        said = done.stdout + done.stderr
        self.read += len(said)
        return Done(done.returncode, said)

    def archhook(self, *words: str) -> Done:
        """A command of archhook."""
        return self.shell(COMMAND, *words)

    @property
    def tokens(self) -> int:
        """What it has read."""
        return self.read // CHARACTERS


@asynccontextmanager
async def asked_in_the_shell(agent: Agent) -> AsyncIterator[Ask]:
    """What an agent asks, by commands: `ready`, `brief T-2`, `check`."""

    async def ask(tool: str, subject: str = "") -> str:
        untracked = ["--untracked"] if tool == "check" else []
        done = agent.archhook(tool, *([subject] if subject else []), *untracked)
        assert done.code in (0, 1), done.said
        return done.said

    yield ask


@asynccontextmanager
async def asked_through_mcp(agent: Agent) -> AsyncIterator[Ask]:
    """The same through the server, which the agent has started in its work tree."""
    parameters = StdioServerParameters(command=COMMAND, args=["mcp"], cwd=agent.tree.path, env=dict(os.environ))
    async with Client(stdio_client(parameters)) as client:

        async def ask(tool: str, subject: str = "") -> str:
            arguments = {"subject": subject} if subject else {}
            result = await client.call_tool(tool, arguments)
            text: str = result.content[0].text  # type: ignore[union-attr]
            assert not result.is_error, text
            agent.read += len(text)
            return text

        yield ask


def open_task(answer: str, task: str) -> str:
    """What an answer of `ready` says of one Task, in either form; "" where it is not among those listed."""
    if answer.startswith("{"):
        found: list[Any] = [one for one in json.loads(answer).get("tasks", ()) if one["id"] == task]
        return json.dumps(found[0]) if found else ""
    return next((line for line in answer.splitlines() if line.startswith(f"{task} ")), "")
