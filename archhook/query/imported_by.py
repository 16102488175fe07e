"""Which files import a file, or one symbol of it: directly, and through others; the nearest first."""

from __future__ import annotations

from archhook.inventory.handed_on_names import stem_of
from archhook.query.import_lines import SURE, ImportLine, imports_of, line_document, line_text
from archhook.report.text import BOLD, DIM, count, paint, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, NamedTuple

    from archhook.laws.edges import Edge
    from archhook.query.architecture import Architecture

    Imported = tuple[Edge, ImportLine]
else:
    from archhook.records import NamedTuple

FOR_CHECKERS = "typing"
"""The kind of imports that are listed, and through which nothing is reached: no run takes them."""


class Importer(NamedTuple):
    """A file that imports what is asked about, after so many steps; `by`: the import that is its first step there."""

    steps: int
    by: ImportLine


def importers(architecture: Architecture, starts: Mapping[str, str]) -> tuple[Importer, ...]:
    """The governed files and tests that import some files, the nearest first, then by path.

    `starts`: path -> the name of the symbol that is asked about, "" for all of the file: then only who imports it by
    that name, or the whole module, is a first step. All further steps are imports of a file in whatever way.
    """
    tests = _of_tests(architecture)
    found: dict[str, Importer] = {}
    level, steps = dict(starts), 0
    while level:
        steps += 1
        best: dict[str, ImportLine] = {}
        for path, symbol in level.items():
            for edge, line in _into(architecture, tests, path):
                known = best.get(edge.source)
                new = edge.source not in found and edge.source not in starts
                if steps > 1 and line.kind == FOR_CHECKERS:
                    continue
                if new and _names(edge, symbol) and (known is None or _rank(line) < _rank(known)):
                    best[edge.source] = line
        found |= {path: Importer(steps, best[path]) for path in sorted(best)}
        level = {path: "" for path, line in best.items() if line.kind != FOR_CHECKERS}
    return tuple(found.values())


def _names(edge: Edge, symbol: str) -> bool:
    """Whether an import may be one of a symbol: by its name, or of the module whole."""
    return not symbol or edge.symbol in ("", symbol.partition(".")[0])


def _rank(line: ImportLine) -> tuple[int, ImportLine]:
    return SURE.index(line.kind), line


def _into(architecture: Architecture, tests: Mapping[str, list[Imported]], path: str) -> Iterator[Imported]:
    """The imports that mean a file, or are written with its name."""
    sources = architecture.facts.importers(stem_of(path))
    architecture.expect_inventories(one for one in sources if one in architecture.files)
    for source in sources:
        for found in imports_of(architecture, source):
            if path in (found[0].file, found[0].written):
                yield found
    yield from tests.get(path, ())


def _of_tests(architecture: Architecture) -> dict[str, list[Imported]]:
    """File -> the imports of it in files of tests: those are no part of what laws remember."""
    paths = sorted(path for path, fact in architecture.files.items() if fact.role == "test" and fact.regular)
    architecture.expect_inventories(paths)
    found: dict[str, list[Imported]] = {}
    for path in paths:
        for edge, line in imports_of(architecture, path):
            for target in {edge.file, edge.written} - {""}:
                found.setdefault(target, []).append((edge, line))
    return found


def importers_document(found: Iterable[Importer]) -> list[dict[str, Any]]:
    """The files for JSON: each with its first step towards what is asked about."""
    return [{"file": one.by.file, "steps": one.steps, "by": line_document(one.by)} for one in found]


def importers_text(found: tuple[Importer, ...], shown: int, color: bool) -> Iterator[str]:
    """The files for a person: so many of them, the nearest first."""
    direct = sum(one.steps == 1 for one in found)
    through = f", {len(found) - direct} of them through others" if len(found) > direct else ""
    yield paint(f"imported by {count(len(found), 'file')}{through}", BOLD, color)
    for one in found[:shown]:
        if one.steps == 1:
            yield f"  {line_text(one.by, color)}"
        else:
            through = f"  through {one.by.target}, {one.steps} steps away"
            yield f"  {printable(one.by.file)}:{one.by.line}{paint(printable(through), DIM, color)}"
    if len(found) > shown:
        yield f"  and {len(found) - shown} more (--format json has them)"
