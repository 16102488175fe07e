"""Hands the first node of a kind over to `validate_architecture`, where a ledger says so which nodes are in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from archhook.author.ledger_changes import CannotEdit
from archhook.author.list_items import is_break, keyword_argument, row_of
from archhook.author.syntax_trees import Statements, displays, nodes_in, parsed
from archhook.ledger.module import JUDGE
from archhook.model.vocabulary import LISTS

if TYPE_CHECKING:
    from archhook.author.node_source import Style


def calls(source: str) -> bool:
    """Whether some statements call `validate_architecture` with arguments."""
    return any(call.args for call in _calls(parsed(source)))


def list_name(source: str, kind: str) -> str:
    """The name of the list that a call hands over for a kind; "" where it hands over none, or one written out."""
    for call in _calls(parsed(source)):
        value = _argument(call, f"{kind}s")
        if isinstance(value, cst.Name) and value.value != "None":
            return value.value
    return ""


def with_argument(source: str, kind: str, item: str, style: Style) -> str:
    """The statements with one more item in the list that their call hands over for a kind. `CannotEdit`."""
    statements = Statements(parsed(source), style)
    call = next(one for one in _calls(statements.module) if one.args)
    parameter = f"{kind}s"
    value = _argument(call, parameter)
    element = cst.Element(cst.parse_expression(item))
    if value is None or (isinstance(value, cst.Name) and value.value == "None"):
        if any(one.star for one in call.args):
            raise CannotEdit(f"{JUDGE} is handed unpacked arguments")
        if value is not None:
            statements.replace(value, cst.List([element]))
            return statements.module.code
        row = row_of(call)
        assert row is not None  # calls have brackets
        row.insert(len(row.items), keyword_argument(parameter, cst.List([element])))
        statements.fit(call, row.put_into(call))
        return statements.module.code
    _append(statements, value, element)
    return statements.module.code


def binds_list(source: str, name: str) -> bool:
    """Whether some statements bind a name to a value."""
    return bool(_bound(parsed(source), name))


def with_item(source: str, name: str, item: str, style: Style) -> str:
    """The statements with one more item in the list that they bind to a name."""
    statements = Statements(parsed(source), style)
    _append(statements, _bound(statements.module, name)[-1], cst.Element(cst.parse_expression(item)))
    return statements.module.code


def _append(statements: Statements, value: cst.BaseExpression, element: cst.Element) -> None:
    """Puts an item at the end of a list; what is not written out is unpacked into one."""
    display = next(reversed([*displays(value)]), None)
    row = row_of(display) if display is not None else None
    if display is None or row is None:
        statements.replace(value, cst.List([cst.StarredElement(value), element]))
        return
    row.trailing = row.trailing or (not row.items and is_break(row.gaps[0]))
    row.insert(len(row.items), element)
    statements.fit(display, row.put_into(display))


def _argument(call: cst.Call, parameter: str) -> cst.BaseExpression | None:
    at = LISTS.index(parameter)
    for index, one in enumerate(call.args):
        if one.keyword is not None and one.keyword.value == parameter:
            return one.value
        if one.keyword is None and not one.star and index == at:
            return one.value
    return None


def _calls(module: cst.Module) -> list[cst.Call]:
    found = []
    for one in nodes_in(module, cst.Call, functions=False):
        name = one.func.attr if isinstance(one.func, cst.Attribute) else one.func
        if isinstance(name, cst.Name) and name.value == JUDGE:
            found.append(one)
    return found


def _bound(module: cst.Module, name: str) -> list[cst.BaseExpression]:
    """The values that some statements bind to a name."""
    found: list[cst.BaseExpression] = []
    kinds: tuple[type[Any], ...] = (cst.Assign, cst.AnnAssign)
    for one in nodes_in(module, *kinds, functions=False):
        targets = [target.target for target in one.targets] if isinstance(one, cst.Assign) else [one.target]
        if one.value is not None and any(isinstance(each, cst.Name) and each.value == name for each in targets):
            found.append(one.value)
    return found
