"""Free ids for new nodes: the next number of a prefix, or a word made from the path of the node's file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archhook.model.nodes import parts

if TYPE_CHECKING:
    from collections.abc import Iterable

WORDS = "words"
"""The value of `new-ids` with which new Tasks and Tests get words."""

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
    folders = ["".join(f"{part}/" for part in root.split("/") if part not in ("", ".")) for root in roots]
    root = max((folder for folder in folders if path.startswith(folder)), key=len, default="")
    names = path[len(root) :].removesuffix(".py").split("/")
    if names[-1] == "__init__" and len(names) > 1:
        names.pop()
    return ".".join(map(_word, names))


def _word(name: str) -> str:
    """One part of a module's name as a word of an id."""
    word = _NO_WORD.sub("-", name.lower()).strip("-")
    return word if any(map(str.isalpha, word)) else f"m{word}"
