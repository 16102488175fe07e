"""[I/O] A check from outside: a request -> a judgement, or a state to ask questions of.

A snapshot that somebody writes to meanwhile is read again: a verdict is of one state, or there is none.
"""

from __future__ import annotations

import os

from archhook.check.request import Judgement, Request, UnreadableLedger, UnsoundLedger, no_progress
from archhook.errors import NoLedgerError
from archhook.model.config import CLAIMS
from archhook.snapshot.git import Opening  # whatever else is needed is imported while git is at work

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import TracebackType
    from typing import NamedTuple

    from archhook.cache.cache import Store
    from archhook.check.request import Progress
    from archhook.check.run import Run
    from archhook.check.state import State
    from archhook.errors import GitError
    from archhook.ledger.source import Reading as Live
    from archhook.model.findings import Verdict, Work
    from archhook.snapshot.folder import Folder
    from archhook.snapshot.git import Repo

    Source = Repo | Folder
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


def judge(request: Request, progress: Progress = no_progress, repo: Source | None = None) -> Judgement:
    """The verdict on one snapshot (of `repo`, if that is open). `ArchhookError` where nothing can be judged."""
    for _ in range(READINGS):
        with _Reading(request, progress, repo) as reading:
            run = reading.run
            try:
                state, verdict, work = judged(run)
                loose = _loose_baseline(run, state) if verdict.findings else ""
                if verdict.findings or request.source == "merge":
                    run.notes += _shared_names(run, state, verdict)
            except UnreadableLedger as given_up:
                from archhook.model.findings import Work

                verdict, work, loose = run.unreadable(given_up), Work(0, 0, 0, "", ()), ""
        if reading.is_steady:
            reading.store.close()
            untracked = _untracked_notes(request, run.repo, run.prefix, verdict, loose)
            claims = request.source == "index" and os.path.exists(os.path.join(run.repo.common_dir, *CLAIMS))
            return Judgement(verdict, work, (*reading.notes, *run.notes, *untracked), claims)
    raise _restless()


def open_state(request: Request, progress: Progress = no_progress, repo: Source | None = None) -> OpenState:
    """The state of one snapshot (of `repo`, if that is open), remembered or computed, and remembered for the next run.

    `UnsoundLedger` where the ledger cannot be read, `ArchhookError` where nothing can be judged.
    """
    for _ in range(READINGS):
        with _Reading(request, progress, repo) as reading:
            run = reading.run
            try:
                state, _ = _state(run)
            except UnreadableLedger as given_up:
                raise UnsoundLedger(run.unreadable(given_up)) from None
        if reading.is_steady:
            return OpenState(run, state, reading.notes, reading.store.close)
    raise _restless()


def judge_live(live: Live, folder: str) -> Verdict:
    """The verdict on a ledger that is running (`python architecture.py`): its live nodes against the work tree.

    `folder` holds the ledger. `ArchhookError` where nothing can be judged.
    """
    with _Reading(Request(folder, no_cache=True), no_progress, inside=True) as reading:
        verdict = reading.run.judge_reading(live)
    if not reading.is_steady:  # the ledger has run, and cannot be read again
        raise _restless()
    return verdict


def judged(run: Run) -> tuple[State, Verdict, Work]:
    """(the state of a run's snapshot, the verdict on it, what both took). `UnreadableLedger` for LED001."""
    if run.request.law:
        from archhook.check.law_of_rev import judged_by_law

        return judged_by_law(run, _state)
    from archhook.cache.treemap import ObjectLost

    state, work = _state(run)
    try:
        return state, run.verdict(state), work
    except ObjectLost:  # what is read only now was evicted or damaged
        state, work = run.from_nothing()
        return state, run.verdict(state), work


def _state(run: Run) -> tuple[State, Work]:
    """A run's state, and what it took; computed from nothing, too, and compared, where that is asked for."""
    if not run.request.verify:
        return run.state()
    from archhook.check.verify_cache import verified

    return verified(run)


class _Reading:
    """One reading of a snapshot: `with _Reading(...) as reading: ... reading.run ...`.

    `is_steady` afterwards: nobody wrote meanwhile, and what was found is remembered for the next run; the store is
    still open. Where somebody did, it counts for nothing, and errors neither: a file that is written by halves is no
    error of the project's.
    """

    def __init__(self, request: Request, progress: Progress, at: Source | None = None, *, inside: bool = False) -> None:
        """`inside`: the project is the current folder, which may lie below the repository's top."""
        found = at or Opening(request.cwd)  # git works while the modules are imported
        from archhook.check.run import Run

        repo = _opened(found, request.cwd) if isinstance(found, Opening) else found
        prefix = ""
        if inside:
            prefix = os.path.relpath(os.path.realpath(request.cwd), os.path.realpath(repo.toplevel)) + "/"
        self.is_steady = False
        self._stamp = repo.index_stamp()  # before anything is read
        self.store, self.notes = open_store(request, repo)
        try:
            self.run = Run(request, repo, self.store, prefix.removeprefix("./"), progress)
        except BaseException:
            self.store.close()
            raise

    def __enter__(self) -> _Reading:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> bool:
        try:
            if error is not None and not isinstance(error, Exception):
                return False
            if not self._is_unchanged():
                return True
            if isinstance(error, NoLedgerError):
                from archhook.check.ledger_on_disk import found_on_disk

                raise found_on_disk(error, self.run.request, self.run.repo, self.run.prefix) from None
            if error is None:
                self.run.keep()
                self.store.flush()
                self.is_steady = True
            return False
        finally:
            if not self.is_steady:
                self.store.close()

    def _is_unchanged(self) -> bool:
        run = self.run
        if run.request.is_frozen or (run.request.source == "index" and run.repo.index_stamp() == self._stamp):
            return True  # told without an import
        from archhook.check.confirm import is_steady

        return is_steady(run, self._stamp)


