"""What is known of the imports of all files of a snapshot, computed from nothing."""

from __future__ import annotations

from archhook.check.importers import WHOLE, split
from archhook.laws.edges import is_governed, own_designs, survey
from archhook.laws.law import is_off
from archhook.model.declaring import SIDES
from archhook.model.nodes import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from typing import Any, NamedTuple, Protocol

    from archhook.inventory.collect import Inventories
    from archhook.laws.law import Facts
    from archhook.model.nodes import FileFact, FileInventory, Node

    class SnapshotFacts(Facts, Protocol):
        """Facts, and what else is known where they are held."""

        @property
        def declared(self) -> Mapping[str, object]:
            """The paths that Tasks and Tests in force declare."""

        def stems(self, path: str) -> tuple[str, ...]:
            """The stems that the meaning of a file's imports depends on, sorted."""

    Outgoing = tuple[Any, ...]
    """What one file looks at and adds: its Designs, the stems (see `stems_of`), (Design, another, edges that count,
    edges) each, the files that it imports while it is imported, where a law asks for them, and how many imports only a
    run can tell.
    """

    Folder = tuple[int, dict[str, int], int, int]
    """How many Python files lie at or below it; Design -> how many of the files directly in it have that; how many of
    the files at or below it are governed, and how many are tests.
    """
else:
    from archhook.records import NamedTuple

NO_FOLDER: Folder = (0, {}, 0, 0)
"""What is known of a folder without Python files."""

CIRCLES = "circles"
"""The unit of the imports as a whole; evaluate.py has the others."""

BETWEEN = "//"
"""What stands between two stems, of which none holds it: one string is written and read faster than many."""

STANDARD = "="
"""What the stem of a name outside the project begins with."""


class ImportMaps(NamedTuple):
    """The maps of a state that tell of imports, and who claims which package.

    `importing`: stem -> the files that look at it, as importers.py keeps them. `traffic`: a pair of Designs, "D-1 D-2"
    -> (edges that count, edges of any kind) from the code of the one to that of the other.
    """

    imports: Mapping[str, Outgoing]
    importing: Mapping[str, Any]
    folders: Mapping[str, Folder]
    traffic: Mapping[str, tuple[int, int]]
    claims: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, facts: SnapshotFacts) -> Any:
        """The maps of some facts, each worked out when it is first asked for."""
        return _Lazy(facts)


class _Lazy:
    """The maps of facts that are held in memory."""

    def __init__(self, facts: SnapshotFacts) -> None:
        self._facts = facts
        self._found: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name not in self._found:
            if name == "folders":
                self._found[name] = folders_of(self._facts)
            elif name == "claims":
                self._found[name] = claims_of(self._facts.nodes.values())
            elif name in ("imports", "importing", "traffic"):
                entries = all_outgoing(self._facts)
                self._found |= {"imports": entries, "importing": importing_of(entries), "traffic": sum_of(entries)}
            else:
                raise AttributeError(name)
        return self._found[name]


def imports_unit(path: str) -> str:
    """The unit of what the imports of a path mean."""
    return "imports:" + path


def folders_of(facts: SnapshotFacts) -> dict[str, Folder]:
    """Every folder with Python files at or below it."""
    counts: dict[str, tuple[int, int, int]] = {}
    for path, fact in facts.files.items():
        if path.endswith(".py") and fact.regular:
            folder = path.rpartition("/")[0]
            own, before = counted(fact), counts.get(folder, (0, 0, 0))
            counts[folder] = (before[0] + own[0], before[1] + own[1], before[2] + own[2])
    found: dict[str, Folder] = {}
    for folder, (count, governed, tests) in counts.items():
        for one in (folder, *above(folder)):
            known = found.get(one, NO_FOLDER)
            found[one] = (known[0] + count, {}, known[2] + governed, known[3] + tests)
    for path in facts.declared:
        if path.endswith(".py"):
            for design in own_designs(facts, path):
                designs = found[path.rpartition("/")[0]][1]
                designs[design] = designs.get(design, 0) + 1
    return found


def counted(fact: FileFact | None) -> tuple[int, int, int]:
    """(1 of a Python file that is there, 1 of a governed one, 1 of a test)."""
    if fact is None or not fact.regular:
        return 0, 0, 0
    side = SIDES.get(fact.role)
    return 1, int(side == 0), int(side == 1)


