"""All of an architecture as one document: what the report shows."""

from __future__ import annotations

from archhook.graph.totals import FIELDS, PARTS_SHOWN
from archhook.model.nodes import KINDS
from archhook.query.card import state_of
from archhook.query.diff import document as difference_document
from archhook.query.show import fields_of
from archhook.report.json import finding_document, snapshot_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from archhook.graph.roll_up import Figures
    from archhook.graph.totals import Total
    from archhook.model.nodes import Node
    from archhook.query.architecture import Architecture
    from archhook.query.diff import Difference


def whole(
    architecture: Architecture, title: str, since: str = "", difference: Difference | None = None
) -> dict[str, Any]:
    """The document of a report (kind "report"): every declared node, in force or not. Reads everything.

    `difference`: what differs since the revision `since`.
    """
    ids = architecture.ids(in_force=False)
    figures = architecture.facts.figures
    verdict = architecture.verdict
    return {
        "schema_version": 1,
        "kind": "report",
        "title": title,
        "snapshot": snapshot_document(verdict),
        "judged": verdict.judged,
        "summary": {"ok": verdict.exit_code == 0, **verdict.summary()},
        "kinds": list(KINDS),
        "nodes": [_node(architecture, figures, architecture.nodes[node_id]) for node_id in ids],
        "findings": [finding_document(finding) for finding in verdict.findings],
        "fields": {
            name: {"adds": field.adds, "higher_is_worse": field.higher_is_worse} for name, field in FIELDS.items()
        },
        "since": None if difference is None else {"revision": since, **difference_document(difference)},
    }


def _node(architecture: Architecture, figures: Figures, node: Node) -> dict[str, Any]:
    place = architecture.place(node)
    return fields_of(node) | {
        "state": state_of(architecture, node),
        "path": place.path,
        "line": place.line,
        "totals": _totals(figures, node),
    }


def _totals(figures: Figures, node: Node) -> dict[str, Any]:
    """What a Design with all that it requires, or the Designs of a Requirement, come to, by field."""
    if not node.in_force or node.kind not in ("requirement", "design"):
        return {}
    found = {}
    for field in FIELDS:
        of = figures.of_design if node.kind == "design" else figures.of_requirement
        total = of(node.id, field)
        if total is not None:
            found[field] = _total(total)
    return found


def _total(total: Total) -> dict[str, Any]:
    return {
        "value": total.value,
        "parts": [
            {"id": part.design, "value": part.value, "origin": part.origin} for part in total.parts[:PARTS_SHOWN]
        ],
        "parts_total": len(total.parts),
    }
