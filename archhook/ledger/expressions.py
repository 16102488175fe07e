"""Expressions to values, by the type of their syntax node; nothing is executed."""

from __future__ import annotations

import _ast as ast

from archhook.ledger import calls, comprehensions
from archhook.ledger.calls import BUILTINS, KNOWN, width
from archhook.ledger.lookup import attribute, binding, name_value
from archhook.ledger.operators import Arguments, combine, compare, items_of, key_of, plain, subscript, truth
from archhook.ledger.syntax import RUNS_NOT, Unreadable, annotate
from archhook.ledger.values import (
    Builtin,
    Const,
    Foreign,
    Function,
    Instance,
    Map,
    Ref,
    Seq,
    Unbound,
    Value,
    subject,
)  # fmt: skip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from archhook.ledger.session import Scope
    from archhook.ledger.values import Klass

CALL = 'call validate_architecture in a statement of its own, or directly under `if __name__ == "__main__":`'


def evaluate(node: ast.expr, scope: Scope) -> Value:
    """The value of an expression. Raises `Unreadable` where it is none that the reader knows."""
    handler = HANDLERS.get(type(node))
    if handler is None:
        met = f"{NAMES.get(type(node), 'this expression')} is not read: {RUNS_NOT}"
        raise Unreadable(scope.module, node, met, "write the value itself")
    return handler(node, scope)


def _constant(node: ast.Constant, scope: Scope) -> Value:
    return Const(node.value, scope.module, node)  # type: ignore[arg-type]  # `...` passes as a constant, too


def _name(node: ast.Name, scope: Scope) -> Value:
    return name_value(node, scope)


def _attribute(node: ast.Attribute, scope: Scope) -> Value:
    return attribute(evaluate(node.value, scope), node, scope)


def elements(nodes: list[ast.expr], scope: Scope) -> list[Value]:
    """The values of the elements of a display or of arguments, starred ones unpacked."""
    values: list[Value] = []
    for node in nodes:
        if type(node) is ast.Constant:  # nearly all of a large ledger
            values.append(Const(node.value, scope.module, node))  # type: ignore[arg-type]  # see `_constant`
        elif type(node) is ast.Starred:
            more = items_of(evaluate(node.value, scope), scope, node)
            scope.module.grow(len(more), node)
            values += more
        else:
            values.append(evaluate(node, scope))
    return values


def _list(node: ast.List, scope: Scope) -> Value:
    return Seq("list", elements(node.elts, scope), scope.module, node)


def _tuple(node: ast.Tuple, scope: Scope) -> Value:
    return Seq("tuple", elements(node.elts, scope), scope.module, node)


def _set(node: ast.Set, scope: Scope) -> Value:
    return Seq("set", elements(node.elts, scope), scope.module, node)


def _dict(node: ast.Dict, scope: Scope) -> Value:
    pairs: dict[object, tuple[Const, Value]] = {}
    for key, item in zip(node.keys, node.values, strict=True):
        value = evaluate(item, scope)
        if key is not None:
            name = evaluate(key, scope)
            pairs[key_of(name, scope, key)] = (name, value)  # type: ignore[assignment]  # that takes constants only
        elif isinstance(value, Map):
            scope.module.make(len(value.pairs), item)
            pairs |= value.pairs
        else:
            raise Unreadable(scope.module, item, f"{subject(value)} stands where a dict is needed", "write a dict")
    return Map(pairs, scope.module, node)


def _joined(node: ast.JoinedStr, scope: Scope) -> Value:
    parts: list[str] = []
    for part in node.values:
        parts.append(_formatted(part, scope) if isinstance(part, ast.FormattedValue) else str(_literal(part)))
        scope.module.grow(len(parts[-1]), node)
    scope.module.grow(sum(map(len, parts)), node)
    return Const("".join(parts), scope.module, node)


def _literal(node: ast.expr) -> Any:
    return node.value if isinstance(node, ast.Constant) else ""


CONVERSIONS: dict[int, Callable[[Any], str]] = {115: str, 114: repr, 97: ascii}


def _formatted(node: ast.FormattedValue, scope: Scope) -> str:
    value = plain(evaluate(node.value, scope), scope, node.value)
    spec = (
        str(plain(_joined(node.format_spec, scope), scope, node)) if isinstance(node.format_spec, ast.JoinedStr) else ""
    )
    given = Arguments([], {}, scope, node)  # type: ignore[arg-type]  # only for the place
    width(spec, given)
    try:
        if node.conversion != -1:
            value = CONVERSIONS[node.conversion](value)
        return format(value, spec)
    except (ValueError, TypeError, OverflowError) as error:
        raise given.fail(f"this fails: {error}") from None


def _binary(node: ast.BinOp, scope: Scope) -> Value:
    chain = [node]  # `a + b + ...` nests to the left as deep as it is long
    while isinstance(chain[-1].left, ast.BinOp):
        chain.append(chain[-1].left)
    value = evaluate(chain[-1].left, scope)
    for part in reversed(chain):
        value = combine(part.op, value, evaluate(part.right, scope), scope, part)
    return value


def _unary(node: ast.UnaryOp, scope: Scope) -> Value:
    value = evaluate(node.operand, scope)
    if isinstance(node.op, ast.Not):
        return Const(not truth(value, scope, node), scope.module, node)
    number = plain(value, scope, node)
    if isinstance(node.op, ast.Invert) or not isinstance(number, int | float):
        raise Unreadable(scope.module, node, "this operator is not read here", "write the value itself")
    return Const(-number if isinstance(node.op, ast.USub) else +number, scope.module, node)


def _boolean(node: ast.BoolOp, scope: Scope) -> Value:
    value: Value = Const(None, scope.module, node)
    for operand in node.values:
        value = evaluate(operand, scope)
        if truth(value, scope, operand) is isinstance(node.op, ast.Or):
            break
    return value


