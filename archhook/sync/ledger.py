"""Changes made to the sources of a ledger, as far as reading them again shows that they say what was wanted.

The result is read by the ledger's own reader before anybody gets it. A change that it does not bear out is left to a
person, and everything else is made without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from archhook.adopt.writing import Style
from archhook.ledger.source import read_ledger
from archhook.ledger.splice import splice
from archhook.sync.born import TARGET, class_text
from archhook.sync.changes import CannotEdit, Changes
from archhook.sync.expected import expected, meaning
from archhook.sync.mentions import Beside, edit_mentions
from archhook.sync.statement import edit_class
from archhook.sync.text import Span, Text
from archhook.sync.titles import retitled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from archhook.ledger.lines import ModuleLines
    from archhook.model import Node
    from archhook.sync.changes import Added, Edit

T = TypeVar("T")
UNSURE = "what it says then would not be what it is to say"


class Ledger(NamedTuple):
    """The sources of a ledger and what they declare. `lines`: module -> class name -> line of its statement.

    `spliced`: of a plain ledger, what the reader needs to know of a module to read changed statements of it alone.
    """

    sources: Mapping[str, bytes]
    entry: str
    nodes: Mapping[str, Node]
    lines: Mapping[str, Mapping[str, int]]
    breaches: int = 0  # of LED002 to LED004
    spliced: Mapping[str, ModuleLines] = {}  # never changed
    style: Style = Style()


class Applied(NamedTuple):
    """New sources of the modules that changed, what was changed, and why other changes were not made, by id."""

    sources: dict[str, bytes]
    changes: Changes
    failed: dict[str, str]


def apply(ledger: Ledger, changes: Changes) -> Applied:
    """The ledger with changes made, each of which is borne out by the reader."""
    failed: dict[str, str] = {}
    while changes:
        sources, refused = _edited(ledger, changes)
        if not refused:
            refused = _unsure(ledger, changes, sources)
        if not refused:
            return Applied({path: new for path, new in sources.items() if new != ledger.sources[path]}, changes, failed)
        failed |= refused
        changes = changes.without(frozenset(refused))
    return Applied({}, Changes(), failed)


def _edited(ledger: Ledger, changes: Changes) -> tuple[dict[str, bytes], dict[str, str]]:
    """(the modules that changes concern, id -> why a change cannot be made)."""
    work = _Work(ledger)
    for edit in changes.edits:
        work.attempt(edit.id, work.edit, edit)
    for added in changes.added:
        work.attempt(added.id, work.add, added)
    for node_id in changes.removed:
        work.attempt(node_id, work.remove, node_id)
    alone = ledger.spliced and len(ledger.sources) == 1  # classes are mentioned nowhere but where they are declared
    if not alone and (changes.added or changes.removed):
        work.mention(changes)
    if work.refused:
        return {}, work.refused
    try:
        return {path: text.replaced(work.pieces[path]) for path, text in work.texts.items()}, {}
    except UnicodeEncodeError:
        reason = "its module's encoding has no place for what is to be written"
        return {}, dict.fromkeys(_ids(changes), reason)


class _Work:
    """The pieces of modules that are to be replaced."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.texts: dict[str, Text] = {}
        self.pieces: dict[str, list[tuple[Span, str]]] = {}
        self.refused: dict[str, str] = {}
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
        new = edit_class(source, edit, node.kind, self.ledger.style)
        self.pieces[node.path].append((span, new))

    def add(self, added: Added) -> None:
        """Writes a class statement beside another."""
        like = self.ledger.nodes[added.like]
        text, span = self.span(like)
        new = class_text(added, like, text.joined(span), self.ledger.style, self._naming(added, like))
        if added.before:
            if text.decorated(span.start):
                raise CannotEdit("the node that it would go before has decorators")
            at = text.above(span.start)
            new = f"{new}\n\n"
        else:
            at, new = span.end, f"\n\n{new}"
        self.pieces[like.path].append((Span(at, at), new.replace("\n", text.newline)))

    def _naming(self, added: Added, like: Node) -> tuple[Node, str] | None:
        """A node above the place of a new one, in the same module, that has its target, and its source.

        None where there is none, and where `like` has the target itself.
        """
        if added.target in like.targets(TARGET[added.kind]):
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
            return None
        try:
            text, span = self.span(first)
        except CannotEdit:
            return None
        return first, text.joined(span)

    def remove(self, node_id: str) -> None:
        """Takes a class statement out, with the blank lines behind it; comments above it stay."""
        node = self.ledger.nodes[node_id]
        text, span = self.span(node)
        if text.decorated(span.start):
            raise CannotEdit("it has decorators")
        start, end = span
        while end < len(text.lines) and not text.lines[end].strip():
            end += 1
        if end == len(text.lines):
            end = span.end
            while start and not text.lines[start - 1].strip():
                start -= 1
        self.pieces[node.path].append((Span(start, end), ""))

    def mention(self, changes: Changes) -> None:
        """Edits the lists and imports that mention the neighbours of new classes, and those that go."""
        nodes = self.ledger.nodes
        last: dict[str, str] = {}
        beside = []
        for added in changes.added:
            like = nodes[added.like].class_name
            beside.append(Beside(added.class_name, like if added.before else last.get(like, like), added.before))
            if not added.before:
                last[like] = added.class_name
        gone = [nodes[node_id].class_name for node_id in changes.removed]
        names = {*(nodes[added.like].class_name for added in changes.added), *gone}
        for path in self.ledger.sources:
            text = self.text(path)
            for span, is_class in text.statements():
                source = "" if is_class else text.joined(span)
                if source and any(name in source for name in names):
                    self._mention_in(path, span, source, beside, gone)

    def _mention_in(self, path: str, span: Span, source: str, beside: list[Beside], gone: list[str]) -> None:
        try:
            new = edit_mentions(source, beside, gone, self.ledger.style)
        except CannotEdit:
            return  # whether it matters shows when the result is read
        if new != source:
            self.pieces[path].append((span, new))


