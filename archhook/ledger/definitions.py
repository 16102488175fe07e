"""What runs when a function or a class is defined: decorators, annotations, defaults; and classes that are not read."""

from __future__ import annotations

import _ast as ast

from archhook.ledger.expressions import evaluate
from archhook.ledger.syntax import ANNOTATION, RUNS_NOT, Unreadable, annotate, walk
from archhook.ledger.values import Builtin, Const, Foreign, Function, Ref, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.ledger.session import Scope

DECORATORS = {
    "abc": ("abstractmethod",),
    "contextlib": ("asynccontextmanager", "contextmanager"),
    "dataclasses": ("dataclass",),
    "enum": ("unique",),
    "functools": ("cache", "cached_property", "lru_cache", "singledispatch", "total_ordering"),
    "typing": ("dataclass_transform", "final", "no_type_check", "overload", "override", "runtime_checkable"),
    "warnings": ("deprecated",),
}
"""Those that call nothing of what they decorate. typing_extensions has what typing and warnings have."""

TYPING = ("typing", "typing_extensions", "collections.abc")

BUILT_IN = ("classmethod", "property", "staticmethod")
ACCESSORS = ("deleter", "getter", "setter")  # of a property


def function(node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> Function:
    """The value of a function's definition, which is never called."""
    spec = node.args
    positional = [*spec.posonlyargs, *spec.args]
    pairs = [
        *zip(positional[::-1], spec.defaults[::-1], strict=False),
        *zip(spec.kwonlyargs, spec.kw_defaults, strict=True),
    ]
    defaults = {one.arg: evaluate(value, scope) for one, value in pairs if value is not None}
    for one in (*positional, spec.vararg, *spec.kwonlyargs, spec.kwarg):
        if one is not None and one.annotation is not None:
            annotate(one.annotation, scope.module)
    if node.returns is not None:
        annotate(node.returns, scope.module)
    for decorator in node.decorator_list:
        decorate(decorator, scope)
    return Function(node, defaults, scope.module)


def names_type(node: ast.expr, scope: Scope) -> bool:
    """Whether an expression does nothing but to put types together: `Union[str, type]`, `list[str]`, `Name | None`."""
    parts = [*walk(node)]
    if type(node) not in (ast.Subscript, ast.BinOp) or not all(isinstance(part, ANNOTATION) for part in parts):
        return False
    named = [evaluate(part, scope) for part in parts if isinstance(part, ast.Name)]
    return bool(named) and all(
        one.dotted.startswith(TYPING) if isinstance(one, Foreign) else isinstance(one, Builtin | Ref) for one in named
    )


def decorate(node: ast.expr, scope: Scope) -> None:
    """Refuses a decorator that may call what it decorates."""
    named = node.func if isinstance(node, ast.Call) else node
    value = _named(named, scope)
    origin, _, name = value.dotted.rpartition(".") if isinstance(value, Foreign) else ("", "", "")
    origins = ("typing", "warnings") if origin == "typing_extensions" else (origin,)
    known = any(name in DECORATORS.get(one, ()) for one in origins) or (
        isinstance(value, Builtin) and value.name in BUILT_IN
    )
    given = [*node.args, *(one.value for one in node.keywords)] if isinstance(node, ast.Call) else []
    if not known or not all(isinstance(evaluate(one, scope), Const) for one in given):
        met = f"this decorator is not read: {RUNS_NOT}"
        raise Unreadable(scope.module, node, met, "remove the decorator")


def _named(node: ast.expr, scope: Scope) -> Value | None:
    if not isinstance(node, ast.Name | ast.Attribute):
        return None
    if isinstance(node, ast.Attribute) and node.attr in ACCESSORS and isinstance(_named(node.value, scope), Function):
        return Builtin("property", scope.module, node)
    return evaluate(node, scope)


def refuse_hidden(node: ast.stmt, scope: Scope, where: str) -> None:
    """Raises `Unreadable` if a part of the source that is not read defines a node class."""
    for part in walk(node):
        if not isinstance(part, ast.ClassDef):
            continue
        for base in part.bases:
            try:
                value = evaluate(base, scope) if isinstance(base, ast.Name | ast.Attribute) else None
            except Unreadable:
                continue
            if isinstance(value, Ref) and value.klass.kind:
                met = f"the class {part.name} stands inside {where}, which is not read"
                raise Unreadable(scope.module, part, met, "write the class at the module's top level")
