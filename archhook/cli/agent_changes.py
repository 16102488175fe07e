"""[I/O] What an agent is told of the claims that its tools and commands meet: refusals, and notes."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from archhook.agents import claim_store
from archhook.agents.claim_text import end, subject
from archhook.agents.claimed_files import NAMED, claimed_by_others, held_lines
from archhook.cli.agent_claims import claims_of_others, claims_of_people_here, own_name, with_those_below, within
from archhook.cli.agent_question import work_tree
from archhook.errors import GitError
from archhook.model.ids import canonical
from archhook.report.text import few, printable
from archhook.shell.changed_files import WHOLE, changed_files, takes_back
from archhook.shell.surroundings import UNKNOWN, is_known, program

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archhook.agents.claims import Claim
    from archhook.cli.agent_asked import Asked
    from archhook.shell.git_calls import GitCall
    from archhook.shell.surroundings import Ran

_WAY = "work on something else (`archhook ready`) or wait"
_BELOW = "name the files that are yours alone, or wait"


class Met(NamedTuple):
    """What a change meets: why it is refused ("": it is not), and what is said of it."""

    refused: str = ""
    notes: tuple[str, ...] = ()


def claims_met(asked: Asked, paths: Iterable[str], named: Iterable[str] = ()) -> Met:
    """The claims on files that are changed (absolute paths; a slash at the end: with what lies below).

    `named`: the paths that are given as such, where others come of a command.
    """
    given = {os.path.realpath(one) for one in named}
    notes: list[str] = []
    by_folder: dict[str, list[str]] = {}
    for path in paths:
        by_folder.setdefault(_with_git(_folder_of(path)), []).append(path)
    for folder, files in by_folder.items():
        repo = work_tree(folder)
        if repo is None:
            continue
        others = claims_of_others(asked.event, asked.invocation, asked.environment, repo)
        here = claims_of_people_here(asked.event, asked.invocation, asked.environment, repo)
        own = with_those_below(within(os.path.realpath(repo.toplevel), files), (*others, *here))
        request = asked.request(folder)._replace(untracked=True)
        now = claim_store.now()
        held = claimed_by_others(request, own, others, "")
        if held.files:
            lines = "".join(f"archhook: {line}\n" for line in held_lines(held, now))
            told = given or {os.path.realpath(one) for one in files}
            whole = not any(os.path.realpath(os.path.join(repo.toplevel, one.file)) in told for one in held.files)
            return Met(f"{lines}    fix: {_BELOW if whole else _WAY}\n")
        met = claimed_by_others(request, own, here, "")
        notes += [f"{line}, from this work tree: leave it, unless you are meant" for line in held_lines(met, now)]
    return Met("", tuple(notes))


def changed_by_command(items: Iterable[tuple[Ran, GitCall | None]]) -> list[str]:
    """The absolute paths of what a command of the shell changes, as far as they can be told."""
    found: list[str] = []
    for ran, call in items:
        paths = [path for path in changed_files(ran, call) if is_known(path)]
        if call is not None and (call.command == "clean" or takes_back(call)):
            paths = [one for path in paths for one in _taken_back(call, path)]
        found += paths
    return found


def _taken_back(call: GitCall, path: str) -> list[str]:
    """The files that git takes back, or cleans away, of a path and what lies below it; the path itself, too."""
    repo = work_tree(_folder_of(path))
    if repo is None or not path.endswith("/"):
        return [path]
    top = os.path.realpath(repo.toplevel)
    try:
        if call.command == "clean":
            names: Iterable[str] = repo.untracked()
        else:
            names = [change.path for change in repo.changes("worktree", repo.head_tree)]
    except GitError:
        return [path]
    base = top if call.command in WHOLE and path == f"{call.folder}/" else os.path.realpath(path)
    below = [f"{top}/{name}" for name in names if f"{top}/{name}/".startswith(f"{base}/")]
    return [*below, *([path.rstrip("/")] if base != top else ())]


def untold_changes(asked: Asked, items: Iterable[tuple[Ran, GitCall | None]], unseen: Sequence[str]) -> Iterator[str]:
    """Notes on what a command changes and nobody can tell before, where others have claimed something there."""
    for ran, call in items:
        for path in changed_files(ran, call):
            if not is_known(path):
                folder = os.path.dirname(path) if path != UNKNOWN else call.folder if call is not None else ran.cwd
                name = " ".join(ran.argv[:2]) if call is not None else program(ran.argv) or "..."
                name += " >" * any(not is_known(one) for one in ran.writes)
                what = f"which files `{name}` changes cannot be told"
                yield from _claimed_below(asked, folder, what, only_below=path != UNKNOWN)
    for one in unseen:
        yield from _claimed_below(asked, asked.cwd, f"{one}, nor which files it changes", only_below=False)


def _claimed_below(asked: Asked, folder: str, what: str, *, only_below: bool) -> Iterator[str]:
    repo = work_tree(folder if is_known(folder) else asked.cwd)
    if repo is None:
        return
    others = claims_of_others(asked.event, asked.invocation, asked.environment, repo)
    below = os.path.relpath(os.path.realpath(folder), os.path.realpath(repo.toplevel)) if only_below else "."
    named = {
        part.file: claim
        for claim in others
        for part in claim.parts
        if below == "." or part.file.startswith(f"{below}/") or f"{below}/".startswith(part.file)
    }
    if named:
        files = few([printable(one) for one in sorted(named)], NAMED)
        owners = few(sorted({printable(one.owner) for one in named.values()}), NAMED)
        yield f"{printable(what.replace(UNKNOWN, '...'))}: {files} must stay, claimed by {owners}"


def releases_met(asked: Asked, items: Iterable[tuple[Ran, GitCall | None]]) -> Met:
    """What is said of `archhook release` under a name that is not the agent's."""
    notes: list[str] = []
    for ran, call in items:
        words = _released(ran) if call is None else None
        repo = work_tree(ran.cwd) if words is not None else None
        if words is None or repo is None:
            continue
        name = _named(words) or dict(ran.env).get("ARCHHOOK_AGENT", "")
        if not name or name == own_name(asked.event, asked.invocation, asked.environment, repo):
            continue
        others = claims_of_others(asked.event, asked.invocation, asked.environment, repo)
        for one in _meant(others, name, words):
            what = f"{subject(one)} is claimed by {printable(one.owner)} {end(one, claim_store.now())}"
            return Met(f"archhook: {what}, who is not you: `archhook release` is refused\n    fix: {_WAY}\n")
        here = claims_of_people_here(asked.event, asked.invocation, asked.environment, repo)
        notes += [
            f"{subject(one)} was claimed as {printable(one.owner)}, which is not your name: make sure that it is yours"
            for one in _meant(here, name, words)
        ]
    return Met("", tuple(notes))


