"""What a command line is made of: commands, options, and what was understood of one."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
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
    """One command. `operands` names what it takes besides options; `most` says how many (-1: any number).

    `needed`: what is said where none is given, and what to do, of a command that does nothing without one.
    """

    name: str
    summary: str
    options: tuple[Option, ...] = ()
    operands: str = ""
    most: int = 0
    detail: str = ""
    alone: tuple[str, ...] = ()  # options of which one at most may be given
    examples: tuple[tuple[str, str], ...] = ()  # (what is typed after `archhook`, what it does)
    needed: tuple[str, str] = ("", "")


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
NO_CACHE = Option("--no-cache", "compute everything anew and remember nothing")
CACHE_DIR = Option("--cache-dir", "where the cache lies (else ARCHHOOK_CACHE_DIR, else git's own folder)", "DIR")
VERIFY_CACHE = Option("--verify-cache", "compute again whatever came from the cache; a difference is a bug (exit 3)")
CACHING = (NO_CACHE, CACHE_DIR, VERIFY_CACHE)
"""The options of whatever reads through the cache."""
QUIET = Option("--quiet", "no summary and no notes", short="-q")
REPORTS = ("json", "github", "sarif", "junit")
"""The formats of a verdict beside text: each is a module of report/."""
COMMON = (
    Option(
        "--format",
        "text, json, github (annotations), sarif or junit; text by itself, under GITHUB_ACTIONS github",
        "FORMAT",
        choices=("text", *REPORTS),
    ),
    Option("--output", "write the report to a file and not to standard output", "FILE", short="-o"),
    CONFIG,
    Option("--strict", "warnings fail, too"),
    *CACHING,
    Option("--verbose", "say what was rechecked, and why", short="-v"),
    QUIET,
    COLOR,
)
