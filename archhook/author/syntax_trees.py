"""LibCST trees of some statements of a ledger: parsed, searched, edited, and what their strings and lists say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from archhook.author.ledger_changes import CannotEdit
from archhook.author.list_items import row_of
from archhook.author.node_source import columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archhook.author.node_source import Style

N = TypeVar("N", bound=cst.CSTNode)

DISPLAYS = (cst.List, cst.Tuple, cst.Set)
COPIES = ("list", "tuple", "set", "sorted")
"""Functions of Python that give the items of a list back."""


def parsed(source: str) -> cst.Module:
    """The syntax tree of some statements, which gives the same source again. `CannotEdit`."""
    try:
        module = cst.parse_module(source)
    except (cst.ParserSyntaxError, RecursionError) as error:
        raise CannotEdit(unparsable(source)) from error
    if module.code != source:
        raise CannotEdit(unparsable(source))
    return module


def unparsable(source: str) -> str:
    """Why some source cannot be edited as the statements that it is."""
    if re.search(r"\r(?!\n)", source):
        return "a line ends in a carriage return (CR) alone; only line feeds, or CR and line feed, end lines here"
    return "it is in no syntax that can be edited"


def nodes_in(tree: cst.CSTNode, *kinds: type[N], functions: bool = True) -> list[N]:
    """The nodes of some types in a tree, inner ones first. `functions`: those within functions, too."""
    search = _Search(kinds, functions)
    tree.visit(search)
    return search.found  # type: ignore[return-value]  # none of another type


class _Search(cst.CSTVisitor):
    def __init__(self, kinds: tuple[type[cst.CSTNode], ...], functions: bool) -> None:
        super().__init__()
        self.kinds = kinds
        self.functions = functions
        self.found: list[cst.CSTNode] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        return self.functions or not isinstance(node, cst.FunctionDef)

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, self.kinds):
            self.found.append(original_node)


def replaced(tree: N, changes: Mapping[Any, cst.CSTNode]) -> N:
    """A tree with some nodes replaced, all in one round: the nodes of a tree that was edited are others."""
    found = tree.visit(_Replacement(changes))
    assert isinstance(found, type(tree))
    return found


class _Replacement(cst.CSTTransformer):
    def __init__(self, changes: Mapping[Any, cst.CSTNode]) -> None:
        super().__init__()
        self.changes = changes

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> cst.CSTNode:  # type: ignore[override]
        return self.changes.get(original_node, updated_node)


def string_of(node: cst.CSTNode) -> str | None:
    """What a plain string says; None for anything else."""
    if isinstance(node, cst.SimpleString | cst.ConcatenatedString):
        value = node.evaluated_value
        return value if isinstance(value, str) else None
    return None


def displays(value: cst.BaseExpression) -> Iterator[cst.List | cst.Tuple | cst.Set]:
    """The lists that are written out in a value: itself, parts of a sum, or what `sorted` and its like are given."""
    if isinstance(value, DISPLAYS):
        yield value
    elif isinstance(value, cst.BinaryOperation):
        yield from displays(value.left)
        yield from displays(value.right)
    elif isinstance(value, cst.Call) and isinstance(value.func, cst.Name) and value.func.value in COPIES:
        for argument in value.args[:1]:
            yield from displays(argument.value)


class Statements:
    """Some statements while they are edited."""

    def __init__(self, module: cst.Module, style: Style) -> None:
        self.module = module
        self.style = style

    def replace(self, old: cst.CSTNode, new: cst.CSTNode) -> None:
        """Puts a node in the place of another."""
        self.module = self.module.deep_replace(old, new)  # type: ignore[arg-type]  # what LibCST types too narrowly

    def fit(self, old: cst.CSTNode, new: cst.CSTNode) -> None:
        """Replaces a display or a call, one item a line where a line would be too long and no comment is in the way."""
        before = {*self.module.code.splitlines()}
        self.replace(old, new)
        if any(columns(line) > self.style.width for line in self.module.code.splitlines() if line not in before):
            self.stack(new)

    def stack(self, holder: cst.CSTNode) -> None:
        """Puts every item of a display or a call on a line of its own, where no comment is in the way."""
        row = row_of(holder)  # type: ignore[arg-type]  # it has a row, or None comes back
        if row is None or row.commented or row.vertical:
            return
        row.stack(self._outer(holder), self.module.default_indent)
        self.replace(holder, row.put_into(holder))  # type: ignore[arg-type]  # as above

    def _outer(self, node: cst.CSTNode) -> str:
        """The indentation of the line where a node begins, as far as it goes beyond that of its block."""
        wrapper = MetadataWrapper(self.module, unsafe_skip_copy=True)
        places = wrapper.resolve(PositionProvider)
        lines = self.module.code.splitlines()
        start = places[node].start.line
        block = max(
            (place.start.line for one, place in places.items() if isinstance(one, cst.SimpleStatementLine)
             and place.start.line <= start),
            default=start,
        )  # fmt: skip
        return _indent(lines[start - 1]).removeprefix(_indent(lines[block - 1]))


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
