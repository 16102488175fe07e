"""The files that a program changes, as far as its words name them."""

from __future__ import annotations

import os.path
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from archhook.shell.expansion import path_from
from archhook.shell.patches import patched_files
from archhook.shell.surroundings import UNKNOWN, is_known, program

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.shell.git_calls import GitCall
    from archhook.shell.surroundings import Ran

_REMOVING = frozenset({"rm", "unlink", "rmdir", "shred"})
_ALL = frozenset({"touch", "truncate", "tee"})
"""Programs that change what their operands name."""
_LAST = frozenset({"cp", "install", "ln", "rsync"})
"""Programs that change what the last of their operands names."""
_WRITING = ("-i", "--in-place", "--inplace", "-w", "--write")
FORMATTERS = {
    "black": (),
    "isort": (),
    "ruff": (),
    "pyupgrade": (),
    "autopep8": _WRITING,
    "autoflake": _WRITING,
    "docformatter": _WRITING,
    "yapf": _WRITING,
    "prettier": _WRITING,
}
"""Programs that write the files that they are given and those below the folders; with which options, if not always."""
_SHOWS = frozenset({"--check", "--check-only", "--diff", "-c", "--stdin-filename", "-"})
"""Options by which formatters write nothing."""
_RUNNERS = ("uvx", "pipx", "python", "python3")
_VALUES = {
    "truncate": ("-s", "--size", "-r", "--reference"),
    "touch": ("-d", "-t", "-r", "--date", "--reference"),
    "install": ("-m", "-o", "-g", "--mode", "--owner", "--group"),
    "black": ("-l", "--line-length", "-t", "--target-version", "--config"),
    "ruff": ("--config", "--select", "--ignore", "--extend-select", "--line-length", "--target-version", "--exclude"),
    "isort": ("--profile", "--settings-path", "--sp", "-l", "-s", "--skip", "-p"),
    "yapf": ("--style",),
}


def changed_files(ran: Ran, call: GitCall | None) -> tuple[str, ...]:
    """Absolute paths of the files and folders that a program changes; a pattern ends with UNKNOWN where it begins, and
    with a slash what is changed with all that lies below it.

    `call`: the call of git that it is.
    """
    cwd, named = ran.cwd, [*ran.writes]
    if call is not None:
        named += [_absolute(call.folder, path) if is_known(path) else path for path in _by_git(call)]
    elif ran.argv:
        named += _by_program(program(ran.argv), ran.argv[1:], ran)
    return tuple(dict.fromkeys(_absolute(cwd, path) for path in named if path))


def _absolute(cwd: str, path: str) -> str:
    """A path from a folder; of one that cannot be told as a whole, the folder that it certainly lies in."""
    known, unknown, _ = path.partition(UNKNOWN)
    if not unknown:
        return path_from(cwd, path) + "/" * (path.endswith("/") and is_known(cwd) and len(path) > 1)
    folder = path_from(cwd, known.rpartition("/")[0] or ("/" if known.startswith("/") else "."))
    return os.path.join(folder, UNKNOWN) if is_known(folder) and known else UNKNOWN


def _by_program(name: str, words: tuple[str, ...], ran: Ran) -> Iterable[str]:
    if name in _RUNNERS:
        words = words[1:] if words[:1] in (("-m",), ("run",)) else words if name == "uvx" else ()
        return _by_program(words[0], words[1:], ran) if words and words[0] not in _RUNNERS else ()
    operands, options = _split(words, _VALUES.get(name, ()))
    if name in ("apply_patch", "applypatch"):
        return patched_files("\n".join(words) if words else ran.handed or "")
    if name in _REMOVING:
        return [f"{one}/" for one in operands]
    if name == "mv" and operands:
        moved = [os.path.join(operands[-1], os.path.basename(one)) for one in operands[:-1]]
        return [*(f"{one}/" for one in operands[:-1]), operands[-1], *moved]
    if name in _ALL:
        return operands
    if name in _LAST:
        into = next((word for flag, word in pairwise(words) if flag == "-t"), "")
        target = into or (operands[-1] if len(operands) > 1 else "")
        return [target, *(os.path.join(target, os.path.basename(one)) for one in operands if one != target)]
    if name in ("chmod", "chown", "chgrp"):
        mode = next((word for word in words if word.startswith("-") and word[1:2] in ("r", "w", "x")), "")
        return operands if mode else operands[1:]
    if name in ("sed", "gsed") and any(one.startswith(("-i", "--in-place")) or _clustered(one, "i") for one in options):
        given, _ = _split(words, ("-e", "-f", "--expression", "--file"))
        return given if {"-e", "-f", "--expression", "--file"} & {*options} else given[1:]
    if name in ("perl", "ruby") and any(one.startswith("-i") or _clustered(one, "i") for one in options):
        return [
            word for word, before in zip(operands, _before(words, operands), strict=True) if not before.endswith("e")
        ]
    if name == "find" and "-delete" in words:
        if ran.found is not None:
            return ran.found
        starts = words[: next(at for at, one in enumerate(words) if one[:1] in ("-", "(", "!"))]
        return [f"{one}/{UNKNOWN}" for one in starts or (".",)]
    if name == "dd":
        return [word[3:] for word in words if word.startswith("of=")]
    if name == "patch":
        return operands[:1]
    return _by_formatter(name, operands, options) if name in FORMATTERS else ()


