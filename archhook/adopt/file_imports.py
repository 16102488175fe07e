"""Which files of a project import which: real imports, resolved below the project's source roots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.inventory.meant_imports import Meanings
from archhook.inventory.module_names import root_folders

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from archhook.adopt.repository_facts import Held
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


class Graph(Meanings):
    """What the imports of a repository's files mean, and which files import which."""

    def __init__(self, files: Mapping[str, Held], roots: tuple[str, ...]) -> None:
        super().__init__(roots, files.__contains__, self._all, self._own)
        self._files = files
        self.folders = root_folders(roots)

    def targets(self, path: str, tasks: Collection[str]) -> set[str]:
        """The files that a file imports, itself left out: of a name that a package hands on, the one that defines it.

        An `__init__.py` that is among `tasks`, the files of Tasks, is what is imported itself.
        """
        return {one.written if one.written in tasks else one.file for one in self.of(path)} - {path}

    def _all(self, path: str) -> tuple[Import, ...]:
        held = self._files[path]
        return (*held.typed, *held.imports)

    def _own(self, path: str) -> frozenset[str]:
        held = self._files[path]
        return frozenset((*held.classes, *held.functions, *held.globals))
