"""From the fields of a class to a node whose references are not resolved yet; what these amount to is bounded."""

from __future__ import annotations

import _ast as ast

from archhook.ledger.fields import Fields, is_list, is_none
from archhook.ledger.syntax import AMOUNT, Note, Unreadable
from archhook.ledger.values import Const, Klass, Map, Seq, Value
from archhook.model.declaring import is_folder
from archhook.model.ids import bracket, canonical, kind_of_id, prefix_of, split_docstring, why_none
from archhook.model.nodes import LEVELS, LINKS, PREFIXES, TEST_CLASS, VISIBLE_TO, Declared, Node
from archhook.model.vocabulary import BY_LEVEL, FIELDS, LIMITS
from archhook.suggest import nearest_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NamedTuple

    from archhook.ledger.construct import Raw

    Named = list[tuple[str, tuple[Declared, ...]]]
    """Field -> the names that it declares."""
else:
    from archhook.records import NamedTuple

BY_KIND = {kind: prefix for prefix, kind in PREFIXES.items() if kind != "test"}

EACH = 32
"""So many of these an item counts, however short it is."""

SHORT = 256
"""A string that is no longer than this is not counted: of those a node has no more than it has fields."""

DISPLAYS = (ast.List, ast.Tuple, ast.Set)
WRITTEN = (ast.Constant, ast.Name, ast.Attribute)
"""An element of a display that stands for one value, as it is written."""


class Draft(NamedTuple):
    """A declared node before its references are resolved. Without a sound id, `node` is None and `id` what it said."""

    klass: Klass
    id: str
    node: Node | None
    references: tuple[tuple[str, bool, tuple[Value, ...]], ...]  # (field, whether it is a set, references)
    notes: tuple[Note, ...]


def draft(raw: Raw) -> Draft:
    """The node of a class, with the breaches of LED004 that it holds."""
    klass = raw.klass
    for value in (*raw.attrs.values(), *raw.given.values()):
        take(value, klass)
    fields = Fields(klass, klass.name)
    written, title, bracketed = split_docstring(klass.doc)
    node_id, sound = _identity(raw, fields, written, bracketed)
    if raw.needs:
        met = f"its constructor cannot be called without {raw.needs}"
        fields.wrong("__init__", klass, met, "write `def __init__(self)` that hands the values on")
    _strange(raw, fields)
    given = raw.field("name")
    name = fields.text("name", given) if given is not None else ""
    name = name or title
    if not name and sound and not any(note.symbol == "name" for note in fields.notes):
        fields.wrong(
            "name", klass, "it has no name", f'begin its docstring with id and name: """[{node_id}] What it is."""'
        )
    references = _references(raw, fields)
    node = _node(raw, fields, node_id, name) if sound else None
    return Draft(klass, node_id, node, references, tuple(fields.notes))


def _identity(raw: Raw, fields: Fields, written: str, bracketed: bool) -> tuple[str, bool]:
    """(id, whether it is a sound one); then it labels the fields. The constructor's id goes before the docstring's."""
    klass = raw.klass
    value = raw.field("id")
    if value is not None:
        text = fields.text("id", value)
        node_id = canonical(text) or ""
        if text.strip() and not node_id:
            fields.wrong("id", value, f"{text[:40]!r} is no id{why_none(text)}", _id_fix(klass))
    else:
        node_id = written
        if not node_id:
            near = bracket(klass.doc)
            met = f"it has no id ('{near}' is none{why_none(near)})" if near else "it has no id"
            fields.wrong("id", klass, met, _id_fix(klass))
    if not node_id:
        return "", False
    if kind_of_id(node_id) != klass.kind or (klass.kind == "test" and LEVELS[prefix_of(node_id)] != klass.level):
        _wrong_kind(fields, klass, node_id, value)
        return node_id, False
    fields.label = node_id
    if value is not None and bracketed and written != node_id:
        met = f"its docstring has the id {written}, its `id` is {node_id}"
        fields.wrong("id", value, met, "write one of the two in both places, or leave it to the docstring")
    return node_id, True


