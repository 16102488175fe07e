"""The pieces of a ledger's modules that changes replace: class statements, and the lists and imports that name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from archhook.author.base_constructors import Bases
from archhook.author.class_edits import edit_class
from archhook.author.ledger_bindings import Modules
from archhook.author.ledger_changes import CannotEdit
from archhook.author.mentions import Placement, edit_mentions, listed_names
from archhook.author.needed_imports import import_name, importable, without_import
from archhook.author.new_node_source import base_of, class_text, kind_name
from archhook.author.node_names import retitled
from archhook.author.node_source import TARGET
from archhook.author.references import spelled
from archhook.author.source_lines import Span, Text
from archhook.author.validated_lists import binds_list, calls, list_name, with_argument, with_item
from archhook.ledger.module import JUDGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from archhook.author.ledger_changes import Added, Changes, Edit, Ledger
    from archhook.model.nodes import Node

T = TypeVar("T")


class ModuleEdits:
    """The pieces of modules that are to be replaced, while they are worked out."""

    def __init__(self, ledger: Ledger, direct: frozenset[str] = frozenset()) -> None:
        """`direct`: new nodes that stand in no list beside their neighbour, but in the one that is handed over."""
        self.ledger = ledger
        self.direct = direct
        self.texts: dict[str, Text] = {}
        self.pieces: dict[str, list[tuple[Span, str]]] = {}
        self.edited: dict[str, dict[Span, str]] = {}  # module -> statement that is no class -> what it is to be
        self.imported: set[tuple[str, str]] = set()  # (module, name) that it has to import
        self.unlinked: set[tuple[str, str]] = set()  # (module, name) that it need not import any more, perhaps
        self.modules = Modules(ledger.sources, ledger.entry)
        self.bases = Bases(self.modules)
        self.refused: dict[str, str] = {}
        self.beside: set[str] | None = None  # the classes that lists hold which have been edited
        self.naming: dict[tuple[str, str], list[Node]] = {}  # (module, target) -> nodes that have it

    def attempt(self, node_id: str, action: Callable[[T], None], change: T) -> None:
        """Makes one change, or notes why it cannot be made."""
        try:
            action(change)
        except CannotEdit as problem:
            self.refused[node_id] = str(problem)

    def text(self, path: str) -> Text:
        """A module, read once."""
        if path not in self.texts:
            self.texts[path] = Text(self.ledger.sources[path], self.ledger.lines.get(path, {}).values())
            self.pieces[path] = []
            self.edited[path] = {}
        return self.texts[path]

    def span(self, node: Node) -> tuple[Text, Span]:
        """Where a node's class statement stands."""
        if node.column != 1:
            raise CannotEdit("it does not stand at the module's top level")
        text = self.text(node.path)
        return text, text.class_at(self.ledger.lines[node.path][node.class_name])

    def edit(self, edit: Edit) -> None:
        """Edits a class statement."""
        node = self.ledger.nodes[edit.id]
        text, span = self.span(node)
        source = retitled(text.joined(span), node.file, edit.file)
        signature = self.bases.signature_for(node.path, source, node.kind)
        names = self._named_in(node, edit)
        new = edit_class(source, edit, node.kind, self.ledger.style, signature, names)
        self.pieces[node.path].append((span, new))
        self._follow_imports(node, edit, names, (source, new))

    def _named_in(self, node: Node, edit: Edit) -> dict[str, str]:
        """Id of each node that links of an edit name -> the class that stands for it in the node's statement, or "".

        That of a single reference may be one that has to be imported.
        """
        nodes, found = self.ledger.nodes, {}
        for links in edit.links:
            for target in (*links.add, *links.remove):
                other, name = nodes.get(target), ""
                if other is not None:
                    name = spelled(self.ledger, self.modules, node, target)
                    single = links.field in TARGET.values() and other.path != node.path and other.column == 1
                    if not name and single and importable(self.modules, node.path, other.path, other.class_name):
                        name = other.class_name
                found[target] = name
        return found

    def _follow_imports(self, node: Node, edit: Edit, names: Mapping[str, str], texts: tuple[str, str]) -> None:
        """Has the node's module import what an edited statement names, and notes what it no longer does.

        `texts`: of the statement, as it was and as it is.
        """
        for links in edit.links if len(self.ledger.sources) > 1 else ():
            bound = self.modules.of(node.path).names
            for target in links.add:
                other, name = self.ledger.nodes.get(target), names[target]
                apart = other is not None and other.path != node.path and name == other.class_name
                if other is not None and apart and name in texts[1] and not self.modules.binds(node.path, name):
                    self._import(node.path, other.path, name)
            gone = links.remove if links.field not in TARGET.values() else node.targets(links.field)
            for target in gone:
                name = spelled(self.ledger, self.modules, node, target)
                if name in bound and name in texts[0] and not self.modules.is_handed_on(node.path, name):
                    self.unlinked.add((node.path, name))

    def add(self, added: Added) -> None:
        """Writes a class statement beside another."""
        like = self.ledger.nodes[added.like]
        text, span = self.span(like)
        source = text.joined(span)
        signature = self.bases.signature_for(like.path, source, like.kind)
        base = self._base(added, like, source, own=signature is not None)
        new = class_text(added, like, source, base, self.ledger.style, self._naming(added, like), signature)
        if added.before:
            if text.decorated(span.start):
                raise CannotEdit("the node that it would go before has decorators")
            at = text.above(span.start)
            new = f"{new}\n\n"
        else:
            at, new = span.end, f"\n\n{new}"
        self.pieces[like.path].append((Span(at, at), new.replace("\n", text.newline)))

    def _naming(self, added: Added, like: Node) -> tuple[Node, str] | None:
        """A node above the place of a new one, in the same module, that has its target, else that itself; its source.

        None where there is none, and where `like` has the target itself.
        """
        if not added.target or added.target in like.targets(TARGET.get(like.kind, "")):
            return None
        if not self.naming:
            for node in self.ledger.nodes.values():
                targets = node.targets(TARGET.get(node.kind, "")) if node.column == 1 else ()
                if len(targets) == 1:
                    self.naming.setdefault((node.path, targets[0]), []).append(node)
        lines = self.ledger.lines[like.path]
        above = (one for one in self.naming.get((like.path, added.target), ()) if one.class_name in lines)
        first = min(above, key=lambda one: lines[one.class_name], default=None)
        if first is None or lines[first.class_name] >= lines[like.class_name]:
            first = self.ledger.nodes.get(added.target)
            if first is None or not spelled(self.ledger, self.modules, like, first.id) or first.path != like.path:
                return None
        try:
            text, span = self.span(first)
        except CannotEdit:
            return None
        return first, text.joined(span)

    def _base(self, added: Added, like: Node, source: str, *, own: bool) -> str:
        """The base class of a new node, as its module names it: imported there where it is not yet.

        `own`: its neighbour's has a constructor of its own, so that the new one goes on the metamodel's.
        """
        written, kind = base_of(source), kind_name(added)
        if (like.kind, like.level) == (added.kind, added.level) and not own:
            return written
        spelled = self.modules.spelled(like.path, kind, written)
        if spelled:
            return spelled
        holder = self.modules.holder(kind, like.path)
        if not holder:
            raise CannotEdit(f"{kind} is not among the classes of the metamodel that the ledger holds")
        if self.modules.binds(like.path, kind):
            raise CannotEdit(f"its module calls something else {kind}")
        self._import(like.path, holder, kind)
        return kind

    def _import(self, path: str, source: str, name: str) -> None:
        """Has a module import a name, once."""
        key = (path, name)
        if key not in self.imported:
            self.imported.add(key)
            import_name(self.text(path), path, source, name, self.modules, self.ledger.style, self.edited[path])

    def remove(self, node_id: str) -> None:
        """Takes a class statement out, with the blank lines behind it; comments above it stay."""
        node = self.ledger.nodes[node_id]
        text, span = self.span(node)
        if text.decorated(span.start):
            raise CannotEdit("it has decorators")
        start, end = span
        while end < len(text.lines) and not text.lines[end].strip():
            end += 1
        self.pieces[node.path].append((Span(start, end), ""))

    def mention(self, changes: Changes) -> None:
        """Edits the lists and imports that mention the neighbours of new classes, and those that go."""
        nodes = self.ledger.nodes
        last: dict[str, str] = {}
        beside = []
        for added in changes.added:
            like = nodes[added.like].class_name
            kin = nodes[added.like].kind == added.kind and added.id not in self.direct
            beside.append(
                Placement(added.class_name, like if added.before else last.get(like, like), added.before, kin)
            )
            if not added.before:
                last[like] = added.class_name
        gone = [nodes[node_id].class_name for node_id in changes.removed]
        names = {*(nodes[added.like].class_name for added in changes.added), *gone}
        for path in self.ledger.sources:
            for span, source in self._others(path):
                if any(name in source for name in names):
                    self._mention_in(path, span, source, beside, gone)

    def _others(self, path: str) -> Iterator[tuple[Span, str]]:
        """The statements of a module that are no classes, as they are by now."""
        text = self.text(path)
        for span, is_class in text.statements():
            if not is_class:
                yield span, self.edited[path].get(span, text.joined(span))

    def _mention_in(self, path: str, span: Span, source: str, beside: list[Placement], gone: list[str]) -> None:
        try:
            new = edit_mentions(source, beside, gone, self.ledger.style)
        except CannotEdit:
            return  # whether it matters shows when the result is read
        if new != source:
            self.edited[path][span] = new

    def hand_over(self, added: Added) -> None:
        """Puts a node that stands in no list beside its neighbour into the one that the validation is handed.

        The first of its kind has none beside it, and a list may hold variables.
        """
        like = self.ledger.nodes[added.like]
        if like.kind == added.kind and added.id not in self.direct and self._is_listed(added.class_name):
            return
        for path in self.ledger.sources:
            for span, source in self._others(path):
                if JUDGE in source and not source.startswith(("import ", "from ")) and calls(source):
                    self._hand_over_in(path, span, source, added)
                    return

    def _is_listed(self, name: str) -> bool:
        """Whether a list has been given a class beside its neighbour: what has is looked up once, for all."""
        if self.beside is None:
            written = (new for edited in self.edited.values() for new in edited.values())
            self.beside = {one for new in written for one in listed_names(new)}
        return name in self.beside

    def _hand_over_in(self, path: str, span: Span, source: str, added: Added) -> None:
        style, name = self.ledger.style, list_name(source, added.kind)
        home, own = self.modules.of(path).names.get(name, (path, name))
        if home in self.ledger.sources and own and self._listed_in(home, own, added):
            return
        item = f"{self._reached(path, added)}()"
        self.edited[path][span] = with_argument(source, added.kind, item, style)

    def _listed_in(self, path: str, name: str, added: Added) -> bool:
        """Puts a node into the list that a module binds to a name, if it does."""
        for span, before in self._others(path):
            if name in before and binds_list(before, name):
                self.edited[path][span] = with_item(before, name, f"{self._reached(path, added)}()", self.ledger.style)
                return True
        return False

    def _reached(self, path: str, added: Added) -> str:
        """How a module names a new class of another one: imported there where it is not yet."""
        home = self.ledger.nodes[added.like].path
        bound = self.modules.of(path)
        if path == home or home in bound.stars or self._beside(path, home, added):
            return added.class_name
        through = next((name for name, source in bound.modules.items() if source == home), "")
        if through:
            return f"{through}.{added.class_name}"
        self._import(path, home, added.class_name)
        return added.class_name

    def _beside(self, path: str, home: str, added: Added) -> bool:
        """Whether a module imports the neighbour of a new class, so that the new one stands there, too."""
        name = self.ledger.nodes[added.like].class_name
        return self.modules.of(path).names.get(name) == (home, name)

    def finish(self) -> None:
        """Makes pieces of the statements that are no classes and have changed; names that none uses are no longer
        imported.
        """
        for path, name in sorted(self.unlinked):
            module = self.texts[path].replaced(self.pieces[path])
            without_import(self.texts[path], module, name, self.ledger.style, self.edited[path])
        for path, edited in self.edited.items():
            newline = self.texts[path].newline
            for span, new in edited.items():
                own = new if span.start < span.end else new.replace("\n", newline)
                self.pieces[path].append((span, own))
