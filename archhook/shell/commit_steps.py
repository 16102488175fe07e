"""What each `git commit` of a shell command records: the index, and what is staged before; or why nobody can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archhook.shell.changing_programs import GIT_READS, changing
from archhook.shell.git_options import given
from archhook.shell.surroundings import UNKNOWN, is_known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.shell.git_calls import GitCall
    from archhook.shell.git_options import Given
    from archhook.shell.surroundings import Ran


class Commit(NamedTuple):
    """One `git commit`. `steps`: (folder, words of git) that stage what it records; `doubt`: why that is not sure."""

    call: GitCall
    steps: tuple[tuple[str, tuple[str, ...]], ...]
    doubt: str


def commits_in(items: Iterable[tuple[Ran, GitCall | None]]) -> tuple[Commit, ...]:
    """The commits that a shell command makes, in order."""
    found: list[Commit] = []
    steps: list[tuple[str, tuple[str, ...]]] = []
    changed = doubt = ""
    for ran, call in items:
        if call is None:
            changed = changed or changing(ran)
            continue
        if call.command == "commit":
            options = given("commit", call.words)
            if options.has("dry-run", "help", "short", "porcelain", "long"):
                continue
            own, why = _own_steps(call, options)
            why = doubt or why or (changed and own and f"`{changed}` runs before it") or ""
            if not is_known(call.folder):
                why = why or "the folder that it works in cannot be told"
            found.append(Commit(call, (*steps, *own), why))
            steps += own if own and own[0][1][0] != "only" else []
            doubt = doubt or ("another commit comes before it" if own and own[0][1][0] == "only" else "")
        elif call.command in ("add", "rm", "stage"):
            staged, why = _staging(call)
            doubt = doubt or why or (changed and f"`{changed}` runs before it") or ""
            steps += staged
            changed = changed or ("git rm" if call.command == "rm" and "--cached" not in call.words else "")
        elif call.command not in GIT_READS or not is_known(call.command):
            doubt = doubt or f"`git {call.command.replace(UNKNOWN, '...')}` runs before it"
    return tuple(found)


def _own_steps(call: GitCall, options: Given) -> tuple[list[tuple[str, tuple[str, ...]]], str]:
    """What `git commit` itself stages; and why that is not sure."""
    if options.vague:
        return [], "its words cannot be told"
    if options.has("patch", "interactive", "pathspec-from-file"):
        return [], "it asks what to take"
    if options.has("all"):
        return [(call.folder, ("add", "--update", "--", ":/"))], ""
    if options.operands:
        kind = "include" if options.has("include") else "only"
        if not all(map(is_known, options.operands)):
            return [], "its paths cannot be told"
        return [(call.folder, (kind, *options.operands))], ""
    return [], ""


def _staging(call: GitCall) -> tuple[list[tuple[str, tuple[str, ...]]], str]:
    """What `git add` and `git rm` do to the index; and why that is not sure."""
    command = "add" if call.command == "stage" else call.command
    options = given(command, call.words)
    if options.vague or not is_known("".join((call.folder, *call.words))):
        return [], f"what `git {call.command}` is given cannot be told"
    if options.has("patch", "interactive", "edit", "pathspec-from-file", "help"):
        return [], f"`git {call.command}` asks what to take"
    if options.has("dry-run", "refresh"):
        return [], ""
    if command == "add":
        return [(call.folder, ("add", *call.words))], ""
    return [(call.folder, ("rm", "--cached", "--quiet", "--force", "-r", "--", *options.operands))], ""
