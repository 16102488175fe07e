"""Whether a Design may require another, and what it would break."""

from __future__ import annotations

import pytest
from helpers.import_mending import LAYERS, Project

from archhook.laws.new_requires import MoreRequires, NewRequires

TOP, MIDDLE, LOW = LAYERS


@pytest.mark.parametrize(
    ("designs", "pair", "reasons"),
    [
        ({"D-1": {}, "D-2": {}}, "D-1 D-2", []),
        ({"D-1": {}, "D-2": {"requires": ["D-1"]}}, "D-1 D-2", ["the circle D-1 > D-2 > D-1 would close"]),
        (
            {
                "D-1": {},
                "D-2": {"requires": ["D-4", "D-3"]},
                "D-3": {"requires": ["D-1"]},
                "D-4": {"requires": ["D-1"]},
            },
            "D-1 D-2",
            ["the circle D-1 > D-2 > D-3 > D-1 would close"],  # one of the shortest, ties by id
        ),
        ({"D-1": {"layer": [TOP]}, "D-2": {"layer": [LOW]}}, "D-1 D-2", []),
        ({"D-1": {"layer": [LOW]}, "D-2": {"layer": [LOW]}}, "D-1 D-2", []),
        ({"D-1": {"layer": [LOW]}, "D-2": {}}, "D-1 D-2", []),
        (
            {"D-1": {"layer": [LOW]}, "D-2": {"layer": [MIDDLE]}},
            "D-1 D-2",
            ["D-1 is of the layer 'low', D-2 of the higher layer 'middle'"],
        ),
        ({"D-1": {}, "D-2": {"visible_to": ["D-1"]}}, "D-1 D-2", []),
        ({"D-1": {}, "D-2": {"visible_to": ["D-3"]}, "D-3": {}}, "D-1 D-2", ["D-2 is visible to D-3 alone"]),
        ({"D-1": {}, "D-2": {"visible_to": []}}, "D-1 D-2", ["D-2 is visible to no other"]),
        ({"D-1": {"forbids": ["D-2"]}, "D-2": {}}, "D-1 D-2", ["D-1 forbids D-2"]),
        (
            {"D-1": {}, "D-2": {"requires": ["D-3"]}, "D-3": {}, "D-4": {"forbids": ["D-3"], "requires": ["D-1"]}},
            "D-1 D-2",
            ["D-4 forbids D-3 (D-4 > D-1 > D-2 > D-3)"],
        ),
        ({"D-1": {}, "D-2": {"forbids": ["D-1"]}}, "D-1 D-2", []),  # a ban is no ban of the other way round
        (
            {"D-1": {"layer": [LOW], "forbids": ["D-2"]}, "D-2": {"layer": [TOP], "requires": ["D-1"]}},
            "D-1 D-2",
            [
                "the circle D-1 > D-2 > D-1 would close",
                "D-1 is of the layer 'low', D-2 of the higher layer 'top'",
                "D-1 forbids D-2",
            ],
        ),
    ],
)
def test_all_that_it_would_break(designs: dict[str, dict[str, list[str]]], pair: str, reasons: list[str]) -> None:
    facts = Project(designs, {}).facts()
    asked = NewRequires(facts)
    source, target = pair.split()
    assert list(asked.why_not(source, target)) == reasons
    assert list(asked.why_not(source, target)) == reasons  # as it is known then


def test_what_is_only_thought_of_counts() -> None:
    facts = Project({"D-1": {}, "D-2": {}, "D-3": {"forbids": ["D-2"]}}, {}).facts()
    assert NewRequires(facts).why_not("D-1", "D-2") == ()
    thought = NewRequires(facts, MoreRequires(facts.rows, [("D-2", "D-1"), ("D-3", "D-1")]))
    assert thought.why_not("D-1", "D-2") == (
        "the circle D-1 > D-2 > D-1 would close",
        "D-3 forbids D-2 (D-3 > D-1 > D-2)",
    )
