"""Which files of a project import which: real imports, resolved below the project's source roots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.inventory.module_names import resolve, root_folders
from archhook.inventory.reexports import Meanings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.adopt.repository_facts import Held
    from archhook.inventory.reexports import Meant
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


class Graph:
    """Importer -> the files that it imports; worked out once per file, absolute names once per name."""

    def __init__(self, files: Mapping[str, Held], roots: tuple[str, ...]) -> None:
        self._files = files
        self._roots = roots
        self.folders = root_folders(roots)
        self._absolute: dict[tuple[str, str], tuple[str, ...]] = {}
        self._first = {path.split("/")[0].removesuffix(".py") for path in files}
        for root in roots:
            head = root.strip("./") + "/"
            below = (path.removeprefix(head) for path in files if path.startswith(head))
            self._first |= {path.split("/")[0].removesuffix(".py") for path in below}
        self._meanings = Meanings(roots, files.__contains__, self._handed, self._defined)
        self._meant: dict[tuple[str, str], Meant | None] = {}

    def of(self, path: str) -> tuple[str, ...]:
        """The files that a file imports, sorted, itself left out."""
        found: set[str] = set()
        for one in self._files[path].imports:
            if one.level:
                found.update(resolve(one, path, self._roots, self._files.__contains__))
            elif one.module.split(".")[0] in self._first:
                found.update(self._named(one, path))
        return tuple(sorted(found - {path}))

    def meant(self, path: str) -> tuple[Meant, ...]:
        """What the imports of a file mean, in their order: names that a package hands on are followed."""
        found: dict[Meant, None] = {}
        for one in self._files[path].imports:
            if one.level:
                meant = self._meanings.meant(one, path)
            elif one.module.split(".")[0] in self._first:
                key = (one.module, one.name)
                if key not in self._meant:
                    self._meant[key] = self._meanings.meant(one, path)
                meant = self._meant[key]
            else:
                continue
            if meant is not None and meant.written != path:
                found[meant] = None
        return tuple(found)

    def _handed(self, path: str) -> tuple[Import, ...]:
        held = self._files[path]
        return (*held.typed, *held.imports)

    def _defined(self, path: str) -> frozenset[str]:
        held = self._files[path]
        return frozenset((*held.classes, *held.functions, *held.globals))

    def _named(self, one: Import, path: str) -> tuple[str, ...]:
        key = (one.module, one.name)
        if key not in self._absolute:
            self._absolute[key] = resolve(one, path, self._roots, self._files.__contains__)
        return self._absolute[key]
