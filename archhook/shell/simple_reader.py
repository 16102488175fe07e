"""A command of a shell that is a program with its words: assignments, lists, redirections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archhook.shell.syntax_nodes import Document, Part, Redirection, Simple
from archhook.shell.word_reader import NotShellError, WordReader, literal

if TYPE_CHECKING:
    from archhook.shell.syntax_nodes import Word

_ASSIGNED = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(?:\[[^]=\s]*\])?(\+?=)")
_REDIRECTED = re.compile(r"(?:\d+|\{[A-Za-z_]\w*\})?(<<<|<<-|<<|<>|<&|>>|>&|>\||<(?!\()|>(?!\()|&>>|&>)")


class SimpleReader(WordReader):
    """Takes commands of which each is one program."""

    def space(self) -> None:
        """Passes over blanks, comments and ends of lines."""
        self.blanks()
        while self.peek("\n"):
            self.newline()
            self.blanks()

    def simple(self) -> Simple:
        """The command that begins here. `NotShellError` where none does."""
        assignments: list[tuple[str, Word]] = []
        words: list[Word] = []
        redirected: list[Redirection] = []
        while True:
            self.blanks()
            found = self._redirection()
            if found:
                redirected.append(found)
                continue
            if not words and (match := _ASSIGNED.match(self.text, self.at)):
                self.at = match.end()
                assignments.append((match[1], self._value(known=match[2] == "=" and "[" not in match[0])))
                continue
            word = self.word()
            if not word:
                if not (assignments or words or redirected):
                    raise NotShellError
                return Simple(tuple(assignments), tuple(words), tuple(redirected))
            words.append(word)
            if words and self.peek("(") and literal(word) is not None and word[-1].value.endswith("="):
                self._list()  # of `declare -a names=(...)`

    def _value(self, *, known: bool) -> Word:
        """What is assigned; nothing that is known for a list, or for what is added to a value."""
        if self.peek("("):
            return (Part("unknown", "", quoted=True), *self._list())
        word = self.word()
        return word if known else (*word, Part("unknown", "", quoted=True))

    def _list(self) -> Word:
        """The substitutions in a list `(a b)`."""
        self.at += 1
        parts: list[Part] = []
        while True:
            self.space()
            if self.at >= len(self.text):
                raise NotShellError
            word = self.word()
            parts += [part for part in word if part.kind == "output"]
            if not word:
                self.at += 1
                if self.text[self.at - 1] == ")":
                    return tuple(parts)

    def redirections(self) -> tuple[Redirection, ...]:
        """The redirections behind a command in brackets."""
        found: list[Redirection] = []
        while True:
            self.blanks()
            one = self._redirection()
            if one is None:
                return tuple(found)
            found.append(one)

    def _redirection(self) -> Redirection | None:
        match = _REDIRECTED.match(self.text, self.at)
        if match is None:
            return None
        self.at = match.end()
        operator = match[1]
        self.blanks()
        word = self.word()
        if not word:
            raise NotShellError
        if operator not in ("<<", "<<-"):
            return Redirection(operator, word)
        end = "".join(part.value for part in word)
        document = Document(end, quoted=any(part.quoted for part in word), indented=operator == "<<-")
        self.pending.append(document)
        return Redirection("<<", (), document)
