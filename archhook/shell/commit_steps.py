"""What each `git commit` of a shell command records: the index, and what is staged before; or why nobody can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archhook.shell.git_options import given
from archhook.shell.surroundings import MANY, UNKNOWN, is_known, program

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.shell.git_calls import GitCall
    from archhook.shell.git_options import Given
    from archhook.shell.surroundings import Ran

_PROGRAMS = """
cd pushd popd echo printf true false : pwd ls cat head tail grep egrep fgrep rg ag wc sort uniq cut tr test [
export set unset sleep date which command type pytest mypy pyright diff env time nice timeout stat file
basename dirname read exit return break local declare sudo jq du tree less eval bash sh trap shopt alias id
whoami hostname uname nohup builtin exec source .
"""
_READ = frozenset(_PROGRAMS.split())
"""Programs that stage nothing, and change no file of a work tree (or run others, which are looked at themselves)."""

_COMMANDS = """
status diff log show branch tag fetch push remote config rev-parse ls-files ls-tree ls-remote cat-file blame
grep describe reflog shortlog for-each-ref rev-list name-rev merge-base worktree notes var version help check-
ignore init clone gc diff-index diff-tree diff-files write-tree symbolic-ref show-ref
"""
_GIT_READS = frozenset(_COMMANDS.split()) | {""}
_WRITES = frozenset(
    {"sync", "init", "move", "split", "rename", "detail", "baseline", "measure", "install", "hook", "agents"}
)
"""Commands of archhook itself that write."""


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
            changed = changed or _changes(ran)
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
        elif call.command not in _GIT_READS or not is_known(call.command):
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


def _changes(ran: Ran) -> str:
    """The name of a program that may change what is committed; "" for one that does not."""
    if ran.writes:
        return f"> {ran.writes[0].replace(UNKNOWN, '...')}"
    name = program(ran.argv)
    if not ran.argv:
        return ""
    if name == "archhook":
        return f"archhook {ran.argv[1]}" if len(ran.argv) > 1 and ran.argv[1] in _WRITES else ""
    if name in ("python", "python3"):
        return "" if ran.argv[1:3] in (("-m", "pytest"), ("-m", "mypy")) else name
    if name == "ruff":
        return "" if ran.argv[1:2] == ("check",) and not any(word.startswith("--fix") for word in ran.argv) else name
    if name == "pre-commit":
        return "" if "run" not in ran.argv else name
    return "" if name in _READ and (name or is_known(ran.argv[0])) else name or ran.argv[0].replace(MANY, "...")
