"""The command line as data: the table of commands and options, and the reader of `argv` that follows it.

Its own reader and not argparse, whose import would cost every commit half as much as the interpreter's start. The
help is rendered from the same table (help.py), so nothing is said twice.
"""

from __future__ import annotations

from archhook.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NamedTuple
else:
    from archhook.records import NamedTuple


class Option(NamedTuple):
    """One option. Without `value`, the name of what it takes, it is a switch."""

    name: str
    summary: str
    value: str = ""
    short: str = ""
    choices: tuple[str, ...] = ()


class Command(NamedTuple):
    """One command. `operands` names what it takes besides options; `most` says how many (-1: any number)."""

    name: str
    summary: str
    options: tuple[Option, ...] = ()
    operands: str = ""
    most: int = 0
    detail: str = ""
    alone: tuple[str, ...] = ()  # options of which one at most may be given


class Invocation(NamedTuple):
    """A command line that was understood: the values of the options given, "" for a switch."""

    command: str  # "" for archhook itself
    values: dict[str, str]
    operands: tuple[str, ...]

    def on(self, option: str) -> bool:
        """Whether a switch was given."""
        return option in self.values

    def value(self, option: str, default: str = "") -> str:
        """The value of an option."""
        return self.values.get(option, default)


HELP = Option("--help", "show this help and exit", short="-h")
VERSION = Option("--version", "show the version and exit", short="-V")
COLOR = Option("--color", "colour the text: auto, always or never", "WHEN", choices=("auto", "always", "never"))
CONFIG = Option("--config", "the configuration file, a path in what is judged; its folder is the project", "PATH")
CACHE_DIR = Option("--cache-dir", "where the cache lies (else ARCHHOOK_CACHE_DIR, else git's own folder)", "DIR")
QUIET = Option("--quiet", "no summary and no notes", short="-q")
COMMON = (
    Option("--format", "text (default) or json", "FORMAT", choices=("text", "json")),
    Option("--output", "write the report to a file and not to standard output", "FILE", short="-o"),
    CONFIG,
    Option("--strict", "warnings fail, too"),
    Option("--no-cache", "compute everything anew and remember nothing"),
    CACHE_DIR,
    Option("--verify-cache", "compute again whatever came from the cache; a difference is a bug (exit 3)"),
    Option("--verbose", "say what was rechecked, and why", short="-v"),
    QUIET,
    COLOR,
)
SOURCES = (
    Option("--staged", "judge the index: what `git commit` would record"),
    Option("--rev", "judge the tree of a commit", "REV"),
    Option("--range", "judge each commit of A..B in turn", "A..B"),
    Option("--untracked", "judge the work tree with the files that git does not track yet, unless it ignores them"),
)
COMMANDS = (
    Command(
        "check",
        "judge the project: the tracked files as they lie in the work tree",
        (*SOURCES, *COMMON),
        alone=tuple(option.name for option in SOURCES),
        detail="Outside git, every file below the folder is judged.",
    ),
    Command(
        "hook pre-commit",
        "the gate of a commit: judges the index, or the work tree under `pre-commit run`",
        COMMON,
        operands="ARGUMENT",
        most=-1,
        detail="Called by git and by pre-commit. GIT_INDEX_FILE tells that a commit is being made.",
    ),
    Command(
        "hook pre-push",
        "the gate of a push: judges every ref pushed to a shared branch",
        COMMON,
        operands="ARGUMENT",
        most=-1,
        detail="Called by git, with the refs on standard input, and by pre-commit, with the ref in its variables.",
    ),
    Command(
        "install",
        "put the gates into this repository",
        (
            Option("--git", "write plain git hooks, without pre-commit"),
            Option("--repo", "use the hooks that a repository publishes (default: the archhook installed here)", "URL"),
            Option("--rev", "the revision of that repository", "REV"),
            QUIET,
        ),
        detail="Run twice, it changes nothing the second time.",
    ),
    Command(
        "rule",
        "list the laws, or explain one",
        (COLOR,),
        operands="CODE",
        most=1,
    ),
    Command("cache info", "where the cache lies and what it holds", (CACHE_DIR,)),
    Command("cache clear", "forget everything that was computed before", (CACHE_DIR, QUIET)),
)
BY_NAME = {command.name: command for command in COMMANDS}
GROUPS = tuple(dict.fromkeys(command.name.split()[0] for command in COMMANDS if " " in command.name))


