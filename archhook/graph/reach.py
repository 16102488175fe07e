"""Circles, and what lies below each of many nodes, computed from the bottom up. The only importer of networkx.

What lies below is a set of bits: to walk down from every node by itself takes the square of their number; here each
node and link is met once, and a union costs a machine word for every 64 names. networkx, whose import costs as much as
a dozen interpreter starts, is imported only where there really is a circle to take apart.
"""

from __future__ import annotations

from itertools import compress

from archhook.graph.graph import children, way
from archhook.model.nodes import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    from archhook.model.nodes import Row

    Key = tuple[int, str, str, tuple[int, ...]]  # see `sort_key`

_TRUTH = bytes(byte == ord("1") for byte in range(256))


def downward(upward: Mapping[str, Iterable[str]], nodes: Iterable[str]) -> Iterator[set[str]]:
    """The strongly connected components of some nodes, each behind all that it links to."""
    kept = set(nodes)
    if kept:
        import networkx

        graph: networkx.DiGraph[str] = networkx.DiGraph()
        graph.add_nodes_from(kept)
        graph.add_edges_from((node, target) for node in kept for target in upward[node] if target in kept)
        condensed = networkx.condensation(graph)
        for component in reversed([*networkx.topological_sort(condensed)]):
            yield condensed.nodes[component]["members"]


def peel(links: Mapping[str, Iterable[str]]) -> tuple[list[str], list[str]]:
    """(nodes in an order in which each comes after all that it links to, the rest: on a circle or leading into one)."""
    open_links = {node: sum(1 for target in set(targets) if target in links) for node, targets in links.items()}
    sources: dict[str, list[str]] = {}
    for node, targets in links.items():
        for target in set(targets):
            if target in links:
                sources.setdefault(target, []).append(node)
    order = [node for node, count in open_links.items() if not count]
    for node in order:  # grows while it is walked
        for source in sources.get(node, ()):
            open_links[source] -= 1
            if not open_links[source]:
                order.append(source)
    done = set(order)
    return order, [node for node in links if node not in done]


def components(links: Mapping[str, Iterable[str]], key: Callable[[str], Any] = sort_key) -> tuple[tuple[str, ...], ...]:
    """The circles: strongly connected components of more than one node, or of one that links to itself.

    Each sorted by id, or by another key, and they by their first. Without a circle this costs one pass and no import.
    """
    _, rest = peel(links)
    found = (
        tuple(sorted(members, key=key))
        for members in downward(links, rest)
        if len(members) > 1 or any(node in links[node] for node in members)
    )
    return tuple(sorted(found, key=lambda circle: [*map(key, circle)]))


def shortest_circle(
    links: Mapping[str, Iterable[str]],
    start: str,
    component: Iterable[str],
    key: Callable[[str], Any] = sort_key,
) -> tuple[str, ...]:
    """One shortest circle through `start` within its component, without repeating `start`; ties by id, or the key."""
    inside = set(component)
    came = {start: ""}  # node -> the one before it on the best way
    level = [start]
    while level:
        found: dict[str, str] = {}  # in the order of the best ways, as they are met: the first of some is the best
        for node in level:
            for target in sorted(set(links[node]) & inside, key=key):
                if target == start:
                    return way(came, node)[::-1]
                if target not in came and target not in found:
                    found[target] = node
        came |= found
        level = list(found)
    raise ValueError(f"{start} is on no circle of its component")


class Reach:
    """What is below nodes, learnt as it is needed, each once.

    `links`: the nodes that a node leads to; `own`: the names that count as soon as a node is reached.
    """

    def __init__(self, links: Callable[[str], Iterable[str]], own: Callable[[str], Iterable[str]]) -> None:
        self._links = links
        self._own = own
        self._ids: list[str] = []  # the names, by their bit
        self._places: dict[str, int] = {}
        self._keys: dict[str, Key] = {}
        self._ordered = True  # the order of their bits is that of the ids
        self._last: Key = (-1, "", "", ())
        self.below: dict[str, int] = {}  # node -> the bits of its own names and of those of all that it leads to

    def bit(self, name: str) -> int:
        """The set of one name."""
        place = self._places.get(name)
        if place is None:
            place = self._places[name] = len(self._ids)
            self._ids.append(name)
            self._keys[name] = key = sort_key(name)
            self._ordered = self._ordered and key > self._last
            self._last = key
        return 1 << place

    def names(self, bits: int) -> list[str]:
        """The names of a set, sorted."""
        found = [*compress(self._ids, f"{bits:b}"[::-1].encode().translate(_TRUTH))]
        if not self._ordered:
            found.sort(key=self._keys.__getitem__)
        return found

    def learn(self, start: str) -> tuple[list[str], list[set[str]]]:
        """(nodes that were not known yet, those of them on a circle or above one by strongly connected component), each
        behind all that it leads to.
        """
        if start in self.below:
            return [], []
        links: dict[str, tuple[str, ...]] = {}
        stack = [start]
        while stack:
            node = stack.pop()
            if node not in links and node not in self.below:
                links[node] = tuple(self._links(node))
                stack.extend(links[node])
        order, rest = peel(links)
        circular = [*downward(links, rest)]
        for members in (*((node,) for node in order), *circular):
            bits = 0
            for node in members:
                for name in self._own(node):
                    bits |= self.bit(name)
                for target in links[node]:
                    bits |= self.below.get(target, 0)  # 0: it is one of the same circle
            self.below |= dict.fromkeys(members, bits)
        return order, circular


class TasksBelow:
    """The Tasks below nodes."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self._rows = rows
        self._reach = Reach(lambda node_id: children(rows, node_id), self._own)

    def of(self, node_id: str) -> list[str]:
        """Those below an Intent, Requirement or Design, sorted."""
        self._reach.learn(node_id)
        return self._reach.names(self._reach.below[node_id])

    def _own(self, node_id: str) -> Iterable[str]:
        """The Tasks right below one."""
        return self._rows[node_id].by("implements")


class Unreached(TasksBelow):
    """The Tasks below nodes that no Intent reaches on any way."""

    def _own(self, node_id: str) -> Iterator[str]:
        for task in super()._own(node_id):
            designs = (self._rows[one] for one in self._rows[task].to("implements"))
            if not any(design.in_force and design.intents for design in designs):
                yield task
