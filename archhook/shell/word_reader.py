"""The words of a shell script: quotes, escapes, variables, substitutions, here-documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archhook.shell.syntax_nodes import Part

if TYPE_CHECKING:
    from archhook.shell.syntax_nodes import Document, Node, Word

DEEPEST = 25
"""So many substitutions and brackets within each other are read."""

BREAKS = frozenset(" \t\n;&|()<>")
"""What ends a word, unless it is quoted."""

_PLAIN = re.compile(r"[^ \t\n;&|()<>'\"\\$`*?\[\]{}~]+")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]|[@*#?$!-]")
_BARE = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*])\}")
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[0-7]{1,3}|c.|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "v": "\v"}
_TILDE = re.compile(r"~([A-Za-z0-9_.+-]*)(?=[/ \t\n;&|()<>]|$)")
_BRACES = re.compile(r"\{[^{}]*(?:,|\.\.)[^{}]*\}")


class NotShellError(Exception):
    """What is no shell script, or is nested too deep to be read."""


class WordReader:
    """A script from which words are taken one after the other. `at` is where the next begins."""

    def __init__(self, text: str, depth: int = 0) -> None:
        if depth > DEEPEST:
            raise NotShellError
        self.text = text
        self.at = 0
        self.depth = depth
        self.pending: list[Document] = []

    def script(self, end: str) -> Node:
        """The commands up to the character `end` ("": the end of the text), which is passed over."""
        raise NotImplementedError

    def peek(self, text: str) -> bool:
        """Whether a text is next."""
        return self.text.startswith(text, self.at)

    def blanks(self) -> None:
        """Passes over blanks, joined lines and a comment; not over the end of a line."""
        text = self.text
        while self.at < len(text):
            char = text[self.at]
            if char in " \t":
                self.at += 1
            elif text.startswith("\\\n", self.at):
                self.at += 2
            elif char == "#":
                end = text.find("\n", self.at)
                self.at = len(text) if end < 0 else end
            else:
                return

    def newline(self) -> None:
        """Passes over the end of a line, and the here-documents that follow it."""
        self.at += 1
        waiting, self.pending = self.pending, []
        for one in waiting:
            one.body = self._document(one)

    def word(self) -> Word:
        """The next word; () where none begins here."""
        text, parts = self.text, []
        while self.at < len(text):
            char = text[self.at]
            if char in BREAKS and not (char in "<>" and text.startswith("(", self.at + 1)):
                break
            match = _PLAIN.match(text, self.at)
            if match:
                parts.append(Part("text", match[0], quoted=False))
                self.at = match.end()
            else:
                parts += self._special(char, first=not parts)
        return _settled(parts)

    def _special(self, char: str, *, first: bool) -> list[Part]:
        text = self.text
        if char == "'":
            end = self.find("'", self.at + 1)
            found = [Part("text", text[self.at + 1 : end], quoted=True)]
            self.at = end + 1
            return found
        if char == '"':
            self.at += 1
            return self.double('"')
        if char == "\\":
            escaped = text[self.at + 1 : self.at + 2]
            self.at += 2
            return [] if escaped == "\n" else [Part("text", escaped or "\\", quoted=True)]
        if char in "$`":
            return self._expansion(quoted=False)
        if char in "<>":  # of a process
            self.at += 2
            return [Part("output", char, quoted=True, script=self.inner(")"))]
        if char == "~" and first:
            match = _TILDE.match(text, self.at)
            if match:
                self.at = match.end()
                return [Part("tilde", match[1], quoted=True)]
        self.at += 1
        return [Part("text", char, quoted=False)]

    def double(self, end: str) -> list[Part]:
        """What stands in double quotes; `end` "" for a here-document, which ends with the text."""
        text, parts, start = self.text, [Part("text", "", quoted=True)], self.at
        while True:
            if self.at >= len(text):
                if end:
                    raise NotShellError
                break
            char = text[self.at]
            if char == end or char in "\\$`":
                parts.append(Part("text", text[start : self.at], quoted=True))
                if char == end:
                    self.at += 1
                    return parts
                if char == "\\":
                    follows = text[self.at + 1 : self.at + 2]
                    if follows != "\n":
                        said = follows if follows and follows in f"$`\\{end}" else f"\\{follows}"
                        parts.append(Part("text", said, quoted=True))
                    self.at += 2
                else:
                    parts += self._expansion(quoted=True)
                start = self.at
            else:
                self.at += 1
        parts.append(Part("text", text[start:], quoted=True))
        return parts

    def _expansion(self, *, quoted: bool) -> list[Part]:
        """What begins with `$` or a backquote."""
        text, at = self.text, self.at
        if text[at] == "`":
            return [self._backquotes(quoted)]
        if text.startswith("$((", at):
            self.at += 3
            return [Part("unknown", "", quoted), *self.arithmetic()]
        if text.startswith("$(", at):
            self.at += 2
            return [Part("output", "", quoted, self.inner(")"))]
        if text.startswith("${", at):
            match = _BARE.match(text, at + 1)
            if match:
                self.at = match.end()
                return [Part("variable", match[1], quoted)]
            return self._parameter(quoted)
        if not quoted and text.startswith("$'", at):
            return [self._ansi()]
        if not quoted and text.startswith('$"', at):
            self.at += 2
            return self.double('"')
        match = _NAME.match(text, at + 1)
        self.at += 1
        if match is None:
            return [Part("text", "$", quoted=True)]
        self.at = match.end()
        return [Part("variable", match[0], quoted)]

    def _parameter(self, quoted: bool) -> list[Part]:
        """`${name:-word}` and the like, whose value is not told; commands in it are."""
        self.at += 2
        found = [Part("unknown", "", quoted)]
        self.deeper()
        while not self.peek("}"):
            if self.at >= len(self.text):
                raise NotShellError
            char = self.text[self.at]
            if char in "$`":
                found += [part for part in self._expansion(quoted=True) if part.kind == "output"]
            elif char == "'" and not quoted:
                self.at = self.find("'", self.at + 1) + 1
            elif char == '"':
                self.at += 1
                found += [part for part in self.double('"') if part.kind == "output"]
            else:
                self.at += 2 if char == "\\" else 1
        self.depth -= 1
        self.at += 1
        return found

    def _ansi(self) -> Part:
        """`$'...'`."""
        start = self.at = self.at + 2
        while not self.peek("'"):
            if self.at >= len(self.text):
                raise NotShellError
            self.at += 2 if self.peek("\\") else 1
        self.at += 1
        return Part("text", _ESCAPE.sub(_unescaped, self.text[start : self.at - 1]), quoted=True)

    def _backquotes(self, quoted: bool) -> Part:
        start = self.at = self.at + 1
        while not self.peek("`"):
            if self.at >= len(self.text):
                raise NotShellError
            self.at += 2 if self.peek("\\") else 1
        body = re.sub(r'\\([$`\\"])' if quoted else r"\\([$`\\])", r"\1", self.text[start : self.at])
        self.at += 1
        return Part("output", "", quoted, type(self)(body, self.depth + 1).script(""))

    def arithmetic(self) -> Word:
        """The substitutions in what stands between `((` and `))`."""
        level, found = 2, []
        while level:
            if self.at >= len(self.text):
                raise NotShellError
            if self.peek("$(") or self.peek("`"):
                found += [part for part in self._expansion(quoted=True) if part.kind == "output"]
                continue
            level += {"(": 1, ")": -1}.get(self.text[self.at], 0)
            self.at += 1
        return tuple(found)

    def inner(self, end: str) -> Node:
        """The commands of a shell within this one, up to a character."""
        self.deeper()
        waiting, self.pending = self.pending, []
        found = self.script(end)
        self.pending = waiting + self.pending
        self.depth -= 1
        return found

    def deeper(self) -> None:
        """Goes one bracket deeper. `NotShellError` where that is too deep."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotShellError

    def find(self, char: str, start: int) -> int:
        """Where a character is next. `NotShellError` where it is not."""
        end = self.text.find(char, start)
        if end < 0:
            raise NotShellError
        return end

    def _document(self, one: Document) -> Word:
        """The text of a here-document."""
        lines = []
        while self.at < len(self.text):
            end = self.text.find("\n", self.at)
            end = len(self.text) if end < 0 else end
            line = self.text[self.at : end]
            self.at = min(end + 1, len(self.text))
            line = line.lstrip("\t") if one.indented else line
            if line == one.end:
                break
            lines.append(line + "\n")
        body = "".join(lines)
        if one.quoted:
            return (Part("text", body, quoted=True),)
        return tuple(type(self)(body, self.depth + 1).double(""))


