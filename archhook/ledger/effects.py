"""What is not read must not change what is: mutations, and nodes that stand where nobody looks."""

from __future__ import annotations

import _ast as ast

from archhook.ledger.expressions import evaluate
from archhook.ledger.judging import refuse
from archhook.ledger.problem import Unreadable
from archhook.ledger.reach import roots_of
from archhook.ledger.roots import DISPLAY, STORED, key_of, locals_of, touch
from archhook.ledger.syntax import walk
from archhook.ledger.values import Instance, Map, Poison, Ref, Resources, Seq, Value, subject
from archhook.ledger.walk import Walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from archhook.ledger.module import Module
    from archhook.ledger.roots import Definition
    from archhook.ledger.session import Scope

MUTATORS = frozenset(
    (
        "append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse", "add", "discard", "update",
        "setdefault", "popitem", "difference_update", "intersection_update", "symmetric_difference_update",
        "__setitem__", "__iadd__",
    )
)  # fmt: skip


def follow(node: ast.expr, scope: Scope) -> tuple[Value, ...]:
    """Looks at an expression whose value is not needed, or not readable, for what it may change; its roots."""
    return tuple(roots_of(node, scope))


def follow_stored(target: ast.Attribute | ast.Subscript, stored: Collection[Value], scope: Scope) -> None:
    """Looks at an assignment to a field or an item of something that is not read. `stored`: the roots of its value."""
    touch(roots_of(target.value, scope), target, scope, "is changed here in a way that is not read")
    touch(stored, target, scope, STORED)


def refuse_hidden(parts: Sequence[ast.stmt], scope: Scope, problem: Unreadable, word: str) -> None:
    """Raises if a part of a statement that is not read declares or changes a node, or calls the validation.

    `word`: the statement's key word. `problem`: what the names that it binds are poisoned with.
    """
    for node in parts:
        refuse(node, scope.module, f"the statement `{word}`")
        for part in walk(node):
            if isinstance(part, ast.ClassDef) and _derives_from_node(part, scope):
                met = f"the class {part.name} stands in a statement that is not read ({problem.met})"
                raise Unreadable(scope.module, part, met, "write the class at the module's top level", hard=True)
            if isinstance(part, ast.ImportFrom) and part.names[0].name == "*":
                met = f"a starred import stands in a statement that is not read ({problem.met})"
                raise Unreadable(scope.module, part, met, "import the names that you need", hard=True)
    hidden = Walk(scope, f"in a statement that is not read ({problem.met})")
    hidden.run(parts)
    problem.reaches = tuple({key_of(one): one for one in (*problem.reaches, *hidden.bound())}.values())


def refuse_in_function(definition: ast.FunctionDef | ast.AsyncFunctionDef, module: Module, scope: Scope) -> None:
    """Raises if a function calls the validation or defines a node class: functions are never read."""
    refuse(definition, module, f"the function {definition.name}")
    local = locals_of(definition)
    for part in walk(definition):
        if isinstance(part, ast.Global):
            _refuse_rebinding(part, definition, module)
        root = _root(part)
        if root is not None and root not in local:
            _reach_out(part, definition, scope)
        if isinstance(part, ast.ClassDef) and _derives_from_node(part, scope):
            met = f"the class {part.name} stands inside the function {definition.name}, which is not read"
            raise Unreadable(module, part, met, "write the class at the module's top level", hard=True)


def poison_rebound(definition: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
    """Poisons the names of the module that a function binds (`global`): who knows when it is called."""
    for part in walk(definition):
        if isinstance(part, ast.Global):
            for name in part.names:
                scope.names[name] = Poison(_rebinding(name, part, definition, scope.module))


def _rebinding(name: str, node: ast.Global, definition: Definition, module: Module) -> Unreadable:
    met = f"{name} is bound inside the function {definition.name}, which is not read"
    return Unreadable(module, node, met, "bind it at the module's top level alone")


def _refuse_rebinding(node: ast.Global, definition: Definition, module: Module) -> None:
    """Raises if a name that a function binds is bound by the module, too, below the function."""
    for name in node.names:
        value = module.names.get(name)
        if value is not None and not isinstance(value, Poison):
            problem = _rebinding(name, node, definition, module)
            problem.hard = True
            raise problem


def _root(node: ast.AST) -> str | None:
    """The name at the root of what a call or an assignment changes, if it changes something by an attribute or item."""
    target: ast.AST = node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
        target = node.func.value
    elif not (isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store)):
        return None
    while isinstance(target, ast.Attribute | ast.Subscript):
        target = target.value
    return target.id if isinstance(target, ast.Name) else None


def _reach_out(node: ast.AST, definition: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
    """A function changes something of the module's: a list is spoiled by it, a field of a node is refused."""
    where = f"inside the function {definition.name}, which is not read"
    changed = node.func.value if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None
    if changed is None and isinstance(node, ast.Attribute | ast.Subscript):
        changed = node.value
    value = _value(changed, scope) if changed is not None else None
    if isinstance(value, Seq | Map):
        value.spoiled = Unreadable(scope.module, node, f"this changes {subject(value)} {where}", DISPLAY)
    elif isinstance(value, Resources) or (isinstance(value, Ref | Instance) and value.klass.kind):
        met = f"a field of {subject(value)} is assigned {where}"
        raise Unreadable(scope.module, node, met, "assign it at the module's top level", hard=True)


def _derives_from_node(definition: ast.ClassDef, scope: Scope) -> bool:
    values = (_value(base, scope) for base in definition.bases)
    return any(isinstance(value, Ref) and bool(value.klass.kind) for value in values)


def _value(node: ast.expr, scope: Scope) -> Value | None:
    """The value of a name or attribute; of other expressions none: a value of their own is no one else's."""
    if not isinstance(node, ast.Name | ast.Attribute):
        return None
    try:
        return evaluate(node, scope)
    except Unreadable:
        return None
