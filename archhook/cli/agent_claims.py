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
    named = invocation.value("--as") or environment.get("ARCHHOOK_AGENT")
    return (
        owner(invocation, environment, repo) if named else session_owner(event) or owner(invocation, environment, repo)
    )


def held_against(
    event: Event,
    invocation: Invocation,
    environment: Mapping[str, str],
    repo: Repo,
    request: Request,
    files: Sequence[str],
) -> Held:
    """Those of some files, told from the repository's top, that somebody else has claimed.

    An agent that is named holds what bears its name. One that is not holds, too, what was claimed from its work tree,
    but for claims that bear the name of another session: two agents may share a work tree.
    """
    claims = claims_now(repo, claim_store.now(), quiet=True)
    if not claims:
        return Held()
    who = own_name(event, invocation, environment, repo)
    files = _with_those_below(files, claims)
    if invocation.value("--as") or environment.get("ARCHHOOK_AGENT"):
        return claimed_by_others(request, files, claims, who)
    usual = owner(invocation, environment, repo)
    here = claim_store.worktree_of(repo.git_dir, repo.common_dir)
    sessions = [claim for claim in claims if _SESSION.fullmatch(claim.owner)]
    people = [claim for claim in claims if claim not in sessions and claim.owner != usual]
    found = claimed_by_others(request, files, sessions, who), claimed_by_others(request, files, people, who, here)
    return Held(tuple(sorted({*found[0].files, *found[1].files})), any(one.refused for one in found))


def _with_those_below(files: Sequence[str], claims: Iterable[Claim]) -> tuple[str, ...]:
    """Some files, and the claimed ones below those that end with a slash."""
    whole = {file for file in files if file.endswith("/")}
    named = {part.file for claim in claims for part in claim.parts} if whole else set()
    below = {file for file in named if whole & set(folders_above(file))}
    return tuple(dict.fromkeys((*(file.rstrip("/") for file in files), *sorted(below))))


def within(top: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Those of some absolute paths that lie below a folder, from there; a slash at the end stays."""
    found = []
    for path in paths:
        folder, name = os.path.split(path.rstrip("/"))
        real = os.path.join(os.path.realpath(folder), name)
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
