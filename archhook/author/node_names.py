"""What new Tasks and Tests are called: their ids, their class names, and the titles that stand in their docstrings."""

from __future__ import annotations

import builtins
import re
from typing import TYPE_CHECKING

from archhook.author.file_titles import file_title
from archhook.inventory.module_names import below_root
from archhook.model.nodes import parts
from archhook.model.vocabulary import BY_LEVEL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from archhook.model.nodes import Node

PENDING = "still to come: `archhook sync` takes this out once it is there"
"""The reason of a waiver that `init` writes where there is no code yet, and that `sync` takes out with the first."""

_HELD = {"task": "code", "test": "tests"}

_NO_WORD = re.compile(r"[^a-z0-9_]")
_COUNTED = re.compile(r"\.\d+$")


class Ids:
    """Ids that no node has. A number that was taken once is not given again while the ledger has it."""

    def __init__(self, nodes: Iterable[str]) -> None:
        self._last: dict[str, int] = {}
        self._taken: set[str] = set()
        for node_id in nodes:
            prefix, rest = parts(node_id)
            whole = rest.partition(".")[0]
            if rest.replace(".", "").isdigit():
                self._last[prefix] = max(self._last.get(prefix, 0), int(whole))
            else:
                self._taken.add(node_id.casefold())

    def number(self, prefix: str) -> str:
        """A free id with the number after the largest."""
        self._last[prefix] = self._last.get(prefix, 0) + 1
        return f"{prefix}-{self._last[prefix]}"

    def word(self, prefix: str, word: str) -> str:
        """A free id with a word, behind which `.2`, `.3` stands where it is taken."""
        found, number = f"{prefix}-{word}", 1
        while found.casefold() in self._taken:
            number += 1
            found = f"{prefix}-{word}.{number}"
        self._taken.add(found.casefold())
        return found

    def instead(self, node_id: str) -> str:
        """A free id for a node whose own is another node's: a number instead of a number, a word instead of a word."""
        prefix, rest = parts(node_id)
        if rest.replace(".", "").isdigit():
            return self.number(prefix)
        return self.word(prefix, _COUNTED.sub("", rest))


def word_of(path: str, roots: Iterable[str]) -> str:
    """The word for the node of a file: its module name below the longest source root that holds it, in lower case.

    What is no word character is a hyphen, and a part without a letter gets an `m` in front.
    """
    names = below_root(path, roots).removesuffix(".py").split("/")
    if names[-1] == "__init__" and len(names) > 1:
        names.pop()
    return ".".join(map(_word, names))


def _word(name: str) -> str:
    """One part of a module's name as a word of an id."""
    word = _NO_WORD.sub("-", name.lower()).strip("-")
    return word if any(map(str.isalpha, word)) else f"m{word}"


def prefix_for(like: Node, kind: str, level: str) -> str:
    """The prefix of a new node: its neighbour's, as far as that is not the kind's own part."""
    before = parts(like.id)[0].rpartition("-")[0]
    own = "T" if kind == "task" else BY_LEVEL[level]
    return f"{before}-{own}" if before else own


def class_name(path: str, level: str, roots: Iterable[str], taken: Callable[[str], bool], prefix: str = "Task") -> str:
    """A free name for the class of a new node, made of its file's path: none of Python's own, as `SystemExit` is.

    `prefix`: where it is of no level of test.
    """
    words = _words(below_root(path, roots).removesuffix(".py"), level)
    stem = (level.capitalize() or prefix) + "".join(word[0].upper() + word[1:] for word in words)
    name, number = stem, 1
    while taken(name) or hasattr(builtins, name) or (not words and number == 1):
        number += 1
        name = f"{stem}{number}"
    return name


def _words(path: str, level: str) -> list[str]:
    """The words of a path that tell it apart. Of a test's, `test` and the level say nothing: the level leads the name.

    `tests/integration/test_operating_system.py` is of a system all the same: only the folders, and what the file's own
    name begins with, are the level.
    """
    folder, _, name = path.rpartition("/")
    within, own = ([word for word in re.split(r"[^0-9A-Za-z]+", part) if word] for part in (folder, name))
    if not level:
        return [*within, *own]
    plain = [word for word in own if word.lower() not in ("test", "tests")]
    if len(plain) > 1 and plain[0].lower() == level:
        plain = plain[1:]
    return [*(word for word in within if word.lower() not in ("test", "tests", level)), *plain]


def title_of(path: str, source: bytes, kind: str) -> str:
    """What a new node is called: what its file says of itself, else its path."""
    return file_title(source, path) or title(kind, plain_title(path))


def title(kind: str, path: str) -> str:
    """What a Task or a Test is called whose file says nothing of itself."""
    return f"The {_HELD[kind]} of {path}"


def retitled(text: str, old: str, new: str) -> str:
    """A text (a docstring, a source) in which the sentence of a file's old path names the new one."""
    if not new or not _plain(old) or not _plain(new):
        return text
    words = "|".join(_HELD.values())
    sentence = rf"(\bThe\s+(?:{words})\s+of\s+){re.escape(old)}(?=\.?[\"']|\.\s|\.?$)"
    return re.sub(sentence, lambda found: found[1] + new, text)


def _plain(path: str) -> bool:
    """Whether a path stands in a docstring as it is, and within a sentence."""
    return path.isprintable() and not any(letter.isspace() or letter in "\"'\\" for letter in path)


def plain_title(text: str) -> str:
    """A text as the one sentence of a docstring: no quotes or backslashes that would end it or mean something else."""
    words = " ".join(re.sub(r'["\\]', "'", text).split())
    return "".join(char for char in words if char.isprintable())


def stopped(title: str) -> str:
    """A title as a sentence with its stop."""
    return title if title[-1:] in ".!?" else f"{title}."
