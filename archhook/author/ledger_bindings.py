"""What the names of a ledger's modules mean: which of them stand for a class of the metamodel, and what is imported.

Only what a module says at its top level counts, branches included. It is read to know whether something has to be
imported; whether the result means what it is to mean, the ledger's own reader says afterwards.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from archhook.graph.graph import reachable
from archhook.ledger.syntax import parse
from archhook.model.vocabulary import CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ARCHHOOK = "archhook"


class Bound(NamedTuple):
    """What one module binds. A source is a module of the ledger by its path, or `archhook`."""

    names: dict[str, tuple[str, str]]  # name -> (source, its name there)
    modules: dict[str, str]  # name, dotted where it is bound so -> source
    stars: list[str]  # sources
    classes: set[str]  # those that it defines


class Modules:
    """The modules of a ledger; each is parsed once, when something is asked about it."""

    def __init__(self, sources: Mapping[str, bytes], entry: str) -> None:
        self.sources = sources
        self.package = entry.removesuffix("__init__.py") if entry.endswith("__init__.py") else ""
        parts = entry.removesuffix(".py").removesuffix("/__init__").split("/")
        self._roots = tuple(".".join(parts[at:]) for at in range(len(parts)))
        self._entry = entry
        self._bound: dict[str, Bound] = {}
        self._below: dict[str, set[str]] = {}
        self._handed_on: set[tuple[str, str]] | None = None

    def source(self, module: str, level: int, path: str) -> str:
        """The source that a `from` names in a module: a path of the ledger, `archhook`, or "" for anything else."""
        if not level:
            if module == ARCHHOOK:
                return ARCHHOOK
            for root in self._roots:
                if module == root or module.startswith(f"{root}."):
                    return self._path(module[len(root) + 1 :])
            return ""
        if not self.package:
            return ""
        parts = path.removeprefix(self.package).split("/")[:-level]
        if level > len(path.removeprefix(self.package).split("/")):
            return ""
        return self._path(".".join([*parts, *(module.split(".") if module else [])]))

    def _path(self, dotted: str) -> str:
        if not self.package:
            return self._entry if not dotted else ""
        inner = self.package + dotted.replace(".", "/")
        candidates = (f"{inner}.py", f"{inner.rstrip('/')}/__init__.py")
        return next((one for one in candidates if one in self.sources), "")

    def relative(self, target: str, path: str) -> str:
        """How a module names another one in `from ... import`: `.plan`, `..plan`."""
        here = path.removeprefix(self.package).split("/")[:-1]
        there = target.removeprefix(self.package).removesuffix(".py").split("/")
        if there[-1] == "__init__":
            there.pop()
        common = 0
        while common < min(len(here), len(there)) and here[common] == there[common]:
            common += 1
        return "." * (len(here) - common + 1) + ".".join(there[common:])

    @property
    def dotted(self) -> str:
        """The dotted name of the ledger's package, from the project's folder; "" of a ledger in one file."""
        return self.package.rstrip("/").replace("/", ".")

    def absolute(self, target: str) -> str:
        """How a module names another one from the top: `architecture.plan`."""
        return target.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def of(self, path: str) -> Bound:
        """What a module binds."""
        if path not in self._bound:
            self._bound[path] = self._read(path)
        return self._bound[path]

    def _read(self, path: str) -> Bound:
        bound = Bound({}, {}, [], set())
        for statement in statements(self.sources[path]):
            if isinstance(statement, ast.ClassDef):
                bound.classes.add(statement.name)
            elif isinstance(statement, ast.Import):
                for alias in statement.names:
                    source = self.source(alias.name, 0, path)
                    if source:
                        bound.modules[alias.asname or alias.name] = source
            elif isinstance(statement, ast.ImportFrom):
                self._from(statement, path, bound)
        return bound

    def _from(self, statement: ast.ImportFrom, path: str, bound: Bound) -> None:
        source = self.source(statement.module or "", statement.level, path)
        for alias in statement.names:
            below = ".".join(part for part in (statement.module, alias.name) if part)
            module = self.source(below, statement.level, path) if source != ARCHHOOK else ""
            if alias.name == "*":
                bound.stars.extend([source] if source else ())
            elif module:
                bound.modules[alias.asname or alias.name] = module
            elif source:
                bound.names[alias.asname or alias.name] = (source, alias.name)

    def imported_by(self, path: str) -> set[str]:
        """A module of the ledger, those that it imports, and those that these import."""
        if path not in self._below:
            self._below[path] = reachable((path,), self._direct)
        return self._below[path]

    def _direct(self, path: str) -> set[str]:
        bound = self.of(path)
        sources = {*(source for source, _ in bound.names.values()), *bound.modules.values(), *bound.stars}
        return sources & self.sources.keys()

    def is_handed_on(self, path: str, name: str) -> bool:
        """Whether another module of the ledger takes a name from this one, which imports it."""
        if self._handed_on is None:
            every = [self.of(one) for one in self.sources]
            self._handed_on = {pair for bound in every for pair in bound.names.values()}
            self._handed_on |= {(source, "*") for bound in every for source in bound.stars}
        return (path, name) in self._handed_on or (path, "*") in self._handed_on

    def meaning(self, path: str, name: str) -> str:
        """The class of the metamodel that a name of a module (`archhook`, too) stands for, "" for none."""
        found = self.origin(path, name)
        return found[1] if found is not None and found[1] in CLASSES else ""

    def origin(self, path: str, name: str) -> tuple[str, str] | None:
        """(the module, or `archhook`, that defines the class which a name of a module stands for; its name there)."""
        return self._origin(path, name, set())

    def _origin(self, path: str, name: str, seen: set[tuple[str, str]]) -> tuple[str, str] | None:
        if path == ARCHHOOK:
            return (path, name) if name in CLASSES else None
        if (path, name) in seen:
            return None
        seen.add((path, name))
        bound = self.of(path)
        head, _, last = name.rpartition(".")
        if head:
            return self._origin(bound.modules[head], last, seen) if head in bound.modules else None
        if name in bound.classes:
            return path, name
        if name in bound.names:
            return self._origin(*bound.names[name], seen)
        through = (self._origin(source, name, seen) for source in bound.stars)
        return next((one for one in through if one is not None), None)

    def binds(self, path: str, name: str) -> bool:
        """Whether a module binds a name, as far as that is seen here."""
        bound = self.of(path)
        return name in bound.names or name in bound.modules or self.origin(path, name) is not None

    def spelled(self, path: str, kind: str, like: str) -> str:
        """How a module names a class of the metamodel: as it names the class `like` where it can; "" where it does not.

        `like`: a base class as it is written there, `Task` or `archhook.Task`.
        """
        bound = self.of(path)
        dotted = [f"{name}.{kind}" for name, source in bound.modules.items() if self.meaning(source, kind) == kind]
        head = like.rpartition(".")[0]
        if head and f"{head}.{kind}" in dotted:
            return f"{head}.{kind}"
        own = [name for name in (*bound.names, *sorted(bound.classes)) if self.meaning(path, name) == kind]
        if kind in own or self.meaning(path, kind) == kind:
            return kind
        return next(iter((*own, *dotted)), "")

    def holder(self, kind: str, path: str) -> str:
        """The source from which a module can import a class of the metamodel that it does not name yet; "" for none."""
        sources = [source for source, _ in self.of(path).names.values()]
        sources += [one for one in self.sources if kind in self.of(one).classes and one != path]
        pasted = any({"Node", "Task"} & self.of(one).classes for one in self.sources)
        sources += [] if pasted else [ARCHHOOK]
        return next((source for source in sources if self.meaning(source, kind) == kind), "")


def statements(source: bytes) -> Iterator[ast.stmt]:
    """The statements at the top level of a module, those in branches included."""
    try:
        waiting = parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return
    while waiting:
        statement, *waiting = waiting
        yield statement
        if isinstance(statement, ast.If | ast.Try):
            inner = [*statement.body, *statement.orelse]
            for handler in getattr(statement, "handlers", ()):
                inner += handler.body
            waiting = [*inner, *waiting]
