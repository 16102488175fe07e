"""Reads the changed class statements of a ledger alone, where nothing else in it can depend on what they say.

A ledger grows with the project, and most commits that add a function edit it. In a plain ledger (imports and node
classes, nothing else) a class statement means nothing to the others but its name, its id and its kind; so a statement
that keeps these can be read by itself, in a small ledger made of it and of stand-ins for the nodes that it names.
Whatever is not surely so gives None, and the whole ledger is read.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right

from archhook.inventory.ignores import ignores_of
from archhook.ledger.ids import canonical, split_docstring
from archhook.ledger.lines import ModuleLines
from archhook.ledger.plain import plain_classes
from archhook.ledger.source import read_ledger
from archhook.ledger.vocabulary import CLASSES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import NamedTuple, Protocol

    from archhook.ledger.source import Reading
    from archhook.model import Ignore, Node

    class Nodes(Protocol):
        """Declared nodes by id."""

        def get(self, node_id: str, default: None = None) -> Node | None:
            """The node with an id, if there is one."""

else:
    from archhook.records import NamedTuple

STAND_INS = {
    "intent": "Intent",
    "requirement": "Requirement",
    "design": "Design",
    "task": "Task",
    "acceptance": "UserAcceptanceTest",
    "system": "SystemTest",
    "integration": "IntegrationTest",
    "unit": "UnitTest",
}
"""Kind, or level of a Test -> the class that a node of it is derived from."""


class Region(NamedTuple):
    """The class statements that differ: whole statements of both versions, from the same line on."""

    line: int  # the first, from 1
    end: int  # the line after the old ones
    old: bytes
    new: bytes


class Splice(NamedTuple):
    """What the new statements declare, and the module's lines and inline ignores with them."""

    nodes: tuple[Node, ...]
    lines: ModuleLines
    ignores: tuple[Ignore, ...]


def module_lines(reading: Reading) -> dict[str, ModuleLines]:
    """Where the nodes of a reading stand, and what names its modules know, by module."""
    ids = {(node.path, node.class_name): node.id for node in reading.nodes}
    found: dict[str, ModuleLines] = {}
    for path, classes in reading.lines.items():
        imported, metamodel = reading.names.get(path, ({}, ()))
        places = {name: (line, ids.get((path, name), "")) for name, line in classes.items()}
        found[path] = ModuleLines.of(places, imported, sorted(metamodel))
    return found


def splice(
    path: str, old: bytes, new: bytes, lines: ModuleLines, nodes: Nodes, ignores: Iterable[Ignore] = ()
) -> Splice | None:
    """What changed between two versions of a module of a plain ledger without breaches of LED; None: read it all.

    `lines`, `ignores`: the module's, as of the old version. `nodes`: those of the whole ledger.
    """
    classes = lines.classes()
    region = changed_region(old, new, sorted(line for line, _ in classes.values()))
    if region is None:
        return None
    statements = plain_classes(region.new, lines.metamodel)
    if statements is None or plain_classes(region.old, lines.metamodel) is None:
        return None
    gone = {name: one for name, one in classes.items() if region.line <= one[0] < region.end}
    known = {name: one for name, one in classes.items() if name not in gone}
    names = [statement.name for statement in statements]
    if len({*names}) < len(names) or {*names} & (known.keys() | lines.imported.keys() | {*lines.metamodel}):
        return None
    earlier = {name: node_id for name, (line, node_id) in known.items() if line < region.line}
    prelude = stand_ins(statements, names, earlier | lines.imported, lines.metamodel, nodes)
    if prelude is None:
        return None
    reading = read_ledger({path: prelude + region.new}, path)
    shift = prelude.count(b"\n")
    own = [node for node in reading.nodes if node.class_name in names]
    if not _sound(reading, own, names, shift) or not _keeps(gone, own, nodes):
        return None
    moved = _moved(lines, known, region, own, reading.lines[path], shift)
    return Splice(tuple(own), moved, _ignores(ignores, region))


def changed_region(old: bytes, new: bytes, starts: list[int]) -> Region | None:
    """The statements that differ; `starts`: the lines of the old version's class statements, sorted. None: unclear.

    Found by bisection over equal slices. It begins and ends where a class statement began in the old version, so that
    both versions hold whole statements there, if each is Python by itself.
    """
    if any(byte in version for version in (old, new) for byte in (b"\r", b"\f")) or b"coding" in old[: _line_two(old)]:
        return None
    head = _common(old, new)
    tail = min(_common(old[head:][::-1], new[head:][::-1]), len(old) - head, len(new) - head)
    boundary = len(old) - tail
    first, last = old.count(b"\n", 0, head) + 1, old.count(b"\n", 0, boundary) + 1
    at = bisect_right(starts, first) - 1
    if at < 0 or starts[at] < 3:  # a declared encoding stands in the first two lines
        return None
    whole = last if old[boundary - 1 : boundary] == b"\n" else last + 1  # the first line that is all in the tail
    until = bisect_left(starts, max(whole, starts[at] + 1))
    begin = _offset(old, head, first, starts[at])
    if until == len(starts):
        return Region(starts[at], old.count(b"\n") + 2, old[begin:], new[begin:])
    end = _offset(old, boundary, last, starts[until])
    region = Region(starts[at], starts[until], old[begin:end], new[begin : end + len(new) - len(old)])
    return region if region.new[-1:] in (b"\n", b"") else None


