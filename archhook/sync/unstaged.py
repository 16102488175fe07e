"""What of the work tree mends what was found in the index: its ledger, and files that are not staged."""

from __future__ import annotations

from archhook.cache.treemap import ObjectLost
from archhook.check.api import open_repo, open_store
from archhook.check.request import UnreadableLedger
from archhook.check.run import Run
from archhook.errors import ArchhookError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import NamedTuple

    from archhook.check.request import Request
    from archhook.check.state import State
    from archhook.model.findings import Finding, Verdict
else:
    from archhook.records import NamedTuple


class Mended(NamedTuple):
    """How many findings are mended by staging some files, those that are not, and how many come with it."""

    number: int
    files: tuple[str, ...]
    rest: tuple[Finding, ...]
    new: int


class Unstaged(NamedTuple):
    """What staging the work tree's ledger mends, None where that is nothing; other files that findings are about."""

    mended: Mended | None
    files: tuple[str, ...]


def unstaged(request: Request, verdict: Verdict, put_aside: Collection[str] = ()) -> Unstaged:
    """What the work tree has of what a verdict about the index misses. `put_aside`: files that differ, out of sight."""
    repo = open_repo(request.cwd)
    if not repo.toplevel:
        return Unstaged(None, ())
    store, _ = open_store(request, repo)
    try:
        run = Run(request, repo, store)
        state, _ = run.state()
        files = _changed(run, state, verdict.findings, put_aside)
        return Unstaged(_mended(run, state, verdict), files)
    except (ArchhookError, ObjectLost, UnreadableLedger):  # whatever is wrong there, it mends nothing
        return Unstaged(None, ())
    finally:
        store.close()


def _changed(run: Run, state: State, findings: tuple[Finding, ...], put_aside: Collection[str]) -> tuple[str, ...]:
    """The code that findings are about, and the ledger where it is put aside, that are not staged as they are."""
    paths = {one.file for one in findings if one.file}
    files = run.repo.files
    files.expected = lambda: [run.prefix + path for path in (*paths, *state.ledger)]  # git is asked once about all
    found = {run.prefix + path for path in {*paths, *state.ledger} if run.prefix + path in put_aside}
    for path in paths:
        fact, there = state.files.get(path), files.entry(run.prefix + path)
        if fact is not None and there is not None and there.oid != fact.oid:
            found.add(run.prefix + path)
    return tuple(sorted(found))


def _mended(run: Run, state: State, verdict: Verdict) -> Mended | None:
    """What staging the work tree's ledger would make of a verdict; None where it mends nothing."""
    baseline = _other_baseline(run, state)
    if not baseline and not _differs(run, state):
        return None
    from archhook.sync.synced_project import is_same, sources_of, with_ledger

    blobs = run.repo.blobs(state.ledger.values())
    sources = sources_of(run.repo, run.prefix, state, {})
    if not baseline and is_same(sources, blobs, state):
        return None
    before, after = run.verdict(state), with_ledger(run, (*sources, *baseline))[1]
    if after.judged == "ledger":
        return None
    left, known = {*map(_key, after.findings)}, {*map(_key, before.findings)}
    rest = tuple(one for one in verdict.findings if _key(one) in left)
    number = len(verdict.findings) - len(rest)
    if not number:
        return None
    modules = (path for path, source in sources.items() if not is_same({path: source}, blobs, state))
    files = tuple(run.prefix + path for path in (*baseline, *modules))
    return Mended(number, files, rest, sum(_key(one) not in known for one in after.findings))


def _other_baseline(run: Run, state: State) -> tuple[str, ...]:
    """The path of the baseline, where that of the work tree freezes something else; () else. `ArchhookError`."""
    before, path = state.baseline(), state.config.baseline
    source = run.repo.files.read(run.prefix + path) if before is not None else None
    if before is None or source is None:
        return ()
    from archhook.project.baseline import key_of, parse

    entries = parse(path, source, run.prefix).entries
    return () if [*map(key_of, entries)] == [*map(key_of, before.entries)] else (path,)


def _differs(run: Run, state: State) -> bool:
    """Whether a module of the ledger is another one in the work tree: by content, before anything more is imported."""
    files = run.repo.files
    there = {path: files.entry(run.prefix + path) for path in state.ledger}
    return any(entry is None or entry.oid != state.ledger[path] for path, entry in there.items())


def _key(finding: Finding) -> tuple[str, str, str, str]:
    return finding.code, finding.node, finding.file, finding.symbol