def _restless() -> GitError:
    from archhook.check.confirm import restless

    return restless()


def _loose_baseline(run: Run, state: State) -> str:
    """The path of the baseline where one lies in the work tree and the snapshot holds none; else ""."""
    path = state.config.baseline
    there = bool(run.repo.toplevel) and os.path.isfile(os.path.join(run.repo.toplevel, run.prefix + path))
    if state.frozen or run.request.ignore_baseline or not there:
        return ""
    from archhook.cache.treemap import ObjectLost

    try:
        return "" if path in state.files else path
    except ObjectLost:
        return ""  # a note is no reason to judge once more


def _shared_names(run: Run, state: State, verdict: Verdict) -> tuple[str, ...]:
    """What to say of nodes whose classes share a name: of a merge all, else of those that findings have to do with."""
    from archhook.cache.treemap import ObjectLost

    try:
        if not any(" (" in module.names for _, module in state.lines.items()):
            return ()  # as nearly always: told without an import
        from archhook.check.shared_class_names import shared_class_names

        return shared_class_names(state, None if run.request.source == "merge" else verdict.findings, run.prefix)
    except ObjectLost:
        return ()  # a note is no reason to judge once more


def _untracked_notes(request: Request, repo: Source, prefix: str, verdict: Verdict, baseline: str) -> tuple[str, ...]:
    """What a person should be told of files that git does not track. No part of the verdict: no snapshot holds them.

    `baseline`: where one lies that the snapshot does not hold, or "".
    """
    if request.is_frozen or request.untracked or not repo.toplevel:
        return ()
    from archhook.model.declaring import folders_above

    missing = {one.file: one.node for one in verdict.findings if one.code in ("INV401", "TST501")}
    there = [path for path in sorted(missing) if os.path.lexists(os.path.join(repo.toplevel, prefix + path))]
    untracked = repo.untracked() if there or baseline or request.note_untracked else ()
    unknown = {*untracked, *(folder for path in untracked if path.endswith(".py") for folder in folders_above(path))}
    notes = tuple(
        f"{path}, which {missing[path]} declares, exists but is untracked: `git add {path}`"
        for path in there
        if prefix + path in unknown
    )
    if baseline and prefix + baseline in untracked:
        named = prefix + baseline
        notes += (f"the baseline {named} exists but is untracked, so it freezes nothing: `git add {named}`",)
    if request.note_untracked:
        notes += untracked_note(untracked, prefix, "not judged", "; --untracked judges them, too")
    return notes


def untracked_note(untracked: Iterable[str], prefix: str, state: str, way: str) -> tuple[str, ...]:
    """The note that Python files of a project, of which a few are named, are left in a state; () without any.

    `untracked`: paths; `prefix`: the project's folder; `way`: out of that state.
    """
    paths = [path for path in untracked if path.startswith(prefix) and path.endswith(".py")]
    few = ", ".join(paths[:UNTRACKED_SHOWN]) + (", ..." if len(paths) > UNTRACKED_SHOWN else "")
    number = "1 untracked Python file is" if len(paths) == 1 else f"{len(paths)} untracked Python files are"
    return (f"{number} {state} ({few}){way}",) if paths else ()


def open_repo(cwd: str) -> Source:
    """The repository that a folder belongs to; outside git the folder itself, or the one above it with a ledger."""
    return _opened(Opening(cwd), cwd)


def _opened(opening: Opening, cwd: str) -> Source:
    repo = opening.repo()
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


def open_store(request: Request, repo: Source) -> tuple[Store, tuple[str, ...]]:
    """The store, and a note where one was expected and cannot be used."""
    from archhook.cache.cache import Store

    directory = "" if request.no_cache else request.cache_dir or default_cache(repo)
    store = Store(directory)
    return store, (f"the cache {directory} is not used: {store.problem}",) * bool(directory and store.problem)


def default_cache(repo: Source) -> str:
    """Where a repository's cache is kept unless somebody says otherwise; "" outside git."""
    return os.path.join(repo.common_dir, "archhook") if repo.common_dir else ""
