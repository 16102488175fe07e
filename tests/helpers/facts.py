"""Facts held in memory, from nodes and files alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.check.derived import declared_of
from archhook.check.facts import SnapshotFacts
from archhook.graph.rows import rows_of
from archhook.model.config import Config

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.check.facts import Recorded
    from archhook.model.nodes import FileFact, FileInventory, Node


def facts_of(
    nodes: Iterable[Node],
    files: Mapping[str, FileFact],
    inventories: Mapping[str, FileInventory],
    config: Config | None = None,
    recorded: Recorded | None = None,
) -> SnapshotFacts:
    """The facts; the graph is worked out here."""
    by_id = {node.id: node for node in nodes}
    declared = declared_of(by_id.values(), files)
    rows = rows_of(by_id.values())
    return SnapshotFacts(config or Config(), by_id, rows, files, declared, inventories.__getitem__, recorded or {})
