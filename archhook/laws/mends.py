"""What a finding about imports says, and what to do about it: worked out for findings that are shown.

A breach holds what follows from the importing file alone. How many imports go the same way, whether the one Design may
require the other and who else hands on what is imported, follows from the whole project: that is looked up here, when
the verdict is written, so that no edit elsewhere makes a breach another one. What is proposed first holds: done as it
is said, it mends the finding and brings no other.
"""

from __future__ import annotations

from functools import partial

from archhook.laws.edges import Edge, covered, designs_of, importing_designs, seen_through, survey
from archhook.laws.handed_on import HandedOn, import_of, statement
from archhook.laws.interfaces import INTERFACE, permits
from archhook.laws.law import BY_SYNC_REQUIRES, chain, listed, shown
from archhook.laws.new_requires import MoreRequires, NewRequires
from archhook.laws.package_laws import claimed, package_name
from archhook.laws.task_moves import TaskMoves
from archhook.model.findings import statements
from archhook.model.nodes import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from archhook.laws.law import Facts
    from archhook.model.findings import Breach

    Said = tuple[str, str]
    """The message of a finding, and what to do."""

LONGEST = 60
"""So many letters of a Design's name are told."""

NEITHER = "take the import out, or give what both need a Design that both may require"
"""What helps where nothing else does."""


