"""Claims: who works on which nodes until when, what two of them overlap in, and what a request makes of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from archhook.model.ids import canonical, storable
from archhook.model.nodes import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archhook.query.architecture import Architecture

LONGEST = 7 * 86400
"""Seconds that a claim may last: what somebody has forgotten must come free by itself."""

SLACK = 3600
"""Seconds by which another machine's clock may be ahead."""

DEFAULT = 2 * 3600
"""Seconds that a claim lasts unless its owner says otherwise."""

OWNER_LENGTH = 100
"""Characters of an owner's name, at the most."""

_UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
_DURATION = re.compile(r"(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?")
_FIELDS = {"task": ("classes", "functions", "globals"), "test": ("test_functions",)}


class Part(NamedTuple):
    """One file of a claim, and the symbols of it that are meant, sorted."""

    file: str
    symbols: tuple[str, ...]


class Claim(NamedTuple):
    """One node that somebody works on. Times are whole seconds since 1970, UTC.

    `project`: the folder of its ledger below the repository's top, with a final slash; "" for the top itself. Files
    are relative to the top.
    """

    project: str
    node: str
    owner: str
    since: int
    until: int
    parts: tuple[Part, ...]  # by file
    worktree: str = ""  # the work tree that it was made from, as of `claim_store.worktree_of`; "": not known


class Refusal(NamedTuple):
    """Why a node cannot be claimed: the claim that is in the way, and what both concern.

    `file` is "" where both are for the same node, which has no file; `symbols` is empty where they share but the file.
    """

    node: str
    held: Claim
    file: str
    symbols: tuple[str, ...]


class Outcome(NamedTuple):
    """What a request comes to. `claims`: all that stand afterwards, sorted."""

    claims: tuple[Claim, ...]
    done: tuple[Claim, ...] = ()  # claimed, renewed or released
    renewed: tuple[str, ...] = ()  # ids among `done` that their owner held already
    taken_over: tuple[Claim, ...] = ()  # claims of others that had ended, and that `done` replaces
    refused: tuple[Refusal, ...] = ()


def seconds(text: str) -> int | None:
    """`2h`, `90m`, `1d12h`, `45s` -> seconds; None for what is no duration, is 0, or is longer than LONGEST."""
    match = _DURATION.fullmatch(text.strip().lower())
    if match is None:
        return None
    total = sum(int(number or 0) * unit for number, unit in zip(match.groups(), _UNITS.values(), strict=True))
    return total if 0 < total <= LONGEST else None


def valid_owner(name: str) -> bool:
    """Whether a name can be an owner's: it is shown on a line and stored in a file."""
    return 0 < len(name) <= OWNER_LENGTH and name == name.strip() and name.isprintable() and storable(name)


def claim_of(architecture: Architecture, node_id: str, owner: str, now: int, until: int, worktree: str = "") -> Claim:
    """The claim of a node, with the files and symbols that it declares; a Design stands for its Tasks."""
    project = architecture.snapshot.prefix
    node = architecture.nodes[node_id]
    tasks = architecture.rows[node_id].by("implements") if node.kind == "design" else ()
    found: dict[str, set[str]] = {}
    for one in (node, *(architecture.nodes[task] for task in tasks)):
        if one.file:
            names = (name.name for field in _FIELDS.get(one.kind, ()) for name in one.declared(field))
            found.setdefault(project + one.file, set()).update(names)
    parts = tuple(Part(file, tuple(sorted(found[file]))) for file in sorted(found))
    return Claim(project, node_id, owner, now, until, parts, worktree)


def standing(claims: Iterable[Claim], now: int) -> tuple[Claim, ...]:
    """The claims that have not ended. One that would last longer than any can was written by a wrong clock."""
    return tuple(claim for claim in claims if now < claim.until <= now + LONGEST + SLACK)


def take(held: Sequence[Claim], asked: Sequence[Claim], now: int) -> Outcome:
    """All the claims that are asked for, of one owner, or none of them where one overlaps with another owner's."""
    alive = standing(held, now)
    refused = tuple(
        refusal
        for claim in asked
        for other in alive
        if other.owner != claim.owner and (refusal := overlap(claim, other)) is not None
    )
    if refused:
        return Outcome(_sorted(alive), refused=refused)
    mine = {_subject(claim): claim.since for claim in alive if asked and claim.owner == asked[0].owner}
    done = tuple(claim._replace(since=mine.get(_subject(claim), claim.since)) for claim in asked)
    again = {_subject(claim) for claim in done}
    kept = [claim for claim in alive if _subject(claim) not in again]
    ended = [claim for claim in held if claim not in alive]
    return Outcome(
        _sorted((*kept, *done)),
        done,
        tuple(claim.node for claim in asked if _subject(claim) in mine),
        tuple(old for old in ended if any(old.owner != new.owner and overlap(new, old) for new in done)),
    )


