"""What it costs to make one of two clusters that stand in an order. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class JoinedOrder:
    """Clusters in their order, while some join others."""

    def __init__(self, place: dict[int, int], between: Mapping[tuple[int, int], float]) -> None:
        self.place = place
        self.out: dict[int, dict[int, float]] = {at: {} for at in place}
        self.back: dict[int, dict[int, float]] = {at: {} for at in place}
        for (one, other), weight in between.items():
            self.out[one][other] = self.back[other][one] = weight

    def cost_of_joining(self, one: int, other: int) -> float:
        """How much more weight runs against the order once two clusters are one, in the place that is better for it."""
        apart = sum(self._against(at, self.place[at], -1) for at in (one, other))
        apart -= self.out[one].get(other, 0.0) if self.place[one] < self.place[other] else 0.0  # counted on both sides
        apart -= self.out[other].get(one, 0.0) if self.place[other] < self.place[one] else 0.0
        together = (
            self._against(one, place, other) + self._against(other, place, one)
            for place in (self.place[one], self.place[other])
        )
        return min(together) - apart

    def newly_reached(self, one: int, other: int) -> int:
        """How many clusters another comes to depend on once it holds one."""
        return len(self.out[one].keys() - self._reached(other))

    def _reached(self, start: int) -> set[int]:
        """A cluster, and those that it depends on in the order."""
        found = {start}
        todo = [start]
        while todo:
            at = todo.pop()
            more = {to for to in self.out[at] if to not in found and self.place[to] < self.place[at]}
            found |= more
            todo += more
        return found

    def _against(self, at: int, place: int, without: int) -> float:
        """The weight of a cluster's links that run against the order where it has some place; one cluster left out."""
        ahead = sum(weight for to, weight in self.out[at].items() if to != without and self.place[to] > place)
        return ahead + sum(weight for to, weight in self.back[at].items() if to != without and self.place[to] < place)

    def join(self, one: int, other: int) -> None:
        """Makes one cluster part of another, in the place that is better for both."""
        places = self.place[one], self.place[other]
        self.place[other] = min(
            places, key=lambda place: self._against(one, place, other) + self._against(other, place, one)
        )
        del self.place[one]
        for links, back in ((self.out, self.back), (self.back, self.out)):
            for to, weight in links.pop(one).items():
                del back[to][one]
                if to != other:
                    links[other][to] = back[to][other] = links[other].get(to, 0.0) + weight
