"""Ledgers whose Designs, Requirements and Intents are linked in one way, as many as are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.swelling_parts import Files, design, node, project, root

if TYPE_CHECKING:
    from collections.abc import Callable


def circle(size: int) -> Files:
    return project(*(design(i + 10, requires=[f"D-{(i + 1) % size + 10}"]) for i in range(size)))


def circles(size: int) -> Files:
    return project(*(design(i + 10, requires=[f"D-{(i ^ 1) + 10}"]) for i in range(size // 2 * 2 + 2)))


def conflicts(size: int) -> Files:
    many = range(10, root(size) + 10)
    return project(
        *(node("Intent", f"I-{i}") for i in many),
        node("Requirement", "R-9", derived_from=[f"I-{i}" for i in many]),
        *(design(i, satisfies=["R-9"], conflicts_with=[f"D-{j}" for j in many if j != i]) for i in many),
    )


def bans(size: int) -> Files:
    """Every Design of a chain forbids the last one."""
    last = size + 9
    return project(
        *(design(i + 10, requires=[f"D-{i + 11}"], forbids=[f"D-{last}"]) for i in range(size - 1)), design(last)
    )


def bans_that_hold(size: int) -> Files:
    """Every Design of a chain forbids those above it."""
    many = range(10, root(size) * 4 + 10)
    return project(
        *(design(i, requires=[f"D-{i + 1}"] * (i < many[-1]), forbids=[f"D-{j}" for j in many if j < i]) for i in many)
    )


def chain(size: int) -> Files:
    return project(*(design(i + 10, requires=[f"D-{i + 11}"] if i < size - 1 else []) for i in range(size)))


def orphan_chain(size: int) -> Files:
    return project(*(design(i + 10, satisfies=[], requires=[f"D-{i + 11}"] * (i < size - 1)) for i in range(size)))


def fan_out(size: int) -> Files:
    many = [f"D-{i + 10}" for i in range(size)]
    return project(*(design(i + 10) for i in range(size)), design(9, requires=many))


def fan_in(size: int) -> Files:
    return project(*(design(i + 10, requires=["D-9"]) for i in range(size)), design(9))


def layers_of_many(size: int) -> Files:
    width = root(size)
    low = [f"D-{i + 10}" for i in range(width)]
    return project(*(design(i + 10) for i in range(width)), *(design(i + 100_000, requires=low) for i in range(width)))


def goals(size: int) -> Files:
    many = range(10, size + 10)
    return project(
        *(node("Intent", f"I-{i}") for i in many),
        node("Requirement", "R-9", derived_from=[f"I-{i}" for i in many]),
        node("Design", "D-9", satisfies=["R-9"]),
    )


def promises(size: int) -> Files:
    many = range(10, size + 10)
    return project(
        *(node("Requirement", f"R-{i}", derived_from=["I-1"]) for i in many),
        node("Design", "D-9", satisfies=[f"R-{i}" for i in many]),
    )


GRAPHS: dict[str, Callable[[int], Files]] = {
    "Designs in one circle": circle,
    "circles of two Designs": circles,
    "Designs that all conflict": conflicts,
    "Designs in a chain, all of which forbid the last": bans,
    "Designs in a chain, all of which forbid those above": bans_that_hold,
    "Designs in a chain": chain,
    "Designs in a chain that serves nothing": orphan_chain,
    "Designs that one requires": fan_out,
    "Designs that require one": fan_in,
    "Designs that require all of others": layers_of_many,
    "Intents of one Requirement": goals,
    "Requirements of one Design": promises,
}
