"""Which files import a file, or one symbol of it: directly, and through others; the nearest first."""

from __future__ import annotations

from archhook.inventory.module_names import INIT, folders_of
from archhook.inventory.python_file import stem_of
from archhook.laws.edges import edges_of
from archhook.query.import_lines import SURE, ImportLine, imports_of, line_document, line_text, python_files
from archhook.report.text import BOLD, DIM, count, paint, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from typing import Any, NamedTuple

    from archhook.query.architecture import Architecture

    Held = dict[str, dict[str, list[ImportLine]]]
    """File -> file -> the imports of the second in the first."""
else:
    from archhook.records import NamedTuple

FOR_CHECKERS = "typing"
"""The kind of imports that are listed, and through which nothing is reached: no run takes them."""


MODULE = ".py"

ENOUGH = 1000
"""Importers that a person is told of: of a file that all others stand on, the rest is not looked for."""


class Importer(NamedTuple):
    """A file that imports what is asked about, after so many steps; `by`: the import that is its first step there."""

    steps: int
    by: ImportLine


def importers(architecture: Architecture, starts: Mapping[str, str], enough: int | None = None) -> tuple[Importer, ...]:
    """The governed files and tests that import some files, the nearest first, then by path.

    `starts`: path -> the name of the symbol that is asked about, "" for all of the file: then only who imports it by
    that name, or the whole module, is a first step. All further steps are imports of a file in whatever way. `enough`:
    where so many are found, no further step is taken.
    """
    known: Held = {}
    tests = _of_tests(architecture, known) if starts else {}
    found: dict[str, Importer] = {}
    level, steps = dict(starts), 0
    while level and (enough is None or len(found) < enough):
        steps += 1
        sources = {path: {*architecture.facts.importers(stem_of(path)), *tests.get(path, ())} for path in level}
        _hold(architecture, known, {source for one in sources.values() for source in one})
        best: dict[str, ImportLine] = {}
        for path, symbol in level.items():
            for source in sources[path] - found.keys() - starts.keys():
                lines = (line for line in known[source].get(path, ()) if _counts(line, symbol, steps))
                nearest = min(lines, key=_rank, default=None)
                if nearest is not None and (source not in best or _rank(nearest) < _rank(best[source])):
                    best[source] = nearest
        found |= {path: Importer(steps, best[path]) for path in sorted(best)}
        level = {path: "" for path, line in best.items() if line.kind != FOR_CHECKERS}
    return tuple(found.values())


def _counts(line: ImportLine, symbol: str, steps: int) -> bool:
    """Whether an import is a step: one that may be of the symbol, by its name or of the module whole; one that only a
    type checker sees is none but the last.
    """
    if steps > 1:
        return line.kind != FOR_CHECKERS
    return not symbol or line.symbol in ("", symbol.partition(".")[0])


def _rank(line: ImportLine) -> tuple[int, ImportLine]:
    return SURE.index(line.kind), line


def _hold(architecture: Architecture, known: Held, paths: Collection[str]) -> None:
    """Works out the imports of some files, each once."""
    new = sorted(set(paths) - known.keys())
    architecture.expect_inventories(new)
    for path in new:
        held = known[path] = {}
        for edge, line in imports_of(architecture, path):
            for target in {edge.file, edge.written} - {""}:
                held.setdefault(target, []).append(line)
        if python_files(architecture)[path] == "test":
            for line in _beside(architecture, path):
                held.setdefault(line.target, []).append(line)


def _beside(architecture: Architecture, path: str) -> Iterator[ImportLine]:
    """The imports of a file of tests that mean a module in a folder above it: pytest has Python look there."""
    files = python_files(architecture)
    folders = ("", *folders_of(path))
    for edge in edges_of(architecture.facts, path):
        if edge.package:
            item = architecture.inventory(path).imports[edge.index]
            name = item.module.replace(".", "/")
            places = (f"{folder}{name}{end}" for folder in reversed(folders) for end in (MODULE, f"/{INIT}"))
            target = next((place for place in places if place in files and place != path), "")
            if target:
                yield ImportLine(path, item.line, item.kind, target, item.name)


def _of_tests(architecture: Architecture, known: Held) -> dict[str, list[str]]:
    """File -> the files of tests that import it: what laws remember of who imports a file tells nothing of tests."""
    paths = [path for path, role in python_files(architecture).items() if role == "test"]
    _hold(architecture, known, paths)
    found: dict[str, list[str]] = {}
    for path in paths:
        for target in known[path]:
            found.setdefault(target, []).append(path)
    return found


def importers_document(found: Iterable[Importer]) -> list[dict[str, Any]]:
    """The files for JSON: each with its first step towards what is asked about."""
    return [{"file": one.by.file, "steps": one.steps, "by": line_document(one.by)} for one in found]


def importers_text(found: tuple[Importer, ...], shown: int, color: bool) -> Iterator[str]:
    """The files for a person: so many of them, the nearest first. ENOUGH of them or more may not be all."""
    direct = sum(one.steps == 1 for one in found)
    through = f", {len(found) - direct} of them through others" if len(found) > direct else ""
    more = " or more" if len(found) >= ENOUGH else ""
    yield paint(f"imported by {count(len(found), 'file')}{more}{through}", BOLD, color)
    for one in found[:shown]:
        if one.steps == 1:
            yield f"  {line_text(one.by, color)}"
        else:
            through = f"  through {one.by.target}, {one.steps} steps away"
            yield f"  {printable(one.by.file)}:{one.by.line}{paint(printable(through), DIM, color)}"
    if len(found) > shown:
        yield f"  and {len(found) - shown} more (--format json has them)"
