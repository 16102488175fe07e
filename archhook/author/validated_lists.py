"""Hands the first node of a kind over to `validate_architecture`, where a ledger says so which nodes are in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from archhook.author.class_edits import Statement, parsed
from archhook.author.ledger_changes import CannotEdit
from archhook.author.list_items import is_break, row_of
from archhook.author.literals import displays
from archhook.ledger.imports import JUDGE
from archhook.model.vocabulary import LISTS

if TYPE_CHECKING:
    from archhook.author.node_source import Style

PARAMETER = {"intent": "intents", "requirement": "requirements", "design": "designs", "task": "tasks", "test": "tests"}


def calls(source: str) -> bool:
    """Whether some statements call `validate_architecture` with arguments."""
    return any(call.args for call in _calls(parsed(source)))


def list_name(source: str, kind: str) -> str:
    """The name of the list that a call hands over for a kind; "" where it hands over none, or one written out."""
    for call in _calls(parsed(source)):
        value = _argument(call, PARAMETER[kind])
        if isinstance(value, cst.Name) and value.value != "None":
            return value.value
    return ""


def handed(source: str, kind: str, item: str, style: Style) -> str:
    """The statements with one more item in the list that their call hands over for a kind. `CannotEdit`."""
    statement = Statement(parsed(source), "task", style)
    call = next(one for one in _calls(statement.module) if one.args)
    parameter = PARAMETER[kind]
    value = _argument(call, parameter)
    element = cst.Element(cst.parse_expression(item))
    if value is None or (isinstance(value, cst.Name) and value.value == "None"):
        if any(one.star for one in call.args):
            raise CannotEdit(f"{JUDGE} is handed unpacked arguments")
        if value is not None:
            statement.replace(value, cst.List([element]))
            return statement.module.code
        row = row_of(call)
        assert row is not None  # calls have brackets
        equal = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
        row.insert(len(row.items), cst.Arg(cst.List([element]), keyword=cst.Name(parameter), equal=equal))
        statement.fit(call, row.put_into(call))
        return statement.module.code
    _append(statement, value, element)
    return statement.module.code


def binds_list(source: str, name: str) -> bool:
    """Whether some statements bind a name to a value."""
    return bool(_bound(parsed(source), name))


def listed(source: str, name: str, item: str, style: Style) -> str:
    """The statements with one more item in the list that they bind to a name."""
    statement = Statement(parsed(source), "task", style)
    _append(statement, _bound(statement.module, name)[-1], cst.Element(cst.parse_expression(item)))
    return statement.module.code


def _append(statement: Statement, value: cst.BaseExpression, element: cst.Element) -> None:
    """Puts an item at the end of a list; what is not written out is unpacked into one."""
    display = next(reversed([*displays(value)]), None)
    row = row_of(display) if display is not None else None
    if display is None or row is None:
        statement.replace(value, cst.List([cst.StarredElement(value), element]))
        return
    row.trailing = row.trailing or (not row.items and is_break(row.gaps[0]))
    row.insert(len(row.items), element)
    statement.fit(display, row.put_into(display))


def _argument(call: cst.Call, parameter: str) -> cst.BaseExpression | None:
    at = LISTS.index(parameter)
    for index, one in enumerate(call.args):
        if one.keyword is not None and one.keyword.value == parameter:
            return one.value
        if one.keyword is None and not one.star and index == at:
            return one.value
    return None


def _calls(module: cst.Module) -> list[cst.Call]:
    finder = _Calls()
    module.visit(finder)
    return finder.found


class _Calls(cst.CSTVisitor):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[cst.Call] = []

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:  # noqa: N802  # LibCST's name
        return False

    def leave_Call(self, original_node: cst.Call) -> None:  # noqa: N802  # LibCST's name
        function = original_node.func
        name = function.attr if isinstance(function, cst.Attribute) else function
        if isinstance(name, cst.Name) and name.value == JUDGE:
            self.found.append(original_node)


def _bound(module: cst.Module, name: str) -> list[cst.BaseExpression]:
    finder = _Assigned(name)
    module.visit(finder)
    return finder.found


class _Assigned(cst.CSTVisitor):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.found: list[cst.BaseExpression] = []

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:  # noqa: N802  # LibCST's name
        return False

    def leave_Assign(self, original_node: cst.Assign) -> None:  # noqa: N802  # LibCST's name
        targets = [one.target for one in original_node.targets]
        if any(isinstance(one, cst.Name) and one.value == self.name for one in targets):
            self.found.append(original_node.value)

    def leave_AnnAssign(self, original_node: cst.AnnAssign) -> None:  # noqa: N802  # LibCST's name
        target = original_node.target
        if isinstance(target, cst.Name) and target.value == self.name and original_node.value is not None:
            self.found.append(original_node.value)
