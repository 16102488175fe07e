"""Statements in their order: they bind names to values, and nothing is executed.

Which statements a ledger may hold is a white list: whatever is not in it is refused where it stands, so that nothing
that is not read can change what is. What only whole modules hold (imports, functions, the main guard) is imported
where it is met: most that is read is one changed class.
"""

from __future__ import annotations

import _ast as ast

from archhook.ledger import classes
from archhook.ledger.comprehensions import bind
from archhook.ledger.expressions import evaluate
from archhook.ledger.module import JUDGE
from archhook.ledger.operators import combine, items_of, truth
from archhook.ledger.plain import Plainness
from archhook.ledger.session import Scope
from archhook.ledger.syntax import Unreadable, annotate, walk
from archhook.ledger.values import Foreign, Instance, Map, Ref, Resources, Seq, Unbound, Value, subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from archhook.ledger.module import Module
    from archhook.ledger.session import Session


def load(module: Module, session: Session) -> None:
    """Reads a module, and first those that it imports. A module that is being read is left as it is."""
    if module.state != "new":
        return
    module.state = "running"
    scope, plainness, statements = Scope(session, module, module.names), Plainness(module.names), module.parse()
    try:
        for node in statements:
            if module.unread is not None:  # what the main guard may have changed is read from here on
                raise module.unread
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
    from archhook.ledger.judging import refusal, refuse

    refuse(node, scope.module)
    raise refusal(node, scope)


def _is_judged(value: ast.expr, scope: Scope) -> bool:
    """Whether an expression is a call of `validate_architecture` at module level, which it then notes."""
    if scope.outer is not None or not isinstance(value, ast.Call) or not scope.module.is_judge(value.func):
        return False
    from archhook.ledger.judging import judge

    judge(value, scope)
    return True


def _assign(node: ast.Assign, scope: Scope) -> None:
    value = _value(node.value, scope)
    for target in node.targets:
        _target(target, value, scope)


def _annotated(node: ast.AnnAssign, scope: Scope) -> None:
    annotate(node.annotation, scope.module)
    if node.value is not None:
        _target(node.target, _value(node.value, scope), scope)


def _value(node: ast.expr, scope: Scope) -> Value:
    if _is_judged(node, scope):
        return Foreign("archhook.validate_architecture()", scope.module, node)
    if scope.module.mentions_judge(node):
        from archhook.ledger.judging import refuse_named

        refuse_named(node, scope.module)
    try:
        return evaluate(node, scope)
    except Unreadable as problem:
        from archhook.ledger.definitions import names_type

        if names_type(node, scope):
            return Foreign("a type", scope.module, node)
        if problem.node is node and scope.outer is None and problem.write.startswith("write the value itself"):
            from archhook.ledger.judging import ELSEWHERE

            problem.write += f"; if no node takes it, {ELSEWHERE}"
        raise


def _augmented(node: ast.AugAssign, scope: Scope) -> None:
    target = node.target
    current, value = evaluate(target, scope), evaluate(node.value, scope)
    if isinstance(current, Seq) and isinstance(value, Seq) and isinstance(node.op, ast.Add) and current.kind == "list":
        scope.module.grow(len(current.items) + len(value.items), node)
        current.items += value.items  # in place, as Python does: other names of the list see it
        _target(target, current, scope)
    else:
        _target(target, in_place(current, combine(node.op, current, value, scope, node)), scope)


def in_place(current: Value, result: Value) -> Value:
    """The result of an operator that changes a list, a set or a dict in place, as Python does."""
    if isinstance(current, Seq) and isinstance(result, Seq) and current.kind in ("list", "set"):
        current.items = result.items
        return current
    if isinstance(current, Map) and isinstance(result, Map):
        current.pairs = result.pairs
        return current
    return result


def _if(node: ast.If, scope: Scope) -> str:
    if scope.outer is None:
        from archhook.ledger.judging import guard, is_guard

        if is_guard(node.test):
            guard(node, scope, run)
            return ""
    return run(node.body if truth(evaluate(node.test, scope), scope, node.test) else node.orelse, scope)


