"""Two Designs that become one: all that belongs to the one goes to the other, and whoever names it names the other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from archhook.author.ledger_changes import Edit, Links
from archhook.author.node_source import TARGET
from archhook.laws.new_requires import MoreRequires, NewRequires
from archhook.model.nodes import VISIBLE_TO, in_order
from archhook.report.text import count, few

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archhook.author.ledger_changes import Ledger
    from archhook.model.nodes import Node
    from archhook.refactor.judged_edit import Whole

    Fields = dict[str, dict[str, tuple[dict[str, None], dict[str, None]]]]
    """Node -> link field -> (ids to be added, ids to be removed)."""

SHOWN = 6
"""So many nodes of a kind are named."""

TAKEN = ("satisfies", "forbids", "conflicts_with")
"""The links that go with a Design, so that nothing it serves is left alone and no law is loosened."""


class Joining(NamedTuple):
    """The edits that make some Designs one with another, their class statements apart, and lines for a person."""

    edits: tuple[Edit, ...]
    said: tuple[str, ...]


def belonging(ledger: Ledger, design: Node) -> Iterator[Node]:
    """The Tasks and Tests of a Design, in force or not."""
    for node in ledger.nodes.values():
        if node.kind in TARGET and design.id in node.targets(TARGET[node.kind]):
            yield node


def joined(whole: Whole, designs: Sequence[Node], goal: Node, dropped: Mapping[str, Node]) -> Joining:
    """What makes some Designs one with `goal`. `dropped`: Tasks and Tests of theirs that need not stay."""
    if not designs:
        return Joining((), ())
    gone = {one.id for one in designs}
    changed: Fields = defaultdict(lambda: defaultdict(lambda: ({}, {})))
    for node in whole.ledger.nodes.values():
        if node.id not in gone and node.id not in dropped:
            _follow(node, gone, goal, changed)
    said: list[str] = []
    taken = _requires(whole, designs, goal, said)
    for design in designs:
        for field in TAKEN:
            for target in design.targets(field):
                if target not in (*goal.targets(field), goal.id) and target not in gone:
                    changed[goal.id][field][0][target] = None
    for target in taken:
        changed[goal.id]["requires"][0][target] = None
    edits = tuple(
        Edit(
            node_id,
            links=tuple(Links(field, tuple(add), tuple(remove)) for field, (add, remove) in fields.items()),
        )
        for node_id, fields in ((one, changed[one]) for one in in_order(changed))
    )
    return Joining(edits, (*(_lost(whole, design, goal) for design in designs), *said, *_said(whole, changed, goal)))


def _follow(node: Node, gone: set[str], goal: Node, changed: Fields) -> None:
    """Has a node name the goal wherever it names one of the Designs that go; the goal itself names none of them."""
    for field, links in node.links:
        named = {link.target for link in links}
        if named.isdisjoint(gone):
            continue
        add, remove = changed[node.id][field]
        if node.kind in TARGET:
            add[goal.id] = None
            continue
        remove.update(dict.fromkeys(in_order(named & gone)))
        if node.id != goal.id and goal.id not in named:
            add[goal.id] = None


def _requires(whole: Whole, designs: Sequence[Node], goal: Node, said: list[str]) -> list[str]:
    """What the goal is to require as the Designs did that go, as far as that closes no circle."""
    facts = whole.seen.facts
    rows, found = MoreRequires(facts.rows), list[str]()
    for design in designs:
        for target in design.targets("requires"):
            if target in (goal.id, *goal.targets("requires"), *found, *(one.id for one in designs)):
                continue
            why = NewRequires(facts, rows).why_not(goal.id, target) if facts.rows[target].in_force else ()
            if why:
                said.append(f"{goal.id} may not require {target}, as {design.id} does: {' and '.join(why)}")
            else:
                found.append(target)
                rows.add(goal.id, target)
    return found


def _lost(whole: Whole, design: Node, goal: Node) -> str:
    """That a Design goes, and what of it nobody has then."""
    lost = ["its docstring"]
    lost += [f"`{field}`" for field, _ in design.declares]
    lost += [f"`{VISIBLE_TO}`"] if any(field == VISIBLE_TO for field, _ in design.links) else []
    lost += ["its figures"] if design.figures or whole.seen.facts.recorded.get(design.id) else []
    lost += [f"what it waives ({few([one.code for one in design.waives], SHOWN)})"] if design.waives else []
    return (
        f"{design.id} ({design.class_name}) removed; {', '.join(lost)} {'goes' if len(lost) == 1 else 'go'} with it:"
        f" read what {goal.id} says of itself again"
    )


def _said(whole: Whole, changed: Fields, goal: Node) -> Iterator[str]:
    """Lines for all that names the goal now."""
    for kind, field in TARGET.items():
        ids = in_order(one for one in changed if whole.ledger.nodes[one].kind == kind)
        if ids:
            what = few(ids, SHOWN) if len(ids) == 1 else f"{count(len(ids), kind.capitalize())} ({few(ids, SHOWN)})"
            yield f"{what}: {field} {goal.id}"
    for node_id in in_order(changed):
        if whole.ledger.nodes[node_id].kind == "design":
            signs = [
                f"{sign}{field} {few(in_order(ids), SHOWN)}"
                for field, both in changed[node_id].items()
                for sign, ids in zip("+-", both, strict=True)
                if ids
            ]
            yield f"{node_id}: {', '.join(signs)}"
