"""A graph that never has a circle: a link that would close one is refused.

What lies above and below each node is a set of bits, so that a link is told to close a circle, or to add nothing to
what is reached, at a glance: only a link that adds something costs as much as the nodes around it are many.
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Acyclic:
    """Nodes by name, and the links between them."""

    def __init__(self, nodes: Iterable[str]) -> None:
        self._nodes = tuple(nodes)
        self._bit = {node: 1 << at for at, node in enumerate(self._nodes)}
        self._below = dict.fromkeys(self._nodes, 0)
        self._above = dict.fromkeys(self._nodes, 0)
        self.links: dict[str, set[str]] = {node: set() for node in self._nodes}

    def add(self, start: str, end: str) -> bool:
        """Whether a link closes no circle; then it is there from now on."""
        up, down = self._above[start] | self._bit[start], self._below[end] | self._bit[end]
        if up & down:
            return False
        self.links[start].add(end)
        if not self._below[start] & self._bit[end]:
            for node in self._members(up):
                self._below[node] |= down
            for node in self._members(down):
                self._above[node] |= up
        return True

    def _members(self, bits: int) -> Iterable[str]:
        return compress(self._nodes, map(int, f"{bits:b}"[::-1]))
