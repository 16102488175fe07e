"""A project in a conflict: its work tree, what the index keeps of both sides, and the commits that are merged."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archhook.author.source_lines import Text
from archhook.check.api import open_repo
from archhook.errors import ArchhookError, GitError
from archhook.sync.resolve.conflict_markers import OURS, SIZE, Broken, as_merged, find_conflict, whole
from archhook.sync.resolve.unconflicted import BothCommits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.check.request import Request
    from archhook.snapshot.changeset import Entry
    from archhook.snapshot.folder import Folder
    from archhook.snapshot.git import Repo
    from archhook.sync.resolve.conflict_markers import Conflict

COMING = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD", "REVERT_HEAD^")
"""What git calls the commit that is put onto HEAD: by a merge, a cherry-pick, a rebase, a revert."""

STASH = "refs/stash"
"""The same of a stash, which git does not name: to be compared with an unmerged file."""


class Tree(NamedTuple):
    """A project as it lies in the work tree. `unmerged`: path -> stage -> object id; paths below the project."""

    repo: Repo | Folder
    prefix: str
    named: str  # the configuration that --config names
    entries: Mapping[str, Entry]
    unmerged: Mapping[str, Mapping[int, str]]


def open_tree(request: Request) -> Tree:
    """The work tree of a request. `GitError` where there is none."""
    repo = open_repo(request.cwd)
    if not repo.toplevel:
        raise GitError("there is no work tree here, so no ledger that could be written", fix="go to a work tree")
    prefix, named = request.prefix, request.named
    paths = [path.removeprefix(prefix) for path in repo.tracked() if path.startswith(prefix)]
    found = {path: repo.files.entry(prefix + path) for path in paths}
    unmerged = {
        path.removeprefix(prefix): stages for path, stages in repo.unmerged().items() if path.startswith(prefix)
    }
    return Tree(repo, prefix, named, {path: entry for path, entry in found.items() if entry is not None}, unmerged)


def conflict_in(tree: Tree, path: str, source: bytes) -> Conflict:
    """The conflicts of a module. `ArchhookError` where markers are missing, or it is no text."""
    place = tree.prefix + path
    try:
        return find_conflict(Text(source).lines, tree.repo.marker_size(place) or SIZE)
    except Broken as problem:
        raise ArchhookError(str(problem), path=place, line=problem.line, fix="mend the markers by hand") from None
    except (SyntaxError, LookupError, UnicodeDecodeError) as error:
        raise ArchhookError(f"the module cannot be decoded: {error}", path=place, fix="mend it by hand") from None


def whole_versions(tree: Tree, path: str, shown: Conflict) -> Conflict:
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


def base_version(tree: Tree, path: str) -> bytes | None:
    """A module before both sides changed it, as the index has it; b"" where both added it, None where none is kept."""
    stages = tree.unmerged.get(path)
    if not stages:
        return None
    return tree.repo.blobs([stages[1]])[stages[1]] if 1 in stages else b""


def both_commits(tree: Tree, conflicts: Iterable[str], files: Iterable[str]) -> BothCommits:
    """Files as the commits have them that are merged: HEAD, and the one that is put onto it.

    `conflicts`: the modules in a conflict, by which these commits are known, and which are left out.
    """
    paths = sorted({*files} - {*conflicts})
    if not tree.repo.git_dir or not paths:
        return BothCommits()
    open_ = sorted(tree.unmerged.keys() & {*conflicts})
    found = []
    for stage, names in ((2, ("HEAD",)), (3, (*COMING, *((STASH,) if open_ else ())))):
        wanted = {tree.prefix + path: tree.unmerged[path].get(stage, "") for path in open_}
        found.append(next((held for one in names if (held := _held(tree, one, paths, wanted)) is not None), None))
    return BothCommits(*found)


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
