"""What is not read must not change what is: mutations, and nodes that stand where nobody looks."""

from __future__ import annotations

import ast

from archhook.ledger.expressions import evaluate
from archhook.ledger.judging import is_judge, refuse
from archhook.ledger.problem import RUNS_NOT, Unreadable
from archhook.ledger.values import Builtin, Instance, Map, Ref, Seq, Value, describe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.ledger.module import Module
    from archhook.ledger.session import Scope

MUTATORS = frozenset(
    (
        "append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse", "add", "discard", "update",
        "setdefault", "popitem", "difference_update", "intersection_update", "symmetric_difference_update",
        "__setitem__", "__iadd__",
    )
)  # fmt: skip
HIDDEN = frozenset(("exec", "eval", "compile", "globals", "locals", "vars", "__import__"))
SETTERS = frozenset(("setattr", "delattr"))
DISPLAY = "write the list as one display, `[A(), B()]`, or join lists with `+`"


def follow(node: ast.expr, scope: Scope) -> None:
    """Looks at the calls of an expression whose value is not needed, or not readable, for what they change."""
    for part in ast.walk(node):
        if isinstance(part, ast.Call):
            _call(part, scope)


def _value(node: ast.expr, scope: Scope) -> Value | None:
    """The value of a name or attribute; of other expressions none: a value of their own is no one else's."""
    if not isinstance(node, ast.Name | ast.Attribute):
        return None
    try:
        return evaluate(node, scope)
    except Unreadable:
        return None


def _call(node: ast.Call, scope: Scope) -> None:
    function = node.func
    if is_judge(function, scope.module):
        return
    if isinstance(function, ast.Attribute):
        receiver = _value(function.value, scope)
        if isinstance(receiver, Seq | Map) and function.attr in MUTATORS:
            met = f"a {'list' if isinstance(receiver, Seq) else 'dict'} that is built by `{function.attr}` is not read"
            receiver.spoiled = Unreadable(scope.module, node, met, DISPLAY)
            return
        if isinstance(receiver, Instance) and receiver.fields is not None:
            _refuse_constructor(node, scope)
    callee = _value(function, scope)
    if isinstance(callee, Builtin):
        _builtin(callee.name, node, scope)
        return
    for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
        value = _value(argument, scope)
        if isinstance(value, Seq | Map):
            met = "this is handed to a call that is not read, and may be changed by it"
            value.spoiled = Unreadable(scope.module, node, met, DISPLAY)
        elif isinstance(value, Instance) and value.fields is not None:
            _refuse_constructor(node, scope)


def _refuse_constructor(node: ast.Call, scope: Scope) -> None:
    met = f"a call in a constructor is not read: {RUNS_NOT}"
    raise Unreadable(scope.module, node, met, "forward the values to super().__init__(...)", hard=True)


def _builtin(name: str, node: ast.Call, scope: Scope) -> None:
    first = _value(node.args[0], scope) if node.args else None
    if name in HIDDEN:
        met = f"`{name}` may declare or change anything: {RUNS_NOT}"
        raise Unreadable(scope.module, node, met, "write the nodes themselves", hard=True)
    if name in SETTERS and isinstance(first, Ref | Instance):
        met = f"`{name}` changes a field unseen"
        raise Unreadable(scope.module, node, met, f"write {first.klass.name}.field = value", hard=True)


def refuse_hidden(node: ast.AST, scope: Scope, problem: Unreadable, word: str) -> None:
    """Raises if a part of a statement that is not read declares or changes a node, or calls the validation.

    `word`: the statement's key word.
    """
    refuse(node, scope.module, f"the statement `{word}`")
    for part in ast.walk(node):
        if isinstance(part, ast.ClassDef) and _derives_from_node(part, scope):
            met = f"the class {part.name} stands in a statement that is not read ({problem.met})"
            raise Unreadable(scope.module, part, met, "write the class at the module's top level", hard=True)
        if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store):
            root = _value(part.value, scope)
            if isinstance(root, Ref | Instance):
                met = f"a field is assigned in a statement that is not read ({problem.met})"
                raise Unreadable(scope.module, part, met, "assign it at the module's top level", hard=True)
        if isinstance(part, ast.Call):
            _call(part, scope)


def refuse_in_function(definition: ast.FunctionDef | ast.AsyncFunctionDef, module: Module, scope: Scope) -> None:
    """Raises if a function calls the validation or defines a node class: functions are never read."""
    refuse(definition, module, f"the function {definition.name}")
    local = _locals(definition)
    for part in ast.walk(definition):
        root = _root(part)
        if root is not None and root not in local:
            _reach_out(part, definition, scope)
        if isinstance(part, ast.ClassDef) and _derives_from_node(part, scope):
            met = f"the class {part.name} stands inside the function {definition.name}, which is not read"
            raise Unreadable(module, part, met, "write the class at the module's top level", hard=True)


def _locals(definition: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """The names that a function binds itself, roughly: parameters, and whatever is stored in it."""
    names = {part.arg for part in ast.walk(definition.args) if isinstance(part, ast.arg)}
    names |= {
        part.id for part in ast.walk(definition) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    }
    outer = {name for part in ast.walk(definition) if isinstance(part, ast.Global) for name in part.names}
    return names - outer


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
        value.spoiled = Unreadable(scope.module, node, f"this changes {describe(value)} {where}", DISPLAY)
    elif isinstance(value, Ref | Instance) and value.klass.kind:
        met = f"a field of {value.klass.name} is assigned {where}"
        raise Unreadable(scope.module, node, met, "assign it at the module's top level", hard=True)


def _derives_from_node(definition: ast.ClassDef, scope: Scope) -> bool:
    values = (_value(base, scope) for base in definition.bases)
    return any(isinstance(value, Ref) and bool(value.klass.kind) for value in values)
