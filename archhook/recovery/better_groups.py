"""Loose files -> the groups of their folder where the fewest imports run against the order: one file at a time, for
clusters are made of more than single files. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archhook.recovery.joining import JoinedOrder
from archhook.recovery.ordering import TOO_LITTLE, ordered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from archhook.recovery.group_order import Part
    from archhook.recovery.groups import Link

    Links = Mapping[tuple[str, str], Link]
    Weights = Mapping[tuple[str, str], float]

TOGETHER = 3
"""So many files move at once at most: one, and what it imports of its own group. Halved, a file that is in a better
place elsewhere stays where what it imports is; doubled, nothing more moves."""


def moved(parts: Sequence[Part], links: Links, few: int, large: float, entries: Collection[str]) -> list[Part]:
    """Some groups after each file that lies directly in their folder has looked for a better one, and those of fewer
    than `few` files have joined others where that costs nothing.

    None is left with fewer than `few` by that, or gets more than `large`. `entries`: files that join no group which
    would come to depend on more by that.
    """
    groups = _Groups(parts, {pair: link.weight for pair, link in sorted(links.items()) if link.weight}, large)
    groups.move(few)
    groups.join(few, entries)
    files = groups.members()
    return [part._replace(files=tuple(sorted(some))) for part, some in zip(parts, files, strict=True) if some]


class _Groups:
    """Groups of files by number, while files move between those of one folder."""

    def __init__(self, parts: Sequence[Part], weights: Weights, large: float) -> None:
        self.folders = [None if part.whole else part.folder for part in parts]
        self.large = large
        self.weights = weights
        self.home = {path: at for at, part in enumerate(parts) for path in part.files}
        self.files = [len(part.files) for part in parts]
        self.imports: dict[str, list[tuple[str, float]]] = defaultdict(list)
        self.importers: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for (one, other), weight in weights.items():
            self.imports[one].append((other, weight))
            self.importers[other].append((one, weight))
        self.movable = sorted(path for path, at in self.home.items() if path.rpartition("/")[0] == self.folders[at])

    def members(self) -> list[list[str]]:
        """The files by group."""
        found: list[list[str]] = [[] for _ in self.files]
        for path, at in self.home.items():
            found[at].append(path)
        return found

    def move(self, few: int) -> None:
        """Moves each file that is in a better place elsewhere: none is left for a second pass. No group is left with
        fewer than `few` by that.
        """
        place = self._place()
        for path in self.movable:
            self._move(path, place, few)

    def join(self, few: int, entries: Collection[str]) -> None:
        """Makes groups of fewer than `few` files parts of others of their folder, where that costs nothing."""
        between = self._between()
        order = JoinedOrder(self._place(), between)
        members = self.members()
        of_folder: dict[str | None, list[int]] = defaultdict(list)
        for at, folder in enumerate(self.folders):
            of_folder[folder].append(at)
        small = (at for at, folder in enumerate(self.folders) if folder is not None and self.files[at] < few)
        for at in sorted(small, key=lambda at: (self.files[at], at)):
            entry = all(path in entries for path in members[at])
            fitting = [
                to
                for to in of_folder[self.folders[at]]
                if to != at and self.files[to] and self.files[to] + self.files[at] <= self.large
            ]
            cost = {to: order.cost_of_joining(at, to) + entry * order.newly_reached(at, to) for to in fitting}
            ties = {to: between.get((at, to), 0.0) + between.get((to, at), 0.0) for to in fitting}
            best = min(fitting, key=lambda to: (cost[to], -ties[to], -order.place[to], to), default=at)
            if best != at and cost[best] <= TOO_LITTLE:
                order.join(at, best)
                members[best] += members[at]
                self.home |= dict.fromkeys(members[at], best)
                self.files[best] += self.files[at]
                self.files[at] = 0

    def _place(self) -> dict[int, int]:
        return {at: number for number, at in enumerate(ordered(range(len(self.files)), self._between()))}

    def _between(self) -> dict[tuple[int, int], float]:
        between: dict[tuple[int, int], float] = defaultdict(float)
        for (one, other), weight in self.weights.items():
            if self.home[one] != self.home[other]:
                between[self.home[one], self.home[other]] += weight
        return between

    def _move(self, path: str, place: Mapping[int, int], few: int) -> None:
        """Moves a file to the best group, alone or with what it imports of its own."""
        here = self.home[path]
        near = sorted({self.home[other] for other, _ in (*self.imports[path], *self.importers[path])} - {here})
        for paths in self._blocks(path):
            most = self.large - len(paths)
            fitting = [at for at in near if self.folders[at] == self.folders[here] and self.files[at] <= most]
            if self.files[here] - len(paths) < few or not fitting:
                break
            cost = {}
            for at in fitting:
                cost[at] = sum([self._shifted(one, at, place) for one in paths])
                for one in paths[::-1]:
                    self._shifted(one, here, place)
            best = min(fitting, key=lambda at: (cost[at], at))
            if cost[best] < -TOO_LITTLE:
                for one in paths:
                    self._shifted(one, best, place)
                break

    def _blocks(self, path: str) -> list[list[str]]:
        """A file; and where that is not too much, with all that it imports of its own group."""
        here, folder = self.home[path], path.rpartition("/")[0]
        found = [path]
        for one in found:
            for other, _ in self.imports[one]:
                if self.home[other] == here and other not in found:
                    found.append(other)
                    if len(found) > TOGETHER or other.rpartition("/")[0] != folder:
                        return [[path]]
        return [[path], found] if len(found) > 1 else [[path]]

    def _shifted(self, path: str, to: int, place: Mapping[int, int]) -> float:
        """The weight that comes to run against the order by putting a file into a group."""
        out, into = self._by_group(self.imports[path]), self._by_group(self.importers[path])
        here = self.home[path]
        cost = self._cost(to, out, into, place) - self._cost(here, out, into, place)
        self.home[path] = to
        self.files[here] -= 1
        self.files[to] += 1
        return cost

    def _by_group(self, ends: Iterable[tuple[str, float]]) -> dict[int, float]:
        found: dict[int, float] = defaultdict(float)
        for other, weight in ends:
            found[self.home[other]] += weight
        return found

    def _cost(self, at: int, out: Mapping[int, float], into: Mapping[int, float], place: Mapping[int, int]) -> float:
        cost = sum(weight for other, weight in out.items() if place[other] > place[at])
        return cost + sum(weight for other, weight in into.items() if place[other] < place[at])
