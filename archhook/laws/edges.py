"""The imports of the code as edges between files, and the Designs on both sides of them (contract, section 9).

Pure functions over `Facts`. What one of them has worked out of a file stays in `Facts.memo`: facts are of one moment.
"""

from __future__ import annotations

from archhook.laws.law import defines_nothing, file_name
from archhook.model.nodes import IMPORT_KINDS, sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NamedTuple

    from archhook.laws.law import Facts
    from archhook.model.nodes import Node
else:
    from archhook.records import NamedTuple

INIT = "__init__.py"
CONFTEST = "conftest.py"
"""What pytest is told: neither code that imports, nor tests that are imported."""


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
    """Whether a path is an `__init__.py` that is looked through: no Task names it, and none has to.

    That a Task names a folder around it does not change what imports of it mean.
    """
    if file_name(path) != INIT or not is_governed(facts, path):
        return False
    known: bool | None = facts.memo.get(("seen through", path))
    if known is None:
        known = facts.memo["seen through", path] = not _named(facts, path) and defines_nothing(facts, path)
    return known


def _named(facts: Facts, path: str) -> bool:
    """Whether a Task in force names a path itself, and not a folder around it."""
    return any(task.file == path for task in facts.tasks_of(path))


def own_designs(facts: Facts, path: str) -> tuple[str, ...]:
    """The Designs in force of the Tasks in force that declare a governed file, by id.

    An `__init__.py` that is looked through has none of its own, though a folder around it may be declared; nor has a
    `conftest.py` that no Task names itself.
    """
    known: tuple[str, ...] | None = facts.memo.get(("own", path))
    if known is None:
        tasks = facts.tasks_of(path) if is_governed(facts, path) else ()
        if tasks and (
            (file_name(path) == INIT and seen_through(facts, path))
            or (file_name(path) == CONFTEST and not _named(facts, path))
        ):
            tasks = ()
        known = facts.memo["own", path] = _designs(facts, tasks)
    return known


def importing_designs(facts: Facts, path: str) -> tuple[str, ...]:
    """The Designs in force that the imports of a governed file belong to, by id; () where there is none.

    Its own; those of an `__init__.py` that is looked through are those of the files directly in its folder.
    """
    known: tuple[str, ...] | None = facts.memo.get(("importing", path))
    if known is None:
        known = own_designs(facts, path)
        if not known and seen_through(facts, path):
            known = facts.folder_designs(path.rpartition("/")[0])
        facts.memo["importing", path] = known
    return known


def designs_of(facts: Facts, path: str, symbol: str = "") -> tuple[str, ...]:
    """The Designs in force of a file that is imported, or of a symbol of it, by id; () where it has none.

    Those of the Tasks that declare the symbol by its bare name, else those of all Tasks that declare the file.
    """
    known = own_designs(facts, path)
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


class Relation(NamedTuple):
    """What two sets of Designs are to each other."""

    pairs: tuple[tuple[str, str], ...]  # (one of the first, one of the second); () where they share one
    holds: bool  # the first may import what it likes of the second: it is required, and has no interface


def relation(facts: Facts, sources: tuple[str, ...], targets: tuple[str, ...]) -> Relation:
    """What the Designs of an importing file are to those of what it imports."""
    known: Relation | None = facts.memo.get((sources, targets))
    if known is None:
        shared = not set(sources).isdisjoint(targets)  # then it is no import of another Design's code
        pairs = () if shared else tuple([(one, other) for one in sources for other in targets])
        bounded = any(facts.nodes[one].stated("interface") is not None for one in targets)
        known = Relation(pairs, covered(facts, sources, targets) and (shared or not bounded))
        facts.memo[sources, targets] = known
    return known


class Survey(NamedTuple):
    """What the imports of a file add, and whether any law of imports might have something to say of them."""

    traffic: dict[tuple[str, str], tuple[int, int]]  # (Design, another) -> (edges that count, edges of any kind)
    settled: bool  # False says nothing: the laws know


def survey(facts: Facts, path: str) -> Survey:
    """One look at the imports of a file; in the common case that is all that it takes to judge them."""
    sources = importing_designs(facts, path)
    traffic: dict[tuple[str, str], tuple[int, int]] = {}
    settled = not sources or not _bounded(facts, sources)
    counts = {kind: counted(facts, kind) for kind in IMPORT_KINDS}
    known: dict[str, Relation] = facts.memo.setdefault(("relations", sources), {})  # by imported file
    for _, kind, written, file, symbol, _ in facts.meanings(path):
        if written == path:
            continue
        if written and facts.files[written].role != "governed":
            settled = False
        if not sources or not file or file == path:
            continue
        pairs, holds = known.get(file) or _related(facts, sources, file, symbol, known)
        settled = settled and holds
        for pair in pairs:
            some, all_ = traffic.get(pair, (0, 0))
            traffic[pair] = some + counts[kind], all_ + 1
    return Survey(traffic, settled)


def _related(facts: Facts, sources: tuple[str, ...], file: str, symbol: str, known: dict[str, Relation]) -> Relation:
    """What Designs are to those of a file or symbol that they import; known from now on where no symbol matters."""
    targets = designs_of(facts, file, symbol)
    found = relation(facts, sources, targets) if targets else Relation((), holds=True)
    if len(own_designs(facts, file)) < 2:
        known[file] = found
    return found


def _bounded(facts: Facts, designs: tuple[str, ...]) -> bool:
    """Whether packages may be forbidden to the files of Designs."""
    known: bool | None = facts.memo.get(("bounded", designs))
    if known is None:
        known = bool(facts.claims) or all(facts.nodes[one].stated("packages") is not None for one in designs)
        facts.memo["bounded", designs] = known
    return known
