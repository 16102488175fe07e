"""[I/O] `python architecture.py`: the ledger's live classes and instances read to the same nodes that its source gives,
and judged.
"""

from __future__ import annotations

import os
import sys
import types

from archhook import metamodel
from archhook.ledger.classes import note_strange
from archhook.ledger.construct import Raw, attributes
from archhook.ledger.link import drafts_of, link
from archhook.ledger.session import Session
from archhook.ledger.source import Reading, breaches_of, lines_of, unreadable
from archhook.ledger.syntax import Unreadable
from archhook.ledger.values import Const, Instance, Klass, Map, Opaque, Ref, Resources, Seq, Value, describe
from archhook.model.ids import clean
from archhook.model.vocabulary import CLASSES, FIELDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DEEPEST = 20  # a list within a list within ...: no field takes more than one
DESCRIPTORS = (
    property,
    classmethod,
    staticmethod,
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MemberDescriptorType,
)


def validate_architecture(
    intents: Iterable[object] | None = None,
    requirements: Iterable[object] | None = None,
    designs: Iterable[object] | None = None,
    tasks: Iterable[object] | None = None,
    tests: Iterable[object] | None = None,
) -> bool:
    """Judges the work tree against the ledger that calls this, prints the report, and says whether all laws hold.

    The lists hold instances of node classes (or the classes): they are in force. Without any list, every node class
    that has no subclasses is. The project is the folder that holds the caller's `architecture.py`, or its package.
    """
    from archhook.check.api import judge_live
    from archhook.report.mission import render

    folder, entry, modules = ledger_of(sys._getframe(1).f_globals)
    lists = {"intents": intents, "requirements": requirements, "designs": designs, "tasks": tasks, "tests": tests}
    reading = read_live({name: given for name, given in lists.items() if given is not None}, modules, entry)
    verdict = judge_live(reading, folder)
    sys.stdout.write(render(verdict, sys.stdout.encoding or "ascii"))
    return verdict.exit_code == 0


def ledger_of(caller: Mapping[str, object]) -> tuple[str, str, dict[str, str]]:
    """(project's folder, path of the ledger's entry, name -> path of its modules) for the globals of a caller.

    Of a package, the modules that nobody has imported yet are imported: they belong to the ledger, too.
    """
    file = os.path.realpath(str(caller.get("__file__") or "architecture.py"))
    folder, name = os.path.split(file)
    top = ""
    while os.path.exists(os.path.join(folder, "__init__.py")) and os.path.dirname(folder) != folder:
        folder, package = os.path.split(folder)
        top = f"{package}/{top}"
    if top:
        _import_all(top.split("/")[0])
    entry = f"{top.split('/')[0]}/__init__.py" if top else name
    inside = f"{folder}{os.sep}{entry.removesuffix('__init__.py')}"
    found = {}
    for module_name, module in list(sys.modules.items()):
        path = os.path.realpath(str(getattr(module, "__file__", None) or ""))
        if path == file or (path.startswith(inside) and top):
            found[module_name] = os.path.relpath(path, folder).replace(os.sep, "/")
    return folder, entry, found


def _import_all(package: str) -> None:
    """Imports the modules of a package that is loaded, but for its `__main__`."""
    import importlib
    import pkgutil

    loaded = sys.modules.get(package)
    for module in pkgutil.walk_packages(getattr(loaded, "__path__", ()), f"{package}."):
        if module.name not in sys.modules and not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def read_live(lists: Mapping[str, Iterable[object]], modules: Mapping[str, str], entry: str) -> Reading:
    """The reading of a ledger that runs: `lists` as handed to `validate_architecture`, `modules` name -> path.

    Places are not known: every line and column is 1, every spot 0.
    """
    reader = Reader(modules, entry)
    try:
        listed = reader.listed(lists) if lists else None
        drafts = drafts_of(reader.declared(), listed, reader.raw)
        nodes, notes = link(drafts, listed, reader.session.modules)
    except Unreadable as problem:
        return unreadable(problem, entry)
    return Reading(nodes, lines_of(drafts), breaches_of([*reader.session.notes, *notes], entry))


