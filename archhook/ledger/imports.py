"""Imports between the ledger's modules; whatever lies outside is known by its name alone."""

from __future__ import annotations

import _ast as ast

from archhook.ledger.lookup import HOME, foreign, member, misspelt
from archhook.ledger.module import JUDGE
from archhook.ledger.operators import plain
from archhook.ledger.syntax import Unreadable
from archhook.ledger.values import Foreign, Package, Ref, Seq, Value
from archhook.model.vocabulary import CLASSES
from archhook.suggest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from archhook.ledger.module import Module
    from archhook.ledger.session import Scope, Session

    Load = Callable[[Module, Session], None]


def fallback(node: ast.stmt, module: Module) -> list[str]:
    """The names that a statement of `except ImportError` binds. Raises `Unreadable` for one that does more."""
    match node:
        case ast.Import() | ast.ImportFrom():
            return [(alias.asname or alias.name).partition(".")[0] for alias in node.names]
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Pass() | ast.Raise() | ast.Expr(value=ast.Constant()):
            return []
    raise Unreadable(module, node, "this is done only where an import fails", "bind the imported names alone, or none")


def relative(dotted: str, session: Session) -> str | None:
    """An absolute module name as a name relative to the ledger's package; None for what lies outside."""
    for package in session.packages:
        if dotted == package:
            return ""
        if dotted.startswith(f"{package}."):
            return dotted[len(package) + 1 :]
    return None


def run_import(node: ast.Import, scope: Scope, load: Load) -> None:
    """`import a.b`, `import a.b as c`."""
    for alias in node.names:
        inner = relative(alias.name, scope.session)
        if inner is None:
            dotted = alias.name if alias.asname else alias.name.partition(".")[0]
            scope.names[alias.asname or dotted] = Foreign(dotted, scope.module, node)
            continue
        _require(inner, node, scope)
        parts = inner.split(".") if inner else []
        for count in range(len(parts) + 1):
            _load(".".join(parts[:count]), scope.session, load)
        if alias.asname:
            scope.names[alias.asname] = Package(inner, scope.session.module_of(inner), node)
        else:
            _bind_root(alias.name, inner, node, scope)


def _bind_root(name: str, inner: str, node: ast.AST, scope: Scope) -> None:
    """`import architecture.x` binds `architecture`; a longer way to the package is a namespace of one name."""
    root, _, rest = name.removesuffix(inner).rstrip(".").partition(".")
    if rest:
        met = "the ledger's package is imported by a name with several parts"
        raise Unreadable(scope.module, node, met, f"write `import {name} as ...`")
    scope.names[root] = Package("", scope.session.module_of(""), node)


def run_from(node: ast.ImportFrom, scope: Scope, load: Load) -> None:
    """`from a.b import c as d`, relative ones included."""
    inner = _base(node, scope)
    if inner is None:
        _from_outside(node, scope)
        return
    _require(inner, node, scope)
    parts = inner.split(".") if inner else []
    for count in range(len(parts) + 1):
        _load(".".join(parts[:count]), scope.session, load)
    for alias in node.names:
        if alias.name == "*":
            _star(inner, node, scope)
            continue
        value = _imported(inner, alias.name, node, scope, load)
        scope.names[alias.asname or alias.name] = value
        if alias.name == JUDGE:
            scope.module.judge_as(alias.asname or alias.name)


def _base(node: ast.ImportFrom, scope: Scope) -> str | None:
    """The module that a `from` names, relative to the ledger's package; None for what lies outside."""
    module, session = scope.module, scope.session
    if not node.level:
        return relative(node.module or "", session)
    here = session.names[module.path]
    parts = here.split(".") if here else []
    if not module.path.endswith("__init__.py"):
        parts = parts[:-1]
    above = node.level - 1
    if not session.entry.endswith("__init__.py") or above > len(parts):
        met = "this import leads out of the ledger, which alone is read"
        raise Unreadable(module, node, met, "write an absolute import of what lies outside")
    parts = parts[: len(parts) - above]
    return ".".join([*parts, *(node.module.split(".") if node.module else [])])


