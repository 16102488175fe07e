"""Commands of a shell that hold others: `if`, `while`, `for`, `case`, `[[`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archhook.shell.simple_reader import SimpleReader
from archhook.shell.syntax_nodes import Choice, Joined, Loop, Node
from archhook.shell.word_reader import NotShellError, literal

if TYPE_CHECKING:
    from archhook.shell.syntax_nodes import Word

WORDS = {"if": "fi", "while": "done", "until": "done", "for": "done", "select": "done", "case": "esac"}
"""Word that begins such a command -> word that ends it."""

_BARE = re.compile(r"[^\s;&|()<>]+")


class CompoundReader(SimpleReader):
    """Takes commands that hold others."""

    def joined(self, end: str, stops: frozenset[str] = frozenset()) -> Joined:
        """Commands one after the other, up to `end`, to one of some reserved words, or to `;;`."""
        raise NotImplementedError

    def next_bare(self) -> str:
        """The next word as it is written, without taking it."""
        match = _BARE.match(self.text, self.at)
        return match[0] if match else ""

    def take(self, word: str) -> None:
        """Passes over a reserved word. `NotShellError` where another is next."""
        self.space()
        if self.next_bare() != word:
            raise NotShellError
        self.at += len(word)

    def until(self, *stops: str) -> Joined:
        """Commands up to one of some reserved words."""
        self.deeper()
        found = self.joined("", frozenset(stops))
        self.depth -= 1
        return found

    def condition(self) -> Node:
        """`[[ ... ]]`, of which the words may hold substitutions."""
        words: list[Word] = []
        self.at += 2
        while True:
            self.space()
            if self.at >= len(self.text):
                raise NotShellError
            word = self.word()
            if not word:
                self.at += 1
            elif literal(word) == "]]":
                return Choice((), (), tuple(words), self.redirections())
            else:
                words.append(word)

    def compound(self, word: str) -> Node:
        """The command that begins with a reserved word, which is next."""
        self.at += len(word)
        self.deeper()
        found: Choice | Loop
        if word == "if":
            found = self._if()
        elif word in ("while", "until"):
            test = self.until("do")
            self.take("do")
            found = Choice((test,), (self.until("done"),))
        elif word == "case":
            found = self._case()
        else:
            found = self._for()
        self.take(WORDS[word])
        self.depth -= 1
        return found._replace(redirections=self.redirections())

    def _if(self) -> Choice:
        tests: list[Node] = [self.until("then")]
        bodies: list[Node] = []
        while True:
            self.take("then")
            bodies.append(self.until("elif", "else", "fi"))
            word = self.next_bare()
            if word == "elif":
                self.take("elif")
                tests.append(self.until("then"))
                continue
            if word == "else":
                self.take("else")
                bodies.append(self.until("fi"))
            return Choice(tuple(tests), tuple(bodies))

    def _for(self) -> Loop | Choice:
        self.blanks()
        if self.peek("(("):
            self.at += 2
            self.arithmetic()
            self.space()
            self.at += self.peek(";")
            self.take("do")
            return Choice((), (self.until("done"),))
        name = self.next_bare()
        self.at += len(name)
        self.space()
        words: list[Word] | None = None
        if self.next_bare() == "in":
            self.at += 2
            words = self._words()
        self.blanks()
        self.at += self.peek(";")
        self.take("do")
        return Loop(name, None if words is None else tuple(words), self.until("done"))

    def _words(self) -> list[Word]:
        found: list[Word] = []
        while True:
            self.blanks()
            word = self.word()
            if not word:
                return found
            found.append(word)

    def _case(self) -> Choice:
        self.blanks()
        words = [self.word()]
        bodies: list[Node] = []
        self.take("in")
        while True:
            self.space()
            if self.next_bare() == "esac":
                return Choice((), tuple(bodies), tuple(words))
            self.at += self.peek("(")
            while not self.peek(")"):
                self.space()
                word = self.word()
                words.append(word)
                self.space()
                if not word and not self.peek("|") and not self.peek(")"):
                    raise NotShellError
                self.at += self.peek("|")
            self.at += 1
            bodies.append(self.until("esac"))
            for mark in (";;&", ";;", ";&"):
                if self.peek(mark):
                    self.at += len(mark)
                    break
