"""A plain class statement straight to its node, as the reader would read it; or `Unclear`, and it is the reader's.

Most commits that edit a ledger edit such statements, and for one of them the import of the reader takes longer than
the whole rest of the run. Nothing is decided here: where the reader would find a breach, or would have to look further
than at constants and at names of nodes, this gives up. A test holds the two to the same nodes.
"""

from __future__ import annotations

import _ast as ast
import posixpath

from archhook.inventory.source_text import Columns
from archhook.model.ids import canonical, clean, is_code, kind_of_id, prefix_of, split_docstring, storable
from archhook.model.nodes import LEVELS, LINKS, RESOURCE_FIELDS, VERIFIED_KIND, Declared, Link, Node, Spot, Waiver
from archhook.model.vocabulary import CLASSES, FIELDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import NamedTuple
else:
    from archhook.records import NamedTuple

NONE = ast.Constant(None)
"""What a field holds that is not written."""


class Unclear(Exception):
    """The statement is not surely one that this module reads."""


class Names(NamedTuple):
    """What the statements may name. `classes`: class -> id of its node; `is_declared`: whether a node has an id."""

    metamodel: frozenset[str]
    classes: Mapping[str, str]
    is_declared: Callable[[str], bool]


def own_id(statement: ast.ClassDef) -> str:
    """The id in a class's docstring, "" for none."""
    return split_docstring(_docstring(statement))[0]


def read_statement(statement: ast.ClassDef, path: str, lines: list[bytes], names: Names) -> Node:
    """The node of a plain class statement (see plain.py) of a plain ledger, whose links all hold.

    `lines`: those that the line numbers of the statement count. Raises `Unclear`.
    """
    base = statement.bases[0]
    if statement.name in CLASSES or not isinstance(base, ast.Name) or base.id not in names.metamodel:
        raise Unclear
    kind, level = CLASSES[base.id]
    if not kind or getattr(statement, "type_params", None):
        raise Unclear
    return _Statement(statement, lines, names, kind, level).node(path)


def _docstring(statement: ast.ClassDef) -> str:
    first = statement.body[0]
    written = first.value if isinstance(first, ast.Expr) else None
    doc = written.value if isinstance(written, ast.Constant) else None
    return clean(doc) if isinstance(doc, str) else ""


