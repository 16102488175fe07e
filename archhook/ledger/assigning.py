"""Assignment targets: names, patterns, fields of classes after the fact."""

from __future__ import annotations

import _ast as ast

from archhook.ledger.comprehensions import bind
from archhook.ledger.effects import follow, follow_stored
from archhook.ledger.expressions import evaluate
from archhook.ledger.problem import Unreadable
from archhook.ledger.roots import roots_of_value
from archhook.ledger.syntax import iter_child_nodes, walk
from archhook.ledger.values import (
    Function,
    Instance,
    Map,
    Package,
    Poison,
    Ref,
    Resources,
    Seq,
    Unbound,
    Value,
    subject,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.ledger.session import Scope


def assign(target: ast.expr, value: Value, scope: Scope) -> None:
    """Binds a target to a value. What is not followed poisons the target; a field of a node is never left in doubt."""
    if type(target) is ast.Name:
        scope.names[target.id] = value
    elif isinstance(target, ast.Attribute):
        _field(target, value, scope)
    elif isinstance(target, ast.Subscript):
        _item(target, value, scope)
    else:
        _pattern(target, value, scope)


def _pattern(target: ast.expr, value: Value, scope: Scope) -> None:
    try:
        if isinstance(value, Poison):
            raise value.problem.again()
        bind(target, value, scope)
    except Unreadable as problem:
        if problem.hard:
            raise
        poison_names(target, problem, scope)
        if any(isinstance(part, ast.Attribute) for part in walk(target)):
            problem.hard = True
            raise


def _root(node: ast.expr, scope: Scope) -> Value | None:
    try:
        return evaluate(node, scope)
    except Unreadable as problem:
        if problem.hard:
            raise
        return None


def _field(target: ast.Attribute, value: Value, scope: Scope) -> None:
    root = _root(target.value, scope)
    name = target.attr
    if isinstance(root, Ref):
        if name.startswith("__"):
            raise Unreadable(scope.module, target, f"{name} of a class is assigned", "write it in the class", hard=True)
        root.klass.attrs[name] = value
    elif isinstance(root, Instance):
        if root.fields is None:
            met = "a field of one instance is assigned"
            raise Unreadable(
                scope.module, target, met, f"assign it to the class: {root.klass.name}.{name} = ...", hard=True
            )
        root.fields[name] = value
    elif isinstance(root, Resources):
        root.fields[name] = value
    elif isinstance(root, Package) or (isinstance(root, Function) and name.startswith("__")):
        met = f"{name} of {subject(root)} is assigned"
        raise Unreadable(scope.module, target, met, "write it where it is defined", hard=True)
    elif isinstance(root, Unbound):
        met = f"the name {root.name} is bound to nothing"
        raise Unreadable(scope.module, target, met, "define it above, or mend the name", hard=True)
    else:
        follow_stored(target, roots_of_value(value), scope)


def _item(target: ast.Subscript, value: Value, scope: Scope) -> None:
    root = _root(target.value, scope)
    stored = (*follow(target.slice, scope), *roots_of_value(value))
    if isinstance(root, Seq | Map):
        met = "an item is assigned after the fact"
        earlier = root.spoiled.reaches if root.spoiled is not None else ()
        root.spoiled = Unreadable(scope.module, target, met, "write it in the display")
        root.spoiled.reaches = (*earlier, *stored)
    else:
        follow_stored(target, stored, scope)


def poison_names(node: ast.AST, problem: Unreadable, scope: Scope) -> None:
    """Poisons every name that a statement or target that is not read may bind."""
    for name in _bound_names(node):
        scope.names[name] = Poison(problem)


def _bound_names(node: ast.AST) -> Iterator[str]:
    waiting = [node]
    while waiting:
        part = waiting.pop()
        match part:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield part.name
                continue
            case ast.Lambda():
                continue
            case ast.Name(ctx=ast.Store() | ast.Del()):
                yield part.id
            case ast.alias() if part.name != "*":
                yield part.asname or part.name.partition(".")[0]
            case ast.MatchAs() | ast.MatchStar() if part.name:
                yield part.name
            case ast.MatchMapping() if part.rest:
                yield part.rest
        waiting.extend(iter_child_nodes(part))
