"""One reading of a ledger: its modules, what they declare, and the bound on the work."""

from __future__ import annotations

from archhook.ledger.module import Module
from archhook.ledger.syntax import Bounds
from archhook.ledger.values import Klass
from archhook.model.vocabulary import CLASSES, PARENTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    import _ast as ast
    from collections.abc import Callable, Mapping
    from typing import NamedTuple

    from archhook.ledger.syntax import Note
    from archhook.ledger.values import Value
else:
    from archhook.records import NamedTuple


class Call(NamedTuple):
    """A call of `validate_architecture`: what it hands over, by parameter."""

    module: Module
    node: ast.Call
    lists: dict[str, Value]


class Session:
    """The state of one reading. `classes`: every class statement that was met, in the order met."""

    def __init__(self, sources: Mapping[str, bytes], entry: str) -> None:
        self.entry = entry
        self.bounds = Bounds()
        self.modules = {path: Module(path, source, self.bounds) for path, source in sources.items()}
        self.classes: list[Klass] = []
        self.calls: list[Call] = []
        self.functions: list[tuple[Module, ast.FunctionDef | ast.AsyncFunctionDef]] = []
        self.notes: list[Note] = []
        self.metamodel = imported_metamodel()
        self.dotted = _dotted(sources, entry)
        self.names = {path: name for name, path in self.dotted.items()}
        self._folders = {name[:at] for name in self.dotted for at, char in enumerate(name) if char == "."}
        self.packages = _package_names(entry)
        self._taken: dict[tuple[str, str], int] = {}

    def forget(self) -> None:
        """Takes the circles apart that hold the syntax trees, so that these go at once and need no collector."""
        for module in self.modules.values():
            module.names.clear()
        self.classes.clear()
        self.calls.clear()
        self.functions.clear()
        self.notes.clear()
        self.bounds.sizes.clear()
        self.bounds.taken.clear()
        self.modules.clear()

    def module_of(self, dotted: str) -> Module | None:
        """The module with a name relative to the ledger's package ("" is the ledger's own), None if there is none."""
        path = self.dotted.get(dotted)
        return self.modules[path] if path is not None else None

    def holds(self, dotted: str) -> bool:
        """Whether the ledger has a module, or a folder of modules, of that relative name."""
        return dotted in self.dotted or dotted in self._folders

    def inside(self) -> dict[str, list[str]]:
        """Module path -> the names of the modules, and folders of modules, directly inside it, where there are any."""
        found: dict[str, list[str]] = {}
        for name in sorted({*self.dotted, *self._folders} - {""}):
            above, _, last = name.rpartition(".")
            if above in self.dotted:
                found.setdefault(self.dotted[above], []).append(last)
        return found

    def unique(self, path: str, name: str) -> str:
        """A class's name within its module: `X`, and `X (2)` for a second class statement of that name."""
        count = self._taken[path, name] = self._taken.get((path, name), 0) + 1
        return name if count == 1 else f"{name} ({count})"


def _dotted(sources: Mapping[str, bytes], entry: str) -> dict[str, str]:
    """Module name relative to the ledger's package -> path."""
    folder, _, name = entry.rpartition("/")
    if name != "__init__.py":
        return {"": entry}
    found: dict[str, str] = {}
    for path in sorted(sources):
        inner = path.removeprefix(f"{folder}/").removesuffix(".py")
        found[inner.removesuffix("__init__").rstrip("/").replace("/", ".")] = path
    return found


def _package_names(entry: str) -> tuple[str, ...]:
    """The dotted names under which the ledger may be imported, the longest first: its folders may be on the path."""
    parts = entry.removesuffix(".py").removesuffix("/__init__").split("/")
    return tuple(".".join(parts[at:]) for at in range(len(parts)))


class Scope:
    """Where names are looked up: `names`, then the outer scopes, the module's last.

    `passing`: that of a comprehension, where `:=` binds in the scope outside.
    """

    __slots__ = ("forward", "module", "names", "outer", "owner", "passing", "session")

    def __init__(
        self,
        session: Session,
        module: Module,
        names: dict[str, Value],
        outer: Scope | None = None,
        *,
        passing: bool = False,
    ) -> None:
        self.session = session
        self.module = module
        self.names = names
        self.outer = outer
        self.passing = passing
        self.owner: Klass | None = None  # in a class body: that class
        self.forward: Callable[[ast.Call, Scope], bool] | None = None  # in a constructor: reads `super().__init__`

    def own(self) -> Scope:
        """The scope in which `:=` binds."""
        scope = self
        while scope.passing and scope.outer is not None:
            scope = scope.outer
        return scope

    def find(self, name: str) -> Value | None:
        """What a name is bound to, None for nothing."""
        scope: Scope | None = self
        while scope is not None:
            value = scope.names.get(name)
            if value is not None:
                return value
            scope = scope.outer
        return None


def imported_metamodel() -> dict[str, Klass]:
    """The classes that `archhook` gives a ledger to import, by name."""
    made: dict[str, Klass] = {}
    for name, (kind, level) in CLASSES.items():
        parent = PARENTS.get(name)
        klass = Klass(name, (made[parent],) if parent else (), None, None)
        klass.mro = (klass, *(made[parent].mro if parent else ()))
        klass.meta, klass.kind, klass.level, klass.imported = name, kind, level, True
        made[name] = klass
    return made
