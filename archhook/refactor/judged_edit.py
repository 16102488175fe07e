"""An edit of the ledger, and of the files beside it, that is judged in memory before anybody writes it.

The project is read as `sync` reads it. What an edit would make is judged by the whole check, from a copy of the state
that is there; where the ledger would no longer be sound or readable, nothing is written. What laws then find is said,
and no reason to refuse: whoever moves code of one Design into another wants to see what that asks for.
"""

from __future__ import annotations

from collections import Counter
from copy import copy
from typing import TYPE_CHECKING, NamedTuple

from archhook.author.apply_changes import apply
from archhook.cache.treemap import ObjectLost
from archhook.check.api import open_repo, open_store
from archhook.check.last_judged import Base
from archhook.check.request import UnreadableLedger, UnsoundLedger
from archhook.check.supposed import copied
from archhook.errors import ArchhookError
from archhook.model.nodes import sort_key
from archhook.project.baseline import key_of, not_among
from archhook.project.baseline_edits import rekeyed, with_ids
from archhook.query.architecture import Architecture, architecture_of
from archhook.refactor.consequences import consequences
from archhook.report.text import printable
from archhook.snapshot.changeset import Entry
from archhook.sync.sync_run import Outcome
from archhook.sync.synced_project import opened, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from archhook.author.ledger_changes import Changes, Ledger
    from archhook.check.request import Request
    from archhook.check.run import Run
    from archhook.check.state import State
    from archhook.model.findings import Baseline, Finding, Verdict
    from archhook.project.baseline import Key
    from archhook.sync.synced_project import Opened

REGULAR = "100644"
"""The mode of a file that an edit makes."""


class Whole(NamedTuple):
    """A sound project that is to be edited.

    `ledger`: its sources and nodes · `seen`: to ask of, with its verdict · `read`: the bytes of a file as it lies in
    the work tree, None where there is none · `judge`: the project as an edit would make it, judged as if nothing were
    frozen. Paths: below its folder.
    """

    ledger: Ledger
    seen: Architecture
    baseline: Baseline | None
    read: Callable[[str], bytes | None]
    judge: Callable[[Mapping[str, bytes | None]], Architecture]


class Wanted(NamedTuple):
    """An edit. `files`: path -> what it is to hold, None where it is to go; what stays as it is may be among them.

    `said`: what is done, in lines for a person; `left`: what a person has to do. `ids`: those that it gives to nodes in
    place of others: what is found about a node under its new id is what was found under the old one.
    """

    files: Mapping[str, bytes | None]
    said: tuple[str, ...]
    left: tuple[str, ...] = ()
    ids: Mapping[str, str] = {}


class Judged(NamedTuple):
    """An edit that may be written, and what laws find by it that they did not, and what they find no longer."""

    outcome: Outcome
    come: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    asked: tuple[str, ...] = ()  # what it asks for, in lines for a person
    strict: bool = False  # whether warnings fail

    @property
    def failing(self) -> bool:
        """Whether something is left to a person: told, or found by a law that held."""
        return bool(self.outcome.left) or any(self.strict or one.severity == "error" for one in self.come)


def judged_edit(request: Request, edit: Callable[[Whole], Wanted]) -> Judged:
    """What an edit makes of the project that a request names; nothing is written (`sync_run.write` does it).

    `ArchhookError` where the project cannot be judged, or the ledger could not be read afterwards; `UnsoundLedger`
    where it is not sound, or would not be.
    """
    try:
        return _judged_edit(request, edit)
    except ObjectLost:  # the store lost something while it was read
        return _judged_edit(request._replace(no_cache=True), edit)


