"""A project whose ledger is to be brought in line: what it holds, read through the check and its memory."""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from archhook.author.ledger_changes import Ledger
from archhook.author.style import style_files, style_of
from archhook.check import last_judged
from archhook.check.api import judged
from archhook.check.confirm import is_steady, restless
from archhook.check.cut_off import cut_off
from archhook.check.ledger_on_disk import found_on_disk
from archhook.check.request import UnreadableLedger, UnsoundLedger
from archhook.check.run import Run
from archhook.check.state import LEDGER
from archhook.errors import ArchhookError, GitError, NoLedgerError
from archhook.inventory.python_file import inventory
from archhook.model.findings import PLACEHOLDERS
from archhook.project.baseline import key_of
from archhook.snapshot.changeset import Entry
from archhook.sync.moved_files import LOST
from archhook.sync.sync_input import SyncInput, severities_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from archhook.cache.cache import Store
    from archhook.check.facts import SnapshotFacts
    from archhook.check.request import Request
    from archhook.check.state import State
    from archhook.model.findings import Baseline, Finding, Verdict
    from archhook.model.nodes import FileInventory, Node
    from archhook.snapshot.folder import Folder
    from archhook.snapshot.git import Repo

BATCH = 256
"""So many new files are read at a time."""

MOVED = frozenset((*LOST, *LOST.values(), "INV412"))
"""Codes of what may come of a file that moved."""

_WORD = re.compile(rb"[^\W\d]\w*")


class Project(NamedTuple):
    """A ledger as it lies in the work tree, what is known of the code, and where the ledger's modules lie."""

    ledger: Ledger
    given: SyncInput
    folder: str  # that paths are relative to
    prefix: str  # of the folder below the repository's top, with a final slash, or ""
    failing_after: Callable[[Mapping[str, bytes]], tuple[Finding, ...]]  # with new sources; asked once
    baseline: Baseline | None = None


class Opened(NamedTuple):
    """A project that is read and judged, with the ledger that lies in the work tree. Paths are below `folder`."""

    run: Run
    state: State
    verdict: Verdict
    ledger: Ledger
    folder: str


def load(
    request: Request, store: Store, repo: Repo | Folder, *, sound: bool = True, own: bool = False
) -> Project | None:
    """The project that a request names, judged; None where all is in order. Errors, `sound` and `own`: see `opened`."""
    run, state, verdict, ledger, folder = opened(request, store, repo, sound=sound, own=own)
    if not verdict.planned and all(one.code == PLACEHOLDERS for one in verdict.findings):
        return None
    facts = state.facts(run.inventories)
    findings = tuple(one._replace(path=one.path.removeprefix(run.prefix)) for one in verdict.findings)
    baseline = state.baseline()
    given = SyncInput(
        facts,
        findings,
        ledger.nodes,
        severities_of(state.config),
        _below(run.prefix, repo.renames()) if any(one.code in MOVED for one in findings) else {},
        _untracked(repo, run.prefix, facts) if _lost(findings) else {},
        words_in(ledger.sources),
        _Sources(repo, facts, sorted(one.file for one in findings if one.code in LOST.values())),
        frozenset(map(key_of, baseline.entries)) if baseline else (),
    )
    return Project(
        ledger,
        given,
        folder,
        run.prefix,
        lambda new: failing_after(run, state, new),
        baseline,
    )


def opened(request: Request, store: Store, repo: Repo | Folder, *, sound: bool = True, own: bool = False) -> Opened:
    """The project that a request names. `ArchhookError` where it cannot be judged.

    `sound`: `UnsoundLedger` where nothing but the ledger was judged. `own`: with the snapshot's own ledger, even where
    the work tree has another one.
    """
    if not repo.toplevel:
        raise GitError("there is no work tree here, so no ledger that could be written", fix="go to a work tree")
    run = Run(request, repo, store)
    try:
        stamp = repo.index_stamp()
        state, verdict, _ = judged(run)
        if not is_steady(run, stamp):
            raise restless()
        run.keep()
        blobs = repo.blobs(state.ledger.values())
        sources = sources_of(repo, run.prefix, state, blobs if own else {})
        if not is_same(sources, blobs, state):
            if own:
                sources = {path: blobs[oid] for path, oid in sorted(state.ledger.items())}
            else:
                state, verdict = with_ledger(run, sources)
    except NoLedgerError as error:
        raise found_on_disk(error, request, repo, run.prefix) from None
    except UnreadableLedger as given_up:
        raise _or_cut_off(unreadable(given_up, run.prefix), repo, [str(given_up.breaches[0].anchor[1])], run) from None
    if sound and verdict.judged == "ledger":
        raise _or_cut_off(UnsoundLedger(verdict), repo, state.ledger, run)
    return Opened(run, state, verdict, _ledger(repo, run.prefix, state, sources), _folder(repo, run.prefix))


class _Sources:
    """The bytes of files of the snapshot. `wanted`: those that will be asked for, in order: read many at a time."""

    def __init__(self, repo: Repo | Folder, facts: SnapshotFacts, wanted: list[str]) -> None:
        self._repo = repo
        self._facts = facts
        self._wanted = wanted
        self._held: dict[str, bytes] = {}

    def __call__(self, path: str) -> bytes:
        """The bytes of a file."""
        if path not in self._held:
            at = bisect_left(self._wanted, path)
            oids = {one: self._facts.files[one].oid for one in {path, *self._wanted[at : at + BATCH]}}
            blobs = self._repo.blobs(oids.values())
            self._held = {one: blobs[oid] for one, oid in oids.items()}
        return self._held[path]


