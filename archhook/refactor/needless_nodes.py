"""Tasks and Tests that need not stay once they belong to another node: what is around them declares the same."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archhook.author.node_source import TARGET
from archhook.laws.law import ALL_TESTS
from archhook.model.declaring import folders_above, is_folder
from archhook.model.nodes import sort_key
from archhook.refactor.detail_scope import Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archhook.model.nodes import Node
    from archhook.refactor.judged_edit import Whole

ROLES = {"task": "governed", "test": "test"}
"""The kind of a node -> the role of the files that a folder of such a node declares."""


def needless(whole: Whole, going: Sequence[Node], goal: str) -> dict[str, Node]:
    """Id of each of some nodes that are to belong to `goal` and need not stay -> the node that declares the same then.

    One that says anything of its own stays: names, a title that its file does not tell, a waiver, a comment.
    """
    files = whole.seen.facts.files
    scope = Scope(whole.seen.facts, whole.ledger, (), whole.read)
    there: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in whole.seen.nodes.values():
        if node.file and node.in_force:
            there[node.kind, node.file].append(node)
    moving = {node.id for node in going}
    gone: dict[str, Node] = {}

    def at(kind: str, path: str) -> list[Node]:
        return [one for one in there.get((kind, path), ()) if one.id not in gone]

    def belongs(node: Node) -> bool:
        return node.id in moving or node.targets(TARGET[node.kind]) == (goal,)

    by_id = sorted(going, key=lambda one: sort_key(one.id), reverse=True)  # of several alike the smallest id stays
    for node in sorted(by_id, key=lambda one: len(one.file)):
        fact = files.get(node.file)
        is_there = is_folder(node.file) or (fact is not None and fact.role == ROLES[node.kind])
        if not is_there or not node.file or not node.in_force or not _all_of(node):
            continue
        beside = [one for one in at(node.kind, node.file) if one is not node]
        around = beside
        if not beside:
            around = next((found for folder in folders_above(node.file) if (found := at(node.kind, folder))), [])
            if not all(belongs(one) and one.level == node.level for one in around):
                continue
        holder = next((one for one in around if belongs(one) and one.level == node.level and _all_of(one)), None)
        if holder is not None and not scope.why_kept(node) and not scope.own_titles([node]):
            gone[node.id] = holder
    return gone


def _all_of(node: Node) -> bool:
    """Whether a node names nothing of its files: all of them, or all their tests."""
    return all(name.name == ALL_TESTS for _, names in node.declares for name in names)
