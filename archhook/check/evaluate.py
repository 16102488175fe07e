"""Runs laws on units. A unit is what is rechecked as one: a file, a node in force, or the graph as a whole."""

from __future__ import annotations

from archhook.laws.catalogue import LAWS
from archhook.laws.code_symbols import settled
from archhook.laws.law import is_off
from archhook.model.nodes import KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archhook.laws.law import Facts, Law
    from archhook.model.findings import Breach

GRAPH = "graph"
"""The unit of the graph as a whole."""

FILE_LAWS = tuple(law for law in LAWS if law.scope == "file")
NODE_LAWS = tuple(law for law in LAWS if law.scope == "node")
LAWS_OF_KIND = {kind: tuple(law for law in NODE_LAWS if kind in law.kind.split()) for kind in KINDS}
GRAPH_LAWS = tuple(law for law in LAWS if law.scope == "graph")
FIGURE_LAWS = tuple(law for law in LAWS if law.scope == "figures")
CIRCLE_LAWS = tuple(law for law in LAWS if law.scope == "circles")
IMPORT_LAWS = tuple(law for law in LAWS if law.scope == "imports")
DOCSTRING_LAWS = tuple(law for law in LAWS if law.scope == "docstring")
WIDE_CODES = frozenset(law.code for law in (*NODE_LAWS, *FIGURE_LAWS) if law.wide)


def reads(laws: Iterable[Law]) -> frozenset[str]:
    """The fields of nodes that any of the laws reads."""
    return frozenset(field for law in laws for field in law.reads)


FILE_READS = reads(FILE_LAWS)
NODE_READS = {kind: reads(NODE_LAWS) - {"declares"} | reads(laws) for kind, laws in LAWS_OF_KIND.items()}
"""By kind: what a Task declares changes often, and laws of files alone read it."""

GRAPH_READS = reads(GRAPH_LAWS)
FIGURE_READS = frozenset({"figures", "links", "in_force"})
"""What laws of figures read of the nodes below the one that they are evaluated on."""

FIGURE_OWN_READS = reads(FIGURE_LAWS)
"""What they read of that node itself, and of the Tasks that implement it."""

DOCSTRING_READS = reads(DOCSTRING_LAWS)


def file_unit(path: str) -> str:
    """The unit of a path."""
    return "file:" + path


def node_unit(node_id: str) -> str:
    """The unit of a node."""
    return "node:" + node_id


def figures_unit(node_id: str) -> str:
    """The unit of a node's figures and of all that they are made of."""
    return "figures:" + node_id


def docstring_unit(node_id: str) -> str:
    """The unit of what a node says of itself."""
    return "docstring:" + node_id


def evaluated(
    facts: Facts, paths: Iterable[str], ids: Iterable[str], figures: Iterable[str] = (), *, graph: bool
) -> Iterator[tuple[str, tuple[Breach, ...]]]:
    """(unit, its breaches) of some paths, some nodes, the figures of some nodes and, if `graph`, the whole graph.

    A path that is neither in the snapshot nor declared, and a node that is not in force, have no breaches.
    """
    for path in paths:
        yield file_unit(path), () if settled(facts, path) else _breaches(FILE_LAWS, facts, path)
    for node_id in ids:
        row = facts.rows.get(node_id)
        yield node_unit(node_id), _breaches(LAWS_OF_KIND[row.kind], facts, node_id) if row and row.in_force else ()
    for node_id in figures:
        row = facts.rows.get(node_id)
        yield figures_unit(node_id), _breaches(FIGURE_LAWS, facts, node_id) if row and row.in_force else ()
    if graph:
        yield GRAPH, _breaches(GRAPH_LAWS, facts, "")


def _breaches(laws: Iterable[Law], facts: Facts, subject: str) -> tuple[Breach, ...]:
    return tuple([breach for law in laws if law.check is not None for breach in law.check(facts, subject)])


def docstrings_evaluated(facts: Facts, ids: Iterable[str]) -> Iterator[tuple[str, tuple[Breach, ...]]]:
    """(unit, its breaches) of the docstrings of some nodes; none of one that is not in force, or not there."""
    for node_id in ids:
        row = facts.rows.get(node_id)
        yield docstring_unit(node_id), _breaches(DOCSTRING_LAWS, facts, node_id) if row and row.in_force else ()


def imports_evaluated(facts: Facts, path: str) -> tuple[Breach, ...]:
    """The breaches of the imports of a path; none of one that is no governed file."""
    return _breaches(IMPORT_LAWS, facts, path)


def circles_evaluated(facts: Facts) -> tuple[Breach, ...]:
    """The breaches of the imports as a whole, by the laws that are not off."""
    return _breaches([law for law in CIRCLE_LAWS if not is_off(facts, law.code)], facts, "")


def wide_units(breaches: Mapping[str, tuple[Breach, ...]]) -> tuple[tuple[str, str], ...]:
    """The units of nodes and of figures whose breaches tell of what lies far off: ("node" | "figures", id) each."""
    units = (unit for unit, found in breaches.items() if any(breach.code in WIDE_CODES for breach in found))
    return tuple(unit.partition(":")[::2] for unit in units)