def read_arguments(argv: Iterable[str]) -> Invocation:
    """What a command line asks for. `--help` and `--version` are kept in `values` like any other option.

    UsageError, with the word that was probably meant: an unknown command or option, a value missing, unknown or too
    many, options that exclude each other.
    """
    words = list(argv)
    if not words or words[0].startswith("-"):
        return _bare(words)
    name = words.pop(0)
    if name in GROUPS and words and (not words[0].startswith("-")):
        name = f"{name} {words.pop(0)}"
    if name in GROUPS and any(word in ("--help", "-h") for word in words):
        return Invocation(name, {HELP.name: ""}, ())
    command = BY_NAME.get(name)
    if command is None:
        raise _unknown_command(name)
    values, operands = _read(command, words)
    if HELP.name not in values:
        _refuse(command, values, operands)
    return Invocation(name, values, operands)


def _bare(words: list[str]) -> Invocation:
    """Reads a command line that names no command first."""
    for word in words[:1]:
        for option in (HELP, VERSION):
            if word in (option.name, option.short):
                return Invocation("", {option.name: ""}, ())
        command = next((name for name in BY_NAME if name in words), "check")
        fix = f"options come after the command: archhook {command} {word}"
        raise UsageError(f"no command before the option {word}", fix=fix)
    raise UsageError(
        "no command given", fix="`archhook check` judges the project; `archhook --help` lists the commands"
    )


def _unknown_command(name: str) -> UsageError:
    group = [command for command in BY_NAME if command.split()[0] == name.split()[0]]
    if name in GROUPS:
        return UsageError(f"`{name}` alone is no command", fix=f"it is one of: {', '.join(group)}")
    near = _nearest(name, group or BY_NAME)
    fix = f"did you mean `archhook {near}`?" if near else "`archhook --help` lists the commands"
    return UsageError(f"there is no command `{name}`", fix=fix)


def _read(command: Command, words: list[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Splits the words after a command into options and operands; the last of a repeated option counts."""
    options = {option.name: option for option in (*command.options, HELP)}
    shorts = {option.short: option for option in options.values() if option.short}
    values: dict[str, str] = {}
    operands: list[str] = []
    while words:
        word = words.pop(0)
        if word == "--":
            operands += words
            break
        if word == "-" or not word.startswith("-"):
            operands.append(word)
            continue
        if not word.startswith("--") and len(word) > 2:  # -vq, -oFILE
            first = shorts.get(word[:2])
            words[:0] = [word[:2], word[2:] if first and first.value else f"-{word[2:]}"]
            continue
        name, given, value = word.partition("=")
        option = options.get(name) or shorts.get(word)
        if option is None:
            raise _unknown_option(command, name, options)
        values[option.name] = _value(command, option, words, given, value)
    return values, tuple(operands)


def _value(command: Command, option: Option, words: list[str], given: str, value: str) -> str:
    if not option.value:
        if given:
            raise UsageError(f"{option.name} takes no value", fix=f"write archhook {command.name} {option.name}")
        return ""
    if not given:
        if not words or (words[0].startswith("-") and words[0] != "-"):
            raise UsageError(f"{option.name} needs a value", fix=f"write {option.name} {option.value}")
        value = words.pop(0)
    if not value:
        raise UsageError(f"{option.name} is given an empty value", fix=f"write {option.name} {option.value}")
    if option.choices and value not in option.choices:
        near = _nearest(value, option.choices)
        listed = ", ".join(option.choices)
        fix = f"did you mean {option.name} {near}?" if near else f"it is one of: {listed}"
        raise UsageError(f"{option.name} cannot be {value!r}", fix=fix)
    return value


def _unknown_option(command: Command, name: str, options: Iterable[str]) -> UsageError:
    near = _nearest(name, options) if name.startswith("--") else None
    fix = f"did you mean {near}?" if near else f"`archhook {command.name} --help` lists the options"
    return UsageError(f"`archhook {command.name}` has no option {name}", fix=fix)


def _refuse(command: Command, values: dict[str, str], operands: tuple[str, ...]) -> None:
    """Refuses what cannot go together."""
    given = [option for option in command.alone if option in values]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} exclude each other", fix=f"give {' or '.join(given)}")
    if command.most < 0 or len(operands) <= command.most:
        return
    extra = operands[command.most]
    fix = f"`archhook {command.name} --help` says what it takes"
    if command.name == "check":
        fix = "a verdict is about the whole project, so check takes no files; --rev REV judges a commit"
    raise UsageError(f"`archhook {command.name}` does not take the argument {extra!r}", fix=fix)


def _nearest(name: str, candidates: Iterable[str]) -> str | None:
    from archhook.nearest import nearest

    return nearest(name, candidates)
