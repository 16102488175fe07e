"""The source of a new node, in the form in which the node beside it is written."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import libcst as cst

from archhook.author import field_places, node_source
from archhook.author.base_constructors import of_metamodel
from archhook.author.new_design_source import DesignSource
from archhook.author.node_names import stopped
from archhook.author.node_source import FILE, INDENT, TARGET, file_fields, list_text, literal
from archhook.author.syntax_trees import parsed, string_of
from archhook.laws.law import ALL_TESTS
from archhook.model.nodes import TEST_CLASS

if TYPE_CHECKING:
    from archhook.author.base_constructors import Signature
    from archhook.author.ledger_changes import Added
    from archhook.author.node_source import Style
    from archhook.model.nodes import Node


def class_text(
    added: Added,
    like: Node,
    source: str,
    base: str,
    style: Style,
    named: tuple[Node, str] | None = None,
    signature: Signature | None = None,
) -> str:
    """The class statement of a new node, with a final newline. `source`: that of the node `like`. `CannotEdit`.

    `base`: its base class as its module names it. `named`: a node above that has the new one's target where `like` has
    another, or that itself, and its source. `signature`: of the constructor that `like` hands its fields on to, where
    that is not the metamodel's own.
    """
    if added.kind == "design":
        return in_unit(DesignSource(added, like, source, style, signature).text(base), _parsed(source))
    module = _parsed(source)
    klass = field_places.class_in(module)
    target = _target(module, klass, added, like, signature)
    if named is not None and named[0].id == added.target and _is_quoted(klass, like, signature):
        named = None  # nobody there names it, and the neighbour names its own by its id
    target = target or (_named(added, named) if named is not None else "") or literal(added.target, style.quote)
    call = field_places.constructor_call(klass)
    body = _attributes(added, target, style) if call is None else _constructor(added, target, style, _bracketed(call))
    return in_unit(node_source.class_text(added.class_name, base, _doc(added), body, style), module)


def in_unit(text: str, module: cst.Module) -> str:
    """A class statement with the unit of indentation that another one has, of which a module consists."""
    body = field_places.class_in(module).body
    unit = (body.indent if isinstance(body, cst.IndentedBlock) else None) or module.default_indent
    return text if unit == INDENT else "".join(_indented(line, unit) for line in text.splitlines(keepends=True))


def plain_text(added: Added, style: Style) -> str:
    """The class statement of a new node in the declarative form, which any ledger takes."""
    body = _attributes(added, literal(added.target, style.quote), style)
    return node_source.class_text(added.class_name, kind_name(added), _doc(added), body, style)


def _attributes(added: Added, target: str, style: Style) -> list[str]:
    """The lines of a node in the declarative form."""
    return [
        node_source.field(TARGET[added.kind], target, style),
        *file_fields(added.kind, added.file, added.names, style),
    ]


def _doc(added: Added) -> str:
    return f"[{added.id}] {stopped(added.title)}"


@lru_cache(maxsize=8)
def _parsed(source: str) -> cst.Module:
    """The syntax tree of a neighbour: that of many new nodes is the same."""
    return parsed(source)


def _indented(line: str, unit: str) -> str:
    """A line with another unit of indentation."""
    inner = line.lstrip(" ")
    return unit * ((len(line) - len(inner)) // len(INDENT)) + inner


def _constructor(added: Added, target: str, style: Style, bracketed: bool) -> list[str]:
    """The lines of a node that hands its fields on to the metamodel's constructor."""
    inner = INDENT * 3
    node_id = f"[{added.id}]" if bracketed else added.id
    values = [literal(text, style.quote) for text in (node_id, added.title)]
    values += [f"{TARGET[added.kind]}={target}", f"{FILE[added.kind]}={literal(added.file, style.quote)}"]
    for name, names in added.names:
        room = style.width - len(f"{inner}{name}=,")
        many = literal(ALL_TESTS, style.quote)
        if names != (ALL_TESTS,):
            many = list_text([literal(one, style.quote) for one in sorted(names)], room, inner)
        values.append(f"{name}={many}")
    head = f"{INDENT}def __init__(self):\n{INDENT * 2}super().__init__(\n"
    return [head, *(f"{inner}{value},\n" for value in values), f"{INDENT * 2})\n"]


def base_of(source: str) -> str:
    """The base class of a node as its source names it. `CannotEdit`."""
    module = _parsed(source)
    return module.code_for_node(field_places.class_in(module).bases[0].value)


def kind_name(added: Added) -> str:
    """The class of the metamodel that a new node is derived from."""
    return TEST_CLASS.get(added.level) or added.kind.capitalize()


def _target(
    module: cst.Module, klass: cst.ClassDef, added: Added, like: Node, signature: Signature | None = None
) -> str:
    """What a new node implements or verifies, written as a node does that names the same; "" if it does not."""
    field = TARGET.get(like.kind, "")
    if field and like.targets(field) == (added.target,):
        written = field_places.find(klass, signature or of_metamodel(like.kind), field)
        if written is not None:
            return module.code_for_node(written.value)
    return like.class_name if like.id == added.target else ""


def _named(added: Added, named: tuple[Node, str]) -> str:
    """The target of a new node as another node names it, where that is a plain name; else ""."""
    node, source = named
    module = _parsed(source)
    text = _target(module, field_places.class_in(module), added, node)
    return text if all(part.isidentifier() for part in text.split(".")) else ""


def _is_quoted(klass: cst.ClassDef, like: Node, signature: Signature | None) -> bool:
    """Whether a node writes the id of what it implements or verifies."""
    written = field_places.find(klass, signature or of_metamodel(like.kind), TARGET.get(like.kind, ""))
    return written is not None and string_of(written.value) is not None


def _bracketed(call: cst.Call | None) -> bool:
    """Whether a constructor hands its id over in brackets."""
    first = string_of(call.args[0].value) if call is not None and call.args else None
    return (first or "").startswith("[")
