"""The calls of `validate_architecture`, which decide what is in force, and the main guard under which they stand."""

from __future__ import annotations

import _ast as ast

from archhook.inventory.parse import iter_child_nodes
from archhook.ledger.definitions import refuse_hidden
from archhook.ledger.expressions import CALL, arguments, evaluate
from archhook.ledger.lookup import HOME
from archhook.ledger.operators import items_of, truth
from archhook.ledger.session import Call, Scope
from archhook.ledger.syntax import RUNS_NOT, Unreadable, walk
from archhook.ledger.values import (
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
    Value,
    describe,
    subject,
)  # fmt: skip
from archhook.model.vocabulary import LISTS
from archhook.suggest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from archhook.ledger.module import Module
    from archhook.ledger.session import Session

    Run = Callable[[Sequence[ast.stmt], Scope], str]

INSTANCES = (
    "write the lists as displays of instances, `[DesignRedis(), DesignWebSocket()]`, or call it without arguments"
)
ELSEWHERE = (
    'write it under `if __name__ == "__main__":` (below the call of validate_architecture, where there is one), or'
    " nowhere: a ledger holds imports, classes, functions and data"
)
BELOW = "write it below the call of validate_architecture, at the end of the ledger"
GROWN = "write the list as one display, `[A(), B()]`, or join lists with `+`"
LEADING = (Ref, Klass, Instance, Resources, Seq, Map, Function, Package)
"""What a statement that is not read may change, if it names it."""

HIDDEN = frozenset(("exec", "eval", "compile", "globals", "locals", "vars", "__import__", "__builtins__", "builtins"))
DOORS = frozenset(
    (
        "modules", "import_module", "_getframe", "currentframe", "stack", "get_objects", "get_referrers", "run_path",
        "run_module", "__subclasses__", "__globals__", "__self__",
    )
)  # fmt: skip
"""Names, and attributes of modules, that lead to the ledger without naming anything of it."""


def judge(call: ast.Call, scope: Scope) -> None:
    """Notes a call of `validate_architecture` that is surely made."""
    if scope.module.unread is not None:
        raise scope.module.unread
    lists = {name: _copy(value, call, scope) for name, value in _handed(call, scope).items()}
    scope.session.calls.append(Call(scope.module, call, lists))


def refusal(node: ast.stmt, scope: Scope) -> Unreadable:
    """What is said of a statement that is not in the white list."""
    module, word = scope.module, type(node).__name__.removeprefix("Async").lower()
    if not isinstance(node, ast.Expr):
        return Unreadable(module, node, f"the statement `{word}` is not read", ELSEWHERE)
    grown = _grown(node, scope)
    met = "this call is not made" if isinstance(node.value, ast.Call) else "this is no data"
    return grown or Unreadable(module, node, f"{met}: {RUNS_NOT}", ELSEWHERE)


def _grown(node: ast.AST, scope: Scope) -> Unreadable | None:
    """What is said of a list or a dict that a method changes in a statement that is not read."""
    for part in walk(node):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
            try:
                value = evaluate(part.func.value, scope)
            except Unreadable:
                continue
            if isinstance(value, Seq | Map):
                met = f"{subject(value)} that is built by `{part.func.attr}` is not read"
                return Unreadable(scope.module, part, met, GROWN)
    return None


def refuse(node: ast.AST, module: Module, where: str = "") -> None:
    """Raises `Unreadable` if a part of the source that is not read calls `validate_architecture`."""
    word = type(node).__name__.removeprefix("Async").lower()
    where = where or ("an expression" if isinstance(node, ast.Expr) else f"the statement `{word}`")
    for call, _ in calls_of(node, module):
        met = f"validate_architecture is called inside {where}, which is not read"
        raise Unreadable(module, call, met, CALL)


def refuse_named(node: ast.AST, module: Module) -> None:
    """Raises `Unreadable` where `validate_architecture` is named and not called: by another name it would be missed."""
    if module.mentions_judge(node):
        called = [part.func for part in walk(node) if isinstance(part, ast.Call)]
        for part in walk(node):
            if isinstance(part, ast.Name | ast.Attribute) and module.is_judge(part) and part not in called:
                raise Unreadable(module, part, "validate_architecture is named here, and not called", CALL)


