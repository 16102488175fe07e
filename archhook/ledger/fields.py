"""Values to the fields of a node, with a breach of LED004 where a value is none that the field takes."""

from __future__ import annotations

import posixpath

from archhook.ledger.construct import empty, figure_is_set
from archhook.ledger.lookup import binding
from archhook.ledger.syntax import Note, Unreadable
from archhook.ledger.values import (
    Builtin,
    Const,
    Foreign,
    Function,
    Instance,
    Klass,
    Map,
    Package,
    Ref,
    Resources,
    Seq,
    Unbound,
    Value,
    describe,
)  # fmt: skip
from archhook.model.ids import is_code, storable
from archhook.model.nodes import RESOURCE_FIELDS, Declared, Spot, Waiver
from archhook.suggest import nearest_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    import _ast as ast
    from typing import TypeGuard

    from archhook.ledger.syntax import Source

DISPLAYS = ("list", "tuple", "set")
SURROGATE = "a lone surrogate, which no file can hold"
INFINITE = float("inf")


class Fields:
    """Reads the fields of one node. `label`: its id, or its class's name; `notes`: the breaches met."""

    def __init__(self, klass: Klass, label: str) -> None:
        self.klass = klass
        self.label = label
        self.notes: list[Note] = []
        self.misspelt: set[str] = set()  # fields that are there under another name, which has been said
        node, self._module = klass.node, klass.module
        self._first = getattr(node, "lineno", 0)
        self._last = (getattr(node, "end_lineno", None) or 0) if self._module is not None and self._module.ascii else -1

    def spot(self, value: Value) -> Spot:
        """Where a value was written: relative to the class statement if it stands inside it."""
        node = value.node
        if value.module is self._module and node is not None:
            line: int = node.lineno  # type: ignore[attr-defined]  # values stand where expressions do
            if self._first <= line <= self._last:  # nearly all: the rest of `spot` is spared
                return Spot("", line - self._first, node.col_offset + 1)  # type: ignore[attr-defined]
        return spot(self.klass, value.module, node)

    def wrong(self, name: str, value: Value, met: str, fix: str) -> None:
        """Notes a breach of LED004."""
        known = value.node is not None and value.module is not None
        where = (value.module, value.node) if known else (self.klass.module, self.klass.node)
        node = self.label if self.label != self.klass.name else ""
        self.notes.append(Note("LED004", *where, f"{self.label}: {met}", fix, node, name))

    def text(self, name: str, value: Value | None) -> str:
        """A string; "" where there is none."""
        if value is None or is_none(value):
            return ""
        if isinstance(value, Const) and isinstance(value.value, str):
            if not value.value.strip():
                self.wrong(name, value, f"`{name}` is empty", f"give it a {name}")
            if storable(value.value):
                return value.value
            self.wrong(name, value, f"`{name}` holds {SURROGATE}", "remove it")
            return ""
        self._type(name, value, "a string")
        return ""

    def flag(self, name: str, value: Value | None, default: bool) -> bool:
        """True or False."""
        if value is None or is_none(value):
            return default
        if isinstance(value, Const) and isinstance(value.value, bool):
            return value.value
        self._type(name, value, "True or False")
        return default

    def path(self, name: str, value: Value | None, needed: bool) -> tuple[str, Spot | None]:
        """(normalised path, where it was written); ("", None) where there is none or it is wrong."""
        if value is None or is_none(value):
            if needed and name not in self.misspelt:
                self.wrong(name, self.klass, f"it has no `{name}`", f'write `{name} = "path/from/the/project/root.py"`')
            return "", None
        if not isinstance(value, Const) or not isinstance(value.value, str):
            self._type(name, value, "a string")
            return "", None
        written = value.value
        normal = _normal(written)
        if not normal or normal == ".":
            met = f"`{name}` is empty" if not normal else f"`{name}` names the project's folder itself"
            self.wrong(name, value, met, "name a file, as a path from the project's root, or a folder")
        elif "\0" in written or not storable(written):
            self.wrong(name, value, f"`{name}` holds a character that no path has", "remove it")
        elif normal.startswith("/") or (normal[1:3] in (":/", ":\\") and normal[0].isascii() and normal[0].isalpha()):
            self.wrong(name, value, f"`{name}` is absolute", "write the path from the project's root")
        elif normal.split("/")[0] == "..":
            self.wrong(name, value, f"`{name}` leads out of the project", "write the path from the project's root")
        else:
            return normal, self.spot(value)
        return "", None

    def tests(self, name: str, value: Value | None) -> tuple[Declared, ...]:
        """The declared names of `test_functions`, of which there has to be one."""
        nothing = value is None or is_none(value)
        if nothing and name in self.misspelt:
            return ()
        if value is None or nothing or (is_list(value) and empty(value)):
            at = self.klass if value is None or nothing else value
            fix = f'write `{name} = ["test_..."]` with the tests that it stands for, or "*" for all tests of the file'
            self.wrong(name, at, f"it has no `{name}`" if nothing else f"`{name}` is empty", fix)
            return ()
        return self.names(name, value, star=True)

    def names(self, name: str, value: Value | None, star: bool = False) -> tuple[Declared, ...]:
        """The declared names of `classes`, `functions`, `globals` or `test_functions`, each once."""
        if value is None or is_none(value):
            return ()
        if star and isinstance(value, Const) and value.value == "*":
            return (Declared("*", self.spot(value)),)
        if not is_list(value):
            extra = ', or "*" for all tests of the file' if star else ""
            one = f", `[{value.value!r}]`" if isinstance(value, Const) and isinstance(value.value, str) else ""
            self._type(name, value, f"a list of strings{one}{extra}")
            return ()
        found: dict[str, Declared] = {}
        make, module, first, last = tuple.__new__, self._module, self._first, self._last
        for item in value.items:
            if type(item) is Const and type(item.value) is str and item.module is module and item.value.isidentifier():
                line = item.node.lineno if item.node is not None else 0  # type: ignore[attr-defined]  # see `spot`
                if first <= line <= last and item.value not in found:
                    # What most of a large ledger consists of: the constructors' own cost would double the reading.
                    at = make(Spot, ("", line - first, item.node.col_offset + 1))  # type: ignore[union-attr]
                    found[item.value] = make(Declared, (item.value, at))
                    continue
            if not isinstance(item, Const) or not isinstance(item.value, str):
                self._type(name, item, "strings alone")
            elif not item.value.strip():
                self.wrong(name, item, f"`{name}` holds an empty name", "remove it")
            elif not storable(item.value):
                self.wrong(name, item, f"`{name}` holds {SURROGATE}", "remove it")
            elif item.value not in found:
                found[item.value] = Declared(item.value, self.spot(item))
        return tuple(found[key] for key in sorted(found)) if value.kind == "set" else tuple(found.values())

    def figures(self, name: str, value: Value | None) -> tuple[tuple[str, float], ...]:
        """The figures that are set, in the order of RESOURCE_FIELDS."""
        if value is None or is_none(value):
            return ()
        if not isinstance(value, Resources):
            self._type(name, value, "ResourceConstraints(...)")
            return ()
        found: dict[str, float] = {}
        for field, figure in value.fields.items():
            if field not in RESOURCE_FIELDS:
                near = nearest_field(field, RESOURCE_FIELDS)
                fix = (
                    f"did you mean '{near}'?" if near else f"leave it out: the figures are {', '.join(RESOURCE_FIELDS)}"
                )
                self.wrong(name, figure, f"`{name}` has no figure '{field}'", fix)
            elif figure_is_set(figure, value.pasted):
                number = self._number(name, field, figure)
                if number is not None:
                    found[field] = number
        return tuple((field, found[field]) for field in RESOURCE_FIELDS if field in found)

    def _number(self, name: str, field: str, figure: Value) -> float | None:
        if not isinstance(figure, Const) or isinstance(figure.value, bool) or not isinstance(figure.value, int | float):
            self._type(f"{name}.{field}", figure, "a number")
            return None
        try:
            number = float(figure.value)
        except OverflowError:
            number = INFINITE
        if not 0 <= number < INFINITE:
            met = f"`{field}` of `{name}` is {'negative' if number < 0 else 'no finite number'}"
            self.wrong(name, figure, met, "write a number of 0 or more")
            return None
        return number

    def waives(self, value: Value | None) -> tuple[Waiver, ...]:
        """`waives = {CODE: reason}`."""
        if value is None or is_none(value):
            return ()
        if not isinstance(value, Map):
            self._type("waives", value, 'a dict of codes and reasons, `{"TST505": "why"}`')
            return ()
        found: list[Waiver] = []
        for key, reason in value.pairs.values():
            if not isinstance(key.value, str) or not is_code(key.value):
                self.wrong("waives", key, "`waives` holds a key that is no code of a law", 'write a code, as "TST505"')
            elif key.value == "LED001":
                self.wrong("waives", key, "LED001 cannot be waived", "remove it")
            elif not isinstance(reason, Const) or not isinstance(reason.value, str):
                self._type(f"waives[{key.value}]", reason, "a reason, as a string")
            elif not reason.value.strip() or not storable(reason.value):
                self.wrong("waives", reason, f"the waiver of {key.value} has no reason", "write the reason")
            else:
                found.append(Waiver(key.value, reason.value, self.spot(key)))
        return tuple(sorted(found, key=lambda waiver: waiver.code))

    def references(self, name: str, value: Value | None) -> tuple[Value, ...]:
        """The references of a field that takes a list of them."""
        if value is None or is_none(value):
            return ()
        if isinstance(value, Unbound):
            return (value,)
        if not is_list(value):
            fix = 'a list of classes or ids, `[Redis, "D-7"]`'
            if isinstance(value, Ref | Instance):
                fix = f"a list, `[{value.klass.name}]`"
            self._type(name, value, fix)
            return ()
        return tuple(value.items)

    def reference(self, name: str, value: Value | None) -> tuple[Value, ...]:
        """The one reference of a field that takes one."""
        if value is None or is_none(value):
            return ()
        if isinstance(value, Seq | Map | Resources):
            self._type(name, value, "one class or id")
            return ()
        return (value,)

    def _type(self, name: str, value: Value, wanted: str) -> None:
        """A value of the wrong type is LED004; one that is not known at all makes the ledger unreadable."""
        if isinstance(value, Unbound):
            met = f"the name {value.name} is bound to nothing"
            raise Unreadable(value.module, value.node, met, binding(value))
        if isinstance(value, Foreign | Builtin | Function | Package):
            met = f"`{name}` is {describe(value)}"
            raise Unreadable(value.module, value.node, met, f"write {wanted}")
        self.wrong(name, value, f"`{name}` takes {wanted.split(', `')[0]}, not {describe(value)}", f"write {wanted}")


