"""What lies beside the modules in a conflict, and names nodes: modules that git merged, the baseline, the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archhook.author import field_places
from archhook.author.base_constructors import of_metamodel
from archhook.author.ledger_changes import CannotEdit
from archhook.author.source_lines import Text
from archhook.author.syntax_trees import parsed
from archhook.ledger.source import read_ledger
from archhook.model.ids import canonical
from archhook.model.nodes import LINKS
from archhook.sync.renumber import strings, swapped
from archhook.sync.resolve.merged_nodes import by_place, unreadable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from archhook.ledger.source import Reading
    from archhook.model.nodes import Node
    from archhook.sync.resolve.merged_nodes import Place


class BothCommits(NamedTuple):
    """The modules without a conflict as the commits of both sides have them; None where a commit is not known."""

    ours: Mapping[str, bytes] | None = None
    theirs: Mapping[str, bytes] | None = None


class Whose(NamedTuple):
    """The nodes of modules without a conflict, and the same of each side, by place; None where a side is not known."""

    merged: Mapping[Place, Node]
    ours: Mapping[Place, Node] | None
    theirs: Mapping[Place, Node] | None

    def targets(self, place: Place, field: str) -> tuple[set[str], set[str], set[str]]:
        """(the targets of a field as merged, those that ours has there, those that theirs has there)."""
        sides = [(one or {}).get(place) for one in (self.ours, self.theirs)]
        ours, theirs = ({*one.targets(field)} if one is not None else set() for one in sides)
        return {*self.merged[place].targets(field)}, ours, theirs


def side_of(known: Mapping[str, bytes] | None, conflicts: Mapping[str, bytes], entry: str) -> Reading | None:
    """The ledger as one side has it, where its modules are known and can be read. `conflicts`: its text of these."""
    sources = None if known is None else {**known, **conflicts}
    if sources is None or entry not in sources:
        return None
    reading = read_ledger(sources, entry)
    return None if unreadable(reading) else reading


def whose(merged: Reading, ours: Reading | None, theirs: Reading | None, conflicts: Collection[str]) -> Whose:
    """The nodes of the modules that are in no conflict, with both sides of them."""
    beside = {place: node for place, node in by_place(merged.nodes).items() if place[0] not in conflicts}
    return Whose(beside, *(None if one is None else by_place(one.nodes) for one in (ours, theirs)))


def keeping(beside: Whose, ours: Mapping[str, Node]) -> dict[str, Node]:
    """The nodes, by id, that keep their id and their references: all but what theirs has and ours has not.

    What neither of them has was written since they were merged, and what is not known is left as it is.
    """
    kept = dict(ours)
    for place, node in beside.merged.items():
        links = []
        for field, many in node.links:
            _, own, other = beside.targets(place, field)
            links.append((field, tuple(one for one in many if one.target in own or one.target not in other)))
        is_ours = beside.ours is not None and place in beside.ours
        is_theirs = beside.theirs is not None and place in beside.theirs
        if not is_ours and is_theirs and not any(many for _, many in links):
            continue
        if is_ours or node.id not in ours:
            kept[node.id] = node._replace(links=tuple(links))
    return kept


def unclear(
    beside: Whose, ids: Mapping[str, tuple[str, str, str]], sources: Mapping[str, bytes], lines: Reading
) -> Iterator[str]:
    """The references of which nobody can tell whose node they mean: place, reason, and what to write.

    `ids`: of a node of ours and one of theirs -> (the new id of theirs, name of ours, name of theirs). `lines`: where
    the classes of `sources` stand.
    """
    for place, node in sorted(beside.merged.items()):
        for field in LINKS[node.kind]:
            now, own, other = beside.targets(place, field)
            for target in sorted(now & ids.keys()):
                why = _reason(beside, target in own, target in other)
                line = lines.lines.get(place[0], {}).get(place[1], 0)
                if not why or not line or target not in _written(sources[place[0]], line, node.kind, field):
                    continue
                new, mine, its = ids[target]
                yield (
                    f"{place[0]}:{line}: {node.id} (class {place[1]}): `{field}` names {target}, {why}, and that is"
                    f" {mine} in ours and {its} in theirs: write {new} where it is {its} that is meant"
                )


def shadowed(beside: Whose, sides: tuple[Reading | None, Reading | None], after: Reading) -> Iterator[str]:
    """The references by name that mean a class of another module than they did: both sides import one of this name."""
    now = {node.id: (node.path, node.class_name) for node in after.nodes}
    ids = {place: node_id for node_id, place in now.items()}
    for place, node in by_place(after.nodes).items():
        for reading, own, other in zip(sides, beside[1:], reversed(beside[1:]), strict=True):
            before = (own or {}).get(place)
            if place not in beside.merged or reading is None or before is None or place in (other or {}):
                continue
            then = {one.id: (one.path, one.class_name) for one in reading.nodes}
            for field in LINKS[node.kind]:
                here = {now[one] for one in node.targets(field)}
                for was in sorted({then[one] for one in before.targets(field)} - here):
                    for path, name in sorted(here):
                        if name == was[1] and path != was[0]:
                            line = after.lines.get(place[0], {}).get(place[1], 1)
                            yield (
                                f"{place[0]}:{line}: {node.id} (class {place[1]}): `{field}` means {name} of {path}"
                                f' now, and meant that of {was[0]}: write "{ids.get(was, was[1])}", or import one of'
                                " the two under another name"
                            )


def _reason(beside: Whose, own: bool, other: bool) -> str:
    """Why it cannot be told whose node a reference means; "" where it can."""
    if beside.ours is None or (beside.theirs is None and not own):
        return "of which git does not say whose it is"
    if own == other:
        return "as both sides have it" if own else "which neither side has there"
    return ""


def _written(source: bytes, line: int, kind: str, field: str) -> set[str]:
    """The ids that a field of a class names as strings."""
    text = Text(source)
    try:
        klass = field_places.class_of(parsed(text.joined(text.class_at(line))))
    except CannotEdit:
        return set()
    written = strings(field_places.find(klass, of_metamodel(kind), field))
    found = (canonical(str(one.evaluated_value)) for one in written)
    return {one for one in found if one is not None}


def given_once(node: Node, ids: Mapping[str, str]) -> Node:
    """A node that says the new id wherever it says the old one: to compare two of which one was edited."""
    links = tuple(
        (field, tuple(one._replace(target=ids.get(one.target, one.target)) for one in many))
        for field, many in node.links
    )
    own = ids.get(node.id, node.id)
    waives = tuple(one._replace(reason=swapped(one.reason, ids)) for one in node.waives)
    return node._replace(links=links, id=own, waives=waives, name=swapped(node.name, ids), doc=swapped(node.doc, ids))


class Record(NamedTuple):
    """A file that names nodes, as it lies in the work tree and as the commits of both sides have it (None: unknown).

    `tables`: whether the names are those of TOML tables, else a line is an entry that names one.
    """

    path: str
    source: bytes
    ours: bytes | None
    theirs: bytes | None
    tables: bool


def followed(record: Record, ids: Mapping[str, str]) -> tuple[bytes, tuple[str, ...]]:
    """The file with the new ids in the lines that theirs has and ours has not, and the lines of which nobody knows.

    That holds between conflict markers, too: what stands there is a line of one side or the other.
    """
    ours, theirs = ({*_lines(one)} if one is not None else None for one in (record.ours, record.theirs))
    new, left = [], []
    for number, line in enumerate(_lines(record.source), 1):
        fresh = swapped(line, ids) if line.startswith("[") or not (record.tables or line.startswith("#")) else line
        is_ours, is_theirs = ours is not None and line in ours, theirs is not None and line in theirs
        if fresh != line and is_theirs and not is_ours and ours is not None:
            line = fresh
        elif fresh != line and (is_theirs or not is_ours):
            why = "both sides have it" if is_ours else "git does not say whose it is"
            left.append(f"{record.path}:{number}: `{line.strip()}`, {why}: write `{fresh.strip()}` if it is theirs")
        new.append(line)
    return "".join(new).encode("utf-8", "surrogateescape"), tuple(left)


def _lines(source: bytes) -> list[str]:
    return source.decode("utf-8", "surrogateescape").splitlines(keepends=True)
