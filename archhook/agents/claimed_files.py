"""[I/O] The files that a commit changes and that somebody else has claimed: notes of the gate, no part of a verdict.

A claim holds the files that it names, and what lies below a folder that it names, as far as nobody else declares that
by its path or by a longer folder. One that was made from the same work tree is one's own, whoever's name it bears.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from archhook.errors import ArchhookError
from archhook.model.config import REFUSE
from archhook.model.declaring import folders_above

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archhook.agents.claims import Claim
    from archhook.check.request import Request
    from archhook.query.architecture import Architecture
    from archhook.snapshot.git import Repo

NAMED = 10
"""So many files are named in notes; the others are counted."""

_REPLAYING = ("rebase-merge", "rebase-apply")
_MERGED = "GITHEAD_"
"""What the names of the variables begin with in which git tells whoever it starts which commits it merges."""


class HeldFile(NamedTuple):
    """A file that somebody else has claimed, from the repository's top."""

    file: str
    claim: Claim


class Held(NamedTuple):
    """What somebody else has claimed of a commit, sorted by file, and whether that stops it (`claims = "refuse"`)."""

    files: tuple[HeldFile, ...] = ()
    refused: bool = False


def files_of_commit(repo: Repo, environment: Mapping[str, str]) -> tuple[str, ...]:
    """The files that the commit changes which is being made from the index, those that go included, sorted.

    Of a merge those that are as no side has them: what a side brings was committed there. None while git replays
    commits (`git rebase`, `git am`): they were made before.
    """
    if any(os.path.isdir(os.path.join(repo.git_dir, name)) for name in _REPLAYING):
        return ()
    sides = [repo.head_tree, *filter(None, map(repo.find_tree, _merged(repo, environment)))]
    changed = [{change.path for change in repo.changes("index", side)} for side in sides]
    return tuple(sorted(set.intersection(*changed)))


def _merged(repo: Repo, environment: Mapping[str, str]) -> list[str]:
    """The commits that are merged into HEAD by the commit that is being made."""
    found = [name.removeprefix(_MERGED) for name in environment if name.startswith(_MERGED)]
    try:
        with open(os.path.join(repo.git_dir, "MERGE_HEAD"), encoding="ascii") as file:
            found += file.read().split()
    except (OSError, ValueError):
        pass  # no merge waits for its commit
    return found


def claimed_by_others(
    request: Request, files: Iterable[str], claims: Iterable[Claim], who: str, worktree: str = ""
) -> Held:
    """Those of some files, told from the repository's top, that claims of others hold.

    `request`: the snapshot whose ledger says what a folder's claim holds, and whose configuration what that means;
    `claims`: those that stand; `who`, `worktree`: whose claims are one's own, as of `claim_store.worktree_of` ("": told
    by the owner alone).
    """
    others = [one for one in claims if one.owner != who and not (worktree and one.worktree == worktree)]
    named: dict[str, list[Claim]] = {}
    for claim in others:
        for part in claim.parts:
            named.setdefault(part.file, []).append(claim)
    exact: dict[str, Claim] = {}
    below: dict[str, list[Claim]] = {}
    for file in files:
        if file in named:
            exact[file] = named[file][0]
        elif found := [claim for folder in folders_above(file) for claim in named.get(folder, ())]:
            below[file] = found
    if not exact and not below:
        return Held()
    from archhook.query.architecture import ask  # hardly ever: each commit comes by here while anything is claimed

    try:
        held, refused = ask(request, lambda seen: (_below(seen, below), seen.config.claims == REFUSE))
    except ArchhookError:  # nobody can tell as long as nothing can be judged
        held, refused = {file: found[0] for file, found in below.items()}, False
    return Held(tuple(HeldFile(file, claim) for file, claim in sorted((exact | held).items())), refused)


def _below(seen: Architecture, files: Mapping[str, Sequence[Claim]]) -> dict[str, Claim]:
    """Those of some files that the claims of folders around them hold. Of another project's ledger nothing is known."""
    from archhook.query.owners import answering

    found: dict[str, Claim] = {}
    prefix = seen.snapshot.prefix
    for file, claims in files.items():
        own = answering(seen, file.removeprefix(prefix)) if file.startswith(prefix) else set()
        holding = (claim for claim in claims if claim.project != prefix or claim.node in own)
        first = next(holding, None)
        if first is not None:
            found[file] = first
    return found


def held_lines(held: Held, now: int) -> list[str]:
    """What is claimed, a line for each file."""
    from archhook.agents.claim_text import end, subject
    from archhook.report.text import printable

    lines = [
        f"{printable(one.file)} is claimed, with {subject(one.claim)}, by {printable(one.claim.owner)} "
        f"{end(one.claim, now)}"
        for one in held.files[:NAMED]
    ]
    more = len(held.files) - NAMED
    return [*lines, f"and {more} more files are claimed"] if more > 0 else lines
