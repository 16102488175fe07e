"""[I/O] What an agent is told when it begins, after an edit, and when its turn ends."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from archhook.agents.agent_event import Answer
from archhook.agents.agent_findings import (
    ALL,
    beside,
    counted_stopping,
    findings_text,
    of_this_edit,
    stopping,
    subject_of,
)
from archhook.agents.bounded import fitting
from archhook.agents.prime import LIMIT, prime_in_short, prime_of, prime_text
from archhook.agents.session_store import Memory, forget, marks, recall, remember
from archhook.check.api import judge
from archhook.cli.agent_claims import loose_settings, own_name, release_session, within
from archhook.cli.agent_question import repository, work_tree
from archhook.cli.commands import NAMES
from archhook.errors import ArchhookError, GitError, NoLedgerError
from archhook.model.findings import LEDGER_FIRST
from archhook.query.architecture import ask
from archhook.report.text import count, printable
from archhook.snapshot.history import peel

if TYPE_CHECKING:
    from archhook.check.request import Request
    from archhook.cli.agent_asked import Asked
    from archhook.model.findings import Verdict
    from archhook.snapshot.git import Repo


def begun(asked: Asked) -> Answer:
    """What an agent must know, and under which name it claims; of a session, the beginning is remembered."""
    request = _work_tree(asked, asked.cwd)
    said = prime_text if asked.event.name == "SessionStart" else prime_in_short
    told = ask(request, lambda seen: fitting(lambda room: said(prime_of(seen, NAMES)(room)), LIMIT))
    repo = _repository(asked.cwd)
    if repo is None or not asked.event.session:
        return Answer(context=told)
    forget(repo.common_dir, "")
    if asked.event.name == "SessionStart" and not recall(repo.common_dir, asked.event.session).head:
        _remember_turn(asked, request, repo)
    name = own_name(asked.event, asked.invocation, asked.environment, repo)
    return Answer(
        context=f"{told}You are {printable(name)}: `archhook claim ID --as {printable(name)}` before you edit.\n"
    )


def turn_begins(asked: Asked) -> Answer:
    """Nothing; the state is remembered that the turn starts from."""
    repo = _repository(asked.cwd)
    if repo is not None and asked.event.session:
        _remember_turn(asked, _work_tree(asked, asked.cwd), repo)
    return Answer()


def ended(asked: Asked) -> Answer:
    """Nothing; what the session has claimed is released, and what was remembered of it is forgotten."""
    repo = _repository(asked.cwd)
    if repo is not None:
        release_session(asked.event, repo)
        forget(repo.common_dir, asked.event.session)
    return Answer()


def after_tool(asked: Asked, paths: tuple[str, ...]) -> Answer:
    """The findings that an edit of some files (absolute) has to do with; others are counted.

    A session remembers which findings it has seen; where nothing is remembered, all that is not about the files is old.
    """
    folder = _folder_of(paths[0]) if paths else asked.cwd
    repo = _repository(folder)
    top = os.path.realpath(repo.toplevel) if repo is not None and repo.toplevel else ""
    request = _work_tree(asked, folder)
    try:
        judgement = judge(request)
    except NoLedgerError:
        if paths and top != _top(asked.cwd):
            return Answer()  # a file of another place, which is governed by nothing
        raise
    verdict = judgement.verdict
    common = repo.common_dir if repo is not None else ""
    memory = recall(common, asked.event.session)
    remember(common, asked.event.session, memory._replace(findings=marks(map(subject_of, verdict.findings))))
    if verdict.exit_code == 0:
        return Answer()
    files = tuple(file.rstrip("/") for file in within(top, paths))
    known = memory.findings
    new = {one for one in verdict.findings if known is not None and not marks([subject_of(one)]) <= known}
    shown = verdict.findings
    if files and verdict.judged != "ledger":
        ledger = {one for one in files if known is not None and _is_ledger(one)}
        shown = of_this_edit(verdict.findings, files, new, ledger)
    if not shown:
        return Answer()
    text = findings_text(shown, ALL, files)
    told = {*shown}
    others = sum(one not in told for one in verdict.findings if one.severity == "error" or asked.is_strict)
    if others:
        text += f"archhook: {count(others, 'finding')} beside, which this edit did not bring (`{ALL}`)\n"
    return Answer(stop=f"{text}{_summary(verdict, (*judgement.notes, *loose_settings(repo)))}")


def turn_ends(asked: Asked) -> Answer:
    """All that is broken, which prolongs the turn once; and to the person, what the turn loosened."""
    from archhook.query.loosened import turn_lines

    request = _work_tree(asked, asked.cwd)
    judgement = judge(request)
    verdict = judgement.verdict
    repo = _repository(asked.cwd)
    memory, found = _since_begun(asked, request, repo)
    known = memory.loosened or frozenset()
    told = "".join(f"{line}\n" for line in turn_lines(tuple(line for line in found if not marks([line]) <= known)))
    if verdict.exit_code == 0:
        if repo is not None and asked.event.name == "Stop" and asked.event.session:
            _remember_turn(asked, request, repo, memory.head, found)
        return Answer(person=told.removesuffix("\n"))
    if asked.event.again:
        return gave_up(f"{counted_stopping(verdict)} still there", told)
    text = findings_text(stopping(verdict)) + beside(verdict)
    return Answer(stop=f"{text}{told}{_summary(verdict, (*judgement.notes, *loose_settings(repo)))}")


def gave_up(why: str, more: str = "") -> Answer:
    """Lets the turn end, and tells the person: stopping it again and again would never end."""
    return Answer(person=f"archhook: {why} (`{ALL}`)\n{more}".removesuffix("\n"))


def _summary(verdict: Verdict, notes: tuple[str, ...]) -> str:
    said = "".join(f"archhook: {printable(note)}\n" for note in notes)
    what = LEDGER_FIRST if verdict.judged == "ledger" else "mend the code or the ledger, whichever is wrong"
    return f"{said}archhook: {counted_stopping(verdict)} in the work tree; {what}\n"


def _work_tree(asked: Asked, folder: str) -> Request:
    return asked.request(folder)._replace(untracked=True, tracked_settings=True)


def _repository(folder: str) -> Repo | None:
    try:
        return repository(folder)
    except GitError:
        return None


def _top(folder: str) -> str:
    repo = work_tree(folder)
    return os.path.realpath(repo.toplevel) if repo is not None else ""


def _folder_of(path: str) -> str:
    folder = os.path.dirname(path.rstrip("/"))
    while not os.path.isdir(folder):  # it was removed with the file
        folder = os.path.dirname(folder)
    return folder


def _is_ledger(path: str) -> bool:
    return path.endswith("architecture.py") or "/architecture/" in f"/{path}"


def _remember_turn(
    asked: Asked, request: Request, repo: Repo, head: str = "", found: tuple[str, ...] | None = None
) -> None:
    """Keeps what a turn starts from: HEAD, what was loosened since by then, and what is broken.

    `found`: what was loosened since the commit `head`, where that is known.
    """
    now = peel(repo.git_dir, "HEAD")
    try:
        if found is None or head != now:
            found = _loosened(request, now)
        findings = marks(map(subject_of, judge(request).verdict.findings))
    except ArchhookError:
        return
    remember(repo.common_dir, asked.event.session, Memory(now, marks(found), findings))


def _loosened(request: Request, revision: str) -> tuple[str, ...]:
    from archhook.query.loosened import loosened_since  # what a tool calls does without

    return loosened_since(request, revision) if revision else ()


def _since_begun(asked: Asked, request: Request, repo: Repo | None) -> tuple[Memory, tuple[str, ...]]:
    """(what is remembered of the turn, what was loosened since it began, and before it): nothing where that is not."""
    memory = recall(repo.common_dir, asked.event.session) if repo is not None else Memory()
    if not memory.head or memory.loosened is None:
        return Memory(), ()
    try:
        return memory, _loosened(request, memory.head)
    except ArchhookError:
        return Memory(), ()
