"""Which nodes and lists an expression that is not read leads to, and what it may change of them.

An expression that is not read may still change what is: by a call that is handed a node, by a method of a list. So
its parts are looked at: each has roots, the values that it may lead to. Whatever is done to roots in a way that is not
followed ends the reading, if a node is among them or behind them, and spoils the lists. Code without roots is left
alone.
"""

from __future__ import annotations

import _ast as ast

from archhook.ledger.expressions import evaluate
from archhook.ledger.judging import is_judge
from archhook.ledger.known import CARRIERS, DOORS, HARMLESS, HIDDEN, PURE, READERS, TEXTS
from archhook.ledger.lookup import attribute, mention, name_value
from archhook.ledger.problem import RUNS_NOT, Unreadable
from archhook.ledger.roots import BESIDE, HANDED, REACHED, flat, items_one_by_one, marked, roots_of_value, touch, use_up
from archhook.ledger.session import Scope
from archhook.ledger.syntax import iter_child_nodes, walk
from archhook.ledger.values import Builtin, Const, Foreign, Function, Instance, Map, Poison, Ref, Seq, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from archhook.ledger.roots import Roots

    Look = tuple[Value | None, Roots]
    Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def look(node: ast.expr, scope: Scope) -> Look:
    """(the value, as far as it is known without computing it, and the roots of an expression).

    Raises a hard `Unreadable` for what may change a node, and spoils the lists that may be changed.
    """
    return HANDLERS.get(type(node), _parts)(node, scope)


def roots_of(node: ast.expr, scope: Scope) -> Roots:
    """The roots of an expression; see `look`."""
    return look(node, scope)[1]


def _parts(node: ast.AST, scope: Scope) -> Look:
    found: Roots = []
    waiting = [*iter_child_nodes(node)][::-1]
    while waiting:
        part = waiting.pop()
        handler = HANDLERS.get(type(part)) if not isinstance(part, ast.BinOp) else None  # sums nest as deep as long
        if handler is not None:
            found += handler(part, scope)[1]
        else:
            waiting += [*iter_child_nodes(part)][::-1]
    return None, found


def _text(node: ast.expr, scope: Scope) -> Look:
    _parts(node, scope)
    return None, []


def _operator(node: ast.expr, scope: Scope) -> Look:
    """An operator of an object whose class the ledger defines may do anything with the other operand."""
    found = _parts(node, scope)[1]
    if _strange(found):
        touch(found, node, scope, BESIDE, lists=False)
    return None, [] if isinstance(node, ast.Compare) else found


def _subscript(node: ast.Subscript, scope: Scope) -> Look:
    value, found = look(node.value, scope)
    inside = roots_of(node.slice, scope)
    if (value is None or isinstance(value, Poison)) and _strange(found):
        touch(inside, node, scope, BESIDE, lists=False)
    return None, [*found, *inside]


def _strange(found: Roots) -> bool:
    """Whether an instance of a class that the ledger defines, and that is no node, may be among the roots."""
    return any(isinstance(root, Poison) or (isinstance(root, Ref) and not root.klass.kind) for root in found)


def _constant(node: ast.Constant, scope: Scope) -> Look:
    return Const(node.value, scope.module, node), []  # type: ignore[arg-type]  # `...` passes as a constant, too


def _name(node: ast.Name, scope: Scope) -> Look:
    value = scope.find(node.id)
    if value is None:
        value = name_value(node, scope)
    elif not isinstance(value, Poison):
        value = mention(value, scope.module, node)
    return value, roots_of_value(value)


def _attribute(node: ast.Attribute, scope: Scope) -> Look:
    chain = [node]
    while isinstance(chain[-1].value, ast.Attribute):
        chain.append(chain[-1].value)
    value, found = look(chain[-1].value, scope)
    for part in reversed(chain):
        value, found = _member(value, found, part, scope)
    return value, found


def _member(value: Value | None, found: Roots, node: ast.Attribute, scope: Scope) -> Look:
    if value is not None and not isinstance(value, Poison):
        try:
            member = attribute(value, node, scope)
        except Unreadable:
            pass
        else:
            return member, roots_of_value(member)
    return None, [] if node.attr in TEXTS else found


def _walrus(node: ast.NamedExpr, scope: Scope) -> Look:
    found = roots_of(node.value, scope)
    try:
        value = evaluate(node.value, scope)
    except Unreadable:
        value = None
    if not isinstance(value, Const):  # a list would be another in each round
        value = marked(node, scope, flat(found))
    scope.own().names[node.target.id] = value
    return value, roots_of_value(value)


def _lambda(node: ast.Lambda, scope: Scope) -> Look:
    return None, [*_parts(node.args, scope)[1], *_applied(node, [], node, scope)]


def _comprehension(node: Comprehension, scope: Scope) -> Look:
    return None, _rounds(node, 0, Scope(scope.module, {}, scope, passing=True))


def _rounds(node: Comprehension, at: int, scope: Scope) -> Roots:
    """The roots of what a comprehension makes, its generators from a position on."""
    if at == len(node.generators):
        results = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
        return [root for one in results for root in roots_of(one, scope)]
    generator = node.generators[at]
    found = roots_of(generator.iter, scope)
    use_up(found, node, scope)
    made: Roots = []
    for item in items_one_by_one(generator.iter, found, scope) if found else [None]:
        scope.module.session.spend(scope.module.session.size(node), scope.module, node)
        if item is None or not isinstance(generator.target, ast.Name):
            _bind_all(generator.target, found, scope)
        else:
            scope.names[generator.target.id] = item.klass if isinstance(item, Ref) else item
        for test in generator.ifs:
            roots_of(test, scope)
        made += _rounds(node, at + 1, scope)
    return made