class Mends:
    """The words of findings. What is found out of Designs and files is kept from one to the next."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.requires = NewRequires(facts)
        self.handed_on = HandedOn(facts)
        self.task_moves = TaskMoves(facts, self.handed_on)
        self._traffic: dict[str, Mapping[tuple[str, str], tuple[int, int]]] = {}  # path -> of its own imports

    def said(self, breach: Breach) -> Said:
        """The message and the fix of a breach of one of `WORDS`."""
        return WORDS[breach.code](self, breach, self._edges(breach))

    def undeclared(self, _: Breach, edges: list[Edge]) -> Said:
        """DEP203: require it, have it from elsewhere, or move it."""
        sources = importing_designs(self.facts, edges[0].source)
        target = designs_of(self.facts, edges[0].file, edges[0].symbol)[0]
        elsewhere = self._elsewhere(edges, sources)
        message = (
            f"{self._named(sources[0])} imports {shown(edges[0].file)} of {self._named(target)}, which it does not "
            f"require: {self._written(edges[0])}{_forced(elsewhere, sources[0])}; "
            f"{self._same_way(edges[0].source, sources[0], target)}"
        )
        required, why_not = self._require(edges, sources)
        ways = [*required, *_instead(elsewhere), *self._given(edges[0].file), *self._moved(edges)] or [NEITHER]
        return message, "; or ".join(ways) + why_not

    def private(self, _: Breach, edges: list[Edge]) -> Said:
        """DEP205: have it from elsewhere, or let others have it."""
        sources = importing_designs(self.facts, edges[0].source)
        target = designs_of(self.facts, edges[0].file, edges[0].symbol)[0]
        offered = listed([repr(one.name) for one in self.facts.nodes[target].declared(INTERFACE)]) or "nothing"
        message = (
            f"{self._named(sources[0])} imports of {self._named(target)} what its interface does not have: "
            f"{self._written(edges[0])} of {shown(edges[0].file)}; the interface has {offered}; "
            f"{self._same_way(edges[0].source, sources[0], target)}"
        )
        entries: dict[str, dict[str, None]] = {}
        for edge in edges:
            owner = designs_of(self.facts, edge.file, edge.symbol)[0]
            own = edge.symbol and self.handed_on.defines(edge.file, edge.symbol)
            entries.setdefault(owner, {})[repr(edge.symbol if own else edge.file)] = None
        added = {owner: [*some] for owner, some in entries.items()}
        ways = [*_instead(self._elsewhere(edges, sources)), self._add(INTERFACE, added)]
        return message, "; or ".join(ways)

    def package(self, breach: Breach, edges: list[Edge]) -> Said:
        """DEP207: name the package, or claim it, too."""
        designs = importing_designs(self.facts, breach.file)
        owners: dict[str, None] = {}
        wanted: dict[str, dict[str, None]] = {}  # field -> what has to stand there
        for edge in edges:
            claims = claimed(self.facts, package_name(edge))
            owners |= dict.fromkeys(design for designs in claims.values() for design in designs)
            field, entry = ("exclusive_packages", next(iter(claims))) if claims else ("packages", breach.symbol)
            wanted.setdefault(field, {})[repr(entry)] = None
        named = listed([*map(self._named, owners)])
        why = f"which {named} {'has to itself' if len(owners) == 1 else 'have to themselves'}"
        if not owners:
            why = f"which the `packages` of {listed(designs)} do not name"
        what = next(iter(claimed(self.facts, package_name(edges[0]))), edges[0].package)
        message = f"{self._named(designs[0])} imports {what}, {why}: {self._written(edges[0])}"
        adds = [self._add(field, {designs[0]: [*entries]}) for field, entries in wanted.items()]
        through = [f"have {named} do what it is needed for, and import that"] if owners else []
        return message, "; or ".join([*through, " and ".join(adds)])

    def excluded(self, breach: Breach, edges: list[Edge]) -> Said:
        """DEP211: what is imported first, and what the law says to do."""
        source = self._named(breach.node) if breach.node else shown(edges[0].source)
        number = len(statements(breach.anchor))
        message = (
            f"{source} imports {shown(edges[0].written)}, which `exclude` leaves out ({breach.symbol}): "
            f"{self._written(edges[0])}; {number} {'import is' if number == 1 else 'imports are'} of what it names"
        )
        return message, breach.fix

    def _edges(self, breach: Breach) -> list[Edge]:
        """The edges that a breach is about, those that are ignored left out."""
        stand = statements(breach.anchor, ignored=False)
        return [self.handed_on.edges_from(path)[index] for path, index in stand]

    def _named(self, design: str) -> str:
        name = self.facts.nodes[design].name
        return f"{design} ({name if len(name) <= LONGEST else name[: LONGEST - 4].rstrip() + ' ...'})"

    def _written(self, edge: Edge) -> str:
        written = self.facts.inventory(edge.source).imports[edge.index]
        return f"`{statement(written)}`, a {edge.kind} import"

    def _same_way(self, path: str, source: str, target: str) -> str:
        """How many imports of a file, and of all the code of its Design, go to another Design; how many come back."""
        if path not in self._traffic:
            self._traffic[path] = survey(self.facts, path).traffic
        here = self._traffic[path].get((source, target), (0, 0))[0]
        whole, back = self._both_ways(source, target)
        returning = f", {back} come back" if back else ""
        return f"{here} of this file and {whole} of {source} in all go to {target}{returning}"

    def _both_ways(self, source: str, target: str) -> tuple[int, int]:
        """How many imports of all the code of one Design go to another, and how many come back."""
        traffic = self.facts.traffic
        return traffic.get(f"{source} {target}", (0, 0))[0], traffic.get(f"{target} {source}", (0, 0))[0]

    def _opposite(self, source: str, target: str) -> str:
        """Why another Design had better require one than the other way round: more imports go that way. "" where not.

        Each of the two may be required, as nothing is yet: done both, as two findings may ask, they close a circle.
        """
        there, back = self._both_ways(source, target)
        first = back > there or (back == there and sort_key(target) < sort_key(source))
        if not back or not first or self.requires.why_not(target, source):
            return ""
        numbers = f"{there} this way, {back} that" if back > there else f"{there} each way, and the smaller id first"
        return (
            f"{target} may require {source} instead, as the imports go ({numbers}), and both would close the circle "
            f"{chain((source, target, source))}"
        )

    def _require(self, edges: list[Edge], sources: tuple[str, ...]) -> tuple[list[str], str]:
        """(the way to require all that is imported, else why that may not be)."""
        more: list[tuple[str, str]] = []
        for edge in edges:
            targets = designs_of(self.facts, edge.file, edge.symbol)
            if any(source in sources and target in targets for source, target in more):
                continue
            requires = NewRequires(self.facts, MoreRequires(self.facts.rows, more)) if more else self.requires
            pairs = [(source, target) for source in sources for target in targets]
            pair = next((one for one in pairs if not requires.why_not(*one) and not self._opposite(*one)), None)
            if pair is None:
                source, target = pairs[0]
                why = ", and ".join(requires.why_not(source, target)) or self._opposite(source, target)
                out = requires.way_out(source, target)
                return [], f"; {source} may not require {target}: {why}{f'; {out}' if out else ''}"
            more.append(pair)
        by_source: dict[str, list[str]] = {}
        for source, target in more:
            by_source.setdefault(source, []).append(target)
        return [f"{self._add('requires', by_source)} ({BY_SYNC_REQUIRES})"], ""

    def _elsewhere(self, edges: list[Edge], sources: tuple[str, ...]) -> dict[Edge, str | None]:
        """Edge -> what to write to have the same from where it may be had; "" for nowhere, None for not known.

        What an `__init__.py` that is looked through hands on, means to others what its import means: that stays.
        """
        if seen_through(self.facts, edges[0].source):
            return dict.fromkeys(edges)
        found: dict[Edge, str | None] = {}
        for edge in edges:
            handed = self.handed_on.nearest(edge, sources, partial(self.may_import, edge, sources))
            found[edge] = "" if handed.known else None
            if handed.path:
                owner = designs_of(self.facts, handed.path, handed.name)[0]
                old = self.facts.inventory(edge.source).imports[edge.index]
                new = import_of(self.facts, edge.source, handed.path, handed.name)
                bound = old.binds if old.name else ""
                alias = f" as {bound or old.name}" if old.name and (bound or old.name) != new.rpartition(" ")[2] else ""
                found[edge] = f"`{new}{alias}` for `{statement(old)}` (which {self._named(owner)} has)"
        return found

    def may_import(self, edge: Edge, sources: tuple[str, ...], path: str, name: str) -> bool:
        """Whether a name of another file may take the place of what an edge means, and nothing else breaks by that."""
        targets = designs_of(self.facts, path, name)
        if not targets or not covered(self.facts, sources, targets):
            return False
        new = Edge(edge.source, edge.index, edge.kind, path, path, name, "")
        if set(sources).isdisjoint(targets) and not any(permits(self.facts, one, new) for one in targets):
            return False
        return bool(import_of(self.facts, edge.source, path, name))

    def _given(self, path: str) -> Iterator[str]:
        """The way to give the Task of a file to another Design, if all that import the file may import it there."""
        move = self.task_moves.move(path)
        if move is not None:
            yield (
                f"give {move.task} ({shown(path)}) to {self._named(move.design)}, in its `implements` "
                f"({self.facts.nodes[move.task].path}): {_whose(move.own, move.importers)} to that"
            )

    def _moved(self, edges: list[Edge]) -> Iterator[str]:
        """The way to move what is imported, if all that import it may import it there."""
        symbols = {edge.symbol: edge for edge in edges}
        for symbol, edge in symbols.items() if len(symbols) == 1 else ():
            move = self.handed_on.move(edge)
            if move is not None:
                yield (
                    f"move {symbol} to {self._named(move.design)}, to which {_whose(move.own, move.importers)}, "
                    f"with all of {shown(edge.file)} that needs it or that it needs "
                    "(the ledger follows by `archhook sync`)"
                )

    def _add(self, field: str, entries: dict[str, list[str]]) -> str:
        """The way to add strings, as they are written, to a field of Designs."""
        ways = (
            f"add {listed(some, len(some))} to the `{field}` of {design} ({self.facts.nodes[design].path})"
            for design, some in entries.items()
        )
        return " and ".join(ways)


def _forced(elsewhere: dict[Edge, str | None], source: str) -> str:
    """Whether a Design can do without some imports, in words; "" where that is not known."""
    names = listed([*dict.fromkeys(edge.symbol for edge in elsewhere if edge.symbol)]) or "it"
    if all(elsewhere.values()):
        return f", gratuitous: what {source} may import has {names}, too"
    return "" if None in elsewhere.values() else f", forced: nothing that {source} may import has {names}"


def _whose(own: int, importers: int) -> str:
    """Which importers belong to a Design, in words."""
    if own == importers:
        return f"its {own} importers belong" if own > 1 else "its importer belongs"
    return f"{own} of its {importers} importers belong"


def _instead(elsewhere: dict[Edge, str | None]) -> list[str]:
    """The way to import from elsewhere, if all is to be had there."""
    return [f"write {' and '.join(dict.fromkeys(filter(None, elsewhere.values())))}"] if all(elsewhere.values()) else []


WORDS: dict[str, Callable[[Mends, Breach, list[Edge]], Said]] = {
    "DEP203": Mends.undeclared,
    "DEP205": Mends.private,
    "DEP207": Mends.package,
    "DEP211": Mends.excluded,
}
"""The laws whose findings are put into words here."""
