"""What of a shell command goes past archhook's gates, or takes them away: by name where that is sure, else in words."""

from __future__ import annotations

import os.path
import re
from typing import TYPE_CHECKING, NamedTuple

from archhook.report.text import printable
from archhook.shell.changed_files import changed_files, operands_of
from archhook.shell.git_options import given
from archhook.shell.surroundings import UNKNOWN, is_known, program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from archhook.hooks.installed_gates import Gates
    from archhook.shell.git_calls import GitCall
    from archhook.shell.surroundings import Ran

SKIPPED = frozenset({"archhook", "archhook-push"})
"""The hooks of pre-commit that are the gates."""

_HOOKED = frozenset({"commit", "merge", "push", "pull", "rebase", "am", "cherry-pick", "revert"})
"""The commands of git that run hooks."""

_PAST_HOOKS = {
    "fast-import": "writes commits",
    "filter-branch": "writes commits",
    "send-pack": "pushes",
}
"""Commands of git that do, without hooks, what others do with them."""

_INTERPRETERS = frozenset({"python", "python3", "perl", "ruby", "node"})
_GIT = re.compile(r"\bgit\b")
_PAST = re.compile(r"--no-verify|\bcommit\b|\bpush\b|hooksPath")
_HOOK_FILES = ("pre-commit", "pre-merge-commit", "pre-push")


class Bypass(NamedTuple):
    """One way past a gate: what does it and what comes of it. `sure`: that it is one.

    `folder`: in which repository, UNKNOWN where that cannot be told.
    """

    what: str
    why: str
    fix: str
    folder: str
    sure: bool = True


def bypasses(
    items: Iterable[tuple[Ran, GitCall | None]], gates_at: Callable[[str], Gates | None]
) -> tuple[Bypass, ...]:
    """The ways past the gates that a shell command takes, each once."""
    found = [one for ran, call in items for one in (_of_git(call, gates_at) if call else _of_program(ran, gates_at))]
    return tuple(dict.fromkeys(found))


def hook_files(paths: Iterable[str], folder: str, gates: Gates | None) -> Iterator[Bypass]:
    """The files of hooks among some that are changed or removed."""
    if gates is None or not (gates.commit or gates.push):
        return
    own = {os.path.join(gates.folder, hook) for hook in _HOOK_FILES}
    whole = {gates.folder, gates.common_dir}
    for path in (one.rstrip("/") for one in paths):
        within = path.endswith(f"/{UNKNOWN}") and path[: -len(UNKNOWN) - 1] in whole
        if path in own | whole or within:
            yield Bypass(
                f"changing {printable(path.replace(UNKNOWN, '*'))}",
                "takes away the gate that judges commits and pushes",
                "leave git's hooks as they are; `archhook install` writes them anew where they are out of date",
                folder,
            )
        elif path == os.path.join(gates.common_dir, "config"):
            yield _doubt(f"{printable(path)} says where git looks for hooks; archhook's gate has to stay there", folder)


def _of_git(call: GitCall, gates_at: Callable[[str], Gates | None]) -> Iterator[Bypass]:
    name, folder = call.command, call.folder
    gates = gates_at(folder)
    if not is_known(name):
        words = {word.replace(UNKNOWN, "") for word in call.words}
        hooked = words & {"commit", "push", "-n", "--no-verify"} or "commit" in name or "push" in name
        if not words or hooked:
            yield _doubt("which command of git is run cannot be told", folder)
        return
    if name in _HOOKED:
        yield from _verified(call)
        yield from _variables(call, gates)
        path = call.setting("core.hookspath")
        if path is not None and not is_known(path):
            yield _doubt(f"`git {name}` is told a core.hooksPath that cannot be told here", folder)
        elif path is not None and (gates is None or os.path.join(gates.toplevel, path) != gates.folder):
            yield Bypass(
                f"`git -c core.hooksPath={printable(path)} {name}`",
                "runs other hooks than this repository's, in which archhook's gate stands",
                f"`git {name}` without it",
                folder,
            )
    elif name == "commit-tree":
        fix = "`git commit`, whose hooks judge it"
        yield Bypass("`git commit-tree`", "makes a commit that no hook sees", fix, folder)
    elif name in _PAST_HOOKS:
        yield _doubt(
            f"`git {name}` {_PAST_HOOKS[name]} without hooks: what it brings is judged at the push, or in CI", folder
        )
    elif name == "update-ref" and _moves_branch(call):
        yield _doubt("`git update-ref` moves a branch without hooks", folder)
    elif name == "config":
        yield from _configured(call, gates)
    yield from _changed(changed_files(call.ran, call), gates_at)


def _moves_branch(call: GitCall) -> bool:
    """Whether `git update-ref` sets HEAD or a branch."""
    refs = [word for word in call.words if not word.startswith("-")][:1]
    deletes = {"-d", "--delete"} & {*call.words}
    return not deletes and any(ref == "HEAD" or ref.startswith("refs/heads/") for ref in refs)


