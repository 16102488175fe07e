"""The imports of the code as edges between files, and the Designs on both sides of them (contract, section 9).

Pure functions over `Facts`. What one of them has worked out of a file stays in `Facts.memo`: facts are of one moment.
"""

from __future__ import annotations

from archhook.laws.law import defines_nothing, file_name
from archhook.model.nodes import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NamedTuple

    from archhook.laws.law import Facts
    from archhook.model.nodes import Node
else:
    from archhook.records import NamedTuple

INIT = "__init__.py"


class Edge(NamedTuple):
    """One imported name of a file: what is written, and which file, symbol or package is meant."""

    source: str
    index: int  # type: ignore[assignment]  # into the imports of the source's inventory
    kind: str  # run | lazy | typing | dynamic
    written: str  # the file that the statement names, "" for a package
    file: str  # the one that is meant, "" for a package
    symbol: str  # "" for a module as a whole, or a star
    package: str  # dotted name of what lies outside the project, "" for a file of it


def edges_of(facts: Facts, path: str) -> tuple[Edge, ...]:
    """The edges from a file, in the order of its statements; an import of the file itself is none."""
    return tuple([Edge(path, *meaning) for meaning in facts.meanings(path) if meaning.written != path])


def is_governed(facts: Facts, path: str) -> bool:
    """Whether a path is a file that Designs can have: governed, no test, and the file itself."""
    fact = facts.files.get(path)
    return fact is not None and fact.role == "governed" and fact.regular


def seen_through(facts: Facts, path: str) -> bool:
    """Whether a path is an `__init__.py` that is looked through: none declares it, and none has to."""
    if file_name(path) != INIT or not is_governed(facts, path):
        return False
    known: bool | None = facts.memo.get(("seen through", path))
    if known is None:
        known = facts.memo["seen through", path] = not facts.tasks_of(path) and defines_nothing(facts, path)
    return known


def own_designs(facts: Facts, path: str) -> tuple[str, ...]:
    """The Designs in force of the Tasks in force that declare a governed file, by id."""
    known: tuple[str, ...] | None = facts.memo.get(("own", path))
    if known is None:
        tasks = facts.tasks_of(path) if is_governed(facts, path) else ()
        known = facts.memo["own", path] = _designs(facts, tasks)
    return known


def designs_of(facts: Facts, path: str, symbol: str = "") -> tuple[str, ...]:
    """The Designs in force of a file, or of a symbol of it, by id; () where it has none.

    Those of the Tasks that declare the symbol by its bare name, else those of all Tasks that declare the file. An
    `__init__.py` that is looked through has those of the files directly in its folder.
    """
    known: tuple[str, ...] | None = facts.memo.get(("designs", path))
    if known is None:
        known = own_designs(facts, path)
        if not known and seen_through(facts, path):
            known = facts.folder_designs(path.rpartition("/")[0])
        facts.memo["designs", path] = known
    if not symbol or len(known) < 2:
        return known
    return _designs(facts, (task for task in facts.tasks_of(path) if declares(task, symbol))) or known


def declares(task: Node, symbol: str) -> bool:
    """Whether a Task declares a symbol by its bare name."""
    return any(name == symbol for _, names in task.declares for name, _ in names)


def _designs(facts: Facts, tasks: Iterable[Node]) -> tuple[str, ...]:
    named = dict.fromkeys(design for task in tasks for design in task.targets("implements"))
    found = [design for design in named if facts.nodes[design].in_force]
    return tuple(sorted(found, key=sort_key) if len(found) > 1 else found)


def required(facts: Facts, design: str) -> frozenset[str]:
    """The Designs in force that a Design requires: directly, and where `transitive` is set through others, too."""
    known: frozenset[str] | None = facts.memo.get(("required", design))
    if known is None:
        found: set[str] = set()
        todo = [design]
        while todo:
            for target in facts.nodes[todo.pop()].targets("requires"):
                if target not in found and facts.nodes[target].in_force:
                    found.add(target)
                    if facts.config.transitive:
                        todo.append(target)
        known = facts.memo["required", design] = frozenset(found)
    return known


def covered(facts: Facts, sources: Iterable[str], targets: Iterable[str]) -> bool:
    """Whether two sets of Designs share one, or one of the first requires one of the second."""
    wanted = frozenset(targets)
    return not wanted.isdisjoint(sources) or any(not wanted.isdisjoint(required(facts, one)) for one in sources)


def counted(facts: Facts, kind: str) -> bool:
    """Whether edges of a kind are held against what Designs declare: `typing-imports` and `dynamic-imports`."""
    if kind == "typing":
        return facts.config.typing_imports == "count"
    return kind != "dynamic" or facts.config.dynamic_imports == "count"


def traffic_of(facts: Facts, path: str) -> dict[tuple[str, str], tuple[int, int]]:
    """(Design, another) -> (edges that count, edges of any kind) that a file adds between their code."""
    sources = designs_of(facts, path) if is_governed(facts, path) else ()
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for edge in edges_of(facts, path) if sources else ():
        if not edge.file or edge.file == path:
            continue
        counts = counted(facts, edge.kind)
        for target in designs_of(facts, edge.file, edge.symbol):
            for source in sources:
                if source != target:
                    some, all_ = found.get((source, target), (0, 0))
                    found[source, target] = some + counts, all_ + 1
    return found
