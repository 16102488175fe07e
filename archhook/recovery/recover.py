"""Files and their imports -> the groups that they fall into, each behind all that it requires."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from archhook.recovery.clusters import Piece, clustered
from archhook.recovery.group_order import Part, debts, placed
from archhook.recovery.opened_folders import FEW, LARGE, MOST, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archhook.recovery.groups import Group, Link
    from archhook.recovery.opened_folders import Parts

    Links = Mapping[tuple[str, str], Link]

TOO_MANY = 0.05
"""Share of all imports that may run against the order before a folder of those is opened that they run between: a
folder that holds what is used by all and what uses all can be in no good place. Halved it opens folders that people
leave whole; without it, one of the projects looked at has thirteen percent of debts, and with it three."""

OPENED = 3
"""So many folders are opened for that at most, which bounds the time where nothing helps: two were enough so far."""


def recover(files: Iterable[str], links: Links, *, wanted: int = 0) -> tuple[Group, ...]:
    """The groups of files, each behind all that it requires: folders, or files of one folder that import each other.

    `links`: (file, file that it imports) -> by how many statements. An `__init__.py` that is none of the files may be
    the first of the two: it counts as the files beside it. `wanted`: where there would be fewer groups, about so many,
    however few files there are. Circles of groups are cut where the fewest imports run. The same files and links give
    the same groups, whatever order they come in.
    """
    paths = sorted(set(files))
    if not paths:
        return ()
    known = set(paths)
    inner = {pair: link for pair, link in links.items() if known.issuperset(pair) and pair[0] != pair[1]}
    allowed = TOO_MANY * sum(link.weight for link in inner.values())
    opened: frozenset[str] = frozenset()
    groups = _groups(paths, links, inner, opened, 0)
    if len(groups) >= wanted:
        wanted = 0
    else:
        groups = _groups(paths, links, inner, opened, wanted)
    against = debts(groups, inner)
    while sum(against.values()) > allowed and len(opened) < OPENED:
        worst = max(sorted(against), key=against.__getitem__)
        best = groups
        for at in worst:
            if groups[at].whole and groups[at].folder and len(groups[at].files) >= 2 * FEW:
                found = _groups(paths, links, inner, opened | {groups[at].folder}, wanted)
                fewer = debts(found, inner)
                if sum(fewer.values()) < sum(against.values()):
                    best, against, folder = found, fewer, groups[at].folder
        if best is groups:
            break
        groups, opened = best, opened | {folder}
    return groups


def _groups(paths: Sequence[str], links: Links, inner: Links, opened: frozenset[str], wanted: int) -> tuple[Group, ...]:
    """The groups with some folders opened, though they are not too large. `inner`: the links between the files."""
    return placed(_grouped(parts_of(paths, inner, opened, wanted), inner, wanted), links)


def _grouped(parts: Parts, links: Links, wanted: int) -> list[Part]:
    """The files by group, the groups in no order."""
    closed = {folder: [*files] for folder, files in parts.closed.items()}
    loose: dict[str, tuple[str, tuple[str, ...]]] = {}  # first file -> the opened folder, the piece
    for folder, pieces in parts.opened:
        for piece in pieces:
            named = _of_its_name(folder, piece, closed)
            if named:
                closed[named] += piece
            else:
                loose[piece[0]] = folder, piece
    whole = {min(files): Part(tuple(sorted(files)), folder, whole=True) for folder, files in closed.items()}
    nodes = [Piece(name, "", len(part.files), fixed=True) for name, part in whole.items()]
    nodes += [Piece(name, folder, len(piece), fixed=False) for name, (folder, piece) in loose.items()]
    owner = {path: name for name, part in whole.items() for path in part.files}
    owner |= {path: name for name, (_, piece) in loose.items() for path in piece}
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for (one, other), link in sorted(links.items()):
        if owner[one] != owner[other] and link.weight:
            weights[owner[one], owner[other]] += link.weight
    found = []
    large = float(len(owner)) if wanted else max(2 * FEW, LARGE * len(owner))
    for names in clustered(nodes, weights, _wanted(nodes, wanted), 1 if wanted else FEW, large):
        if names[0] in whole:
            found.append(whole[names[0]])
        else:
            together = (path for name in names for path in loose[name][1])
            found.append(Part(tuple(sorted(together)), loose[names[0]][0], whole=False))
    return found


def _of_its_name(folder: str, piece: Sequence[str], closed: Mapping[str, object]) -> str:
    """The closed folder that a loose file is called as, "" for none: `shop/cart.py` goes with `shop/cart/`."""
    inside = f"{folder}/" if folder else ""
    stem = piece[0][len(inside) :].removesuffix(".py")
    named = (inside + name for name in (stem, stem.lstrip("_"), f"_{stem}"))
    return next((name for name in named if name in closed), "") if len(piece) == 1 else ""


def _wanted(pieces: Iterable[Piece], wanted: int) -> dict[str, int]:
    """Opened folder -> how many clusters the files are to fall into that lie loose in it: their share of what the
    folders that stay whole leave of the square root of all files, which is how many parts people make.
    """
    sizes: Counter[str] = Counter()
    closed = files = 0
    for piece in pieces:
        files += piece.size
        closed += piece.fixed
        if not piece.fixed:
            sizes[piece.folder] += piece.size
    free = max(0.0, (wanted or min(MOST, files**0.5)) - closed)
    total = sizes.total()
    few = 1 if wanted else FEW
    return {folder: max(1, min(size // few, round(free * size / total))) for folder, size in sorted(sizes.items())}
