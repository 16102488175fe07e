"""What a run does at its end: is the snapshot still the one that it read? A verdict is of one state, or there is none.

Whoever writes meanwhile can have had some files read before, and some after. What the run read itself is looked at
again: its time stamps, the record of what is tracked, the list of what is not. git looked at the others; had one of
them been written after that and before something else was read, then this would have been written during the run. Only
then, or where the index was, all is asked again.
"""

from __future__ import annotations

from archhook.errors import GitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.check.run import Run

    Stamp = tuple[int | bytes, ...]


def restless() -> GitError:
    """There is no end to the writing."""
    return GitError("the files change while they are judged", fix="try again once nothing writes to them")


def is_steady(run: Run, stamp: Stamp) -> bool:
    """Whether the work tree or the index is still what was judged. `stamp`: of the index before anything was read.

    `GitError` for an index that is not: it is that of a commit in the making, which has to be made again.
    """
    if run.request.is_frozen:
        return True
    if run.request.source == "index":
        if run.repo.index_stamp() != stamp and not _is_same(run):
            raise GitError("the index changed while it was judged", fix="commit again")
        return True
    files = run.repo.files
    if not files.settled() or (run.request.untracked and run.repo.untracked() != run.untracked):
        return False
    if not run.repo.git_dir:
        return all(map(files.has_seen, run.repo.tracked()))
    # What is not tracked any more, or no longer there to be listed, has left nothing that could be looked at.
    trusted = run.repo.index_stamp() == stamp and not files.is_fresh() and not run.request.untracked
    return trusted or (_is_same(run) and files.settled())


def _is_same(run: Run) -> bool:
    """Whether the snapshot differs from the trees that it was compared with as it did."""
    before = dict(run.asked)
    return all(run.compared(tree) == changes for tree, changes in before.items())