def _id_fix(klass: Klass) -> str:
    prefix = BY_LEVEL.get(klass.level) or BY_KIND.get(klass.kind, "UT")
    fix = f'begin its docstring with a free id and a sentence: """[{prefix}-N] What it is."""'
    return f"{fix}, N a number or a word in lower case"


def _wrong_kind(fields: Fields, klass: Klass, node_id: str, value: Value | None) -> None:
    if klass.kind == "test" and not klass.level:
        fix = f"derive it from {', '.join(TEST_CLASS.values())}"
        fields.wrong("id", value or klass, "it is derived from Test itself, which tells no level", fix)
        return
    prefix = BY_LEVEL.get(klass.level) or BY_KIND[klass.kind]
    kind = TEST_CLASS.get(klass.level) or klass.kind.capitalize()
    known = prefix_of(node_id) in PREFIXES
    met = (
        f"the id {node_id} is not that of {article(kind)}"
        if known
        else f"the prefix of the id {node_id} belongs to no kind"
    )
    fields.wrong(
        "id", value or klass, met, f"write an id as {prefix}-N, N a free number, or derive the class from another kind"
    )


def article(kind: str) -> str:
    """`a design`, `an intent`, `a unit`."""
    return f"{'an' if kind[0] in 'aeioAEIO' else 'a'} {kind}"


def _strange(raw: Raw, fields: Fields) -> None:
    """Fields that do not exist: at the class that has them, which may be a base of several nodes."""
    if not raw.strange and not raw.notes:
        return
    known = FIELDS[raw.klass.kind]
    fields.misspelt.update(near for note in raw.notes if (near := nearest_field(note.symbol, known)))
    for owner, name, value in raw.strange:
        near = nearest_field(name, known)
        fields.misspelt.add(near or "")
        fix = (
            f"did you mean '{near}'?"
            if near
            else f"remove it, or begin its name with _; {article(raw.klass.kind)} has {', '.join(known)}"
        )
        label = fields.label if owner is raw.klass else owner.name
        at = (value.module, value.node) if value.node is not None else (owner.module, owner.node)
        node = fields.label if owner is raw.klass and fields.label != owner.name else ""
        fields.notes.append(Note("LED004", *at, f"{label}: there is no field '{name}'", fix, node, name))
    node_id = fields.label if fields.label != raw.klass.name else ""
    fields.notes += [note._replace(node=node_id) for note in raw.notes]


def _references(raw: Raw, fields: Fields) -> tuple[tuple[str, bool, tuple[Value, ...]], ...]:
    found = []
    for name in LINKS[raw.klass.kind]:
        value = raw.field(name)
        read = fields.references if FIELDS[raw.klass.kind][name] == "references" else fields.reference
        references = read(name, value)
        if references or (name == VISIBLE_TO and is_list(value)):
            found.append((name, isinstance(value, Seq) and value.kind == "set", references))
        elif name == "verifies" and (value is None or is_none(value)) and name not in fields.misspelt:
            fields.wrong(
                name, raw.klass, "it verifies nothing", "write `verifies = ...`, the class or id that it verifies"
            )
    return tuple(found)


