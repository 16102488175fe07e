"""DEP207: third-party packages are imported by those Designs that may."""

from __future__ import annotations

import sys

from archhook.laws.edges import counted, edges_of, importing_designs
from archhook.laws.law import listed, shown
from archhook.model.findings import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archhook.laws.edges import Edge
    from archhook.laws.law import Facts

MAIN = "__main__"
"""No package: the program that runs."""


def undeclared_package(facts: Facts, path: str) -> Iterator[Breach]:
    """DEP207, one for each package that a file imports and no Design of it may, by the first part of its name."""
    designs = importing_designs(facts, path)
    if not designs:
        return
    found: dict[str, tuple[str, list[Edge]]] = {}
    for edge in edges_of(facts, path):
        if not edge.package or not counted(facts, edge.kind):
            continue
        name = package_name(edge)
        why = forbidden(facts, designs, name)
        if why:
            top = name.partition(".")[0]
            found.setdefault(top, (why, []))[1].append(edge)
    for top, (why, edges) in found.items():
        yield Breach(
            "DEP207",
            f"{shown(path)} of {designs[0]} imports {edges[0].package}, {why}",
            ("import", path, *(edge.index for edge in edges)),
            designs[0],
            path,
            top,
            f"do without it here; or add {top!r} to the `packages` of {designs[0]}"
            if why.startswith("which no")
            else "have the Design do it to which the package belongs, and import that; or drop its claim",
        )


def forbidden(facts: Facts, designs: Sequence[str], name: str) -> str:
    """Why Designs may not import what a dotted name says, as a clause; "" where they may."""
    owners = claimants(facts, name)
    if owners:
        return (
            ""
            if set(owners) & set(designs)
            else f"which {listed(owners)} {'has' if len(owners) == 1 else 'have'} alone"
        )
    if name.partition(".")[0] in sys.stdlib_module_names or name.partition(".")[0] == MAIN:
        return ""
    for design in designs:
        allowed = facts.nodes[design].stated("packages")
        if allowed is None or any(covers(one.name, name) for one in allowed):
            return ""
    return f"which no `packages` of {listed(designs)} names"


def claimants(facts: Facts, name: str) -> tuple[str, ...]:
    """The Designs in force that have a package, or what a name of it lies below, to themselves; by id."""
    return tuple(dict.fromkeys(design for designs in claimed(facts, name).values() for design in designs))


def claimed(facts: Facts, name: str) -> dict[str, tuple[str, ...]]:
    """The package of a name, or what it lies below, as far as any Design has that to itself -> those Designs, by id."""
    claims = facts.claims
    if not claims:
        return {}
    parts = name.split(".")
    prefixes = (".".join(parts[: count + 1]) for count in range(len(parts)))
    return {prefix: claims[prefix] for prefix in prefixes if prefix in claims}


def package_name(edge: Edge) -> str:
    """The dotted name of what lies outside the project and an edge means."""
    return f"{edge.package}.{edge.symbol}" if edge.symbol else edge.package


def covers(package: str, name: str) -> bool:
    """Whether a dotted name is a package or lies below it."""
    return name == package or name.startswith(package + ".")
