"""Cascade -> what it says as JSON."""

from __future__ import annotations

from archhook.model.nodes import in_order
from archhook.model.units import UNIT_OF
from archhook.report.json import finding_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from archhook.model.findings import Finding
    from archhook.query.budget import Line
    from archhook.query.supposition import Supposed
    from archhook.query.whatif import Cascade, Moved, Turn

WHERE = ("path", "line", "column")
"""Keys of a finding that say where it stands: what is supposed stands nowhere."""


def document(answer: Cascade, asked: Supposed | None = None) -> dict[str, Any]:
    """What the answer says, for JSON. `asked`: what was supposed."""
    return {
        "judged": answer.judged,
        "asked": asked
        and {"design": asked.design, "requires": list(asked.requires), "satisfies": list(asked.satisfies)},
        "changes": [_turn_document(turn) for turn in answer.turns],
        "others": dict(answer.others),
        "pulled_in": [
            {"id": one.id, "name": one.name, "path": list(one.path), "comes_into_force": one.adopted}
            for one in answer.pulled
        ],
        "conflicts": [
            {
                "designs": [one.finding.node, one.finding.symbol],
                "intents": [list(side) for side in one.intents],
                "because": list(one.finding.because),
            }
            for one in answer.conflicts
        ],
        "infeasible": in_order(
            {one.node for one in (*answer.come, *answer.changed) if one.code in ("RES603", "RES604")}
        ),
        "figures": [_moved_document(one) for one in answer.figures],
        "owed": [
            {"node": one.node, "what": one.what, "planned": one.planned or None, "file": one.file or None}
            for one in answer.due
        ],
        "intents": dict(answer.names),
        "findings": {
            name: [_finding_document(one) for one in found]
            for name, found in (("come", answer.come), ("changed", answer.changed), ("gone", answer.gone))
        },
    }


def _finding_document(one: Finding) -> dict[str, Any]:
    return {key: value for key, value in finding_document(one).items() if key not in WHERE}


def _turn_document(turn: Turn) -> dict[str, Any]:
    return {
        "id": turn.id,
        "kind": turn.kind,
        "name": turn.name or None,
        "state": turn.state,
        "was": turn.was or None,
        "added": {field: list(ids) for field, ids in turn.added},
        "removed": {field: list(ids) for field, ids in turn.removed},
        "fields": list(turn.fields),
    }


def _moved_document(one: Moved) -> dict[str, Any]:
    return {
        "node": one.node,
        "kind": one.kind,
        "field": one.field,
        "unit": UNIT_OF[one.field],
        "before": _line_document(one.before),
        "after": _line_document(one.after),
    }


def _line_document(line: Line | None) -> dict[str, Any] | None:
    """What `archhook budget` says of a field, in short."""
    return line and {
        "roll_up": line.roll_up and line.roll_up.value,
        "measured": line.measured and line.measured.value,
        "budget": line.budget,
        "head_room": line.head_room,
        "findings": list(line.findings),
    }