def _normal(path: str) -> str:
    """`posixpath.normpath`, a folder's final slash kept; "" for a path of white space.

    Where there is nothing to do that is told at a fifth of the cost.
    """
    if path[:1] not in (".", "/", "") and path[-1:] != "/" and "/." not in path and "//" not in path and path.strip():
        return path
    normal = posixpath.normpath(path) if path.strip() else ""
    return normal + "/" if path[-1:] == "/" and normal.strip("/") not in ("", ".", "..") else normal


def is_none(value: Value) -> bool:
    """Whether a value is None: as if the field were not written."""
    return isinstance(value, Const) and value.value is None


def is_list(value: Value | None) -> TypeGuard[Seq]:
    """Whether a value is a list, tuple or set."""
    return isinstance(value, Seq) and value.kind in DISPLAYS


def spot(klass: Klass, module: Source | None, node: ast.AST | None) -> Spot:
    """The spot of something that a node of the class `klass` uses; line and column 0 for values of live Python."""
    if module is None or node is None:
        return Spot("", 0, 0)
    line, column = module.position(node)
    own = klass.node
    if module is klass.module and own is not None and own.lineno <= line <= own.end_lineno:  # type: ignore[attr-defined]
        return Spot("", line - own.lineno, column)  # type: ignore[attr-defined]  # class statements have lines
    return Spot(module.path, line, column)
