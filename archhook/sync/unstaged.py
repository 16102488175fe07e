"""What the ledger of the work tree mends of what was found with the index's own."""

from __future__ import annotations

from archhook.cache.treemap import ObjectLost
from archhook.check.api import open_repo, open_store
from archhook.check.request import UnreadableLedger
from archhook.check.run import Run
from archhook.errors import ArchhookError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    from archhook.check.request import Request
    from archhook.check.state import State
    from archhook.model.findings import Finding, Verdict
    from archhook.snapshot.folder import Folder
    from archhook.snapshot.git import Repo
else:
    from archhook.records import NamedTuple


class Mended(NamedTuple):
    """How many findings are mended by staging some files, those that are not, and how many come with it."""

    number: int
    files: tuple[str, ...]
    rest: tuple[Finding, ...]
    new: int


def mended(request: Request, verdict: Verdict) -> Mended | None:
    """What staging the work tree's ledger would make of a verdict about the index; None where it mends nothing."""
    repo = open_repo(request.cwd)
    if not repo.toplevel:
        return None
    store, _ = open_store(request, repo)
    try:
        run = Run(request, repo, store)
        state, _ = run.state()
        if not _differs(repo, run.prefix, state):
            return None
        from archhook.sync.synced_project import is_same, sources_of, with_ledger

        blobs = repo.blobs(state.ledger.values())
        sources = sources_of(repo, run.prefix, state, {})
        if is_same(sources, blobs, state):
            return None
        before, after = run.verdict(state), with_ledger(run, sources)[1]
    except (ArchhookError, ObjectLost, UnreadableLedger):  # whatever is wrong there, it mends nothing
        return None
    finally:
        store.close()
    if after.judged == "ledger":
        return None
    left, known = {*map(_key, after.findings)}, {*map(_key, before.findings)}
    rest = tuple(one for one in verdict.findings if _key(one) in left)
    number = len(verdict.findings) - len(rest)
    if not number:
        return None
    files = tuple(run.prefix + path for path, source in sources.items() if not is_same({path: source}, blobs, state))
    return Mended(number, files, rest, sum(_key(one) not in known for one in after.findings))


def _differs(repo: Repo | Folder, prefix: str, state: State) -> bool:
    """Whether a module of the ledger is another one in the work tree: by content, before anything more is imported."""
    files = repo.files
    files.expected = lambda: [prefix + path for path in state.ledger]  # git is asked once about all modules
    there = {path: files.entry(prefix + path) for path in state.ledger}
    return any(entry is None or entry.oid != state.ledger[path] for path, entry in there.items())


def _key(finding: Finding) -> tuple[str, str, str, str]:
    return finding.code, finding.node, finding.file, finding.symbol
