"""Files and their imports -> the groups that they fall into, each behind all that it requires."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from archhook.graph.acyclic import Acyclic
from archhook.graph.reach import peel
from archhook.recovery.groups import Group
from archhook.recovery.opened_folders import parts_of
from archhook.recovery.ordering import ordered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archhook.recovery.groups import Link
    from archhook.recovery.opened_folders import Parts

INIT = "__init__.py"
HUBS = 3
"""So many files stand for a group that is not the whole of its folder."""


class _Part(NamedTuple):
    """A group before it has its place: files, and the folder that they are all of, "" and False where they are not."""

    files: tuple[str, ...]
    folder: str
    whole: bool


def recover(files: Iterable[str], links: Mapping[tuple[str, str], Link]) -> tuple[Group, ...]:
    """The groups of files, each behind all that it requires: folders, or files of one folder, as they were put there.

    `links`: (file, file that it imports) -> by how many statements. An `__init__.py` that is none of the files may be
    the first of the two: it counts as the files beside it. Circles of groups are cut where the fewest imports run.
    The same files and links give the same groups, whatever order they come in.
    """
    paths = sorted(set(files))
    if not paths:
        return ()
    known = set(paths)
    inner = {pair: link for pair, link in links.items() if known.issuperset(pair) and pair[0] != pair[1]}
    parts = _parts(parts_of(paths, inner), inner)
    home = {path: at for at, part in enumerate(parts) for path in part.files}
    return _placed(parts, home, inner, _handing_on(links, home))


def _parts(parts: Parts, links: Mapping[tuple[str, str], Link]) -> list[_Part]:
    """The groups of files, in no order that means anything."""
    closed = {folder: [*files] for folder, files in parts.closed.items()}
    found = []
    for folder, pieces in parts.opened:
        loose = []
        for piece in pieces:
            named = _of_its_name(folder, piece, closed)
            if named:
                closed[named] += piece
            else:
                loose.append(piece)
        found.append((folder, [path for piece in loose for path in piece]))
    return [
        *(_Part(tuple(sorted(files)), folder, whole=True) for folder, files in closed.items()),
        *(_Part(tuple(sorted(files)), folder, whole=False) for folder, files in found if files),
    ]


def _of_its_name(folder: str, piece: Sequence[str], closed: Mapping[str, object]) -> str:
    """The closed folder that a loose file is called as, "" for none: `shop/cart.py` goes with `shop/cart/`."""
    inside = f"{folder}/" if folder else ""
    stem = piece[0][len(inside) :].removesuffix(".py")
    for name in (stem, stem.lstrip("_"), f"_{stem}"):
        if len(piece) == 1 and inside + name in closed:
            return inside + name
    return ""


def _handing_on(links: Mapping[tuple[str, str], Link], home: Mapping[str, int]) -> dict[tuple[str, int], float]:
    """(folder, group that its `__init__.py` imports) -> the weight, where that `__init__.py` is none of the files."""
    found: Counter[tuple[str, int]] = Counter()
    for (one, other), link in links.items():
        folder, _, name = one.rpartition("/")
        if one not in home and other in home and name == INIT:
            found[folder, home[other]] += link.weight  # type: ignore[assignment]  # a Counter of weights
    return dict(found)


def _placed(
    parts: Sequence[_Part],
    home: Mapping[str, int],
    links: Mapping[tuple[str, str], Link],
    handing_on: Mapping[tuple[str, int], float],
) -> tuple[Group, ...]:
    """The groups in the order against which the fewest imports run."""
    beside: dict[str, set[int]] = defaultdict(set)
    for path, at in home.items():
        beside[path.rpartition("/")[0]].add(at)
    weights: dict[tuple[int, int], float] = defaultdict(float)
    for (one, other), link in links.items():
        if home[one] != home[other]:
            weights[home[one], home[other]] += link.weight
    for (folder, target), weight in handing_on.items():
        if len(beside[folder]) == 1 and target not in beside[folder]:
            weights[min(beside[folder]), target] += weight
    names = [part.files[0] for part in parts]  # each is in one part alone
    order = ordered(names, {(names[one], names[other]): weight for (one, other), weight in weights.items()})
    place = {name: at for at, name in enumerate(order)}
    for folder, target in sorted(handing_on):
        sources = beside[folder] if target not in beside[folder] else ()
        if sources and not any((one, target) in weights for one in sources):
            weights[max(sources, key=lambda one: place[names[one]]), target] += 0  # one of them is enough
    needs = _acyclic(order, {(names[one], names[other]): weight for (one, other), weight in weights.items()})
    return _groups({part.files[0]: part for part in parts}, needs, links, home)


def _acyclic(order: Sequence[str], weights: Mapping[tuple[str, str], float]) -> dict[str, tuple[set[str], set[str]]]:
    """Each group behind all that it requires -> (what it requires, what it imports against the order).

    What runs against an order and closes no circle all the same is required, too.
    """
    place = {name: at for at, name in enumerate(order)}
    graph = Acyclic(order)
    refused: dict[str, set[str]] = {name: set() for name in order}
    for one, other in sorted(weights, key=lambda pair: (place[pair[0]] < place[pair[1]], -weights[pair], pair)):
        if not graph.add(one, other):
            refused[one].add(other)
    behind, _ = peel({name: sorted(graph.links[name], key=place.__getitem__) for name in order})
    return {name: (graph.links[name], refused[name]) for name in behind}


def _groups(
    parts: Mapping[str, _Part],
    needs: Mapping[str, tuple[set[str], set[str]]],
    links: Mapping[tuple[str, str], Link],
    home: Mapping[str, int],
) -> tuple[Group, ...]:
    degree: Counter[str] = Counter()
    for (one, other), link in links.items():
        if home[one] == home[other]:
            degree[one] += link.run + link.lazy
            degree[other] += link.run + link.lazy
    place = {name: at for at, name in enumerate(needs)}
    found = []
    for name, ends in needs.items():
        part = parts[name]
        hubs = () if part.whole else tuple(sorted(part.files, key=lambda path: (-degree[path], path))[:HUBS])
        requires, against = (tuple(sorted(place[other] for other in some)) for some in ends)
        found.append(Group(part.files, part.folder, part.whole, hubs, requires, against))
    return tuple(found)
