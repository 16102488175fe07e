"""A graph that never has a circle: a link that would close one is refused.

The nodes are kept in an order in which each link leads onwards, so that most links are told to close none at a glance;
of the others only what lies between its two ends in that order is walked (Pearce and Kelly, "A dynamic topological
sort algorithm for directed acyclic graphs", 2006).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


class Acyclic:
    """Nodes by name, and the links between them."""

    def __init__(self, nodes: Iterable[str]) -> None:
        self._place = {node: at for at, node in enumerate(nodes)}
        self.links: dict[str, set[str]] = {node: set() for node in self._place}
        self._back: dict[str, set[str]] = {node: set() for node in self._place}

    def add(self, start: str, end: str) -> bool:
        """Whether a link closes no circle; then it is there from now on."""
        first, last = self._place[end], self._place[start]
        if first <= last:
            ahead = self._walked(end, self.links, lambda place: place <= last)
            if start in ahead:
                return False
            behind = self._walked(start, self._back, lambda place: place >= first)
            moved = [*sorted(behind, key=self._place.__getitem__), *sorted(ahead, key=self._place.__getitem__)]
            places = sorted(map(self._place.__getitem__, moved))
            self._place.update(zip(moved, places, strict=True))
        self.links[start].add(end)
        self._back[end].add(start)
        return True

    def _walked(self, start: str, links: Mapping[str, set[str]], inside: Callable[[int], bool]) -> set[str]:
        """A node and what its links lead to, as far as that lies inside a stretch of the order."""
        seen = {start}
        stack = [start]
        while stack:
            for other in links[stack.pop()]:
                if other not in seen and inside(self._place[other]):
                    seen.add(other)
                    stack.append(other)
        return seen


def heaviest(weights: Mapping[tuple[str, str], int]) -> list[tuple[str, str]]:
    """Links in the order in which they are taken: the heaviest first, then by name. What closes a circle with
    heavier ones is the one to be left out.
    """
    return sorted(weights, key=lambda link: (-weights[link], link))
