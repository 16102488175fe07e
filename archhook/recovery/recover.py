"""Files and their imports -> the groups that they fall into, each behind all that it requires."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from archhook.recovery.beside_folders import circles, of_its_name
from archhook.recovery.better_groups import moved
from archhook.recovery.clusters import Piece, clustered
from archhook.recovery.families import families, is_entry
from archhook.recovery.group_order import Part, debts, placed
from archhook.recovery.opened_folders import FEW, MOST, large_of, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.recovery.groups import Group, Link
    from archhook.recovery.opened_folders import Parts

    Links = Mapping[tuple[str, str], Link]

TOO_MANY = 0.05
"""Share of all imports that may run against the order before a folder of those is opened that they run between: a
folder that holds what is used by all and what uses all can be in no good place. Halved it opens folders that people
leave whole; without it, one of the projects looked at has thirteen percent of debts, and with it three."""

OPENED = 3
"""So many folders are opened for that at most, which bounds the time where nothing helps: one was enough so far."""


EACH = 7
"""So many loose files make a part of their own, where the folders that stay whole have left no room for more. Halved,
flat packages have a quarter more debts; doubled, unlike files of them share a part."""


def recover(files: Iterable[str], links: Links, *, wanted: int = 0, beside: int = 0) -> tuple[Group, ...]:
    """The groups of files, each behind all that it requires: folders, or files of one folder that import each other.

    `links`: (file, file that it imports) -> by how many statements. An `__init__.py` that is none of the files may be
    the first of the two: it counts as the files beside it. `wanted`: where there would be fewer groups, about so many,
    however few files there are. `beside`: how many files the project has that are not to be grouped: what is large is
    told by all. Circles of groups are cut where the fewest imports run. The same files and links give the same groups,
    whatever order they come in.
    """
    paths = sorted(set(files))
    if not paths:
        return ()
    known = set(paths)
    inner = {pair: link for pair, link in links.items() if known.issuperset(pair) and pair[0] != pair[1]}
    allowed = TOO_MANY * sum(link.weight for link in inner.values())
    opened: frozenset[str] = frozenset()

    def grouped(opened: frozenset[str], number: int) -> tuple[Group, ...]:
        return placed(_grouped(parts_of(paths, inner, opened, number, beside), inner, number), links)

    groups = grouped(opened, 0)
    if len(groups) >= wanted:
        wanted = 0
    else:
        groups = grouped(opened, wanted)
    against = debts(groups, inner)
    while sum(against.values()) > allowed and len(opened) < OPENED:
        worst = max(sorted(against), key=against.__getitem__)
        best = groups
        for at in worst:
            if groups[at].whole and groups[at].folder and len(groups[at].files) >= 2 * FEW:
                found = grouped(opened | {groups[at].folder}, wanted)
                fewer = debts(found, inner)
                if sum(fewer.values()) < sum(against.values()):
                    best, against, folder = found, fewer, groups[at].folder
        if best is groups:
            break
        groups, opened = best, opened | {folder}
    return groups


def _grouped(parts: Parts, links: Links, wanted: int) -> list[Part]:
    """The files by group, the groups in no order."""
    number = sum(map(len, parts.closed.values())) + sum(len(piece) for one in parts.opened for piece in one.pieces)
    large, few = (float(number), 1) if wanted else (large_of(number), FEW)
    fixed, loose = _fixed(parts, links, apart=bool(wanted))
    pieces = [Piece(name, "", len(part.files), fixed=True) for name, part in fixed.items()]
    members = {name: part.files for name, part in fixed.items()}
    for folder, some in sorted(loose.items()):
        for files in families(folder, some, large / 2 if wanted else large):
            members[files[0]] = files
            pieces.append(Piece(files[0], folder, len(files), fixed=False, entry=is_entry(folder, files)))
    owner = {path: name for name, files in members.items() for path in files}
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for (one, other), link in sorted(links.items()):
        if owner[one] != owner[other] and link.weight:
            weights[owner[one], owner[other]] += link.weight
    folder_of = {piece.name: piece.folder for piece in pieces}
    found = [*fixed.values()]
    for names in clustered(pieces, weights, _wanted(pieces, wanted), few, large):
        if names[0] not in fixed:
            together = tuple(path for name in names for path in members[name])
            found.append(Part(together, folder_of[names[0]], whole=False))
    return moved(found, links, few, large, {piece.name for piece in pieces if piece.entry})


def _fixed(parts: Parts, links: Links, *, apart: bool) -> tuple[dict[str, Part], dict[str, list[tuple[str, ...]]]]:
    """(first file -> a group that no cluster takes from, opened folder -> what lies loose in it).

    `apart`: the folders stay apart from files that they are in a circle with.
    """
    closed = {folder: [*files] for folder, files in parts.closed.items()}
    loose: dict[str, list[tuple[str, ...]]] = {}
    for folder, pieces in parts.opened:
        for piece in pieces:
            named = of_its_name(folder, piece, closed)
            if named:
                closed[named] += piece
            else:
                loose.setdefault(folder, []).append(piece)
    taken: set[str] = set()
    fixed = {}
    with_folder = {} if apart else circles(closed, loose, links)
    for folder, files in closed.items():
        path = with_folder.get(folder, "")
        whole = path in taken or not path
        together = tuple(sorted(files if whole else [*files, path]))
        taken |= {*together}
        fixed[together[0]] = Part(together, folder if whole else folder.rpartition("/")[0], whole=whole)
    return fixed, {folder: [one for one in some if one[0] not in taken] for folder, some in loose.items()}


def _wanted(pieces: Iterable[Piece], wanted: int) -> dict[str, int]:
    """Opened folder -> how many clusters the files are to fall into that lie loose in it: their share of what the
    folders that stay whole leave of the square root of all files, which is how many parts people make; one for `EACH`
    of them at least.
    """
    sizes: Counter[str] = Counter()
    closed = files = 0
    for piece in pieces:
        files += piece.size
        closed += piece.fixed
        if not piece.fixed:
            sizes[piece.folder] += piece.size
    total = sizes.total()
    free = max(0.0, (wanted or min(MOST, max(files**0.5, closed + total / EACH))) - closed)
    few = 1 if wanted else FEW
    return {folder: max(1, min(size // few, round(free * size / total))) for folder, size in sorted(sizes.items())}
