"""What a shell knows while it runs a script: folder, variables, functions; and what has been run until then."""

from __future__ import annotations

import os.path
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archhook.shell.changing_programs import GIT_READS, changing
from archhook.shell.surroundings import UNKNOWN, is_known, program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archhook.shell.surroundings import Ran, Surroundings
    from archhook.shell.syntax_nodes import Node

STEPS = 4000
"""So many commands are followed; loops and functions can ask for any number."""

DEEPEST = 40
"""So many commands within each other, functions and scripts of scripts included."""

LONGEST = 1 << 17
"""Characters of a variable's value; what grows in a loop is not followed further."""


class Trace:
    """What has been run, and what could not be looked into.

    `run` is what runs a command: the words of one may hold others.
    """

    def __init__(self, around: Surroundings, run: Callable[[Node, State, Trace], bool | None]) -> None:
        self.around = around
        self.run = run
        self.ran: list[Ran] = []
        self.unseen: list[str] = []
        self._steps = 0
        self._settled = 0  # so many of `ran` have been looked at
        self._changed = False
        self._depth = 0

    def go_on(self) -> bool:
        """Whether one command more may be followed."""
        self._steps += 1
        if self._steps == STEPS:
            self.unseen.append("it runs more commands than are looked at")
        return self._steps < STEPS

    @contextmanager
    def deeper(self) -> Iterator[bool]:
        """Whether one command more within others may be followed."""
        self._depth += 1
        if self._depth == DEEPEST:
            self.unseen.append("its commands are nested too deep")
        try:
            yield self._depth < DEEPEST
        finally:
            self._depth -= 1

    def disk_is_old(self) -> bool:
        """Whether what was run until now may have changed which files there are."""
        while self._settled < len(self.ran) and not self._changed:
            one = self.ran[self._settled]
            git = program(one.argv) == "git" and not one.writes
            self._changed = (one.argv[1:2] or ("",))[0] not in GIT_READS if git else bool(changing(one))
            self._settled += 1
        return self._changed

    def toplevel(self, cwd: str) -> str:
        """The top of the work tree that a folder lies in; UNKNOWN where that cannot be told."""
        folder = cwd
        while is_known(folder) and folder.startswith("/"):
            if self.around.is_folder(os.path.join(folder, ".git")) or self.around.read(os.path.join(folder, ".git")):
                return folder
            if folder == "/":
                break
            folder = os.path.dirname(folder)
        return UNKNOWN


class State:
    """The state of one shell; a subshell has a copy."""

    def __init__(self, cwd: str) -> None:
        self.cwd = cwd
        self.before = UNKNOWN  # the folder that `cd -` goes to
        self.stack: list[str] = []  # of `pushd`
        self.missing = ""  # where a `cd` that may have failed came from
        self.variables: dict[str, str] = {}
        self.names: frozenset[str] = frozenset()  # of the variables that programs get
        self.exports_all = False
        self.functions: dict[str, tuple[Node, bool]] = {}  # each with whether it is sure to be defined
        self.arguments: list[str] | None = None
        self.handed: str | None = None
        self.piped = False
        self.made = False  # folders may have come into being
        self.sure = True

    def copy(self) -> State:
        """Another that is the same."""
        other = State(self.cwd)
        other.take(self)
        return other

    def take(self, other: State) -> None:
        """Becomes what another is."""
        self.__dict__.update(other.__dict__)
        self.stack, self.variables, self.functions = [*other.stack], {**other.variables}, {**other.functions}

    def merge(self, other: State) -> None:
        """Keeps what this and another have in common: either may be the one."""
        self.cwd = self.cwd if self.cwd == other.cwd else UNKNOWN
        self.stack = self.stack if self.stack == other.stack else []
        for name in {*self.variables, *other.variables}:
            if self.variables.get(name) != other.variables.get(name):
                self.variables[name] = UNKNOWN
        self.names |= other.names
        self.before = self.before if self.before == other.before else UNKNOWN
        for name, found in {**other.functions, **self.functions}.items():
            if self.functions.get(name) != other.functions.get(name):
                self.functions[name] = (found[0], False)
        self.made = self.made or other.made

    def settle(self, *, assumed: bool) -> None:
        """Decides on a `cd` to a folder that is not there: `assumed`, it has succeeded; else nobody can tell."""
        if self.missing and not assumed:
            self.cwd = UNKNOWN
        self.missing = ""

    def assign(self, name: str, value: str, *, export: bool = False) -> None:
        """Sets a variable; `export`: programs get it."""
        self.variables[name] = value if len(value) <= LONGEST else UNKNOWN
        if export or self.exports_all:
            self.names |= {name}

    def exported(self) -> dict[str, str]:
        """The variables that programs get, of those that were set here."""
        return {name: self.variables[name] for name in self.names if name in self.variables}

    def value(self, name: str, trace: Trace) -> str:
        """A variable's value; UNKNOWN for one that is not set here."""
        if name in self.variables:
            return self.variables[name]
        if name == "PWD":
            return self.cwd
        if name == "HOME":
            return trace.around.home or UNKNOWN
        if self.arguments is not None:
            if name.isdigit() and name != "0":
                return self.arguments[int(name) - 1] if int(name) <= len(self.arguments) else ""
            if name in ("@", "*"):
                return " ".join(self.arguments)
            if name == "#":
                return str(len(self.arguments)) if is_known("".join(self.arguments)) else UNKNOWN
        return UNKNOWN
