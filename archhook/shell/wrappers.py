"""Programs that run another: `env`, `sudo`, `xargs`, `bash -c`: which one, with which words, or which script."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from archhook.shell.surroundings import MANY, is_known, program

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Wrapper(NamedTuple):
    """How the command line of a wrapper is read.

    `values`: its options that take a word of their own. `skipped`: so many operands come before the program.
    """

    values: tuple[str, ...] = ()
    skipped: int = 0
    assigns: bool = False  # NAME=VALUE may come before the program


class Inner(NamedTuple):
    """What is run: a program (`argv`), or a script (`text`, with `arguments`; None: it cannot be told).

    `folder`: where to, "" for here; `file`: the script is in a file of that name.
    """

    argv: tuple[str, ...] = ()
    env: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()  # variables that it does not get
    emptied: bool = False  # it gets none of ours
    folder: str = ""
    script: bool = False
    text: str | None = None
    file: str = ""
    arguments: tuple[str, ...] = ()
    piped: bool = False  # the script is what it reads on standard input


WRAPPERS = {
    "env": Wrapper(("-u", "--unset", "-C", "--chdir", "-S", "--split-string"), assigns=True),
    "sudo": Wrapper(
        ("-u", "-g", "-h", "-p", "-C", "-T", "-D", "-R", "-r", "-t", "-U", "--user", "--chdir"), assigns=True
    ),
    "doas": Wrapper(("-u", "-C")),
    "command": Wrapper(),
    "builtin": Wrapper(),
    "exec": Wrapper(("-a",)),
    "nohup": Wrapper(),
    "setsid": Wrapper(),
    "time": Wrapper(("-f", "-o", "--format", "--output")),
    "nice": Wrapper(("-n", "--adjustment")),
    "ionice": Wrapper(("-c", "-n", "--class", "--classdata")),
    "timeout": Wrapper(("-k", "-s", "--kill-after", "--signal"), skipped=1),
    "stdbuf": Wrapper(("-i", "-o", "-e")),
    "flock": Wrapper(("-w", "-E", "--timeout"), skipped=1),
    "busybox": Wrapper(),
    "strace": Wrapper(("-o", "-e", "-p", "-s", "-u", "-E", "-P")),
    "ltrace": Wrapper(("-o", "-e", "-n", "-u")),
    "watch": Wrapper(("-n", "--interval")),
    "xargs": Wrapper(("-n", "-L", "-I", "-P", "-s", "-d", "-a", "-E", "--max-args", "--max-procs", "--delimiter")),
}
"""Program -> how its command line is read."""

RUNNERS = frozenset({"uv", "poetry", "pipenv", "pdm", "hatch", "pixi", "rye"})
"""Programs that run another by their command `run`."""

SHELLS = frozenset({"bash", "sh", "zsh", "dash", "ksh", "ash", "fish"})
_SHELL_VALUES = ("-o", "-O", "+o", "+O", "--rcfile", "--init-file")


def inner_of(argv: tuple[str, ...]) -> Inner | None:
    """What a program runs in its turn; None for one that runs itself alone."""
    name = program(argv)
    if name in SHELLS:
        return _shell(argv)
    if name == "eval":
        words = argv[2:] if argv[1:2] == ("--",) else argv[1:]
        return Inner(script=True, text=_known(" ".join(words)))
    if name in (".", "source") and len(argv) > 1:
        return Inner(script=True, file=argv[1], arguments=argv[2:])
    if name == "trap" and len(argv) > 2:
        return Inner(script=True, text=_known(argv[1]))
    if name in ("su", "script", "runuser") and "-c" in argv[:-1]:
        return Inner(script=True, text=_known(argv[argv.index("-c") + 1]))
    if name == "find":
        return _find(argv)
    if name in RUNNERS and argv[1:2] == ("run",):
        return _wrapped(Wrapper(("--with", "--extra", "--group", "-p", "--python", "-e", "--env")), argv[1:])
    wrapper = WRAPPERS.get(name)
    if wrapper is None or (name == "command" and argv[1:2] and argv[1] in ("-v", "-V")):
        return None
    found = _wrapped(wrapper, argv)
    return found._replace(argv=(*found.argv, MANY)) if name == "xargs" and found.argv else found


def handed_on(argv: tuple[str, ...], handed: str | None) -> tuple[str, ...] | None:
    """The words that `xargs` hands on of what it reads; None where that cannot be told."""
    if handed is None or not is_known("".join(argv)):
        return None
    lines = any(one.startswith(("-0", "-d", "--null", "--delimiter", "-I")) for one in argv)
    return tuple(one for one in (handed.split("\n") if lines else handed.split()) if one)


def with_names(argv: tuple[str, ...], outer: tuple[str, ...], names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The command lines that `find` (`-exec`) and `xargs` make of names; `outer`: their own command line."""
    options = pairwise((*outer, ""))
    mark = next((one[2:] or after for one, after in options if one.startswith("-I") and program(outer) == "xargs"), "")
    if mark:
        for name in names:
            yield tuple(word.replace(mark, name) for word in argv if word != MANY)
    elif "+" in outer or program(outer) == "xargs":
        yield tuple(name for word in argv for name in (names if word == MANY else (word,)))
    else:
        for name in names:
            yield tuple(name if word == MANY else word for word in argv)


