"""Whatever a repository holds, the time that it takes grows with its size, and no faster: kind by kind of input."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from helpers.growth import exponent, growth

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("curve", "least", "most"),
    [
        (lambda n: n / 1000, 0.99, 1.01),
        (lambda n: n * math.log(n + 1) / 1000, 1.05, 1.3),
        (lambda n: n * n / 1_000_000, 1.99, 2.01),
        (lambda n: (n + n * n / 500) / 1000, 1.35, 2),
        (lambda n: math.inf if n > 150 else n, math.inf, math.inf),
        (lambda _: 0.0, 0, 0),
    ],
    ids=["linear", "n log n", "quadratic", "soon quadratic", "endless", "nothing"],
)
def test_the_fit(curve: Callable[[int], float], least: float, most: float) -> None:
    found = growth(lambda size: 0.1 + curve(size), 100, most=100_000)
    assert least <= found.exponent <= most, found
    assert found.linear is (most <= 1.3)
    assert found.exponent == math.inf or exponent(found.seconds, found.floor) == found.exponent
