"""Statements in their order: they bind names to values, and nothing is executed."""

from __future__ import annotations

import _ast as ast

from archhook.ledger import classes, imports
from archhook.ledger.assigning import assign, poison_names
from archhook.ledger.calls import items_of
from archhook.ledger.comprehensions import bind
from archhook.ledger.effects import follow, poison_rebound, refuse_hidden
from archhook.ledger.expressions import evaluate
from archhook.ledger.judging import judge
from archhook.ledger.operators import combine, truth
from archhook.ledger.plainness import Plainness
from archhook.ledger.problem import Unreadable
from archhook.ledger.roots import roots_of_value, touch
from archhook.ledger.session import Scope
from archhook.ledger.syntax import copy_location
from archhook.ledger.values import Const, Function, Instance, Klass, Map, Poison, Ref, Resources, Seq, Value, whole
from archhook.ledger.walk import closure, follow_definition

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from archhook.ledger.module import Module


def load(module: Module) -> None:
    """Reads a module, and first those that it imports. A module that is being read is left as it is."""
    if module.state != "new":
        return
    module.state = "running"
    scope, plainness, statements, signal = Scope(module, module.names), Plainness(module.names), module.parse(), ""
    try:
        for node in statements:
            signal = signal or run((node,), scope)
            plainness.add(node)
    except Unreadable:
        list(statements)  # that a module is no Python goes before whatever else is wrong with it
        raise
    module.plain, module.imports, module.state = plainness.holds(), plainness.imports, "done"


def run(statements: Sequence[ast.stmt], scope: Scope) -> str:
    """Reads statements; "break", "continue" or "return" where they leave the block, else ""."""
    for node in statements:
        signal = HANDLERS.get(type(node), _opaque)(node, scope)
        if signal:
            return str(signal)
    return ""


def soft(node: ast.expr, scope: Scope) -> Value:
    """The value of an expression, poisoned if it cannot be read: most such names are never needed."""
    if type(node) is ast.Constant:
        return Const(node.value, scope.module, node)  # type: ignore[arg-type]  # `...` passes as a constant, too
    try:
        return evaluate(node, scope)
    except Unreadable as problem:
        if problem.hard:
            raise
        problem.reaches = follow(node, scope)
        return Poison(problem)


def _assign(node: ast.Assign, scope: Scope) -> None:
    judge(node, scope)
    value = soft(node.value, scope)
    for target in node.targets:
        assign(target, value, scope)


def _annotated(node: ast.AnnAssign, scope: Scope) -> None:
    follow(node.annotation, scope)
    if node.value is not None:
        judge(node, scope)
        assign(node.target, soft(node.value, scope), scope)


def _augmented(node: ast.AugAssign, scope: Scope) -> None:
    judge(node, scope)
    target = node.target
    current: Value | None = None
    try:
        load_context = copy_location(_as_load(target), target)
        current = evaluate(load_context, scope)
        value = evaluate(node.value, scope)
        if (
            isinstance(current, Seq)
            and isinstance(value, Seq)
            and isinstance(node.op, ast.Add)
            and current.kind == "list"
        ):
            whole(value)
            scope.module.session.grow(len(current.items) + len(value.items), scope.module, node)
            current.items += value.items  # in place, as Python does: other names of the list see it
            result: Value = current
        else:
            result = in_place(current, combine(node.op, current, value, scope, node))
    except Unreadable as problem:
        if problem.hard:
            raise
        result = _unread(node, current, problem, scope)
    assign(target, result, scope)


def _unread(node: ast.AugAssign, current: Value | None, problem: Unreadable, scope: Scope) -> Value:
    """The result of an augmented assignment that is not read: what its target leads to may have been changed."""
    problem.reaches = (*problem.reaches, *follow(node.value, scope))
    if isinstance(current, Seq | Map):
        current.spoiled = problem
    elif isinstance(node.target, ast.Name):
        touch(roots_of_value(scope.find(node.target.id)), node, scope, "is changed here in a way that is not read")
    return Poison(problem)


def in_place(current: Value, result: Value) -> Value:
    """The result of an operator that changes a list, a set or a dict in place, as Python does."""
    if isinstance(current, Seq) and isinstance(result, Seq) and current.kind in ("list", "set"):
        current.items = result.items
        return current
    if isinstance(current, Map) and isinstance(result, Map):
        current.pairs = result.pairs
        return current
    return result


def _as_load(target: ast.expr) -> ast.expr:
    if isinstance(target, ast.Name):
        return ast.Name(target.id, ast.Load())
    if isinstance(target, ast.Attribute):
        return ast.Attribute(target.value, target.attr, ast.Load())
    return target


def _if(node: ast.If, scope: Scope) -> str:
    judge(node.test, scope)
    try:
        taken = node.body if truth(evaluate(node.test, scope), scope, node.test) else node.orelse
    except Unreadable as problem:
        if problem.hard:
            raise
        problem.reaches = follow(node.test, scope)
        return _branches(node, scope, problem)
    return run(taken, scope)


