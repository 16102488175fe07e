"""DEP: what a Design requires is there, no Design waits for itself, and the code imports what is declared."""

from __future__ import annotations

from archhook.laws.law import Law, chain, is_off, listed
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


def _undeclared_dependency(facts: Facts, path: str) -> Iterator[Breach]:
    from archhook.laws.import_laws import undeclared_dependency  # what imports take is imported where some are judged

    return undeclared_dependency(facts, path)


def _unused_dependency(facts: Facts, node_id: str) -> Iterator[Breach]:
    if is_off(facts, "DEP204"):
        return iter(())
    from archhook.laws.import_circles import unused_dependency

    return unused_dependency(facts, node_id)


def _private_import(facts: Facts, path: str) -> Iterator[Breach]:
    from archhook.laws.interfaces import private_import

    return private_import(facts, path)


def _undeclared_package(facts: Facts, path: str) -> Iterator[Breach]:
    from archhook.laws.package_laws import undeclared_package

    return undeclared_package(facts, path)


def _import_circles(facts: Facts, _: str) -> Iterator[Breach]:
    from archhook.laws.import_circles import import_circles

    return import_circles(facts, _)


def _test_import(facts: Facts, path: str) -> Iterator[Breach]:
    from archhook.laws.import_laws import test_import

    return test_import(facts, path)


def _excluded_import(facts: Facts, path: str) -> Iterator[Breach]:
    from archhook.laws.import_laws import excluded_import

    return excluded_import(facts, path)


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
        "code of one Design imports code of another that it does not require",
        "Implicit dependencies are made explicit: a Design that imports what it does not require is built on something "
        "that nobody decided.",
        ("file", "declares", "links", "in_force"),
        _undeclared_dependency,
    ),
    Law(
        "DEP204",
        "unused-dependency",
        "off",
        "node",
        "a Design requires a Design that has code, and imports nothing of it",
        "What is required for nothing holds back every change of what it names.",
        ("links", "in_force"),
        _unused_dependency,
        kind="design",
    ),
    Law(
        "DEP205",
        "private-import",
        "error",
        "imports",
        "an import from another Design goes past that Design's `interface`",
        "What a Design does not offer is its own to change: others build on what it promises, and on nothing else.",
        ("file", "declares", "links", "in_force"),
        _private_import,
    ),
    Law(
        "DEP207",
        "undeclared-package",
        "error",
        "imports",
        "a third-party package is imported that no Design of the file allows, or that another Design has to itself",
        "A package from outside is a dependency like any other: it is decided where it may be built on.",
        ("file", "declares", "links", "in_force"),
        _undeclared_package,
    ),
    Law(
        "DEP209",
        "import-cycle",
        "off",
        "circles",
        "files of the project import each other in a circle while they are being imported",
        "In a circle of imports it depends on the first importer whether a name is there yet.",
        (),
        _import_circles,
    ),
    Law(
        "DEP210",
        "test-import",
        "error",
        "imports",
        "code that is no test imports a test file, or a helper below a folder of tests",
        "The tests judge the code: code that rests on them can be neither shipped nor judged without them.",
        ("file", "declares", "links", "in_force"),
        _test_import,
    ),
    Law(
        "DEP211",
        "excluded-import",
        "warning",
        "imports",
        "governed code imports a file of the project that `exclude` names (vendored code: say so with the severity or "
        "a waiver)",
        "What is excluded traces to no Intent; code that is built on it is only half explained.",
        ("file", "declares", "links", "in_force"),
        _excluded_import,
    ),
)
