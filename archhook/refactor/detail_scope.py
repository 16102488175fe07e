"""What a change of detail is about: a project and its ledger, the Designs that are meant, and what may not be lost."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from archhook.author.beside_comments import beside_comments
from archhook.author.leaf_folders import tests_title
from archhook.author.ledger_changes import CannotEdit
from archhook.author.node_names import title, title_of
from archhook.author.source_lines import Text
from archhook.check.facts import SnapshotFacts
from archhook.inventory.module_names import INIT
from archhook.model.declaring import is_folder, own_detail
from archhook.model.ids import PLACEHOLDER
from archhook.model.nodes import Declared, Spot
from archhook.model.vocabulary import FILES, SYMBOLS
from archhook.sync.gone_nodes import spoken_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from archhook.author.ledger_changes import Ledger
    from archhook.laws.law import Facts
    from archhook.model.nodes import Node

NOWHERE = Spot("", 0, 0)


class Scope:
    """What is asked of a project while its detail changes.

    `designs`: the Designs that are meant, none for the whole project. `read`: the bytes of a file.
    """

    def __init__(
        self, facts: Facts, ledger: Ledger, designs: Iterable[str], read: Callable[[str], bytes | None]
    ) -> None:
        self.facts = facts
        self.ledger = ledger
        self.designs = frozenset(designs)
        self.read = read
        self.nodes = {node_id: node for node_id, node in ledger.nodes.items() if node.in_force}
        self.roots = facts.config.source_roots
        self.left: frozenset[str] = frozenset()  # Designs whose nodes are left as they are
        self._texts: dict[str, Text] = {}

    def concerns(self, node: Node) -> bool:
        """Whether a Task or a Test is one of those that are meant."""
        targets = node.targets("implements") + node.targets("verifies")
        if not node.file or (targets and self.left.issuperset(targets)):
            return False
        return not self.designs or (bool(targets) and self.designs.issuperset(targets))

    def leave_coarse(self) -> None:
        """Leaves the Designs alone that ask for files themselves, where the whole project is meant: they were set apart
        from it, as code beside a product is.
        """
        if not self.designs:
            own = (node.id for node in self.nodes.values() if node.kind == "design" and own_detail(node) == FILES)
            self.left = frozenset(own)

    def of(self, kind: str) -> list[Node]:
        """The Tasks or the Tests that are meant."""
        return [node for node in self.nodes.values() if node.kind == kind and self.concerns(node)]

    def below(self, nodes: Iterable[Node]) -> dict[str, list[str]]:
        """Id -> the files that each of some nodes of folders declares, sorted."""
        found: dict[str, list[str]] = {node.id: [] for node in nodes}
        facts: SnapshotFacts = self.facts  # type: ignore[assignment]  # of a whole project
        for path, sides in facts.declared.items() if found else ():
            if not is_folder(path):
                for node_id in (*sides[0], *sides[1]):
                    if node_id in found:
                        found[node_id].append(path)
        return {node_id: sorted(paths) for node_id, paths in found.items()}

    @cached_property
    def _spoken(self) -> frozenset[str]:
        """The ids that prose of other nodes names."""
        found: set[str] = set()
        for node in self.ledger.nodes.values():
            found |= spoken_of(node.doc) - {node.id}
        return frozenset(found)

    def why_kept(self, node: Node) -> str:
        """What would be lost if another node declared the file of a Task or a Test; "" for nothing but its title."""
        if node.waives:
            return f"it waives {', '.join(one.code for one in node.waives)}"
        if node.planned:
            return "it is planned"
        if node.id in self._spoken:
            return "another node speaks of it"
        if _says_more(node):
            return "its docstring says more than a title"
        if self._commented(node):
            return "there is a comment in it"
        return ""

    def _commented(self, node: Node) -> bool:
        """Whether a comment stands in or right above a class statement; also where that cannot be told."""
        text = self._text(node)
        try:
            span = text.class_at(self.ledger.lines[node.path][node.class_name])
        except (CannotEdit, KeyError):
            return True
        return "#" in text.joined(span) or text.above(span.start) < span.start

    def _text(self, node: Node) -> Text:
        """The module in which a node stands."""
        if node.path not in self._texts:
            lines = self.ledger.lines.get(node.path, {})
            self._texts[node.path] = Text(self.ledger.sources[node.path], lines.values())
        return self._texts[node.path]

    def commented_names(self, task: Node) -> bool:
        """Whether a comment stands beside a name that a Task declares, and would go with it."""
        text = self._text(task)
        try:
            source = text.joined(text.class_at(self.ledger.lines[task.path][task.class_name]))
        except (CannotEdit, KeyError):
            return False  # then nothing is edited
        names = {one.name for _, declared in task.declares for one in declared}
        return "#" in source and beside_comments(source, names)

    def own_titles(self, nodes: Iterable[Node]) -> list[tuple[str, str]]:
        """(id, title) of each of some nodes whose title is neither what it would get today nor told by its file."""
        return [(node.id, node.name) for node in nodes if not self._is_told(node)]

    def _is_told(self, node: Node) -> bool:
        if node.kind == "test" and is_folder(node.file):
            targets = [self.ledger.nodes[one].class_name for one in node.targets("verifies") if one in self.nodes]
            return node.name in [tests_title(node.file, node.level, one) for one in ("", *targets)]
        path = node.file + INIT if is_folder(node.file) else node.file
        source = self.read(path) or b""
        if _same(node.name) in (_same(title(node.kind, node.file)), _same(title_of(path, source, node.kind))):
            return True
        return _same(node.name) in _same(source[:_READ].decode("utf-8", "replace"))


def _same(text: str) -> str:
    """A text as it is compared: the spaces in it, and its last stop, say nothing."""
    return " ".join(text.split()).rstrip(".!?")


_READ = 8192
"""Bytes of a file in which its docstring is looked for."""


def _says_more(node: Node) -> bool:
    """Whether a docstring says more than an id and a title; what `init` marked as to be written anew does not count."""
    first, *others = node.doc.split("\n\n")
    rest = " ".join(first.split()).partition("]")[2].strip() if node.doc.startswith("[") else ""
    name = " ".join(node.name.split())
    return bool(rest.removeprefix(name).strip(" .!?")) or any(
        PLACEHOLDER not in part and part.strip() for part in others
    )


def with_symbols(facts: Facts, symbols: str, designs: Mapping[str, str]) -> SnapshotFacts:
    """The facts as they are under other `symbols` of the configuration, and of some Designs ("": they set none)."""
    whole: SnapshotFacts = facts  # type: ignore[assignment]  # of a whole project
    nodes = dict(whole.nodes.items())
    for node_id, word in designs.items():
        kept = tuple(one for one in nodes[node_id].declares if one[0] != "symbols")
        said = (("symbols", (Declared(word, NOWHERE),)),) if word else ()
        nodes[node_id] = nodes[node_id]._replace(declares=(*kept, *said))
    config = whole.config._replace(symbols=symbols)
    return SnapshotFacts(config, nodes, whole.rows, whole.files, whole.declared, whole.inventory, whole.recorded)


def wanted_symbols(scope: Scope, detail: str) -> tuple[str, dict[str, str]]:
    """(the `symbols` that the configuration is to say, Design -> what it is to say itself, "" for nothing)."""
    coarse, config = detail != SYMBOLS, scope.facts.config.symbols
    designs = {node.id: own_detail(node) for node in scope.nodes.values() if node.kind == "design"}
    if not scope.designs:
        new = FILES if coarse else "module" if config == FILES else config
        return new, {design: "" for design, own in designs.items() if own and coarse and own != FILES}
    found = {}
    for design in scope.designs:
        now = designs[design] or config
        word = FILES if coarse else "module" if now == FILES else now
        if word != now:
            found[design] = "" if word == config else word
    return config, found
