"""The nodes of a first ledger as they are planned, and the names and ids that they get, each given once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archhook.author.node_names import PENDING, Ids, class_name, plain_title, stopped, word_of
from archhook.model.ids import PLACEHOLDER
from archhook.model.vocabulary import CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable

MARK = f"{PLACEHOLDER}:"
"""What a person has to write anew begins with this word."""


class Planned(NamedTuple):
    """One node to be written."""

    kind: str  # intent | requirement | design | task | test
    base: str
    id: str
    class_name: str
    doc: str  # paragraphs, the id in front
    references: tuple[tuple[str, tuple[str, ...], bool], ...] = ()  # field, class names or ids, whether a list
    file: str = ""
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()  # field -> names
    waives: tuple[str, ...] = ()  # codes of laws that it cannot keep
    why: str = PENDING  # the reason of these waivers


class Plan(NamedTuple):
    """The nodes, in the order in which they are written."""

    nodes: tuple[Planned, ...]
    around: tuple[str, ...] = ()  # the folders of code around the product, "" for the project's own

    def count(self, kind: str) -> int:
        """How many nodes are of a kind."""
        return sum(node.kind == kind for node in self.nodes)


class Names:
    """Class names and ids, each given once."""

    def __init__(self, roots: tuple[str, ...], words: bool) -> None:
        self.roots = roots
        self.words = words
        self.ids = Ids(())
        self.taken = {*CLASSES, "validate_architecture"}

    def of(self, path: str, level: str = "", prefix: str = "Task") -> str:
        """A name for the Task of a file, for its Test of a level, for a Design: `DesignClickCore` of `click/core`."""
        name = class_name(path, level, self.roots, self.taken.__contains__, prefix)
        self.taken.add(name)
        return name

    def free(self, paths: Iterable[str], prefix: str) -> str:
        """The first name that is free of those that some paths make; of the last one a number makes it so."""
        *others, last = paths
        for path in others:
            name = class_name(path, "", self.roots, lambda _: False, prefix)
            if name not in self.taken:
                self.taken.add(name)
                return name
        return self.of(last, prefix=prefix)

    def id(self, prefix: str, path: str) -> str:
        """An id for the Task or the Test of a file."""
        return self.ids.word(prefix, word_of(path, self.roots)) if self.words else self.ids.number(prefix)


def said(text: str) -> str:
    """A text as the sentence that a docstring begins with."""
    return stopped(plain_title(text))


def docstring(node_id: str, title: str, *paragraphs: str, more: str = "") -> str:
    """The docstring of a node: its id, the sentence that is its title, `more` behind that, and what else there is."""
    head = f"[{node_id}] {said(title)} {more}".rstrip()
    return "\n\n".join((head, *filter(None, paragraphs)))
