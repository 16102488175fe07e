"""A shell script as data: words with what stands in them, commands, and how commands are joined."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Part(NamedTuple):
    """A piece of a word.

    `kind`: text; variable (`value` is its name); output (of `script`, a command substitution); tilde (`value` is the
    user's name); pattern (a character of one, `*`); unknown (what only a shell can tell: arithmetic, braces).
    """

    kind: str
    value: str
    quoted: bool  # one word at most comes of it
    script: Node | None = None


Word: TypeAlias = "tuple[Part, ...]"


class Document:
    """A here-document. Its text begins behind the line that names it, so that it is told after that line is read."""

    __slots__ = ("body", "end", "indented", "quoted")

    def __init__(self, end: str, *, quoted: bool, indented: bool) -> None:
        self.end = end
        self.quoted = quoted
        self.indented = indented
        self.body: Word = ()


class Redirection(NamedTuple):
    """`> file`, `<<< text`, `<<EOF`: the `target` word, or the document."""

    operator: str
    target: Word
    document: Document | None = None


class Simple(NamedTuple):
    """A program with its words; variables that are set for it, or, without words, in the shell."""

    assignments: tuple[tuple[str, Word], ...]
    words: tuple[Word, ...]
    redirections: tuple[Redirection, ...]


class Joined(NamedTuple):
    """Commands one after the other, each with what stands before it: "", ;, &&, ||. `&` is a Group of its own."""

    items: tuple[tuple[str, Node], ...]


class Pipeline(NamedTuple):
    """Commands of which each reads what the one before it writes."""

    commands: tuple[Node, ...]


class Group(NamedTuple):
    """Commands in brackets. `apart`: in a shell of their own, which leaves ours as it was."""

    body: Node
    apart: bool
    redirections: tuple[Redirection, ...] = ()


class Choice(NamedTuple):
    """`if`, `while`, `case`: commands that run first, and others of which each may run or not."""

    tests: tuple[Node, ...]
    bodies: tuple[Node, ...]
    words: tuple[Word, ...] = ()  # that are looked at, for what is run to tell them
    redirections: tuple[Redirection, ...] = ()


class Loop(NamedTuple):
    """`for`: commands that run once for each word. `words` None: for each argument."""

    variable: str
    words: tuple[Word, ...] | None
    body: Node
    redirections: tuple[Redirection, ...] = ()


class Function(NamedTuple):
    """A function that is defined."""

    name: str
    body: Node


Node: TypeAlias = "Simple | Joined | Pipeline | Group | Choice | Loop | Function"

NOTHING = Joined(())

ENDS = frozenset({"exit", "return", "exec"})
"""What leaves a shell, or a function of it."""
_LEAVES = ENDS | {"break", "continue"}


def leaves(node: Node, ways: frozenset[str] = _LEAVES) -> bool:
    """Whether nothing that follows is run after a command, which ends with one of some `ways` out."""
    if isinstance(node, Group) and not node.apart:
        return leaves(node.body, ways)
    if isinstance(node, Joined) and node.items:
        return leaves(node.items[-1][1], ways)
    words = node.words if isinstance(node, Simple) else ()
    return bool(words) and len(words[0]) == 1 and words[0][0].value in ways
