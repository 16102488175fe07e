"""[I/O] `archhook sync --resolve`: the ledger's files in a conflict, both their sides, and what is written instead."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from archhook.author.source_lines import Text
from archhook.author.style import style_of, told
from archhook.check.api import open_repo
from archhook.check.full import ledger_of, read_config
from archhook.errors import ArchhookError, ConfigError, GitError
from archhook.model.config import baseline_path
from archhook.project.measured import beside as measured
from archhook.sync.resolve.conflict_markers import OURS, SIZE, Broken, as_merged, find_conflict, whole
from archhook.sync.resolve.merged_names import as_code_has
from archhook.sync.resolve.merged_records import Record, followed
from archhook.sync.resolve.resolved_ledger import Sides, resolve_ledger
from archhook.sync.resolve.unconflicted import Beside
from archhook.sync.sync_run import Outcome, nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archhook.check.request import Request
    from archhook.model.config import Config
    from archhook.snapshot.changeset import Entry
    from archhook.snapshot.folder import Folder
    from archhook.snapshot.git import Repo
    from archhook.sync.resolve.conflict_markers import Conflict
    from archhook.sync.resolve.resolution import Done

STAGES = {1: "base", 2: "ours", 3: "theirs"}
"""What git keeps of an unmerged file in the index."""

COMING = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD", "REVERT_HEAD^")
"""What git calls the commit that is put onto HEAD: by a merge, a cherry-pick, a rebase, a revert."""

STASH = "refs/stash"
"""The same of a stash, which git does not name: to be compared with an unmerged file."""


class _Followed(NamedTuple):
    source: bytes
    new: bytes


class Tree(NamedTuple):
    """A project as it lies in the work tree. `unmerged`: path -> stage -> object id; paths below the project."""

    repo: Repo | Folder
    prefix: str
    named: str  # the configuration that --config names
    entries: Mapping[str, Entry]
    unmerged: Mapping[str, Mapping[int, str]]


def prepare(request: Request) -> Outcome:
    """What takes the markers out of the ledger; nothing is written. `ArchhookError` where a side cannot be read."""
    tree = open_tree(request)
    config = _config(tree)
    ledger = ledger_of(tree.entries, config)
    sources = tree.repo.blobs(ledger.values())
    modules = {path: sources[oid] for path, oid in ledger.items()}
    entry = next(iter(ledger))
    conflicts = {path: found for path in modules if (found := _conflict(tree, path, modules[path])).hunks}
    left = tuple(_one_sided(tree, {*modules, *conflicts}))
    if not conflicts:
        paths = [tree.prefix + path for path in _to_add(tree, ledger)]
        said = tuple(f"{path}: no conflict markers are left: `git add {path}`" for path in paths)
        return nothing(())._replace(said=said, left=left)
    style = style_of(told(tree.repo.read, tree.prefix))
    versions = {path: _versions(tree, path, shown) for path, shown in conflicts.items()}
    bases = {path: _base(tree, path) for path in conflicts}
    sides = Sides(modules, entry, conflicts, versions, bases, _beside(tree, conflicts, modules))
    done = resolve_ledger(sides, style, tree.prefix)
    named, notes = as_code_has(request, tree, done, entry, style)
    records, unclear = (
        _records(tree, done, conflicts, (baseline_path(config), measured(entry))) if done.ids else ({}, [])
    )
    old = {**modules, **{path: one.source for path, one in records.items()}}
    sources = {**done.sources, **named.sources, **{path: one.new for path, one in records.items()}}
    new = {path: source for path, source in sources.items() if source != old[path]}
    return Outcome(
        os.path.join(tree.repo.toplevel, tree.prefix) if tree.prefix else tree.repo.toplevel,
        tree.prefix,
        {path: old[path] for path in new},
        new,
        (*done.said, *named.said),
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


def open_tree(request: Request) -> Tree:
    """The work tree of a request. `GitError` where there is none."""
    repo = open_repo(request.cwd)
    if not repo.toplevel:
        raise GitError("there is no work tree here, so no ledger that could be written", fix="go to a work tree")
    folder, _, named = request.config_path.rpartition("/")
    prefix = f"{folder}/" if folder else ""
    paths = [path.removeprefix(prefix) for path in repo.tracked() if path.startswith(prefix)]
    found = {path: repo.entry(prefix + path) for path in paths}
    unmerged = {
        path.removeprefix(prefix): stages for path, stages in repo.unmerged().items() if path.startswith(prefix)
    }
    return Tree(repo, prefix, named, {path: entry for path, entry in found.items() if entry is not None}, unmerged)


def _conflict(tree: Tree, path: str, source: bytes) -> Conflict:
    """The conflicts of a module. `ArchhookError` where markers are missing, or it is no text."""
    place = tree.prefix + path
    try:
        return find_conflict(Text(source).lines, tree.repo.marker_size(place) or SIZE)
    except Broken as problem:
        raise ArchhookError(str(problem), path=place, line=problem.line, fix="mend the markers by hand") from None
    except (SyntaxError, LookupError, UnicodeDecodeError) as error:
        raise ArchhookError(f"the module cannot be decoded: {error}", path=place, fix="mend it by hand") from None


def _versions(tree: Tree, path: str, shown: Conflict) -> Conflict:
    """The conflict of a module as the index has it, where the work tree still has what git made of that."""
    stages = tree.unmerged.get(path, {})
    if not {2, 3} <= stages.keys():
        return shown
    blobs = tree.repo.blobs(stages.values())
    kinds = {line.endswith("\r\n") for line in shown.side(OURS)}
    ends = {frozenset({True}): "\r\n", frozenset({False}): "\n"}.get(frozenset(kinds), "")  # those of a checkout
    try:
        ours, base, theirs = (_text(blobs[stages[stage]] if stage in stages else b"", ends) for stage in (2, 1, 3))
    except (SyntaxError, LookupError, UnicodeDecodeError):
        return shown
    return whole(shown, ours, base, theirs) if as_merged(shown, ours, base, theirs) else shown


def _text(source: bytes, ends: str) -> list[str]:
    """The lines of a version. `ends`: of lines, where they are to have others than it has; "" for its own."""
    if ends:
        source = source.replace(b"\r\n", b"\n").replace(b"\n", ends.encode())
    return Text(source).lines


def _base(tree: Tree, path: str) -> bytes | None:
    """A module before both sides changed it, as the index has it; b"" where both added it, None where none is kept."""
    stages = tree.unmerged.get(path)
    if not stages:
        return None
    return tree.repo.blobs([stages[1]])[stages[1]] if 1 in stages else b""


def _records(
    tree: Tree, done: Done, conflicts: Iterable[str], places: tuple[str, str]
) -> tuple[dict[str, _Followed], list[str]]:
    """What becomes of the baseline and of the measured figures where nodes get other ids, and what is unclear."""
    paths = [path for path in places if path in tree.entries]
    sides = _beside(tree, conflicts, paths)
    found: dict[str, _Followed] = {}
    left: list[str] = []
    for path in paths:
        source = tree.repo.read(tree.prefix + path) or b""
        ours, theirs = (None if one is None else one.get(path, b"") for one in sides)
        record = Record(tree.prefix + path, source, ours, theirs, path == places[1])
        new, lines = followed(record, done.ids)
        found[path] = _Followed(source, new)
        left += lines
    return found, left


def _beside(tree: Tree, conflicts: Iterable[str], files: Iterable[str]) -> Beside:
    """Files as the commits have them that are merged: HEAD, and the one that is put onto it.

    `conflicts`: the modules in a conflict, by which these commits are known, and which are left out.
    """
    paths = sorted({*files} - {*conflicts})
    if not tree.repo.git_dir or not paths:
        return Beside()
    open_ = sorted(tree.unmerged.keys() & {*conflicts})
    found = []
    for stage, names in ((2, ("HEAD",)), (3, (*COMING, *((STASH,) if open_ else ())))):
        wanted = {tree.prefix + path: tree.unmerged[path].get(stage, "") for path in open_}
        found.append(next((held for one in names if (held := _held(tree, one, paths, wanted)) is not None), None))
    return Beside(*found)


def _held(tree: Tree, revision: str, paths: list[str], wanted: Mapping[str, str]) -> dict[str, bytes] | None:
    """Files as a commit has them; None where there is none, or it is not the one that an unmerged file came from."""
    repo = tree.repo
    if not repo.find_tree(revision):  # type: ignore[union-attr]  # it has a git_dir, so it is a repository
        return None
    entries = repo.entries_at(revision, [*wanted, *(tree.prefix + path for path in paths)])  # type: ignore[union-attr]
    if any((entries[path].oid if path in entries else "") != oid for path, oid in wanted.items()):
        return None
    blobs = repo.blobs(entries[tree.prefix + path].oid for path in paths if tree.prefix + path in entries)
    return {path: blobs[entries[tree.prefix + path].oid] for path in paths if tree.prefix + path in entries}


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
