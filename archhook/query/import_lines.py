"""Imports of the code as lines that are shown: which file imports which, where, by what name."""

from __future__ import annotations

from archhook.inventory.module_names import INIT, folder_of
from archhook.laws.edges import designs_of, edges_of, importing_designs
from archhook.report.text import DIM, paint, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, NamedTuple

    from archhook.laws.edges import Edge
    from archhook.query.architecture import Architecture
else:
    from archhook.records import NamedTuple

SURE = ("run", "lazy", "dynamic", "typing")
"""The kinds of import, those first that say most of what depends on what."""


PYTHON = ("python files", "")
"""What `python_files` is remembered by."""


class ImportLine(NamedTuple):
    """One import between two files of the project. `symbol`: "" for a module as a whole, or a star."""

    file: str
    line: int
    kind: str
    target: str
    symbol: str


def python_files(architecture: Architecture) -> Mapping[str, str]:
    """Path -> role of every Python file that is there itself. Reads the whole map of files, once."""
    memo = architecture.facts.memo
    if PYTHON not in memo:
        files = architecture.files.items()
        memo[PYTHON] = {path: fact.role for path, fact in files if path.endswith(".py") and fact.regular}
    found: Mapping[str, str] = memo[PYTHON]
    return found


def imports_of(architecture: Architecture, path: str) -> Iterator[tuple[Edge, ImportLine]]:
    """The imports of a file that mean other files of the project, in the order of its statements."""
    for edge in edges_of(architecture.facts, path):
        if edge.file and edge.file != path:
            line = architecture.inventory(path).imports[edge.index].line
            yield edge, ImportLine(path, line, edge.kind, edge.file, edge.symbol)


def files_of(architecture: Architecture, design: str) -> list[str]:
    """The files of a Design, sorted, with the `__init__.py` beside them whose imports count as its own."""
    tasks = [architecture.nodes[task] for task in architecture.rows[design].by("implements")]
    found = architecture.facts.paths_of(tasks)
    found.update(folder_of(path) + INIT for path in tuple(found))
    there = (path for path in found if path in architecture.files)
    return sorted(path for path in there if design in importing_designs(architecture.facts, path))


def outgoing(architecture: Architecture, design: str) -> dict[str, list[ImportLine]]:
    """Another Design -> the imports by which the code of a Design uses it, those first that say most.

    Where a file is code of both, that is no use of one by the other.
    """
    found: dict[str, list[ImportLine]] = {}
    for path in files_of(architecture, design):
        sources = importing_designs(architecture.facts, path)
        for edge, line in imports_of(architecture, path):
            targets = designs_of(architecture.facts, edge.file, edge.symbol)
            for target in targets if set(sources).isdisjoint(targets) else ():
                found.setdefault(target, []).append(line)
    return {target: sorted(lines, key=lambda one: (SURE.index(one.kind), one)) for target, lines in found.items()}


def line_document(one: ImportLine) -> dict[str, Any]:
    """An import for JSON."""
    return {"from": one.file, "to": one.target, "kind": one.kind, "line": one.line, "symbol": one.symbol or None}


def line_text(one: ImportLine, color: bool) -> str:
    """An import for a person: `src/till.py:3 imports scan of src/scanner.py (inside a function)`."""
    what = f"{one.symbol} of {one.target}" if one.symbol else one.target
    kind = "" if one.kind == "run" else f" ({one.kind})"
    return f"{printable(one.file)}:{one.line} imports {printable(what)}{paint(kind, DIM, color)}"
