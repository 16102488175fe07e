"""From a node class to its fields: class attributes along the bases, and constructors that forward literally."""

from __future__ import annotations

import _ast as ast

from archhook.ledger.expressions import arguments, evaluate
from archhook.ledger.operators import Arguments
from archhook.ledger.session import Scope
from archhook.ledger.statements import run
from archhook.ledger.syntax import RUNS_NOT, Note, Unreadable, copy_location
from archhook.ledger.values import Const, Function, Instance, Klass, Map, Ref, Resources, Seq, Value
from archhook.model.vocabulary import FIELDS, PARAMETERS, keywords
from archhook.suggest import nearest_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    from archhook.ledger.session import Session
    from archhook.ledger.syntax import Source
else:
    from archhook.records import NamedTuple


class Raw(NamedTuple):
    """The fields of one node class as values. `given`: the constructor's, which go before the class's attributes."""

    klass: Klass
    attrs: dict[str, Value]
    given: dict[str, Value]
    strange: tuple[tuple[Klass, str, Value], ...]  # (class that has it, name, value) of fields that do not exist
    needs: str  # parameters that the constructor cannot do without, "" for none
    notes: tuple[Note, ...]  # of arguments that the metamodel does not take

    def field(self, name: str) -> Value | None:
        """The value that counts: the constructor's, unless it is empty. None where there is none."""
        value = self.given.get(name) if self.given else None
        if value is None or empty(value):
            value = self.attrs.get(name, value)
        return value


def empty(value: Value) -> bool:
    """Whether a constructor's value counts as not given: the pasted metamodel cannot tell the two apart."""
    match value:
        case Const():
            return value.value is None
        case Seq():
            return not value.items
        case Map():
            return not value.pairs
        case Resources():
            return not any(figure_is_set(figure, value.pasted) for figure in value.fields.values())
    return False


def figure_is_set(figure: Value, pasted: bool) -> bool:
    """Whether a figure is given: None is not, and in the pasted metamodel, where that is the default, neither is 0."""
    if not isinstance(figure, Const):
        return True
    return figure.value is not None and not (pasted and figure.value == 0)


def raw(klass: Klass, session: Session) -> Raw:
    """The fields of a class. Raises `Unreadable` for a constructor that is not read."""
    attrs, strange = attributes(klass)
    if not any("__init__" in owner.attrs for owner in klass.mro):
        return Raw(klass, attrs, {}, tuple(strange), "", ())
    reader = Constructor(klass, session)
    reader.start()
    for name, value in reader.fields.items():
        if name not in FIELDS[klass.kind] and not name.startswith("_") and name not in reader.tolerated:
            strange.append((klass, name, value))
    given = {name: value for name, value in reader.fields.items() if name in FIELDS[klass.kind]}
    return Raw(klass, attrs, given, tuple(strange), reader.needs, tuple(reader.notes))


def attributes(klass: Klass) -> tuple[dict[str, Value], list[tuple[Klass, str, Value]]]:
    """(the fields among the class attributes, those that are no fields), along the bases."""
    found: dict[str, Value] = {}
    strange: list[tuple[Klass, str, Value]] = []
    fields = FIELDS[klass.kind]
    for owner in reversed(klass.mro):
        if not owner.attrs:
            continue
        if owner is not klass and owner.module is not None and owner.node is not None:
            owner.module.spend(len(owner.attrs), owner.node)
        for name, value in owner.attrs.items():
            if name in fields:
                if isinstance(value, Function):
                    met = f"the field {name} is a function"
                    raise Unreadable(value.module, value.node, met, f"write `{name} = ...` in the class")
                found[name] = value
            elif owner.kind and not owner.meta and name[:1] != "_" and not isinstance(value, Function | Klass):
                strange.append((owner, name, value))
    return found, strange


