"""Where a class statement writes a field: as a class attribute, as an argument of its constructor, or on `self`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import libcst as cst

from archhook.author.ledger_changes import CannotEdit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archhook.author.base_constructors import Signature


class Written(NamedTuple):
    """A value that a field is given. `statement`: of a class attribute; `call` and `at`: of an argument."""

    value: cst.BaseExpression
    statement: cst.SimpleStatementLine | None = None
    call: cst.Call | None = None
    at: int = 0


def class_in(module: cst.Module) -> cst.ClassDef:
    """The class statement that a module consists of. `CannotEdit` where it is none."""
    klass = module.body[0]
    if not isinstance(klass, cst.ClassDef):
        raise CannotEdit("it is no class statement")
    return klass


def class_of(module: cst.Module) -> cst.ClassDef:
    """The same. `CannotEdit` for one without a body of its own."""
    klass = class_in(module)
    if not isinstance(klass.body, cst.IndentedBlock):
        raise CannotEdit("its body stands on the line of its class statement")
    return klass


def find(klass: cst.ClassDef, signature: Signature, field: str) -> Written | None:
    """The value that counts for a field, as the reader of the ledger has it; None where the class writes none.

    `signature`: of the constructor that the class hands its fields on to.
    """
    given = list(_given(klass, signature, field))
    own = list(_attributes(klass, field))
    filled = [one for one in given if not is_empty(one.value)]
    for found in (filled, own, given):
        if found:
            return found[-1]
    return None


def is_empty(value: cst.BaseExpression) -> bool:
    """Whether a value counts as not given."""
    if isinstance(value, cst.List | cst.Tuple | cst.Set):
        return not value.elements
    return isinstance(value, cst.Name) and value.value == "None"


def constructor_call(klass: cst.ClassDef) -> cst.Call | None:
    """`super().__init__(...)` in the constructor of a class."""
    for statement in _constructor(klass):
        if isinstance(statement, cst.Expr) and isinstance(statement.value, cst.Call):
            function = statement.value.func
            if isinstance(function, cst.Attribute) and function.attr.value == "__init__":
                return statement.value
    return None


def field_at(call: cst.Call, at: int, signature: Signature) -> str:
    """The field that an argument is for; "" where that is not plain."""
    keyword = call.args[at].keyword
    if keyword is not None:
        return signature.field(keyword.value)
    target = call.func.value if isinstance(call.func, cst.Attribute) else None
    index = at - (not isinstance(target, cst.Call))  # Base.__init__(self, ...)
    plain = all(not one.star for one in call.args[: at + 1])
    return signature.field(signature.names[index]) if plain and 0 <= index < len(signature.names) else ""


def lines_of(klass: cst.ClassDef) -> Iterator[cst.SimpleStatementLine]:
    """The simple statements of a class body."""
    for line in klass.body.body:
        if isinstance(line, cst.SimpleStatementLine):
            yield line


def _attributes(klass: cst.ClassDef, field: str) -> Iterator[Written]:
    lines = [klass.body] if isinstance(klass.body, cst.SimpleStatementSuite) else lines_of(klass)
    for line in lines:
        for statement in line.body:
            value = _assigned(statement, lambda target: isinstance(target, cst.Name) and target.value == field)
            if value is not None:
                yield Written(value, line if isinstance(line, cst.SimpleStatementLine) else None)


def _given(klass: cst.ClassDef, signature: Signature, field: str) -> Iterator[Written]:
    call = constructor_call(klass)
    for at, one in enumerate(call.args if call is not None else ()):
        if not one.star and call is not None and field_at(call, at, signature) == field:
            yield Written(one.value, call=call, at=at)
    for statement in _constructor(klass):
        value = _assigned(statement, lambda target: isinstance(target, cst.Attribute) and target.attr.value == field)
        if value is not None:
            yield Written(value)


def _assigned(statement: cst.CSTNode, matches: Callable[[cst.CSTNode], bool]) -> cst.BaseExpression | None:
    if isinstance(statement, cst.Assign) and len(statement.targets) == 1 and matches(statement.targets[0].target):
        return statement.value
    if isinstance(statement, cst.AnnAssign) and matches(statement.target):
        return statement.value
    return None


def _constructor(klass: cst.ClassDef) -> Iterator[cst.BaseSmallStatement]:
    """The simple statements of a class's constructor."""
    for one in klass.body.body:
        if isinstance(one, cst.FunctionDef) and one.name.value == "__init__":
            if isinstance(one.body, cst.SimpleStatementSuite):
                yield from one.body.body
                return
            for line in one.body.body:
                if isinstance(line, cst.SimpleStatementLine):
                    yield from line.body
