"""All that the ledger says of one node, and all that is found about it."""

from __future__ import annotations

from archhook.graph.graph import chains
from archhook.model.nodes import LINKS, sort_key
from archhook.query.card import Card, card, card_document, cards

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, NamedTuple

    from archhook.model.findings import Finding
    from archhook.model.nodes import Node
    from archhook.query.architecture import Architecture
else:
    from archhook.records import NamedTuple

NAMED_BY = {
    "derived_from": "derived by",
    "satisfies": "satisfied by",
    "requires": "required by",
    "conflicts_with": "in conflict with",
    "implements": "implemented by",
    "verifies": "verified by",
}
"""Link field -> what it is called from the other end."""


class Shown(NamedTuple):
    """One node. `named_by`: field -> the nodes in force that name it there · `cards`: the nodes linked, by id."""

    node: Node
    card: Card
    named_by: tuple[tuple[str, tuple[str, ...]], ...]
    chains: tuple[tuple[str, ...], ...]
    findings: tuple[Finding, ...]
    cards: Mapping[str, Card]


def show(architecture: Architecture, node_id: str) -> Shown:
    """A declared node, by its canonical id."""
    node = architecture.nodes[node_id]
    named_by = architecture.rows[node_id].back
    linked = {target for field in LINKS[node.kind] for target in node.targets(field)}
    linked |= {other for _, others in named_by for other in others}
    return Shown(
        node,
        card(architecture, node_id),
        named_by,
        chains(architecture.rows, node_id),
        architecture.findings_of(node_id),
        cards(architecture, sorted(linked, key=sort_key)),
    )


def fields_of(node: Node) -> dict[str, Any]:
    """What a node says, without places: every key, null or [] or {} where it says nothing."""
    return {
        "id": node.id,
        "kind": node.kind,
        "level": node.level or None,
        "name": node.name,
        "doc": node.doc or None,
        "in_force": node.in_force,
        "adopted": node.adopted,
        "planned": node.planned,
        "links": {field: list(node.targets(field)) for field in LINKS[node.kind]},
        "file": node.file or None,
        "declares": {field: [one.name for one in names] for field, names in node.declares},
        "figures": {which: dict(values) for which, values in node.figures},
        "waives": {waiver.code: waiver.reason for waiver in sorted(node.waives)},
        "class_name": node.class_name,
        "module": node.path,
    }


def document(answer: Shown) -> dict[str, Any]:
    """The answer for JSON (kind "node")."""
    from archhook.report.json import finding_document

    return {
        "schema_version": 1,
        "kind": "node",
        "node": fields_of(answer.node) | card_document(answer.card),
        "named_by": {field: list(ids) for field, ids in answer.named_by},
        "chains": [list(chain) for chain in answer.chains],
        "findings": [finding_document(finding) for finding in answer.findings],
        "neighbours": [card_document(one) for one in answer.cards.values()],
    }
