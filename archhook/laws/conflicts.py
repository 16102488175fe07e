"""CON: Designs that exclude each other are not both in force."""

from __future__ import annotations

from archhook.graph import chains
from archhook.laws.law import Law
from archhook.laws.wording import chain, listed
from archhook.model import Breach, sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.laws.law import Facts

CHAINS_SHOWN = 3
"""So many chains of each side are written out in a message."""


def conflicting_designs(facts: Facts, node_id: str) -> Iterator[Breach]:
    """CON301, one for each unordered pair, at the Design that declares it: the smaller id if both do."""
    row = facts.rows[node_id]
    if row.kind != "design":
        return
    for other in row.to("conflicts_with"):
        if other == node_id or not facts.rows[other].in_force:
            continue
        if other in row.by("conflicts_with") and sort_key(other) < sort_key(node_id):
            continue
        yield Breach(
            "CON301",
            f"{node_id} conflicts with {other} and both are in force: {divergence(facts, node_id, other)}",
            ("node", node_id),
            node_id,
            symbol=other,
            fix=f"set `adopted = False` on {node_id} or {other}, or part them so that they no longer conflict "
            "and drop the entry in `conflicts_with`",
        )


def divergence(facts: Facts, left: str, right: str) -> str:
    """Both sides' chains up to their Intents, and the point at which the goals part."""
    ours, theirs = chains(facts.rows, left), chains(facts.rows, right)
    sides = f"{_side(ours, left)} against {_side(theirs, right)}"
    opposite = {path[0]: path for path in theirs}
    for path in ours:
        if path[0] in opposite:
            return f"{sides}; both serve {path[0]}, they part below {_last_common(path, opposite[path[0]])}"
    return sides


def _last_common(left: tuple[str, ...], right: tuple[str, ...]) -> str:
    """The last node that two paths from one Intent share; one Design may lie on the other's path."""
    last = left[0]
    for ours, theirs in zip(left, right, strict=False):
        if ours != theirs:
            break
        last = ours
    return last


def _side(paths: tuple[tuple[str, ...], ...], design: str) -> str:
    if not paths:
        return f"{design} (which no Intent reaches)"
    return listed([chain(path) for path in paths], CHAINS_SHOWN)


LAWS = (
    Law(
        "CON301",
        "conflicting-designs",
        "error",
        "node",
        "two Designs in force, of which one declares the conflict (both chains up to the Intents shown: where the "
        "goals diverge)",
        "Two solutions that cannot live together mean that two goals pull apart: that is decided in the architecture, "
        "not discovered in production.",
        ("links", "in_force"),
        conflicting_designs,
        wide=True,
    ),
)