def drop(held: Sequence[Claim], nodes: Iterable[tuple[str, str]] | None, owner: str, now: int) -> Outcome:
    """Gives up an owner's claims: of some (project, id), or with None all. Claims of others on those refuse it."""
    alive = standing(held, now)
    wanted = {_subject(claim) for claim in alive if claim.owner == owner} if nodes is None else set(nodes)
    mine = tuple(claim for claim in alive if claim.owner == owner and _subject(claim) in wanted)
    rest = wanted - {_subject(claim) for claim in mine}
    refused = tuple(Refusal(claim.node, claim, "", ()) for claim in alive if _subject(claim) in rest)
    if refused:
        return Outcome(_sorted(alive), refused=refused)
    return Outcome(_sorted(claim for claim in alive if claim not in mine), _sorted(mine))


def overlap(asked: Claim, held: Claim) -> Refusal | None:
    """What two claims have in common: the node, or the first file, with the symbols in common if there are any."""
    theirs = {part.file: part.symbols for part in held.parts}
    shared = [part for part in asked.parts if part.file in theirs]
    if shared:
        common = {part.file: tuple(name for name in part.symbols if name in theirs[part.file]) for part in shared}
        file = next((file for file, names in common.items() if names), shared[0].file)
        return Refusal(asked.node, held, file, common[file])
    return Refusal(asked.node, held, "", ()) if _subject(asked) == _subject(held) else None


def in_the_way(architecture: Architecture, node_ids: Iterable[str], claims: Iterable[Claim]) -> dict[str, Claim]:
    """Node -> the claim, the first by id, with which a claim of it would overlap; whoever asks is not looked at."""
    by_node: dict[tuple[str, str], Claim] = {}
    by_file: dict[str, Claim] = {}
    for claim in _sorted(claims):
        by_node.setdefault(_subject(claim), claim)
        for part in claim.parts:
            by_file.setdefault(part.file, claim)
    found = {}
    for node_id in node_ids if by_node else ():
        wanted = claim_of(architecture, node_id, "", 0, 0)
        files = (by_file[part.file] for part in wanted.parts if part.file in by_file)
        found[node_id] = by_node.get(_subject(wanted)) or next(files, None)
    return {node_id: claim for node_id, claim in found.items() if claim is not None}


def to_plain(claims: Iterable[Claim]) -> list[list[object]]:
    """Claims as JSON can hold them."""
    return [[*one[:5], [[part.file, list(part.symbols)] for part in one.parts], one.worktree] for one in claims]


def from_plain(plain: object) -> tuple[tuple[Claim, ...], int]:
    """(the claims that a stored list holds, how many of its entries are none). Whatever it is, nothing is raised."""
    if not isinstance(plain, list):
        return (), 1
    found = [_claim(one) for one in plain]
    return _sorted(claim for claim in found if claim is not None), found.count(None)


def _claim(plain: object) -> Claim | None:
    match plain:
        case [str(project), str(node), str(owner), int(since), int(until), list(parts), *rest] if (
            canonical(node) == node and valid_owner(owner) and 0 <= since <= until < 1 << 40
        ):
            read = [_part(part) for part in parts]
            whole = tuple(part for part in read if part is not None)
            worktree = "".join(one for one in rest if isinstance(one, str))  # claims of old have none
            if len(whole) == len(read) and rest in ([], [worktree]):
                return Claim(project, node, owner, int(since), int(until), whole, worktree)
    return None


def _part(plain: object) -> Part | None:
    match plain:
        case [str(file), list(symbols)] if file and all(isinstance(symbol, str) for symbol in symbols):
            return Part(file, tuple(symbols))
    return None


def _subject(claim: Claim) -> tuple[str, str]:
    return claim.project, claim.node


def _sorted(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda claim: (claim.project, sort_key(claim.node), claim.owner)))
