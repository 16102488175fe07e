"""What Tasks and Tests declare of a file, and what kind of file it is: shared by INV and TST."""

from __future__ import annotations

from archhook.inventory.python_file import last_part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archhook.laws.law import FileFact
    from archhook.model.nodes import Declared, FileInventory, Node

KIND_OF = {"classes": "class", "functions": "function", "globals": "global"}
"""Field of a Task -> kind of the symbols that it declares."""

FIELD_OF = {kind: field for field, kind in KIND_OF.items()}
"""Kind of a symbol -> field of a Task that declares it."""

ALL_TESTS = "*"
"""`test_functions = "*"`: all tests of the file."""

NO_LINK = "declare a regular file that this repository holds itself"
"""What to do about a declared symlink or submodule."""


def file_name(path: str) -> str:
    """The last part of a path."""
    return path.rpartition("/")[2]


def held(inventory: FileInventory, kind: str) -> set[str]:
    """Every name that a file's symbols of a kind can be declared by."""
    names = {symbol.name for symbol in inventory.symbols if symbol.kind == kind}
    return names if kind == "global" else names | {last_part(name) for name in names}


def declared_names(nodes: Iterable[Node], field: str) -> set[str]:
    """All that several nodes declare in a field."""
    return {declared.name for node in nodes for declared in node.declared(field)}


def each_once(declared: Iterable[Declared]) -> Iterator[str]:
    """The names declared, one that is written twice once."""
    return iter(dict.fromkeys(item.name for item in declared))


def dotted(test: str) -> str:
    """The name of a test as a qualified name: `TestChat::test_x` is `TestChat.test_x`."""
    return test.replace("::", ".")


def python(path: str, declaring: Sequence[Node]) -> bool:
    """Whether a file has to be Python: by its name, or because symbols of it are declared.

    A Task may declare a file of another language (a schema, a container file), as long as it declares nothing in it.
    """
    return path.endswith(".py") or any(names for node in declaring for _, names in node.declares)


def slashes(path: str) -> str:
    """The `fix` of a missing path with backslashes, "" of another: some mean slashes by them."""
    return "write / between folders, not a backslash" if "\\" in path else ""


def why_missing(fact: FileFact | None) -> str:
    """Why a declared path is no file that could hold what is declared; "" if it is one."""
    if fact is None:
        return "which is not in the snapshot"
    if fact.regular:
        return ""
    return {
        "120000": "which is a symbolic link, and links are not governed",
        "160000": "which is a submodule, governed by its own ledger",
    }.get(fact.mode, f"which is no regular file (mode {fact.mode})")
