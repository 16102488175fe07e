"""Sources in memory, as a Resolver asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archhook.inventory.module_names import INIT, Resolver
from archhook.inventory.python_file import inventory

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.inventory.module_names import Meaning
    from archhook.model.nodes import FileInventory

ROOTS = ("src", ".")


class Sources:
    """Sources by path. Every `__init__.py` is looked through that defines nothing and is not `closed`."""

    def __init__(self, sources: Mapping[str, str], closed: Iterable[str] = ()) -> None:
        self.inventories = {path: inventory(source.encode()) for path, source in sources.items()}
        self.closed = set(closed)
        self.folders = {path[:at] for path in sources for at, letter in enumerate(path) if letter == "/"}

    def regular(self, path: str) -> bool:
        return path in self.inventories

    def folder(self, path: str) -> bool:
        return path in self.folders

    def inventory(self, path: str) -> FileInventory:
        return self.inventories[path]

    def seen_through(self, path: str) -> bool:
        if path.rpartition("/")[2] != INIT or path in self.closed:
            return False
        return all(one.name.startswith("__") for one in self.inventories[path].symbols)


def meanings(
    sources: Mapping[str, str], importer: str, roots: tuple[str, ...] = ROOTS, **options: Any
) -> tuple[Meaning, ...]:
    """What the imports of one of the sources mean."""
    files = Sources(sources, **options)
    return Resolver(roots, files).meanings(importer, files.inventory(importer))
