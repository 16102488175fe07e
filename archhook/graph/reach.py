"""What lies below each of many nodes, as sets of bits that are worked out from the bottom up.

To walk down from every node by itself takes the square of their number; here each node and link is met once, and a
union costs a machine word for every 64 names.
"""

from __future__ import annotations

from itertools import compress

from archhook.graph.graph import downward, peel
from archhook.model.nodes import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from archhook.model.nodes import Row

    Key = tuple[int, str, str, tuple[int, ...]]

_TRUTH = bytes(byte == ord("1") for byte in range(256))


class Reach:
    """Learns what is below nodes as it is asked for, each once.

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
        self._reach = Reach(self._plan_below, self._own)

    def of(self, node_id: str) -> list[str]:
        """Those below an Intent, Requirement or Design, sorted."""
        self._reach.learn(node_id)
        return self._reach.names(self._reach.below[node_id])

    def _plan_below(self, node_id: str) -> tuple[str, ...]:
        """The Requirements and Designs in force right below one of these nodes."""
        row = self._rows[node_id]
        required = (one for one in row.to("requires") if one in self._rows and self._rows[one].in_force)
        return (*row.by("derived_from"), *row.by("satisfies"), *required)

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
