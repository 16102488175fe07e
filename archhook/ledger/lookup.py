"""Names and attributes to values: scopes, ledger modules, classes, and what lies outside the ledger."""

from __future__ import annotations

import _ast as ast
import builtins

from archhook.ledger.syntax import RUNS_NOT, Unreadable
from archhook.ledger.values import (
    Builtin,
    Const,
    Foreign,
    Instance,
    Klass,
    Package,
    Poison,
    Ref,
    Resources,
    Unbound,
    Value,
    subject,
)  # fmt: skip
from archhook.model.nodes import RESOURCE_FIELDS
from archhook.model.vocabulary import CLASSES
from archhook.suggest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.ledger.module import Module
    from archhook.ledger.session import Scope, Session

BUILTIN_NAMES = frozenset(dir(builtins))

HOME = "archhook"
"""The package that the metamodel is imported from, where it is neither pasted nor somebody's own."""


def misspelt(origin: str) -> bool:
    """Whether a dotted name of a module was meant to be archhook's: it is bound to nothing when the ledger is run."""
    return origin.partition(".")[0] != HOME and bool(nearest(origin.partition(".")[0], (HOME,)))


def name_value(node: ast.Name, scope: Scope) -> Value:
    """What a name stands for. A name that is bound to nothing is `Unbound`: its user decides what that means."""
    value = scope.find(node.id)
    if value is not None:
        return mention(value, scope.module, node)
    if node.id == "__name__":
        return Const("__main__", scope.module, node)
    if scope.module.foreign_star:
        return foreign(f"*.{node.id}", scope, node)
    if node.id in BUILTIN_NAMES:
        return Builtin(node.id, scope.module, node)
    return Unbound(node.id, scope.module.names, scope.module, node)


def binding(value: Unbound, otherwise: str = "define or import it above") -> str:
    """What to write so that a name is bound: the import of what is archhook's own, or the name that was meant."""
    if value.module is None or not isinstance(value.node, ast.Name):  # of another module
        return otherwise
    if value.name in CLASSES:
        return f"write `from {HOME} import {value.name}`"
    bounds = value.module.bounds
    bounds.proposals -= 1
    near = nearest(value.name, [*value.known, *CLASSES]) if bounds.proposals >= 0 else None
    return f"did you mean '{near}'?" if near else otherwise


def mention(value: Value, module: Module, node: ast.AST) -> Value:
    """A bound value as it is used at a place: classes become mentions."""
    if isinstance(value, Klass):
        return Ref(value, module, node)
    if isinstance(value, Poison):
        raise value.problem
    return value


def foreign(dotted: str, scope: Scope, node: ast.AST) -> Value:
    """A name from outside the ledger. Classes of the metamodel are known by their name, wherever they come from."""
    origin, _, last = dotted.rpartition(".")
    if last in CLASSES and not misspelt(origin):
        return Ref(scope.session.metamodel[last], scope.module, node)
    return Foreign(dotted, scope.module, node)


def member(dotted: str, name: str, session: Session) -> Value | None:
    """What `name` is in the ledger module `dotted` (relative to the ledger's package), None for nothing."""
    home = session.module_of(dotted)
    value = home.names.get(name) if home is not None else None
    if value is not None:
        return value
    inner = f"{dotted}.{name}".lstrip(".")
    if session.holds(inner):
        return Package(inner, session.module_of(inner), None)
    return None


def attribute(value: Value, node: ast.Attribute, scope: Scope) -> Value:
    """`value.name`."""
    name, module = node.attr, scope.module
    match value:
        case Package():
            found = member(value.dotted, name, scope.session)
            return mention(found, module, node) if found is not None else Unbound(name, module.names, module, node)
        case Foreign():
            return foreign(f"{value.dotted}.{name}", scope, node)
        case Instance() if value.fields is not None and name in value.fields:
            return mention(value.fields[name], module, node)
        case Ref() if name == "__name__" and isinstance(value.klass.node, ast.ClassDef):
            return Const(value.klass.node.name, module, node)
        case Ref() | Instance():
            for klass in value.klass.mro:
                if name in klass.attrs:
                    if klass.unread is not None and not isinstance(klass.attrs[name], Klass):
                        raise klass.unread
                    return mention(klass.attrs[name], module, node)
        case Resources():
            if name in value.fields:
                return value.fields[name]
            if name in RESOURCE_FIELDS:
                return Const(0 if value.pasted else None, module, node)
        case Unbound():
            raise Unreadable(module, node, f"the name {value.name} is bound to nothing", binding(value))
    raise Unreadable(module, node, f"{name} of {subject(value)} is not read: {RUNS_NOT}", "write the value itself")


def linearize(klass: Klass, node: ast.ClassDef, module: Module) -> tuple[Klass, ...]:
    """The class and its bases in the order of look-up. Raises `Unreadable` where Python has none."""
    if len(klass.bases) == 1:
        module.spend(len(klass.bases[0].mro) // 8, node)
        return (klass, *klass.bases[0].mro)
    lines = [list(base.mro) for base in klass.bases] + [list(klass.bases)]
    module.spend(sum(map(len, lines)) ** 2 // 8, node)
    order = [klass]
    while any(lines):
        lines = [line for line in lines if line]
        head = next((line[0] for line in lines if not any(line[0] in other[1:] for other in lines)), None)
        if head is None:
            raise Unreadable(module, node, f"the bases of {klass.name} contradict each other", "reorder them")
        order.append(head)
        for line in lines:
            if line[0] is head:
                del line[0]
    return tuple(order)