def _wrapped(wrapper: Wrapper, argv: Sequence[str]) -> Inner:
    env: dict[str, str] = {}
    dropped: list[str] = []
    folder, emptied, skipped, at = "", False, wrapper.skipped, 1
    while at < len(argv):
        word = argv[at]
        at += 1
        name, given, value = word.partition("=")
        if word == "--":
            if not wrapper.assigns:
                return Inner(tuple(argv[at + skipped :]), tuple(env.items()), tuple(dropped), emptied, folder)
        elif word.startswith("-") and word != "-":
            if name in wrapper.values and not given:
                value, at = "".join(argv[at : at + 1]), at + 1
            elif word[:2] in wrapper.values and not word.startswith("--"):
                name, value = word[:2], word[2:]
            emptied = emptied or (wrapper.assigns and word in ("-i", "--ignore-environment"))
            if name in ("-C", "--chdir", "-D") and wrapper.assigns:
                folder = value
            elif name in ("-u", "--unset") and "-S" in wrapper.values:
                dropped.append(value)
            elif name in ("-S", "--split-string") and "-S" in wrapper.values:
                argv, at = (*argv[:at], *value.split(), *argv[at:]), at
        elif wrapper.assigns and word == "-":
            emptied = True
        elif wrapper.assigns and given:
            env[name] = value
        elif skipped:
            skipped -= 1
        else:
            return Inner(tuple(argv[at - 1 :]), tuple(env.items()), tuple(dropped), emptied, folder)
    return Inner()


def _shell(argv: tuple[str, ...]) -> Inner:
    """`bash -c TEXT`, `bash FILE`, `bash` (of which the script is on standard input)."""
    command, piped, at = False, False, 1
    while at < len(argv) and argv[at][:1] in ("-", "+") and argv[at] not in ("-", "--"):
        word = argv[at]
        if word in ("--version", "--help", "-n"):
            return Inner()
        if not word.startswith("--"):
            command = command or (word[0] == "-" and "c" in word)
            piped = piped or (word[0] == "-" and "s" in word)
        at += 2 if word in _SHELL_VALUES or (word[1:] and word[-1] in "oO" and word[1] != "-") else 1
    at += argv[at : at + 1] in (("--",), ("-",))
    operands = argv[at:]
    if command:
        return Inner(script=True, text=_known(operands[0]) if operands else "", arguments=operands[2:])
    if operands and not piped:
        return Inner(script=True, file=operands[0], arguments=operands[1:])
    return Inner(script=True, piped=True, arguments=operands)


def _find(argv: tuple[str, ...]) -> Inner | None:
    """The program of the first `-exec`; what it finds is not told."""
    for at, word in enumerate(argv):
        if word in ("-exec", "-execdir", "-ok", "-okdir"):
            rest = argv[at + 1 :]
            ends = [position for position, one in enumerate(rest) if one in (";", "+")]
            return Inner(tuple(MANY if one == "{}" else one for one in rest[: ends[0] if ends else None]))
    return None


def _known(text: str) -> str | None:
    return text if is_known(text) else None
