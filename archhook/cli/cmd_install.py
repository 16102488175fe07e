"""`archhook install`."""

from __future__ import annotations

from archhook.cli.commands import CONFIG, QUIET, Command, Option
from archhook.cli.console import current_folder, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.arguments import Invocation

COMMANDS = (
    Command(
        "install",
        "put the gates into this repository",
        (
            Option("--sync", "with the hook that brings the ledger in line before the gate judges, as formatters do"),
            Option("--git", "write plain git hooks, without pre-commit"),
            Option("--repo", "use the hooks that a repository publishes (default: the archhook installed here)", "URL"),
            Option("--rev", "the revision of that repository", "REV"),
            CONFIG,
            QUIET,
        ),
        detail=(
            "Run twice, it changes nothing the second time.\n\n"
            "--sync adds the hook archhook-sync (`archhook hook sync`): it edits the ledger in the work tree, stages"
            " nothing, and fails if it changed anything; `git add` the ledger and commit again."
        ),
        examples=(
            ("install", "hooks that pre-commit runs"),
            ("install --sync", "the same, and the ledger is mended at each commit"),
            ("install --git", "hooks that git runs by itself"),
            ("install --config services/shop/archhook.toml", "hooks that judge a project below the repository's top"),
        ),
    ),
)


def run(invocation: Invocation, _: Mapping[str, str]) -> int:
    """Puts the gates in, and says what changed. ArchhookError where that cannot be done."""
    from archhook.cli.arguments import in_snapshot
    from archhook.hooks.install import install
    from archhook.report.text import printable

    lines = install(
        current_folder(),
        git_only=invocation.on("--git"),
        repo=invocation.value("--repo"),
        rev=invocation.value("--rev"),
        sync=invocation.on("--sync"),
        config=in_snapshot(invocation.value("--config")),
    )
    if not invocation.on("--quiet"):
        for line in lines:
            say(f"archhook: {printable(line)}")
    return 0
