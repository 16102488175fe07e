"""What the functions of a test file check and what may skip them, so that two versions of a test can be compared."""

from __future__ import annotations

import _ast

from archhook.inventory.check_calls import SKIPPING, below, last_name
from archhook.inventory.conftest_hooks import prepares, skips_in
from archhook.inventory.constant_truth import truth
from archhook.inventory.parse import iter_child_nodes, parse
from archhook.inventory.reached_checks import Reached
from archhook.inventory.source_text import text_of
from archhook.inventory.syntax_tree import blocks, target_names
from archhook.model.nodes import ParseError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, NamedTuple
else:
    from archhook.records import NamedTuple

EMPTY = "parametrize without values"
"""What skips a test that would be run once for each of no values."""

UNDONE = "its name is deleted, or another thing's"
"""What keeps a test from running whose name means nothing, or something else, behind it."""

_FUNCTIONS = (_ast.FunctionDef, _ast.AsyncFunctionDef)


class Body(NamedTuple):
    """A function, or a class or the file (""), of which only `skips` is told.

    `checks`: how many statements and calls can fail it · `values`: how many values those look at, at most · `dead`: how
    many are written and never can, as of constants · `calls`: the last names of what else it calls, built-in functions
    apart · `given`: its parameters and how many decorators it has · `skips`: words of SKIPPING on it or in it ·
    `marked`: the line of the first of them, of a class or the file · `lines`: its statements, without indentation
    """

    checks: int = 0
    values: int = 0
    dead: int = 0
    calls: frozenset[str] = frozenset()
    given: tuple[str, ...] = ()
    skips: tuple[str, ...] = ()
    marked: int = 0
    lines: tuple[str, ...] = ()


def bodies_of(source: bytes) -> dict[str, Body]:
    """Qualified name -> body of every function and class of a file, "" for what holds for all of it.

    Nothing of a file that cannot be parsed. Of a name that is defined twice the last one counts.
    """
    try:
        tree = parse(source)
    except RecursionError:
        return {}
    if isinstance(tree, ParseError):
        return {}
    lines = text_of(source).splitlines()
    found = {"": _scope([], tree.body, ())}
    named = dict(_marks_by_name(tree.body))
    todo: list[tuple[str, list[Any]]] = [("", tree.body)]
    while todo:
        prefix, body = todo.pop()
        for node in _definitions(body):
            name = prefix + node.name
            marks = [named.get(getattr(one, "id", ""), one) for one in node.decorator_list]
            if isinstance(node, _FUNCTIONS):
                found[name] = _body(node, marks, lines)
            else:
                found[name] = _scope(marks, node.body, _text(node, lines))
                todo.append((f"{name}.", node.body))
        for name in _undone(body):
            if prefix + name in found:
                found[prefix + name] = found[prefix + name]._replace(skips=(UNDONE,))
    return found


def _marks_by_name(body: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """The names that a file may give marks, as `slow = pytest.mark.slow`."""
    for node in body:
        if isinstance(node, _ast.Assign) and isinstance(node.value, (_ast.Attribute, _ast.Call)):
            yield from ((name, node.value) for name in _targets(node))


def _definitions(body: Iterable[Any]) -> Iterator[Any]:
    """The functions and classes of a scope, those in branches included, in order."""
    stack = list(body)[::-1]
    while stack:
        node = stack.pop()
        if isinstance(node, (*_FUNCTIONS, _ast.ClassDef)):
            yield node
        elif isinstance(node, (_ast.stmt, _ast.ExceptHandler)):
            stack.extend(list(iter_child_nodes(node))[::-1])


def _scope(decorators: Iterable[Any], body: Iterable[Any], lines: tuple[str, ...]) -> Body:
    """Of a class, or of the file."""
    marks = [*((word, one.lineno) for one in decorators for word in _words([one])), *_marked(body)]
    return Body(skips=tuple(word for word, _ in marks), marked=marks[0][1] if marks else 0, lines=lines)


def _body(node: Any, marks: list[Any], lines: list[str]) -> Body:
    found = Reached(node.body)
    taken = node.args
    names = [one.arg for one in (*taken.posonlyargs, *taken.args, *taken.kwonlyargs)]
    given = (*names, str(len(node.decorator_list)))
    skips = (*_words(marks), *found.skips)
    return Body(found.checks, found.values, found.dead, frozenset(found.calls), given, skips, lines=_text(node, lines))


def _text(node: Any, lines: list[str]) -> tuple[str, ...]:
    first, last = node.body[0].lineno - 1, node.end_lineno
    return tuple(line for one in lines[first:last] if (line := one.strip()))


def _marked(body: Iterable[Any]) -> Iterator[tuple[str, int]]:
    """What may skip all of a scope, with lines: `pytestmark`, what skips in its own statements, those in branches
    included, and in what prepares its tests.
    """
    todo = [*body][::-1]
    while todo:
        node = todo.pop()
        if isinstance(node, (_ast.Assign, _ast.AnnAssign, _ast.AugAssign)) and "pytestmark" in _targets(node):
            yield from ((word, node.lineno) for word in _words([node.value] if node.value else ()))
        elif isinstance(node, _FUNCTIONS):
            yield from skips_in(node.body if prepares(node) else ())
        elif inner := list(blocks(node)):
            todo += [one for block in inner for one in block][::-1]
        elif not isinstance(node, _ast.ClassDef):
            yield from skips_in([node])


def _targets(node: Any) -> list[str]:
    """The names that an assignment, or `del`, binds or unbinds."""
    return [one.id for one in target_names(getattr(node, "targets", None) or (node.target,))]


def _undone(body: Iterable[Any]) -> Iterator[str]:
    """The functions and classes of a scope whose names are deleted behind them, or given to something else."""
    defined: set[str] = set()
    for node in body:
        if isinstance(node, (*_FUNCTIONS, _ast.ClassDef)):
            defined.add(node.name)
        elif isinstance(node, _ast.Delete):
            yield from defined.intersection(_targets(node))
        elif isinstance(node, _ast.Assign):
            kept = {one.id for one in below([node.value]) if isinstance(one, _ast.Name)}
            yield from defined.intersection(_targets(node)) - kept


def _words(nodes: Iterable[Any]) -> Iterator[str]:
    """The words of SKIPPING in marks and decorators, and EMPTY for those that give a test no values."""
    for one in below(nodes):
        if isinstance(one, (_ast.Name, _ast.Attribute)) and last_name(one) in SKIPPING:
            yield last_name(one)
        elif isinstance(one, _ast.Call) and last_name(one.func) == "parametrize":
            values = [*one.args[1:2], *(key.value for key in one.keywords if key.arg == "argvalues")]
            if any(truth(value) is False for value in values):
                yield EMPTY
