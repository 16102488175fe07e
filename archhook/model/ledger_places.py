"""Where a ledger is entered, and where its classes stand, in a form from which a few lines are soon read."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import NamedTuple
else:
    from archhook.records import NamedTuple


FILE = "architecture.py"
PACKAGE = "architecture/__init__.py"


def entry_named(configured: str) -> str:
    """The module at which the ledger is entered that the setting `ledger` names, a file or a folder."""
    place = configured.removeprefix("./").rstrip("/")
    return place if place.endswith(".py") else f"{place}/__init__.py"


def entry_of(modules: Iterable[str]) -> str:
    """The module at which a ledger is entered: the file itself, or the package's outermost `__init__.py`."""
    return min(modules, key=lambda path: (not path.endswith("__init__.py"), path.count("/"), path))


class ModuleLines(NamedTuple):
    """Where the classes of one module stand, and what names it knows.

    `names`, `lines` and `ids` are texts, with a comma between one class and the next, in the order of their lines:
    of a ledger of ten thousand nodes in one file, three strings are read back sooner than thirty thousand values.
    """

    names: str
    lines: str
    ids: str  # of the node that a class declares, "" for none
    bound: dict[str, str]  # what else the module binds, and must not be bound again: name -> id, "" for no node
    metamodel: tuple[str, ...]
    late: dict[str, int]  # name of `bound` or `metamodel` -> line of its import, where that stands below a class

    @staticmethod
    def of(
        classes: Mapping[str, tuple[int, str]],
        bound: Mapping[str, str],
        metamodel: Iterable[str],
        imports: Mapping[str, int] = {},  # never changed
    ) -> ModuleLines:
        """The record of a module. `classes`: name -> (line, id); `imports`: name -> line of what imports it."""
        ordered = sorted((line, name, node_id) for name, (line, node_id) in classes.items())
        lines, names, ids = zip(*ordered, strict=True) if ordered else ((), (), ())
        late = {name: line for name, line in imports.items() if lines and line > lines[0]} if imports else {}
        return ModuleLines(",".join(names), ",".join(map(str, lines)), ",".join(ids), {**bound}, tuple(metamodel), late)

    def classes(self) -> dict[str, tuple[int, str]]:
        """Name -> (line, id) of every class."""
        if not self.names:
            return {}
        places = zip(map(int, self.lines.split(",")), self.ids.split(","), strict=True)
        return dict(zip(self.names.split(","), places, strict=True))


class Places:
    """The lines of classes by module and name. A module's table is made when it is first asked for."""

    def __init__(self, modules: Mapping[str, ModuleLines]) -> None:
        self._modules = modules
        self._tables: dict[str, dict[str, str]] = {}

    def line(self, module: str, class_name: str) -> int:
        """The line of a class statement. `KeyError` where there is none of that name."""
        table = self._tables.get(module)
        if table is None:
            found = self._modules[module]
            table = dict(zip(found.names.split(","), found.lines.split(","), strict=True))
            self._tables[module] = table
        return int(table[class_name])
