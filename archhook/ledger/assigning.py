"""Assignment targets: names, patterns, fields of classes after the fact."""

from __future__ import annotations

import _ast as ast

from archhook.ledger.comprehensions import bind
from archhook.ledger.expressions import evaluate
from archhook.ledger.problem import Unreadable
from archhook.ledger.syntax import walk
from archhook.ledger.values import Instance, Ref, Resources, Unbound, Value, subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.ledger.session import Scope


def assign(target: ast.expr, value: Value, scope: Scope) -> None:
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


def delete(node: ast.Delete, scope: Scope) -> None:
    """Takes names away."""
    for part in walk(node):
        if isinstance(part, ast.Attribute | ast.Subscript):
            met = f"{'a field of a class' if isinstance(part, ast.Attribute) else 'an item'} is deleted here"
            raise Unreadable(scope.module, part, met, "leave it out where it is written")
        if isinstance(part, ast.Name):
            scope.names.pop(part.id, None)
