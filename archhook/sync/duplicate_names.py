"""Nodes of one id or of one class name: which of the two the base has, and another class name for the newer one."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from archhook.author.expected_nodes import meaning
from archhook.author.ledger_changes import CannotEdit
from archhook.author.source_lines import Text
from archhook.ledger.source import read_ledger
from archhook.ledger.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archhook.ledger.source import Reading
    from archhook.model.nodes import Node

_COUNT = re.compile(r" \(\d+\)$")
"""What the reader writes behind the name of a class whose module has that name already."""

_CLASS = re.compile(r"(\s*class\s+)(\w+)")


def plain_name(node: Node) -> str:
    """The name of a node's class as its statement has it."""
    return _COUNT.sub("", node.class_name)


def second_is(
    known: Node, first: Node, place: tuple[str, int], reading: Reading, ledger: tuple[Mapping[str, bytes], str]
) -> bool:
    """Whether the base's node `known` is the second of two that share its id, which stands at a path and line.

    Its class tells it; where both or neither have that name its module, and in one module what they say. `ledger`: its
    sources and its entry.
    """
    path, line = place
    match = _CLASS.match(Text(ledger[0][path]).lines[line - 1])
    own, name = plain_name(known), match[2] if match else ""
    if (plain_name(first) == own) != (name == own):
        return name == own
    if first.path != path and known.path in (first.path, path):
        return known.path == path
    second = _without(first, reading, *ledger, known.id)
    return second is not None and _likeness(second, known) > _likeness(first, known)


def _without(node: Node, reading: Reading, sources: Mapping[str, bytes], entry: str, node_id: str) -> Node | None:
    """The node that has an id once a class statement is taken out; None where the rest cannot be read."""
    text = Text(sources[node.path])
    try:
        span = text.class_at(reading.lines[node.path][node.class_name])
    except CannotEdit:
        return None
    rest = read_ledger({**sources, node.path: text.replaced([(span, text.newline * (span.end - span.start))])}, entry)
    return next((one for one in rest.nodes if one.id == node_id), None)


def _likeness(node: Node, known: Node) -> tuple[bool, int]:
    """How much of what a node says another one says, too: its file first of all."""
    same = sum(one == other for one, other in zip(meaning(node), meaning(known), strict=True))
    return node.file == known.file, same


def told_apart(
    sources: Mapping[str, bytes], entry: str, then: Mapping[str, Node]
) -> tuple[dict[str, bytes], tuple[str, ...], tuple[str, ...]]:
    """(modules in which classes get another name, a line for each, what is left) where two of a module share one.

    The class keeps its name whose node the base has (`then`); two that it has both are left as they are.
    """
    now, said, left = dict(sources), [], []
    reading = read_ledger(now, entry)
    for old, node in _newer(reading, then):
        path, name = node.path, plain_name(node)
        line = reading.lines[path][node.class_name]
        new = _free(name, sources)
        changed = {**now, path: _renamed(now[path], line, name, new)}
        if not _named(name, now.values()) and _same(reading, read_ledger(changed, entry)):
            now = changed
            said.append(f"{node.id} is the class {new} now, for {old.id} is {name}, too: {path}:{line}")
        else:
            left.append(
                f"{path}:{line}: {node.id} and {old.id} are both the class {name}, and it is named elsewhere, where"
                f" only one of them can be meant: call that of {node.id} {new}, and name it where it is meant"
            )
    return {path: new for path, new in now.items() if new != sources[path]}, tuple(said), tuple(left)


def _newer(reading: Reading, then: Mapping[str, Node]) -> Iterator[tuple[Node, Node]]:
    """(a node that keeps its class name, one that has the same and gets another)."""
    together: dict[tuple[str, str], list[Node]] = {}
    for node in reading.nodes:
        together.setdefault((node.path, plain_name(node)), []).append(node)
    for many in together.values():
        many.sort(key=lambda node: (node.id not in then, reading.lines[node.path][node.class_name]))
        yield from ((many[0], node) for node in many[1:] if node.id not in then)


def _free(name: str, sources: Mapping[str, bytes]) -> str:
    number = 2
    while any(f"{name}{number}".encode() in source for source in sources.values()):
        number += 1
    return f"{name}{number}"


def _renamed(source: bytes, line: int, old: str, new: str) -> bytes:
    text = Text(source)
    written = text.lines[line - 1]
    match = _CLASS.match(written)
    if match and match[2] == old:
        text.lines[line - 1] = f"{match[1]}{new}{written[match.end() :]}"
    return text.replaced(())


def _named(name: str, sources: Iterable[bytes]) -> bool:
    """Whether anything but a class statement names a class, prose apart."""
    return any(_names(name, source) for source in sources if name.encode() in source)


def _names(name: str, source: bytes) -> bool:
    nodes = (node for statement in parse(source) for node in ast.walk(statement))  # it has been read
    return any(
        name in (getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "value", ""))
        or (isinstance(node, ast.alias) and name in node.name.split("."))
        for node in nodes
    )


def _same(before: Reading, after: Reading) -> bool:
    """Whether two readings say the same but for the names of classes."""
    said = [[meaning(node._replace(class_name="")) for node in reading.nodes] for reading in (before, after)]
    return said[0] == said[1] and len(before.breaches) == len(after.breaches)
