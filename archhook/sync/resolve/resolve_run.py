"""`archhook sync --resolve`: the ledger's files in a conflict, both their sides, and what is written instead."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from archhook.author.style import style_files, style_of
from archhook.check.full import ledger_of, read_config
from archhook.errors import ConfigError
from archhook.project.measured import beside as measured
from archhook.sync.resolve.conflicted_tree import base_version, both_commits, conflict_in, open_tree, whole_versions
from archhook.sync.resolve.merged_names import as_code_has
from archhook.sync.resolve.resolution import Sides
from archhook.sync.resolve.resolved_ledger import resolve_ledger
from archhook.sync.resolve.unconflicted import Record, followed
from archhook.sync.sync_run import Outcome, nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archhook.check.request import Request
    from archhook.model.config import Config
    from archhook.sync.resolve.conflicted_tree import Tree
    from archhook.sync.resolve.resolution import Resolution

STAGES = {1: "base", 2: "ours", 3: "theirs"}
"""What git keeps of an unmerged file in the index."""


def prepare(request: Request) -> Outcome:
    """What takes the markers out of the ledger; nothing is written. `ArchhookError` where a side cannot be read."""
    tree = open_tree(request)
    config = _config(tree)
    ledger = ledger_of(tree.entries, config)
    sources = tree.repo.blobs(ledger.values())
    modules = {path: sources[oid] for path, oid in ledger.items()}
    entry = next(iter(ledger))
    conflicts = {path: found for path in modules if (found := conflict_in(tree, path, modules[path])).hunks}
    left = tuple(_one_sided(tree, {*modules, *conflicts}))
    if not conflicts:
        paths = [tree.prefix + path for path in _to_add(tree, ledger)]
        said = tuple(f"{path}: no conflict markers are left: `git add {path}`" for path in paths)
        return nothing(())._replace(said=said, left=left)
    style = style_of(style_files(tree.repo.files.read, tree.prefix))
    versions = {path: whole_versions(tree, path, shown) for path, shown in conflicts.items()}
    bases = {path: base_version(tree, path) for path in conflicts}
    sides = Sides(modules, entry, conflicts, versions, bases, both_commits(tree, conflicts, modules), tree.entries)
    done = resolve_ledger(sides, style, tree.prefix)
    named, said, notes = as_code_has(request, tree, done, entry, style)
    records, unclear = _records(tree, done, conflicts, (config.baseline, measured(entry))) if done.ids else ({}, [])
    old = {**modules, **{path: old for path, (old, _) in records.items()}}
    sources = {**done.sources, **named, **{path: new for path, (_, new) in records.items()}}
    new = {path: source for path, source in sources.items() if source != old[path]}
    return Outcome(
        os.path.join(tree.repo.toplevel, tree.prefix) if tree.prefix else tree.repo.toplevel,
        tree.prefix,
        {path: old[path] for path in new},
        new,
        (*done.said, *said),
        (*left, *done.left, *unclear),
        notes,
    )


def _config(tree: Tree) -> Config:
    """The project's configuration. `ConfigError` where it cannot be read: it may be in a conflict of its own."""
    try:
        return read_config(tree.entries, tree.repo.blobs, tree.prefix, tree.named)[0]
    except ConfigError as error:
        if error.path.removeprefix(tree.prefix) in tree.unmerged:
            error.fix = "resolve this one first: it says where the ledger is, and what it has to declare"
        raise


def _records(
    tree: Tree, done: Resolution, conflicts: Iterable[str], places: tuple[str, str]
) -> tuple[dict[str, tuple[bytes, bytes]], list[str]]:
    """(path -> what the baseline or the measured figures are and become where nodes get other ids, what is unclear)."""
    paths = [path for path in places if path in tree.entries]
    sides = both_commits(tree, conflicts, paths)
    found: dict[str, tuple[bytes, bytes]] = {}
    left: list[str] = []
    for path in paths:
        source = tree.repo.files.read(tree.prefix + path) or b""
        ours, theirs = (None if one is None else one.get(path, b"") for one in sides)
        record = Record(tree.prefix + path, source, ours, theirs, path == places[1])
        new, lines = followed(record, done.ids)
        found[path] = (source, new)
        left += lines
    return found, left


def _one_sided(tree: Tree, modules: set[str]) -> Iterator[str]:
    """The modules that are gone on one side and changed on the other: markers cannot show that."""
    for path in sorted(modules & tree.unmerged.keys()):
        missing = [side for stage, side in STAGES.items() if stage > 1 and stage not in tree.unmerged[path]]
        if missing:
            name = tree.prefix + path
            yield f"{name} is gone on one side ({missing[0]}) and changed on the other: `git add` or `git rm` it"


def _to_add(tree: Tree, ledger: Mapping[str, str]) -> list[str]:
    """The modules that git still takes for unmerged, with both sides."""
    return [path for path in ledger if {2, 3} <= {*tree.unmerged.get(path, ())}]
