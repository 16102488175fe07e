"""What a ledger declares once changes are made: the nodes to compare a new reading with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.author.node_names import retitled
from archhook.author.node_source import TARGET
from archhook.model.nodes import VISIBLE_TO, Declared, Link, Node, Spot, Waiver
from archhook.model.vocabulary import LIMITS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.author.ledger_changes import Added, Changes, Edit, Links

NOWHERE = Spot("", 0, 0)


def expected(nodes: Mapping[str, Node], changes: Changes) -> dict[str, Node]:
    """The nodes by id, as changes will have them; places and the new nodes' names apart."""
    result = dict(nodes.items())
    for edit in changes.edits:
        result[edit.id] = edited(result[edit.id], edit)
    for added in changes.added:
        result[added.id] = new_node(added, nodes[added.like])
    for node_id in changes.removed:
        del result[node_id]
    return result


def edited(node: Node, edit: Edit) -> Node:
    """A node with an edit made."""
    declares = dict(node.declares)
    for names in edit.names:
        kept = [one for one in declares.get(names.field, ()) if one.name not in names.remove]
        declares[names.field] = (*kept, *(Declared(name, NOWHERE) for name in names.add))
    if edit.symbols is not None:
        declares["symbols"] = (Declared(edit.symbols, NOWHERE),)
        if not edit.symbols:
            del declares["symbols"]
    links = dict(node.links)
    for one in edit.links:
        links[one.field] = _linked(links.get(one.field, ()), one)
    return node._replace(
        name=retitled(node.name, node.file, edit.file),
        doc=retitled(node.doc, node.file, edit.file),
        links=tuple((field, found) for field, found in links.items() if found or field == VISIBLE_TO),
        declares=tuple((field, found) for field, found in declares.items() if found or field in LIMITS),
        file=edit.file or node.file,
        planned=node.planned and not edit.unplan,
        waives=tuple(one for one in node.waives if one.code not in edit.unwaived),
    )


def _linked(links: tuple[Link, ...], change: Links) -> tuple[Link, ...]:
    """What a link field names once it is changed; one that holds a single reference holds the new one."""
    kept = () if change.field in TARGET.values() else (one for one in links if one.target not in change.remove)
    return (*kept, *(Link(one, NOWHERE) for one in change.add))


def new_node(added: Added, like: Node) -> Node:
    """A new node."""
    return Node(
        kind=added.kind,
        level=added.level,
        id=added.id,
        name="",
        doc="",
        path=like.path,
        class_name=added.class_name,
        column=1,
        in_force=True,
        links=_links_of(added),
        file=added.file,
        declares=tuple((field, tuple(Declared(one, NOWHERE) for one in names)) for field, names in added.names),
        waives=tuple(Waiver(code, reason, NOWHERE) for code, reason in sorted(added.waives)),
    )


def _links_of(added: Added) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """What a new node names."""
    links = added.links if added.kind == "design" else ((TARGET[added.kind], (added.target,)),)
    return tuple((field, tuple(Link(one, NOWHERE) for one in targets)) for field, targets in links)


def meaning(node: Node, prose: bool = True) -> tuple[object, ...]:
    """What a node says, wherever it says it: what is compared. `prose`: with its name and docstring."""
    return (
        *((node.name, node.doc) if prose else ()),
        node.kind,
        node.level,
        node.path,
        node.class_name,
        node.in_force,
        node.file,
        tuple(sorted((field, frozenset(one.name for one in names)) for field, names in node.declares)),
        tuple(sorted((field, _in_any_order(node.targets(field))) for field, _ in node.links)),
        node.figures,
        node.planned,
        node.adopted,
        tuple((one.code, one.reason) for one in node.waives),
    )


def _in_any_order(targets: tuple[str, ...]) -> tuple[str, ...]:
    """What a link field names: where a new entry goes into a list is a matter of looks."""
    return tuple(sorted(targets))
