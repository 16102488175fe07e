"""Where else what an import means can be had from: who imports it, who hands it on, to whom it could be moved."""

from __future__ import annotations

from archhook.inventory.python_file import defined, stem_of
from archhook.laws.edges import INIT, covered, designs_of, edges_of, importing_designs, is_governed, required
from archhook.laws.interfaces import INTERFACE, permits
from archhook.laws.package_laws import forbidden, package_name
from archhook.model.nodes import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NamedTuple

    from archhook.laws.edges import Edge
    from archhook.laws.law import Facts
    from archhook.model.nodes import Import
else:
    from archhook.records import NamedTuple

CROWD = 400
"""What more files than this look at is not followed to all of them: it would take longer than it is worth."""

PLACES = 50
"""So many places that hand on one thing are looked at."""


class Handed(NamedTuple):
    """Who hands on what an edge means, to files that may import it."""

    known: bool  # whether all who may hand it on were looked at
    path: str  # "" for nobody
    name: str  # under which it is to be had there


class Move(NamedTuple):
    """A Design that a symbol could be moved to."""

    design: str
    importers: int  # the files that import the symbol
    own: int  # those of them that belong to the Design


class HandedOn:
    """The edges that lead to files and symbols. What is found out of a file is kept."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._edges: dict[str, dict[int, Edge]] = {}
        self._between: dict[str, dict[str, list[Edge]]] = {}
        self._moves: dict[tuple[str, str], Move | None] = {}
        self._defined: dict[str, set[str]] = {}
        self._known: dict[tuple[str, tuple[str, ...], tuple[str, ...]], tuple[str, ...] | None] = {}

    def importers(self, path: str) -> tuple[str, ...] | None:
        """The files that look at a file; None for a crowd."""
        importers = self.facts.importers(stem_of(path))
        return None if len(importers) > CROWD else importers

    def edges_from(self, path: str) -> dict[int, Edge]:
        """The edges from a governed file, by the index of their statement."""
        if path not in self._edges:
            edges = edges_of(self.facts, path) if is_governed(self.facts, path) else ()
            self._edges[path] = {edge.index: edge for edge in edges}
        return self._edges[path]

    def edges_between(self, path: str, file: str) -> list[Edge]:
        """The edges from one file to another, in the order of their statements."""
        if path not in self._between:
            found = self._between[path] = {}
            for edge in self.edges_from(path).values():
                found.setdefault(edge.file, []).append(edge)
        return self._between[path].get(file, [])

    def nearest(self, edge: Edge, sources: tuple[str, ...], may: Callable[[str, str], bool]) -> Handed:
        """The nearest file that has what an edge means, too, and that `may` (path, name) be imported from instead.

        Those come first that the file behind the edge has it from, then those that hand it on and keep the law
        themselves. `sources`: the Designs of the importing file.
        """
        places = self._origins(edge.file, edge.symbol)
        known = True
        for number, (path, symbol) in enumerate(places):  # grows while it is walked
            if number and path != edge.source and self._offers(path, symbol) and may(path, symbol):
                if edge.kind != "run" or not self._leads_back(path, edge.source):
                    return Handed(True, path, symbol)
                known = False
            importers = self._handing(path, designs_of(self.facts, path, symbol), sources)
            if importers is None or len(places) > PLACES:
                return Handed(False, "", "")
            edges = (other for importer in importers for other in self.edges_between(importer, path))
            named = ((other.source, self._handed_name(other)) for other in edges if other.symbol == symbol)
            places += [place for place in dict.fromkeys(named) if place[1] and place not in places]
        return Handed(known, "", "")

    def _offers(self, path: str, name: str) -> bool:
        """Whether a file has a name for others: a module that merely imports it, has it for itself."""
        return path.rpartition("/")[2] == INIT or self.defines(path, name)

    def _handing(self, path: str, targets: tuple[str, ...], sources: tuple[str, ...]) -> tuple[str, ...] | None:
        """The files that import a file, not against the law, and may hand that on to some Designs: from their own code,
        and from that which their code imports. None for a crowd. `targets`: the Designs of what is handed on.
        """
        key = (path, targets, sources)
        if key not in self._known:
            importers = self.importers(path)
            allowed = {*sources}.union(*(required(self.facts, design) for design in sources))
            found = (one for one in importers or () if self._may_hand_on(one, targets, allowed))
            self._known[key] = None if importers is None else tuple(found)
        return self._known[key]

    def _may_hand_on(self, importer: str, targets: tuple[str, ...], allowed: set[str]) -> bool:
        designs = importing_designs(self.facts, importer)
        if not covered(self.facts, designs, targets):
            return False
        pairs = (f"{one} {other}" for other in designs for one in allowed)
        return not allowed.isdisjoint(designs) or any(pair in self.facts.traffic for pair in pairs)

    def _origins(self, path: str, name: str) -> list[tuple[str, str]]:
        """A name of a file, and as what and where it is to be had that the file has it from; up to its definition."""
        found = [(path, name)]
        while name and not self.defines(path, name) and len(found) < PLACES:
            bound = [edge for edge in self.edges_from(path).values() if edge.file and self._handed_name(edge) == name]
            if not bound or (bound[-1].file, bound[-1].symbol) in found:
                break
            path, name = bound[-1].file, bound[-1].symbol  # the last statement that binds a name counts
            found.append((path, name))
        return found

    def _handed_name(self, edge: Edge) -> str:
        """The name under which a file hands on what one of its edges means, "" for none."""
        written = self.facts.inventory(edge.source).imports[edge.index]
        whole = not written.name and "." in written.module and written.binds == written.module.partition(".")[0]
        return "" if edge.kind != "run" or whole else written.binds  # `import a.b` hands on `a`, and not `a.b`

    def _leads_back(self, start: str, goal: str) -> bool:
        """Whether importing one file runs, in the end, imports of another; True where that would be long to tell."""
        seen, todo = {start}, [start]
        while todo:
            if len(seen) > CROWD:
                return True
            for edge in self.edges_from(todo.pop()).values():
                if edge.kind == "run" and edge.file and edge.file not in seen:
                    if goal in (edge.file, edge.written):
                        return True
                    seen.add(edge.file)
                    todo.append(edge.file)
        return False

    def move(self, edge: Edge) -> Move | None:
        """Where what an edge means could be moved to; None for nowhere."""
        key = (edge.file, edge.symbol)
        if key not in self._moves:
            self._moves[key] = self._moved(edge)
        return self._moves[key]

    def _moved(self, edge: Edge) -> Move | None:
        """The Design that most importers of a symbol belong to, if that may be and all may import it there; None else.

        A symbol that an interface names stays, and one of a file that is imported as a whole: others may use it.
        """
        facts, symbol = self.facts, edge.symbol
        paths = self.importers(edge.file) if symbol and self.defines(edge.file, symbol) else ()
        edges = [other for path in paths or () for other in self.edges_between(path, edge.file)]
        if not edges or any(not other.symbol for other in edges) or self._offered(edge):
            return None
        importers = dict.fromkeys(other.source for other in edges if other.symbol == symbol)
        owners = [owned for path in importers if (owned := importing_designs(facts, path))]
        best, own = majority(owners)
        if not best or not self.may_go(edge.file, best):
            return None
        if not all(covered(facts, owned, (best,)) for owned in owners):
            return None
        if any(best not in owned for owned in owners) and not permits(facts, best, edge._replace(file="")):
            return None
        return Move(best, len(owners), own)

    def may_go(self, path: str, design: str) -> bool:
        """Whether a Design may import all that a file imports, for what is moved out of it may need any of that."""
        facts = self.facts
        for edge in self.edges_from(path).values():
            targets = designs_of(facts, edge.file, edge.symbol) if edge.file else ()
            if edge.package and forbidden(facts, (design,), package_name(edge)):
                return False
            if targets and not covered(facts, (design,), targets):
                return False
            if targets and design not in targets and not any(permits(facts, one, edge) for one in targets):
                return False
        return True

    def _offered(self, edge: Edge) -> bool:
        """Whether the interface of a Design of the file names the symbol that an edge means."""
        entries = {f"{edge.file}:{edge.symbol}", edge.symbol}
        designs = designs_of(self.facts, edge.file)
        return any(one.name in entries for design in designs for one in self.facts.nodes[design].declared(INTERFACE))

    def defines(self, path: str, name: str) -> bool:
        """Whether a file itself defines a name at module level."""
        if path not in self._defined:
            self._defined[path] = defined(self.facts.inventory(path))
        return name in self._defined[path]


def majority(owners: Sequence[tuple[str, ...]]) -> tuple[str, int]:
    """The Design that more than half of some files belong to, and how many of them do; ("", 0) for none.

    `owners`: the Designs of each file.
    """
    counts: dict[str, int] = {}
    for design in (design for owned in owners for design in owned):
        counts[design] = counts.get(design, 0) + 1
    best = min(counts, key=lambda design: (-counts[design], sort_key(design)), default="")
    return (best, counts[best]) if best and 2 * counts[best] > len(owners) else ("", 0)


def statement(written: Import) -> str:
    """An import of one name, as it is written."""
    module = "." * written.level + written.module
    if written.kind == "dynamic":
        return f"import_module({module!r})"
    return f"from {module} import {written.name}" if written.name else f"import {module}"


def module_of(path: str, roots: Sequence[str]) -> str:
    """The dotted name of the module that a file is, below the longest source root that holds it."""
    from archhook.inventory.module_names import below_root

    return stem_of(below_root(path, roots)).replace("/", ".")


def import_of(facts: Facts, importer: str, path: str, name: str) -> str:
    """How a file imports a name of another by an absolute name; "" where that would mean something else."""
    module = module_of(path, facts.config.source_roots)
    found = facts.resolver.meant(importer, module, name)
    if (found.file, found.symbol) != (path, name):
        return ""
    package, _, last = module.rpartition(".")
    if name:
        return f"from {module} import {name}"
    return f"from {package} import {last}" if package else f"import {module}"
