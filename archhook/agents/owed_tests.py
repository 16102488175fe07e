"""The tests that a node still owes: those that are planned, and the levels at which no Test is even planned."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archhook.graph.graph import plan_above, reachable
from archhook.model.nodes import sort_key
from archhook.model.vocabulary import VERIFIED_KIND

if TYPE_CHECKING:
    from archhook.query.architecture import Architecture

CODES = {"unit": "TST505", "integration": "TST506", "system": "TST507", "acceptance": "TST508"}
"""Level of a Test -> the law that asks for one."""


class Owed(NamedTuple):
    """A level at which no written Test verifies a node. `tests`: the planned ones, () where there is none."""

    level: str
    node: str
    tests: tuple[str, ...]


def owed_tests(architecture: Architecture, node_id: str) -> tuple[Owed, ...]:
    """What is owed at a node's Design, its Requirements and Intents once the node is written, the nearest first.

    A planned Test of any of these counts no longer then. Without one a level is owed where its law says so now: what
    is off, waived or frozen is not.
    """
    rows, nodes = architecture.rows, architecture.nodes
    if node_id not in rows or not rows[node_id].in_force or rows[node_id].kind == "test":
        return ()
    above = reachable([node_id], lambda one: (to for to in plan_above(rows, one) if rows[to].in_force))
    found = []
    for level, kind in reversed(VERIFIED_KIND.items()):
        for one in sorted((one for one in above if rows[one].kind == kind), key=sort_key):
            tests = [nodes[test] for test in rows[one].by("verifies") if rows[test].level == level]
            planned = tuple(test.id for test in tests if test.planned)
            if len(planned) < len(tests):
                continue
            if planned or any(finding.code == CODES[level] for finding in architecture.findings_of(one)):
                found.append(Owed(level, one, planned))
    return tuple(found)


def unplanned(owed: tuple[Owed, ...]) -> list[str]:
    """What is owed and not planned, as a person says it: `unit test of D-9`."""
    return [f"{one.level} test of {one.node}" for one in owed if not one.tests]


def planned_of(owed: tuple[Owed, ...]) -> list[str]:
    """The planned Tests that are owed."""
    return [test for one in owed for test in one.tests]
