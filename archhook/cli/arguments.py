"""From `argv`, read by the tables of the commands (commands.py), to what is to be judged.

Its own reader and not argparse, whose import would cost every commit half as much as the interpreter's start. The
help is rendered from the same tables (help.py), so nothing is said twice.
"""

from __future__ import annotations

from archhook.check.request import Request
from archhook.cli.commands import GROUPS, HELP, NAMES, VERSION, find
from archhook.cli.console import cache_dir, current_folder
from archhook.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import NamedTuple

    from archhook.cli.commands import Command, Option
else:
    from archhook.records import NamedTuple


HANDED_ON = ("ARGUMENT", "-- COMMAND")
"""Operands that are not ours: what git and pre-commit hand to a hook, and a command that is to be run."""


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

    def each(self, option: str) -> tuple[str, ...]:
        """The values of an option that may be given several times, or with several values, parted by commas."""
        return tuple(value.strip() for value in self.values.get(option, "").split(",") if value.strip())


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
    command = find(name)
    if command is None:
        raise _unknown_command(name, words)
    values, operands = _read(command, words)
    if HELP.name not in values:
        _refuse(command, values, operands)
    return Invocation(name, values, operands)


def request_of(invocation: Invocation, environment: Mapping[str, str], folder: str = "") -> Request:
    """What a command line names to be judged or asked about: the work tree unless it, or git, says otherwise.

    `folder`: where the project is looked for, "" for the current folder.
    """
    named = (("--staged", "index"), ("--rev", "commit"), ("--merge", "merge"))
    source = next((source for option, source in named if invocation.on(option)), "worktree")
    if invocation.command in ("hook pre-commit", "hook sync"):
        source = commit_source(environment)
    return Request(
        folder or current_folder(),
        source=source,
        rev=invocation.value("--rev"),
        merge=invocation.value("--merge"),
        config_path=in_snapshot(invocation.value("--config")),
        untracked=invocation.on("--untracked"),
        cache_dir=cache_dir(invocation.value("--cache-dir"), environment),
        no_cache=invocation.on("--no-cache"),
        verify=invocation.on("--verify-cache"),
        strict=invocation.on("--strict"),
        law=invocation.value("--law"),
    )


def commit_source(environment: Mapping[str, str]) -> str:
    """The snapshot that the gate of a commit judges: `index` while git commits, else `worktree`.

    git sets GIT_INDEX_FILE for the hooks of a commit; under `pre-commit run` it is not set, and the hooks look at the
    work tree.
    """
    return "index" if environment.get("GIT_INDEX_FILE") else "worktree"


def in_snapshot(path: str) -> str:
    """The value of `--config`, normalised: it names a file of what is judged, not one of the machine."""
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if path.startswith("/") or ".." in parts:
        fix = "write it relative to the repository's top: it is read from the index or the commit that is judged"
        raise UsageError(f"--config names {path!r}, which is no path in what is judged", fix=fix)
    return "/".join(parts)


def _bare(words: list[str]) -> Invocation:
    """Reads a command line that names no command first."""
    for word in words[:1]:
        for option in (HELP, VERSION):
            if word in (option.name, option.short):
                return Invocation("", {option.name: ""}, ())
        command = next((name for name in NAMES if name in words), "check")
        fix = f"options come after the command: archhook {command} {word}"
        raise UsageError(f"no command before the option {word}", fix=fix)
    raise UsageError(
        "no command given", fix="`archhook check` judges the project; `archhook --help` lists the commands"
    )


def _unknown_command(name: str, others: list[str]) -> UsageError:
    if name in ("help", "version"):
        about = " ".join(others) if name == "help" and (others[:1] or [""])[0] in {*NAMES, *GROUPS} else ""
        return UsageError(f"there is no command `{name}`", fix=f"write `archhook {about}{' ' * bool(about)}--{name}`")
    group = [command for command in NAMES if command.split()[0] == name.split()[0]]
    if name in GROUPS:
        return UsageError(f"`{name}` alone is no command", fix=f"it is one of: {', '.join(group)}")
    near = _nearest(name, group or NAMES)
    fix = f"did you mean `archhook {near}`?" if near else "`archhook --help` lists the commands"
    return UsageError(f"there is no command `{name}`", fix=fix)


def _read(command: Command, words: list[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Splits the words after a command into options and operands (of a repeated option: see Option)."""
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
        found = _value(command, option, words, given, value)
        # Of an option that is given twice the last counts, as in most commands: what is typed overrides what an alias
        # or a script has said before.
        before = values.get(option.name) if option.many else None
        values[option.name] = f"{before},{found}" if before else found
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
    """Refuses what cannot go together, is too much, or too little."""
    given = [option for option in command.alone if option in values]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} exclude each other", fix=f"give {' or '.join(given)}")
    if "" in operands and command.operands not in HANDED_ON:
        raise UsageError(
            f"`archhook {command.name}` is given an empty argument",
            fix="a variable of the shell may be empty; `.` is the current folder",
        )
    if command.needed[0] and not operands:
        raise UsageError(command.needed[0], fix=command.needed[1])
    if command.most < 0 or len(operands) <= command.most:
        return
    extra = operands[command.most]
    fix = f"`archhook {command.name} --help` says what it takes"
    raise UsageError(f"`archhook {command.name}` does not take the argument {extra!r}", fix=fix)


def _nearest(name: str, candidates: Iterable[str]) -> str | None:
    from archhook.suggest import nearest

    return nearest(name, candidates)
