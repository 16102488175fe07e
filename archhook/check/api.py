"""A check from outside: a request -> a judgement, or a state to ask questions of.

A snapshot that somebody writes to meanwhile is read again: a verdict is of one state, or there is none.
"""

from __future__ import annotations

import os

from archhook.cache.treemap import ObjectLost
from archhook.check.request import Judgement, Request, UnreadableLedger, UnsoundLedger, no_progress
from archhook.errors import NoLedgerError
from archhook.model.findings import Work
from archhook.snapshot.git import Opening

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NamedTuple, TypeVar

    from archhook.cache.cache import Store
    from archhook.check.confirm import Stamp
    from archhook.check.request import Progress
    from archhook.check.run import Run
    from archhook.check.state import State
    from archhook.errors import GitError
    from archhook.ledger.source import Reading
    from archhook.model.findings import Verdict
    from archhook.snapshot.folder import Folder
    from archhook.snapshot.git import Repo

    Found = TypeVar("Found")
else:
    from archhook.records import NamedTuple


PROJECT_MARKS = ("architecture.py", os.path.join("architecture", "__init__.py"), "archhook.toml")


UNTRACKED_SHOWN = 3
"""So many untracked files are named in a note."""


READINGS = 3
"""So often a work tree is read, when somebody writes to it meanwhile, before nothing is said of it."""


class OpenState(NamedTuple):
    """A state to ask questions of, the run that gave it, and what a person should be told. `close` after use."""

    run: Run
    state: State
    notes: tuple[str, ...]
    close: Callable[[], None]


def judge(request: Request, progress: Progress = no_progress) -> Judgement:
    """The verdict on one snapshot. `ArchhookError` where nothing can be judged."""
    for _ in range(READINGS):
        judgement = _judge_once(request, progress)
        if judgement is not None:
            return judgement
    raise _restless()


def _judge_once(request: Request, progress: Progress) -> Judgement | None:
    """The verdict by one reading of the snapshot; None where that changed meanwhile."""
    opening = Opening(request.cwd)  # git works while the modules are imported
    from archhook.check.run import Run

    repo = _opened(opening, request.cwd)
    stamp = repo.index_stamp()
    store, notes = open_store(request, repo)
    try:
        run = Run(request, repo, store, progress=progress)
        found = _confirmed(run, stamp, _verdict_of)
        if found is None:
            return None
        store.flush()
    finally:
        store.close()
    verdict, work = found
    return Judgement(verdict, work, (*notes, *_untracked_notes(request, repo, run.prefix, verdict)))


def _confirmed(run: Run, stamp: Stamp, ask: Callable[[Run], Found]) -> Found | None:
    """What a run answers, remembered for the next one; None where the snapshot changed meanwhile.

    `stamp`: of the index before anything was read. What goes wrong may do so because somebody writes: a file that is
    written by halves is no error of the project's.
    """
    try:
        found = ask(run)
    except Exception as error:
        if not _is_steady(run, stamp):
            return None
        if isinstance(error, NoLedgerError):
            raise found_on_disk(error, run.request, run.repo, run.prefix) from None
        raise
    if not _is_steady(run, stamp):
        return None
    run.keep()
    return found


def _is_steady(run: Run, stamp: Stamp) -> bool:
    if run.request.source == "commit" or (run.request.source == "index" and run.repo.index_stamp() == stamp):
        return True  # told without an import
    from archhook.check.confirm import is_steady

    return is_steady(run, stamp)


def _restless() -> GitError:
    from archhook.check.confirm import restless

    return restless()


def _verdict_of(run: Run) -> tuple[Verdict, Work]:
    """The verdict on a run's snapshot, also where its ledger cannot be read, and what it took."""
    try:
        _, verdict, work = judged(run)
    except UnreadableLedger as given_up:
        return run.unreadable(given_up), Work(0, 0, 0, "", ())
    return verdict, work


def judged(run: Run) -> tuple[State, Verdict, Work]:
    """(the state of a run's snapshot, the verdict on it, what both took). `UnreadableLedger` for LED001."""
    state, work = _state_of(run)
    try:
        return state, run.verdict(state), work
    except ObjectLost:  # what is read only now was evicted or damaged
        state, work = run.from_nothing()
        return state, run.verdict(state), work


def _state_of(run: Run) -> tuple[State, Work]:
    if not run.request.verify:
        return run.state()
    from archhook.check.verify_cache import verified

    return verified(run)


def open_state(request: Request, progress: Progress = no_progress) -> OpenState:
    """The state of one snapshot, remembered or computed as for a verdict, and remembered for the next run.

    `UnsoundLedger` where the ledger cannot be read, `ArchhookError` where nothing can be judged.
    """
    for _ in range(READINGS):
        found = _open_once(request, progress)
        if found is not None:
            return found
    raise _restless()


