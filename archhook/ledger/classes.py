"""Class statements: what they are derived from, what their bodies bind, which belong to a pasted metamodel."""

from __future__ import annotations

import _ast as ast

from archhook.ledger.effects import follow
from archhook.ledger.expressions import evaluate
from archhook.ledger.lookup import HOME, binding
from archhook.ledger.mro import linearize
from archhook.ledger.problem import Note, Unreadable
from archhook.ledger.session import Scope
from archhook.ledger.values import Builtin, Foreign, Klass, Poison, Ref, Unbound
from archhook.ledger.walk import follow_definition
from archhook.model.ids import clean, kind_of_id, split_docstring, storable
from archhook.model.vocabulary import CLASSES, FIELDS, PARAMETERS, keywords
from archhook.suggest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archhook.ledger.module import Module
    from archhook.ledger.values import Value

    Run = Callable[[Sequence[ast.stmt], Scope], str]

MAGIC = frozenset(("__doc__", "__new__", "__getattr__", "__getattribute__", "__init_subclass__", "__set_name__"))
"""What a node class, and its bases, must not define, so that reading it tells what it is."""

HARMLESS = ("abc.", "typing.", "typing_extensions.", "builtins.", "object")
"""Origins of foreign bases that bring no fields along."""


def define(node: ast.ClassDef, scope: Scope, run: Run) -> None:
    """Reads a class statement, binds its name and, if it is a node class, notes it."""
    module = scope.module
    owner = scope.owner
    bases, others, problem = _bases(node, scope)
    name = f"{owner.name}.{node.name}" if owner is not None else node.name
    klass = Klass(name, bases, module, node)
    klass.doc, body = _docstring(node)
    if (
        node.name in CLASSES
        and owner is None
        and all(base.meta in ("Node", "Test") for base in bases)
        and problem is None
    ):
        _pasted(klass, node, scope, run)
        scope.names[node.name] = klass
        return
    for base in reversed(bases):  # the first that has one
        klass.kind = base.kind or klass.kind
        klass.level = base.level or klass.level
    klass.mro = linearize(klass, module)
    if klass.kind:
        _node_class(klass, node, others, problem, scope)
    else:
        _refuse_lost(klass, node, problem, module)
    inner = Scope(module, klass.attrs, scope)
    inner.owner = klass
    run(body, inner)
    _no_magic(klass, module)
    if not klass.kind:
        follow_definition(node, klass, scope)
        if others or problem is not None or node.decorator_list:
            strange = problem or node.decorator_list or not all(dotted.startswith(HARMLESS) for dotted in others)
            _poison(klass, node, module, strange=bool(strange))
    scope.names[node.name] = klass


def _node_class(klass: Klass, node: ast.ClassDef, others: list[str], problem: Unreadable | None, scope: Scope) -> None:
    """Notes a node class, after a look at what could change it unseen."""
    module = scope.module
    if problem is not None:
        raise _hard(problem)
    for dotted in others:
        if not dotted.startswith(HARMLESS):
            met = f"{klass.name} is derived from {dotted}, too, which comes from outside the ledger"
            raise Unreadable(module, node, met, "derive it from classes of the ledger alone", hard=True)
    for base in klass.mro:
        if base.kind and base.kind != klass.kind:
            met = f"{klass.name} is derived from classes of several kinds"
            raise Unreadable(module, node, met, "derive a node from classes of one kind", hard=True)
    if node.decorator_list:
        _decorators(klass, node, scope)
    if node.keywords:
        _keywords(node, module)
    for base in klass.bases:
        if not base.kind and not base.meta:
            for owner in base.mro:
                _beside(owner, klass)
    klass.name = module.session.unique(module.path, klass.name)
    for base in klass.bases:
        base.children += 1
    module.session.classes.append(klass)


def _beside(owner: Klass, klass: Klass) -> None:
    """Looks at a base of a node class that is no node, for what it may change."""
    if owner.unread is not None:
        raise _hard(owner.unread.again())
    if owner.module is not None and isinstance(owner.node, ast.ClassDef):
        _keywords(owner.node, owner.module)
        _refuse_magic(owner, klass, owner.module)


