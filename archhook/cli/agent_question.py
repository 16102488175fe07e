"""[I/O] What the commands for agents share: the repository, the claims that stand in it, their owner."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from archhook.agents.claim_store import folder_of, read_claims
from archhook.agents.claims import OWNER_LENGTH, standing, valid_owner
from archhook.cli.commands import Option
from archhook.cli.console import current_folder
from archhook.errors import GitError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.agents.claims import Claim
    from archhook.cli.arguments import Invocation
    from archhook.snapshot.git import Repo

MAIN = "main"
"""What stands for the main work tree in an owner's name."""

OWNER = Option("--as", "the owner's name (else ARCHHOOK_AGENT, else USER@WORKTREE)", "NAME")


def repository(folder: str = "") -> Repo | None:
    """The repository that a folder ("" for the current one) belongs to; None outside git."""
    from archhook.snapshot.git import Repo

    return Repo.open(folder or current_folder())


def work_tree(folder: str) -> Repo | None:
    """The repository that a folder belongs to, where it has a work tree and can be read; else None."""
    try:
        repo = repository(folder) if os.path.isdir(folder) else None
    except GitError:
        return None
    return repo if repo is not None and repo.toplevel else None


def owner(invocation: Invocation, environment: Mapping[str, str], repo: Repo | None) -> str:
    """Who claims: `--as`, else ARCHHOOK_AGENT, else the user and the work tree. UsageError for what is no name."""
    where, name = "--as", invocation.value("--as")
    if not name:
        where, name = "ARCHHOOK_AGENT", environment.get("ARCHHOOK_AGENT", "") or _own_name(repo)
    if not valid_owner(name):
        raise UsageError(
            f"{where}: {name[:OWNER_LENGTH]!r} cannot be a name",
            fix=f"give 1 to {OWNER_LENGTH} printable characters, without white space at the ends",
        )
    return name


def _own_name(repo: Repo | None) -> str:
    """`alice@main`, `alice@feature`: agents that work side by side have a work tree each.

    git names linked work trees, each once; one that is named `main` is not the main one.
    """
    import getpass

    linked = repo is not None and os.path.realpath(repo.git_dir) != os.path.realpath(repo.common_dir)
    tree = os.path.basename(repo.git_dir) if repo is not None and linked else MAIN
    if linked and tree == MAIN:
        tree = f"worktrees/{MAIN}"
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = "somebody"
    return "".join(letter for letter in f"{user}@{tree}" if letter.isprintable())[:OWNER_LENGTH].strip()


def claims_now(repo: Repo | None, now: int, *, quiet: bool = False) -> tuple[Claim, ...]:
    """The claims that stand; none outside git. A note says what was ignored."""
    if repo is None:
        return ()
    held, notes = read_claims(folder_of(repo.common_dir))
    if notes:
        from archhook.cli.question import tell  # hardly ever: the gate of a commit comes by here

        tell(notes, quiet=quiet)
    return standing(held, now)
