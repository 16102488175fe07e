"""Which Designs have to require which for the imports of their code, and which of that may be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archhook.graph.graph import reachable
from archhook.laws.edges import counted, covered, designs_of, edges_of, importing_designs
from archhook.laws.new_requires import MoreRequires, NewRequires
from archhook.model.nodes import sort_key
from archhook.report.text import count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from archhook.laws.law import Facts
    from archhook.model.findings import Finding

    Pair = tuple[str, str]
    """(Design, what it is to require)."""

SHOWN = 50
"""So many letters of a name are told."""


class Wanted(NamedTuple):
    """Imports that one Design has to require another for: one of `sources`, one of `targets`."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    imports: int
    place: str  # of the first: path:line
    frozen: int = 0  # so many of them stand in the baseline

    @property
    def is_frozen(self) -> bool:
        """Whether all of them stand in the baseline."""
        return self.frozen == self.imports

    @property
    def pairs(self) -> list[Pair]:
        """What would do, the smaller ids first."""
        return [(source, target) for source in self.sources for target in self.targets]


class Decided(NamedTuple):
    """What is written, each with the imports that ask for it, and what may not be, each with why."""

    written: tuple[tuple[Pair, Wanted], ...]
    refused: tuple[tuple[Pair, Wanted, tuple[str, ...]], ...]


def wanted_of(
    facts: Facts, findings: Iterable[Finding], frozen: Collection[tuple[str, str]] = ()
) -> tuple[Wanted, ...]:
    """What some findings of DEP203 ask for. Each imported name counts, as it does in what the findings say.

    `frozen`: (importing file, imported file) of those that the baseline freezes.
    """
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[str, bool]]] = {}
    for finding in findings:
        sources = importing_designs(facts, finding.file)
        asked = [
            targets
            for edge in edges_of(facts, finding.file)
            if edge.file == finding.symbol and counted(facts, edge.kind)
            if (targets := designs_of(facts, edge.file, edge.symbol)) and not covered(facts, sources, targets)
        ]
        for targets in asked:
            known = (finding.file, finding.symbol) in frozen
            found.setdefault((sources, targets), []).append((f"{finding.path}:{finding.line}", known))
    return tuple(
        Wanted(*key, len(places), places[0][0], sum(known for _, known in places)) for key, places in found.items()
    )


def decide(facts: Facts, wanted: Iterable[Wanted], rows: MoreRequires | None = None) -> Decided:
    """What may be written of all that is wanted: what most imports ask for comes first, then the smaller ids.

    So of what would close a circle together, what fewest imports ask for is left out. What the baseline freezes alone
    comes last: it stops nobody, so where it may not be written, nothing is said of it. `rows`: with what is going to
    be required anyway; what is written is added to it.
    """
    written: list[tuple[Pair, Wanted]] = []
    refused: list[tuple[Pair, Wanted, tuple[str, ...]]] = []
    rows = MoreRequires(facts.rows) if rows is None else rows
    requires = NewRequires(facts, rows)
    for one in sorted(wanted, key=_order):
        if _covers(facts, rows, one):
            continue
        pair = next((pair for pair in one.pairs if not requires.why_not(*pair)), None)
        if pair is None:
            if one.is_frozen:
                continue
            first = one.pairs[0]
            why, out = requires.why_not(*first), requires.way_out(*first)
            refused.append((first, one, (*why[:-1], f"{why[-1]}; {out}") if out else why))
            continue
        written.append((pair, one))
        rows.add(*pair)
        requires = NewRequires(facts, rows)  # what is worked out of Designs holds no longer
    return Decided(tuple(written), tuple(refused))


def _order(one: Wanted) -> tuple[object, ...]:
    return one.is_frozen, -one.imports, [*map(sort_key, one.sources)], [*map(sort_key, one.targets)]


def _covers(facts: Facts, rows: MoreRequires, one: Wanted) -> bool:
    """Whether what is written allows what is wanted."""
    if not facts.config.transitive:
        return any(target in rows[source].to("requires") for source, target in one.pairs)
    reached = reachable(
        one.sources, lambda design: (target for target in rows[design].to("requires") if rows[target].in_force)
    )
    return not reached.isdisjoint(one.targets)


def written_line(facts: Facts, pair: Pair, one: Wanted) -> str:
    """What a person is told of a requirement that is written."""
    source, target = pair
    return f"{_named(facts, source)}: +requires {_named(facts, target)}, for {_imports(one)}"


def refused_line(facts: Facts, pair: Pair, one: Wanted, why: Iterable[str]) -> str:
    """What a person is told of one that may not be written."""
    source, target = pair
    return f"{_named(facts, source)} may not require {_named(facts, target)}, for {_imports(one)}: {' and '.join(why)}"


def _imports(one: Wanted) -> str:
    frozen = ""
    if one.frozen:
        frozen = f", {'' if one.is_frozen else f'{one.frozen} of them '}in the baseline"
    return f"{count(one.imports, 'import')} ({'' if one.imports == 1 else 'the first at '}{one.place}{frozen})"


def _named(facts: Facts, design: str) -> str:
    import textwrap

    return f"{design} ({textwrap.shorten(facts.nodes[design].name, SHOWN, placeholder=' ...')})"
