"""An order of the nodes of a weighted graph against which the least weight runs: circles are cut, not merged.

The heuristic of Eades, Lin and Smyth (1993) gives the first order; then each node moves to where it costs least, until
none wants to. Both look at each link a few times, whatever the size of the graph.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeVar

    Node = TypeVar("Node", int, str)

PASSES = 2
"""So often each node looks for a better place: all that can be gained is gained in two."""
TOO_LITTLE = 1e-9
"""A gain that may come of rounding."""


def ordered(nodes: Iterable[Node], weights: Mapping[tuple[Node, Node], float]) -> list[Node]:
    """The nodes, each behind those that it links to as far as that can be. Ties: the smaller name comes first."""
    names = sorted(nodes)
    # Of two links in both directions one is lost whatever the order: only what is left of the heavier one counts.
    out: dict[Node, dict[Node, float]] = {node: {} for node in names}
    back: dict[Node, dict[Node, float]] = {node: {} for node in names}
    for one, other in sorted(weights):
        net = weights[one, other] - weights.get((other, one), 0)
        if net > 0:
            out[one][other] = back[other][one] = net
    return _inserted(_first_order(names, out, back), out, back)


def _first_order(
    names: Sequence[Node], out: Mapping[Node, Mapping[Node, float]], back: Mapping[Node, Mapping[Node, float]]
) -> list[Node]:
    """Nodes without links left go to the front, those that nothing links to to the end; else the one that is linked
    to most, over what it links to itself, goes to the front.
    """
    left = {node: len(targets) for node, targets in out.items()}  # links to nodes that have no place yet
    linking = {node: len(sources) for node, sources in back.items()}
    surplus = {node: sum(out[node].values()) - sum(back[node].values()) for node in names}
    place = {node: at for at, node in enumerate(names)}
    sinks = [place[node] for node in names if not left[node]]
    sources = [-place[node] for node in names if left[node] and not linking[node]]
    heapq.heapify(sources)
    heap = [(surplus[node], place[node]) for node in names]
    heapq.heapify(heap)
    front: list[Node] = []
    end: list[Node] = []
    taken: set[Node] = set()
    while len(taken) < len(names):
        if sinks:
            node, into = names[heapq.heappop(sinks)], front
        elif sources:
            node, into = names[-heapq.heappop(sources)], end
        else:
            value, at = heapq.heappop(heap)
            node, into = names[at], front
            if value != surplus[node]:
                continue  # it stands in the heap with its newer value, too
        if node in taken:
            continue
        taken.add(node)
        into.append(node)
        for other, weight in back[node].items():
            if other not in taken:
                left[other] -= 1
                surplus[other] -= weight
                heapq.heappush(heap, (surplus[other], place[other]))
                if not left[other]:
                    heapq.heappush(sinks, place[other])
        for other, weight in out[node].items():
            if other not in taken:
                linking[other] -= 1
                surplus[other] += weight
                heapq.heappush(heap, (surplus[other], place[other]))
                if not linking[other]:
                    heapq.heappush(sources, -place[other])
    return front + end[::-1]


def _inserted(
    order: list[Node], out: Mapping[Node, Mapping[Node, float]], back: Mapping[Node, Mapping[Node, float]]
) -> list[Node]:
    """The order after each node in turn has moved to where the least weight runs against it, while that helps."""
    at = {node: float(place) for place, node in enumerate(order)}
    for _ in range(PASSES):
        moved = False
        for node in order:
            place = _better_place(at, node, out[node], back[node])
            if place is not None:
                at[node] = place
                moved = True
        if not moved:
            break
        order = sorted(order, key=lambda node: (at[node], node))
        at = {node: float(place) for place, node in enumerate(order)}
    return order


def _better_place(
    at: Mapping[Node, float], node: Node, out: Mapping[Node, float], back: Mapping[Node, float]
) -> float | None:
    """Where less weight runs against the order than where a node is, None where that is nowhere.

    At the very front all that it links to runs against it; each node that it passes takes that off, or adds its own.
    """
    steps = [(at[other], -net) for other, net in out.items()]
    steps += [(at[other], net) for other, net in back.items()]
    steps.sort()
    here = sum(step for place, step in steps if place < at[node])
    best = cost = 0.0
    found = steps[0][0] - 1 if steps else 0.0
    for number, (place, step) in enumerate(steps):
        cost += step
        following = steps[number + 1][0] if number + 1 < len(steps) else place + 2
        if cost < best - TOO_LITTLE and place < following:
            best, found = cost, (place + following) / 2
    return found if best < here - TOO_LITTLE else None
