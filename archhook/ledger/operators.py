"""Operators over constants: `+`, `*`, comparisons, subscripts, all bounded."""

from __future__ import annotations

import _ast as ast
import _operator as operator
import sys

from archhook.ledger.lookup import binding
from archhook.ledger.syntax import Unreadable
from archhook.ledger.values import Builtin, Const, Foreign, Function, Map, Seq, Unbound, Value, describe, subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from archhook.ledger.session import Scope

BITS = 4096  # of a number that the reader computes, or computes with

WORD = sys.hash_info.modulus
"""Whole numbers below this have hashes of their own; of those above, any number have the same."""

ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
}

COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}


def plain(value: Value, scope: Scope, node: ast.AST) -> Any:
    """The Python value of a constant. Raises `Unreadable` for anything else."""
    if type(value) is Const:
        if type(value.value) is int and value.value.bit_length() > BITS:  # a hexadecimal one may be as long as a file
            raise Unreadable(scope.module, node, "this number is too large", "write a smaller one")
        return value.value
    raise unreadable(value, scope, node)


def key_of(value: Value, scope: Scope, node: ast.AST) -> Any:
    """The Python value of a constant that is the key of a dict. Keys whose hashes can be made alike are refused."""
    key = plain(value, scope, node)
    if isinstance(key, complex) or (isinstance(key, int | float) and abs(key) >= WORD):
        met = "this is no key of a dict: it is too large, or a complex number"
        raise Unreadable(scope.module, node, met, "write strings as keys")
    return key


def unreadable(value: Value, scope: Scope, node: ast.AST) -> Unreadable:
    """The problem of a value that stands where a constant is needed."""
    if isinstance(value, Unbound):
        return Unreadable(
            scope.module, value.node or node, f"the name {value.name} is bound to nothing", binding(value, "define it")
        )
    write = "write the value itself"
    if isinstance(value, Foreign):
        write = "write the value itself: only the ledger's own modules are read"
    return Unreadable(scope.module, node, f"{subject(value)} stands where a constant is needed", write)


class Arguments:
    """The arguments of a call: `args` and `keywords` are values, `node` the call."""

    __slots__ = ("args", "keywords", "node", "scope")

    def __init__(self, args: list[Value], keywords: dict[str, Value], scope: Scope, node: ast.Call) -> None:
        self.args = args
        self.keywords = keywords
        self.scope = scope
        self.node = node

    def fail(self, met: str, write: str = "write the value itself") -> Unreadable:
        """The problem of this call."""
        return Unreadable(self.scope.module, self.node, met, write)

    def grow(self, size: int) -> None:
        """Allows for a string or sequence, before it is built."""
        self.scope.module.grow(size, self.node)

    def make(self, count: int) -> None:
        """Allows for so many values, before they are made."""
        self.scope.module.make(count, self.node)

    def const(self, value: Any, origin: ast.AST | None = None) -> Const:
        """A constant that stands where the call does."""
        return Const(value, self.scope.module, origin or self.node)

    def seq(self, kind: str, items: list[Value]) -> Seq:
        """A sequence that stands where the call does."""
        return Seq(kind, items, self.scope.module, self.node)

    def plain(self) -> tuple[list[Any], dict[str, Any]]:
        """The arguments as Python values."""
        args = [plain(value, self.scope, self.node) for value in self.args]
        return args, {name: plain(value, self.scope, self.node) for name, value in self.keywords.items()}


