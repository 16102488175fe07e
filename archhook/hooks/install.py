"""[I/O] `archhook install`: puts the gates into a repository, and takes away nothing that somebody else put there."""

from __future__ import annotations

import os
import shutil
import sys
from typing import NamedTuple

from archhook.atomic import open_regular, replace_file
from archhook.errors import ArchhookError, GitError, UsageError
from archhook.exemptions.gate_hooks import gates_of
from archhook.hooks.hook_scripts import CHAINED, config_in, is_of_pre_commit, is_ours, script, syncs
from archhook.hooks.precommit_config import LOCAL, add_hooks
from archhook.snapshot.git import Repo

CONFIG = ".pre-commit-config.yaml"
COMMIT_HOOKS = ("pre-commit", "pre-merge-commit")
PUSH_HOOK = "pre-push"

FOREIGN = ("system", "global")
"""The scopes of a setting that is not of one repository."""

OWN_FOLDER = "git config core.hooksPath .githooks"
"""Gives a repository a folder of hooks of its own, whatever is set for all."""


class Way(NamedTuple):
    """How the gates are put in. `commands`: what is to be typed · `config`: pre-commit's configuration, from the
    repository's top, where it is to be committed then; "" where it is not.
    """

    commands: tuple[str, ...]
    config: str


def install(cwd: str, *, git_only: bool, repo: str, rev: str, sync: bool = False, config: str = "") -> tuple[str, ...]:
    """Install the gates into the repository of `cwd`; returns what was done, a line each.

    With pre-commit: its configuration gets the hooks (from `repo` at `rev`, "" for the archhook that is installed
    here), pre-commit is told to run at commits and merges, and a plain pre-push hook, which sees every pushed ref,
    is put in front of pre-commit's. `git_only`: plain git hooks alone. `sync`: with the hook that mends the ledger;
    where it is there it stays. `config`: the configuration of a project below the top, which is judged then.
    A second time nothing changes.
    `ArchhookError` where it cannot be done; what was done until then is complete in itself, and kept when tried again.
    """
    if bool(repo) != bool(rev):
        raise UsageError("--repo and --rev belong together", fix="--repo URL --rev TAG")
    if git_only and repo:
        raise UsageError("--git writes plain git hooks, which come from no --repo")
    opened = Repo.open(cwd)
    if opened is None:
        raise GitError(f"{cwd} is in no git repository", fix="`git init`")
    if not opened.toplevel:
        raise GitError("a bare repository makes no commits", fix="install in a clone of it")
    folder = _hooks_folder(opened.toplevel, git_only)
    archhook = _beside("archhook") or "archhook"
    if git_only:
        return tuple(_put(folder, hook, archhook, sync, config) for hook in (*COMMIT_HOOKS, PUSH_HOOK))
    pre_commit = _beside("pre-commit")
    if not pre_commit:
        raise ArchhookError(
            "pre-commit is not installed", fix="`pip install pre-commit`, or plain git hooks: `archhook install --git`"
        )
    sync = sync or syncs(_read(os.path.join(folder, "pre-commit")))  # of `--git --sync`, which gives way
    return (
        *_configure(os.path.join(opened.toplevel, CONFIG), repo or LOCAL, rev, sync, config),
        *_run_pre_commit(opened.toplevel, folder, pre_commit),
        _put(folder, PUSH_HOOK, archhook, config=config),
    )


def way_in(toplevel: str, config: str) -> Way:
    """How the gates can be put into a repository as it stands. Nothing is written.

    `config`: the configuration of a project below the top, as it is typed, "" for none.
    pre-commit refuses a commit of named files that leaves out what changed in its configuration.
    """
    scope, _, path = _hooks_setting(toplevel)
    option = f" --config {config}" if config else ""
    if path and scope in FOREIGN:
        return Way((OWN_FOLDER, f"archhook install --git{option}"), "")
    if path or not _beside("pre-commit"):
        return Way((f"archhook install --git{option}",), "")
    ignored = not _run(["git", "check-ignore", "-q", CONFIG], toplevel)[0]
    return Way((f"archhook install{option}",), "" if ignored or _is_committed(toplevel) else CONFIG)


def _is_committed(toplevel: str) -> bool:
    """Whether pre-commit's configuration has the hooks, and is in the last commit as it lies there."""
    path = os.path.join(toplevel, CONFIG)
    try:
        if add_hooks(_read(path).decode("utf-8"), CONFIG)[1]:
            return False
    except (ArchhookError, UnicodeDecodeError):  # `install` says what is wrong with it
        return False
    held = _run(["git", "hash-object", "--no-filters", "--", CONFIG], toplevel)
    return held == _run(["git", "rev-parse", "--verify", "-q", f"HEAD:{CONFIG}"], toplevel)


def _hooks_setting(toplevel: str) -> tuple[str, str, str]:
    """(scope, "", value) of core.hooksPath; three empty strings where it is not set."""
    return _git(toplevel, "config", "--show-scope", "--get", "core.hooksPath", may_fail=True).partition("\t")


def _hooks_folder(toplevel: str, git_only: bool) -> str:
    """The folder where git looks for hooks; `ArchhookError` where it is not this repository's own to write to."""
    scope, _, path = _hooks_setting(toplevel)
    if path and scope in FOREIGN:
        raise ArchhookError(
            f"core.hooksPath is {path} for every repository of this machine ({scope} configuration)",
            fix=f"give this repository hooks of its own: `{OWN_FOLDER}`, then `archhook install --git`",
        )
    if path and not git_only:
        raise ArchhookError(
            f"pre-commit does not install where core.hooksPath is set (to {path})",
            fix="plain git hooks: `archhook install --git`; or `git config --unset-all core.hooksPath`",
        )
    return _git(toplevel, "rev-parse", "--path-format=absolute", "--git-path", "hooks")


