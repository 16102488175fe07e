"""Finds the calls of `validate_architecture`, which decide what is in force."""

from __future__ import annotations

import _ast as ast

from archhook.ledger.expressions import arguments
from archhook.ledger.problem import Unreadable
from archhook.ledger.session import Call
from archhook.ledger.syntax import iter_child_nodes
from archhook.ledger.values import Const, Instance, Klass, Poison, Ref, Seq, Value, describe, subject, whole
from archhook.model.vocabulary import LISTS
from archhook.suggest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.ledger.module import Module
    from archhook.ledger.session import Scope, Session

WRITE = 'call validate_architecture at the module\'s top level or directly under `if __name__ == "__main__":`'
INSTANCES = (
    "write the lists as displays of instances, `[DesignRedis(), DesignWebSocket()]`, or call it without arguments"
)


def judge(node: ast.stmt | ast.expr, scope: Scope) -> None:
    """Notes the calls that a statement or expression of module level holds."""
    module = scope.module
    if not module.mentions_judge(node):
        return
    for call, sure in _calls(node, module, True):
        if not sure:
            raise Unreadable(
                module, call, "this call of validate_architecture may or may not be made", WRITE, hard=True
            )
        handed = _handed(call, scope)
        sources = tuple(value for value in handed.values() if isinstance(value, Seq))
        lists = {name: _copy(value) for name, value in handed.items()}
        module.session.calls.append(Call(module, call, lists, sources))


def refuse(node: ast.AST, module: Module, where: str) -> None:
    """Raises `Unreadable` if a part of the source that is not read calls `validate_architecture`."""
    if not module.mentions_judge(node):
        return
    for call, _ in _calls(node, module, True):
        raise Unreadable(
            module, call, f"validate_architecture is called inside {where}, which is not read", WRITE, hard=True
        )


def _calls(node: ast.AST, module: Module, sure: bool) -> Iterator[tuple[ast.Call, bool]]:
    """(call, whether it is made for certain and once), for every call of `validate_architecture` below a node."""
    if isinstance(node, ast.Call) and is_judge(node.func, module):
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


def is_judge(function: ast.expr, module: Module) -> bool:
    """Whether what is called is `validate_architecture`."""
    if isinstance(function, ast.Name):
        return function.id in module.judges
    return isinstance(function, ast.Attribute) and function.attr == "validate_architecture"


def _handed(call: ast.Call, scope: Scope) -> dict[str, Value]:
    """The arguments by parameter, those that are None left out."""
    try:
        given = arguments(call, scope)
    except Unreadable as problem:
        problem.hard = True
        problem.write = problem.write if problem.write.startswith("define") else INSTANCES
        raise
    if len(given.args) > len(LISTS):
        raise given.fail(f"validate_architecture takes {len(LISTS)} lists", f"hand over {', '.join(LISTS)}", hard=True)
    lists = dict(zip(LISTS, given.args, strict=False))
    for name, value in given.keywords.items():
        if name not in LISTS or name in lists:
            near = nearest(name, LISTS)
            write = f"did you mean '{near}'?" if near else f"it takes {', '.join(LISTS)}"
            raise given.fail(f"validate_architecture takes no '{name}' here", write, hard=True)
        lists[name] = value
    return {name: value for name, value in lists.items() if not (isinstance(value, Const) and value.value is None)}


def _copy(value: Value) -> Value:
    """A list as it is when it is handed over."""
    return Seq(value.kind, list(_read(value)), value.module, value.node) if isinstance(value, Seq) else value


def _read(value: Seq) -> list[Value]:
    try:
        whole(value)
    except Unreadable as problem:
        problem.hard = True
        raise
    return value.items


def listed(session: Session) -> set[Klass] | None:
    """The classes that the ledger hands to `validate_architecture`; None where that decides nothing."""
    if len(session.calls) > 1:
        second = session.calls[1]
        met = "validate_architecture is called a second time: which of the two counts?"
        raise Unreadable(second.module, second.node, met, "keep one call", hard=True)
    if not session.calls or not session.calls[0].lists:
        return None
    found: set[Klass] = set()
    call = session.calls[0]
    for source in call.sources:
        _read(source)
    for name, value in call.lists.items():
        if not isinstance(value, Seq):
            met = f"the {name} handed to validate_architecture are {describe(value)}"
            raise Unreadable(call.module, _place(value, call), met, INSTANCES, hard=True)
        found.update(_node_class(item, call) for item in value.items)
    return found


def _place(value: Value, call: Call) -> ast.AST:
    return value.node if value.node is not None and value.module is call.module else call.node


def _node_class(item: Value, call: Call) -> Klass:
    if isinstance(item, Instance | Ref) and item.klass.kind and not item.klass.meta:
        return item.klass
    if isinstance(item, Poison):
        raise item.problem.again()
    met = f"{subject(item)} is handed to validate_architecture where an instance of a node class is needed"
    raise Unreadable(call.module, _place(item, call), met, INSTANCES, hard=True)
