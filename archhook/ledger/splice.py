"""Reads the changed class statements of a ledger alone, where nothing else in it can depend on what they say.

A ledger grows with the project, and most commits that add a function edit it. In a plain ledger (imports and node
classes, nothing else) a class statement means nothing to the others but its name, its id and its kind; so a statement
that keeps these can be read by itself. Whatever is not surely so gives None, and the whole ledger is read.
"""

from __future__ import annotations

from archhook.inventory.python_file import ignores_of
from archhook.inventory.source_text import conflict_line
from archhook.ledger.plain import plain_classes
from archhook.model.ledger_places import ModuleLines
from archhook.model.nodes import kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from typing import NamedTuple

    from archhook.ledger.changed_statements import Nodes
    from archhook.ledger.source import Reading
    from archhook.model.nodes import Ignore, Node
else:
    from archhook.records import NamedTuple

LEAVES = ("task", "test")
"""The kinds of node that no other node names."""

AWAY = b"\n\n"
"""Goes before a piece of a module: in its first two lines an encoding could be declared, which further down is none."""

TWO = len(AWAY)
"""Lines that this takes."""


class Region(NamedTuple):
    """The class statements that differ: whole statements of both versions, from the same line on."""

    line: int  # the first, from 1
    end: int  # the line after the old ones
    old: bytes
    new: bytes


class Splice(NamedTuple):
    """What the new statements declare, what is gone, and the module's lines and inline ignores with that."""

    nodes: tuple[Node, ...]
    gone: tuple[str, ...]  # ids
    lines: ModuleLines
    ignores: tuple[Ignore, ...]


def module_lines(reading: Reading) -> dict[str, ModuleLines]:
    """Where the nodes of a reading stand, and what names its modules know, by module."""
    ids = {(node.path, node.class_name): node.id for node in reading.nodes}
    found: dict[str, ModuleLines] = {}
    for path, classes in reading.lines.items():
        others, metamodel, imports = reading.names.get(path, ({}, (), {}))
        places = {name: (line, ids.get((path, name), "")) for name, line in classes.items()}
        means = {name: line for name, line in imports.items() if others.get(name) or name in metamodel}
        found[path] = ModuleLines.of(places, others, sorted(metamodel), means)
    return found


def imported_leaves(reading: Reading) -> tuple[str, ...]:
    """The ids of the Tasks and Tests that a module imports: these alone may somebody else rely on."""
    ids = {node_id for names in reading.names.values() for node_id in names.others.values()}
    return tuple(sorted(node_id for node_id in ids if node_id and kind_of(node_id) in LEAVES))


def splice(
    path: str,
    old: bytes,
    new: bytes,
    lines: ModuleLines,
    nodes: Nodes,
    ignores: Iterable[Ignore],
    leaves: Collection[str],
) -> Splice | None:
    """What changed between two versions of a module of a plain ledger without breaches of LED; None: read it all.

    `lines`, `ignores`: the module's, as of the old version. `nodes`: those of the whole ledger. `leaves`: see
    `imported_leaves`.
    """
    places = lines.classes()
    region = changed_region(old, new, [line for line, _ in places.values()])
    if region is None or conflict_line(new):
        return None
    bound, metamodel = _known_at(region.line, lines)
    statements, before = plain_classes(AWAY + region.new, metamodel), plain_classes(AWAY + region.old, lines.metamodel)
    gone = {name: one for name, one in places.items() if region.line <= one[0] < region.end}
    if statements is None or before is None or gone.keys() != {statement.name for statement in before}:
        return None  # a class that is no node may be imported elsewhere, and is not among `places`
    known = {name: one for name, one in places.items() if name not in gone}
    names = {statement.name for statement in statements}
    if len(names) < len(statements) or names & (known.keys() | lines.bound.keys() | {*lines.metamodel}):
        return None
    classes = bound | {name: node_id for name, (line, node_id) in known.items() if line < region.line}
    from archhook.ledger.changed_statements import read_statements

    own = read_statements(path, AWAY + region.new, statements, classes, metamodel, nodes)
    if own is None or not (known or own) or not _keeps(gone, own, nodes, leaves):
        return None
    starts = [statement.lineno - TWO + region.line - 1 for statement in statements]
    removed = {node_id for _, node_id in gone.values()} - {node.id for node in own}
    moved = _moved(lines, known, region, own, starts)
    return Splice(tuple(own), tuple(sorted(removed)), moved, _ignores(ignores, region))


def _known_at(place: int, lines: ModuleLines) -> tuple[dict[str, str], Collection[str]]:
    """(what a module binds beside its nodes, its names of the metamodel), as far as is imported above a line."""
    if not lines.late:  # nearly all
        return lines.bound, lines.metamodel
    below = {name for name, line in lines.late.items() if line > place}
    bound = {name: node_id for name, node_id in lines.bound.items() if name not in below}
    return bound, [name for name in lines.metamodel if name not in below]


