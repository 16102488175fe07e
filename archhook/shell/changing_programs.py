"""Which programs may change files, or what a commit records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.shell.surroundings import MANY, UNKNOWN, is_known, program

if TYPE_CHECKING:
    from archhook.shell.surroundings import Ran

_PROGRAMS = """
cd pushd popd echo printf true false : pwd ls cat head tail grep egrep fgrep rg ag wc sort uniq cut tr test [
export set unset sleep date which command type pytest mypy pyright diff env time nice timeout stat file
basename dirname read exit return break local declare sudo jq du tree less eval bash sh trap shopt alias id
whoami hostname uname nohup builtin exec source . xargs
"""
_READ = frozenset(_PROGRAMS.split())
"""Programs that stage nothing, and change no file of a work tree (or run others, which are looked at themselves)."""

_COMMANDS = """
status diff log show branch tag fetch push remote config rev-parse ls-files ls-tree ls-remote cat-file blame
grep describe reflog shortlog for-each-ref rev-list name-rev merge-base worktree notes var version help check-
ignore init clone gc diff-index diff-tree diff-files write-tree symbolic-ref show-ref
"""
GIT_READS = frozenset(_COMMANDS.split()) | {""}
"""Commands of git that change neither the index nor files."""
_WRITES = frozenset(
    {"sync", "init", "move", "split", "rename", "detail", "baseline", "measure", "install", "hook", "agents"}
)
"""Commands of archhook itself that write."""


def changing(ran: Ran) -> str:
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
    if name == "find":
        return name if any(word == "-delete" or word.startswith(("-fprint", "-fls")) for word in ran.argv) else ""
    if name == "pre-commit":
        return "" if "run" not in ran.argv else name
    return "" if name in _READ and (name or is_known(ran.argv[0])) else name or ran.argv[0].replace(MANY, "...")
