"""What the builtins of a shell change: the folder, variables, arguments."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from archhook.shell.surroundings import UNKNOWN, is_known, program

if TYPE_CHECKING:
    from archhook.shell.shell_state import State, Trace
    from archhook.shell.surroundings import Ran

_SUCCEED = frozenset({"true", ":", "echo", "printf", "pwd", "export", "set", "shopt", "umask", "sleep"})
_MAKERS = frozenset({"mkdir", "unzip", "tar", "cp", "mv", "rsync", "install", "ln", "gh", "cargo", "npm", "uv"})
_DECLARES = frozenset({"export", "declare", "typeset", "local", "readonly"})


def run_builtin(ran: Ran, state: State, trace: Trace) -> bool | None:
    """Has a builtin change the state. Whether it succeeds; None where that cannot be told, and for programs."""
    name, words = program(ran.argv), ran.argv[1:]
    if name in ("cd", "chdir"):
        return _cd(words, state, trace)
    if name == "pushd":
        return _pushd(words, state, trace)
    if name == "popd":
        if not state.stack:
            return False
        state.before, state.cwd = state.cwd, state.stack.pop()
        return True
    if name in _DECLARES:
        _declare(name, words, state)
        return None if name != "export" else True
    if name == "unset":
        for word in words:
            state.variables.pop(word, None)
            state.functions.pop(word, None)
        return True
    if name == "set":
        _set(words, state)
    elif name == "shift" and state.arguments is not None:
        state.arguments = state.arguments[int(words[0]) if words[:1] and words[0].isdigit() else 1 :]
        return True
    elif name == "read":
        for word in words:
            state.variables[word] = UNKNOWN
    if name in _MAKERS or (name == "git" and {"clone", "worktree", "init", "checkout", "switch"} & {*words}):
        state.made = True
    return True if name in _SUCCEED else False if name == "false" else None


def _cd(words: tuple[str, ...], state: State, trace: Trace) -> bool | None:
    operands = [word for word in words if word == "-" or not word.startswith("-")]
    options = [word for word in words if word not in operands and word not in ("-L", "-P", "-e", "-@", "--")]
    if len(operands) > 1 and all(map(is_known, operands)):
        return False
    target = operands[0] if operands else trace.around.home or UNKNOWN
    if target == "-":
        target = state.before
    if not is_known(target) or options or (not target.startswith("/") and not is_known(state.cwd)):
        state.before = state.cwd = UNKNOWN
        return None
    if not target:
        return True
    path = os.path.normpath(os.path.join(state.cwd, target))
    path = "/" + path.lstrip("/")
    known = trace.around.is_folder(path)
    state.before, state.cwd = state.cwd, path
    if known or state.made:
        return True
    state.missing = path
    return None


def _pushd(words: tuple[str, ...], state: State, trace: Trace) -> bool | None:
    operands = [word for word in words if not word.startswith(("-", "+"))]
    here = state.cwd
    if len(operands) == 1 and len(words) == 1:
        status = _cd((operands[0],), state, trace)
        state.stack.append(here)
        return status
    if not words and state.stack:
        state.cwd, state.stack[-1] = state.stack[-1], here
        return True
    state.cwd = UNKNOWN
    return None


def _declare(name: str, words: tuple[str, ...], state: State) -> None:
    """`export A=1 B`, `declare -x A=1`, `local A=1`."""
    options = "".join(word[1:] for word in words if word.startswith("-"))
    export = (name == "export" and "n" not in options) or "x" in options
    for word in words:
        if word.startswith(("-", "+")) or not is_known(word.partition("=")[0]):
            continue
        variable, given, value = word.partition("=")
        if given:
            state.assign(variable, value, export=export)
        elif export:
            state.names |= {variable}
        elif name == "export":  # -n
            state.names -= {variable}


def _set(words: tuple[str, ...], state: State) -> None:
    """`set -a` has every variable be given to programs; `set -- a b` sets the arguments."""
    for at, word in enumerate(words):
        if word == "--":
            state.arguments = list(words[at + 1 :])
            return
        if word[:1] in ("-", "+") and "a" in word[1:] and word[1:].isalpha():
            state.exports_all = word[0] == "-"
        if word == "allexport" and at:
            state.exports_all = words[at - 1] == "-o"