class Constructor:
    """Follows the constructors of one class up to the metamodel's, and collects what they forward."""

    def __init__(self, klass: Klass, session: Session) -> None:
        self.klass = klass
        self.session = session
        self.self = Instance(klass, klass.module, klass.node)
        self.fields: dict[str, Value] = {}
        self.self.fields = self.fields
        self.tolerated: set[str] = set()  # parameters that were told of where the pasted metamodel adds them
        self.needs = ""
        self.notes: list[Note] = []
        self._at = 0

    def start(self) -> None:
        """Calls the class without arguments, in thought."""
        assert isinstance(self.klass.node, ast.ClassDef)  # classes with constructors are read from source
        assert self.klass.module is not None
        scope = self._outside(self.klass.module)
        call = copy_location(ast.Call(ast.Name(self.klass.name), [], []), self.klass.node)
        self.call(0, Arguments([], {}, scope, call))

    def _outside(self, source: Source) -> Scope:
        """The scope of a module's own names."""
        module = self.session.modules[source.path]
        return Scope(self.session, module, module.names)

    def call(self, at: int, given: Arguments) -> None:
        """Calls the first constructor from a position of the order of look-up on."""
        for index, owner in enumerate(self.klass.mro[at:], at):
            if owner.meta:
                self._forwarded(owner, given)
                return
            definition = owner.attrs.get("__init__")
            if definition is not None:
                self._read(index, owner, definition, given)
                return

    def _read(self, index: int, owner: Klass, definition: Value, given: Arguments) -> None:
        module = owner.module
        if not isinstance(definition, Function) or module is None or definition.definition.decorator_list:
            raise given.fail(f"the constructor of {owner.name} is no plain function", "write `def __init__(self): ...`")
        node = definition.definition
        if owner is not self.klass:
            module.spend(module.size(node), node)
        outside = self._outside(module)
        scope = Scope(self.session, outside.module, {}, outside)
        missing = self._bind(node.args, definition.defaults, given, scope)
        if missing:
            self.needs = missing
            return
        before, self._at = self._at, index
        scope.forward = self._forward
        run(node.body, scope)
        self._at = before

    def _bind(self, spec: ast.arguments, defaults: dict[str, Value], given: Arguments, scope: Scope) -> str:
        """Binds parameters to arguments; the names of those that are missing."""
        positional = [*spec.posonlyargs, *spec.args]
        values = dict(zip((one.arg for one in positional), (self.self, *given.args), strict=False))
        rest = [self.self, *given.args][len(positional) :]
        named = {one.arg for one in (*spec.args, *spec.kwonlyargs)}
        more = {name: value for name, value in given.keywords.items() if name not in named}
        if (rest and spec.vararg is None) or (more and spec.kwarg is None) or values.keys() & given.keywords.keys():
            raise given.fail("these arguments do not fit the constructor", "hand over what it takes")
        values |= {name: value for name, value in given.keywords.items() if name in named}
        values |= {name: value for name, value in defaults.items() if name not in values}
        if spec.vararg is not None:
            values[spec.vararg.arg] = given.seq("tuple", list(rest))
        if spec.kwarg is not None:
            pairs: dict[object, tuple[Const, Value]] = {
                name: (given.const(name), value) for name, value in more.items()
            }
            values[spec.kwarg.arg] = Map(pairs, given.scope.module, given.node)
        scope.names.update(values)
        return ", ".join(one.arg for one in (*positional, *spec.kwonlyargs) if one.arg not in values)

    def _forward(self, node: ast.Call, scope: Scope) -> bool:
        """Reads `super().__init__(...)` and `Base.__init__(self, ...)`; False for any other call."""
        function = node.func
        if not isinstance(function, ast.Attribute) or function.attr != "__init__":
            return False
        target = function.value
        if isinstance(target, ast.Call) and isinstance(target.func, ast.Name) and target.func.id == "super":
            self.call(self._at + 1, arguments(node, scope))
            return True
        value = evaluate(target, scope)
        given = arguments(node, scope)
        if not isinstance(value, Ref) or value.klass not in self.klass.mro or not given.args:
            raise given.fail(f"this call is not read: {RUNS_NOT}", "write super().__init__(...)")
        del given.args[0]
        self.call(self.klass.mro.index(value.klass), given)
        return True

    def _forwarded(self, meta: Klass, given: Arguments) -> None:
        """The metamodel's own constructor: its arguments are the node's fields."""
        source = next((owner for owner in self.klass.mro if owner.meta and owner.params is not None), None)
        names = (source.params if source is not None else None) or PARAMETERS[meta.meta]
        known = {*names, *(keywords(meta.meta) if meta.imported else ())}
        if len(given.args) > len(names):
            raise given.fail(f"{meta.meta} takes {len(names)} arguments at most", "name them as keywords")
        if source is not None:
            self.tolerated |= source.strange
        for name, value in (*zip(names, given.args, strict=False), *given.keywords.items()):
            if name in known or name in self.tolerated:
                self.fields["id" if name == "id_tag" else name] = value
            else:
                self._unknown(name, value, known, meta, given)

    def _unknown(self, name: str, value: Value, known: set[str], meta: Klass, given: Arguments) -> None:
        fix = f"write it as a class attribute: `{name} = ...`"
        if name not in keywords(meta.meta):
            near = nearest_field(name, known)
            fix = f"did you mean '{near}'?" if near else f"leave it out: {meta.meta} takes {', '.join(sorted(known))}"
        message = f"{self.klass.name} hands '{name}' to the constructor of {meta.meta}, which does not take it"
        module = value.module or given.scope.module
        self.notes.append(Note("LED004", module, value.node or given.node, message, fix, symbol=name))