def _for(node: ast.For, scope: Scope) -> str:
    judge(node.iter, scope)
    try:
        items = list(items_of(evaluate(node.iter, scope), scope, node.iter))
    except Unreadable as problem:
        if problem.hard:
            raise
        problem.reaches = follow(node.iter, scope)
        return _branches(node, scope, problem)
    session, cost = scope.module.session, scope.module.session.size(node)
    for item in items:
        session.spend(cost, scope.module, node)
        bind(node.target, item, scope)
        signal = run(node.body, scope)
        if signal == "break":
            return ""
        if signal == "return":
            return signal
    return run(node.orelse, scope)


def _try(node: ast.Try, scope: Scope) -> str:
    """`try: from archhook import ...`, with a fallback that is not needed here; any other `try` is not read."""
    if not all(isinstance(one, ast.Import | ast.ImportFrom | ast.Pass) for one in node.body):
        return _opaque(node, scope)
    return run([*node.body, *node.orelse, *node.finalbody], scope)


def _expression(node: ast.Expr, scope: Scope) -> None:
    judge(node, scope)
    if isinstance(node.value, ast.Constant):
        return
    if isinstance(node.value, ast.Call) and scope.forward is not None and scope.forward(node.value, scope):
        return
    follow(node.value, scope)


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
    function = Function(node, scope.module)
    follow_definition(node, function, scope)
    scope.names[node.name] = function if scope.outer is None or scope.owner is not None else closure(node, scope)
    if scope.outer is None and node.name != imports.JUDGE:
        scope.module.session.functions.append((scope.module, node))
        poison_rebound(node, scope)


def _class(node: ast.ClassDef, scope: Scope) -> None:
    classes.define(node, scope, run)


def _delete(node: ast.Delete, scope: Scope) -> None:
    targets = [*node.targets]
    while targets:
        target = targets.pop(0)
        if isinstance(target, ast.Name):
            scope.names.pop(target.id, None)
        elif isinstance(target, ast.Tuple | ast.List):
            targets[:0] = target.elts
        elif isinstance(target, ast.Attribute | ast.Subscript):
            _delete_part(target, scope)


def _delete_part(target: ast.Attribute | ast.Subscript, scope: Scope) -> None:
    root = soft(target.value, scope)
    inside = follow(target.slice, scope) if isinstance(target, ast.Subscript) else ()
    if isinstance(root, Ref | Instance | Klass | Resources):
        met = "a field of a class is deleted"
        raise Unreadable(scope.module, target, met, "leave the field out where it is written", hard=True)
    if isinstance(root, Seq | Map):
        root.spoiled = Unreadable(scope.module, target, "an item is deleted here", "leave it out")
        root.spoiled.reaches = inside
    else:
        touch(roots_of_value(root), target, scope, "is changed here in a way that is not read")


def _assert(node: ast.Assert, scope: Scope) -> None:
    judge(node, scope)
    _follow_all((node.test, node.msg), scope)


def _raise(node: ast.Raise, scope: Scope) -> None:
    judge(node, scope)
    _follow_all((node.exc, node.cause), scope)


def _return(node: ast.Return, scope: Scope) -> str:
    _follow_all((node.value,), scope)
    return "return"


def _follow_all(parts: Sequence[ast.expr | None], scope: Scope) -> None:
    for part in parts:
        if part is not None:
            follow(part, scope)


def _import(node: ast.Import, scope: Scope) -> None:
    imports.run_import(node, scope, load)


def _from(node: ast.ImportFrom, scope: Scope) -> None:
    imports.run_from(node, scope, load)


def _branches(node: ast.If | ast.For, scope: Scope, problem: Unreadable) -> str:
    """The blocks of a statement whose condition or sequence is not read."""
    inner = Scope(scope.module, {}, scope)
    if isinstance(node, ast.For):
        poison_names(node.target, problem, inner)
    refuse_hidden((*node.body, *node.orelse), inner, problem, _word(node))
    for part in (*node.body, *node.orelse, *((node.target,) if isinstance(node, ast.For) else ())):
        poison_names(part, problem, scope)
    return ""


def _opaque(node: ast.stmt, scope: Scope) -> str:
    """A statement that is not read: the names that it binds are poisoned, a node in it is refused."""
    met = f"a `{_word(node)}` statement is not read"
    problem = Unreadable(scope.module, node, met, "write constants at the module's top level")
    refuse_hidden((node,), scope, problem, _word(node))
    poison_names(node, problem, scope)
    return ""


def _word(node: ast.stmt) -> str:
    return type(node).__name__.removeprefix("Async").lower()


HANDLERS: dict[type[ast.stmt], Callable[[Any, Scope], str | None]] = {
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.If: _if,
    ast.For: _for,
    ast.Try: _try,
    ast.Expr: _expression,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.Delete: _delete,
    ast.Assert: _assert,
    ast.Raise: _raise,
    ast.Return: _return,
    ast.Import: _import,
    ast.ImportFrom: _from,
    ast.Pass: lambda node, scope: None,
    ast.Global: lambda node, scope: None,
    ast.Nonlocal: lambda node, scope: None,
    ast.Break: lambda node, scope: "break",
    ast.Continue: lambda node, scope: "continue",
}
"""Statement -> how it is read; the others are opaque."""
