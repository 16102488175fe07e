"""Syntax trees without the import of `ast`: parsing, and going through a tree.

`_ast`, where the types of nodes live, is part of the interpreter; `ast` brings enum, functools and contextlib along,
and they take longer than a commit's own work. What is here does what the functions of these names in `ast` do.
"""

from __future__ import annotations

import _ast

from archhook.inventory.parse import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeVar

    Node = TypeVar("Node", bound=_ast.AST)


def parse(source: bytes | str) -> list[_ast.stmt]:
    """The statements of a module. Errors are those of `compiled`."""
    return compiled(source, "<unknown>").body


def iter_child_nodes(node: _ast.AST) -> Iterator[_ast.AST]:
    """What hangs directly below a node, in order."""
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, _ast.AST):
            yield value
        elif isinstance(value, list):
            yield from (item for item in value if isinstance(item, _ast.AST))


def walk(node: _ast.AST) -> Iterator[_ast.AST]:
    """A node and all below it, level by level."""
    waiting = [node]
    for part in waiting:  # it grows meanwhile
        waiting += iter_child_nodes(part)
        yield part


def copy_location(new: Node, old: _ast.AST) -> Node:
    """`new`, at the place of `old`."""
    for field in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
        setattr(new, field, getattr(old, field))
    return new