def _refuse_magic(owner: Klass, klass: Klass, module: Module) -> None:
    if MAGIC.isdisjoint(owner.attrs):  # nearly all
        return
    for name in owner.attrs:
        if name in MAGIC:
            met = f"{owner.name} defines {name}, so that {klass.name} may be other than it reads"
            raise Unreadable(module, owner.attrs[name].node or owner.node, met, "remove it", hard=True)


def _no_magic(klass: Klass, module: Module) -> None:
    """Refuses what lets a class be other than it reads, or an object change the class in whose body it stands."""
    if not klass.kind:
        if "__set_name__" in klass.attrs:
            met = f"an object of {klass.name} may change the class in whose body it stands"
            raise Unreadable(module, klass.attrs["__set_name__"].node, met, "remove __set_name__", hard=True)
        return
    _refuse_magic(klass, klass, module)
    for name, value in klass.attrs.items():
        if isinstance(value, Poison) and name not in FIELDS[klass.kind]:
            raise _hard(value.problem.again())


def _hard(problem: Unreadable) -> Unreadable:
    problem.hard = True
    return problem


def _decorators(klass: Klass, node: ast.ClassDef, scope: Scope) -> None:
    for decorator in node.decorator_list:
        value = evaluate(decorator, scope) if isinstance(decorator, ast.Name | ast.Attribute) else None
        if not (isinstance(value, Foreign) and value.dotted.rpartition(".")[2] == "final"):
            met = f"the node class {klass.name} has a decorator, which may change it"
            raise Unreadable(scope.module, decorator, met, "remove the decorator", hard=True)


def _keywords(node: ast.ClassDef, module: Module) -> None:
    for keyword in node.keywords:
        if keyword.arg != "metaclass" or not module.snippet(keyword.value).endswith("ABCMeta"):
            met = "an argument of a class statement may change the node"
            raise Unreadable(module, keyword.value, met, "remove it", hard=True)


def _refuse_lost(klass: Klass, node: ast.ClassDef, problem: Unreadable | None, module: Module) -> None:
    """Refuses a class that looks like a node, or is nothing, because its base is not known."""
    if problem is not None and problem.hard:
        raise problem
    node_id, _, bracketed = split_docstring(klass.doc)
    if bracketed and kind_of_id(node_id):
        met = f"{klass.name} has the id {node_id}, but is not derived from a kind of node that the reader knows"
        write = "derive it from Intent, Requirement, Design, Task or a test class; bases are read in the ledger alone"
        raise Unreadable(module, node, met, write, hard=True)


def _poison(klass: Klass, node: ast.ClassDef, module: Module, *, strange: bool) -> None:
    """Of a class with a base or decorator that is not read nobody knows what its names become.

    `strange`: the base or decorator may give it more than it has.
    """
    problem = Unreadable(module, node, f"the attributes of {klass.name} are not read", "use a plain class")
    klass.unread = problem if strange else None
    klass.attrs = {
        name: Poison(problem) if not isinstance(value, Klass) else value for name, value in klass.attrs.items()
    }


def _bases(node: ast.ClassDef, scope: Scope) -> tuple[list[Klass], list[str], Unreadable | None]:
    """(known bases, dotted names of foreign ones, the problem of one that is not readable)."""
    bases: list[Klass] = []
    others: list[str] = []
    problem: Unreadable | None = None
    for base in node.bases:
        if type(base) is ast.Name and type(known := scope.find(base.id)) is Klass:  # nearly all
            bases.append(known)
            continue
        try:
            value: Value = evaluate(base.value if isinstance(base, ast.Subscript) else base, scope)
        except Unreadable as met:
            follow(base, scope)
            problem = problem or met
            continue
        match value:
            case Ref():
                bases.append(value.klass)
            case Foreign():
                others.append(value.dotted)
                problem = problem or _stranger(value, base, scope)
            case Builtin():
                others.append("object" if value.name == "object" else f"builtin.{value.name}")
            case Unbound():
                problem = problem or _unbound(value, base, scope)
            case _:
                problem = problem or Unreadable(scope.module, base, "this base is no class", "name a class")
    return bases, [name for name in others if name != "object"] if others else others, problem


