"""Snapshots held in memory to ask questions of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.ask.architecture import Architecture, Snapshot
from archhook.config import Config
from archhook.engine.facts import facts_of
from archhook.findings import Verdict
from archhook.inventory.python_file import inventory
from archhook.laws.law import FileFact
from archhook.ledger.lines import ModuleLines
from archhook.model import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.findings import Finding
    from archhook.model import Node


def architecture_of(
    nodes: Iterable[Node],
    sources: Mapping[str, str] | None = None,
    findings: tuple[Finding, ...] = (),
    config: Config | None = None,
) -> Architecture:
    """A snapshot of nodes and files (path -> source); files below `tests/` are test files, others governed."""
    nodes = tuple(nodes)
    sources = sources or {}
    files = {path: FileFact("100644", path, _role(path)) for path in sources}
    held = {path: inventory(text.encode()) for path, text in sources.items() if path.endswith(".py")}
    classes: dict[str, dict[str, tuple[int, str]]] = {}
    for number, node in enumerate(nodes, 1):
        classes.setdefault(node.path, {})[node.class_name] = (number, node.id)
    counted = tuple((kind, sum(node.kind == kind for node in nodes)) for kind in KINDS)
    verdict = Verdict("worktree", "", findings, 0, 0, 0, counted, 0, False, False)
    return Architecture(
        Snapshot(),
        facts_of(nodes, files, held, config or Config()),
        {path: ModuleLines.of(found, {}, ()) for path, found in classes.items()},
        lambda path: sources[path].encode(),
        lambda: verdict,
    )


def _role(path: str) -> str:
    if path == "architecture.py":
        return "ledger"
    return "test" if path.startswith("tests/") else "governed" if path.endswith(".py") else "other"
