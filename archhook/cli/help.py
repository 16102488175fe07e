"""Renders the help of archhook and of its commands from the table of arguments.py."""

from __future__ import annotations

from archhook.cli.commands import HELP, NAMES, VERSION, find

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.cli.commands import Option

EXIT_CODES = (
    ("0", "all laws hold"),
    ("1", "findings"),
    ("2", "could not judge: usage, configuration, git, or a ledger that cannot be read"),
    ("3", "a bug in archhook"),
    ("130", "interrupted"),
)
WIDTH = 100
LEFT = 60
"""What is longer than so many letters stands on a line of its own, above what is said of it."""


def render_help(name: str) -> str:
    """The help of a command, of a group of commands ("cache"), or with "" of archhook itself."""
    command = find(name)
    if command is None:
        return _overview(name)
    operand = ""
    if command.operands:
        several = command.most != 1 and " " not in command.operands  # else it says itself which of them may be many
        named = f"{command.operands} ..." if several else command.operands
        operand = f" {named}" if command.needed[0] else f" [{named}]"
    lines = [f"usage: archhook {name} [options]{operand}", "", _sentence(command.summary)]
    lines += _wrapped(command.detail)
    lines += ["", "options:", *_columns(_option_row(option) for option in (*command.options, HELP))]
    if command.alone:
        lines += ["", f"Of {', '.join(command.alone)} one at most can be given."]
    if command.examples:
        lines += ["", "examples:", *_columns((f"archhook {typed}", what) for typed, what in command.examples)]
    return "\n".join(lines) + "\n"


def _overview(group: str) -> str:
    commands = [command for name in NAMES if not group or name.split()[0] == group if (command := find(name))]
    head = f"archhook {group}".strip()
    lines = [f"usage: {head} COMMAND [options]", ""]
    if not group:
        lines += ["Checks that an executable architecture (architecture.py) and the code agree.", ""]
    lines += ["commands:", *_columns((command.name, command.summary) for command in commands)]
    if not group:
        lines += ["", "options:", *_columns(_option_row(option) for option in (VERSION, HELP))]
        lines += ["", "exit codes:", *_columns(EXIT_CODES)]
    lines += ["", f"`{head} COMMAND --help` explains a command."]
    return "\n".join(lines) + "\n"


def _option_row(option: Option) -> tuple[str, str]:
    names = f"{option.short}, {option.name}" if option.short else f"    {option.name}"
    return f"{names} {option.value}".rstrip(), option.summary


def _columns(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Two columns, the second wrapped; below what has no room beside it."""
    import textwrap

    rows = list(rows)
    left = max((len(name) for name, _ in rows if len(name) <= LEFT), default=2) + 4
    lines = []
    for name, text in rows:
        first, *others = textwrap.wrap(text, WIDTH - left)
        if len(name) > LEFT:
            lines.append(f"  {name}")
            name = ""
        lines.append(f"  {name:<{left - 2}}{first}")
        lines += [" " * left + other for other in others]
    return lines


def _wrapped(text: str) -> list[str]:
    """Paragraphs, wrapped; an indented line stands as it is, and an empty one parts paragraphs."""
    import textwrap

    lines: list[str] = []
    for line in text.splitlines():
        joins = bool(line and lines and lines[-1]) and " " not in (line[0], lines[-1][0])
        lines[-1:] = [f"{lines[-1]} {line}"] if joins else [*lines[-1:], line]
    return [part for line in lines for part in ([line] if line[:1] in ("", " ") else textwrap.wrap(line, WIDTH))]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
