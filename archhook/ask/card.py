"""What every answer says of a node: its name, state, place and findings."""

from __future__ import annotations

from archhook.ledger.ids import split_docstring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, NamedTuple

    from archhook.ask.architecture import Architecture
    from archhook.model import Node, Place
else:
    from archhook.records import NamedTuple

STATES = ("broken", "warned", "planned", "kept", "out")
"""A node's state, the first that applies but for `out`: it has an error, it has a warning, it is a planned Task, all
laws hold for it, it is not in force.
"""


class Card(NamedTuple):
    """One node in short. `summary`: the first sentence of its docstring, "" where that is its name already."""

    id: str
    kind: str
    level: str
    name: str
    summary: str
    state: str
    place: Place
    file: str
    findings: tuple[str, ...]  # codes, sorted


def card(architecture: Architecture, node_id: str) -> Card:
    """A declared node in short."""
    node = architecture.nodes[node_id]
    summary = split_docstring(node.doc)[1]
    codes = tuple(sorted({one.code for one in architecture.findings_of(node_id)}))
    return Card(
        node.id,
        node.kind,
        node.level,
        node.name,
        "" if summary == node.name else summary,
        state_of(architecture, node),
        architecture.place(node_id),
        node.file,
        codes,
    )


def state_of(architecture: Architecture, node: Node) -> str:
    """One of STATES."""
    if not node.in_force:
        return "out"
    severities = {one.severity for one in architecture.findings_of(node.id)}
    if "error" in severities:
        return "broken"
    if severities:
        return "warned"
    return "planned" if node.planned else "kept"


def cards(architecture: Architecture, ids: Iterable[str]) -> dict[str, Card]:
    """Nodes in short, by id, in the order given; each once."""
    return {node_id: card(architecture, node_id) for node_id in dict.fromkeys(ids)}


def card_document(one: Card) -> dict[str, Any]:
    """A card for JSON: every key, null where there is nothing."""
    return {
        "id": one.id,
        "kind": one.kind,
        "level": one.level or None,
        "name": one.name,
        "summary": one.summary or None,
        "state": one.state,
        "path": one.place.path,
        "line": one.place.line,
        "column": one.place.column,
        "file": one.file or None,
        "findings": list(one.findings),
    }
