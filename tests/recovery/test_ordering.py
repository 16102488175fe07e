from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.recovery.ordering import ordered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def cost(order: Sequence[str], weights: Mapping[tuple[str, str], float]) -> float:
    """The weight that runs against an order."""
    place = {node: at for at, node in enumerate(order)}
    return sum(weight for (one, other), weight in weights.items() if place[one] < place[other])


def test_without_a_circle_nothing_runs_against_the_order() -> None:
    weights = {("d", "c"): 1.0, ("c", "a"): 1.0, ("d", "a"): 1.0, ("b", "a"): 1.0}
    assert ordered("abcd", weights) == ["a", "b", "c", "d"]


def test_a_circle_is_cut_at_its_lightest_link() -> None:
    assert ordered("abc", {("a", "b"): 2.0, ("b", "c"): 1.0, ("c", "a"): 3.0}) == ["b", "a", "c"]


WEIGHTS = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda pair: pair[0] != pair[1]),
    st.integers(1, 9).map(float),
    max_size=20,
)


@settings(deadline=None, max_examples=60)
@given(WEIGHTS)
def test_it_is_nearly_the_best_order(weights: dict[tuple[str, str], float]) -> None:
    best = min(cost(order, weights) for order in permutations("abcdef"))
    found = ordered("fedcba", weights)
    assert sorted(found) == [*"abcdef"]
    assert found == ordered("abcdef", dict(reversed(weights.items())))
    assert cost(found, weights) <= 1.5 * best
