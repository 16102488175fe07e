"""DEP: what a Design requires is there, and no Design waits for itself."""

from __future__ import annotations

from archhook.laws.law import Law, chain, listed
from archhook.model.findings import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.laws.law import Facts


def missing_dependency(facts: Facts, node_id: str) -> Iterator[Breach]:
    """DEP201, one for each Design named in `requires` that is not in force."""
    row = facts.rows[node_id]
    if row.kind != "design":
        return
    for target in row.to("requires"):
        if facts.rows[target].in_force:
            continue
        yield Breach(
            "DEP201",
            f"{node_id} requires {target}, which is not in force",
            ("node", node_id),
            node_id,
            symbol=target,
            fix=f"bring {target} into force (adopt it, instantiate it), or take it out of `requires`",
        )


def dependency_circles(facts: Facts, _: str) -> Iterator[Breach]:
    """DEP202, one for each strongly connected component of the Designs in force, at its smallest id."""
    from archhook.graph.reach import components, shortest_circle

    rows = facts.rows
    links = {
        design: tuple(target for target in rows[design].to("requires") if rows[target].in_force)
        for design in facts.ids("design")
    }
    for component in components(links):
        first = component[0]
        circle = shortest_circle(links, first, component)
        others = [design for design in component if design not in circle]
        more = f"; {listed(others)} {'lies' if len(others) == 1 else 'lie'} on circles with them" if others else ""
        yield Breach(
            "DEP202",
            f"{first} requires itself{' in a circle' if len(circle) > 1 else ''}: {chain((*circle, first))}{more}",
            ("node", first),
            first,
            fix="take one step out of the circle: drop a `requires`, or give what both sides need a Design"
            if len(circle) > 1
            else f"take {first} out of its own `requires`",
        )


def undeclared_dependency(facts: Facts, path: str) -> Iterator[Breach]:
    """DEP203; what it takes is imported where the imports of a file are judged."""
    from archhook.laws.import_laws import undeclared_dependency

    return undeclared_dependency(facts, path)


LAWS = (
    Law(
        "DEP201",
        "missing-dependency",
        "error",
        "node",
        "a Design requires a Design that is not in force",
        "What a Design stands on has to be part of the system: a dependency that was never adopted is found before "
        "anything is built on it.",
        ("links", "in_force"),
        missing_dependency,
        kind="design",
    ),
    Law(
        "DEP202",
        "dependency-cycle",
        "error",
        "graph",
        "Designs require each other in a circle (the whole circle named, in canonical rotation)",
        "In a circle nothing can be built, tested or replaced first, and budgets cannot be added up along it.",
        ("links", "in_force"),
        dependency_circles,
    ),
    Law(
        "DEP203",
        "undeclared-dependency",
        "error",
        "imports",
        "code of one Design imports code of another that it does not require (section 9)",
        "Every dependency is decided in the plan: one that only an import statement knows of is built on by accident.",
        ("file", "declares", "links", "in_force"),
        undeclared_dependency,
    ),
)
