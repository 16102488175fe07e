"""Whether a Design may require another: which circle that would close, which layer or ban it would breach."""

from __future__ import annotations

from itertools import pairwise

from archhook.graph.graph import way
from archhook.laws.import_circles import unused_dependency
from archhook.laws.law import chain, listed
from archhook.laws.layers import ban, ban_reason, is_visible, layer_breach
from archhook.model.nodes import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archhook.laws.law import Facts
    from archhook.model.nodes import Row

FEW = 3
"""So many `requires` at the most are told to be taken out for another one."""


class NewRequires:
    """What Designs require, and some more that is only thought of. What is worked out of a Design is kept."""

    def __init__(self, facts: Facts, rows: MoreRequires | None = None) -> None:
        """`rows`: in place of those of the facts."""
        self._facts = facts
        self._rows: Mapping[str, Row] = facts.rows if rows is None else rows  # type: ignore[assignment]  # laws look rows up, no more
        self._required: dict[str, list[str]] = {}
        self._reached: dict[str, dict[str, str]] = {}  # Design -> one that it reaches -> the one before that, "" first
        self._banning: dict[str, tuple[str, ...]] | None = None  # Design -> those that it forbids
        self._unused: dict[str, set[str]] = {}  # Design -> what it requires and imports nothing of
        self._ways_out: dict[tuple[str, str], str] = {}
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def why_not(self, source: str, target: str) -> tuple[str, ...]:
        """All that it would break if a Design required another, a clause each; () where it may."""
        if (source, target) not in self._known:
            self._known[source, target] = tuple(self._broken(source, target))
        return self._known[source, target]

    def way_out(self, source: str, target: str) -> str:
        """How a Design may come to require another although a circle would close; "" where that takes more.

        By taking out what is required on the way and not imported.
        """
        if (source, target) not in self._ways_out:
            pairs = self._in_the_way(source, target) if len(self.why_not(source, target)) == 1 else ()
            taken = [f"{one} out of the `requires` of {design}" for design, one in pairs]
            unused = "which imports nothing of it" if len(pairs) == 1 else "which import nothing of them"
            self._ways_out[source, target] = (
                f"take {listed(taken)}, {unused}, and {source} may require {target}" if taken else ""
            )
        return self._ways_out[source, target]

    def _in_the_way(self, source: str, target: str) -> tuple[tuple[str, str], ...]:
        """(Design, what it requires and imports nothing of): a circle closes by these few alone; else ()."""
        idle: dict[tuple[str, str], None] = {}
        while len(idle) <= FEW:
            came = {target: ""}
            waiting = [target]
            for design in waiting:  # grows while it is walked
                for one in self._direct(design):
                    if one not in came and (design, one) not in idle:
                        came[one] = design
                        waiting.append(one)
            if source not in came:
                return tuple(idle)
            unused = next((pair for pair in pairwise(way(came, source)[::-1]) if self._is_idle(*pair)), None)
            if unused is None:
                break
            idle[unused] = None
        return ()

    def _is_idle(self, design: str, target: str) -> bool:
        """Whether a Design requires another whose code it imports nothing of, though both have some."""
        if design not in self._unused:
            waived = any(one.code == "DEP204" for one in self._facts.nodes[design].waives)
            found = () if waived else unused_dependency(self._facts, design)
            self._unused[design] = {breach.symbol for breach in found}
        return target in self._unused[design]

    def _broken(self, source: str, target: str) -> Iterator[str]:
        reached = self._below(target)
        if source in reached:
            yield f"the circle {chain((source, *way(reached, source)[::-1]))} would close"
        nodes = self._facts.nodes
        layers = layer_breach(self._facts.config, nodes[source], nodes[target])
        if layers:
            yield layers
        banned = ban(self._rows, source, target) if self._is_banned(source, target, reached) else ()
        if len(banned) == len({*banned}) > 0:  # in a circle the ban is breached already
            yield ban_reason(self._rows, banned) + (f" ({chain(banned)})" if len(banned) > 2 else "")

    def _is_banned(self, source: str, target: str, reached: Iterable[str]) -> bool:
        """Whether a ban is breached where a Design requires another; told without a walk where nobody forbids any."""
        if not is_visible(self._rows, source, target):
            return True
        if self._banning is None:
            rows = self._rows
            self._banning = {one: found for one in self._facts.ids("design") if (found := rows[one].to("forbids"))}
        return any(
            source in self._below(one) and not {*forbidden}.isdisjoint(reached)
            for one, forbidden in self._banning.items()
        )

    def _below(self, start: str) -> dict[str, str]:
        """What a Design reaches through `requires`, itself first: id -> the one before it on the shortest path."""
        if start not in self._reached:
            came = self._reached[start] = {start: ""}
            waiting = [start]
            for design in waiting:  # grows while it is walked
                for target in self._direct(design):
                    if target not in came:
                        came[target] = design
                        waiting.append(target)
        return self._reached[start]

    def _direct(self, design: str) -> list[str]:
        """The Designs in force that a Design requires, by id."""
        if design not in self._required:
            targets = {target for target in self._rows[design].to("requires") if self._rows[target].in_force}
            self._required[design] = sorted(targets, key=sort_key)
        return self._required[design]


class MoreRequires:
    """The rows of a graph with some more `requires`; who looks rows up, and no more, takes it for the graph."""

    def __init__(self, rows: Mapping[str, Row], more: Iterable[tuple[str, str]] = ()) -> None:
        """`more`: (Design, what it is thought to require)."""
        self._rows = rows
        self._changed: dict[str, Row] = {}
        for pair in more:
            self.add(*pair)

    def add(self, source: str, target: str) -> None:
        """Lets one Design require another."""
        row = self[source]
        self._changed[source] = row._replace(links=_with(row.links, target))
        row = self[target]
        self._changed[target] = row._replace(back=_with(row.back, source))

    def __getitem__(self, node_id: str) -> Row:
        return self._changed.get(node_id) or self._rows[node_id]


def _with(fields: tuple[tuple[str, tuple[str, ...]], ...], node_id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Fields of a row with one more id under `requires`, sorted."""
    found = dict(fields)
    found["requires"] = tuple(sorted({*found.get("requires", ()), node_id}, key=sort_key))
    return tuple(found.items())
