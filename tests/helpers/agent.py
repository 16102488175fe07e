"""An agent at work, as a program: asks what is ready through MCP, claims in the shell, mends the file, releases.

Called with: project, the agent's name, its log, "claim" or "dare" (do without claims: to show what they are for).
Each line of the log is one JSON list: [what, agent, task, file, start, end], times of the machine's one clock.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

COMMAND = str(Path(sys.executable).with_name("archhook"))
PATIENCE = 90.0
EDITING = 0.15
DARED = 2
"""So many Tasks an agent does without claims: the work that is lost would be done again and again."""


async def main(root: Path, name: str, log: Path, *, claims: bool) -> None:
    """Works until nothing is left to do."""
    deadline = time.monotonic() + PATIENCE
    async with Client(stdio_client(StdioServerParameters(command=COMMAND, args=["mcp"], cwd=root))) as client:
        (root / ".git" / f"there-{name}").touch()
        while not (root / ".git" / "go").exists():
            await asyncio.sleep(0.01)
        done = 0
        while (tasks := await ready(client))["waiting"] or tasks["tasks"]:
            if time.monotonic() > deadline:
                raise TimeoutError
            if not claims and done == DARED:
                return
            done += 1
            if not any(work(root, name, log, task, claims=claims) for task in tasks["tasks"]):
                await asyncio.sleep(0.02)


async def ready(client: Client) -> Any:
    """What there is to do now."""
    result = await client.call_tool("ready", {})
    return json.loads(result.content[0].text)  # type: ignore[union-attr]


def work(root: Path, name: str, log: Path, task: dict[str, Any], *, claims: bool) -> bool:
    """Does one Task, unless somebody else does."""
    if claims and shell(root, "claim", task["id"], "--as", name, "--for", "5m"):
        note(log, "refused", name, task, 0, 0)
        return False
    start = time.monotonic()
    mend(root / task["file"], f"work{task['id'].removeprefix('T-')}")
    note(log, "worked", name, task, start, time.monotonic())
    if claims and shell(root, "release", task["id"], "--as", name):
        raise RuntimeError
    return True


def mend(file: Path, function: str) -> None:
    """Reads, thinks, writes: whatever somebody else writes meanwhile is lost."""
    lines = [line for line in file.read_text().splitlines() if line and "wrong" not in line]
    time.sleep(EDITING)
    line = f"def {function}(): pass"
    file.write_text("".join(f"{one}\n" for one in dict.fromkeys((*lines, line))))


def shell(root: Path, *arguments: str) -> int:
    """The exit code of the command; 0 or 1."""
    done = subprocess.run([COMMAND, *arguments], cwd=root, capture_output=True, check=False, text=True)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    return done.returncode


def note(log: Path, what: str, name: str, task: dict[str, Any], start: float, end: float) -> None:
    """Adds a line to the log."""
    with log.open("a") as file:
        file.write(json.dumps([what, name, task["id"], task["file"], start, end]) + "\n")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), claims=sys.argv[4] == "claim"))