def _open_once(request: Request, progress: Progress) -> OpenState | None:
    """The state by one reading of the snapshot; None where that changed meanwhile."""
    opening = Opening(request.cwd)
    from archhook.check.run import Run

    repo = _opened(opening, request.cwd)
    stamp = repo.index_stamp()
    store, notes = open_store(request, repo)
    try:
        run = Run(request, repo, store, progress=progress)
        try:
            found = _confirmed(run, stamp, _state_of)
        except UnreadableLedger as given_up:
            raise UnsoundLedger(run.unreadable(given_up)) from None
        if found is not None:
            store.flush()
            return OpenState(run, found[0], notes, store.close)
    except BaseException:
        store.close()
        raise
    store.close()
    return None


def judge_live(reading: Reading, folder: str) -> Verdict:
    """The verdict on a ledger that is running (`python architecture.py`): its live nodes against the work tree.

    `folder` holds the ledger. `ArchhookError` where nothing can be judged.
    """
    from archhook.cache.cache import Store
    from archhook.check.run import Run

    repo = open_repo(folder)
    below = os.path.relpath(os.path.realpath(folder), os.path.realpath(repo.toplevel))
    prefix = "" if below == "." else below + "/"
    stamp = repo.index_stamp()
    run = Run(Request(folder), repo, Store(""), prefix=prefix)
    found = _confirmed(run, stamp, lambda run: run.judge_reading(reading))
    if found is None:  # the ledger has run, and cannot be read again
        raise _restless()
    return found


def _untracked_notes(request: Request, repo: Repo | Folder, prefix: str, verdict: Verdict) -> tuple[str, ...]:
    """What a person should be told of files that git does not track. No part of the verdict: no snapshot holds them."""
    if request.source == "commit" or request.untracked or not repo.toplevel:
        return ()
    missing = {one.file: one.node for one in verdict.findings if one.code in ("INV401", "TST501")}
    there = [path for path in sorted(missing) if os.path.lexists(os.path.join(repo.toplevel, prefix + path))]
    untracked = repo.untracked() if there or request.note_untracked else ()
    notes = [
        f"{path}, which {missing[path]} declares, exists but is untracked: `git add {path}`"
        for path in there
        if prefix + path in untracked
    ]
    if request.note_untracked:
        others = [path for path in untracked if path.startswith(prefix) and path.endswith(".py")]
        if others:
            few = ", ".join(others[:UNTRACKED_SHOWN]) + (", ..." if len(others) > UNTRACKED_SHOWN else "")
            number = "1 untracked Python file is" if len(others) == 1 else f"{len(others)} untracked Python files are"
            notes.append(f"{number} not judged ({few}); --untracked judges them, too")
    return tuple(notes)


def found_on_disk(error: NoLedgerError, request: Request, repo: Repo | Folder, prefix: str) -> NoLedgerError:
    """The error as it is, or with a better fix where the ledger is there and only git does not know it."""
    from archhook.atomic import first_link

    places = PROJECT_MARKS[:2]
    if error.wanted:
        places = (error.wanted, os.path.join(error.wanted, "__init__.py"))
    for mark in places if request.source != "commit" and repo.toplevel else ():
        link = first_link(repo.toplevel, prefix + mark)
        if link:
            met = f"{link} is a symbolic link, which is not followed"
            return NoLedgerError(error.message, fix=f"{met}: put the ledger itself there")
        if os.path.isfile(os.path.join(repo.toplevel, prefix + mark)):
            return NoLedgerError(error.message, fix=f"{prefix}{mark} exists but is untracked: `git add {prefix}{mark}`")
    return error


def open_repo(cwd: str) -> Repo | Folder:
    """The repository that a folder belongs to; outside git the folder itself, or the one above it with a ledger."""
    return _opened(Opening(cwd), cwd)


def _opened(opening: Opening, cwd: str) -> Repo | Folder:
    repo = opening.finish()
    if repo is not None:
        return repo
    from archhook.snapshot.folder import Folder

    folder = project_folder(cwd)
    if not any(os.path.isfile(os.path.join(folder, name)) for name in (*PROJECT_MARKS, "pyproject.toml")):
        raise NoLedgerError(
            "there is no ledger here, in no folder above, and no git repository",
            fix="go to the project's folder, or write an architecture.py there (the README shows a first one)",
        )
    return Folder(folder)


def project_folder(cwd: str) -> str:
    """The nearest folder, from `cwd` upwards, that holds a ledger or an archhook.toml; `cwd` where none does."""
    folder = os.path.abspath(cwd)
    while True:
        if any(os.path.isfile(os.path.join(folder, name)) for name in PROJECT_MARKS):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return cwd
        folder = parent


def open_store(request: Request, repo: Repo | Folder) -> tuple[Store, tuple[str, ...]]:
    """The store, and a note where one was expected and cannot be used."""
    from archhook.cache.cache import Store

    directory = "" if request.no_cache else request.cache_dir or default_cache(repo)
    store = Store(directory)
    if directory and store.problem:
        return store, (f"the cache {directory} is not used: {store.problem}",)
    return store, ()


def default_cache(repo: Repo | Folder) -> str:
    """Where a repository's cache is kept unless somebody says otherwise; "" outside git."""
    return os.path.join(repo.common_dir, "archhook") if repo.common_dir else ""