def changed_region(old: bytes, new: bytes, starts: Collection[int]) -> Region | None:
    """The statements that differ; `starts`: the lines of the old version's class statements. None: unclear.

    Found by bisection over equal slices. It begins and ends where a class statement began in the old version, so that
    both versions hold whole statements there, if each is Python by itself.
    """
    shorter = min(len(old), len(new))
    head = _common(old, new, shorter, end=False)
    tail = _common(old, new, shorter - head, end=True)
    boundary, fresh = len(old) - tail, new[head : len(new) - tail]
    odd = any(byte in text for text in (old, fresh) for byte in (b"\r", b"\f"))
    if odd or b"coding" in old[: _line_two(old)]:
        return None
    first = old.count(b"\n", 0, head) + 1
    last = first + old.count(b"\n", head, boundary)
    start = max((line for line in starts if line <= first), default=0)
    if start < 3:  # a declared encoding stands in the first two lines
        return None
    whole = last if old[boundary - 1 : boundary] == b"\n" else last + 1  # the first line that is all in the tail
    until = min((line for line in starts if line >= whole and line > start), default=0)
    begin = _offset(old, head, first, start)
    if old[begin - 2 : begin] == b"\\\n" and new[begin : begin + 5] != old[begin : begin + 5]:
        return None  # the line is the end of a longer one, which may now go on otherwise
    if not until:
        return Region(start, old.count(b"\n") + 2, old[begin:], new[begin:])
    end = _offset(old, boundary, last, until)
    region = Region(start, until, old[begin:end], new[begin : end + len(new) - len(old)])
    return region if region.new[-1:] in (b"\n", b"") else None


def _line_two(text: bytes) -> int:
    """The offset at which the second line ends."""
    return text.find(b"\n", text.find(b"\n") + 1) + 1 or len(text)


def _common(one: bytes, other: bytes, most: int, *, end: bool) -> int:
    """The length of the longest common beginning, or end, up to `most`."""

    def slices(text: bytes, low: int, high: int) -> bytes:
        return text[len(text) - high : len(text) - low] if end else text[low:high]

    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if slices(one, low, middle) == slices(other, low, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _offset(text: bytes, near: int, line: int, wanted: int) -> int:
    """The offset of the beginning of line `wanted`, sought from an offset within `line`."""
    if wanted <= line:
        at = text.rfind(b"\n", 0, near) + 1
        for _ in range(line - wanted):
            at = text.rfind(b"\n", 0, at - 1) + 1
        return at
    at = near
    for _ in range(wanted - line):
        at = text.index(b"\n", at) + 1
    return at


def _keeps(gone: Mapping[str, tuple[int, str]], own: list[Node], nodes: Nodes, leaves: Collection[str]) -> bool:
    """Whether all that others may rely on is as it was: old names keep their ids, new ids are free, and used once.

    Nothing links to a Task or a Test, so that one which nobody imports may go, or change its name or its id.
    """
    now = {node.class_name: node.id for node in own}
    before = {node_id for _, node_id in gone.values()}
    return (
        len({*now.values()}) == len(own)
        and all(
            now.get(name) == node_id or (kind_of(node_id) in LEAVES and node_id not in leaves)
            for name, (_, node_id) in gone.items()
        )
        and all(node.id in before or nodes.get(node.id) is None for node in own)
    )


def _ignores(ignores: Iterable[Ignore], region: Region) -> tuple[Ignore, ...]:
    """The module's inline ignores after the change: only the region is read."""
    longer = region.new.count(b"\n") - region.old.count(b"\n")
    before = [one for one in ignores if one.line < region.line]
    behind = [one._replace(line=one.line + longer) for one in ignores if one.line >= region.end]
    within = ignores_of(AWAY + region.new)
    return (*before, *(one._replace(line=one.line - TWO + region.line - 1) for one in within), *behind)


def _moved(
    lines: ModuleLines, known: Mapping[str, tuple[int, str]], region: Region, own: list[Node], starts: list[int]
) -> ModuleLines:
    """The module's lines after the change. `starts`: those of the new statements."""
    longer = region.new.count(b"\n") - region.old.count(b"\n")
    classes = {
        name: (line + longer if line >= region.end else line, node_id) for name, (line, node_id) in known.items()
    }
    classes |= {node.class_name: (line, node.id) for node, line in zip(own, starts, strict=True)}
    late = {name: line + longer if line >= region.end else line for name, line in lines.late.items()}
    return ModuleLines.of(classes, lines.bound, lines.metamodel, late)