class Reader:
    """The live classes of one ledger as the classes that the source reader knows."""

    def __init__(self, modules: Mapping[str, str], entry: str) -> None:
        self.modules = modules
        self.session = Session(dict.fromkeys((entry, *modules.values()), b""), entry)
        self._known: dict[type, Klass] = {}
        self._live: dict[Klass, type] = {}
        self._instances: dict[Klass, object] = {}

    def listed(self, lists: Mapping[str, Iterable[object]]) -> set[Klass]:
        """The classes that are handed to the validation, as instances or themselves."""
        found: set[Klass] = set()
        for name, items in lists.items():
            for item in items:
                cls = item if isinstance(item, type) else type(item)
                klass = self.klass(cls)
                if not klass.kind or klass.meta:
                    met = f"the {name} hold {describe(Opaque(type(item).__name__))}"
                    raise Unreadable(None, None, met, "hand over instances of node classes")
                found.add(klass)
                if not isinstance(item, type):
                    self._instances.setdefault(klass, item)
        return found

    def declared(self) -> list[Klass]:
        """Every node class of the ledger's modules, in the order in which they were defined, bases first."""
        roots: list[type] = [metamodel.Node]
        for name in self.modules:
            for value in list(vars(sys.modules[name]).values()):
                if isinstance(value, type) and value not in roots and self.klass(value).meta == "Node":
                    roots.append(value)
        found: dict[type, None] = {}
        waiting = roots[::-1]
        while waiting:
            cls = waiting.pop()
            if cls not in found:
                found[cls] = None
                waiting += type.__subclasses__(cls)[::-1]
        classes = [self.klass(cls) for cls in found if cls.__module__ in self.modules]
        nodes = [klass for klass in classes if klass.kind and not klass.meta]
        for klass in nodes:
            for base in klass.bases:
                base.children += 1
        return nodes

    def klass(self, cls: type) -> Klass:
        """The class of the reader that stands for a live one."""
        if cls in self._known:
            return self._known[cls]
        if cls.__module__ == metamodel.__name__ and cls.__name__ in CLASSES:
            self._known[cls] = self.session.metamodel[cls.__name__]
            return self._known[cls]
        bases = [self.klass(base) for base in cls.__bases__ if base is not object]
        path = self.modules.get(cls.__module__)
        module = self.session.modules[path] if path is not None else None
        klass = self._known[cls] = Klass(cls.__qualname__.rpartition("<locals>.")[2], bases, module, None)
        self._live[klass] = cls
        klass.doc = clean(cls.__dict__.get("__doc__") or "")
        klass.mro = (klass, *(self.klass(base) for base in cls.__mro__[1:] if base is not object))
        if module is not None and klass.name in CLASSES and all(base.meta in ("Node", "Test") for base in bases):
            klass.meta = klass.name
            klass.kind, klass.level = CLASSES[klass.name]
            self._pasted(klass, cls)
            return klass
        klass.kind = next((base.kind for base in bases if base.kind), "")
        klass.level = next((base.level for base in bases if base.level), "")
        if module is not None and klass.kind:
            klass.name = self.session.unique(module.path, klass.name)
        klass.attrs = {
            name: self.value(value)
            for name, value in cls.__dict__.items()
            if not name.startswith("_") and not isinstance(value, DESCRIPTORS)
        }
        return klass

    def _pasted(self, klass: Klass, cls: type) -> None:
        code = getattr(cls.__dict__.get("__init__"), "__code__", None)
        if code is not None and klass.module is not None:
            names = code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]
            note_strange(klass, [(name, None) for name in names], klass.module, self.session.notes)
        fields = FIELDS.get(klass.kind, {})
        klass.attrs = {name: self.value(value) for name, value in cls.__dict__.items() if name in fields}

    def raw(self, klass: Klass) -> Raw:
        """The fields of a live class: of its instance, and of the class."""
        attrs, strange = attributes(klass)
        given: dict[str, Value] = {}
        tolerated = {name for owner in klass.mro for name in owner.strange}
        for name, value in self._fields(klass).items():
            if name in FIELDS[klass.kind]:
                given[name] = self.value(value)
            elif not name.startswith("_") and name not in tolerated:
                strange.append((klass, name, self.value(value)))
        return Raw(klass, attrs, given, tuple(strange), "", ())

    def _fields(self, klass: Klass) -> dict[str, object]:
        """The instance's own attributes; none where there is no instance and none can be made.

        A ledger with the mission's metamodel has nodes without a constructor: these are read from their class.
        """
        if klass not in self._instances:
            try:
                self._instances[klass] = self._live[klass]()
            except Exception:  # whatever the ledger's own code raises
                return {}
        return dict(vars(self._instances[klass]))

    def value(self, live: object, depth: int = 0) -> Value:
        """A live object as a value of the reader."""
        if live is None or isinstance(live, str | bytes | bool | int | float):
            return Const(live, None, None)
        if isinstance(live, list | tuple | set | frozenset) and depth < DEEPEST:
            kind = "list" if isinstance(live, list) else "tuple" if isinstance(live, tuple) else "set"
            return Seq(kind, [self.value(item, depth + 1) for item in live], None, None)
        if isinstance(live, dict | types.MappingProxyType) and depth < DEEPEST:
            pairs: dict[object, tuple[Const, Value]] = {}
            for key, item in live.items():
                pairs[key] = (Const(key, None, None), self.value(item, depth + 1))
            return Map(pairs, None, None)
        if isinstance(live, type):
            return Ref(self.klass(live), None, None)
        if any(base.__name__ == "ResourceConstraints" for base in type(live).__mro__):
            figures = {name: self.value(figure, DEEPEST) for name, figure in vars(live).items()}
            return Resources(figures, not isinstance(live, metamodel.ResourceConstraints), None, None)
        if any(base.__name__ in CLASSES for base in type(live).__mro__):
            return Instance(self.klass(type(live)), None, None)
        return Opaque(type(live).__name__)