def literal(word: Word) -> str | None:
    """The text of a word in which nothing stands that a shell would replace; None for another."""
    return "".join(part.value for part in word) if all(part.kind == "text" for part in word) else None


def _settled(parts: list[Part]) -> Word:
    """A word of some parts, in which patterns and braces are what only a shell can tell."""
    bare = "".join(part.value if part.kind == "text" and not part.quoted else "'" for part in parts)
    if bare in ("[", "{", "}") or not any(char in bare for char in "*?[{"):
        return tuple(parts)
    braces = _BRACES.search(bare) is not None
    found = []
    for part in parts:
        special = part.kind == "text" and not part.quoted and any(char in part.value for char in "*?[{")
        if special and (braces or "{" not in part.value) and (part.value != "[" or "]" in bare):
            found.append(Part("unknown" if braces else "pattern", "" if braces else part.value, quoted=False))
        else:
            found.append(part)
    return tuple(found)


def _unescaped(match: re.Match[str]) -> str:
    told = match[1]
    if told[0] in "xuU" and len(told) > 1:
        return chr(min(int(told[1:], 16), 0x10FFFF))
    if told[0].isdigit():
        return chr(int(told, 8) & 0xFF) if told[0] in "01234567" else match[0]
    if told[0] == "c" and len(told) > 1:
        return chr(ord(told[1]) & 0x1F)
    return _ESCAPED.get(told, told if told in "\\'\"?" else match[0])
