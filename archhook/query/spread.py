"""The nodes that a change of some nodes reaches, along the links of the ledger.

Down: what is derived from, satisfies or implements a changed node has a reason that changed. Sideways: the Designs that
require a Design reached, directly or through others, stand on something that changed. Up: the Requirements and
Intents that those Designs serve are served by something that changed. All in force; a changed node itself may not be.
"""

from __future__ import annotations

from archhook.graph.graph import PLAN_KINDS
from archhook.model.nodes import in_order, kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.model.nodes import Row

    Ways = dict[str, tuple[str, str]]

NOWHERE = ("", "")
"""Where a change came from that starts here."""


def spread(rows: Mapping[str, Row], ids: Iterable[str], below: Iterable[str] = ()) -> Ways:
    """What a change of some nodes reaches: id -> (by, link), see Reached; of each kind the nearest first.

    Tasks and Tests are reached from what they name, and read only where the change starts with them.
    """
    starts = in_order(set(ids))
    reached: Ways = dict.fromkeys(starts, NOWHERE)
    _walk(rows, reached, _of(starts, *PLAN_KINDS), ("derived_from", "satisfies"))
    reached |= {node_id: NOWHERE for node_id in in_order(set(below)) if node_id not in reached}
    _to_targets(rows, reached, _of(starts, "task"), "implements")
    _walk(rows, reached, _of(reached, "design"), ("requires",))
    _to_targets(rows, reached, _of(reached, "design"), "satisfies")
    _to_targets(rows, reached, _of(reached, "requirement"), "derived_from")
    _to_sources(rows, reached, _of(reached, *PLAN_KINDS), ("implements", "verifies"))
    return reached


def _of(ids: Iterable[str], *kinds: str) -> list[str]:
    return [node_id for node_id in ids if kind_of(node_id) in kinds]


def _to_targets(rows: Mapping[str, Row], reached: Ways, starts: Iterable[str], field: str) -> None:
    """One step from some nodes to those in force that they name."""
    for node_id in starts:
        for target in rows[node_id].to(field):
            if target not in reached and target in rows and rows[target].in_force:
                reached[target] = node_id, field


def _to_sources(rows: Mapping[str, Row], reached: Ways, starts: Iterable[str], fields: tuple[str, ...]) -> list[str]:
    """One step from some nodes to those in force that name them; returns what was not reached before."""
    found = []
    for node_id in starts:
        for field, sources in rows[node_id].back:
            if field in fields:
                new = [source for source in sources if source not in reached]
                reached.update(dict.fromkeys(new, (node_id, field)))
                found += new
    return found


def _walk(rows: Mapping[str, Row], reached: Ways, starts: list[str], fields: tuple[str, ...]) -> None:
    """All steps from some nodes to those in force that name them, the nearest first."""
    level = starts
    while level:
        level = _to_sources(rows, reached, level, fields)
