"""Resources: how the figures of Designs add up along `requires`, and what a total is made of.

Figures are added as the decimals that were written: 0.1 + 0.2 is 0.3 here. A total is the nearest float to the true
sum, whatever the order; so warm and cold runs, and two people with paper, come to the same one.
"""

from __future__ import annotations

from _operator import itemgetter  # built in, where `operator` is one more file to read

from archhook.graph.rolling import RollUp
from archhook.graph.totals import ESTIMATED, FIELDS, LEAST, MEASURED, PATH, PROMISES, SUM, VALUE, Part, Total
from archhook.model.nodes import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.model.nodes import Measurement, Node, Row


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
        self._requires: dict[str, tuple[str, ...]] = {}
        self._reach = RollUp(self.requires, self.own, lambda design: self.declared(design, ESTIMATED))

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
        worst = self._reach.worst(self.requires(design), field, ESTIMATED)
        return worst if worst is not None and FIELDS[field].worse(worst.value, own) else None

    def roll_up(self, designs: Iterable[str], field: str, without: str = "") -> Total | None:
        """What some Designs and all that they require come to; None where none of them has a figure.

        A path field is not computed for a Design that lies on a circle of `requires` or above one (DEP202 says why).
        """
        adds = FIELDS[field].adds
        if adds == PATH:
            return self._reach.longest(designs, field)
        if adds in PROMISES and not (without and self._reach.is_circular(without)):
            part = self._reach.worst(designs, field)
            return Total(part.value, (part,)) if part is not None else None
        parts = self._reach.parts(designs, field, without)
        if not parts:
            return None
        if adds == SUM:
            whole = self._reach.sum(parts)
            parts.sort(key=itemgetter(VALUE), reverse=True)  # stable: equal ones stay in the order of ids
            return Total(whole, tuple(parts))
        chosen = (min if adds == LEAST else max)(parts, key=itemgetter(VALUE))
        return Total(chosen.value, (chosen,))
