"""What somebody thinks of adding to a Design -> the nodes as they would stand in the ledger."""

from __future__ import annotations

from archhook.errors import UsageError
from archhook.graph.graph import reachable
from archhook.model.ids import canonical, kind_of_id
from archhook.model.nodes import LINKS, Link, Node, Spot, in_order
from archhook.query.subject import node_of
from archhook.suggest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NamedTuple

    from archhook.query.architecture import Architecture
else:
    from archhook.records import NamedTuple

NOWHERE = Spot("", 0, 1)
"""The place of a link that nobody has written."""


class Supposed(NamedTuple):
    """A Design, which the ledger may not have, and what is added to it: ids, each once, in the order given."""

    design: str
    requires: tuple[str, ...] = ()
    satisfies: tuple[str, ...] = ()


def supposed_of(
    architecture: Architecture, design: str, requires: Iterable[str], satisfies: Iterable[str], here: str = ""
) -> Supposed:
    """What some words suppose. `here`: see `subject_of`.

    `UsageError`, with what was probably meant, for what is no node of the kind; and for a Design that the ledger does
    not have, if nothing is said of it.
    """
    asked = Supposed(
        _design(architecture, design, here),
        tuple(dict.fromkeys(_named(architecture, word, "design", "--requires", here) for word in requires)),
        tuple(dict.fromkeys(_named(architecture, word, "requirement", "--satisfies", here) for word in satisfies)),
    )
    if asked.design not in architecture.nodes and not (asked.requires or asked.satisfies):
        near = nearest(asked.design, architecture.nodes)
        said = f"say what it is for: archhook whatif {asked.design} --requires D-2 --satisfies R-5"
        raise UsageError(
            f"the ledger has no node {asked.design}, and nothing is said of it",
            fix=f"did you mean {near}? If it is new, {said}" if near else said,
        )
    return asked


def _design(architecture: Architecture, word: str, here: str) -> str:
    """The id of a Design that the ledger has, or of a new one."""
    node_id = canonical(word)
    if node_id and node_id not in architecture.nodes and kind_of_id(node_id) == "design":
        return node_id
    return _named(architecture, word, "design", "archhook whatif", here)


def _named(architecture: Architecture, word: str, kind: str, by: str, here: str) -> str:
    node_id = node_of(architecture, word, here)
    found = architecture.nodes[node_id].kind
    if found != kind:
        raise UsageError(
            f"{by} takes a {kind.capitalize()}, and {node_id} is a {found.capitalize()}",
            fix=f"`archhook list --kind {kind}` names them",
        )
    return node_id


def nodes_of(architecture: Architecture, asked: Supposed) -> tuple[Node, ...]:
    """The nodes that would differ: the Design with what is added, and each Design that it then reaches and that is not
    in force yet.
    """
    nodes = architecture.nodes
    first = _with(nodes.get(asked.design) or _new(architecture, asked.design), asked)

    def required(node_id: str) -> tuple[str, ...]:
        node = first if node_id == first.id else nodes[node_id]
        return node.targets("requires")

    reached = reachable([first.id], required) - {first.id}
    others = (nodes[node_id] for node_id in in_order(reached))
    return (_adopted(first), *(_adopted(node) for node in others if not node.in_force))


def _new(architecture: Architecture, node_id: str) -> Node:
    """A Design that says nothing yet. Its class has a name that no class can have."""
    return Node("design", "", node_id, "", "", architecture.ledger[0], node_id, 1, True)


def _adopted(node: Node) -> Node:
    return node._replace(in_force=True, adopted=True)


def _with(node: Node, asked: Supposed) -> Node:
    """A Design with the links that are added to it."""
    links = dict(node.links)
    for field, targets in (("satisfies", asked.satisfies), ("requires", asked.requires)):
        new = tuple(Link(target, NOWHERE) for target in targets if target not in node.targets(field))
        if new:
            links[field] = (*links.get(field, ()), *new)
    return node._replace(links=tuple((field, links[field]) for field in LINKS["design"] if field in links))
