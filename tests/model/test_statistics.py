"""Statistics of samples, against figures worked out by hand and against counting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archhook.model.statistics import percentile, percentile_of, summarise


@pytest.mark.parametrize(
    ("samples", "name", "expected"),
    [
        ([3, 1, 2], "median", 2),
        ([4, 1, 2, 3], "median", 2.5),
        ([4, 1, 2, 3], "mean", 2.5),
        ([4, 1, 2, 3], "min", 1),
        ([4, 1, 2, 3], "max", 4),
        ([7], "p99", 7),
        (list(range(1, 101)), "p99", 99),
        (list(range(1, 101)), "p99.9", 100),
        (list(range(1, 1001)), "p99", 990),
        (list(range(1, 201)), "p50", 100),
        (list(range(20, 0, -1)), "p99", 20),
        (list(range(20, 0, -1)), "p95", 19),
        (list(range(1, 101)), "p1", 1),
    ],
)
def test_by_hand(samples: list[float], name: str, expected: float) -> None:
    assert summarise(samples, name) == expected


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=60), st.integers(1, 99))
def test_a_percentile_is_the_smallest_sample_that_so_many_do_not_exceed(samples: list[float], percent: int) -> None:
    good = [one for one in samples if 100 * sum(other <= one for other in samples) >= percent * len(samples)]
    assert percentile(samples, percent) == min(good)


@pytest.mark.parametrize("name", ["p", "p100", "p0", "99", "p99,9", "mean", "p-1", "P99"])
def test_what_is_no_percentile(name: str) -> None:
    assert percentile_of(name) is None
