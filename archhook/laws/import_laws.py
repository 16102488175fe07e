"""DEP203: what the code of a Design imports of another's is what it requires."""

from __future__ import annotations

from archhook.laws.edges import counted, covered, designs_of, edges_of, is_governed
from archhook.laws.law import shown
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
    sources = designs_of(facts, path) if is_governed(facts, path) else ()
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
