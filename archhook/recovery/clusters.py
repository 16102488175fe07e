"""The files that lie loose in opened folders -> clusters of those that have to do with each other.

Clusters stand in one order with the folders that stay whole. They begin as runs of that order. Then each piece moves to
the cluster of its folder where it gains most: kinship within the cluster, less what chance would give, less the imports
that run against the order. What is too small in the end, or more than is wanted, joins the cluster beside which it
costs least, unless that would cost more than a part is worth.
"""

from __future__ import annotations

from collections import defaultdict
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from archhook.recovery.joining import JoinedOrder
from archhook.recovery.ordering import ordered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Weights = Mapping[tuple[str, str], float]

MORE = 4
"""So many clusters more than are wanted a folder begins with: the base and the face of a package, which import and are
imported by nearly all that lies between, part from the rest here. Halved there are a tenth more debts, without
them half as many again; doubled, no fewer."""
WORTH = 0.005
"""Share of all imports that a part has to keep from running against the order, to stay though it is one too many.
Halved it leaves more groups, doubled a tenth more debts."""
LIMIT = 23
"""With so many groups none stays that is one too many: with what lies beside the product that is 25, and nobody can
keep more in mind. Halved, debts rise by nearly half."""
PASSES = 2
"""So often each piece looks for a better cluster: a third time none finds one. Without it debts rise by a tenth, and
what is alike is not together."""


class Piece(NamedTuple):
    """What moves as one: a loose file or a small folder; or what does not move, a folder that stays whole."""

    name: str  # its first file
    folder: str  # the opened folder that it lies in
    size: int  # files
    fixed: bool
    entry: bool = False  # it comes last, and decides nothing of where others go


def clustered(
    pieces: Sequence[Piece], weights: Weights, wanted: Mapping[str, int], few: int, large: float
) -> list[list[str]]:
    """The names of pieces by cluster; those that are fixed are clusters of their own.

    `weights`: (piece, piece that it imports) -> by how much. `wanted`: opened folder -> how many clusters. `few`: with
    fewer files a cluster is too small; with more than `large` it is too large.
    """
    order = {name: at for at, name in enumerate(ordered([piece.name for piece in pieces], weights))}
    runs = _runs(sorted(pieces, key=lambda piece: order[piece.name]), wanted)
    clusters = _Clusters(runs, weights, _kinship(pieces, weights), large)
    for _ in range(PASSES):
        if not clusters.improved():
            break
    clusters.join(wanted, few)
    return clusters.names()