def _unsure(ledger: Ledger, changes: Changes, sources: Mapping[str, bytes]) -> dict[str, str]:
    """The changes that reading the new sources does not bear out, by id."""
    reread = _spliced(ledger, sources)
    breaches = ledger.breaches
    blamed: set[str] = set()
    if reread is None:
        reading = read_ledger({**ledger.sources, **sources}, ledger.entry)
        reread, breaches = {node.id: node for node in reading.nodes}, len(reading.breaches)
        blamed = {one.node for one in reading.breaches}
        concerned = {*reread, *ledger.nodes}
    else:
        concerned = {*reread, *_ids(changes)}
        reread = {**ledger.nodes, **reread}
    wanted = expected(ledger.nodes, changes)
    new = {added.id for added in changes.added}
    wrong = {one for one in concerned if _said(reread.get(one), one in new) != _said(wanted.get(one), one in new)}
    if not wrong and breaches <= ledger.breaches:
        return {}
    ids = {*_ids(changes)}
    return dict.fromkeys(wrong & ids or blamed & ids or _most_daring(changes), UNSURE)


def _spliced(ledger: Ledger, sources: Mapping[str, bytes]) -> dict[str, Node | None] | None:
    """The nodes of the changed statements, read alone, by id (without a node: gone); None: read the whole ledger."""
    found: dict[str, Node | None] = {}
    for path, new in sources.items():
        old = ledger.sources[path]
        if new == old:
            continue
        if ledger.breaches or path not in ledger.spliced:
            return None
        nodes: Any = ledger.nodes  # a mapping answers look-ups as the state's maps do
        part = splice(path, old, new, ledger.spliced[path], nodes)
        if part is None:
            return None
        found |= dict.fromkeys(part.gone) | {node.id: node for node in part.nodes}
    return found


def _said(node: Node | None, new: bool) -> object:
    return None if node is None else meaning(node, not new)


def _most_daring(changes: Changes) -> Iterable[str]:
    """What is given up first where the reader does not say which change it objects to."""
    ids = (*(one.id for one in changes.added), *changes.removed)
    return ids or tuple(edit.id for edit in changes.edits)


def _ids(changes: Changes) -> Iterable[str]:
    return (*(one.id for one in changes.edits), *(one.id for one in changes.added), *changes.removed)
