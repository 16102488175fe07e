"""Statements in their order: they bind names to values, and nothing is executed.

Which statements a ledger may hold is a white list: whatever is not in it is refused where it stands, so that nothing
that is not read can change what is.
"""

from __future__ import annotations

import _ast as ast

from archhook.ledger import classes, imports
from archhook.ledger.assigning import assign, delete
from archhook.ledger.calls import items_of
from archhook.ledger.comprehensions import bind
from archhook.ledger.definitions import annotate, function
from archhook.ledger.expressions import evaluate
from archhook.ledger.judging import ELSEWHERE, guard, is_guard, judge, refusal, refuse
from archhook.ledger.operators import combine, truth
from archhook.ledger.plainness import Plainness
from archhook.ledger.problem import Unreadable
from archhook.ledger.session import Scope
from archhook.ledger.syntax import copy_location
from archhook.ledger.values import Foreign, Map, Seq, Value

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
    scope, plainness, statements = Scope(module, module.names), Plainness(module.names), module.parse()
    try:
        for node in statements:
            if run((node,), scope):
                raise Unreadable(module, node, "this leaves a loop or a function that there is not", "remove it")
            plainness.add(node)
    except Unreadable:
        list(statements)  # that a module is no Python goes before whatever else is wrong with it
        raise
    module.plain, module.imports, module.state = plainness.holds(), plainness.imports, "done"


def run(statements: Sequence[ast.stmt], scope: Scope) -> str:
    """Reads statements; "break", "continue" or "return" where they leave the block, else ""."""
    for node in statements:
        signal = HANDLERS.get(type(node), _refused)(node, scope)
        if signal:
            return str(signal)
    return ""


def _refused(node: ast.stmt, scope: Scope) -> None:
    """Refuses a statement that is not in the white list."""
    refuse(node, scope.module)
    raise refusal(node, scope)


def _is_judged(value: ast.expr, scope: Scope) -> bool:
    """Whether an expression is a call of `validate_architecture` at module level, which it then notes."""
    if scope.outer is not None or not isinstance(value, ast.Call) or not scope.module.is_judge(value.func):
        return False
    judge(value, scope)
    return True


def _assign(node: ast.Assign, scope: Scope) -> None:
    value = _value(node.value, scope)
    for target in node.targets:
        assign(target, value, scope)


def _annotated(node: ast.AnnAssign, scope: Scope) -> None:
    annotate(node.annotation, scope)
    if node.value is not None:
        assign(node.target, _value(node.value, scope), scope)


def _value(node: ast.expr, scope: Scope) -> Value:
    if _is_judged(node, scope):
        return Foreign("archhook.validate_architecture()", scope.module, node)
    try:
        return evaluate(node, scope)
    except Unreadable as problem:
        if problem.node is node and scope.outer is None and problem.write.startswith("write the value itself"):
            problem.write += f"; if no node takes it, {ELSEWHERE}"
        raise


def _augmented(node: ast.AugAssign, scope: Scope) -> None:
    target = node.target
    current, value = evaluate(copy_location(_as_load(target), target), scope), evaluate(node.value, scope)
    if isinstance(current, Seq) and isinstance(value, Seq) and isinstance(node.op, ast.Add) and current.kind == "list":
        scope.module.session.grow(len(current.items) + len(value.items), scope.module, node)
        current.items += value.items  # in place, as Python does: other names of the list see it
        assign(target, current, scope)
    else:
        assign(target, in_place(current, combine(node.op, current, value, scope, node)), scope)


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
    if scope.outer is None and is_guard(node.test):
        guard(node, scope, run)
        return ""
    return run(node.body if truth(evaluate(node.test, scope), scope, node.test) else node.orelse, scope)


def _for(node: ast.For, scope: Scope) -> str:
    session, cost = scope.module.session, scope.module.session.size(node)
    for item in [*items_of(evaluate(node.iter, scope), scope, node.iter)]:
        session.spend(cost, scope.module, node)
        bind(node.target, item, scope)
        signal = run(node.body, scope)
        if signal == "break":
            return ""
        if signal == "return":
            return signal
    return run(node.orelse, scope)


def _try(node: ast.Try, scope: Scope) -> str:
    """`try: from archhook import ...`, with a fallback that binds the same names and is not needed here."""
    if not all(isinstance(one, ast.Import | ast.ImportFrom | ast.Pass) for one in node.body):
        _refused(node, scope)
    run(node.body, scope)
    imported = {
        (alias.asname or alias.name).partition(".")[0]
        for one in node.body
        if isinstance(one, ast.Import | ast.ImportFrom)
        for alias in one.names
    }
    for handler in node.handlers:
        for one in handler.body:
            for name in imports.fallback(one, scope.module):
                if name not in imported and "*" not in imported:
                    met = f"{name} is bound only where an import fails, and nobody knows whether one does"
                    raise Unreadable(scope.module, one, met, "bind it outside the `try`")
    return run([*node.orelse, *node.finalbody], scope)


def _expression(node: ast.Expr, scope: Scope) -> None:
    if isinstance(node.value, ast.Constant) or _is_judged(node.value, scope):
        return
    if isinstance(node.value, ast.Call) and scope.forward is not None and scope.forward(node.value, scope):
        return
    _refused(node, scope)


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
    scope.names[node.name] = function(node, scope)
    if node.name != imports.JUDGE:
        refuse(node, scope.module, f"the function {node.name}")
        scope.module.session.functions.append((scope.module, node))


def _class(node: ast.ClassDef, scope: Scope) -> None:
    classes.define(node, scope, run)


def _return(node: ast.Return, scope: Scope) -> str:
    if scope.forward is None:
        _refused(node, scope)
    if node.value is not None:
        evaluate(node.value, scope)
    return "return"


def _import(node: ast.Import, scope: Scope) -> None:
    imports.run_import(node, scope, load)


def _from(node: ast.ImportFrom, scope: Scope) -> None:
    imports.run_from(node, scope, load)


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
    ast.Delete: delete,
    ast.Return: _return,
    ast.Import: _import,
    ast.ImportFrom: _from,
    ast.Pass: lambda node, scope: None,
    ast.Break: lambda node, scope: "break",
    ast.Continue: lambda node, scope: "continue",
}
"""Statement -> how it is read; whatever else there is is refused."""
