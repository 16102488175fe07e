"""Groups of files -> their order, what each requires, and what it imports against that order."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from archhook.graph.acyclic import Acyclic
from archhook.graph.reach import peel
from archhook.recovery.groups import Group, common_folder
from archhook.recovery.ordering import ordered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archhook.recovery.groups import Link

    Links = Mapping[tuple[str, str], Link]
    Between = Mapping[tuple[str, str], float]
    """(first file of a group, that of another that it imports) -> the weight."""

INIT = "__init__.py"
HUBS = 3
"""So many files stand for a group that is not the whole of its folder."""


class Part(NamedTuple):
    """A group before it has its place: see `Group`."""

    files: tuple[str, ...]
    folder: str
    whole: bool


def placed(parts: Sequence[Part], links: Links) -> tuple[Group, ...]:
    """The groups in the order against which the fewest imports run, each behind all that it requires.

    What runs against the order and closes no circle all the same is required, too.
    """
    home = {path: part.files[0] for part in parts for path in part.files}
    between = _between(home, links)
    order = ordered([part.files[0] for part in parts], between)
    place = {name: at for at, name in enumerate(order)}
    graph = Acyclic(order)
    refused: dict[str, set[str]] = defaultdict(set)
    for one, other in sorted(between, key=lambda pair: (place[pair[0]] < place[pair[1]], -between[pair], pair)):
        if not graph.add(one, other):
            refused[one].add(other)
    for sources, target in _handed_on(home, links):
        above = sorted(sources, key=place.__getitem__, reverse=True)
        declared = any(target in graph.links[one] for one in above)
        if not declared and not any(graph.add(one, target) for one in above):  # the first that may
            refused[above[0]].add(target)
    behind, _ = peel({name: sorted(graph.links[name], key=place.__getitem__) for name in order})
    at = {name: number for number, name in enumerate(behind)}
    part_of = {part.files[0]: part for part in parts}
    hubs = _hubs(parts, home, links)
    return tuple(
        Group(
            part_of[name].files,
            _home(part_of[name]),
            part_of[name].whole,
            hubs[name],
            tuple(sorted(at[other] for other in graph.links[name])),
            tuple(sorted(at[other] for other in refused[name])),
        )
        for name in behind
    )


def _home(part: Part) -> str:
    """The folder of a group: the deepest that holds all of its files, where it is not the whole of one."""
    return part.folder if part.whole else common_folder(path.rpartition("/")[0] for path in part.files)


def debts(groups: Sequence[Group], links: Links) -> dict[tuple[int, int], float]:
    """(group, another that it imports against the order) -> the weight."""
    home = {path: at for at, group in enumerate(groups) for path in group.files}
    against = [frozenset(group.against) for group in groups]
    found: dict[tuple[int, int], float] = defaultdict(float)
    for (one, other), link in sorted(links.items()):
        if home[other] in against[home[one]]:
            found[home[one], home[other]] += link.weight
    return found


def _between(home: Mapping[str, str], links: Links) -> dict[tuple[str, str], float]:
    """The weights between groups; what an `__init__.py` that is none of the files imports counts for the group beside
    it, where that is one.
    """
    beside = _beside(home)
    found: dict[tuple[str, str], float] = defaultdict(float)
    for (one, other), link in sorted(links.items()):
        if other in home:
            sources = {home[one]} if one in home else _beside_init(one, beside)
            if len(sources) == 1 and home[other] not in sources:
                found[min(sources), home[other]] += link.weight
    return dict(found)


def _handed_on(home: Mapping[str, str], links: Links) -> list[tuple[set[str], str]]:
    """(the groups beside an `__init__.py` that is none of the files, a group that it imports), where the first are
    several: it is enough that one of them requires the other.
    """
    beside = _beside(home)
    found = []
    for one, other in sorted(links):
        sources = _beside_init(one, beside) if one not in home else set()
        if other in home and len(sources) > 1 and home[other] not in sources:
            found.append((sources, home[other]))
    return found


def _beside(home: Mapping[str, str]) -> dict[str, set[str]]:
    """Folder -> the groups of the files that lie directly in it."""
    found: dict[str, set[str]] = defaultdict(set)
    for path, group in home.items():
        found[path.rpartition("/")[0]].add(group)
    return found


def _beside_init(path: str, beside: Mapping[str, set[str]]) -> set[str]:
    """The groups beside an `__init__.py`; none for any other file."""
    folder, _, name = path.rpartition("/")
    return beside.get(folder, set()) if name == INIT else set()


def _hubs(parts: Sequence[Part], home: Mapping[str, str], links: Links) -> dict[str, tuple[str, ...]]:
    """Group -> the files that most imports connect with others of it, where it is not the whole folder."""
    degree: Counter[str] = Counter()
    for (one, other), link in links.items():
        if one in home and other in home and home[one] == home[other]:
            degree[one] += link.run + link.lazy
            degree[other] += link.run + link.lazy
    return {
        part.files[0]: () if part.whole else tuple(sorted(part.files, key=lambda path: (-degree[path], path))[:HUBS])
        for part in parts
    }
