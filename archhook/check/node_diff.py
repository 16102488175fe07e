"""Which nodes changed between two readings of the ledger, and in what a law could notice."""

from __future__ import annotations

from archhook.model.nodes import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Protocol

    class Nodes(Protocol):
        """Nodes by id."""

        def get(self, node_id: str, default: None = None) -> Node | None:
            """The node with an id, if there is one."""


NO_MEANING = frozenset({"path", "class_name", "column", "file_spot"})
"""Fields that only say where a node stands."""

UNREAD = frozenset({"doc"})
"""Fields that people read, and no law."""


def changed_nodes(
    old: Nodes, old_ids: Iterable[str], new: Mapping[str, Node]
) -> dict[str, tuple[Node | None, Node | None]]:
    """Id of each node that is not what it was -> (as it was, as it is), None where there is none.

    A node that only moved within its module is an equal node, and not named.
    """
    changed: dict[str, tuple[Node | None, Node | None]] = {}
    for node_id, node in new.items():
        was = old.get(node_id)
        if was != node:
            changed[node_id] = (was, node)
    for node_id in old_ids:
        if node_id not in new:
            changed[node_id] = (old.get(node_id), None)
    return changed


def changed_fields(old: Node | None, new: Node | None) -> frozenset[str]:
    """The names of the fields whose meaning differs between two versions of a node; all of them if it came or went."""
    if old is None or new is None:
        return frozenset(Node._fields) - NO_MEANING
    before, after = _meaning(old), _meaning(new)
    return frozenset(field for field, value in after.items() if before[field] != value)


def _meaning(node: Node) -> dict[str, Any]:
    """A node's fields without the places in them."""
    fields = {field: value for field, value in node._asdict().items() if field not in NO_MEANING}
    fields["links"] = tuple((field, tuple(link.target for link in links)) for field, links in node.links)
    fields["declares"] = tuple((field, tuple(one.name for one in names)) for field, names in node.declares)
    fields["waives"] = tuple((waiver.code, waiver.reason) for waiver in node.waives)
    return fields