class _Statement:
    """One statement while it is read."""

    def __init__(self, statement: ast.ClassDef, lines: list[bytes], names: Names, kind: str, level: str) -> None:
        self.statement = statement
        self.columns = Columns(lambda line: lines[line - 1])
        self.names = names
        self.kind = kind
        self.level = level
        self.values: dict[str, ast.expr] = {}
        for part in statement.body:
            if isinstance(part, ast.Assign):
                target = part.targets[0]
                if not isinstance(target, ast.Name) or target.id not in FIELDS[kind] or target.id in self.values:
                    raise Unclear
                self.values[target.id] = part.value

    def node(self, path: str) -> Node:
        """What the statement declares."""
        doc = _sound(_docstring(self.statement))
        node_id, title = self._identity(doc)
        fields = FIELDS[self.kind]
        planned, adopted = self._flag("planned", False), self._flag("adopted", True)
        file, file_spot = self._path(planned) if self.kind in ("task", "test") else ("", None)
        declares = [(field, self._names(field)) for field, holds in fields.items() if holds in ("names", "tests")]
        if self.kind == "test" and not any(found for _, found in declares):
            raise Unclear
        figures = ((field, self._figures(field)) for field, holds in fields.items() if holds == "resources")
        links = ((field, self._links(field)) for field in LINKS[self.kind])
        return Node(
            self.kind,
            self.level,
            node_id,
            title,
            doc,
            path,
            self.statement.name,
            self.statement.col_offset + 1,
            adopted,
            tuple((field, found) for field, found in links if found),
            file,
            file_spot,
            tuple((field, found) for field, found in declares if found),
            tuple((field, numbers) for field, numbers in figures if numbers),
            planned,
            adopted,
            self._waives(),
        )

    def _identity(self, doc: str) -> tuple[str, str]:
        """(id, name)."""
        written, title, bracketed = split_docstring(doc)
        given = self._text("id")
        node_id = written if given is None else canonical(given)
        if not node_id or (bracketed and written != node_id) or kind_of_id(node_id) != self.kind:
            raise Unclear
        if self.kind == "test" and LEVELS[prefix_of(node_id)] != self.level:
            raise Unclear
        return node_id, self._text("name") or _sound(title)

    def _value(self, field: str) -> object:
        """The constant that a field holds; None where it is not written."""
        value = self.values.get(field, NONE)
        if not isinstance(value, ast.Constant):
            raise Unclear
        return value.value

    def _text(self, field: str) -> str | None:
        return _sound(self._value(field)) if field in self.values else None

    def _flag(self, field: str, default: bool) -> bool:
        value = self._value(field)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise Unclear
        return value

    def _spot(self, value: ast.expr) -> Spot:
        column = self.columns.of(value.lineno, value.col_offset)
        return Spot("", value.lineno - self.statement.lineno, column)

    def _items(self, field: str) -> list[ast.expr]:
        """The elements of a list or tuple."""
        value = self.values.get(field, NONE)
        if isinstance(value, ast.List | ast.Tuple):
            return value.elts
        if self._value(field) is not None:
            raise Unclear
        return []

    def _path(self, planned: bool) -> tuple[str, Spot | None]:
        field = "file_path" if self.kind == "task" else "test_file"
        if planned and field not in self.values:
            return "", None
        written = _sound(self._text(field))
        path = posixpath.normpath(written)
        if path.startswith(("/", "..")) or path == "." or any(char in written for char in "\\\0:"):
            raise Unclear
        return path, self._spot(self.values[field])

    def _names(self, field: str) -> tuple[Declared, ...]:
        value = self.values.get(field)
        if isinstance(value, ast.Constant) and value.value == "*" and FIELDS[self.kind][field] == "tests":
            return (Declared("*", self._spot(value)),)
        found: dict[str, Declared] = {}
        for item in self._items(field):
            name = _sound(item.value if isinstance(item, ast.Constant) else None)
            if name not in found:
                found[name] = Declared(name, self._spot(item))
        return tuple(found.values())

    def _links(self, field: str) -> tuple[Link, ...]:
        wanted = LINKS[self.kind][field] or VERIFIED_KIND[self.level]
        if FIELDS[self.kind][field] == "references":
            items = self._items(field)
        else:
            value = self.values.get(field, NONE)
            items = [] if isinstance(value, ast.Constant) and value.value is None else [value]
            if not items and field == "verifies":
                raise Unclear
        return tuple(Link(self._target(item, wanted), self._spot(item)) for item in items)

    def _target(self, item: ast.expr, wanted: str) -> str:
        if isinstance(item, ast.Name):
            target = None if item.id in self.values else self.names.classes.get(item.id)
        else:
            target = canonical(_sound(item.value if isinstance(item, ast.Constant) else None))
            if target and not self.names.is_declared(target):
                raise Unclear
        if not target or kind_of_id(target) != wanted:
            raise Unclear
        return target

    def _figures(self, field: str) -> tuple[tuple[str, float], ...]:
        call = self.values.get(field, NONE)
        if not isinstance(call, ast.Call):
            if self._value(field) is not None:
                raise Unclear
            return ()
        if not isinstance(call.func, ast.Name) or call.func.id not in self.names.metamodel or call.args:
            raise Unclear
        found: dict[str, float] = {}
        for keyword in call.keywords:
            figure = keyword.value.value if isinstance(keyword.value, ast.Constant) else ""
            if keyword.arg not in RESOURCE_FIELDS or isinstance(figure, bool):
                raise Unclear
            if figure is not None:
                if not isinstance(figure, int | float) or not 0 <= figure <= 1e300:
                    raise Unclear
                found[keyword.arg] = float(figure)
        return tuple((name, found[name]) for name in RESOURCE_FIELDS if name in found)

    def _waives(self) -> tuple[Waiver, ...]:
        value = self.values.get("waives", NONE)
        if not isinstance(value, ast.Dict):
            if self._value("waives") is not None:
                raise Unclear
            return ()
        found: dict[str, Waiver] = {}
        for key, reason in zip(value.keys, value.values, strict=True):
            code = _sound(key.value if isinstance(key, ast.Constant) else None)
            why = _sound(reason.value if isinstance(reason, ast.Constant) else None)
            if key is None or code in found or code == "LED001" or not is_code(code):
                raise Unclear
            found[code] = Waiver(code, why, self._spot(key))
        return tuple(found[code] for code in sorted(found))


def _sound(value: object) -> str:
    """A string that says something, and that a file can hold."""
    if not isinstance(value, str) or not value.strip() or not storable(value):
        raise Unclear
    return value
