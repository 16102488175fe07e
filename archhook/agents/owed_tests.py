"""The tests that a node still owes: those that are planned, the levels at which no Test is even planned, and those at
which every Test that is written proves nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archhook.agents.hollow_proofs import hollow_proofs
from archhook.graph.graph import plan_above, reachable
from archhook.model.nodes import sort_key
from archhook.model.vocabulary import VERIFIED_KIND

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from archhook.query.architecture import Architecture

CODES = {"unit": "TST505", "integration": "TST506", "system": "TST507", "acceptance": "TST508"}
"""Level of a Test -> the law that asks for one."""


class Owed(NamedTuple):
    """A level at which a node has planned Tests (`tests`), no Test, or none but `hollow` ones, that prove nothing."""

    level: str
    node: str
    tests: tuple[str, ...]
    hollow: tuple[str, ...] = ()


def owed_tests(architecture: Architecture, node_id: str, proofs: Collection[str] | None = None) -> tuple[Owed, ...]:
    """What is owed at a node's Design, its Requirements and Intents once the node is written, the nearest first.

    A planned Test of any of these is owed until it is written, whatever the laws ask for; where none is, a level is
    owed if its law says so now: what is off, waived or frozen is not. `proofs`: the `hollow_proofs`, where known.
    """
    rows = architecture.rows
    if node_id not in rows or not rows[node_id].in_force or rows[node_id].kind == "test":
        return ()
    above = in_force_above(architecture, [node_id])
    hollow = hollow_proofs(architecture) if proofs is None else proofs
    found = (
        owed_at(architecture, level, one, hollow)
        for level, kind in reversed(VERIFIED_KIND.items())
        for one in sorted((one for one in above if rows[one].kind == kind), key=sort_key)
    )
    return tuple(filter(None, found))


def in_force_above(architecture: Architecture, node_ids: Iterable[str]) -> set[str]:
    """Some nodes, and those in force that they are work for."""
    rows = architecture.rows
    return reachable(node_ids, lambda one: (to for to in plan_above(rows, one) if rows[to].in_force))


def owed_at(architecture: Architecture, level: str, node_id: str, hollow: Collection[str]) -> Owed | None:
    """What is owed of a level at one node. `hollow`: see `hollow_proofs`."""
    rows, nodes = architecture.rows, architecture.nodes
    tests = [test for test in rows[node_id].by("verifies") if rows[test].level == level]
    planned = tuple(test for test in tests if nodes[test].planned)
    written = tuple(test for test in tests if test not in planned)
    bare = () if set(written) - set(hollow) else written
    if planned or bare or any(finding.code == CODES[level] for finding in architecture.findings_of(node_id)):
        return Owed(level, node_id, planned, bare)
    return None


def unplanned(owed: tuple[Owed, ...]) -> list[str]:
    """What is owed and neither planned nor written, as a person says it: `unit test of D-9`."""
    return [f"{one.level} test of {one.node}" for one in owed if not one.tests and not one.hollow]


def planned_of(owed: tuple[Owed, ...]) -> list[str]:
    """The planned Tests that are owed."""
    return [test for one in owed for test in one.tests]


def hollow_of(owed: tuple[Owed, ...]) -> list[str]:
    """The Tests that prove nothing where no other is written."""
    return [test for one in owed for test in one.hollow]