def _stranger(value: Foreign, base: ast.expr, scope: Scope) -> Unreadable | None:
    """The problem of a base that was meant to be one of archhook's classes, and is none."""
    origin, _, name = value.dotted.rpartition(".")
    if origin in (HOME, f"{HOME}.metamodel"):
        near = nearest(name, CLASSES)
        write = f"did you mean '{near}'?" if near else f"it has {', '.join(CLASSES)}"
        return Unreadable(scope.module, base, f"{origin} has no class '{name}'", write, hard=True)
    if name not in CLASSES:
        return None
    met = f"{name} is imported from '{origin}', which is neither archhook nor a module of the ledger"
    return Unreadable(value.module or scope.module, value.node or base, met, f"did you mean '{HOME}'?", hard=True)


def _unbound(value: Unbound, base: ast.expr, scope: Scope) -> Unreadable:
    met = f"the base class {value.name} is bound to nothing"
    return Unreadable(scope.module, base, met, binding(value), hard=True)


def _docstring(node: ast.ClassDef) -> tuple[str, list[ast.stmt]]:
    """(the dedented docstring, the statements after it)."""
    first = node.body[0]
    if type(first) is ast.Expr and type(first.value) is ast.Constant and type(first.value.value) is str:
        doc = clean(first.value.value)
        return doc if storable(doc) else doc.encode("utf-8", "replace").decode(), node.body[1:]
    return "", node.body


def _pasted(klass: Klass, node: ast.ClassDef, scope: Scope, run: Run) -> None:
    """A class of a metamodel that is pasted into the ledger: known by its name, of its body only parameters count."""
    klass.meta = node.name
    klass.kind, klass.level = CLASSES[node.name]
    klass.mro = linearize(klass, scope.module)
    known = FIELDS.get(klass.kind, {})
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef) and statement.name == "__init__":
            _parameters(klass, statement.args, scope.module)
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
            if isinstance(target, ast.Name) and target.id in known:
                run([statement], Scope(scope.module, klass.attrs, scope))
    if node.name == "ResourceConstraints" and klass.params is None:
        _figures(klass, node, scope.module)


def _figures(klass: Klass, node: ast.ClassDef, module: Module) -> None:
    """The fields of a pasted ResourceConstraints, a dataclass: its annotated names, in order."""
    named = [
        (one.target.id, one.target)
        for one in node.body
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
    ]
    klass.params = tuple(name for name, _ in named)
    note_strange(klass, named, module)


def _parameters(klass: Klass, given: ast.arguments, module: Module) -> None:
    positional = [*given.posonlyargs, *given.args][1:]
    extra = [one for one in (given.vararg, given.kwarg) if one is not None]
    klass.params = tuple(one.arg for one in (*positional, *given.kwonlyargs))
    note_strange(klass, [(one.arg, one) for one in (*positional, *given.kwonlyargs, *extra)], module)


def note_strange(klass: Klass, named: Sequence[tuple[str, ast.AST | None]], module: Module) -> None:
    """Notes a breach of LED004 for each parameter of a pasted class that the metamodel does not have."""
    known = PARAMETERS[klass.meta]
    strange = [(name, where) for name, where in named if name not in known]
    klass.strange = frozenset(name for name, _ in strange)
    for name, where in strange:
        near = nearest(name, known)
        if name in keywords(klass.meta):
            fix = f"leave the pasted metamodel as it is, and write `{name} = ...` as a class attribute of the nodes"
        elif near:
            fix = f"did you mean '{near}'? The pasted metamodel must stay as it is"
        else:
            more = keywords(klass.meta)
            also = f"; as class attributes it may have {', '.join(more)}" if more else ""
            fix = f"remove it: {klass.meta} has {', '.join(known)}{also}"
        message = f"the pasted {klass.meta} adds the parameter '{name}', which archhook does not know"
        module.session.notes.append(Note("LED004", module, where, message, fix, symbol=name))
