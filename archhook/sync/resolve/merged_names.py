"""The names that a resolved ledger declares, as the code has them: what `archhook sync` does, for what both changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.author.apply_changes import apply
from archhook.author.ledger_changes import Changes, Edit, Ledger
from archhook.check.request import UnreadableLedger
from archhook.check.run import Run
from archhook.errors import ArchhookError
from archhook.snapshot.changeset import Entry
from archhook.sync.declared_names import differences
from archhook.sync.sync_input import SyncInput, severities_of
from archhook.sync.sync_report import change_lines
from archhook.sync.synced_project import class_lines

if TYPE_CHECKING:
    from archhook.author.node_source import Style
    from archhook.cache.cache import Store
    from archhook.check.request import Request
    from archhook.check.state import State
    from archhook.model.nodes import Node
    from archhook.sync.resolve.conflicted_tree import Tree
    from archhook.sync.resolve.resolution import Resolution


Named = tuple[dict[str, bytes], tuple[str, ...], tuple[str, ...]]
"""The modules in which names change, a line for each change, and notes."""


def as_code_has(request: Request, tree: Tree, done: Resolution, entry: str, style: Style) -> Named:
    """Of the merged Tasks and Tests. Those of both sides stay where nobody can tell."""
    from archhook.cache.cache import Store

    if not done.merged or done.left:
        return {}, (), ()
    try:
        run, state = _state(request, tree, done, Store(""))
    except (ArchhookError, UnreadableLedger):
        return {}, (), ("the names are those of both sides; `archhook sync` brings them in line",)
    nodes: dict[str, Node] = dict(state.nodes.items())
    merged = {one.id for one in nodes.values() if (one.path, one.class_name) in done.merged}
    facts = state.facts(run.inventories)
    findings = tuple(one._replace(path=one.path.removeprefix(tree.prefix)) for one in run.verdict(state).findings)
    given = SyncInput(facts, findings, nodes, severities_of(state.config))
    found = differences(given, facts, ())
    edits = tuple(Edit(node_id, names) for node_id, names in sorted(found.items()) if node_id in merged)
    applied = apply(Ledger(done.sources, entry, nodes, class_lines(state), style=style), Changes(edits))
    unread = {one.file for one in given.of("INV410") if one.file}
    notes = tuple(
        f"{tree.prefix}{path} cannot be read as it is: the names of {', '.join(ids)} are those of both sides;"
        " `archhook sync` once it can"
        for path in sorted(unread)
        if (ids := sorted(one for one in merged if nodes[one].file == path))
    )
    return applied.sources, change_lines(applied.changes, nodes, {}), notes


def _state(request: Request, tree: Tree, done: Resolution, store: Store) -> tuple[Run, State]:
    """The work tree with the ledger resolved, judged from nothing: an index in a conflict has no tree."""
    ledger = {path: Entry("100644", tree.repo.files.hold(source)) for path, source in done.sources.items()}
    run = Run(request, tree.repo, store, prefix=tree.prefix)
    return run, run.full({**tree.entries, **ledger})
