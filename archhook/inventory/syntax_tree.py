"""What the nodes of a syntax tree say. Nothing here recurses: a tree may be deeper than the stack."""

from __future__ import annotations

import _ast

from archhook.inventory.parse import iter_child_nodes
from archhook.model.nodes import Mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import Any

    from archhook.inventory.source_text import Text

NO_NAMES: frozenset[str] = frozenset()

_FUNCTIONS = (_ast.FunctionDef, _ast.AsyncFunctionDef)
_NO_TESTS = ("fixture", "yield_fixture", "property", "cached_property")

_HOLDING = (_ast.stmt, _ast.ExceptHandler, _ast.match_case)

TYPING_FLAGS = frozenset({"TYPE_CHECKING"})
"""The name of what is true for type checkers alone."""

_LOOP = ("body", "orelse")
_BLOCKS: dict[type, tuple[str, ...]] = {
    _ast.If: _LOOP,
    _ast.For: _LOOP,
    _ast.AsyncFor: _LOOP,
    _ast.While: _LOOP,
    _ast.With: ("body",),
    _ast.AsyncWith: ("body",),
    _ast.Try: ("body", "handlers", "orelse", "finalbody"),
    _ast.TryStar: ("body", "handlers", "orelse", "finalbody"),
    _ast.ExceptHandler: ("body",),
    _ast.Match: ("cases",),
    _ast.match_case: ("body",),
}
"""Where a compound statement holds further statements of its own scope."""


def target_names(targets: Iterable[Any]) -> Iterator[_ast.Name]:
    """The names that assignment targets bind: tuples and stars looked through, attributes and items left out."""
    stack = list(targets)
    while stack:
        node = stack.pop()
        kind = type(node)
        if kind is _ast.Name:
            yield node
        elif kind is _ast.Tuple or kind is _ast.List:
            stack.extend(node.elts)
        elif kind is _ast.Starred:
            stack.append(node.value)


def assigned_within(statement: _ast.AST) -> Iterator[_ast.Name]:
    """The names that `:=` binds in a statement's own expressions: those of a comprehension belong to the scope
    around it, those of a lambda's body to the lambda.
    """
    stack = [child for child in iter_child_nodes(statement) if not isinstance(child, _ast.stmt)]
    while stack:
        node = stack.pop()
        if isinstance(node, _ast.NamedExpr) and isinstance(node.target, _ast.Name):
            yield node.target
        inner = (node.args,) if isinstance(node, _ast.Lambda) else iter_child_nodes(node)
        stack.extend(child for child in inner if not isinstance(child, _ast.stmt))


def blocks(node: Any) -> Iterator[list[Any]]:
    """The lists of statements of the same scope that a compound statement holds, its handlers and cases included."""
    for field in _BLOCKS.get(type(node), ()):
        yield getattr(node, field)


def names_declared_global(body: list[_ast.stmt]) -> frozenset[str]:
    """The names of the `global` statements of one scope, nested scopes left out."""
    names: set[str] = set()
    todo: list[list[Any]] = [body]
    while todo:
        for node in todo.pop():
            if type(node) is _ast.Global:
                names.update(node.names)
            todo.extend(blocks(node))
    return frozenset(names) if names else NO_NAMES


def dotted(node: Any) -> str:
    """`a.b.c` of a chain of attributes, "" of anything else."""
    parts: list[str] = []
    while type(node) is _ast.Attribute:
        parts.append(node.attr)
        node = node.value
    if type(node) is not _ast.Name:
        return ""
    return ".".join((node.id, *reversed(parts)))


def is_main_guard(test: Any) -> bool:
    """`__name__ == "__main__"`, in either order."""
    if type(test) is not _ast.Compare or len(test.ops) != 1 or type(test.ops[0]) is not _ast.Eq:
        return False
    for name, value in ((test.left, test.comparators[0]), (test.comparators[0], test.left)):
        if type(name) is _ast.Name and name.id == "__name__" and type(value) is _ast.Constant:
            return type(value.value) is str and value.value == "__main__"
    return False


def is_type_checking(test: Any, flags: Collection[str] = TYPING_FLAGS) -> bool:
    """`TYPE_CHECKING`, from whatever module, or under the name (one of `flags`) that it was imported as."""
    kind = type(test)
    if kind is _ast.Name:
        return test.id in flags
    return kind is _ast.Attribute and test.attr == "TYPE_CHECKING" and dotted(test) != ""


def renames(source: bytes, name: bytes) -> bool:
    """Whether a source may import a name under another one."""
    return any(part.lstrip(b" \t\f\\\r\n").startswith(b"as") for part in source.split(name)[1:])


def flags_of(tree: _ast.Module) -> frozenset[str]:
    """`TYPE_CHECKING`, and the names that it is imported as anywhere in a file."""
    return TYPING_FLAGS | {
        alias.asname or alias.name
        for node in statements(tree)
        if type(node) is _ast.ImportFrom
        for alias in node.names
        if alias.name == "TYPE_CHECKING"
    }


def statements(tree: _ast.Module) -> Iterator[Any]:
    """Every statement of a file, those within others included, in no order."""
    todo: list[Any] = [tree]
    while todo:
        for node in iter_child_nodes(todo.pop()):
            if isinstance(node, _HOLDING):
                todo.append(node)
            if isinstance(node, _ast.stmt):
                yield node


def captures(pattern: _ast.AST, text: Text) -> Iterator[tuple[int, int, str]]:
    """The names that a `case` binds: line, byte, name. A capture's name stands at its end, a mapping's `**rest`
    behind the patterns of its values.
    """
    stack = [pattern]
    while stack:
        node: Any = stack.pop()
        kind = type(node)
        if kind in (_ast.MatchAs, _ast.MatchStar) and node.name is not None:
            yield node.end_lineno, text.name_before(node.end_lineno, node.end_col_offset), node.name
        elif kind is _ast.MatchMapping and node.rest is not None:
            last = node.patterns[-1] if node.patterns else None
            line, byte = (last.end_lineno, last.end_col_offset) if last else (node.lineno, node.col_offset)
            yield *text.name_after(line, byte), node.rest
        stack.extend(iter_child_nodes(node))


def is_idle(statement: Any) -> bool:
    """Whether a statement does nothing, or returns or asserts what is sure: a constant, a tuple that is not empty."""
    kind = type(statement)
    if kind is _ast.Expr:
        return type(statement.value) is _ast.Constant
    if kind is _ast.Return:
        return statement.value is None or type(statement.value) is _ast.Constant
    if kind is _ast.Assert:
        test = statement.test
        if type(test) is _ast.Tuple:
            return any(type(one) is not _ast.Starred for one in test.elts)
        return type(test) is _ast.Constant and bool(test.value)
    return kind is _ast.Pass


def marks_of(tree: _ast.Module, source: bytes) -> tuple[Mark, ...]:
    """What a file says itself of what pytest takes for a test (`__test__`, fixtures, properties), sorted.

    Of two marks of one thing the one that says no counts. Nothing within a function is a test.
    """
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
    """Records `__test__ = False` in a scope, and `name.__test__ = False` in one."""
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
