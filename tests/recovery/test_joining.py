from __future__ import annotations

from archhook.recovery.joining import JoinedOrder


def test_what_joining_costs_and_reaches() -> None:
    order = JoinedOrder({0: 0, 1: 1, 2: 2, 3: 3}, {(1, 0): 2.0, (2, 1): 3.0, (3, 0): 1.0})
    assert order.cost_of_joining(2, 1) == 0
    assert order.cost_of_joining(2, 0) == 2, "1 lies between them: what 1 imports of 0, or 2 of 1"
    assert order.newly_reached(3, 2) == 0, "by way of 1"
    assert order.newly_reached(2, 3) == 1
    assert order.newly_reached(2, 1) == 0, "itself"


def test_what_is_joined_counts_as_one() -> None:
    order = JoinedOrder({0: 0, 1: 1, 2: 2}, {(2, 0): 2.0, (1, 0): 1.0})
    order.join(2, 1)
    assert order.place == {0: 0, 1: order.place[1]}
    assert order.out == {0: {}, 1: {0: 3.0}}
    assert order.back == {0: {1: 3.0}, 1: {}}
    assert order.cost_of_joining(1, 0) == 0
