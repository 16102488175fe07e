"""What a file says itself of what pytest is to take for a test: `__test__`, and what is a fixture or a property.

Looked at are the statements of the module and of classes, not those of functions: nothing in a function is a test.
"""

from __future__ import annotations

import _ast

from archhook.inventory.syntax_tree import blocks, dotted
from archhook.model.nodes import Mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

_FUNCTIONS = (_ast.FunctionDef, _ast.AsyncFunctionDef)
_NO_TESTS = ("fixture", "yield_fixture", "property", "cached_property")


def marks_of(tree: _ast.Module, source: bytes) -> tuple[Mark, ...]:
    """The marks of a file, sorted. Of two about one thing the one that says no counts."""
    if b"__test__" not in source and b"fixture" not in source and b"property" not in source:  # nearly all
        return ()
    found: dict[str, bool] = {}
    todo: list[tuple[list[Any], str]] = [(tree.body, "")]
    while todo:
        block, scope = todo.pop()
        for node in block:
            kind = type(node)
            if kind in _FUNCTIONS:
                if any(map(_is_no_test, node.decorator_list)):
                    found[_within(scope, node.name)] = False
            elif kind is _ast.ClassDef:
                todo.append((node.body, _within(scope, node.name)))
            elif kind is _ast.Assign or kind is _ast.AnnAssign:
                targets = node.targets if kind is _ast.Assign else (node.target,)
                _assigned(found, targets, node.value, scope)
            else:
                todo += [(inner, scope) for inner in blocks(node)]
    return tuple(Mark(name, test) for name, test in sorted(found.items()))


def _within(scope: str, name: str) -> str:
    return f"{scope}.{name}" if scope else name


def _is_no_test(decorator: Any) -> bool:
    """`@pytest.fixture`, called or not, or a plugin's (`pytest_asyncio.fixture`), or what makes a property."""
    name = dotted(decorator.func if type(decorator) is _ast.Call else decorator)
    return name.rpartition(".")[2] in _NO_TESTS


def _assigned(found: dict[str, bool], targets: Iterable[Any], value: Any, scope: str) -> None:
    """Takes down `__test__ = False` in a scope, and `name.__test__ = False` in one."""
    if type(value) is not _ast.Constant:
        return
    for target in targets:
        if type(target) is _ast.Name and target.id == "__test__":
            name = scope
        elif type(target) is _ast.Attribute and target.attr == "__test__" and dotted(target.value):
            name = _within(scope, dotted(target.value))
        else:
            continue
        found[name] = found.get(name, True) and bool(value.value)
