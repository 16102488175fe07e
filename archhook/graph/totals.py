"""The fields of ResourceConstraints, totals of figures in them, and how figures are added and multiplied.

Figures are added as the decimals that people wrote: 0.1 + 0.2 is 0.3. The standard `decimal` costs a quarter of an
interpreter start to import; whole numbers do as well.
"""

from __future__ import annotations

from archhook.model.nodes import RESOURCE_FIELDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
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
"""Parts of a total that are listed; the others are counted."""


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


SCALE = 324
"""No float is written with a digit further behind the point."""

LARGEST = 1.7976931348623157e308


def _digits(value: float) -> tuple[int, int]:
    """A finite float as the decimal that is written: (m, e) for m * 10**e."""
    mantissa, _, exponent = repr(float(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    return int(whole + fraction), int(exponent or 0) - len(fraction)


def scaled(value: float) -> int:
    """A figure times 10**SCALE: whole, so that sums of such are exact in any order."""
    mantissa, exponent = _digits(value)
    return int(mantissa * 10 ** (exponent + SCALE))


def nearest_float(whole: int) -> float:
    """The float nearest to what is `scaled` to a whole number; the largest one for more than that."""
    return min(float(f"{whole}e-{SCALE}"), LARGEST)


def total(values: Iterable[float]) -> float:
    """The sum of figures as decimals, as the float nearest to it."""
    return nearest_float(sum(map(scaled, values)))


def times(left: float, right: float) -> float:
    """The product of two figures as decimals, as the float nearest to it."""
    (one, exponent), (other, further) = _digits(left), _digits(right)
    return min(float(f"{one * other}e{exponent + further}"), LARGEST)


def number(value: float) -> str:
    """A figure as people write it: `92`, `0.5`, `1.25`, `1e+20`."""
    return repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))