def _for(node: ast.For, scope: Scope) -> str:
    cost = scope.module.size(node)
    for item in [*items_of(evaluate(node.iter, scope), scope, node.iter)]:
        scope.module.spend(cost, node)
        bind(node.target, item, scope)
        signal = run(node.body, scope)
        if signal == "break":
            return ""
        if signal == "return":
            return signal
    return run(node.orelse, scope)


def _try(node: ast.Try, scope: Scope) -> str:
    """`try: from archhook import ...`, with a fallback that binds the same names and is not needed here."""
    from archhook.ledger.imports import fallback

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
            for name in fallback(one, scope.module):
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
    from archhook.ledger.definitions import function
    from archhook.ledger.judging import refuse, refuse_named

    scope.names[node.name] = function(node, scope)
    if node.name != JUDGE:
        refuse(node, scope.module, f"the function {node.name}")
        refuse_named(node, scope.module)
        scope.session.functions.append((scope.module, node))


def _class(node: ast.ClassDef, scope: Scope) -> None:
    classes.define(node, scope, run)


def _return(node: ast.Return, scope: Scope) -> str:
    if scope.forward is None:
        _refused(node, scope)
    if node.value is not None:
        evaluate(node.value, scope)
    return "return"


def _import(node: ast.Import, scope: Scope) -> None:
    from archhook.ledger.imports import run_import

    run_import(node, scope, load)


def _from(node: ast.ImportFrom, scope: Scope) -> None:
    from archhook.ledger.imports import run_from

    run_from(node, scope, load)


def _target(target: ast.expr, value: Value, scope: Scope) -> None:
    """Binds a target to a value."""
    if type(target) is ast.Name:
        scope.names[target.id] = value
    elif isinstance(target, ast.Attribute):
        _field(target, value, scope)
    elif isinstance(target, ast.Subscript):
        met = "an item is assigned after the fact"
        raise Unreadable(scope.module, target, met, "write it in the display")
    elif any(isinstance(part, ast.Attribute | ast.Subscript) for part in walk(target)):
        raise Unreadable(scope.module, target, "this target is not read here", "assign one field after the other")
    else:
        bind(target, value, scope)


def _field(target: ast.Attribute, value: Value, scope: Scope) -> None:
    root = evaluate(target.value, scope)
    name = target.attr
    if isinstance(root, Ref):
        if name.startswith("__"):
            raise Unreadable(scope.module, target, f"{name} of a class is assigned", "write it in the class")
        if scope.forward is not None:
            met = f"a field of {subject(root)} is assigned inside a constructor"
            raise Unreadable(scope.module, target, met, "assign it at the module's top level")
        root.klass.attrs[name] = value
    elif isinstance(root, Instance):
        if root.fields is None:
            met = "a field of one instance is assigned"
            raise Unreadable(scope.module, target, met, f"assign it to the class: {root.klass.name}.{name} = ...")
        root.fields[name] = value
    elif isinstance(root, Resources):
        root.fields[name] = value
    elif isinstance(root, Unbound):
        met = f"the name {root.name} is bound to nothing"
        raise Unreadable(scope.module, target, met, "define it above, or mend the name")
    else:
        met = f"{name} of {subject(root)} is assigned"
        raise Unreadable(scope.module, target, met, "write it where it is defined")


def _delete(node: ast.Delete, scope: Scope) -> None:
    """Takes names away."""
    for part in walk(node):
        if isinstance(part, ast.Attribute | ast.Subscript):
            met = f"{'a field of a class' if isinstance(part, ast.Attribute) else 'an item'} is deleted here"
            raise Unreadable(scope.module, part, met, "leave it out where it is written")
        if isinstance(part, ast.Name):
            scope.names.pop(part.id, None)


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
    ast.Return: _return,
    ast.Import: _import,
    ast.ImportFrom: _from,
    ast.Pass: lambda node, scope: None,
    ast.Break: lambda node, scope: "break",
    ast.Continue: lambda node, scope: "continue",
}
"""Statement -> how it is read; whatever else there is is refused."""
