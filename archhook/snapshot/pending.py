"""Differences that git is already working on: started first, read last."""

from __future__ import annotations

from archhook.snapshot import command
from archhook.snapshot.changeset import (
    SUBMODULE,
    SYMLINK,
    BaseError,
    Change,
    Entry,
    before,
    is_null,
    listed,
    parse_raw,
    records,
    resolved,
    unmerged_error,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from archhook.snapshot.changeset import RawChange
    from archhook.snapshot.command import Process
    from archhook.snapshot.worktree import WorkTree

_RAW = ("--raw", "-z", "--no-abbrev", "--no-renames", "--no-relative", "--no-ext-diff", "--no-textconv")
_INDEX = ("diff-index", "--cached", *_RAW, "--ita-invisible-in-index", "--ignore-submodules=none")
_WORKTREE = ("diff-index", *_RAW, "--ignore-submodules=dirty")
_CONVERTED = (
    "ls-files", "-z", "--", ":(top)",
    *(
        f":(top,exclude,attr:{ends} !ident !filter !working-tree-encoding)"
        for ends in ("!text !crlf !eol", "text=auto", "-text")
    ),
)  # fmt: skip
_TREE = ("diff-tree", "-r", *_RAW, "--ignore-submodules=none")


class Pending:
    """A difference under way. Call `finish` once, or `cancel`."""

    __slots__ = ("_finish", "_processes")

    def __init__(self, processes: tuple[Process, ...], finish: Callable[[], tuple[Change, ...]]) -> None:
        self._processes = processes
        self._finish = finish

    def finish(self) -> tuple[Change, ...]:
        """The changes, sorted by path. `BaseError` where git could not use the base, `GitError` for all else."""
        try:
            return self._finish()
        finally:
            self.cancel()

    def cancel(self) -> None:
        """Stop what is still running."""
        for process in self._processes:
            process.cancel()


def index_changes(env: Mapping[str, str], folder: str, base: str, known: bool) -> Pending:
    """The index that git names against the tree `base`. What is only intended to be added is no part of a commit."""
    process = command.start(env, folder, *_INDEX, base)
    return Pending((process,), lambda: resolved(_compared(process, "compare the index", known)))


def tree_changes(env: Mapping[str, str], folder: str, base: str, tree: str, known: bool) -> Pending:
    """The tree `tree` against the tree `base`."""
    process = command.start(env, folder, *_TREE, base, tree)
    return Pending((process,), lambda: resolved(_compared(process, f"compare tree {tree}", known)))


def worktree_changes(
    env: Mapping[str, str], folder: str, base: str, files: WorkTree, written: int, known: bool
) -> Pending:
    """The tracked files as they lie in the work tree against the tree `base`.

    git finds what is dirty by the index's record of each file. Three kinds of file it does not see, and they are
    hashed besides: those marked assume-unchanged (or skip-worktree, though they are there); those whose inode was
    changed after the index was written (`written`, in ns: git compares whole seconds, so an edit of the same size
    and modification time can escape it within one); and files whose attributes have git convert them (what is in the
    index may be what was stored under others, which shows as soon as git looks at the file; a filter is not run here).
    """
    configured = command.settings(env, folder)
    quiet = command.without_filters(env, configured)
    difference = command.start(quiet, folder, *_WORKTREE, base)
    listing = command.start(quiet, folder, "ls-files", "-z", "-s", "-v", much=True)
    converting = command.start(quiet, folder, *_CONVERTED)

    def finish() -> tuple[Change, ...]:
        converted = files.mark(records(command.answer(converting, "list the converted files")), configured)
        tracked = records(command.answer(listing, "list the tracked files"))
        suspects = tuple(_suspects(tracked, files, written, converted))  # while git compares
        raw = _compared(difference, "compare the work tree", known)
        files.expected = lambda: [*(change.path for change in raw), *(path for path, _ in suspects)]
        changes = {change.path: _hashed(change, files) for change in raw}
        seen = {change.path: change for change in raw}
        for path, entry in suspects:
            if path not in seen:
                changes[path] = _rehashed(path, entry, entry, files, configured)
            elif seen[path].new == entry:  # git has not looked at the file
                changes[path] = _rehashed(path, entry, before(seen[path]), files, configured)
        return tuple(change for _, change in sorted(changes.items()) if change)

    return Pending((difference, listing, converting), finish)


def _compared(process: Process, what: str, known: bool) -> tuple[RawChange, ...]:
    """The raw changes. `known`: the base is sure to exist, so a failure has nothing to do with it."""
    code, output, errors = process.communicate()
    if code:
        error = command.failure(what, code, errors)
        raise error if known else BaseError(error.message, fix=error.fix)
    return parse_raw(output)


def _hashed(change: RawChange, files: WorkTree) -> Change | None:
    """A change of the work tree with its content hashed where git left that open; None: it is none after all."""
    old = before(change)
    if change.status == "D":
        entry = None
        files.note(change.path)
    elif not is_null(change.new.oid) or change.new.mode == SUBMODULE:
        entry = change.new
    else:
        entry = files.entry(change.path, change.new.mode, tracked=True)
    return None if entry == old else Change(change.path, entry, old)


def _rehashed(
    path: str, staged: Entry, old: Entry | None, files: WorkTree, configured: Mapping[str, str]
) -> Change | None:
    """The change at a path of which git believes that the file holds what is staged; None where there is none."""
    entry = files.entry(path, tracked=True)
    if entry is not None and entry.mode != staged.mode:
        entry = Entry(_mode(entry.mode, staged.mode, configured), entry.oid)
    return None if entry == old else Change(path, entry, old)


def _mode(found: str, staged: str, configured: Mapping[str, str]) -> str:
    """The mode that git takes a file for, which may be set up for a file system that cannot tell."""
    if not found.startswith("100"):
        return found
    if staged == SYMLINK and not command.is_on(configured.get("core.symlinks", "true")):
        return SYMLINK  # a file that holds what the link names
    if command.is_on(configured.get("core.filemode", "true")):
        return found
    return staged if staged.startswith("100") else "100644"


def _suspects(tracked: list[str], files: WorkTree, written: int, converted: set[str]) -> Iterator[tuple[str, Entry]]:
    """The tracked files of which git's word is not enough, with what the index holds (see `worktree_changes`)."""
    unmerged: dict[str, None] = {}
    for head, path in listed(tracked):
        if head[-1] != "0":  # the stage
            unmerged[path] = None
            continue
        found = files.quick_stat(path)
        tag = head[0]
        # A file that is gone is known to git, but where it is assumed to be unchanged; a sparse checkout leaves its
        # files out on purpose.
        there = found is not None and (tag != "H" or found.st_ctime_ns >= written or path in converted)
        if there and tag == "S" and files.stat(path) is None:  # it lies beyond a link
            there, found = False, None
        if found is None and tag != "S":
            files.note_gone(path)
        if there or (found is None and tag == "h"):
            _, mode, oid, _ = head.split(" ")
            if mode != SUBMODULE:
                yield path, Entry(mode, oid)
    if unmerged:
        raise unmerged_error(list(unmerged))