def items_of(value: Value, scope: Scope, node: ast.AST) -> list[Value]:
    """What iterating over a value yields."""
    if isinstance(value, Seq):
        scope.module.spend(len(value.items) // 32, node)
        if value.used:
            raise Unreadable(scope.module, node, "an iterator is used up before this", "write a list")
        value.used = value.kind == "iterator"
        return value.items
    if isinstance(value, Map):
        scope.module.grow(len(value.pairs), node)
        return [key for key, _ in value.pairs.values()]
    if isinstance(value, Const) and isinstance(value.value, str):
        scope.module.make(len(value.value), node)
        return [Const(char, scope.module, value.node) for char in value.value]
    met = f"{subject(value)} stands where a constant sequence is needed"
    raise Unreadable(scope.module, node, met, "write a list, a tuple, or a range")


def combine(kind: ast.operator, left: Value, right: Value, scope: Scope, node: ast.AST) -> Value:
    """`left <operator> right`."""
    if isinstance(left, Seq) and isinstance(right, Seq):
        return _sequences(kind, left, right, scope, node)
    if isinstance(left, Map) and isinstance(right, Map) and isinstance(kind, ast.BitOr):
        scope.module.make(len(left.pairs) + len(right.pairs), node)
        return Map(left.pairs | right.pairs, scope.module, node)
    if isinstance(kind, ast.Mult):
        for many, times in ((left, right), (right, left)):
            if isinstance(many, Seq) and isinstance(times, Const):
                return _repeat(many, times, scope, node)
    return _constants(kind, plain(left, scope, node), plain(right, scope, node), scope, node)


def _sequences(kind: ast.operator, left: Seq, right: Seq, scope: Scope, node: ast.AST) -> Seq:
    fits = (isinstance(kind, ast.Add) and left.kind in ("list", "tuple")) or (
        isinstance(kind, ast.BitOr) and left.kind == "set"
    )
    if left.kind != right.kind or not fits:
        raise Unreadable(scope.module, node, f"this joins {subject(left)} and {describe(right)}", "write one display")
    scope.module.grow(len(left.items) + len(right.items), node)
    return Seq(left.kind, left.items + right.items, scope.module, node)


def _repeat(many: Seq, times: Const, scope: Scope, node: ast.AST) -> Seq:
    count = times.value
    if not isinstance(count, int) or many.kind not in ("list", "tuple"):
        raise Unreadable(scope.module, node, f"this multiplies {subject(many)} and {describe(times)}", "write it out")
    scope.module.grow(len(many.items) * max(count, 0), node)
    return Seq(many.kind, many.items * count if many.items else [], scope.module, node)


def _constants(kind: ast.operator, left: Any, right: Any, scope: Scope, node: ast.AST) -> Const:
    compute = ARITHMETIC.get(type(kind))
    text = isinstance(left, str | bytes) or isinstance(right, str)
    if compute is None or (text and isinstance(kind, ast.Mod)):
        raise Unreadable(scope.module, node, "this operator is not read here", "write the value, or an f-string")
    _bound(kind, left, right, scope, node)
    try:
        return Const(compute(left, right), scope.module, node)
    except (TypeError, ValueError, ArithmeticError) as error:
        raise Unreadable(scope.module, node, f"this fails: {error}", "write the value itself") from None


def _bound(kind: ast.operator, left: Any, right: Any, scope: Scope, node: ast.AST) -> None:
    """Refuses a result that would be too large, before it is computed."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, str | bytes):
            if isinstance(kind, ast.Mult) and isinstance(other, int):
                scope.module.grow(len(one) * max(other, 0), node)
            elif isinstance(kind, ast.Add) and isinstance(other, str | bytes):
                scope.module.grow(len(one) + len(other), node)
                return
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() + right.bit_length()
        if isinstance(kind, ast.Pow):
            bits = left.bit_length() * abs(right)
        if bits > BITS:
            raise Unreadable(scope.module, node, "this number is too large", "write a smaller one")


def compare(kind: ast.cmpop, left: Value, right: Value, scope: Scope, node: ast.AST) -> bool:
    """`left <comparison> right` of constants; `in` also over sequences and dicts of constants."""
    if isinstance(kind, ast.In | ast.NotIn):
        wanted = plain(left, scope, node)
        if isinstance(right, Seq) and right.kind != "iterator":
            each = 4 + (len(wanted) // 32 if isinstance(wanted, str | bytes) else 0)
            scope.module.spend(len(right.items) * each // 32, node)
            found = any(isinstance(item, Const) and item.value == wanted for item in right.items)
        elif isinstance(right, Map):
            found = wanted in right.pairs
        else:
            found = _member(wanted, plain(right, scope, node), scope, node)
        return found is isinstance(kind, ast.In)
    one, other = plain(left, scope, node), plain(right, scope, node)
    if isinstance(one, str | bytes) and isinstance(other, str | bytes):
        scope.module.spend(min(len(one), len(other)) // 1024, node)
    try:
        return bool(COMPARISONS[type(kind)](one, other))
    except TypeError as error:
        raise Unreadable(scope.module, node, f"this fails: {error}", "compare constants of one type") from None


def _member(wanted: Any, text: Any, scope: Scope, node: ast.AST) -> bool:
    if isinstance(wanted, str) and isinstance(text, str):
        search(text, wanted, scope, node)
        return wanted in text
    raise Unreadable(scope.module, node, "this membership test is not read here", "write the value itself")


def search(text: str, wanted: str, scope: Scope, node: ast.AST) -> None:
    """Allows for looking for one string in another: at worst each character is compared with each."""
    scope.module.spend(len(text) // 32 + len(text) * len(wanted) // 4096, node)


def truth(value: Value, scope: Scope, node: ast.AST) -> bool:
    """Whether a value counts as true. `TYPE_CHECKING` does not: the ledger is read as it would run."""
    match value:
        case Const():
            return bool(value.value)
        case Seq() if value.kind != "iterator":
            return bool(value.items)
        case Map():
            return bool(value.pairs)
        case Foreign() if value.dotted.rpartition(".")[2] == "TYPE_CHECKING":
            return False
        case Function() | Builtin():
            return True
    raise unreadable(value, scope, node)


def subscript(value: Value, index: Value, scope: Scope, node: ast.AST) -> Value:
    """`value[index]` of a sequence, a dict or a string."""
    key = plain(index, scope, node)
    found: Value
    try:
        match value:
            case Seq() if value.kind in ("list", "tuple", "range"):
                found = value.items[key]
                return found
            case Map():
                return value.pairs[key][1]
            case Const() if isinstance(value.value, str):
                return Const(value.value[key], scope.module, node)
    except (LookupError, TypeError) as error:
        failure = repr(error)  # the key, which may be as long as a string can be
        met = f"this fails: {failure if len(failure) < 200 else type(error).__name__}"
        raise Unreadable(scope.module, node, met, "write the value itself") from None
    raise unreadable(value, scope, node)
