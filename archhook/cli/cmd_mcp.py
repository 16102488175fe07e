"""[I/O] `archhook mcp`."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from archhook.agents.mcp_tools import LIMIT
from archhook.cli.arguments import request_of
from archhook.cli.commands import CACHE_DIR, CONFIG, Command, Option
from archhook.cli.console import current_folder
from archhook.cli.question import whole_number
from archhook.errors import ArchhookError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.arguments import Invocation

LEAST, MOST = 500, 20_000
COMMANDS = (
    Command(
        "mcp",
        "serve six read-only tools to agents over standard input and output (Model Context Protocol)",
        (
            Option("--root", "the project (default: the current folder)", "DIR"),
            Option("--tokens", f"how long an answer may be: {LEAST} to {MOST} tokens (default {LIMIT})", "N"),
            CONFIG,
            CACHE_DIR,
        ),
        detail="Needs `pip install 'archhook[mcp]'`. The tools are ready, brief, why, impact, find and check; each\n"
        "call looks at the work tree as it lies there then, with the files that git does not know yet.\n"
        "Claude Code, for one, is told of it with `claude mcp add archhook -- archhook mcp`.",
        examples=(("mcp --root /path/to/project", "what an agent's configuration starts"),),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Serves until standard input ends. ArchhookError where the extra is not installed."""
    fix = f"write a number from {LEAST} to {MOST}"
    room_for = whole_number(invocation, "--tokens", LIMIT, (LEAST, MOST), fix)
    root = os.path.join(current_folder(), invocation.value("--root"))
    if not os.path.isdir(root):
        raise UsageError(f"--root: {root!r} is no folder")
    try:
        from archhook.agents.mcp_input import standard_input
        from archhook.agents.mcp_server import server
    except ImportError as error:
        raise ArchhookError(
            f"archhook mcp needs the Model Context Protocol's SDK, version 2 or newer ({error})",
            fix="pip install 'archhook[mcp]'",
        ) from None
    gc.enable()  # a server does not end soon
    request = request_of(invocation, environment, root)._replace(untracked=True)
    sys.stdin = standard_input()
    server(request, room_for).run("stdio")
    return 0