def _meant(claims: Iterable[Claim], owner: str, words: Sequence[str]) -> list[Claim]:
    """Those of some claims that are an owner's, and that the words of `archhook release` name."""
    ids = {canonical(word) for word in words}
    return [one for one in claims if one.owner == owner and ("--all" in words or one.node in ids)]


def _released(ran: Ran) -> tuple[str, ...] | None:
    """The words of a call of `archhook release`; None for another program."""
    name, argv = program(ran.argv), ran.argv[1:]
    if name in ("python", "python3") and argv[:2] == ("-m", "archhook"):
        name, argv = "archhook", argv[2:]
    return argv[1:] if name == "archhook" and argv[:1] == ("release",) and all(map(is_known, argv)) else None


def _named(words: Sequence[str]) -> str:
    for at, word in enumerate(words):
        if word == "--as":
            return "".join(words[at + 1 : at + 2])
        if word.startswith("--as="):
            return word.removeprefix("--as=")
    return ""


@cache
def _with_git(folder: str) -> str:
    """The nearest folder at or above a folder that a work tree begins in; itself where there is none."""
    above = os.path.dirname(folder)
    return folder if above == folder or os.path.lexists(os.path.join(folder, ".git")) else _with_git(above)


def _folder_of(path: str) -> str:
    """The folder that tells the repository of a path: tools make the folders that they need."""
    folder = path.rstrip("/") if path.endswith("/") and os.path.isdir(path) else os.path.dirname(path.rstrip("/"))
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    return folder