def _node(raw: Raw, fields: Fields, node_id: str, name: str) -> Node:
    klass = raw.klass
    assert klass.module is not None
    kind = FIELDS[klass.kind]
    planned = "planned" in kind and fields.flag("planned", raw.field("planned"), False)
    adopted = "adopted" not in kind or fields.flag("adopted", raw.field("adopted"), True)
    file, file_spot = "", None
    declares: Named = []
    limits = []  # of which an empty list says something
    figures = []
    for field, holds in kind.items():
        value = raw.field(field)
        if holds == "path":
            file, file_spot = fields.path(field, value, not planned)
        elif holds == "tests":
            declares.append((field, fields.tests(field, value)))
        elif value is None:
            continue
        elif holds == "names":
            declares.append((field, fields.names(field, value)))
        elif holds == "resources":
            figures.append((field, fields.figures(field, value)))
        elif field in LIMITS:
            from archhook.ledger.limits import READERS  # few Designs have any

            limit = READERS[holds](fields, field, value)
            if limit is not None:
                limits.append((field, limit))
    if is_folder(file):
        declares = _of_folder(declares, raw, fields, file)
    return Node(
        klass.kind,
        klass.level,
        node_id,
        name,
        klass.doc,
        klass.module.path,
        klass.name,
        klass.module.position(klass.node)[1],
        False,  # in_force and links: see link.py
        (),
        file,
        file_spot,
        (*[one for one in declares if one[1]], *limits),
        tuple([one for one in figures if one[1]]),
        planned,
        adopted,
        fields.waives(raw.field("waives")),
    )


def _of_folder(declares: Named, raw: Raw, fields: Fields, folder: str) -> Named:
    """What a node of a folder declares: nothing by name, all tests. Whatever else it says is LED004, and left out."""
    found: Named = []
    for field, names in declares:
        value = raw.field(field) or fields.klass
        if field != "test_functions":
            if names:
                fix = f"take `{field}` out; or name a file in `file_path`, and its names with it"
                fields.wrong(folder, value, f"`{field}` names symbols of the folder {folder}", fix)
            continue
        if names and [one.name for one in names] != ["*"]:
            fix = f'write `{field} = "*"`, all tests of the files below it; or name a file in `test_file`'
            fields.wrong(folder, value, f"`{field}` names tests of the folder {folder}", fix)
            names = (Declared("*", names[0].spot),)
        found.append((field, names))
    return found


def take(value: Value, klass: Klass) -> None:
    """Counts what a field of a class takes. Raises `Unreadable` when it is too much for one ledger.

    What is written out in the source, and taken once, counts nothing: a ledger that holds nothing else can be as long
    as it likes, and it does not matter which part of it is read.
    """
    if type(value) is Const:
        if type(value.value) is not str or len(value.value) <= SHORT:
            return
    elif type(value) is not Seq and type(value) is not Map:
        return
    module, node = klass.module, value.node
    if module is None or node is None:  # of live Python, which has computed it already
        return
    bounds = module.bounds
    if node not in bounds.taken and _written_out(value):
        bounds.taken.add(node)
        return
    bounds.amount -= _weight(value)
    if bounds.amount < 0:
        met = f"this, with what other fields take, amounts to more than {AMOUNT:,} characters"
        raise Unreadable(value.module or module, node, met, "write the values out")


def _written_out(value: Value) -> bool:
    """Whether a value is the constant, or the display of constants and names, that stands where it was made."""
    node = value.node
    if isinstance(value, Seq):
        return isinstance(node, DISPLAYS) and _are(node.elts, (item.node for item in value.items), len(value.items))
    if isinstance(value, Map):
        values = (item.node for _, item in value.pairs.values())
        return isinstance(node, ast.Dict) and _are(node.values, values, len(value.pairs))
    return isinstance(node, ast.Constant)


def _are(written: list[ast.expr], nodes: Iterable[ast.AST | None], count: int) -> bool:
    return len(written) == count and all(
        isinstance(one, WRITTEN) and one is node for one, node in zip(written, nodes, strict=True)
    )


def _weight(value: Value) -> int:
    if isinstance(value, Seq):
        return sum(map(_of_item, value.items))
    if isinstance(value, Map):
        return sum(_of_item(key) + _of_item(item) for key, item in value.pairs.values())
    return _of_item(value)


def _of_item(item: Value) -> int:
    return EACH + len(item.value) if type(item) is Const and isinstance(item.value, str | bytes) else EACH
