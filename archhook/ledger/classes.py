"""Class statements: what they are derived from, what their bodies bind, which belong to a pasted metamodel."""

from __future__ import annotations

import _ast as ast

from archhook.ledger.expressions import evaluate
from archhook.ledger.lookup import HOME, binding, linearize
from archhook.ledger.session import Scope
from archhook.ledger.syntax import Note, Unreadable, annotate
from archhook.ledger.values import Builtin, Const, Foreign, Klass, Ref, Unbound
from archhook.model.ids import clean, kind_of_id, split_docstring, storable
from archhook.model.vocabulary import CLASSES, FIELDS, PARAMETERS, keywords
from archhook.suggest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archhook.ledger.module import Module
    from archhook.ledger.syntax import Source

    Run = Callable[[Sequence[ast.stmt], Scope], str]

MAGIC = frozenset(("__doc__", "__new__", "__getattr__", "__getattribute__"))
"""What a node class, and its bases, must not define, so that reading it tells what it is."""

CALLED = frozenset(("__init_subclass__", "__set_name__", "__class_getitem__"))
"""Methods that are called where classes are defined or named: no class of a ledger may define one."""

HARMLESS = ("abc.ABC", "typing.Generic", "typing.Protocol", "typing_extensions.Protocol")
"""Foreign bases that bring no fields along, and leave a class as it is written."""

PASTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Pass)


def define(node: ast.ClassDef, scope: Scope, run: Run) -> None:
    """Reads a class statement, binds its name and, if it is a node class, notes it."""
    module = scope.module
    owner = scope.owner
    bases, others = _bases(node, scope)
    name = f"{owner.name}.{node.name}" if owner is not None else node.name
    klass = Klass(name, bases, module, node)
    klass.doc, body = _docstring(node)
    if node.name in CLASSES and owner is None and all(base.meta in ("Node", "Test") for base in bases):
        _decorated(node, scope)
        _pasted(klass, node, scope, run)
        scope.names[node.name] = klass
        return
    for base in reversed(bases):  # the first that has one
        klass.kind = base.kind or klass.kind
        klass.level = base.level or klass.level
    klass.mro = linearize(klass, node, module)
    strange = [dotted for dotted in others if dotted not in HARMLESS]
    if klass.kind:
        _node_class(klass, node, strange, scope)
    else:
        _helper(klass, node, strange, scope)
    inner = Scope(scope.session, module, klass.attrs, scope)
    inner.owner = klass
    if run(body, inner):
        raise Unreadable(module, node, "a statement leaves the body of this class", "remove it")
    _no_magic(klass, klass.kind, module)
    scope.names[node.name] = klass


def _node_class(klass: Klass, node: ast.ClassDef, strange: list[str], scope: Scope) -> None:
    """Notes a node class, after a look at what could change it unseen."""
    module = scope.module
    if strange:
        met = f"{klass.name} is derived from {strange[0]}, too, which comes from outside the ledger"
        raise Unreadable(module, node, met, "derive it from classes of the ledger alone")
    for base in klass.mro:
        if base.kind and base.kind != klass.kind:
            met = f"{klass.name} is derived from classes of several kinds"
            raise Unreadable(module, node, met, "derive a node from classes of one kind")
        if base.unread is not None:
            raise base.unread
        if not base.kind and not base.meta:
            _no_magic(base, klass.kind, module)
    for decorator in node.decorator_list:
        value = evaluate(decorator, scope) if isinstance(decorator, ast.Name | ast.Attribute) else None
        if not (isinstance(value, Foreign) and value.dotted.rpartition(".")[2] == "final"):
            met = f"the node class {klass.name} has a decorator, which may change it"
            raise Unreadable(module, decorator, met, "remove the decorator")
    for keyword in node.keywords:
        if not _is_abstract(keyword, module):
            raise Unreadable(module, keyword.value, "an argument of a class statement may change the node", "remove it")
    klass.name = scope.session.unique(module.path, klass.name)
    for base in klass.bases:
        base.children += 1
    scope.session.classes.append(klass)


def _is_abstract(keyword: ast.keyword, module: Module) -> bool:
    return keyword.arg == "metaclass" and module.snippet(keyword.value).endswith("ABCMeta")


def _helper(klass: Klass, node: ast.ClassDef, strange: list[str], scope: Scope) -> None:
    """Looks at a class that is no node: what it holds is read, unless something from outside has a say in it."""
    module = scope.module
    _refuse_lost(klass, node, module)
    _decorated(node, scope)
    keywords = [one for one in node.keywords if not _is_abstract(one, module)]
    for keyword in keywords:
        value = evaluate(keyword.value, scope)
        if not isinstance(value, Foreign if keyword.arg == "metaclass" else Const):
            met = "an argument of a class statement may change what is read"
            raise Unreadable(module, keyword.value, met, "remove it")
    inherited = any(base.unread is not None for base in klass.mro)
    if strange or keywords or node.decorator_list or inherited:
        klass.unread = Unreadable(module, node, f"the attributes of {klass.name} are not read", "use a plain class")


