"""Resources: how the figures of Designs add up along `requires`, and what a total is made of.

A total is the nearest float to the true sum, whatever the order; so warm and cold runs, and two people with paper, come
to the same one.
"""

from __future__ import annotations

from _operator import itemgetter  # built in, where `operator` is one more file to read

from archhook.graph.reach import Reach
from archhook.graph.totals import (
    ESTIMATED,
    FIELDS,
    LEAST,
    MEASURED,
    PATH,
    PATH_FIELDS,
    PROMISE_FIELDS,
    PROMISES,
    SUM,
    VALUE,
    Part,
    Total,
    nearest_float,
    scaled,
)
from archhook.model.nodes import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from typing import NamedTuple

    from archhook.model.nodes import Measurement, Node, Row
else:
    from archhook.records import NamedTuple


class Figures:
    """The figures of the Designs of one snapshot, and what they come to; worked out when wanted, each once, bottom up.

    `rows`, `nodes`: the graph and the nodes by id; `recorded`: id of a Design -> its `measured.toml`, by field.
    Only Designs in force count.
    """

    def __init__(
        self,
        rows: Mapping[str, Row],
        nodes: Mapping[str, Node],
        recorded: Mapping[str, tuple[tuple[str, Measurement], ...]],
    ) -> None:
        self.rows = rows
        self.nodes = nodes
        self.recorded = recorded
        self._own: dict[str, dict[str, Part]] = {}
        self._requires: dict[str, tuple[str, ...]] = {}
        self._reach = Reach(self.requires, lambda design: (design,))
        self._circular: set[str] = set()  # on a circle of `requires`, or above one
        self._holding = dict.fromkeys(FIELDS, 0)  # field -> the bits of the Designs that have a figure
        self._held: dict[str, dict[str, Part]] = {field: {} for field in FIELDS}
        self._paths: dict[tuple[str, str], _Path] = {}  # (Design, field) -> the longest path down from it
        self._promises: dict[str, dict[tuple[str, str], Part]] = {}  # (field, ESTIMATED or "" for all) -> the worst
        self._scaled: dict[float, int] = {}

    def declared(self, node_id: str, which: str) -> dict[str, float]:
        """What a node's `estimated`, `measured` or `budget` sets in the ledger, by field."""
        return dict(dict(self.nodes[node_id].figures).get(which, ()))

    def measured(self, design: str) -> dict[str, Part]:
        """The measured figures of a Design by field: the ledger's own, else those of `measured.toml`."""
        recorded = self.recorded.get(design, ())
        found = {field: Part(design, one.value, MEASURED, one.machine) for field, one in recorded}
        found |= {field: Part(design, value, MEASURED) for field, value in self.declared(design, MEASURED).items()}
        return {field: found[field] for field in FIELDS if field in found}

    def own(self, design: str) -> dict[str, Part]:
        """The figures of a Design by field: measured, else estimated, else none. Its own share alone."""
        if design not in self._own:
            estimates = self.declared(design, ESTIMATED)
            guessed = {field: Part(design, value, ESTIMATED) for field, value in estimates.items()}
            self._own[design] = guessed | self.measured(design)
        return self._own[design]

    def requires(self, design: str) -> tuple[str, ...]:
        """The Designs in force that a Design itself requires, sorted."""
        if design not in self._requires:
            targets = (one for one in self.rows[design].to("requires") if self.rows[one].in_force)
            self._requires[design] = tuple(sorted(targets, key=sort_key))
        return self._requires[design]

    def closure(self, designs: Iterable[str], field: str = "") -> tuple[str, ...]:
        """Some Designs and all that they require, directly or through others; each once, sorted.

        With `field` those alone that have a figure in it.
        """
        bits = 0
        for design in designs:
            self._explore(design)
            bits |= self._reach.below[design]
        return tuple(self._reach.names(bits & self._holding[field] if field else bits))

    def of_design(self, design: str, field: str) -> Total | None:
        """What a Design and all that it requires come to."""
        return self.roll_up((design,), field)

    def of_required(self, design: str, field: str) -> Total | None:
        """What all that a Design requires comes to, itself not counted. No path on a circle or above one."""
        if FIELDS[field].adds == PATH and self._is_circular(design):
            return None
        return self.roll_up(self.requires(design), field, without=design)

    def of_requirement(self, requirement: str, field: str) -> Total | None:
        """What the Designs in force that satisfy a Requirement, and all that they require, come to."""
        return self.roll_up(self.rows[requirement].by("satisfies"), field)

    def broken_promise(self, design: str, field: str) -> Part | None:
        """The worst estimate in the closure of what a Design requires, if it is worse than the Design's own.

        For the minimum and maximum fields; None for the others, and where the promise is kept.
        """
        own = self.declared(design, ESTIMATED).get(field)
        if own is None or FIELDS[field].adds not in PROMISES:
            return None
        worst = self._worst(self.requires(design), field, ESTIMATED)
        return worst if worst is not None and FIELDS[field].worse(worst.value, own) else None

    def roll_up(self, designs: Iterable[str], field: str, without: str = "") -> Total | None:
        """What some Designs and all that they require come to; None where none of them has a figure.

        A path field is not computed for a Design that lies on a circle of `requires` or above one (DEP202 says why).
        """
        adds = FIELDS[field].adds
        if adds == PATH:
            return self._longest(designs, field)
        if adds in PROMISES and not (without and self._is_circular(without)):
            part = self._worst(designs, field)
            return Total(part.value, (part,)) if part is not None else None
        parts = self._parts(designs, field, without)
        if not parts:
            return None
        if adds == SUM:
            whole = self._sum(parts)
            parts.sort(key=itemgetter(VALUE), reverse=True)  # stable: equal ones stay in the order of ids
            return Total(whole, tuple(parts))
        chosen = (min if adds == LEAST else max)(parts, key=itemgetter(VALUE))
        return Total(chosen.value, (chosen,))

    def _parts(self, designs: Iterable[str], field: str, without: str = "") -> list[Part]:
        """The figures of the Designs reached in a field, by id."""
        held = self._held[field]
        return [held[design] for design in self.closure(designs, field) if design != without]

    def _is_circular(self, design: str) -> bool:
        """Whether a Design lies on a circle of `requires`, or above one."""
        self._explore(design)
        return design in self._circular

    def _sum(self, parts: Iterable[Part]) -> float:
        """The sum of figures as decimals, as the float nearest to it."""
        values, known = [part.value for part in parts], self._scaled
        for value in {*values} - known.keys():
            known[value] = scaled(value)
        return nearest_float(sum(map(known.__getitem__, values)))

    def _longest(self, designs: Iterable[str], field: str) -> Total | None:
        """The longest of the paths down from some Designs; of equal ones that whose ids come first."""
        for design in designs:
            self._explore(design)
        best = self._best(designs, field)
        if best is None:
            return None
        parts = []
        step: _Path | None = best
        while step is not None:
            parts.append(step.part)
            step = step.rest
        return Total(nearest_float(best.length), tuple(parts))

    def _worst(self, designs: Iterable[str], field: str, origin: str = "") -> Part | None:
        """The worst figure of a promise in the closure of some Designs; of equal ones that whose id comes first.

        `origin`: ESTIMATED for estimates alone.
        """
        found = None
        for design in designs:
            self._explore(design)
            part = self._promises[design].get((field, origin))
            if part is not None:
                found = part if found is None else _worse(field, found, part)
        return found

    def _best(self, designs: Iterable[str], field: str) -> _Path | None:
        found = None
        for design in sorted(designs, key=sort_key):
            path = self._paths.get((design, field))
            if path is not None and (found is None or path.length > found.length):
                found = path
        return found

    def _explore(self, start: str) -> None:
        """Learns all that a Design requires; what is known already is not walked again."""
        order, circular = self._reach.learn(start)
        for design in order:
            targets = self.requires(design)
            self._promise((design,))
            if self._circular.isdisjoint(targets):
                self._measure(design, targets)
            else:
                self._circular.add(design)
        for members in circular:
            self._circular |= members
            self._promise(members)

    def _promise(self, members: Collection[str]) -> None:
        """The worst promises below Designs of which each reaches all others."""
        for design in members:
            for field, part in self.own(design).items():
                self._holding[field] |= self._reach.bit(design)
                self._held[field][design] = part
        found: dict[tuple[str, str], Part] = {}
        for design in members:
            estimates = self.declared(design, ESTIMATED).items()
            guessed = [(field, ESTIMATED, Part(design, value, ESTIMATED)) for field, value in estimates]
            own = [(field, "", part) for field, part in self.own(design).items()]
            below = [
                (field, origin, part)
                for target in self.requires(design)
                for (field, origin), part in self._promises.get(target, {}).items()
            ]
            for field, origin, part in (*guessed, *own, *below):
                if field in PROMISE_FIELDS:
                    found[field, origin] = _worse(field, found.get((field, origin), part), part)
        self._promises |= dict.fromkeys(members, found)

    def _measure(self, design: str, targets: Sequence[str]) -> None:
        """The longest path down from a Design, for each path field in which one has a figure."""
        own = self.own(design)
        for field in PATH_FIELDS:
            rest = self._best(targets, field)
            if field in own:
                length = scaled(own[field].value) + (rest.length if rest else 0)
                self._paths[design, field] = _Path(length, own[field], rest)
            elif rest is not None:
                self._paths[design, field] = rest


def _worse(field: str, left: Part, right: Part) -> Part:
    """The worse of two figures; of equal ones that whose id comes first."""
    if left.value == right.value:
        return min(left, right, key=lambda part: sort_key(part.design))
    return left if FIELDS[field].worse(left.value, right.value) else right


class _Path(NamedTuple):
    """A path down from a Design: those Designs on it that have a figure. `length`: see `scaled`."""

    length: int
    part: Part
    rest: _Path | None
