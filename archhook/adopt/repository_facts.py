"""What `archhook init` knows of a repository before it plans: paths, what each file holds, what the project says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from archhook.adopt.named_packages import Shipped
from archhook.inventory.module_names import INIT
from archhook.inventory.pytest_collection import test_names
from archhook.inventory.python_file import governed_symbols

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.model.config import Config
    from archhook.model.nodes import FileInventory, Import

METAMODEL = frozenset({"Intent", "Requirement", "Design", "Task"})
_GUARD = re.compile(rb"^if[ \t(]+__name__\s*==\s*[\"']__main__[\"'].*:", re.MULTILINE)
_BACK = re.compile(rb"^[^\s#)]", re.MULTILINE)


class Held(NamedTuple):
    """What one Python file holds, as far as a ledger says it."""

    classes: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    globals: tuple[str, ...] = ()
    imports: tuple[Import, ...] = ()  # those that count: without what only a type checker sees, unless that does
    typed: tuple[Import, ...] = ()  # the others, of an `__init__.py`: it may hand the names on by `__getattr__`
    tests: bool = False  # tests by name and place
    cases: bool = False  # tests in a file that is not named for them
    testing: bool = False  # tests, whatever the file is called and wherever it lies
    ledger: bool = False  # nodes of an architecture
    title: str = ""  # the sentence of its docstring that says what it is for
    error: str = ""  # why it is not Python
    line: int = 0  # where that is met, from 1
    guarded: range = range(0)  # the lines under the main guard

    @property
    def names(self) -> int:
        """How many names a Task has to declare."""
        return len(self.classes) + len(self.functions) + len(self.globals)


class Facts(NamedTuple):
    """A project: its Python files that git tracks as regular files, and what it says of itself."""

    files: Mapping[str, Held]  # path -> what it holds; what the configuration excludes is left out
    roles: Mapping[str, str]  # path -> governed | test
    name: str
    description: str  # of the metadata, "" for none
    readme: str  # the first paragraph, "" for none
    projects: tuple[str, ...] = ()  # folders below the root, with a final slash, that hold a ledger of their own
    built: frozenset[str] = frozenset({""})  # "", and the folders, with a final slash, of projects within the project
    taken: frozenset[str] = frozenset()  # the names in the project's folder: files, folders, links
    shipped: Shipped = Shipped()  # what the metadata names as the product
    promises: tuple[str, ...] = ()  # the points of the README's list of features
    python: tuple[str, str] = ("", "")  # which Python the project asks for, the file that says so; "" for none


def held(path: str, inventory: FileInventory, title: str, config: Config) -> Held:
    """What a file holds, from its inventory."""
    if inventory.error is not None:
        return Held(error=" ".join(inventory.error.message.split()), line=inventory.error.line)
    names: dict[str, list[str]] = {"class": [], "function": [], "global": []}
    for symbol in governed_symbols(inventory, "module" if config.symbols == "files" else config.symbols):
        names[symbol.kind].append(symbol.name)
    tests = bool(test_names(path, inventory, config.pytest))
    anywhere = config.pytest._replace(files=("*",), testpaths=())
    bases = {base.rpartition(".")[2] for symbol in inventory.symbols for base in symbol.bases}
    return Held(
        tuple(names["class"]),
        tuple(names["function"]),
        tuple(names["global"]),
        tuple(one for one in inventory.imports if _counts(one, config)),
        tuple(one for one in inventory.imports if not _counts(one, config)) if path.rpartition("/")[2] == INIT else (),
        tests,
        any(base.endswith("TestCase") for base in bases),
        tests or bool(test_names(path, inventory, anywhere)),
        len(bases & METAMODEL) > 1,
        title,
    )


def _counts(item: Import, config: Config) -> bool:
    """Whether an import is held against what Designs declare."""
    if item.kind == "typing":
        return config.typing_imports == "count"
    return item.kind != "dynamic" or config.dynamic_imports == "count"


def guarded_lines(source: bytes) -> range:
    """The lines under the main guard of a module: what it imports there is for a demonstration, or for a script.

    Told by how they look: it is said of most imports, and nothing but an order of preference hangs on it.
    """
    found = _GUARD.search(source)
    if found is None:
        return range(0)
    back = _BACK.search(source, found.end())
    first = source.count(b"\n", 0, found.start()) + 1
    return range(first, first + len(source[found.start() : back.start() if back else None].splitlines()))
