"""DEP203, DEP210, DEP211: the code imports what its Designs require, and neither tests nor what is excluded."""

from __future__ import annotations

from archhook.laws.edges import CONFTEST, counted, covered, designs_of, edges_of, importing_designs, is_governed
from archhook.laws.law import file_name, shown
from archhook.model.findings import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archhook.laws.edges import Edge
    from archhook.laws.law import Facts


def by_file(edges: Iterable[Edge]) -> Iterator[list[Edge]]:
    """The edges of one file, those to each file it imports together, in the order of the first of them."""
    found: dict[str, list[Edge]] = {}
    for edge in edges:
        found.setdefault(edge.file, []).append(edge)
    return iter(found.values())


def undeclared_dependency(facts: Facts, path: str) -> Iterator[Breach]:
    """DEP203, one for each file that a file imports against what its Designs require."""
    sources = importing_designs(facts, path)
    if not sources:
        return
    uncovered = (
        edge
        for edge in edges_of(facts, path)
        if edge.file and edge.file != path and counted(facts, edge.kind)
        if (targets := designs_of(facts, edge.file, edge.symbol)) and not covered(facts, sources, targets)
    )
    for edges in by_file(uncovered):
        source, file = sources[0], edges[0].file
        target = designs_of(facts, file, edges[0].symbol)[0]
        yield Breach(
            "DEP203",
            f"{shown(path)} of {source} imports {shown(file)} of {target}, which {source} does not require",
            ("import", path, *(edge.index for edge in edges)),
            source,
            path,
            file,
            f"add {target} to the `requires` of {source}, if it may depend on that; or do without the import",
        )


def test_import(facts: Facts, path: str) -> Iterator[Breach]:
    """DEP210, one for each test file, or helper below a folder of tests, that a file imports which is none."""
    if not is_governed(facts, path) or file_name(path) == CONFTEST:
        return
    for edges in _written(facts, path, "test"):
        file, source = edges[0].written, _smallest(facts, path)
        if file_name(file) != CONFTEST:
            yield Breach(
                "DEP210",
                f"{shown(path)} imports {shown(file)}, which belongs to the tests",
                ("import", path, *(edge.index for edge in edges)),
                source,
                path,
                file,
                "move what both need out of the tests; code that runs without them must not need them",
            )


def excluded_import(facts: Facts, path: str) -> Iterator[Breach]:
    """DEP211, one for each pattern of `exclude` that names a file which a file imports.

    Of the breaches of several files that differ in nothing else the first by place counts: see verdict.py.
    """
    if not is_governed(facts, path):
        return
    found: dict[str, list[Edge]] = {}
    for edges in _written(facts, path, "other"):
        pattern = _pattern(facts, edges[0].written)
        if pattern:
            found.setdefault(pattern, []).extend(edges)
    for pattern, edges in found.items():
        source = _smallest(facts, path)
        first = min(edges, key=lambda edge: edge.index)
        yield Breach(
            "DEP211",
            f"{shown(path)}{f' of {source}' if source else ''} imports {shown(first.written)}, "
            f"which `exclude` leaves out ({pattern})",
            ("import", path, *sorted(edge.index for edge in edges)),
            source,
            symbol=pattern,
            fix="govern what is imported: narrow the pattern; if the code is another's (vendored), say so with a "
            "waiver or the severity of DEP211",
        )


def _written(facts: Facts, path: str, role: str) -> Iterator[list[Edge]]:
    """The edges from a file to files with a role, as the statements name them, by file."""
    found: dict[str, list[Edge]] = {}
    for edge in edges_of(facts, path):
        fact = facts.files.get(edge.written) if edge.written else None
        if fact is not None and fact.role == role and fact.regular:
            found.setdefault(edge.written, []).append(edge)
    return iter(found.values())


def _smallest(facts: Facts, path: str) -> str:
    """The smallest Design of a file, "" where it has none."""
    return next(iter(importing_designs(facts, path)), "")


def _pattern(facts: Facts, path: str) -> str:
    """The pattern of `exclude` that leaves a path out: the last one that matches; "" where none does."""
    known: str | None = facts.memo.get(("excluded", path))
    if known is None:
        from archhook.inventory.patterns import compile_patterns

        exclude = facts.config.exclude
        known = ""
        if compile_patterns(exclude)(path):
            known = next(one for one in reversed(exclude) if compile_patterns((one,))(path))
        facts.memo["excluded", path] = known
    return known