def _by_formatter(name: str, operands: list[str], options: list[str]) -> list[str]:
    needed = FORMATTERS[name]
    if _SHOWS & {*options, *operands} or (needed and not {*needed} & {*options}):
        return []
    if name == "ruff":
        fixes = any(one in ("--fix", "--fix-only", "--unsafe-fixes") for one in options)
        if operands[:1] != ["format"] and not (operands[:1] == ["check"] and fixes):
            return []
        operands = operands[1:] or ["."]
    return [one if not is_known(one) else f"{one}/" for one in operands]


WHOLE = ("stash", "reset", "switch")
"""Commands of git that work on the whole work tree, wherever in it they are called."""


def takes_back(call: GitCall) -> bool:
    """Whether of the folders that a call of git changes only those files change that differ from the last commit."""
    words = {*call.words}
    if call.command in WHOLE:
        return True
    sourced = any(one.startswith(("-s", "--source")) for one in call.words)
    revision = "--" in words and call.words.index("--") and not call.words[call.words.index("--") - 1].startswith("-")
    return (call.command == "restore" and not sourced) or (call.command == "checkout" and not revision)


def _by_git(call: GitCall) -> Iterable[str]:
    operands, options = _split(call.words, ("-s", "--source", "-m", "-b", "-B"))
    given = {*options}
    if call.command == "mv" and operands:
        return [*(f"{one}/" for one in operands[:-1]), operands[-1]]
    if call.command == "checkout":
        if given & {"-b", "-B", "--orphan", "-p", "--patch"}:
            return []
        operands = list(call.words[call.words.index("--") + 1 :]) if "--" in call.words else operands
        operands = operands or (["."] if given & {"-f", "--force"} else [])
    elif call.command == "restore":
        operands = [] if given & {"--staged", "-S"} and not given & {"--worktree", "-W"} else operands
    elif call.command == "stash":
        if call.words[:1] and call.words[0] not in ("push", "save") and not call.words[0].startswith("-"):
            return []
        operands = list(call.words[call.words.index("--") + 1 :]) if "--" in call.words else []
        operands = operands or ["."]
    elif call.command in ("reset", "switch"):
        hard = given & {"--hard", "--merge", "--discard-changes", "-f", "--force"}
        operands = ["."] if hard else []
    elif call.command == "clean":
        letters = "".join(one for one in options if one[:2] != "--")
        forced = ("f" in letters or "--force" in given) and "n" not in letters and "--dry-run" not in given
        operands = (operands or ["."]) if forced else []
    elif call.command != "rm" or "--cached" in options:
        return ()
    return [_pathspec(one) for one in operands]


def _pathspec(word: str) -> str:
    """A path that git is given, with all below it; of a pattern the folder that it lies in."""
    if word.startswith(":"):
        return UNKNOWN
    if set(word) & set("*?["):
        return f"{os.path.dirname(re.split('[*?[]', word)[0])}/{UNKNOWN}".lstrip("/")
    return word if not is_known(word) else f"{word}/"


def operands_of(words: tuple[str, ...], values: tuple[str, ...]) -> tuple[str, ...]:
    """The operands of a command line, of whose options some (`values`) take a word of their own."""
    return tuple(_split(words, values)[0])


def _split(words: tuple[str, ...], values: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """(operands, options) of a command line, of whose options some take a word of their own."""
    operands: list[str] = []
    options: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if word == "--":
            return [*operands, *words[at:]], options
        if word.startswith("-") and len(word) > 1:
            options.append(word)
            at += word in values
        else:
            operands.append(word)
    return operands, options


def _before(words: tuple[str, ...], operands: list[str]) -> list[str]:
    """The option right before each operand, "" for none."""
    found, at = [], 0
    for operand in operands:
        at = words.index(operand, at)
        found.append(words[at - 1] if at and words[at - 1].startswith("-") else "")
        at += 1
    return found


def _clustered(option: str, letter: str) -> bool:
    """Whether a letter is one of an option's combined letters: `-ni`, `-pi.bak`."""
    return re.fullmatch(rf"-[a-zA-Z]{{0,3}}{letter}(\..*|e)?", option) is not None