def of_packages(
    files: Mapping[str, FileFact], named: Collection[str], inventories: Inventories
) -> dict[str, FileInventory]:
    """The inventories, by object id, of the `__init__.py` files that may be looked through, read at once: many imports
    lead there. `named`: the paths that Tasks and Tests name.
    """
    oids = {
        fact.oid
        for path, fact in files.items()
        if path.endswith("__init__.py") and path not in named and fact.role == "governed"
    }
    inventories.fetch(oids)
    return {oid: inventories.of(oid) for oid in oids}


def above(path: str) -> list[str]:
    """The folders that hold a path, the longest first; the project's own, "", at the end."""
    found = []
    while path:
        path = path.rpartition("/")[0]
        found.append(path)
    return found


def all_outgoing(facts: SnapshotFacts) -> dict[str, Outgoing]:
    """What every governed file looks at and adds."""
    found = {path: outgoing_of(facts, path) for path, fact in facts.files.items() if fact.role == "governed"}
    return {path: entry for path, entry in found.items() if entry}


def outgoing_of(facts: SnapshotFacts, path: str) -> Outgoing:
    """What one file looks at and adds; () where it is not governed or has nothing to say."""
    return looked_at(facts, path)[0]


def looked_at(facts: SnapshotFacts, path: str) -> tuple[Outgoing, bool]:
    """(what one file looks at and adds, whether no law of imports has anything to say of it)."""
    if not is_governed(facts, path):
        return (), True
    designs, stems = own_designs(facts, path), facts.stems(path)
    unknown = facts.inventory(path).unknown
    if not designs and not stems and not unknown:
        return (), True
    traffic, settled = survey(facts, path)
    pairs = tuple([(*pair, *counts) for pair, counts in sorted(traffic.items())])
    runs: tuple[str, ...] = ()
    if not is_off(facts, "DEP209"):
        from archhook.laws.import_circles import run_targets

        runs = run_targets(facts, path)
    return (designs, BETWEEN.join(stems), pairs, runs, unknown), settled


def stems_of(entry: Outgoing) -> list[str]:
    """The stems that a file looks at."""
    return entry[1].split(BETWEEN) if entry[1] else []


def importing_of(entries: Mapping[str, Outgoing]) -> dict[str, Any]:
    """Stem -> who looks at it, as it is kept (see importers.py). What names the standard library is left out."""
    found: dict[str, Any] = {}
    for path in sorted(entries):
        for stem in stems_of(entries[path]):
            if stem in found:
                found[stem].append(path)
            else:
                found[stem] = [path]
    for stem in [stem for stem, paths in found.items() if len(paths) > WHOLE or not is_kept(stem)]:
        paths = found.pop(stem)
        if is_kept(stem):
            found |= split(stem, paths)
    return found


def is_kept(stem: str) -> bool:
    """Whether those who look at a stem are kept by it: not of the standard library's names, hardly ever shadowed."""
    return not stem.startswith(STANDARD) or not is_standard(stem[len(STANDARD) :])


def is_standard(name: str) -> bool:
    """Whether a top-level module belongs to the standard library of this interpreter."""
    import sys

    return name in sys.stdlib_module_names or name == "__main__"


def claims_of(nodes: Iterable[Node]) -> dict[str, tuple[str, ...]]:
    """Package -> the Designs in force that have it to themselves, by id."""
    found: dict[str, set[str]] = {}
    for node in nodes:
        if node.kind == "design" and node.in_force:
            for package in node.declared("exclusive_packages"):
                found.setdefault(package.name, set()).add(node.id)
    return {package: tuple(sorted(ids, key=sort_key)) for package, ids in sorted(found.items())}


def sum_of(entries: Mapping[str, Outgoing]) -> dict[str, tuple[int, int]]:
    """The edges of all files, by pair of Designs."""
    found: dict[str, tuple[int, int]] = {}
    for _, _, pairs, *_ in entries.values():
        add(found, pairs, 1)
    return found


def unknown_of(entries: Mapping[str, Outgoing]) -> int:
    """How many imports of all files only a run can tell."""
    return sum(unknown for *_, unknown in entries.values())


def add(traffic: Any, pairs: Iterable[Any], step: int) -> None:
    """Adds the edges of a file, or takes them away (`step` -1)."""
    for source, target, some, all_ in pairs:
        known = traffic.get(f"{source} {target}") or (0, 0)
        traffic[f"{source} {target}"] = (known[0] + step * some, known[1] + step * all_)
