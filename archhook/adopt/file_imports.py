"""Which files of a project import which: real imports, resolved below the project's source roots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.author.verifies import meant
from archhook.inventory.module_names import INIT, Resolver, folders_of, root_folders
from archhook.model.nodes import FileInventory, Symbol
from archhook.recovery.groups import Link

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from archhook.adopt.repository_facts import Held
    from archhook.author.verifies import Meant
    from archhook.model.nodes import Import


def source_roots(files: Mapping[str, Held], governed: Iterable[str], roots: tuple[str, ...]) -> tuple[str, ...]:
    """The configured roots, and those below which packages lie that are imported by a shorter name.

    A package's root is the folder from which its longest name is one that some file imports.
    """
    known = {root.strip("./") for root in roots}
    imported = {name for held in files.values() for one in held.imports if not one.level for name in _prefixes(one)}
    found: dict[str, None] = {}
    packages = {path.removesuffix("/__init__.py") for path in files if path.endswith("/__init__.py")}
    tops = {_top(path, packages) for path in governed if "/" in path}
    for top in sorted(tops):
        parts = top.split("/")
        for start in range(len(parts)):
            root = "/".join(parts[:start])
            if ".".join(parts[start:]) in imported:
                if root not in known:
                    found[root] = None
                break
    return (*roots, *found)


def _top(path: str, packages: set[str]) -> str:
    """The outermost package of the row of packages that a file lies in; without one, the module itself."""
    folder = path.rpartition("/")[0]
    if folder not in packages:
        return path.removesuffix(".py")
    while folder.rpartition("/")[0] in packages:
        folder = folder.rpartition("/")[0]
    return folder


def _prefixes(item: Import) -> tuple[str, ...]:
    parts = item.module.split(".")
    names = [".".join(parts[:count]) for count in range(1, len(parts) + 1)]
    return (*names, f"{item.module}.{item.name}") if item.name else tuple(names)


class _Files:
    """The files of a repository, as a Resolver asks for them."""

    def __init__(self, files: Mapping[str, Held], seen_through: Callable[[str], bool]) -> None:
        self._files = files
        self.seen_through = seen_through
        self._folders = {folder for path in files for folder in folders_of(path)}

    def regular(self, path: str) -> bool:
        return path in self._files

    def folder(self, path: str) -> bool:
        return f"{path}/" in self._folders

    def inventory(self, path: str) -> FileInventory:
        held = self._files[path]
        names = (("class", held.classes), ("function", held.functions), ("global", held.globals))
        symbols = (Symbol(kind, name, 0, 0) for kind, found in names for name in found)
        imports = sorted((*held.typed, *held.imports), key=lambda one: (one.line, one.column))
        return FileInventory(tuple(symbols), tuple(imports))


def _handing_on(path: str, tasks: Collection[str]) -> bool:
    """Whether the laws look through a file: an `__init__.py` without a Task."""
    return path.rpartition("/")[2] == INIT and path not in tasks


def _statements(imports: Iterable[Import]) -> list[int]:
    """For each imported name the number of its statement.

    A statement ends where another module is named, a name comes twice, or a line leaves room for `from ... import`
    before the name.
    """
    found: list[int] = []
    before: tuple[str, int, str, bool] | None = None
    names: set[str] = set()
    line, number = 0, -1
    for one in imports:
        statement = (one.module, one.level, one.kind, bool(one.name))
        room = one.line != line and one.column > len(f"from {'.' * one.level}{one.module} import ")
        if statement != before or one.name in names or room:
            before, number = statement, number + 1
            names.clear()
        line = one.line
        names.add(one.name)
        found.append(number)
    return found


def _kind(held: Held, item: Import) -> int:
    """The field of a `Link` that an import counts for."""
    if item.kind == "typing" or (item.kind == "lazy" and item.line in held.guarded):
        return 2
    return int(item.kind != "run")


class Graph:
    """What the imports of a repository's files mean, and which files import which."""

    def __init__(self, files: Mapping[str, Held], roots: tuple[str, ...]) -> None:
        self._files = files
        self._roots = roots
        self._open = Resolver(roots, _Files(files, lambda path: True))
        self._of: dict[str, tuple[Meant, ...]] = {}
        self.folders = root_folders(roots)

    def of(self, path: str) -> tuple[Meant, ...]:
        """What the imports of a file mean; a name that a package hands on is followed to the file that defines it."""
        if path not in self._of:
            self._of[path] = meant(path, self._files[path].imports, self._open)
        return self._of[path]

    def links(self, paths: Iterable[str], tasks: Collection[str]) -> dict[tuple[str, str], Link]:
        """(one of some files, a file that it imports) -> by how many statements: of a name that a package hands on, the
        file that it is from.

        An `__init__.py` that is among `tasks`, the files of Tasks, is what is imported itself.
        """
        resolver = Resolver(self._roots, _Files(self._files, lambda path: _handing_on(path, tasks)))
        counted: dict[tuple[str, str], list[int]] = {}
        for path in paths:
            held = self._files[path]
            seen: set[tuple[int, str]] = set()
            numbers = _statements(held.imports)
            for one in resolver.meanings(path, FileInventory(imports=held.imports)):
                statement = (numbers[one.index], one.file)
                if one.file and one.file != path and statement not in seen:
                    seen.add(statement)
                    counted.setdefault((path, one.file), [0, 0, 0])[_kind(held, held.imports[one.index])] += 1
        return {pair: Link(*found) for pair, found in counted.items()}
