"""CON: Designs that exclude each other, or promise what those below them cannot give, are not both in force."""

from __future__ import annotations

from archhook.graph.graph import intents_above, reachable, ways
from archhook.graph.totals import FIELDS, number
from archhook.laws.law import Law, chain, listed
from archhook.model.findings import Breach
from archhook.model.nodes import sort_key

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
            f"{node_id} conflicts with {other} and both are in force",
            ("node", node_id),
            node_id,
            symbol=other,
            fix=f"set `adopted = False` on {node_id}{_then(facts, node_id)} or {other}{_then(facts, other)}; or part "
            "them so that they no longer conflict, and drop the entry in `conflicts_with`",
            because=divergence(facts, node_id, other),
        )


def incompatible_constraints(facts: Facts, node_id: str) -> Iterator[Breach]:
    """CON302, one for each field in which a Design promises more than the worst of what it requires, by estimates."""
    if facts.rows[node_id].kind != "design":
        return
    for field, promised in facts.figures.declared(node_id, "estimated").items():
        worst = facts.figures.broken_promise(node_id, field)
        if worst is None:
            continue
        other, given = worst.design, number(worst.value)
        verb = "needs" if FIELDS[field].higher_is_worse else "gives"
        yield Breach(
            "CON302",
            f"{node_id} promises {field} {number(promised)}, but {other}, which it requires, {verb} {given} "
            "(both estimated)",
            ("node", node_id),
            node_id,
            symbol=field,
            fix=f"promise {given} in {node_id}, and see what still holds above it; "
            f"or make {other} {_mend(field)} {number(promised)}",
            because=divergence(facts, node_id, other),
        )


def _mend(field: str) -> str:
    return "do with" if FIELDS[field].higher_is_worse else "give"


def divergence(facts: Facts, left: str, right: str) -> tuple[str, ...]:
    """Both sides' chains up to their Intents, and the point at which the goals part."""
    ours, theirs = intents_above(facts.rows, left), intents_above(facts.rows, right)
    sides = f"{_side(facts, left, ours)} against {_side(facts, right, theirs)}"
    opposite = set(theirs)
    both = [next((intent for intent in ours if intent in opposite), "")]
    if both[0]:
        (our,), (their,) = ways(facts.rows, left, both), ways(facts.rows, right, both)
        return sides, f"both serve {both[0]}, they part below {_last_common(our, their)}"
    return (sides, "they serve different Intents") if ours and theirs else (sides,)


def _then(facts: Facts, design: str) -> str:
    """What it takes that a Design goes: the Requirements that no other would satisfy, and what is linked to it.

    A Design that requires it, directly or through others, satisfies nothing without it.
    """
    rows = facts.rows
    lost = reachable([design], lambda one: rows[one].by("requires"))
    asked = {requirement for one in lost for requirement in rows[one].to("satisfies") if rows[requirement].in_force}
    given = sorted((one for one in asked if lost.issuperset(rows[one].by("satisfies"))), key=sort_key)
    row = rows[design]
    parted = (
        (given, "give"),
        (row.by("implements"), "implement another"),
        (row.by("requires"), "do without it"),
    )
    clauses = [(listed(sorted(ids, key=sort_key)), verb) for ids, verb in parted if ids]
    if not clauses:
        return ""
    (first, verb), *others = clauses
    return f" (then {first} would have to {', '.join([verb, *(f'{ids} to {verb}' for ids, verb in others)])})"


def _last_common(left: tuple[str, ...], right: tuple[str, ...]) -> str:
    """The last node that two paths from one Intent share; one Design may lie on the other's path."""
    last = left[0]
    for ours, theirs in zip(left, right, strict=False):
        if ours != theirs:
            break
        last = ours
    return last


def _side(facts: Facts, design: str, intents: tuple[str, ...]) -> str:
    if not intents:
        return f"{design} (which no Intent reaches)"
    paths = ways(facts.rows, design, intents[:CHAINS_SHOWN])
    return listed([*map(chain, paths), *intents[CHAINS_SHOWN:]], CHAINS_SHOWN)


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
        kind="design",
    ),
    Law(
        "CON302",
        "incompatible-constraints",
        "error",
        "figures",
        "by their estimates, a Design promises more than a Design that it requires can give",
        "Constraints that exclude each other are seen in the plan: no Design carries more than what it stands on.",
        ("figures", "links", "in_force"),
        incompatible_constraints,
        wide=True,
    ),
)
