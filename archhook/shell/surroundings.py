"""What a shell command is read against, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

UNKNOWN = "\0"
"""Stands in a word for what only a shell can tell, and can be no character of one."""

MANY = "\0\0"
"""The same where several words, or none, may come of it."""


class Surroundings(NamedTuple):
    """What lies around a command: the folder that it starts in, the user's home, and what the disk says."""

    cwd: str
    home: str = ""
    is_folder: Callable[[str], bool] = lambda path: True
    read: Callable[[str], str] = lambda path: ""
    """The text of a script; "" for what is none, or cannot be read."""
    listed: Callable[[str], tuple[str, ...]] = lambda folder: ()
    """The names in a folder, those of folders (no links) with a slash at the end."""
    tracked: Callable[[str], tuple[str, ...]] = lambda folder: ()
    """What git tracks below a folder, from there."""


class Ran(NamedTuple):
    """One program as it is run. Words, variables and paths hold UNKNOWN where they cannot be told."""

    cwd: str  # UNKNOWN where it cannot be told
    argv: tuple[str, ...]
    env: tuple[tuple[str, str], ...] = ()  # the variables that the command sets for it, sorted
    writes: tuple[str, ...] = ()  # files that its output is redirected to
    handed: str | None = None  # what it is given on standard input, where that can be told
    sure: bool = True  # it runs, whatever comes of the programs before it
    found: tuple[str, ...] | None = None  # what `find` comes to, as it prints it, where that can be told


class Reading(NamedTuple):
    """All programs that a command runs, in order, and what could not be looked into, in words."""

    ran: tuple[Ran, ...]
    unseen: tuple[str, ...]


def is_known(word: str) -> bool:
    """Whether all of a word can be told."""
    return UNKNOWN not in word


def program(argv: tuple[str, ...]) -> str:
    """The name of a program, without its folder; "" for none, or one that cannot be told."""
    return argv[0].rpartition("/")[2] if argv and is_known(argv[0]) else ""