def _require(inner: str, node: ast.AST, scope: Scope) -> None:
    if not scope.session.holds(inner):
        near = nearest(inner, scope.session.dotted)
        write = f"did you mean '{near}'?" if near else "create it, or mend the name"
        raise Unreadable(scope.module, node, f"the ledger has no module '{inner}'", write)


def _load(dotted: str, session: Session, load: Load) -> None:
    target = session.module_of(dotted)
    if target is not None:
        load(target, session)


def _imported(inner: str, name: str, node: ast.AST, scope: Scope, load: Load) -> Value:
    module = scope.module
    home = scope.session.module_of(inner)
    if home is None or name not in home.names:
        _load(f"{inner}.{name}".lstrip("."), scope.session, load)
    value = member(inner, name, scope.session)
    if value is not None:
        return value
    if home is not None and home.foreign_star:
        return bound(foreign(f"*.{name}", scope, node))
    if home is not None and home.state == "running" and home is not module:
        met = f"{home.path} imports this module, and has not defined {name} yet when it does"
        raise Unreadable(module, node, met, f"refer to {name} by its id, as a string, instead of importing it")
    near = nearest(name, home.names) if home is not None else None
    write = f"did you mean '{near}'?" if near else "define it there, or mend the name"
    met = f"{home.path if home else inner} defines no '{name}'"
    raise Unreadable(module, node, met, write)


def bound(value: Value) -> Value:
    """A value as a name is bound to it."""
    return value.klass if isinstance(value, Ref) else value


def _from_outside(node: ast.ImportFrom, scope: Scope) -> None:
    _refuse_slip(node.module or "", [alias.name for alias in node.names], scope.module, node)
    for alias in node.names:
        if alias.name == "*":
            _foreign_star(node, scope)
            continue
        scope.names[alias.asname or alias.name] = bound(foreign(f"{node.module}.{alias.name}", scope, node))
        if alias.name == JUDGE:
            scope.module.judge_as(alias.asname or alias.name)


def _refuse_slip(dotted: str, names: Sequence[str], module: Module, node: ast.AST) -> None:
    """Refuses what was meant to be an import from archhook, and fails where the ledger is run."""
    origin = dotted.partition(".")[0]
    known = (*CLASSES, JUDGE)
    if origin == HOME:
        for name in () if dotted.count(".") > 1 else names:
            near = None if name in known else nearest(name, known)
            if near is not None:
                raise Unreadable(module, node, f"{dotted} has no '{name}'", f"did you mean '{near}'?")
    elif misspelt(origin) and any(name in known or name == "*" for name in names):
        met = f"the metamodel is imported from '{dotted}', which is neither archhook nor a module of the ledger"
        raise Unreadable(module, node, met, f"did you mean '{HOME}'?")


def _foreign_star(node: ast.ImportFrom, scope: Scope) -> None:
    """`from archhook import *` binds what archhook exports; of any other module it is not known what it binds."""
    if node.module == HOME:
        scope.names.update({name: scope.session.metamodel[name] for name in CLASSES})
        scope.names[JUDGE] = Foreign(f"archhook.{JUDGE}", scope.module, node)
    else:
        _may_rebind(scope, node, ())


def _may_rebind(scope: Scope, node: ast.AST, known: Collection[str]) -> None:
    """A starred import from outside: nobody knows which names it binds, so that it stands above all others."""
    scope.module.foreign_star = True
    for name in scope.names:
        if name not in known:
            met = f"{name} may be bound anew by this starred import from outside the ledger"
            write = "import the names that you need, or write the starred import above the others"
            raise Unreadable(scope.module, node, met, write)


def _star(inner: str, node: ast.AST, scope: Scope) -> None:
    home = scope.session.module_of(inner)
    if home is None:
        return
    names = [name for name in home.names if not name.startswith("_")]
    exported = home.names.get("__all__")
    if isinstance(exported, Seq):
        names = [str(plain(item, scope, node)) for item in exported.items]
    elif exported is not None:
        raise Unreadable(home, exported.node, "`__all__` is no constant list", "write a list of strings")
    if home.foreign_star and exported is None:
        _may_rebind(scope, node, names)
    scope.module.spend(len(names), node)
    scope.names.update({name: home.names[name] for name in names if name in home.names})
    for name in home.judges & home.names.keys():
        scope.module.judge_as(name)