def _compare(node: ast.Compare, scope: Scope) -> Value:
    left = evaluate(node.left, scope)
    for kind, operand in zip(node.ops, node.comparators, strict=True):
        right = evaluate(operand, scope)
        if not compare(kind, left, right, scope, node):
            return Const(False, scope.module, node)
        left = right
    return Const(True, scope.module, node)


def _conditional(node: ast.IfExp, scope: Scope) -> Value:
    return evaluate(node.body if truth(evaluate(node.test, scope), scope, node.test) else node.orelse, scope)


def _subscript(node: ast.Subscript, scope: Scope) -> Value:
    value = evaluate(node.value, scope)
    if not isinstance(node.slice, ast.Slice):
        return subscript(value, evaluate(node.slice, scope), scope, node)
    ends = [node.slice.lower, node.slice.upper, node.slice.step]
    cut = slice(*(plain(evaluate(end, scope), scope, end) if end else None for end in ends))
    try:
        if isinstance(value, Seq) and value.kind in ("list", "tuple"):
            scope.module.grow(len(value.items), node)
            return Seq(value.kind, value.items[cut], scope.module, node)
        if isinstance(value, Const) and isinstance(value.value, str):
            scope.module.grow(len(value.value), node)
            return Const(value.value[cut], scope.module, node)
    except (TypeError, ValueError) as error:
        raise Unreadable(scope.module, node, f"this fails: {error}", "write the value itself") from None
    raise Unreadable(scope.module, node, f"{subject(value)} is sliced", "slice a list, a tuple or a string")


def _walrus(node: ast.NamedExpr, scope: Scope) -> Value:
    value = evaluate(node.value, scope)
    scope.own().names[node.target.id] = value
    return value


def _listed(node: ast.ListComp | ast.SetComp | ast.GeneratorExp, scope: Scope) -> Value:
    return comprehensions.listed(node, scope, evaluate)


def _mapped(node: ast.DictComp, scope: Scope) -> Value:
    return comprehensions.mapped(node, scope, evaluate)


def arguments(node: ast.Call, scope: Scope) -> Arguments:
    """The arguments of a call, `*` and `**` unpacked."""
    keywords: dict[str, Value] = {}
    for keyword in node.keywords:
        value = evaluate(keyword.value, scope)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
        elif isinstance(value, Map):
            scope.module.make(len(value.pairs), node)
            keywords |= {str(key): item for key, (_, item) in value.pairs.items()}
        else:
            raise Unreadable(scope.module, node, f"{subject(value)} is unpacked with **", "write the keywords")
    return Arguments(elements(node.args, scope), keywords, scope, node)


def _call(node: ast.Call, scope: Scope) -> Value:
    function = node.func
    if isinstance(function, ast.Attribute):
        receiver = evaluate(function.value, scope)
        if isinstance(receiver, Const) and isinstance(receiver.value, str):
            return calls.text_method(receiver, function.attr, arguments(node, scope))
        if isinstance(receiver, Map):
            return calls.map_method(receiver, function.attr, arguments(node, scope))
        callee = attribute(receiver, function, scope)
    else:
        callee = evaluate(function, scope)
    if isinstance(callee, Builtin) and callee.name in BUILTINS:
        return calls.builtin(callee.name, arguments(node, scope))
    if isinstance(callee, Foreign) and callee.dotted.startswith(("typing.", "typing_extensions.")):
        for given in (*node.args, *(one.value for one in node.keywords)):
            annotate(given, scope.module)
        return callee  # a type variable
    if isinstance(callee, Ref):
        return _instance(callee.klass, node, scope)
    if isinstance(callee, Unbound):
        met = f"the name {callee.name} is bound to nothing"
        raise Unreadable(scope.module, node, met, binding(callee))
    if scope.module.is_judge(function):
        met = "validate_architecture is called inside an expression, which is not read"
        raise Unreadable(scope.module, node, met, CALL)
    met = f"a call of {subject(callee)} is not read: {RUNS_NOT}"
    write = "write the value itself" if isinstance(callee, Function | Foreign) else f"write the value itself; {KNOWN}"
    raise Unreadable(scope.module, node, met, write)


def _instance(klass: Klass, node: ast.Call, scope: Scope) -> Value:
    if klass.meta == "ResourceConstraints":
        return calls.resources(klass, arguments(node, scope))
    if not klass.kind and klass.meta != "Node":
        met = f"a call of the class {klass.name} is not read: {RUNS_NOT}"
        raise Unreadable(scope.module, node, met, "write the value itself")
    if node.args or node.keywords or klass.meta:
        met = "a node that is made by a call with arguments has no class of its own"
        parent = klass.name
        raise Unreadable(scope.module, node, met, f"write `class Name({parent}): ...` and call it without arguments")
    return Instance(klass, scope.module, node)


HANDLERS: dict[type[ast.expr], Callable[[Any, Scope], Value]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.List: _list,
    ast.Tuple: _tuple,
    ast.Set: _set,
    ast.Dict: _dict,
    ast.JoinedStr: _joined,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.Compare: _compare,
    ast.IfExp: _conditional,
    ast.Subscript: _subscript,
    ast.NamedExpr: _walrus,
    ast.Call: _call,
    ast.ListComp: _listed,
    ast.GeneratorExp: _listed,
    ast.SetComp: _listed,
    ast.DictComp: _mapped,
}
"""Syntax node -> how it is read. A table, not a visitor: a large ledger holds half a million of them."""

NAMES: dict[type[ast.expr], str] = {
    ast.Lambda: "a lambda",
    ast.Await: "await",
    ast.Yield: "yield",
    ast.YieldFrom: "yield",
    ast.Starred: "a starred expression here",
}
