"""The fields of ResourceConstraints, and totals of figures in them."""

from __future__ import annotations

from archhook.graph.decimals import number
from archhook.model.nodes import RESOURCE_FIELDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple
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
PROMISE_FIELDS = tuple(name for name, field in FIELDS.items() if field.adds in PROMISES)

MEASURED, ESTIMATED = "measured", "estimated"
PARTS_SHOWN = 5
"""So many parts of a total are told; of the others the number."""


class Part(NamedTuple):
    """The figure of one Design: measured, else estimated."""

    design: str
    value: float
    origin: str  # measured | estimated
    machine: str = ""  # that it was measured on, where `measured.toml` says so


VALUE = 1
"""Where the value stands in a `Part`: by this, thousands are compared without a function of Python."""


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


def made_of(found: Total) -> str:
    """What makes a total: `D-2 92 measured + D-1 39 measured`; different machines are named."""
    shown = [f"{part.design} {number(part.value)} {part.origin}" for part in found.parts[:PARTS_SHOWN]]
    more = len(found.parts) - len(shown)
    text = " + ".join([*shown, *([f"{more} more"] if more else [])])
    return f"{text}; measured on different machines: {', '.join(found.machines)}" if len(found.machines) > 1 else text