def unreadable(problem: UnreadableLedger, prefix: str) -> ArchhookError:
    """What is wrong with a ledger that cannot be read."""
    breach = problem.breaches[0]
    _, path, line, column = breach.anchor
    return ArchhookError(
        f"LED001 {breach.message}", path=f"{prefix}{path}", line=int(line), column=int(column), fix=breach.fix
    )


def _or_cut_off(error: ArchhookError, repo: Repo | Folder, paths: Iterable[str], run: Run) -> ArchhookError:
    """An error about a ledger; where that was half written, one that says how the edit is finished."""
    fix = cut_off(repo.toplevel, (run.prefix + path for path in paths))
    if not fix:
        return error
    return ArchhookError(error.message, path=error.path, line=error.line, column=error.column, fix=fix)


def _folder(repo: Repo | Folder, prefix: str) -> str:
    return os.path.join(repo.toplevel, prefix) if prefix else repo.toplevel


def sources_of(repo: Repo | Folder, prefix: str, state: State, blobs: Mapping[str, bytes]) -> dict[str, bytes]:
    """The ledger's modules as they lie in the work tree; what is not there, as `blobs` has it."""
    found = {path: repo.files.read(prefix + path) for path in state.ledger}
    for path, source in found.items():
        if source is None and blobs:
            found[path] = blobs[state.ledger[path]]
        elif source is None:
            raise ArchhookError(
                "this module of the ledger is not in the work tree", path=prefix + path, fix=f"git checkout {path}"
            )
    return {path: source for path, source in sorted(found.items()) if source is not None}


def is_same(sources: Mapping[str, bytes], blobs: Mapping[str, bytes], state: State) -> bool:
    """Whether the work tree's ledger is the one that was judged, whatever its line ends are."""
    ends = (b"\r\n", b"\n")
    return all(source.replace(*ends) == blobs[state.ledger[path]].replace(*ends) for path, source in sources.items())


def with_ledger(run: Run, sources: Iterable[str]) -> tuple[State, Verdict]:
    """The index judged with the work tree's ledger: that one is edited. `sources`: the paths that count as they lie."""
    changes = run.repo.changes(run.request.source, "", run.tree)
    found = last_judged.in_project(run.prefix, last_judged.delta((), changes))
    entries = {path: entry for path, entry in found.items() if entry is not None}
    for path in sources:
        entry = run.repo.files.entry(run.prefix + path)
        if entry is not None:
            entries[path] = entry
    state = run.full(entries)
    return state, run.verdict(state)


def class_lines(state: State) -> dict[str, dict[str, int]]:
    """Module -> class name -> line of its statement."""
    return {path: {name: line for name, (line, _) in module.classes().items()} for path, module in state.lines.items()}


def _ledger(repo: Repo | Folder, prefix: str, state: State, sources: Mapping[str, bytes]) -> Ledger:
    nodes: dict[str, Node] = dict(state.nodes.items())
    return Ledger(
        sources,
        state.entry_module,
        nodes,
        class_lines(state),
        len(state.breaches.get(LEDGER, ())),
        dict(state.lines.items()) if state.plain else {},
        state.imported_leaves,
        style_of(style_files(repo.files.read, prefix)),
    )


def _lost(findings: tuple[Finding, ...]) -> bool:
    return any(one.code in LOST for one in findings)


def _below(prefix: str, renames: Mapping[str, str]) -> dict[str, str]:
    return {
        old.removeprefix(prefix): new.removeprefix(prefix)
        for old, new in renames.items()
        if old.startswith(prefix) and new.startswith(prefix)
    }


def _untracked(repo: Repo | Folder, prefix: str, facts: SnapshotFacts) -> dict[str, FileInventory]:
    """The Python files of the project that git does not track."""
    found = {}
    for path in repo.untracked():
        inner = path.removeprefix(prefix)
        if path.startswith(prefix) and path.endswith(".py") and inner not in facts.files:
            found[inner] = inventory(repo.files.read(path) or b"")
    return found


def words_in(sources: Mapping[str, bytes]) -> Callable[[str], bool]:
    """Whether a word stands anywhere in the sources of a ledger."""
    known: set[bytes] = set()

    def stands(word: str) -> bool:
        if not known:
            known.update(*map(_WORD.findall, sources.values()))
        return word.encode("utf-8", "replace") in known

    return stands


def failing_after(run: Run, state: State, sources: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """What fails once modules of the ledger, or the baseline, hold new sources: the laws are asked again, as ever.

    An edit can break a law that held, or leave an exemption without its finding. The state is that one from then on.
    """
    modes = {path: state.files[path].mode if path in state.files else "100644" for path in sources}
    delta = {path: Entry(modes[path], run.repo.files.hold(source)) for path, source in sources.items()}
    if run.recheck(state, delta, last_judged.Base("", (), "")) is None:
        state = run.full({path: Entry(fact.mode, fact.oid) for path, fact in state.files.items()} | delta)
    verdict = run.verdict(state)
    return tuple(one for one in verdict.findings if one.severity == "error" or verdict.strict)