def _verified(call: GitCall) -> Iterator[Bypass]:
    """`--no-verify`, however it is written."""
    options = given(call.command, call.words)
    said = [name for name, _ in options.options if _verify(name) is not None]
    if said and _verify(said[-1]) is False:
        by = f" (which `git {printable(call.alias)}` stands for)" if call.alias else ""
        yield Bypass(
            f"`git {call.command} --no-verify`{by}",
            "goes past the hooks that judge it",
            f"`git {call.command}` without it; what archhook finds is mended, or exempted with a reason (`waives`)",
            call.folder,
        )
    elif options.vague and call.command in ("commit", "push") and any(word.startswith(UNKNOWN) for word in call.words):
        yield _doubt(
            f"a word of `git {call.command}` cannot be told here: --no-verify would go past the gate", call.folder
        )


def _verify(name: str) -> bool | None:
    """Whether an option asks for the hooks, or against them; None for another."""
    if name == "verify":
        return True
    return False if "no-verify".startswith(name) and len(name) >= len("no-veri") else None


def _variables(call: GitCall, gates: Gates | None) -> Iterator[Bypass]:
    env = dict(call.ran.env)
    skipped = env.get("SKIP", "")
    names = SKIPPED & {name.strip() for name in skipped.split(",")}
    fix = f"`git {call.command}` without it"
    if names:
        yield Bypass(f"SKIP={min(names)}", "takes archhook out of the hooks that pre-commit runs", fix, call.folder)
    elif not is_known(skipped):
        yield _doubt("what SKIP names cannot be told: `archhook` among it would go past the gate", call.folder)
    for variable in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        if env.get(variable, "/dev/null") != "/dev/null":
            yield _doubt(f"what {variable} names cannot be seen: core.hooksPath may be in it", call.folder)
    if any(key.startswith(("include.", "includeif.")) for key, _ in call.settings):
        yield _doubt("what `git -c include.path` brings cannot be seen: core.hooksPath may be in it", call.folder)
    if env.get("PRE_COMMIT_ALLOW_NO_CONFIG"):
        why = "lets a commit pass where pre-commit's configuration is gone, and the gate with it"
        yield Bypass("PRE_COMMIT_ALLOW_NO_CONFIG", why, fix, call.folder)
    if env.get("HUSKY") == "0" and gates is not None and "husky" in gates.folder:
        yield Bypass("HUSKY=0", "turns this repository's hooks off, and with them archhook's gate", fix, call.folder)


def _configured(call: GitCall, gates: Gates | None) -> Iterator[Bypass]:
    """`git config core.hooksPath`."""
    words = list(operands_of(call.words, ("-f", "--file", "--blob", "--type", "--default", "--comment", "--value")))
    if words and words[0] in ("set", "unset"):
        words = words[1:]
    if words and words[0].lower().startswith(("include.", "includeif.")) and len(words) > 1:
        key = printable(words[0])
        yield _doubt(f"what `git config {key}` brings cannot be seen: core.hooksPath may be in it", call.folder)
    if not words or words[0].lower() != "core.hookspath":
        return
    removed = any(word.startswith("--unset") for word in call.words) or call.words[0] == "unset"
    if removed or (len(words) > 1 and not is_known(words[1])):
        if gates is not None and gates.commit:
            yield _doubt("after this git may look for hooks where archhook's gate does not stand", call.folder)
    elif len(words) > 1 and gates is not None and (gates.commit or gates.push):
        if os.path.normpath(os.path.join(gates.toplevel, words[1])) == gates.folder:
            return
        yield Bypass(
            f"`git config core.hooksPath {printable(words[1])}`",
            f"has git look for hooks elsewhere than in {printable(gates.folder)}, where archhook's gate stands",
            "leave it; or have a person set it, and run `archhook install --git` after it",
            call.folder,
        )


def _of_program(ran: Ran, gates_at: Callable[[str], Gates | None]) -> Iterator[Bypass]:
    name, words = program(ran.argv), ran.argv[1:]
    if name == "pre-commit" and "uninstall" in words:
        gates = gates_at(ran.cwd)
        if gates is None or gates.commit or gates.push:
            why = "takes away the hooks in which archhook's gate stands"
            yield Bypass("`pre-commit uninstall`", why, "leave them; a person may take them away", ran.cwd)
    elif name == "gh" and words[:2] == ("pr", "merge"):
        yield _doubt("`gh pr merge` merges where no local hook runs: archhook's step in CI judges it", ran.cwd)
    elif name in _INTERPRETERS and any(map(_calls_git, (*words, ran.handed or ""))):
        yield _doubt(
            f"what `{name}` does with git cannot be seen: a commit past the hooks is judged in CI alone", ran.cwd
        )
    elif ran.argv and not is_known(ran.argv[0]) and (not words or {"--no-verify", "commit"} & {*words}):
        yield _doubt("which program is run cannot be told", ran.cwd)
    yield from _changed(changed_files(ran, None), gates_at)


def _calls_git(text: str) -> bool:
    """Whether a program's text may have git do what hooks judge. One pass: a long text must not outlast the agent."""
    first = _GIT.search(text)
    return first is not None and _PAST.search(text, first.end()) is not None


def _changed(paths: Iterable[str], gates_at: Callable[[str], Gates | None]) -> Iterator[Bypass]:
    """The files of hooks among some, each in the repository that it lies in."""
    for path in paths:
        place, git, _ = path.partition("/.git/")
        place = place if git else os.path.dirname(path.rstrip("/"))
        yield from hook_files([path], place, gates_at(place))


def _doubt(what: str, folder: str) -> Bypass:
    return Bypass(what, "", "", folder, sure=False)
