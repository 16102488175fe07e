"""The claims of others on a commit that is being made, as the gate tells them: beside the verdict, no part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from archhook.agents import claim_store
from archhook.agents.claimed_files import Held, claimed_by_others, files_of_commit, held_lines
from archhook.cli.agent_question import claims_now, owner, repository
from archhook.errors import ArchhookError
from archhook.model.config import REFUSE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.check.request import Request
    from archhook.cli.arguments import Invocation

DAY = 86400
"""Seconds for which it is known who had what claimed."""

_WAY = "leave these files out of the commit, or wait until they are released (`archhook claims`)"


class ClaimedCommit(NamedTuple):
    """What the gate says: lines for a person, the files for JSON, and whether the commit is stopped."""

    lines: tuple[str, ...] = ()
    files: tuple[Mapping[str, Any], ...] = ()
    refused: bool = False


def claimed_commit(invocation: Invocation, environment: Mapping[str, str], request: Request) -> ClaimedCommit:
    """What others have claimed of the commit that a hook judges.

    Where that cannot be told, a line says so; `ArchhookError` where it would have stopped the commit.
    """
    now = claim_store.now()
    try:
        held = _held(invocation, environment, request, now)
    except ArchhookError as error:
        from archhook.query.architecture import ask

        if ask(request, lambda seen: seen.config.claims) == REFUSE:
            raise
        return ClaimedCommit((f"claims are not looked at: {error.message}",))
    if not held.files:
        return ClaimedCommit()
    from archhook.agents.claim_text import claim_plain

    lines = held_lines(held, now)
    if held.refused:
        lines += [f'`claims = "refuse"` in the configuration stops the commit; {_WAY}']
    files = tuple({"file": one.file} | _plain(claim_plain(one.claim)) for one in held.files)
    return ClaimedCommit(tuple(lines), files, held.refused)


def _plain(claim: Mapping[str, Any]) -> dict[str, Any]:
    return {key: claim[key] for key in ("project", "node", "owner", "until")}


def _held(invocation: Invocation, environment: Mapping[str, str], request: Request, now: int) -> Held:
    repo = repository(request.cwd)
    claims = claims_now(repo, now)
    if repo is None or not claims:
        if repo is not None:
            claim_store.forget_ended(claim_store.folder_of(repo.common_dir), now - DAY)
        return Held()
    who = owner(invocation, environment, repo)
    here = claim_store.worktree_of(repo.git_dir, repo.common_dir)
    return claimed_by_others(request, files_of_commit(repo, environment), claims, who, here)
