"""Which nodes of two ledgers are the same, whatever became of their ids."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.model.nodes import Node


def paired(before: Mapping[str, Node], after: Mapping[str, Node]) -> dict[str, str]:
    """New id -> old id of each node that is on both sides. Nodes that both sides have alike may be left out.

    A node is the same with the same id and class name, else with the same kind and class name (then it was renamed:
    ids are renumbered more often than classes are), else with the same id.
    """
    was = {
        node_id: node_id
        for node_id, node in after.items()
        if node_id in before and _name(before[node_id]) == _name(node)
    }
    left, right = (_by_name(nodes[node_id] for node_id in nodes if node_id not in was) for nodes in (before, after))
    was |= {right[name]: left[name] for name in right if name in left}
    taken = set(was.values())
    return was | {
        node_id: node_id
        for node_id, node in after.items()
        if node_id in before and node_id not in was and node_id not in taken and before[node_id].kind == node.kind
    }


def _name(node: Node) -> tuple[str, str]:
    return node.kind, node.class_name


def _by_name(nodes: Iterable[Node]) -> dict[tuple[str, str], str]:
    """Kind and class name -> id, where only one node has them."""
    found: dict[tuple[str, str], list[str]] = {}
    for node in nodes:
        found.setdefault(_name(node), []).append(node.id)
    return {name: ids[0] for name, ids in found.items() if len(ids) == 1}
