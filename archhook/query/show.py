"""All that the ledger says of one node, and all that is found about it."""

from __future__ import annotations

from archhook.graph.graph import chains
from archhook.model.nodes import LINKS, VISIBLE_TO, sort_key
from archhook.query.card import SHOWN, Card, card, cards, headline
from archhook.query.documents import answer_document, card_document, fields_of
from archhook.report.json import finding_document
from archhook.report.text import BOLD, CHAINS_SHOWN, DIM, count, finding_text, paint, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, NamedTuple

    from archhook.model.findings import Finding
    from archhook.model.nodes import Node
    from archhook.query.architecture import Architecture, Snapshot
else:
    from archhook.records import NamedTuple

NAMED_BY = {
    "derived_from": "derived by",
    "satisfies": "satisfied by",
    "requires": "required by",
    "conflicts_with": "in conflict with",
    "forbids": "forbidden by",
    "visible_to": "visible to it",
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


def document(answer: Shown, snapshot: Snapshot) -> dict[str, Any]:
    """The answer for JSON."""
    said = {
        "node": fields_of(answer.node) | card_document(answer.card),
        "named_by": {field: list(ids) for field, ids in answer.named_by},
        "chains": [list(chain) for chain in answer.chains],
        "findings": [finding_document(finding) for finding in answer.findings],
        "neighbours": [card_document(one) for one in answer.cards.values()],
    }
    return answer_document("node", snapshot, said)


def render(answer: Shown, color: bool = False) -> str:
    """The answer for a person."""
    node, card = answer.node, answer.card
    level = f"{node.level} " if node.level else ""
    lines = [
        headline(card._replace(file=""), color),
        paint(f"  {level}{node.kind}, {_standing(node, card)}", DIM, color),
    ]
    text = node.doc.strip().splitlines()
    lines += ["", *(f"  {printable(line)}".rstrip() for line in text)] if text else []
    lines += [""]
    for field in LINKS[node.kind]:
        lines += _linked(field.replace("_", " "), node.targets(field), answer.cards, color)
        if field == VISIBLE_TO and field in dict(node.links) and not node.targets(field):
            lines.append("  visible to      no other")
    for field, ids in answer.named_by:
        lines += _linked(NAMED_BY[field], ids, answer.cards, color)
    if node.file:
        lines.append(f"  {'file':<16}{printable(node.file)}")
    for field, names in node.declares:
        lines.append(f"  {field.replace('_', ' '):<15} {', '.join(printable(one.name) for one in names) or 'none'}")
    for which, values in node.figures:
        lines += [f"  {which:<16}{', '.join(f'{field} {value:g}' for field, value in values)}"] if values else []
    for waiver in node.waives:
        lines.append(f"  {'waives':<16}{waiver.code}: {printable(waiver.reason)}")
    if answer.chains:
        lines += ["", *(f"  because {' > '.join(chain)}" for chain in answer.chains[:CHAINS_SHOWN])]
        more = len(answer.chains) - CHAINS_SHOWN
        lines += [f"  and {count(more, 'more chain')}"] if more > 0 else []
    if answer.findings:
        lines += ["", *"".join(finding_text(one, color) for one in answer.findings).splitlines()]
    return "\n".join(_tidy(lines)) + "\n"


def _standing(node: Node, card: Card) -> str:
    if not node.adopted:
        return "an alternative that was considered and not adopted"
    planned = ", planned" if node.planned and card.state in ("broken", "warned") else ""
    return {
        "broken": "in force, and broken",
        "warned": "in force, with warnings",
        "planned": "in force, planned: not written yet",
        "kept": "in force, and kept",
        "out": "not in force",
    }[card.state] + planned


def _linked(title: str, ids: Iterable[str], cards: Mapping[str, Card], color: bool) -> list[str]:
    ids = tuple(ids)
    rows = [f"{paint(node_id, BOLD, color)} {printable(cards[node_id].name)}" for node_id in ids[:SHOWN]]
    if len(ids) > SHOWN:
        rows.append(f"and {len(ids) - SHOWN} more")
    return [f"  {title if not index else '':<16}{row}" for index, row in enumerate(rows)]


def _tidy(lines: Iterable[str]) -> Iterator[str]:
    """Without two empty lines in a row, and none at the end."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return iter(kept)
