"""The claims of others on a commit that is being made, as the gate tells them: beside the verdict, no part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from archhook.agents import claim_store
from archhook.agents.claimed_files import Held, claimed_by_others, files_of_commit, held_lines
from archhook.agents.claims import standing
from archhook.cli.agent_question import owner, repository
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
        held, notes = _held(invocation, environment, request, now)
    except ArchhookError as error:
        if _refuses(request):
            raise
        return ClaimedCommit((f"claims are not looked at: {error.message}",))
    if notes and not held.refused and _refuses(request):  # what cannot be read may be what stops the commit
        raise ArchhookError(
            f'`claims = "refuse"` in the configuration, and {notes[0]}',
            fix="look at what others work on, then claim what you work on again (`archhook claim ID` writes the claims"
            " anew), or remove the file",
        )
    if not held.files:
        return ClaimedCommit(notes)
    from archhook.agents.claim_text import claim_plain

    lines = [*notes, *held_lines(held, now)]
    if held.refused:
        lines += [f'`claims = "refuse"` in the configuration stops the commit; {_WAY}']
    files = tuple({"file": one.file} | _plain(claim_plain(one.claim)) for one in held.files)
    return ClaimedCommit(tuple(lines), files, held.refused)


def _plain(claim: Mapping[str, Any]) -> dict[str, Any]:
    return {key: claim[key] for key in ("project", "node", "owner", "until")}


def _refuses(request: Request) -> bool:
    from archhook.query.architecture import ask

    return ask(request, lambda seen: seen.config.claims) == REFUSE


def _held(
    invocation: Invocation, environment: Mapping[str, str], request: Request, now: int
) -> tuple[Held, tuple[str, ...]]:
    """(what others hold of the commit, notes on claims that cannot be read)."""
    repo = repository(request.cwd)
    if repo is None:
        return Held(), ()
    folder = claim_store.folder_of(repo.common_dir)
    kept, notes = claim_store.read_claims(folder)
    claims = standing(kept, now)
    if not claims:
        if not notes:
            claim_store.forget_ended(folder, now - DAY)
        return Held(), notes
    who = owner(invocation, environment, repo)
    here = claim_store.worktree_of(repo.git_dir, repo.common_dir)
    return claimed_by_others(request, files_of_commit(repo, environment), claims, who, here), notes
