"""[I/O] Whose claims an agent's session meets, and which files are held against it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from archhook.agents import claim_store
from archhook.agents.agent_event import session_owner
from archhook.agents.claimed_files import Held, claimed_by_others
from archhook.agents.claims import drop
from archhook.atomic import open_regular
from archhook.cli.agent_question import claims_now, owner
from archhook.errors import ArchhookError
from archhook.model.config import CONFIG_FILES
from archhook.model.declaring import folders_above

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archhook.agents.agent_event import Event
    from archhook.agents.claims import Claim
    from archhook.check.request import Request
    from archhook.cli.arguments import Invocation
    from archhook.snapshot.git import Repo

_SESSION = re.compile(r"(claude|codex|cursor|gemini|copilot)-[0-9A-Za-z]{1,8}")
"""The names of sessions as owners."""


def own_name(event: Event, invocation: Invocation, environment: Mapping[str, str], repo: Repo | None) -> str:
    """Who the agent is as an owner of claims: `--as`, ARCHHOOK_AGENT, else its session, else the user and work tree."""
    session = "" if _is_named(invocation, environment) else session_owner(event)
    return session or owner(invocation, environment, repo)


def held_against(
    event: Event,
    invocation: Invocation,
    environment: Mapping[str, str],
    repo: Repo,
    request: Request,
    files: Sequence[str],
) -> Held:
    """Those of some files, told from the repository's top, that somebody else has claimed."""
    others = claims_of_others(event, invocation, environment, repo)
    return claimed_by_others(request, with_those_below(files, others), others, "") if others else Held()


def claims_of_others(
    event: Event, invocation: Invocation, environment: Mapping[str, str], repo: Repo
) -> tuple[Claim, ...]:
    """The claims that stand and are held against an agent.

    An agent that is named holds what bears its name. One that is not holds, too, what was claimed from its work tree,
    but for claims that bear the name of another session: two agents may share a work tree.
    """
    found = claims_now(repo, claim_store.now(), quiet=True)
    who = own_name(event, invocation, environment, repo) if found else ""
    claims = tuple(claim for claim in found if claim.owner != who)
    if not claims or _is_named(invocation, environment):
        return claims
    usual = owner(invocation, environment, repo)
    here = claim_store.worktree_of(repo.git_dir, repo.common_dir)
    return tuple(
        claim
        for claim in claims
        if _SESSION.fullmatch(claim.owner) or (claim.owner != usual and claim.worktree != here)
    )


def claims_of_people_here(
    event: Event, invocation: Invocation, environment: Mapping[str, str], repo: Repo
) -> tuple[Claim, ...]:
    """The claims that somebody has made by a name from the work tree of a session: its own by the rule of the gate,
    and perhaps another's.
    """
    if not session_owner(event) or _is_named(invocation, environment):
        return ()
    here = claim_store.worktree_of(repo.git_dir, repo.common_dir)
    usual = owner(invocation, environment, repo)
    return tuple(
        claim
        for claim in claims_now(repo, claim_store.now(), quiet=True)
        if claim.worktree == here and claim.owner != usual and not _SESSION.fullmatch(claim.owner)
    )


def _is_named(invocation: Invocation, environment: Mapping[str, str]) -> bool:
    return bool(invocation.value("--as") or environment.get("ARCHHOOK_AGENT"))


def with_those_below(files: Sequence[str], claims: Iterable[Claim]) -> tuple[str, ...]:
    """Some files, and the claimed ones below those that end with a slash."""
    whole = {file for file in files if file.endswith("/")}
    named = {part.file for claim in claims for part in claim.parts} if whole else set()
    below = {file for file in named if "/" in whole or whole & set(folders_above(file))}
    return tuple(dict.fromkeys((*filter(None, (file.rstrip("/") for file in files)), *sorted(below))))


def within(top: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Those of some absolute paths that lie below a folder, from there; a slash at the end stays. "/": the folder."""
    found = []
    for path in paths:
        folder, name = os.path.split(path.rstrip("/"))
        real = os.path.join(os.path.realpath(folder), name)
        if real == top and path.endswith("/"):
            found.append("/")
        if real.startswith(f"{top}/"):
            found.append(os.path.relpath(real, top) + "/" * path.endswith("/"))
    return tuple(found)


def loose_settings(repo: Repo | None) -> list[str]:
    """A note on each configuration at the top of a work tree that git does not track: it counts for nothing."""
    if repo is None or not repo.toplevel:
        return []
    there = [name for name in CONFIG_FILES if _configures(os.path.join(repo.toplevel, name))]
    tracked = set(repo.tracked()) if there else set()
    return [
        f"{name} is not tracked, so it counts for nothing (`git add -f {name}`)"
        for name in there
        if name not in tracked
    ]


def _configures(path: str) -> bool:
    """Whether a file is a configuration of archhook."""
    try:
        with open_regular(path) as file:
            return path.endswith("archhook.toml") or b"tool.archhook" in file.read()
    except OSError:
        return False


def release_session(event: Event, repo: Repo | None) -> None:
    """Gives up what the session has claimed under its own name."""
    name = session_owner(event)
    if (
        repo is None
        or not name
        or not any(one.owner == name for one in claims_now(repo, claim_store.now(), quiet=True))
    ):
        return
    now = claim_store.now()
    try:
        claim_store.change_claims(
            claim_store.folder_of(repo.common_dir),
            lambda held: ((outcome := drop(held, None, name, now)).claims, outcome),
        )
    except ArchhookError:
        return  # they end by themselves
