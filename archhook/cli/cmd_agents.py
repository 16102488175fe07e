"""[I/O] `archhook agents install`."""

from __future__ import annotations

import os
import re
import shlex
from importlib.util import find_spec
from shutil import which
from typing import TYPE_CHECKING

from archhook.agents.setup import agent_setup
from archhook.agents.setup.agent_files import files_of
from archhook.agents.setup.agent_table import AGENTS, NAMES, Start
from archhook.agents.setup.agent_texts import BRANCH
from archhook.cli.agent_question import repository
from archhook.cli.commands import CONFIG, QUIET, Command, Option
from archhook.cli.console import current_folder, deliver, say
from archhook.errors import UsageError
from archhook.report.text import printable
from archhook.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archhook.agents.setup.agent_setup import Change
    from archhook.agents.setup.agent_table import Agent
    from archhook.cli.arguments import Invocation
    from archhook.snapshot.git import Repo

PROGRAM = "archhook"
OWN = (".venv/bin/archhook", "venv/bin/archhook", ".venv/Scripts/archhook.exe")
"""Where the environment of a project has it."""

USUAL = ("main", "master", "trunk", "develop")
"""How the branch that others are merged into is usually called."""

COMMANDS = (
    Command(
        "agents install",
        "write what coding agents read into the project: hooks, MCP server, a skill or part of AGENTS.md",
        (
            Option("--remove", "take out what was put in, and nothing else"),
            Option("--dry-run", "write nothing, print what would change, as a diff"),
            Option("--command", f"what agents start archhook with (default: {PROGRAM})", "COMMAND"),
            CONFIG,
            QUIET,
        ),
        operands=f"{'|'.join(NAMES)}",
        most=-1,
        detail="Without the name of an agent: which ones the project has, and what each would get; nothing is\n"
        "written. What stands in a file stays, comments, too; run twice, nothing changes the second time. Where a\n"
        "file cannot be edited safely it says where and what to do, no file is written, and it names\n"
        "the command for the other agents.\n"
        "Agents start `archhook` by its name: where it is not on their PATH, say how they find it, for instance with\n"
        "--command .venv/bin/archhook, 'uv run archhook' or \"uvx --from 'archhook[mcp]' archhook\".\n\n"
        + "\n".join(f"  {agent.name:8} {', '.join(files_of(agent))}" for agent in AGENTS)
        + "\n\nWhat agents do with these files was looked up in what each documents (November 2026), and tried with\n"
        "the payloads documented there, not with the agents themselves.",
        alone=("--remove", "--command"),
        examples=(
            ("agents install", "which agents are found, and what would be written for each"),
            ("agents install claude codex", "both of them"),
            ("agents install cursor --dry-run", "the diff, and nothing else"),
            ("agents install cursor --remove", "out again"),
        ),
    ),
)


def run(invocation: Invocation, _: Mapping[str, str]) -> int:
    """Puts agents in or takes them out. ArchhookError, and nothing written, where a file cannot be edited safely."""
    repo = repository()
    root = (repo.toplevel if repo is not None else "") or current_folder()
    agents = _named(invocation.operands)
    if not agents:
        if invocation.on("--remove"):
            raise UsageError("--remove: of which agent is not said", fix=f"name one or more of {', '.join(NAMES)}")
        deliver(_listed(root))
        return 0
    kept: tuple[str, ...] = ()
    if invocation.on("--remove"):
        changes, kept = agent_setup.taken_out(root, agents, _committed(repo, agents))
    else:
        changes = agent_setup.put_in(root, agents, _start(invocation), _branch(repo))
    if invocation.on("--dry-run"):
        deliver(agent_setup.difference(changes))
    else:
        agent_setup.write(root, changes)
    if not invocation.on("--quiet"):
        for line in _notes(invocation, root, agents, changes, kept):
            say(f"archhook: {printable(line)}")
    return 0