def _line_two(text: bytes) -> int:
    """The offset at which the second line ends."""
    return text.find(b"\n", text.find(b"\n") + 1) + 1 or len(text)


def _common(one: bytes, other: bytes) -> int:
    """The length of the longest common beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
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


def stand_ins(
    statements: Iterable[ast.ClassDef],
    own: Iterable[str],
    named: Mapping[str, str],
    metamodel: Iterable[str],
    nodes: Nodes,
) -> bytes | None:
    """A beginning for the small ledger: imports, and a class for each node that the statements name.

    `named`: class name -> id of what they may name. None where they name something else.
    """
    names: dict[str, str] = {}  # id -> the name of its stand-in
    texts: set[str] = set()
    for part in (one for statement in statements for field in statement.body for one in ast.walk(field)):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load) and part.id not in own:
            if part.id in named:
                names[named[part.id]] = part.id
            elif part.id not in metamodel:
                return None
        elif isinstance(part, ast.Constant) and isinstance(part.value, str):
            texts.add(canonical(part.value) or "")
    declared = {_own_id(statement) for statement in statements}
    for number, node_id in enumerate(sorted(texts - names.keys() - declared)):
        if nodes.get(node_id) is not None:  # else it is no reference, or one to nothing, and the reader says so
            names[node_id] = f"_StandIn{number}"
    text = f"from archhook import {', '.join(sorted(CLASSES))}\n"
    for node_id, name in names.items():
        node = nodes.get(node_id)
        if node is None or node_id in declared:
            return None
        text += f'class {name}({STAND_INS[node.level or node.kind]}):\n    """[{node_id}] A stand-in."""\n'
    return text.encode()


def _own_id(statement: ast.ClassDef) -> str:
    first = statement.body[0]
    doc = first.value.value if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) else ""
    return split_docstring(doc)[0] if isinstance(doc, str) else ""


def _sound(reading: Reading, own: list[Node], names: list[str], shift: int) -> bool:
    """Whether every statement is a node, without a breach, and says nothing of places outside."""
    if len(own) != len(names):
        return False
    if any(int(breach.anchor[2]) > shift or breach.code == "LED001" for breach in reading.breaches):
        return False
    spots = [
        spot
        for node in own
        for spot in (
            *(link.spot for _, links in node.links for link in links),
            *(one.spot for _, names_ in node.declares for one in names_),
            *(waiver.spot for waiver in node.waives),
            *((node.file_spot,) if node.file_spot else ()),
        )
    ]
    return not any(spot.path for spot in spots)


def _keeps(gone: Mapping[str, tuple[int, str]], own: list[Node], nodes: Nodes) -> bool:
    """Whether all that others may rely on is as it was: old names keep their ids, new ids are free."""
    now = {node.class_name: node.id for node in own}
    before = {node_id for _, node_id in gone.values()}
    return all(now.get(name) == node_id for name, (_, node_id) in gone.items()) and all(
        node.id in before or nodes.get(node.id) is None for node in own
    )


def _ignores(ignores: Iterable[Ignore], region: Region) -> tuple[Ignore, ...]:
    """The module's inline ignores after the change: only the region is read."""
    longer = region.new.count(b"\n") - region.old.count(b"\n")
    before = [one for one in ignores if one.line < region.line]
    behind = [one._replace(line=one.line + longer) for one in ignores if one.line >= region.end]
    within = ignores_of(b"\n\n" + region.new)  # no encoding is declared below the second line
    return (*before, *(one._replace(line=one.line - 2 + region.line - 1) for one in within), *behind)


def _moved(
    lines: ModuleLines,
    known: Mapping[str, tuple[int, str]],
    region: Region,
    own: list[Node],
    found: Mapping[str, int],
    shift: int,
) -> ModuleLines:
    """The module's lines after the change."""
    longer = region.new.count(b"\n") - region.old.count(b"\n")
    classes = {
        name: (line + longer if line >= region.end else line, node_id) for name, (line, node_id) in known.items()
    }
    for node in own:
        classes[node.class_name] = (found[node.class_name] - shift + region.line - 1, node.id)
    return ModuleLines.of(classes, lines.imported, lines.metamodel)
