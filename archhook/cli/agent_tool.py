"""[I/O] What an agent is answered before a tool runs: files that others have claimed, ways past the gates, commits."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from archhook.agents import claim_store
from archhook.agents.agent_event import Answer
from archhook.agents.agent_findings import beside, counted_stopping, findings_text, stopping
from archhook.agents.claimed_files import files_of_commit, held_lines
from archhook.check.api import judge
from archhook.cli.agent_changes import Met, changed_by_command, claims_met, releases_met, untold_changes
from archhook.cli.agent_claims import held_against, loose_settings
from archhook.cli.agent_question import repository
from archhook.cli.agent_surroundings import surroundings
from archhook.errors import ArchhookError, GitError, NoLedgerError
from archhook.hooks.bypasses import bypasses, hook_files
from archhook.hooks.installed_gates import gates_at
from archhook.model.findings import LEDGER_FIRST
from archhook.report.text import failure_text, printable
from archhook.shell.changed_files import changed_files
from archhook.shell.commit_steps import commits_in
from archhook.shell.git_calls import git_calls
from archhook.shell.shell_commands import commands_of
from archhook.shell.surroundings import UNKNOWN, is_known
from archhook.snapshot.replayed_index import replayed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archhook.cli.agent_asked import Asked
    from archhook.hooks.bypasses import Bypass
    from archhook.shell.commit_steps import Commit

NOTED = 3
"""So many notes on what cannot be seen are told at once."""

STAGED = "archhook check --staged"
"""What shows all findings of the index."""


def before_tool(asked: Asked) -> Answer:
    """What the agent is told before a tool that changes files, or hands a command to a shell."""
    if not asked.event.command:
        paths = changed_by(asked)
        refused = next(_hooks_refused(asked, paths), "")
        met = Met(refused) if refused else claims_met(asked, paths)
        return Answer(stop=met.refused, context=_told(met.notes))
    return _before_command(asked)


def changed_by(asked: Asked) -> tuple[str, ...]:
    """The files that a tool has changed, or a command of the shell as far as it names them; absolute paths."""
    if not asked.event.command:
        return tuple(os.path.normpath(os.path.join(asked.cwd, file)) for file in asked.event.files)
    around = surroundings(asked.cwd)
    items = git_calls(commands_of(asked.event.command, around).ran, around, lambda folder: {})
    return tuple(path for ran, call in items for path in changed_files(ran, call) if is_known(path))


def _before_command(asked: Asked) -> Answer:
    around = surroundings(asked.cwd)
    seen = commands_of(asked.event.command, around)
    gates = cache(lambda folder: gates_at(folder if is_known(folder) else asked.cwd))
    items = tuple(git_calls(seen.ran, around, lambda folder: ((found := gates(folder)) and found.aliases) or {}))
    ways = bypasses(items, gates)
    sure = [one for one in ways if one.sure and _is_governed(asked, one.folder)]
    if sure:
        return Answer(stop="".join(_refusal(one) for one in sure))
    paths = [path for ran, call in items for path in changed_files(ran, call) if is_known(path)]
    met = claims_met(asked, changed_by_command(items), paths)
    if not met.refused:
        met = Met((released := releases_met(asked, items)).refused, (*met.notes, *released.notes))
    if met.refused:
        return Answer(stop=met.refused)
    notes = [*met.notes, *untold_changes(asked, items, seen.unseen)]
    notes += [one.what for one in ways if not one.sure and _is_governed(asked, one.folder)]
    if (seen.unseen and ways != ()) or _names_git(asked.event.command):
        notes += [f"{one}, nor what it does with git" for one in seen.unseen]
    for commit in commits_in(items):
        stop, more = _committed(asked, commit)
        if stop:
            return Answer(stop=stop)
        notes = [*more, *notes]
    return Answer(context=_told(notes))


def _told(notes: Iterable[str]) -> str:
    return "".join([f"archhook: {one}\n" for one in dict.fromkeys(notes)][:NOTED])


def _names_git(command: str) -> bool:
    return any(word in command for word in ("git", "commit", "push"))


def _refusal(way: Bypass) -> str:
    return f"archhook: {way.what} {way.why}: refused\n    fix: {way.fix}\n"


def _is_governed(asked: Asked, folder: str) -> bool:
    """Whether the repository of a folder has a ledger, in its index or its last commit."""
    where = folder if is_known(folder) and os.path.isdir(folder) else asked.cwd
    request = asked.request(where)
    try:
        if repository(where) is None:
            return False
        judge(request._replace(source="index"))
    except NoLedgerError:
        return had_ledger(asked, where)
    except ArchhookError:
        return True
    return True


def had_ledger(asked: Asked, folder: str = "") -> bool:
    """Whether the last commit of the repository of a folder ("": where the agent works) has a ledger."""
    try:
        judge(asked.request(folder or asked.cwd)._replace(source="commit", rev="HEAD"))
    except (NoLedgerError, GitError):
        return False
    except ArchhookError:
        return True
    return True


def _hooks_refused(asked: Asked, paths: Sequence[str]) -> Iterator[str]:
    """Why files of hooks are not changed by a tool."""
    if any("hooks" in path or f"{os.sep}.git{os.sep}" in path for path in paths):
        for way in hook_files(paths, asked.cwd, gates_at(asked.cwd)):
            if _is_governed(asked, way.folder):
                yield _refusal(way)


def _committed(asked: Asked, commit: Commit) -> tuple[str, list[str]]:
    """(why a commit is refused, notes on it). What cannot be told here is left to the gate, where one stands."""
    call = commit.call
    folder = call.folder if is_known(call.folder) else ""
    gates = gates_at(folder or asked.cwd)
    if commit.doubt or not folder:
        if gates is None or gates.commit or not _is_governed(asked, folder or UNKNOWN):
            return "", []
        return "", [_untold(commit.doubt)]
    if not os.path.isdir(folder):
        return "", []
    try:
        with _as_in(dict(call.variables)):
            repo = repository(folder)
            if repo is None or not repo.toplevel:
                return "", []
            with replayed(repo, dict(call.variables), commit.steps) as variables, _as_in(variables):
                return _judged(asked, folder)
    except NoLedgerError:
        return "", []  # governed by nothing
    except GitError as error:
        if gates is None or gates.commit:
            return "", []
        return "", [_untold(error.message)]
    except ArchhookError as error:
        return f"archhook: {failure_text(error)}\n", []


def _untold(why: str) -> str:
    way = "stage first, then commit in a command of its own"
    return (
        f"what `git commit` records cannot be told before ({printable(why)}), and no hook of git's will judge it: {way}"
    )


def _judged(asked: Asked, folder: str) -> tuple[str, list[str]]:
    """The verdict on the index as the variables of git name it, and the claims of others on what it changes."""
    request = asked.request(folder)._replace(source="index", note_untracked=False)
    judgement = judge(request)
    if judgement.verdict.exit_code:
        verdict = judgement.verdict
        what = (
            LEDGER_FIRST
            if verdict.judged == "ledger"
            else "mend the code or the ledger, whichever is wrong, and stage it"
        )
        text = findings_text(stopping(verdict), STAGED) + beside(verdict, STAGED)
        text += "".join(f"archhook: {note}\n" for note in loose_settings(repository(folder)))
        return f"{text}archhook: {counted_stopping(verdict)} in what would be committed; {what}\n", []
    repo = repository(folder)
    assert repo is not None
    held = held_against(
        asked.event, asked.invocation, asked.environment, repo, request, files_of_commit(repo, asked.environment)
    )
    if not held.files:
        return "", []
    lines = held_lines(held, claim_store.now())
    if held.refused:
        told = "".join(f"archhook: {line}\n" for line in lines)
        return f"{told}    fix: leave these files out of the commit, or wait until they are released\n", []
    return "", [*lines, "the commit may go on; ask who holds the claim, or leave the file out"]


@contextmanager
def _as_in(variables: Mapping[str, str]) -> Iterator[None]:
    """Has git, and whoever opens a repository, see some variables."""
    kept = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in kept.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