def _configure(path: str, repo: str, rev: str, sync: bool, config: str) -> tuple[str, ...]:
    """Add the hooks to pre-commit's configuration."""
    try:
        old = _read(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ArchhookError("not UTF-8", path=path, fix="mend it, then try again") from error
    new, added = add_hooks(old, CONFIG, repo, rev, sync=sync, config=config)
    for gate in gates_of(old) or () if config else ():
        if config not in (*gate.args, *gate.entry.split()):
            raise ArchhookError(
                f"the hook {gate.hook} is there, and not for {config}",
                path=CONFIG,
                line=gate.line,
                fix=f"give it `args: [--config, {config}]`; for two projects let two hooks of this id stand there",
            )
    if not added:
        kept = "" if repo == LOCAL else f", and they stay as they are: to use {repo}, remove them there first"
        return (f"{CONFIG} holds the hooks already{kept}",)
    _write(os.path.realpath(path), new, mode=None)
    lines = [f"{CONFIG}: added {' and '.join(added)}; `git add {CONFIG}`, and commit it with the rest"]
    if repo == LOCAL and not shutil.which("archhook"):
        lines.append("archhook is not on PATH: activate its environment before you commit")
    return tuple(lines)


def _run_pre_commit(toplevel: str, folder: str, pre_commit: str) -> tuple[str, ...]:
    """Have pre-commit install its hooks for commits and merges, where they are not installed."""
    lines = []
    missing = []
    for hook in COMMIT_HOOKS:
        path = os.path.join(folder, hook)
        if is_of_pre_commit(_read(path)):
            lines.append(f"{hook}: pre-commit is installed already")
            continue
        missing.append(hook)
        if is_ours(_read(path)):  # of `--git`: pre-commit runs the same gate from now on
            _remove_ours(path)
        lines.append(f"{hook}: installed pre-commit")
    if missing:
        arguments = [f"--hook-type={hook}" for hook in missing]
        code, output = _run([pre_commit, "install", *arguments], toplevel)
        if code:
            raise ArchhookError(
                f"pre-commit could not be installed: {output}", fix="see what `pre-commit install` says"
            )
    return tuple(lines)


def _put(folder: str, hook: str, archhook: str, sync: bool = False, config: str = "") -> str:
    """Write one of our hooks; whatever was there before is called by it, under another name."""
    path = os.path.join(folder, hook)
    there, chained = _read(path), path + CHAINED
    legacy = path + ".legacy"
    if is_of_pre_commit(there) and is_ours(_read(legacy)):  # pre-commit was installed later, and calls ours
        path, there = legacy, _read(legacy)
    if config and is_ours(there) and config_in(there) != config:
        fix = "remove it, then try again; for two projects write a hook that calls archhook twice"
        raise ArchhookError(f"it is there, and not for {config}", path=path, fix=fix)
    wanted = script(hook, archhook, sync=sync or syncs(there), config=config or config_in(there))
    if there == wanted.encode() and os.access(path, os.X_OK):
        return f"{hook}: installed already"
    os.makedirs(folder, exist_ok=True)
    if os.path.lexists(path) and not is_ours(there):
        before = _read(chained)
        if os.path.lexists(chained) and before != there and not (is_of_pre_commit(before) and is_of_pre_commit(there)):
            raise ArchhookError(
                f"there are two hooks that are not archhook's, and {hook} can call one alone",
                path=path,
                fix=f"join it with {chained}, or remove one of them",
            )
        os.replace(path, chained)
        _write(path, wanted, mode=0o755)
        return f"{hook}: wrote {path}, which calls the hook that was there (now {chained})"
    _write(path, wanted, mode=0o755)
    return f"{hook}: wrote {path}"


def _remove_ours(path: str) -> None:
    """Take away a hook of ours, and give its place back to the one that it calls."""
    if os.path.lexists(path + CHAINED):
        os.replace(path + CHAINED, path)
    else:
        os.remove(path)


def _read(path: str) -> bytes:
    """The content of a file, b"" where there is none."""
    try:
        with open_regular(path, follow=True) as file:
            return file.read()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise ArchhookError(f"cannot be read: {error.strerror}", path=path) from error


def _write(path: str, content: str, mode: int | None) -> None:
    """Replace a file at once; `mode` None keeps the one that it has."""
    try:
        replace_file(path, content.encode(), mode)
    except OSError as error:
        raise ArchhookError(f"cannot be written: {error.strerror}", path=path) from error


def _beside(program: str) -> str:
    """The path of a program of the environment that archhook runs in, else of PATH; "" where there is none."""
    own = os.path.join(os.path.dirname(os.path.abspath(sys.executable)), program)
    return own if os.access(own, os.X_OK) else shutil.which(program) or ""


def _git(toplevel: str, *arguments: str, may_fail: bool = False) -> str:
    code, output = _run(["git", *arguments], toplevel)
    if code and not may_fail:
        raise GitError(f"git {arguments[0]} failed: {output}")
    return "" if code else output


def _run(command: list[str], folder: str) -> tuple[int, str]:
    """Exit code and output of a program, what it says on standard error included."""
    import subprocess

    done = subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, stdin=subprocess.DEVNULL
    )
    return done.returncode, done.stdout.decode("utf-8", "surrogateescape").strip()
