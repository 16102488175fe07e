"""Sums and products are those of the decimals that were written."""

from __future__ import annotations

import sys
from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.graph.totals import LARGEST, nearest_float, number, scaled, times, total

FIGURES = st.floats(0, allow_infinity=False, allow_nan=False)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], 0.0),
        ([0.1, 0.2], 0.3),
        ([0.1] * 3, 0.3),
        ([0.1, 0.7, 0.2], 1.0),
        ([1e16, 1.0, 1.0, -0.0], 1e16 + 2),
        ([5e-324, 5e-324], 1e-323),
        ([LARGEST, LARGEST], LARGEST),
        ([512, 1800], 2312.0),
    ],
)
def test_sums(values: list[float], expected: float) -> None:
    assert total(values) == total(reversed(values)) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [(0.1, 3, 0.3), (4.35, 100, 435.0), (512, 1.5, 768.0), (0.7, 1.1, 0.77), (1e300, 1e300, LARGEST), (0, 2, 0.0)],
)
def test_products(left: float, right: float, expected: float) -> None:
    assert times(left, right) == times(right, left) == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (92.0, "92"), (0.0, "0"), (0.5, "0.5"), (1.25, "1.25"), (1e14, "100000000000000"), (1e20, "1e+20"),
        (1e-7, "1e-07"), (131.4, "131.4"), (7, "7"),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(value: float, text: str) -> None:
    assert number(value) == text
    assert float(text) == value


@settings(deadline=None)
@given(st.lists(FIGURES, max_size=6), FIGURES, FIGURES)
def test_like_the_standard_decimals_of_any_length(values: list[float], left: float, right: float) -> None:
    with localcontext() as context:
        context.prec = 2000
        exact = sum((Decimal(repr(value)) for value in values), Decimal(0))
        assert total(values) == min(float(exact), LARGEST)
        assert times(left, right) == min(float(Decimal(repr(left)) * Decimal(repr(right))), LARGEST)


@given(FIGURES)
def test_nothing_is_lost_on_the_way(value: float) -> None:
    assert nearest_float(scaled(value)) == value


def test_under_the_least_limit_of_digits() -> None:
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    try:
        assert total([LARGEST, 5e-324]) == LARGEST
    finally:
        sys.set_int_max_str_digits(before)
