"""Resources: how the figures of Designs add up along `requires`, and what a total is made of.

Figures are added as the decimals that were written: 0.1 + 0.2 is 0.3 here. A total is the nearest float to the true
sum, whatever the order; so warm and cold runs, and two people with paper, come to the same one.
"""

from __future__ import annotations

from archhook.decimals import nearest_float, number, scaled, total
from archhook.graph import peel
from archhook.model import RESOURCE_FIELDS, sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import NamedTuple

    from archhook.model import Measurement, Node, Row
else:
    from archhook.records import NamedTuple

SUM, PATH, LEAST, MOST = "sum", "path", "minimum", "maximum"

PROMISES = (LEAST, MOST)
"""Such a field is no share but a promise: no Design can keep a better one than what it requires (CON302)."""


class Field(NamedTuple):
    """How a field of ResourceConstraints adds up, and which way is worse (contract, "Resources")."""

    adds: str  # sum over distinct Designs | path: the longest along `requires` | minimum | maximum
    higher_is_worse: bool = True

    def worse(self, left: float, right: float) -> bool:
        """Whether one figure is worse than another."""
        return left > right if self.higher_is_worse else left < right


_OTHERS = dict.fromkeys(("latency_p99_ms", "auth_overhead_ms", "encryption_overhead_ms"), Field(PATH))
_OTHERS |= dict.fromkeys(("connections_max", "request_rate", "max_concurrent_users"), Field(LEAST, False))
_OTHERS |= {"key_rotation_interval_hours": Field(MOST)}
FIELDS = {name: _OTHERS.get(name, Field(SUM)) for name in RESOURCE_FIELDS}
"""Every field of ResourceConstraints, in the mission's order."""

PATH_FIELDS = tuple(name for name, field in FIELDS.items() if field.adds == PATH)

MEASURED, ESTIMATED = "measured", "estimated"
PARTS_SHOWN = 5
"""So many parts of a total are told; of the others the number."""


class Part(NamedTuple):
    """The figure of one Design: measured, else estimated."""

    design: str
    value: float
    origin: str  # measured | estimated
    machine: str = ""  # that it was measured on, where `measured.toml` says so


class Total(NamedTuple):
    """What several Designs come to in one field, and the figures that make it.

    Of a sum: all that have a figure, the largest first. Of a path: those on it that have one, from the top. Of a
    minimum or a maximum: the one Design that sets it (the smallest id of several).
    """

    value: float
    parts: tuple[Part, ...]

    @property
    def machines(self) -> tuple[str, ...]:
        """The machines that its measured parts come from, sorted: more than one is worth a word."""
        return tuple(sorted({part.machine for part in self.parts if part.machine}))


