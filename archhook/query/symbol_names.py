"""What a name without a file means (a class of the ledger, a module, a symbol), and which symbol a line belongs to."""

from __future__ import annotations

import _ast

from archhook.inventory.handed_on_names import STAR
from archhook.inventory.module_names import Resolver
from archhook.inventory.parse import iter_child_nodes
from archhook.inventory.python_file import last_part
from archhook.ledger.syntax import parse, walk
from archhook.model.nodes import sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import NamedTuple

    from archhook.model.nodes import FileInventory
    from archhook.query.architecture import Architecture
else:
    from archhook.records import NamedTuple

HANDED_ON = 10
"""So many imports of a name from one module to the next are followed."""

NAMED = ("governed", "test")
"""The roles of files whose symbols are looked through."""


class Meaning(NamedTuple):
    """One thing that a name means: a node, or a file with perhaps a symbol of it."""

    node: str = ""
    path: str = ""
    symbol: str = ""  # qualified
    kind: str = ""  # of the symbol

    @property
    def is_file(self) -> bool:
        """Whether it is a file whole."""
        return not self.node and not self.symbol

    def __str__(self) -> str:
        return self.node or (f"{self.path}:{self.symbol}" if self.symbol else self.path)


def meanings_of(architecture: Architecture, name: str) -> tuple[Meaning, ...]:
    """All that a name means: by its import name, else the nodes and symbols that bear it, wherever they are.

    Reads every inventory where it is no import name: what is asked so is asked by a person.
    """
    parts = name.split(".")
    if not all(part.isidentifier() for part in parts) or parts[1:] == ["py"]:
        return ()
    dotted = _imported(architecture, parts) if len(parts) > 1 else ()
    if dotted:
        return dotted
    found = [*_nodes(architecture, name), *_modules(architecture, parts), *_symbols(architecture, name)]
    return tuple(dict.fromkeys(found))


def symbol_names(architecture: Architecture) -> set[str]:
    """The bare names of all symbols, for "did you mean"."""
    return {last_part(one.symbol) for one in _all_symbols(architecture)}


def _imported(architecture: Architecture, parts: list[str]) -> tuple[Meaning, ...]:
    """What `package.module.Class.method` means: the longest module that there is, and the rest a symbol in it."""
    for count in range(len(parts), 0, -1):
        path = _module(architecture, "", ".".join(parts[:count]))
        if path:
            rest = ".".join(parts[count:])
            return _in_module(architecture, path, rest, HANDED_ON) if rest else (Meaning("", path),)
    return ()


def _module(architecture: Architecture, importer: str, module: str, name: str = "", level: int = 0) -> str:
    """The file that an import names, "" where the snapshot holds none."""
    resolver = Resolver(architecture.config.source_roots, _Files(architecture))
    return resolver.named(importer, module, name, level).written


class _Files:
    """The files of a snapshot, as a Resolver asks for them: to tell which folders hold some would read all paths."""

    def __init__(self, architecture: Architecture) -> None:
        self._files = architecture.files
        self.inventory: Callable[[str], FileInventory] = architecture.inventory

    def regular(self, path: str) -> bool:
        """Whether a path is a regular file."""
        fact = self._files.get(path)
        return fact is not None and fact.regular

    def folder(self, path: str) -> bool:
        """Any path may be a folder: a name that is looked for in one that there is not is not found."""
        return True

    def seen_through(self, path: str) -> bool:
        """No file is looked through: what is handed on is followed here, to the symbol itself."""
        return False


def _in_module(architecture: Architecture, path: str, name: str, steps: int) -> tuple[Meaning, ...]:
    """The symbol of a module; where it only hands the name on, the symbol that is meant."""
    inventory = architecture.inventory(path)
    for symbol in inventory.symbols:
        if symbol.name == name:
            return (Meaning("", path, symbol.name, symbol.kind),)
    head = name.partition(".")[0]
    for item in inventory.imports if steps else ():
        if item.name in (head, STAR):
            origin = _module(architecture, path, item.module, "" if item.name == STAR else item.name, item.level)
            found = _in_module(architecture, origin, name, steps - 1) if origin not in ("", path) else ()
            if found:
                return found
    return ()


def _nodes(architecture: Architecture, name: str) -> list[Meaning]:
    """The nodes whose class has a name."""
    ids = {classes[name][1] for one in architecture.lines.values() if name in (classes := one.classes())}
    return [Meaning(node_id) for node_id in sorted(ids - {""}, key=sort_key)]


def _modules(architecture: Architecture, parts: list[str]) -> list[Meaning]:
    path = _module(architecture, "", ".".join(parts))
    return [Meaning("", path)] if path and architecture.files[path].role in NAMED else []


def _symbols(architecture: Architecture, name: str) -> list[Meaning]:
    """The symbols of a qualified name; only where there is none, those of a bare name."""
    symbols = tuple(_all_symbols(architecture))
    exact = [one for one in symbols if one.symbol == name]
    return exact or [one for one in symbols if last_part(one.symbol) == name]


def _all_symbols(architecture: Architecture) -> Iterator[Meaning]:
    paths = sorted(path for path, fact in architecture.files.items() if fact.role in NAMED and fact.regular)
    architecture.expect_inventories(paths)
    for path in paths:
        for symbol in architecture.inventory(path).symbols:
            yield Meaning("", path, symbol.name, symbol.kind)


def statement_at(source: bytes, line: int) -> str:
    """The qualified name of the innermost class, function or module-level name whose statement holds a line.

    Decorators belong to what they decorate. "" where there is none, or the source is no Python.
    """
    try:
        body = parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return ""
    parts: list[str] = []
    while True:
        found = next((one for one in body if _first(one) <= line <= (one.end_lineno or one.lineno)), None)
        if isinstance(found, _ast.ClassDef | _ast.FunctionDef | _ast.AsyncFunctionDef):
            parts.append(found.name)
            body = found.body
            continue
        if found is not None and not parts and (name := _bound(found)):
            return name
        inner = [] if found is None else [*_blocks(found)]
        if not inner:
            return ".".join(parts)
        body = inner


def _first(statement: _ast.stmt) -> int:
    if not isinstance(statement, _ast.ClassDef | _ast.FunctionDef | _ast.AsyncFunctionDef):
        return statement.lineno
    return min([statement.lineno, *(one.lineno for one in statement.decorator_list)])


def _bound(statement: _ast.stmt) -> str:
    """The name that an assignment binds; the first of several."""
    targets = statement.targets if isinstance(statement, _ast.Assign) else [getattr(statement, "target", None)]
    for target in targets:
        for node in walk(target) if target is not None else ():
            if isinstance(node, _ast.Name):
                return node.id
    return ""


def _blocks(node: _ast.AST) -> Iterator[_ast.stmt]:
    """The statements directly within a compound statement, of all its blocks."""
    for child in iter_child_nodes(node):
        if isinstance(child, _ast.stmt):
            yield child
        elif isinstance(child, _ast.ExceptHandler | _ast.match_case):
            yield from _blocks(child)