def calls_of(node: ast.AST, module: Module) -> list[tuple[ast.Call, bool]]:
    """(call, whether it is made for certain and once), for every call of `validate_architecture` below a node."""
    return [*_calls(node, module, True)] if module.mentions_judge(node) else []


def _calls(node: ast.AST, module: Module, sure: bool) -> Iterator[tuple[ast.Call, bool]]:
    if isinstance(node, ast.Call) and module.is_judge(node.func):
        yield node, sure
    unsure: tuple[ast.AST, ...] = ()
    if isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        sure = False
    elif isinstance(node, ast.IfExp):
        unsure = (node.body, node.orelse)
    elif isinstance(node, ast.BoolOp):
        unsure = tuple(node.values[1:])
    for child in iter_child_nodes(node):
        yield from _calls(child, module, sure and child not in unsure)


def is_guard(test: ast.expr) -> bool:
    """Whether a condition is `__name__ == "__main__"`."""
    match test:
        case ast.Compare(ast.Name("__name__"), [ast.Eq()], [ast.Constant("__main__")]):
            return True
        case ast.Compare(ast.Constant("__main__"), [ast.Eq()], [ast.Name("__name__")]):
            return True
    return False


def guard(node: ast.If, scope: Scope, run: Run) -> None:
    """Reads the call of `validate_architecture` under the main guard, and the names that it may be handed.

    These are the guard's own. All else there is not read: before the call it must not name what it could change.
    """
    if node.orelse:
        raise Unreadable(scope.module, node.orelse[0], "the `else` of the main guard is not read", ELSEWHERE)
    inner = Scope(scope.session, scope.module, {}, scope)
    for one in node.body:
        _guarded(one, inner, run)


def _guarded(node: ast.stmt, scope: Scope, run: Run) -> None:
    module, judged = scope.module, node.test if isinstance(node, ast.If) else node
    refuse_hidden(node, scope, "the main guard")
    refuse_named(node, module)
    calls = calls_of(judged, module)
    if isinstance(node, ast.If) and not calls and calls_of(node, module):
        for one in node.body if truth(evaluate(node.test, scope), scope, node.test) else node.orelse:
            _guarded(one, scope, run)
    elif calls_of(node, module):
        if not isinstance(node, ast.Expr | ast.Assign | ast.AnnAssign | ast.Assert | ast.Raise | ast.If):
            refuse(node, module)
        _suspect(judged, scope, [call for call, _ in calls])
        for call, sure in calls:
            if not sure:
                met = "this call of validate_architecture may or may not be made"
                raise Unreadable(module, call, met, CALL)
            judge(call, scope)
        for one in (*node.body, *node.orelse) if isinstance(node, ast.If) else ():
            refuse(one, module, "the statement `if`")
    else:
        _bind(node, scope, run)


def _bind(node: ast.stmt, scope: Scope, run: Run) -> None:
    """Binds the names of the main guard that a statement binds; to nothing that is known, if it is not read."""
    module = scope.module
    stored = [one for one in walk(node) if isinstance(getattr(one, "ctx", None), ast.Store)]
    try:
        if not isinstance(node, ast.Import | ast.ImportFrom | ast.Try | ast.Assign | ast.AnnAssign) or not all(
            isinstance(one, ast.Name | ast.Tuple | ast.List | ast.Starred) for one in stored
        ):
            raise refusal(node, scope)
        star, module.foreign_star = module.foreign_star, False
        run((node,), scope)
        star, module.foreign_star = module.foreign_star, star
        if star:
            met = "a starred import from outside the ledger is not read here"
            _unread(Unreadable(module, node, met, BELOW), scope)
    except Unreadable as problem:
        _suspect(node, scope)
        scope.names.update({one.id: Poison(problem) for one in stored if isinstance(one, ast.Name)})
    for name, value in scope.names.items():
        outer = scope.outer.names.get(name) if scope.outer is not None else None
        same = outer is value or (isinstance(outer, Foreign) and describe(outer) == describe(value))
        if outer is not None and not same:
            _unread(Unreadable(scope.module, node, f"{name} is bound anew in the main guard", BELOW), scope)


