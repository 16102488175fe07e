"""Sums and products of floats as the decimals that people wrote: 0.1 + 0.2 is 0.3.

The standard `decimal` costs a quarter of an interpreter start to import; whole numbers do as well.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

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