def _decorated(node: ast.ClassDef, scope: Scope) -> None:
    """Looks at the decorators of a class that is no node."""
    for decorator in node.decorator_list:
        from archhook.ledger.definitions import decorate

        decorate(decorator, scope)


def _no_magic(klass: Klass, kind: str, module: Module) -> None:
    """Refuses what lets a node be other than it reads, and what is called where a class is defined."""
    for name in klass.attrs.keys() & (CALLED | MAGIC if kind else CALLED):
        met = f"{klass.name} defines {name}, so that a class may be other than it reads"
        raise Unreadable(klass.module or module, klass.attrs[name].node or klass.node, met, "remove it")


def _refuse_lost(klass: Klass, node: ast.ClassDef, module: Module) -> None:
    """Refuses a class that looks like a node, and is none."""
    node_id, _, bracketed = split_docstring(klass.doc)
    if bracketed and kind_of_id(node_id):
        met = f"{klass.name} has the id {node_id}, but is not derived from a kind of node that the reader knows"
        write = "derive it from Intent, Requirement, Design, Task or a test class; bases are read in the ledger alone"
        raise Unreadable(module, node, met, write)


def _bases(node: ast.ClassDef, scope: Scope) -> tuple[list[Klass], list[str]]:
    """(known bases, dotted names of foreign ones)."""
    bases: list[Klass] = []
    others: list[str] = []
    for base in node.bases:
        if type(base) is ast.Name and type(known := scope.find(base.id)) is Klass:  # nearly all
            bases.append(known)
            continue
        value = evaluate(base.value if isinstance(base, ast.Subscript) else base, scope)
        match value:
            case Ref():
                bases.append(value.klass)
            case Foreign():
                _refuse_stranger(value, base, scope)
                others.append(value.dotted)
            case Builtin():
                if value.name != "object":
                    others.append(f"builtin.{value.name}")
            case Unbound():
                met = f"the base class {value.name} is bound to nothing"
                raise Unreadable(scope.module, base, met, binding(value))
            case _:
                raise Unreadable(scope.module, base, "this base is no class", "name a class")
        if isinstance(base, ast.Subscript):
            annotate(base, scope.module)
    return bases, others


def _refuse_stranger(value: Foreign, base: ast.expr, scope: Scope) -> None:
    """Refuses a base that was meant to be one of archhook's classes, and is none."""
    origin, _, name = value.dotted.rpartition(".")
    if origin in (HOME, f"{HOME}.metamodel"):
        near = nearest(name, CLASSES)
        write = f"did you mean '{near}'?" if near else f"it has {', '.join(CLASSES)}"
        raise Unreadable(scope.module, base, f"{origin} has no class '{name}'", write)
    if name in CLASSES:
        met = f"{name} is imported from '{origin}', which is neither archhook nor a module of the ledger"
        raise Unreadable(value.module or scope.module, value.node or base, met, f"did you mean '{HOME}'?")


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
    klass.mro = linearize(klass, node, scope.module)
    known = FIELDS.get(klass.kind, {})
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef) and statement.name == "__init__":
            _parameters(klass, statement.args, scope)
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
            if isinstance(target, ast.Name) and target.id in known:
                run([statement], Scope(scope.session, scope.module, klass.attrs, scope))
        elif not isinstance(statement, PASTED) and not (
            isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        ):
            met = f"the pasted {node.name} holds a statement that the metamodel does not have"
            raise Unreadable(scope.module, statement, met, "leave the pasted metamodel as it is")
    if node.name == "ResourceConstraints" and klass.params is None:
        _figures(klass, node, scope)


def _figures(klass: Klass, node: ast.ClassDef, scope: Scope) -> None:
    """The fields of a pasted ResourceConstraints, a dataclass: its annotated names, in order."""
    named = [
        (one.target.id, one.target)
        for one in node.body
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
    ]
    klass.params = tuple(name for name, _ in named)
    note_strange(klass, named, scope.module, scope.session.notes)


def _parameters(klass: Klass, given: ast.arguments, scope: Scope) -> None:
    positional = [*given.posonlyargs, *given.args][1:]
    extra = [one for one in (given.vararg, given.kwarg) if one is not None]
    klass.params = tuple(one.arg for one in (*positional, *given.kwonlyargs))
    note_strange(
        klass, [(one.arg, one) for one in (*positional, *given.kwonlyargs, *extra)], scope.module, scope.session.notes
    )


def note_strange(klass: Klass, named: Sequence[tuple[str, ast.AST | None]], module: Source, notes: list[Note]) -> None:
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
        notes.append(Note("LED004", module, where, message, fix, symbol=name))