def _suspect(node: ast.AST, scope: Scope, but: Sequence[ast.AST] = ()) -> None:
    """Remembers of a part of the main guard that it may change what is read, if it may; `but` for parts of it."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if part in but:
            continue
        waiting += iter_child_nodes(part)
        value = scope.find(part.id) if isinstance(part, ast.Name) else None
        if isinstance(value, LEADING):
            met = f"{subject(value)} may be changed here, before validate_architecture is called"
        elif _is_door(part, value, scope):
            met = "this may change anything, before validate_architecture is called"
        else:
            continue
        _unread(_grown(node, scope) or Unreadable(scope.module, node, met, BELOW), scope)


def _is_door(part: ast.AST, value: Value | None, scope: Scope) -> bool:
    """Whether a part of a statement may lead to the ledger without naming anything of it. `value`: of a name."""
    words = [part.attr] if isinstance(part, ast.Attribute) else []
    if isinstance(part, ast.Name):
        words = value.dotted.split(".") if isinstance(value, Foreign) else [getattr(value, "name", part.id)]
    elif isinstance(part, ast.Import | ast.ImportFrom):
        names = [alias.name for alias in part.names] if isinstance(part, ast.Import) else [part.module or ""]
        roots = {name.partition(".")[0] for name in (HOME, *scope.session.packages)}
        starred = isinstance(part, ast.ImportFrom) and (part.level > 0 or part.names[0].name == "*")
        return starred or not roots.isdisjoint(name.partition(".")[0] for name in names)
    return not (DOORS | HIDDEN).isdisjoint(words)


def _unread(problem: Unreadable, scope: Scope) -> None:
    scope.module.unread = scope.module.unread or problem


def _handed(call: ast.Call, scope: Scope) -> dict[str, Value]:
    """The arguments by parameter, those that are None left out."""
    try:
        given = arguments(call, scope)
    except Unreadable as problem:
        problem.write = problem.write if problem.write.startswith("define") else INSTANCES
        raise
    if len(given.args) > len(LISTS):
        raise given.fail(f"validate_architecture takes {len(LISTS)} lists", f"hand over {', '.join(LISTS)}")
    lists = dict(zip(LISTS, given.args, strict=False))
    for name, value in given.keywords.items():
        if name not in LISTS or name in lists:
            near = nearest(name, LISTS)
            write = f"did you mean '{near}'?" if near else f"it takes {', '.join(LISTS)}"
            raise given.fail(f"validate_architecture takes no '{name}' here", write)
        lists[name] = value
    return {name: value for name, value in lists.items() if not (isinstance(value, Const) and value.value is None)}


def _copy(value: Value, call: ast.Call, scope: Scope) -> Value:
    """A list as it is when it is handed over."""
    return (
        Seq(value.kind, [*items_of(value, scope, call)], value.module, value.node) if isinstance(value, Seq) else value
    )


def listed(session: Session) -> set[Klass] | None:
    """The classes that the ledger hands to `validate_architecture`; None where that decides nothing."""
    if len(session.calls) > 1:
        second = session.calls[1]
        met = "validate_architecture is called a second time: which of the two counts?"
        raise Unreadable(second.module, second.node, met, "keep one call")
    if not session.calls or not session.calls[0].lists:
        return None
    found: set[Klass] = set()
    call = session.calls[0]
    for name, value in call.lists.items():
        if not isinstance(value, Seq):
            met = f"the {name} handed to validate_architecture are {describe(value)}"
            raise Unreadable(call.module, _place(value, call), met, INSTANCES)
        found.update(_node_class(item, call) for item in value.items)
    return found


def _place(value: Value, call: Call) -> ast.AST:
    return value.node if value.node is not None and value.module is call.module else call.node


def _node_class(item: Value, call: Call) -> Klass:
    if isinstance(item, Instance | Ref) and item.klass.kind and not item.klass.meta:
        return item.klass
    if isinstance(item, Poison):
        raise item.problem
    met = f"{subject(item)} is handed to validate_architecture where an instance of a node class is needed"
    raise Unreadable(call.module, _place(item, call), met, INSTANCES)
