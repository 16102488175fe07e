"""`archhook rename`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.agents.claim_store import change_claims, folder_of
from archhook.cli.arguments import request_of
from archhook.cli.commands import CACHING, CONFIG, QUIET, Command, Option
from archhook.cli.console import Bar, refuse, say
from archhook.cli.edit_outcome import print_patch, tell_judged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archhook.agents.claims import Claim
    from archhook.check.request import Request
    from archhook.cli.arguments import Invocation
    from archhook.refactor.judged_edit import Wanted, Whole
    from archhook.refactor.renaming import Renaming

COMMANDS = (
    Command(
        "rename",
        "give nodes other ids, or their classes other names, wherever the ledger names them",
        (
            Option("--class", "the name that the node's class gets", "NAME"),
            Option("--diff", "write nothing; print what would change as a patch"),
            CONFIG,
            *CACHING,
            QUIET,
        ),
        operands="OLD NEW",
        most=-1,
        detail=(
            "OLD and NEW are ids of one kind, or names of classes; several pairs are renamed at once, so that two may"
            " change places. Of an id, all follows that names it: references, the prose of docstrings and comments, the"
            " baseline, measured.toml, `measure` in the configuration, claims. Of a class: its statement, imports and"
            " references, and prose where the name can mean nothing else (FairPrice, not Price).\n\n"
            "Every other byte stays. The result is judged before it is written, and says the same otherwise, or"
            " nothing is written. What names an id outside (documentation, code) is told, and left as it is."
        ),
        examples=(
            ("rename D-2 D-storage", "another id, and all that names it"),
            ("rename D-2 D-3 D-3 D-2", "two ids change places"),
            ("rename DesignClickCore Core --diff", "another class name; look first"),
            ("rename D-2 D-storage --class Storage", "both at once"),
        ),
        needed=("nothing to rename", "name a node and its new id: archhook rename D-2 D-storage"),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Renames, or says what would change; 1 where laws fail by it. ArchhookError where nothing can be renamed."""
    from archhook.check.request import UnsoundLedger
    from archhook.refactor.judged_edit import judged_edit
    from archhook.refactor.renaming import renamed, renaming_of
    from archhook.sync.sync_run import write

    request = request_of(invocation, environment)
    asked: list[Renaming] = []

    def edit(whole: Whole) -> Wanted:
        asked[:] = [renaming_of(invocation.operands, invocation.value("--class"), whole.ledger)]
        return renamed(whole, asked[0], request.named)

    try:
        with Bar("judging the edit", quiet=invocation.on("--quiet")):
            judged = judged_edit(request, edit)
    except UnsoundLedger as error:
        return refuse(error, "nothing is renamed")
    dry = invocation.on("--diff")
    notes: Sequence[str] = ()
    if dry:
        print_patch(judged.outcome)
    else:
        write(judged.outcome)
        notes = _claims_renamed(request, judged.outcome.prefix, asked[0].ids)
    if not invocation.on("--quiet"):
        tell_judged(judged, dry)
        for note in notes:
            say(f"archhook: {note}")
    return int(judged.failing and not dry)


def _claims_renamed(request: Request, prefix: str, ids: Mapping[str, str]) -> Sequence[str]:
    """Has those who work on a node keep it under its new id; notes on that."""
    from archhook.agents.claim_store import read_claims
    from archhook.check.api import open_repo

    repo = open_repo(request.cwd)
    folder = folder_of(repo.common_dir) if repo.git_dir else ""
    if not folder or not any(claim.project == prefix and claim.node in ids for claim in read_claims(folder)[0]):
        return ()

    def decide(held: tuple[Claim, ...]) -> tuple[Sequence[Claim], Sequence[str]]:
        new = tuple(
            claim._replace(node=ids.get(claim.node, claim.node)) if claim.project == prefix else claim for claim in held
        )
        changed = [one for one, was in zip(new, held, strict=True) if one != was]
        return new, tuple(f"the claim of {one.owner} follows: {one.node}" for one in changed)

    told, notes = change_claims(folder, decide)
    return (*notes, *told)
