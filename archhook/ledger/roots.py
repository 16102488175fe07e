"""The values that something unread leads to, and what becomes of them when it may change them."""

from __future__ import annotations

import _ast as ast

from archhook.ledger.calls import items_of
from archhook.ledger.expressions import evaluate
from archhook.ledger.known import DOORS, HIDDEN, TEXTS
from archhook.ledger.lookup import attribute, mention, name_value
from archhook.ledger.problem import RUNS_NOT, Unreadable
from archhook.ledger.session import Scope
from archhook.ledger.syntax import iter_child_nodes, walk
from archhook.ledger.values import (
    Builtin,
    Const,
    Foreign,
    Function,
    Instance,
    Klass,
    Map,
    Package,
    Poison,
    Ref,
    Resources,
    Seq,
    Unbound,
    Value,
    subject,
)  # fmt: skip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    Roots = list[Value]
    Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

ONE_BY_ONE = 32
DISPLAY = "write the list as one display, `[A(), B()]`, or join lists with `+`"
PLAIN = (
    "assign fields at the module's top level, `TheTask.functions = [...]`; what else is to be done with nodes belongs"
    " into a file of its own, which imports the ledger"
)

HANDED = "is handed to a call that is not read, and may be changed by it"
REACHED = "is reached by a call that is not read, and may be changed by it"
BESIDE = "stands by an operator that is not read, and may be changed by it"
STORED = "is kept in something that is not read, and may be changed there"


def is_door(dotted: str) -> bool:
    """Whether a name from outside the ledger leads to its nodes."""
    return any(dotted == door or dotted.startswith(f"{door}.") for door in DOORS)


def roots_of_value(value: Value | None) -> Roots:
    """The value as a root; none for one that leads nowhere."""
    match value:
        case Ref() | Klass() | Instance() | Resources() | Seq() | Map() | Function() | Package():
            return [value]
        case Poison():
            return [value] if value.problem.reaches or isinstance(value.problem.node, ast.ClassDef) else []
        case Foreign():
            return [value] if is_door(value.dotted) else []
        case Builtin():
            return [value] if value.name in HIDDEN else []
        case Unbound():
            return [value] if value.name == "__builtins__" else []
    return []


def marked(node: ast.AST, scope: Scope, roots: Roots) -> Poison:
    """A value of which nothing is known but its roots."""
    where = ast.Pass(lineno=1, col_offset=0) if isinstance(node, ast.ClassDef) else node
    problem = Unreadable(scope.module, where, f"this is not read: {RUNS_NOT}", "write the value itself")
    problem.reaches = tuple(roots)
    return Poison(problem)


def expanded(roots: Iterable[Value], scope: Scope) -> Iterator[Value]:
    """What can be changed among roots and behind them: nodes and what leads to all of them, and lists, sets, dicts."""
    session = scope.module.session
    waiting = [*roots]
    seen: set[object] = set()
    while waiting:
        value = waiting.pop()
        key = key_of(value)
        if key in seen:
            continue
        seen.add(key)
        session.spend(1, scope.module, value.node or ast.Pass(lineno=1, col_offset=0))
        match value:
            case Seq() | Map():
                if not (isinstance(value, Seq) and value.kind in ("tuple", "range")):
                    yield value
                waiting += _content(value, scope)
            case Ref() | Klass():
                klass = value.klass if isinstance(value, Ref) else value
                if klass.kind or klass.meta == "Node":
                    yield value
                elif not klass.meta:
                    members = [member for owner in klass.mro for member in owner.attrs.values()]
                    waiting += [root for member in members for root in roots_of_value(member)]
            case Function():
                home = value.module or scope.module
                for one in mentioned(value.definition, Scope(home, home.names)):  # to name a list is not to change it
                    waiting += _content(one, scope) if isinstance(one, Seq | Map) else [one]
            case Poison():
                waiting += value.problem.reaches
                node, module = value.problem.node, value.problem.module
                if isinstance(node, ast.ClassDef) and module is not None:
                    waiting += mentioned(node, Scope(module, module.names))
            case _:
                yield value


