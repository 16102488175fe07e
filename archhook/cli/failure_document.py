"""What a command that could not do its work writes where it is asked for a document: why, in that format."""

from __future__ import annotations

from archhook.cli.arguments import read_arguments
from archhook.cli.cmd_check import chosen_format
from archhook.cli.commands import REPORTS
from archhook.cli.console import deliver, has_delivered
from archhook.errors import ArchhookError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OPTIONS = {"--format": "--format", "--output": "--output", "-o": "--output"}
JUDGING = ("check", "hook")


def report_failure(words: Sequence[str], environment: Mapping[str, str], error: ArchhookError, code: int) -> None:
    """Writes why a command failed to where its report would have gone; nothing where text is asked for.

    Nor where a report was written before it failed: two documents are none. `ArchhookError` where it cannot be written.
    """
    values = _values(words)
    judges = bool(words) and words[0] in JUDGING
    chosen = chosen_format(values, environment) if judges else values.get("--format", "text")
    if chosen not in REPORTS or has_delivered():
        return
    from importlib import import_module

    text: str = import_module(f"archhook.report.{chosen}").render_failure(error, code)
    try:
        deliver(text, values.get("--output", ""))
    except ArchhookError:  # that the file cannot be written may be what failed
        deliver(text)


def _values(words: Sequence[str]) -> Mapping[str, str]:
    """The options of a command line, as far as they can be told of one that is wrong."""
    try:
        return read_arguments(words).values
    except ArchhookError:
        return _recognised(list(words))


def _recognised(words: list[str]) -> dict[str, str]:
    """Format and output of a command line that cannot be read as a whole."""
    values: dict[str, str] = {}
    while words:
        word = words.pop(0)
        if word == "--":
            break
        name, given, value = word.partition("=")
        if word[:2] == "-o" and len(word) > 2:
            name, given, value = "-o", "=", word[2:]
        if name not in OPTIONS:
            continue
        if not given and words and not words[0].startswith("-"):
            value = words.pop(0)
        values[OPTIONS[name]] = value
    return values
