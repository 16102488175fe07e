"""The source of a new node, in the form in which the node beside it is written."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

import libcst as cst

from archhook.ledger.nodes import CLASS_OF
from archhook.sync import fields
from archhook.sync.literals import list_text, quoted, string_of
from archhook.sync.statement import parsed

if TYPE_CHECKING:
    from archhook.model import Node
    from archhook.sync.changes import Added

TARGET = {"task": "implements", "test": "verifies"}
FILE = {"task": "file_path", "test": "test_file"}


def class_text(added: Added, like: Node, source: str, width: int) -> str:
    """The class statement of a new node, with a final newline. `source`: that of the node `like`. `CannotEdit`."""
    module = parsed(source)
    klass = fields.class_of(module)
    unit = klass.body.indent if isinstance(klass.body, cst.IndentedBlock) else None
    unit = unit or module.default_indent
    base = _base(module, klass, added, like)
    target = _target(module, klass, added, like)
    values = [(TARGET[added.kind], target), (FILE[added.kind], quoted(added.file))]
    call = fields.constructor_call(klass)
    bracket = "[%s]" if _bracketed(call) else "%s"
    head = f"class {added.class_name}({base}):\n{_docstring(added, unit, width)}\n"
    if call is None:
        body = "".join(f"{unit}{name} = {value}\n" for name, value in values)
        return head + body + "".join(
            f"{unit}{field} = {_value(names, field, unit, ' = ', width, unit)}\n" for field, names in added.names
        )  # fmt: skip
    inner = unit * 3
    lines = [quoted(bracket % added.id), quoted(added.title), *(f"{name}={value}" for name, value in values)]
    lines += [f"{field}={_value(names, field, inner, '=', width - 1, unit)}" for field, names in added.names]
    arguments = "".join(f"{inner}{line},\n" for line in lines)
    return head + f"{unit}def __init__(self):\n{unit * 2}super().__init__(\n{arguments}{unit * 2})\n"


def _value(names: tuple[str, ...], field: str, indent: str, sign: str, width: int, unit: str) -> str:
    """The names of a field as source."""
    if names == ("*",):
        return '"*"'
    room = width - len(indent) - len(field) - len(sign)
    return list_text(sorted(names), room, indent, unit)


def _base(module: cst.Module, klass: cst.ClassDef, added: Added, like: Node) -> str:
    """The base class as its neighbour names it; of another kind or level, by that one's own name."""
    written = module.code_for_node(klass.bases[0].value)
    if (like.kind, like.level) == (added.kind, added.level):
        return written
    name = CLASS_OF.get(added.level) or added.kind.capitalize()
    return f"{written.rpartition('.')[0]}.{name}".lstrip(".")


def _target(module: cst.Module, klass: cst.ClassDef, added: Added, like: Node) -> str:
    """What a new node implements or verifies: written as its neighbour does where that names the same, else by id."""
    field = TARGET[added.kind]
    if TARGET.get(like.kind) == field and like.targets(field) == (added.target,):
        written = fields.find(klass, like.kind, field)
        if written is not None:
            return module.code_for_node(written.value)
    return quoted(added.target)


def _bracketed(call: cst.Call | None) -> bool:
    """Whether a constructor hands its id over in brackets."""
    first = string_of(call.args[0].value) if call is not None and call.args else None
    return (first or "").startswith("[")


def _docstring(added: Added, unit: str, width: int) -> str:
    text = f'"""[{added.id}] {added.title}'
    text += "" if text[-1] in ".!?" else "."
    if len(unit + text) + 3 <= width:
        return f'{unit}{text}"""\n'
    lines = textwrap.wrap(text, width - len(unit), break_long_words=False, break_on_hyphens=False)
    return "".join(f"{unit}{line}\n" for line in lines) + f'{unit}"""\n'


def plain_title(text: str) -> str:
    """A text as the one sentence of a docstring: no quotes or backslashes that would end it or mean something else."""
    words = " ".join(re.sub(r'["\\]', "'", text).split())
    return "".join(char for char in words if char.isprintable())
