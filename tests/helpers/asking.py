"""Snapshots held in memory to ask questions of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.facts import facts_of

from archhook.inventory.python_file import inventory
from archhook.inventory.roles import Roles
from archhook.model.config import Config
from archhook.model.findings import Verdict
from archhook.model.ledger_places import ModuleLines
from archhook.model.nodes import KINDS, FileFact
from archhook.query.architecture import Architecture, Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.model.findings import Finding
    from archhook.model.nodes import Node


NAMED = {
    "src/app/__init__.py": "from .client import publish\nfrom app.server import *\n",
    "src/app/client.py": "def publish():\n    def send(): pass\n\n\nclass Client:\n    def send(self): pass\n",
    "src/app/server.py": "import os\n\nLIMIT = 1\n\n\ndef serve():\n    pass\n",
    "tests/test_client.py": "def test_publish():\n    assert str(1)\n",
    "tools/server.py": "def serve():\n    pass\n",
    "architecture.py": "",
    "notes.txt": "",
}
"""A project in which a name may mean several things."""


def architecture_of(
    nodes: Iterable[Node],
    sources: Mapping[str, str] | None = None,
    findings: tuple[Finding, ...] = (),
    config: Config | None = None,
) -> Architecture:
    """A snapshot of nodes and files (path -> source)."""
    nodes = tuple(nodes)
    sources = sources or {}
    role_of = Roles(config or Config(), ("architecture.py",)).role_of
    files = {path: FileFact("100644", path, role_of(path, "100644")) for path in sources}
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
        lambda paths: {path: sources[path].encode() for path in paths},
        lambda: verdict,
        modules=("architecture.py",),
    )
