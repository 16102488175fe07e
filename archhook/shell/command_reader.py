"""A shell script's text -> its commands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archhook.shell.compound_reader import WORDS, CompoundReader
from archhook.shell.syntax_nodes import Choice, Function, Group, Joined, Pipeline, Simple
from archhook.shell.word_reader import NotShellError

if TYPE_CHECKING:
    from archhook.shell.syntax_nodes import Node

_NAMED = re.compile(r"([^\s;&|()<>'\"\\$`=]+)[ \t]*\([ \t]*\)")
_ENDS = frozenset({"then", "elif", "else", "fi", "do", "done", "esac", "}"})
_BEFORE = frozenset({"!", "time", "coproc"})
"""Words before a command that change nothing of what it does."""


class CommandReader(CompoundReader):
    """Reads commands, by the grammar of bash, as far as commands that people write need it.

    `lines`: those at the top, of all lines that were read to their end.
    """

    def __init__(self, text: str, depth: int = 0) -> None:
        super().__init__(text, depth)
        self.lines: list[tuple[str, Node]] = []
        self._is_top = True

    def script(self, end: str) -> Node:
        """The commands up to the character `end` ("": the end of the text), which is passed over."""
        is_top, self._is_top = self._is_top, False
        found = self.joined(end, lines=self.lines if is_top else None)
        if self.at >= len(self.text):
            if end:
                raise NotShellError
            return found
        if not end or not self.peek(end):
            raise NotShellError
        self.at += 1
        return found

    def joined(
        self, end: str, stops: frozenset[str] = frozenset(), lines: list[tuple[str, Node]] | None = None
    ) -> Joined:
        """Commands one after the other, up to `end`, to one of some reserved words, or to `;;`.

        `lines` is given what was read whenever a line ends with it.
        """
        items: list[tuple[str, Node]] = []
        before = ""
        while True:
            self.space()
            at_end = self.at >= len(self.text) or (end and self.peek(end)) or self.peek(";;") or self.peek(";&")
            if at_end or (stops and self.next_bare() in stops):
                if before in ("&&", "||"):
                    raise NotShellError
                return Joined(tuple(items))
            start = self.at
            command = self._pipeline()
            self.blanks()
            joint = next((one for one in ("&&", "||", "&", ";", "\n") if self.peek(one)), "")
            if joint == ";" and (self.peek(";;") or self.peek(";&")):
                joint = ""
            if joint == "&":
                command = Group(command, apart=True)
            items.append((before, command))
            if joint == "\n":
                self.newline()
                if lines is not None:
                    lines += items[len(lines) :]
            else:
                self.at += len(joint)
            before = joint if joint in ("&&", "||") else ";"
            if self.at == start:
                raise NotShellError

    def _pipeline(self) -> Node:
        turned = False
        while self.next_bare() in _BEFORE:
            turned = turned != (self.next_bare() == "!")
            self.at += len(self.next_bare())
            self.blanks()
            if self.peek("-p"):  # of `time`
                self.at += 2
                self.blanks()
        found = [self._command()]
        while True:
            self.blanks()
            if not self.peek("|") or self.peek("||"):
                one = found[0] if len(found) == 1 else Pipeline(tuple(found))
                return Choice((one,), ()) if turned else one  # whether it succeeds is not told
            self.at += 2 if self.peek("|&") else 1
            self.space()
            found.append(self._command())

    def _command(self) -> Node:
        if self.peek("(("):
            at = self.at
            try:
                self.at += 2
                word = self.arithmetic()
                redirections = self.redirections()
                return Choice((), (), (word,), redirections) if word else Simple((), (), redirections)
            except NotShellError:
                self.at = at
        if self.peek("("):
            self.at += 1
            return Group(self.inner(")"), apart=True, redirections=self.redirections())
        bare = self.next_bare()
        if bare == "{":
            return self._braces()
        if bare == "[[":
            return self.condition()
        if bare in WORDS:
            return self.compound(bare)
        named = _NAMED.match(self.text, self.at)
        if bare == "function" or (named and named[1] not in _ENDS):
            return self._function(named)
        if bare in _ENDS:
            raise NotShellError
        return self.simple()

    def _braces(self) -> Node:
        self.take("{")
        body = self.until("}")
        self.take("}")
        return Group(body, apart=False, redirections=self.redirections())

    def _function(self, named: re.Match[str] | None) -> Node:
        if named:
            name = named[1]
            self.at = named.end()
        else:
            self.at += len("function")
            self.blanks()
            name = self.next_bare()
            self.at += len(name)
            self.blanks()
            if self.peek("("):
                self.at = self.find(")", self.at) + 1
        self.space()
        return Function(name, self._command())


def read_commands(text: str) -> tuple[Node, bool]:
    """(the commands of a script, whether it is one as a whole).

    A shell runs what stands before a mistake, too. What is nested too deep to be read is a mistake here.
    """
    reader = CommandReader(text)
    try:
        return reader.script(""), True
    except (NotShellError, RecursionError):
        return Joined(tuple(reader.lines)), False
