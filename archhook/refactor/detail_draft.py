"""What changes of a ledger while its detail does: edits of nodes, new ones, those that go, and lines that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archhook.author.ledger_changes import Added, Changes, Edit, Names
from archhook.author.node_names import Ids, class_name, prefix_for, word_of
from archhook.model.config import WORDS
from archhook.model.nodes import sort_key
from archhook.report.text import count, few

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from archhook.model.nodes import Node
    from archhook.refactor.detail_scope import Scope


SHOWN = 4
"""So many nodes or folders are named in one line."""

MANY = 6
"""So many folders have a line each."""


class Folder(NamedTuple):
    """What becomes of a folder: `line` says it; many of the same word, Task or Test, are told in one."""

    word: str
    place: str
    files: int  # so many nodes of files are concerned
    line: str


class Draft:
    """Changes while they are worked out. `taken`: whether a word stands anywhere in the ledger."""

    def __init__(self, scope: Scope, taken: Callable[[str], bool]) -> None:
        self.scope = scope
        self.taken = taken
        self.ids = Ids(scope.ledger.nodes)
        self.names: set[str] = set()
        self.edits: dict[str, Edit] = {}
        self.added: list[Added] = []
        self.removed: dict[str, Node] = {}
        self.kept: dict[str, str] = {}  # node -> why it is not joined with others
        self.said: list[str] = []
        self.folders: list[Folder] = []

    def edit(self, node_id: str, names: Iterable[Names] = (), file: str = "", symbols: str | None = None) -> None:
        """Notes what changes within a node."""
        known = self.edits.get(node_id, Edit(node_id))
        self.edits[node_id] = known._replace(
            names=(*known.names, *names), file=file or known.file, symbols=known.symbols if symbols is None else symbols
        )

    def remove(self, nodes: Iterable[Node]) -> None:
        """Notes nodes that go."""
        self.removed |= {node.id: node for node in nodes}

    def add(
        self,
        like: Node,
        file: str,
        title: str,
        target: str,
        names: tuple[tuple[str, tuple[str, ...]], ...] = (),
        *,
        before: bool = True,
        named: str = "",
    ) -> Added:
        """Notes a new node of the kind and level of another one. `named`: the path that its id and class speak of."""
        config = self.scope.facts.config
        path = (named or file).rstrip("/")
        name = class_name(path, like.level, config.source_roots, lambda one: one in self.names or self.taken(one))
        self.names.add(name)
        prefix = prefix_for(like, like.kind, like.level)
        words = config.new_ids == WORDS
        node_id = self.ids.word(prefix, word_of(path, config.source_roots)) if words else self.ids.number(prefix)
        added = Added(node_id, like.kind, like.level, name, title, target, file, names, like.id, before)
        self.added.append(added)
        return added

    def tell_folders(self, how: str) -> None:
        """Says what becomes of the folders: each by itself, or where they are many, `how` that is for all of them."""
        for word in ("Task", "Test"):
            found = [folder for folder in self.folders if folder.word == word]
            if len(found) <= MANY:
                self.said += [folder.line for folder in found]
                continue
            files = count(sum(folder.files for folder in found), word)
            places = few([*dict.fromkeys(folder.place for folder in found)], SHOWN)
            self.said.append(f"{files} of files {how.format(count(len(found), word))} ({places})")

    def changes(self) -> Changes:
        """All of it, in order."""
        edits = tuple(self.edits[one] for one in sorted(self.edits, key=sort_key) if one not in self.removed)
        return Changes(edits, tuple(self.added), tuple(sorted(self.removed, key=sort_key)))


def without_names(node: Node) -> tuple[Names, ...]:
    """What takes all names out of a Task."""
    return tuple(Names(field, remove=tuple(dict.fromkeys(one.name for one in names))) for field, names in node.declares)