def _bind_all(target: ast.expr, found: Roots, scope: Scope) -> None:
    for part in walk(target):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            scope.names[part.id] = marked(part, scope, found)
        elif isinstance(part, ast.Attribute | ast.Subscript) and isinstance(part.ctx, ast.Store):
            touch(roots_of(part.value, scope), part, scope, "is changed by a comprehension")


def _call(node: ast.Call, scope: Scope) -> Look:
    if is_judge(node.func, scope.module):
        return None, []
    if isinstance(node.func, ast.Attribute):
        return None, _method(node.func, node, scope)
    if isinstance(node.func, ast.Lambda):
        return None, _applied(node.func, _given(node, scope), node, scope)
    callee, found = look(node.func, scope)
    return None, called(callee, found, _given(node, scope), node, scope)


def _given(node: ast.Call, scope: Scope) -> Roots:
    arguments = (*node.args, *(keyword.value for keyword in node.keywords))
    return [root for argument in arguments for root in roots_of(argument, scope)]


def _method(function: ast.Attribute, node: ast.Call, scope: Scope) -> Roots:
    value, found = look(function.value, scope)
    given = _given(node, scope)
    name = function.attr
    if isinstance(value, Const):
        return []
    if isinstance(value, Seq | Map):
        if name not in READERS:
            touch([value], node, scope, f"that is built by `{name}` is not read", inside=False, brings=given)
        return [*found, *given]
    if isinstance(value, Instance) and value.fields is not None:
        met = f"a call in a constructor is not read: {RUNS_NOT}"
        raise Unreadable(scope.module, node, met, "forward the values to super().__init__(...)", hard=True)
    callee, behind = _member(value, found, function, scope)
    if isinstance(value, Ref | Instance) and value.klass.kind and not isinstance(callee, Ref):
        callee, behind = None, found  # a method of a node
        if name in ("mro", "__subclasses__"):
            return found
    if callee is None and name in READERS:
        touch(found, node, scope, f"has a method, {name}, that is not read", lists=False)
        touch(given, node, scope, HANDED)
        return found
    return called(callee, behind, given, node, scope)


def called(callee: Value | None, behind: Roots, given: Roots, node: ast.expr, scope: Scope) -> Roots:
    """The roots of what a call gives back. `behind`: the roots of what is called, `given`: those of its arguments."""
    name = callee.name if isinstance(callee, Builtin) else ""
    if isinstance(callee, Foreign):
        if callee.dotted.startswith("builtins."):
            name = callee.dotted.removeprefix("builtins.")
        elif callee.dotted.startswith(HARMLESS) or callee.dotted in DOORS:
            return [*given, *behind]
    if name:
        return _builtin(name, given, node, scope)
    if isinstance(callee, Ref) and (callee.klass.kind or callee.klass.meta):
        return [callee, *given]
    if isinstance(callee, Function):
        from archhook.ledger.walk import walk_function

        return walk_function(callee, given, node, scope)
    touch(given, node, scope, HANDED)
    touch(behind, node, scope, REACHED, lists=not isinstance(callee, Ref))
    return behind


def _builtin(name: str, given: Roots, node: ast.expr, scope: Scope) -> Roots:
    if name in HIDDEN:
        met = f"`{name}` may declare or change anything: {RUNS_NOT}"
        raise Unreadable(scope.module, node, met, "write the nodes themselves", hard=True)
    if name in ("setattr", "delattr"):
        touch(given, node, scope, f"stands in `{name}`, which changes a field unseen")
        return []
    arguments = node.args if isinstance(node, ast.Call) else []
    if name == "type" and len(arguments) > 1:
        write = "write a class statement: `class Name(Task): ...`"
        touch(given, node, scope, "stands in a call of type, which makes a class that is not read", write)
        return []
    use_up(given, node, scope)
    if name in ("map", "filter") and arguments:
        return [*given, *_applied(arguments[0], given, node, scope)]
    for keyword in node.keywords if isinstance(node, ast.Call) else ():
        if keyword.arg == "key":
            _applied(keyword.value, given, node, scope)
    if name in PURE:
        return []
    if name not in CARRIERS:
        touch(given, node, scope, HANDED)
    return [Builtin(name, scope.module, node)] if name == "super" else given


def _applied(function: ast.expr, given: Roots, node: ast.expr, scope: Scope) -> Roots:
    """The roots of what a function that stands as an expression gives back for arguments of which `given` are known."""
    if isinstance(function, ast.Lambda):
        names = [one.arg for one in walk(function.args) if isinstance(one, ast.arg)]
        return roots_of(function.body, Scope(scope.module, {one: marked(node, scope, given) for one in names}, scope))
    callee, behind = look(function, scope)
    if isinstance(callee, Builtin) and callee.name in PURE | CARRIERS:
        return given if callee.name in CARRIERS else []
    if isinstance(callee, Const):
        return []
    return called(callee, behind, given, function, scope)


HANDLERS: dict[type[ast.AST], Callable[[Any, Scope], Look]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Call: _call,
    ast.BinOp: _operator,
    ast.Compare: _operator,
    ast.JoinedStr: _text,
    ast.NamedExpr: _walrus,
    ast.Lambda: _lambda,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.DictComp: _comprehension,
    ast.GeneratorExp: _comprehension,
}
"""Syntax node -> how it is looked at; of the others the parts are."""