def _runs(pieces: Iterable[Piece], wanted: Mapping[str, int]) -> list[list[Piece]]:
    """Pieces in the order of the imports, those of one folder cut into runs of about the same number of files."""
    found: list[list[Piece]] = []
    loose: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.fixed or piece.entry:
            found.append([piece])
        else:
            loose[piece.folder].append(piece)
    for folder, some in loose.items():
        runs: list[list[Piece]] = [[] for _ in range(wanted[folder] + MORE)]
        total, before = sum(piece.size for piece in some), 0
        for piece in some:
            runs[before * len(runs) // total].append(piece)
            before += piece.size
        found += filter(None, runs)
    return found


def _kinship(pieces: Iterable[Piece], weights: Weights) -> dict[str, dict[str, float]]:
    """Loose piece -> another of its folder -> how much they have to do with each other: what nearly all import makes
    nobody kin.
    """
    loose = {piece.name: piece.folder for piece in pieces if not piece.fixed and not piece.entry}
    importers: dict[str, int] = defaultdict(int)
    for _, other in weights:
        importers[other] += 1
    kin: dict[str, dict[str, float]] = {name: defaultdict(float) for name in loose}
    for (one, other), weight in weights.items():
        if one in loose and other in loose and loose[one] == loose[other]:
            value = weight / sqrt(importers[other])
            kin[one][other] += value
            kin[other][one] += value
    return kin


class _Clusters:
    """Clusters by number, while pieces move between those of one folder."""

    def __init__(
        self, runs: Sequence[Sequence[Piece]], weights: Weights, kin: Mapping[str, Mapping[str, float]], large: float
    ) -> None:
        self.large = large
        self.kin = kin
        self.entries = {piece.name for run in runs for piece in run if piece.entry}
        self.weights = weights
        self.size = {piece.name: piece.size for run in runs for piece in run}
        self.home = {piece.name: at for at, run in enumerate(runs) for piece in run}
        self.members = [{piece.name for piece in run} for run in runs]
        self.files = [sum(piece.size for piece in run) for run in runs]
        self.of_folder: dict[str, list[int]] = defaultdict(list)
        self.siblings: dict[str, list[int]] = {}  # piece -> the clusters of its folder
        for at, run in enumerate(runs):
            if not run[0].fixed:
                self.of_folder[run[0].folder].append(at)
                self.siblings |= dict.fromkeys((piece.name for piece in run), self.of_folder[run[0].folder])
        self.near: dict[str, list[tuple[str, float]]] = defaultdict(list)  # what it imports: +, what imports it: -
        for (one, other), weight in weights.items():
            self.near[one].append((other, weight))
            self.near[other].append((one, -weight))
        self.degree = {name: sum(some.values()) for name, some in kin.items()}
        self.degrees = [sum(self.degree.get(name, 0.0) for name in some) for some in self.members]
        self.all_weights = sum(weights.values())
        self.all_degrees = sum(self.degree.values()) or 1.0

    def improved(self) -> bool:
        """Whether some piece moved, each in turn having looked for a better cluster."""
        place, _ = _order(self._left(), self._between())
        moved = False
        for name in sorted(self.kin):
            best = self._best(name, place)
            moved |= best != self.home[name]
            self._move([name], best)
        return moved

    def _best(self, name: str, place: Mapping[int, int]) -> int:
        """The cluster that a piece gains most in; its own where another is no better."""
        here, most = self.home[name], self.large - self.size[name]
        candidates = [at for at in self.siblings[name] if at in place and (at == here or self.files[at] <= most)]
        kin = self._kin_of((name,))
        cost = self._against(name, sorted(candidates, key=place.__getitem__), place)
        chance = self.degree[name] / self.all_degrees
        self.degrees[here] -= self.degree[name]
        gain = {at: kin[at] - chance * self.degrees[at] - cost[at] for at in candidates}
        self.degrees[here] += self.degree[name]
        best = max(candidates, key=lambda at: (gain[at], -at), default=here)
        return best if gain and gain[best] > gain[here] + 1e-9 else here

    def _against(self, name: str, candidates: Iterable[int], place: Mapping[int, int]) -> dict[int, float]:
        """Cluster -> the weight that runs against the order with a piece in it; the clusters come in their order."""
        steps = sorted((place[self.home[other]], weight) for other, weight in self.near[name])
        cost = sum(weight for _, weight in steps if weight > 0)  # at the very front: all that it imports
        found, at = {}, 0
        for cluster in candidates:
            while at < len(steps) and steps[at][0] < place[cluster]:
                cost -= steps[at][1]
                at += 1
            here = at
            free = 0.0  # what lies in the cluster itself runs against nothing
            while here < len(steps) and steps[here][0] == place[cluster]:
                free += max(0.0, steps[here][1])
                here += 1
            found[cluster] = cost - free
        return found

    def join(self, wanted: Mapping[str, int], few: int) -> None:
        """Joins the clusters of each folder that are too small, or more than are wanted: the smallest first."""
        between = self._between()
        place, _ = _order(self._left(), between)
        order = JoinedOrder(place, between)
        for folder in sorted(wanted):
            kept: set[int] = set()
            while True:
                left = [at for at in self.of_folder[folder] if self.members[at]]
                too_many = [
                    at for at in left if at not in kept and (len(left) > wanted[folder] or self.files[at] < few)
                ]
                if len(left) < 2 or not too_many:
                    break
                small = min(too_many, key=lambda at: (self.files[at], at))
                kin = self._kin_of(self.members[small])
                entry = self.members[small] <= self.entries  # it joins others, none joins it
                fitting = [
                    at
                    for at in left
                    if at != small and self.files[at] + self.files[small] <= self.large
                    if entry or not self.members[at] <= self.entries
                ]
                cost = {at: order.cost_of_joining(small, at) for at in fitting}
                if entry:
                    cost = {at: cost[at] + order.newly_reached(small, at) for at in fitting}
                most = 0.0 if entry else WORTH * self.all_weights
                best = min(
                    cost, key=lambda at: (cost[at] - kin[at] / self.files[at], -order.place[at], at), default=small
                )
                if best == small or (cost[best] > most and len(order.place) <= LIMIT):
                    kept.add(small)
                else:
                    order.join(small, best)
                    self._move(sorted(self.members[small]), best)

    def _kin_of(self, names: Iterable[str]) -> dict[int, float]:
        """Cluster -> how kin some pieces are to those in it."""
        kin: dict[int, float] = defaultdict(float)
        for name in sorted(names):
            for other, value in self.kin.get(name, {}).items():
                kin[self.home[other]] += value
        return kin

    def _move(self, names: Iterable[str], to: int) -> None:
        for name in names:
            at = self.home[name]
            self.members[at].discard(name)
            self.members[to].add(name)
            self.degrees[at] -= self.degree.get(name, 0.0)
            self.degrees[to] += self.degree.get(name, 0.0)
            self.files[at] -= self.size[name]
            self.files[to] += self.size[name]
            self.home[name] = to

    def _between(self) -> dict[tuple[int, int], float]:
        """(cluster, another that it imports) -> the weight."""
        found: dict[tuple[int, int], float] = defaultdict(float)
        for (one, other), weight in self.weights.items():
            if self.home[one] != self.home[other]:
                found[self.home[one], self.home[other]] += weight
        return found

    def _left(self) -> list[int]:
        """The clusters that are not empty."""
        return [at for at, some in enumerate(self.members) if some]

    def names(self) -> list[list[str]]:
        """The pieces by cluster."""
        return [sorted(some) for some in self.members if some]


def _order(clusters: Iterable[int], between: Mapping[tuple[int, int], float]) -> tuple[dict[int, int], float]:
    """(cluster -> its place in the order, the weight that runs against that order)."""
    place = {at: number for number, at in enumerate(ordered(clusters, between))}
    return place, sum(weight for (one, other), weight in between.items() if place[one] < place[other])
