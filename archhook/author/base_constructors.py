"""What the constructors of a ledger's own base classes take, and which fields of a node they hand that on as."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, NamedTuple

from archhook.author.ledger_bindings import statements
from archhook.model.nodes import TEST_CLASS
from archhook.model.vocabulary import CLASSES, PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archhook.author.ledger_bindings import Modules

_HEADER = re.compile(r"class\s+\w+\s*\(\s*([\w.]+)\s*[,)]")


class Signature(NamedTuple):
    """What a constructor takes. `names`: its parameters in their order, `fields`: parameter -> field, "" for none.

    `whole`: whether it takes any other keyword, too, and hands it on by its own name.
    """

    names: tuple[str, ...]
    fields: Mapping[str, str]
    whole: bool = False

    def field(self, parameter: str) -> str:
        """The field that a parameter is for; "" for none."""
        return self.fields.get(parameter, parameter if self.whole else "")

    def parameter(self, field: str) -> str:
        """The parameter to name for a field; "" where there is none."""
        return next((one for one, own in self.fields.items() if own == field), field if self.whole else "")


def of_metamodel(kind: str, level: str = "") -> Signature:
    """What the metamodel's own constructor of a kind takes."""
    names = PARAMETERS[TEST_CLASS.get(level) or ("UnitTest" if kind == "test" else kind.capitalize())]
    return Signature(names, {one: "id" if one == "id_tag" else one for one in names}, whole=True)


class Bases:
    """The classes of a ledger that nodes are derived from; a module is parsed once, when it is asked for one."""

    def __init__(self, modules: Modules) -> None:
        self.modules = modules
        self._classes: dict[str, dict[str, ast.ClassDef]] = {}

    def signature_for(self, path: str, source: str, kind: str) -> Signature | None:
        """What the constructor takes to which a node class hands its fields on; None: it is the metamodel's own."""
        header = _HEADER.search(source)
        base = header[1] if header else ""
        return self.signature(path, base, kind) if base.rpartition(".")[2] not in CLASSES else None

    def signature(self, path: str, base: str, kind: str) -> Signature | None:
        """The same of what a module names as a base, `SrcTask` or `bases.SrcTask`."""
        return self._signature(path, base, kind, set())

    def _signature(self, path: str, base: str, kind: str, seen: set[tuple[str, str]]) -> Signature | None:
        found = self._found(path, base)
        if found is None or (found[0], found[1].name) in seen:
            return None
        home, klass = found
        seen.add((home, klass.name))
        above = (self._signature(home, ast.unparse(one), kind, seen) for one in klass.bases)
        inner = next((one for one in above if one is not None), None)
        own = next((one for one in klass.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"), None)
        return inner if own is None else _handed_on(own, inner or of_metamodel(kind))

    def _found(self, path: str, name: str) -> tuple[str, ast.ClassDef] | None:
        """(module, statement) of a class that is none of the metamodel's, by a name of a module."""
        found = self.modules.origin(path, name)
        if found is None or found[1] in CLASSES:
            return None
        return found[0], self._defined(found[0])[found[1]]

    def _defined(self, path: str) -> dict[str, ast.ClassDef]:
        if path not in self._classes:
            found = statements(self.modules.sources[path])
            self._classes[path] = {one.name: one for one in found if isinstance(one, ast.ClassDef)}
        return self._classes[path]


def _handed_on(init: ast.FunctionDef, inner: Signature) -> Signature:
    """What a constructor takes that hands its parameters on to another one, or keeps them on `self`."""
    spec = init.args
    names = [one.arg for one in (*spec.posonlyargs, *spec.args)][1:]
    fields = dict.fromkeys((*names, *(one.arg for one in spec.kwonlyargs)), "")
    whole = False
    for statement in init.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            call = statement.value
            for parameter, value in _arguments(call, inner):
                if isinstance(value, ast.Name) and value.id in fields:
                    fields[value.id] = inner.field(parameter)
            rest = [one.value for one in call.keywords if one.arg is None and _calls_constructor(call)]
            whole |= spec.kwarg is not None and any(
                isinstance(one, ast.Name) and one.id == spec.kwarg.arg for one in rest
            )
        elif isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Name):
            for target in statement.targets:
                if isinstance(target, ast.Attribute) and statement.value.id in fields:
                    fields[statement.value.id] = target.attr
    if whole:  # what is handed on unseen
        known = {*fields, *fields.values()}
        fields |= {one: field for one, field in inner.fields.items() if one not in fields and field not in known}
    return Signature(tuple(names), fields, whole and inner.whole)


def _calls_constructor(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "__init__"


def _arguments(call: ast.Call, inner: Signature) -> Iterator[tuple[str, ast.expr]]:
    """(parameter, argument) of a call of another constructor."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "__init__":
        return
    given = call.args if isinstance(call.func.value, ast.Call) else call.args[1:]  # Base.__init__(self, ...)
    for name, value in zip(inner.names, given, strict=False):
        if isinstance(value, ast.Starred):
            break
        yield name, value
    yield from ((one.arg, one.value) for one in call.keywords if one.arg is not None)