def _committed(repo: Repo | None, agents: Sequence[Agent]) -> dict[str, str]:
    """The texts that the last commit has of the files of some agents."""
    if repo is None or not repo.find_tree("HEAD"):
        return {}
    paths = dict.fromkeys(path for agent in agents for path in files_of(agent))
    entries = repo.entries_at("HEAD", paths)
    held = repo.blobs(entry.oid for entry in entries.values())
    return {path: held[entry.oid].decode("utf-8", "replace") for path, entry in entries.items()}


def _branch(repo: Repo | None) -> str:
    """The branch that others are merged into: what the remote says, else the first of the usual ones that is there."""
    if repo is None:
        return BRANCH
    try:
        with open(os.path.join(repo.common_dir, "refs", "remotes", "origin", "HEAD"), encoding="utf-8") as file:
            branch = file.read().strip().removeprefix("ref: refs/remotes/origin/")
    except (OSError, UnicodeDecodeError):
        branch = ""
    if re.fullmatch(r"[\w./-]+", branch, re.ASCII):
        return branch
    refs = ((name, f"refs/{where}/{name}") for name in USUAL for where in ("heads", "remotes/origin"))
    return next((name for name, ref in refs if repo.find_tree(ref)), BRANCH)


def _named(words: Sequence[str]) -> tuple[Agent, ...]:
    """The agents of some names, each once, in our order. UsageError for what is none."""
    for word in words:
        if word not in NAMES:
            near = nearest(word, NAMES)
            fix = f"did you mean {near}?" if near else f"name one of {', '.join(NAMES)}"
            raise UsageError(f"{word!r} is no agent that archhook knows", fix=fix)
    return tuple(agent for agent in AGENTS if agent.name in words)


def _start(invocation: Invocation) -> Start:
    """How agents start archhook. UsageError for what no shell could split."""
    config = invocation.value("--config")
    try:
        words = shlex.split(invocation.value("--command")) if invocation.value("--command") else [PROGRAM]
    except ValueError:
        words = []
    if not words:
        raise UsageError("--command: it is no command", fix="write it as a shell takes it: --command 'uv run archhook'")
    return Start(tuple(words), ("--config", config) if config else ())


def _listed(root: str) -> str:
    """Which agents the project has, and what each would get."""
    lines = []
    for seen in agent_setup.agents_seen(root):
        found = f"found ({', '.join(seen.signs)})" if seen.signs else "not found"
        state = "installed" if seen.installed else found
        files = ", ".join(files_of(seen.agent))
        lines.append(f"{seen.agent.name:8} {seen.agent.title}: {state}\n         {files}\n")
    return "".join(lines) + "archhook agents install NAME writes them, --dry-run shows what would change.\n"


def _notes(
    invocation: Invocation, root: str, agents: Sequence[Agent], changes: Sequence[Change], kept: Sequence[str]
) -> list[str]:
    """What was done, and what somebody has to do beside."""
    if not changes:
        said = ["nothing to change"]
    elif invocation.on("--dry-run"):
        said = [f"{len(changes)} files would change" if len(changes) > 1 else "1 file would change"]
    else:
        said = [f"{one.path} {'written' if one.after is not None else 'removed'}" for one in changes]
    said += [f"{path} is kept: another agent reads it, too" for path in kept]
    if invocation.on("--remove"):
        return said
    words = _start(invocation).words
    said += [f"{agent.title}: {need}" for agent in agents for need in agent.needs if changes]
    if "/" not in words[0] and which(words[0]) is None:
        said.append(f"{words[0]} is not on PATH here, and agents start it by that name: {_way(root)}")
    elif "/" in words[0] and not os.access(os.path.join(root, words[0]), os.X_OK):
        said.append(f"{words[0]} is no program here, and agents start it")
    if words == (PROGRAM,) and find_spec("mcp") is None:
        said.append("the MCP server needs the extra: pip install 'archhook[mcp]'")
    return said


def _way(root: str) -> str:
    """How agents may find archhook where it is not on PATH: in the environment of the project, if it is there."""
    own = next((one for one in OWN if os.access(os.path.join(root, one), os.X_OK)), "")
    return f"--command {own} names this project's" if own else "--command says how they find it"