def _content(value: Seq | Map, scope: Scope) -> Roots:
    """What a list or a dict holds that leads somewhere, as far as is known."""
    items = value.items if isinstance(value, Seq) else [item for _, item in value.pairs.values()]
    scope.module.session.spend(len(items) // 4, scope.module, value.node or ast.Pass(lineno=1, col_offset=0))
    found = [root for item in items if type(item) is not Const for root in roots_of_value(item)]
    return [*found, *(value.spoiled.reaches if value.spoiled is not None else ())]


def flat(roots: Iterable[Value]) -> Roots:
    """Roots without those that stand for others."""
    found: dict[object, Value] = {}
    waiting, seen = [*roots], set()
    while waiting:
        value = waiting.pop()
        if not isinstance(value, Poison) or isinstance(value.problem.node, ast.ClassDef):
            found[key_of(value)] = value
        elif id(value) not in seen:
            seen.add(id(value))
            waiting += value.problem.reaches
    return [*found.values()]


def key_of(value: Value) -> object:
    """What makes a root one: a class has many mentions."""
    match value:
        case Ref():
            return id(value.klass)
        case Instance() if value.fields is None:
            return "an instance", id(value.klass)
        case Foreign() | Package():
            return type(value).__name__, value.dotted
        case Builtin() | Unbound():
            return value.name
    return id(value)


def touch(
    roots: Collection[Value],
    node: ast.AST,
    scope: Scope,
    what: str,
    write: str = PLAIN,
    *,
    lists: bool = True,
    inside: bool = True,
    brings: Collection[Value] = (),
) -> None:
    """What may be done to roots: it ends the reading if a node is among them, and spoils lists (unless `lists` is off).

    `what` goes on after the description of the value. `inside`: what lists hold counts, too. `brings`: the roots of
    what may be put into the lists.
    """
    walked = scope.module.session.walked
    within = f" inside the function {walked[-1].name}" if walked else ""
    for value in expanded(roots, scope) if inside else roots:
        met = f"{subject(value)} {what}{within}"
        if not isinstance(value, Seq | Map):
            raise Unreadable(scope.module, node, met, write, hard=True)
        if lists:
            problem = Unreadable(scope.module, node, met, DISPLAY)
            earlier = value.spoiled.reaches if value.spoiled is not None else ()
            problem.reaches = tuple(flat([*earlier, *brings]))
            scope.module.session.brought += len(problem.reaches) - len(earlier)
            value.spoiled = problem


def locals_of(definition: Definition) -> set[str]:
    """The names that a function binds itself, roughly: parameters, and whatever is stored in it."""
    if isinstance(definition, ast.ClassDef):
        return set()
    names = {part.arg for part in walk(definition.args) if isinstance(part, ast.arg)}
    names |= {part.id for part in walk(definition) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    outer = {name for part in walk(definition) if isinstance(part, ast.Global) for name in part.names}
    return names - outer


def mentioned(definition: Definition, scope: Scope) -> Iterator[Value]:
    """The roots of the names that the body of a function or class uses and does not bind itself."""
    own = locals_of(definition)
    scope.module.session.spend(scope.module.session.size(definition), scope.module, definition)
    waiting: list[ast.AST] = [*definition.body]
    while waiting:
        part = waiting.pop()
        if (
            isinstance(part, ast.Call)
            and isinstance(part.func, ast.Name)
            and part.func.id in ("isinstance", "issubclass")
        ):
            waiting += part.args[:1]
            continue
        base = part.value if isinstance(part, ast.Attribute) else part
        if isinstance(base, ast.Name) and base.id not in own and isinstance(base.ctx, ast.Load):
            value = _named(base, scope)
            if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Load):
                if part.attr in TEXTS:
                    continue
                value = _attribute_of(value, part, scope)
            yield from roots_of_value(value)
            continue
        waiting += iter_child_nodes(part)


def _named(node: ast.Name, scope: Scope) -> Value:
    value = scope.find(node.id)
    if value is None:
        return name_value(node, scope)
    return value if isinstance(value, Poison) else mention(value, scope.module, node)


def _attribute_of(value: Value, node: ast.Attribute, scope: Scope) -> Value:
    """The attribute, or where it is not known what has it."""
    try:
        return value if isinstance(value, Poison) else attribute(value, node, scope)
    except Unreadable:
        return value


def once(value: Value, source: ast.expr, found: Roots, scope: Scope) -> Value:
    """A value that an expression makes: one for each place, though it is looked at in many rounds."""
    if not isinstance(value, Seq | Map | Resources) or not any(part is value.node for part in walk(source)):
        return value
    first = scope.module.session.made.setdefault(value.node, value)
    if first is not value and isinstance(first, Seq | Map):
        touch([first], source, scope, "is made anew", inside=False, brings=found)
    return first


def items_one_by_one(node: ast.expr, found: Roots, scope: Scope) -> list[Value] | list[None]:
    """What is iterated over, if it is known and not too much to be looked at one by one; else something unknown."""
    try:
        items = items_of(evaluate(node, scope), scope, node)
    except Unreadable:
        return [None]
    return [once(item, node, found, scope) for item in items] if len(items) <= ONE_BY_ONE else [None]


def use_up(found: Roots, node: ast.AST, scope: Scope) -> None:
    """An iterator among the roots is used up by what is not read."""
    for root in found:
        if isinstance(root, Seq) and root.kind == "iterator":
            root.spoiled = Unreadable(scope.module, node, "an iterator is used up here", "write a list")
