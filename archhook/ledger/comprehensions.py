"""Comprehensions and loop targets over constant sequences, in bounded work."""

from __future__ import annotations

import _ast as ast

from archhook.ledger.operators import items_of, key_of, truth
from archhook.ledger.session import Scope
from archhook.ledger.syntax import Unreadable
from archhook.ledger.values import Const, Map, Seq, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Evaluate = Callable[[ast.expr, Scope], Value]
    Listed = ast.ListComp | ast.SetComp | ast.GeneratorExp


KINDS: dict[type[ast.expr], str] = {ast.ListComp: "list", ast.SetComp: "set", ast.GeneratorExp: "iterator"}


def listed(node: Listed, scope: Scope, evaluate: Evaluate) -> Value:
    """`[element for ...]`, `{element for ...}`, `(element for ...)`."""
    items = [evaluate(node.elt, inner) for inner in _rounds(node, 0, scope, evaluate)]
    scope.module.grow(len(items), node)
    return Seq(KINDS[type(node)], items, scope.module, node)


def mapped(node: ast.DictComp, scope: Scope, evaluate: Evaluate) -> Value:
    """`{key: value for ...}`."""
    pairs: dict[object, tuple[Const, Value]] = {}
    for inner in _rounds(node, 0, scope, evaluate):
        key = evaluate(node.key, inner)
        name = key_of(key, inner, node.key)
        pairs[name] = (Const(name, key.module, key.node), evaluate(node.value, inner))
    return Map(pairs, scope.module, node)


def _rounds(node: Listed | ast.DictComp, at: int, scope: Scope, evaluate: Evaluate) -> Iterator[Scope]:
    if not at:
        scope = Scope(scope.session, scope.module, {}, scope, passing=True)
    if at == len(node.generators):
        yield scope
        return
    generator = node.generators[at]
    if generator.is_async:
        raise Unreadable(scope.module, node, "an asynchronous comprehension is not read", "write the items")
    cost = scope.module.size(node)
    for item in items_of(evaluate(generator.iter, scope), scope, generator.iter):
        scope.module.spend(cost, node)
        bind(generator.target, item, scope)
        if all(truth(evaluate(test, scope), scope, test) for test in generator.ifs):
            yield from _rounds(node, at + 1, scope, evaluate)


def bind(target: ast.expr, value: Value, scope: Scope) -> None:
    """Binds a name, or a pattern of names, in the innermost scope. Raises `Unreadable` for other targets."""
    if isinstance(target, ast.Name):
        scope.names[target.id] = value
    elif isinstance(target, ast.Tuple | ast.List):
        items = items_of(value, scope, target)
        star = next((at for at, one in enumerate(target.elts) if isinstance(one, ast.Starred)), None)
        after = len(target.elts) if star is None else len(target.elts) - star - 1  # names behind the starred one
        if len(items) != len(target.elts) if star is None else len(items) < len(target.elts) - 1:
            met = f"{len(items)} values are unpacked into {len(target.elts)} names"
            raise Unreadable(scope.module, target, met, "name as many as there are")
        for at, one in enumerate(target.elts):
            if isinstance(one, ast.Starred):
                scope.module.grow(len(items), target)
                rest = items[at : len(items) - after]
                bind(one.value, Seq("list", rest, scope.module, target), scope)
            else:
                bind(one, items[at if star is None or at < star else len(items) - len(target.elts) + at], scope)
    else:
        raise Unreadable(scope.module, target, "this target is not read here", "bind a name")
