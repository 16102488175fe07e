"""What the functions of a test file check and what may skip them, so that two versions of a test can be compared."""

from __future__ import annotations

import _ast
import builtins

from archhook.inventory.parse import iter_child_nodes, parse
from archhook.inventory.source_text import text_of
from archhook.model.nodes import ParseError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, NamedTuple
else:
    from archhook.records import NamedTuple

CHECKING = ("raises", "warns", "deprecated_call", "fail")
"""The last names of what fails a test beside `assert` and whatever begins with that word."""

SKIPPING = (
    "skip", "skipif", "skipIf", "skipUnless", "skipTest", "xfail", "expectedFailure", "importorskip",
)  # fmt: skip
"""The last names of what may keep a test from running, or its failure from counting."""

IDLE = frozenset((*dir(builtins), "suppress"))
"""The names of calls that check nothing, whatever is handed to them."""

_FUNCTIONS = (_ast.FunctionDef, _ast.AsyncFunctionDef)


class Body(NamedTuple):
    """A function, or a class or the file (""), of which only `skips` is told.

    `checks`: how many statements and calls can fail it, those of constants apart · `calls`: the last names of what else
    it calls, built-in functions apart · `given`: its parameters and how many decorators it has · `skips`: words of
    SKIPPING on it or in it · `lines`: its statements, without indentation
    """

    checks: int = 0
    calls: frozenset[str] = frozenset()
    given: tuple[str, ...] = ()
    skips: tuple[str, ...] = ()
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
    found = {"": Body(skips=tuple(_marked(tree.body)))}
    todo: list[tuple[str, list[Any]]] = [("", tree.body)]
    while todo:
        prefix, body = todo.pop()
        for node in _definitions(body):
            name = prefix + node.name
            if isinstance(node, _FUNCTIONS):
                found[name] = _body(node, lines)
            else:
                found[name] = Body(skips=(*_words(node.decorator_list), *_marked(node.body)), lines=_text(node, lines))
                todo.append((f"{name}.", node.body))
    return found


def _definitions(body: Iterable[Any]) -> Iterator[Any]:
    """The functions and classes of a scope, those in branches included, in order."""
    stack = list(body)[::-1]
    while stack:
        node = stack.pop()
        if isinstance(node, (*_FUNCTIONS, _ast.ClassDef)):
            yield node
        elif isinstance(node, (_ast.stmt, _ast.ExceptHandler)):
            stack.extend(list(iter_child_nodes(node))[::-1])


def _body(node: Any, lines: list[str]) -> Body:
    checks, calls, skips = 0, set(), [*_words(node.decorator_list)]
    for one in _below(node.body):
        if isinstance(one, _ast.Assert):
            checks += any(isinstance(part, (_ast.Name, _ast.Call)) for part in _below([one.test]))
        elif isinstance(one, _ast.Call):
            word = _last(one.func)
            if word in SKIPPING:
                skips.append(word)
            elif word in CHECKING or word.startswith("assert"):
                checks += 1
            elif word not in IDLE:
                calls.add(word)
    taken = node.args
    names = [one.arg for one in (*taken.posonlyargs, *taken.args, *taken.kwonlyargs)]
    return Body(checks, frozenset(calls), (*names, str(len(node.decorator_list))), tuple(skips), _text(node, lines))


def _text(node: Any, lines: list[str]) -> tuple[str, ...]:
    first, last = node.body[0].lineno - 1, node.end_lineno
    return tuple(line for one in lines[first:last] if (line := one.strip()))


def _marked(body: Iterable[Any]) -> Iterator[str]:
    """The words of SKIPPING in `pytestmark` of a scope, and in the calls that stand in it alone."""
    for node in body:
        if isinstance(node, _ast.Assign) and any(getattr(one, "id", "") == "pytestmark" for one in node.targets):
            yield from _words([node.value])
        elif isinstance(node, _ast.Expr) and isinstance(node.value, _ast.Call):
            yield from _words([node.value.func])


def _words(nodes: Iterable[Any]) -> Iterator[str]:
    for one in _below(nodes):
        if isinstance(one, (_ast.Name, _ast.Attribute)) and _last(one) in SKIPPING:
            yield _last(one)


def _last(node: Any) -> str:
    """The last name of what is called: `raises` of `pytest.raises`; "" where it has none."""
    return str(getattr(node, "attr", "") or getattr(node, "id", ""))


def _below(nodes: Iterable[Any]) -> Iterator[Any]:
    """All that hangs below some nodes, and themselves."""
    stack = list(nodes)
    while stack:
        node = stack.pop()
        yield node
        stack.extend(iter_child_nodes(node))
