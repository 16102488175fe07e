"""What the Designs come to that a Design requires: the sets, the longest paths and the worst promises."""

from __future__ import annotations

from archhook.graph.decimals import nearest_float, scaled
from archhook.graph.reach import Reach
from archhook.graph.totals import ESTIMATED, FIELDS, PATH_FIELDS, PROMISE_FIELDS, Part, Total
from archhook.model.nodes import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from typing import NamedTuple
else:
    from archhook.records import NamedTuple


class RollUp:
    """Which Designs are required by which, the longest paths, and the worst promises; all from the bottom up.

    Of a Design, `requires` gives those in force that it requires itself, `own` its figures and `estimates` its
    estimates, by field.
    """

    def __init__(
        self,
        requires: Callable[[str], Sequence[str]],
        own: Callable[[str], Mapping[str, Part]],
        estimates: Callable[[str], Mapping[str, float]],
    ) -> None:
        self.requires, self.own, self.estimates = requires, own, estimates
        self.reach = Reach(requires, lambda design: (design,))
        self.circular: set[str] = set()  # on a circle, or above one
        self.holding = dict.fromkeys(FIELDS, 0)  # field -> the bits of the Designs that have a figure
        self.held: dict[str, dict[str, Part]] = {field: {} for field in FIELDS}
        self.paths: dict[tuple[str, str], _Path] = {}
        self.promises: dict[str, dict[tuple[str, str], Part]] = {}  # (field, ESTIMATED or "" for all) -> the worst
        self.scaled: dict[float, int] = {}

    def closure(self, designs: Iterable[str], field: str = "") -> tuple[str, ...]:
        """The Designs reached, sorted; with `field` those alone that have a figure in it."""
        bits = 0
        for design in designs:
            self._explore(design)
            bits |= self.reach.below[design]
        return tuple(self.reach.names(bits & self.holding[field] if field else bits))

    def parts(self, designs: Iterable[str], field: str, without: str = "") -> list[Part]:
        """The figures of the Designs reached in a field, by id."""
        held = self.held[field]
        return [held[design] for design in self.closure(designs, field) if design != without]

    def is_circular(self, design: str) -> bool:
        """Whether a Design lies on a circle of `requires`, or above one."""
        self._explore(design)
        return design in self.circular

    def sum(self, parts: Iterable[Part]) -> float:
        """The sum of figures as decimals, as the float nearest to it."""
        values, known = [part.value for part in parts], self.scaled
        for value in {*values} - known.keys():
            known[value] = scaled(value)
        return nearest_float(sum(map(known.__getitem__, values)))

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

    def worst(self, designs: Iterable[str], field: str, origin: str = "") -> Part | None:
        """The worst figure of a promise in the closure of some Designs; of equal ones that whose id comes first.

        `origin`: ESTIMATED for estimates alone.
        """
        found = None
        for design in designs:
            self._explore(design)
            part = self.promises[design].get((field, origin))
            if part is not None:
                found = part if found is None else _worse(field, found, part)
        return found

    def _best(self, designs: Iterable[str], field: str) -> _Path | None:
        found = None
        for design in sorted(designs, key=sort_key):
            path = self.paths.get((design, field))
            if path is not None and (found is None or path.length > found.length):
                found = path
        return found

    def _explore(self, start: str) -> None:
        """Learns all that a Design requires; what is known already is not walked again."""
        order, circular = self.reach.learn(start)
        for design in order:
            targets = self.requires(design)
            self._promise((design,))
            if self.circular.isdisjoint(targets):
                self._measure(design, targets)
            else:
                self.circular.add(design)
        for members in circular:
            self.circular |= members
            self._promise(members)

    def _promise(self, members: Collection[str]) -> None:
        """The worst promises below Designs of which each reaches all others."""
        for design in members:
            for field, part in self.own(design).items():
                self.holding[field] |= self.reach.bit(design)
                self.held[field][design] = part
        found: dict[tuple[str, str], Part] = {}
        for design in members:
            estimates = self.estimates(design).items()
            guessed = [(field, ESTIMATED, Part(design, value, ESTIMATED)) for field, value in estimates]
            own = [(field, "", part) for field, part in self.own(design).items()]
            below = [
                (field, origin, part)
                for target in self.requires(design)
                for (field, origin), part in self.promises.get(target, {}).items()
            ]
            for field, origin, part in (*guessed, *own, *below):
                if field in PROMISE_FIELDS:
                    found[field, origin] = _worse(field, found.get((field, origin), part), part)
        self.promises |= dict.fromkeys(members, found)

    def _measure(self, design: str, targets: Sequence[str]) -> None:
        """The longest path down from a Design, for each path field in which one has a figure."""
        own = self.own(design)
        for field in PATH_FIELDS:
            rest = self._best(targets, field)
            if field in own:
                length = scaled(own[field].value) + (rest.length if rest else 0)
                self.paths[design, field] = _Path(length, own[field], rest)
            elif rest is not None:
                self.paths[design, field] = rest


def _worse(field: str, left: Part, right: Part) -> Part:
    """The worse of two figures; of equal ones that whose id comes first."""
    if left.value == right.value:
        return min(left, right, key=lambda part: sort_key(part.design))
    return left if FIELDS[field].worse(left.value, right.value) else right


class _Path(NamedTuple):
    """A path down from a Design, told by its Designs that have a figure. `length`: see decimals.py."""

    length: int
    part: Part
    rest: _Path | None