class Figures:
    """The figures of the Designs of one snapshot. Worked out as they are asked for, each once.

    `rows`, `nodes`: the graph and the nodes by id; `recorded`: id of a Design -> its `measured.toml`, by field.
    Only Designs in force are told of and added up.
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
        self._reach = _Reach(self)

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
        targets = self.rows[design].to("requires")
        return tuple(sorted((one for one in targets if self.rows[one].in_force), key=sort_key))

    def closure(self, designs: Iterable[str]) -> tuple[str, ...]:
        """Some Designs and all that they require, directly or through others; each once, sorted."""
        return self._reach.closure(designs)

    def of_design(self, design: str, field: str) -> Total | None:
        """What a Design and all that it requires come to."""
        return self.roll_up((design,), field)

    def of_required(self, design: str, field: str) -> Total | None:
        """What all that a Design requires comes to, itself not counted. No path on a circle or above one."""
        if FIELDS[field].adds == PATH and self._reach.is_circular(design):
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
        worst = Part(design, own, ESTIMATED)
        for one in self._reach.closure(self.requires(design), field):
            estimate = self.declared(one, ESTIMATED).get(field)
            if estimate is not None and FIELDS[field].worse(estimate, worst.value):
                worst = Part(one, estimate, ESTIMATED)
        return worst if worst.design != design else None

    def roll_up(self, designs: Iterable[str], field: str, without: str = "") -> Total | None:
        """What some Designs and all that they require come to; None where none of them has a figure.

        A path field is not computed for a Design that lies on a circle of `requires` or above one (DEP202 says why).
        """
        adds = FIELDS[field].adds
        if adds == PATH:
            return self._reach.longest(designs, field)
        parts = [self.own(one)[field] for one in self._reach.closure(designs, field) if one != without]
        if not parts:
            return None
        if adds == SUM:
            parts.sort(key=lambda part: -part.value)  # stable: equal ones stay in the order of ids
            return Total(total(part.value for part in parts), tuple(parts))
        chosen = (min if adds == LEAST else max)(parts, key=lambda part: part.value)
        return Total(chosen.value, (chosen,))


class _Reach:
    """Which Designs are required by which, as sets of bits, and the longest paths; both from the bottom up."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.ids: list[str] = []
        self.below: dict[str, int] = {}  # Design -> the bits of itself and of all that it requires
        self.circular: set[str] = set()  # on a circle, or above one
        self.holding = dict.fromkeys(FIELDS, 0)  # field -> the bits of the Designs that have a figure
        self.paths: dict[tuple[str, str], _Path] = {}

    def closure(self, designs: Iterable[str], field: str = "") -> tuple[str, ...]:
        """The Designs reached, sorted; with `field` those alone that have a figure in it."""
        bits = 0
        for design in designs:
            self._explore(design)
            bits |= self.below[design]
        if field:
            bits &= self.holding[field]
        found = []
        while bits:
            lowest = bits & -bits
            found.append(self.ids[lowest.bit_length() - 1])
            bits ^= lowest
        return tuple(sorted(found, key=sort_key))

    def is_circular(self, design: str) -> bool:
        """Whether a Design lies on a circle of `requires`, or above one."""
        self._explore(design)
        return design in self.circular

    def longest(self, designs: Iterable[str], field: str) -> Total | None:
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

    def _best(self, designs: Iterable[str], field: str) -> _Path | None:
        found = None
        for design in sorted(designs, key=sort_key):
            path = self.paths.get((design, field))
            if path is not None and (found is None or path.length > found.length):
                found = path
        return found

    def _explore(self, start: str) -> None:
        """Learns all that a Design requires; what is known already is not walked again."""
        links: dict[str, tuple[str, ...]] = {}
        stack = [start]
        while stack:
            design = stack.pop()
            if design not in links and design not in self.below:
                links[design] = self.figures.requires(design)
                stack.extend(links[design])
        bit = {}
        for design in links:
            bit[design] = 1 << len(self.ids)
            self.ids.append(design)
            for field in self.figures.own(design):
                self.holding[field] |= bit[design]
        order, circular = peel(links)
        for design in order:
            bits = bit[design]
            for target in links[design]:
                bits |= self.below[target]
            self.below[design] = bits
            if self.circular.isdisjoint(links[design]):
                self._measure(design, links[design])
            else:
                self.circular.add(design)
        self.circular.update(circular)
        self.below |= {design: self._around(design, links, bit) for design in circular}

    def _around(self, start: str, links: Mapping[str, tuple[str, ...]], bit: Mapping[str, int]) -> int:
        """The bits of all that a Design on a circle, or above one, requires: rare, so each is walked for itself."""
        seen, stack, bits = {start}, [start], 0
        while stack:
            design = stack.pop()
            bits |= bit[design]
            for target in links[design]:
                if target in self.below:
                    bits |= self.below[target]
                elif target not in seen:
                    seen.add(target)
                    stack.append(target)
        return bits

    def _measure(self, design: str, targets: tuple[str, ...]) -> None:
        """The longest path down from a Design, for each path field in which one has a figure."""
        own = self.figures.own(design)
        for field in PATH_FIELDS:
            rest = self._best(targets, field)
            if field in own:
                length = scaled(own[field].value) + (rest.length if rest else 0)
                self.paths[design, field] = _Path(length, own[field], rest)
            elif rest is not None:
                self.paths[design, field] = rest


class _Path(NamedTuple):
    """A path down from a Design, told by its Designs that have a figure. `length`: see decimals.py."""

    length: int
    part: Part
    rest: _Path | None


def made_of(found: Total) -> str:
    """What makes a total: `D-2 92 measured + D-1 39 measured`; different machines are named."""
    shown = [f"{part.design} {number(part.value)} {part.origin}" for part in found.parts[:PARTS_SHOWN]]
    more = len(found.parts) - len(shown)
    text = " + ".join([*shown, *([f"{more} more"] if more else [])])
    return f"{text}; measured on different machines: {', '.join(found.machines)}" if len(found.machines) > 1 else text