def _judged_edit(request: Request, edit: Callable[[Whole], Wanted]) -> Judged:
    repo = open_repo(request.cwd)
    store, notes = open_store(request, repo)
    try:
        project = opened(request, store, repo)
        store.flush()
        seen = architecture_of(project.run, project.state)
        prefix = project.run.prefix

        def read(path: str) -> bytes | None:
            return repo.files.read(prefix + path)

        def judge(files: Mapping[str, bytes | None]) -> Architecture:
            state = _state_after(project, files) if files else project.state
            return architecture_of(_unfrozen(project.run), state)

        wanted = edit(Whole(project.ledger, seen, project.state.baseline(), read, judge))
        old = {path: project.ledger.sources.get(path) or read(path) for path in wanted.files}
        new = {path: content for path, content in wanted.files.items() if content != old[path]}
        state = _state_after(project, new) if new else project.state
        frozen = _along(project, state, lambda path: new[path] if path in new else read(path)) if new else {}
        if frozen:
            old |= {path: read(path) for path in frozen}
            new |= frozen
            state = _state_after(project, new)
        outcome = Outcome(
            project.folder, prefix, {path: old[path] for path in new}, new, wanted.said, wanted.left, notes
        )
        if not new:
            return Judged(outcome, (), ())
        after = architecture_of(project.run, state)
        come, gone = _compared(project.verdict, sound(after.verdict), wanted.ids)
        asked = tuple(map(printable, consequences(seen, after, come, wanted.ids)))
        return Judged(outcome, come, gone, asked, after.verdict.strict)
    finally:
        store.close()


def _state_after(project: Opened, files: Mapping[str, bytes | None]) -> State:
    """The state of the project once some files hold something else. `ArchhookError` where it cannot be read."""
    run, now = project.run, project.state
    delta: dict[str, Entry | None] = {}
    for path, content in files.items():
        fact = now.files.get(path)
        mode = fact.mode if fact is not None else REGULAR
        delta[path] = None if content is None else Entry(mode, run.repo.files.hold(content))
    state = copied(now)
    try:
        if run.recheck(state, delta, Base("", (), "")) is None:
            entries = {path: Entry(fact.mode, fact.oid) for path, fact in now.files.items()} | delta
            state = run.full({path: entry for path, entry in entries.items() if entry is not None})
    except UnreadableLedger as given_up:
        raise unreadable(given_up, run.prefix) from None
    return state


def _unfrozen(run: Run) -> Run:
    """A run whose verdicts hold what the baseline freezes, too."""
    made = copy(run)
    made.request = run.request._replace(ignore_baseline=True)
    return made


def _along(project: Opened, state: State, read: Callable[[str], bytes | None]) -> dict[str, bytes]:
    """The baseline, where entries of it are about the same things at other nodes now; else nothing."""
    baseline, run = state.baseline(), project.run
    source = read(baseline.path) if baseline is not None and baseline.entries else None
    if baseline is None or source is None:
        return {}
    verdict = _unfrozen(run).verdict(state)
    if verdict.judged == "ledger":
        return {}
    text = source.decode("utf-8-sig")
    new = rekeyed(text, baseline.entries, Counter(map(key_of, verdict.findings)))
    return {baseline.path: new.encode()} if new != text else {}


def sound(verdict: Verdict) -> Verdict:
    """A verdict by all laws. `UnsoundLedger` where nothing but the ledger was judged."""
    if verdict.judged == "ledger":
        raise UnsoundLedger(verdict)
    return verdict


def _compared(
    before: Verdict, after: Verdict, ids: Mapping[str, str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """(findings that come, findings that go), in the order of their verdicts: told apart as in a baseline."""
    now = [key_of(one) for one in after.findings]
    then = [_renamed(key_of(one), ids) for one in before.findings]
    come = not_among(zip(after.findings, now, strict=True), then)
    gone = not_among(zip(before.findings, then, strict=True), now)
    return tuple(come), tuple(gone)


def _renamed(key: Key, ids: Mapping[str, str]) -> Key:
    code, node, file, symbol = key
    symbol = with_ids(symbol, ids, str) if code == "LED006" else ids.get(symbol, symbol)  # there it is an entry
    return code, ids.get(node, node), file, symbol


def applied(ledger: Ledger, changes: Changes) -> dict[str, bytes]:
    """The modules of a ledger that changes concern, as they become. `ArchhookError` where one of them is not sure."""
    found = apply(ledger, changes)
    for node_id in sorted(found.failed, key=sort_key):
        node = ledger.nodes.get(node_id)
        done = "edited" if node else "written"
        raise ArchhookError(
            f"{node_id} cannot be {done}: {found.failed[node_id]}",
            path=node.path if node else "",
            line=ledger.lines.get(node.path, {}).get(node.class_name, 0) if node else 0,
            fix="nothing is written; edit it by hand, or write it plainly and try again",
        )
    return found.sources
