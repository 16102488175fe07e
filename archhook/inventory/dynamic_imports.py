"""Imports that are calls: `importlib.import_module("a.b")`, `__import__("a.b")`. Nothing here recurses.

What is imported is known where a literal says it, relative to a literal package or to `__package__`. Every other use of
the two functions, handed to another one for instance, imports what is known only as it runs.
"""

from __future__ import annotations

import _ast
from bisect import bisect_left, bisect_right

from archhook.inventory.parse import LONGEST_NAME, iter_child_nodes, parse
from archhook.inventory.source_text import Text
from archhook.model.nodes import ParseError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    Found = tuple[int, int, str, str, int, str, str]
    """An Import, its place first, in bytes."""

_BUILT_IN = "__import__"
_FUNCTION = "import_module"
_PACKAGE = "__package__"


def dynamic_imports(tree: _ast.Module, lines: list[bytes]) -> tuple[list[Found], list[int]]:
    """The imports by call whose target is known, in no order, and the lines of the others. `lines`: the source's.

    Whether a name is the function of importlib is told by the imports of the whole file, wherever they stand. Only what
    covers a line with one of the names is looked at: to walk over all expressions takes longer than to parse them.
    """
    names = _names(tree, lines)
    found: list[Found] = []
    unknown: list[int] = []
    called: set[int] = set()
    for node in _covering(tree, _numbers(lines, {name.rpartition(".")[2] for name in names})):
        kind = type(node)
        if kind is _ast.Call and (name := _function(node.func, names)):
            called.add(id(node.func))
            target = _target(node, name)
            if target is None:
                unknown.append(node.lineno)
            else:
                found.append(target)
        elif kind is not _ast.Name and kind is not _ast.Attribute:
            continue
        elif id(node) not in called and type(node.ctx) is _ast.Load and _function(node, names):
            unknown.append(node.lineno)
    return found, unknown


def unknown_imports(source: bytes) -> list[tuple[int, str]]:
    """(line, its text) of each import by call of a file whose target is not known, in order; none of a file that cannot
    be parsed.
    """
    try:
        tree = parse(source)
    except RecursionError:
        return []
    if isinstance(tree, ParseError):
        return []
    lines = Text(source).lines
    return [
        (line, lines[line - 1].decode("utf-8", "replace").strip()) for line in sorted(dynamic_imports(tree, lines)[1])
    ]


def _names(tree: _ast.Module, lines: list[bytes]) -> dict[str, str]:
    """How a file may call the functions -> which of the two it is."""
    names = {_BUILT_IN: _BUILT_IN}
    for node in _covering(tree, _numbers(lines, ["importlib"])):
        if type(node) is _ast.Import:
            for alias in node.names:
                if alias.name == "importlib" or (alias.name.startswith("importlib.") and not alias.asname):
                    module = alias.asname or "importlib"
                    names[f"{module}.{_FUNCTION}"] = _FUNCTION
                    names[f"{module}.{_BUILT_IN}"] = _BUILT_IN
        elif type(node) is _ast.ImportFrom and node.module == "importlib" and not node.level:
            for alias in node.names:
                if alias.name in (_FUNCTION, "*"):
                    names[alias.asname or _FUNCTION] = _FUNCTION
                elif alias.name == _BUILT_IN:
                    names[alias.asname or _BUILT_IN] = _BUILT_IN
    return names


def _function(node: Any, names: dict[str, str]) -> str:
    """Which of the two functions an expression is, "" for neither."""
    if type(node) is _ast.Name:
        return names.get(node.id, "")
    if type(node) is _ast.Attribute and type(node.value) is _ast.Name:
        return names.get(f"{node.value.id}.{node.attr}", "")
    return ""


def _numbers(lines: list[bytes], words: Iterable[str]) -> list[int]:
    """The numbers of the lines that hold one of some names. One that is not ASCII can be spelt in several ways."""
    names = [word.encode() if word.isascii() else b"" for word in words]
    return [number for number, line in enumerate(lines, 1) if any(name in line for name in names)]


def _covering(tree: _ast.Module, numbers: list[int]) -> Iterator[Any]:
    """The nodes that cover one of some lines; what is called comes behind its call.

    Below a string with expressions all count: before Python 3.12 their places are not to be relied on.
    """
    todo: list[tuple[Any, bool]] = [(tree, True)]
    while todo:
        node, sure = todo.pop()
        if sure and (last := getattr(node, "end_lineno", None)) is not None:
            decorators = getattr(node, "decorator_list", None)  # they stand above the place of what they decorate
            first = decorators[0].lineno if decorators else node.lineno
            if bisect_left(numbers, first) == bisect_right(numbers, last):
                continue
            sure = type(node) is not _ast.JoinedStr
        yield node
        todo.extend([(child, sure) for child in iter_child_nodes(node)])


def _target(call: Any, function: str) -> Found | None:
    """What a call imports, None where that is not known."""
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if len(named) < len(call.keywords) or None in named or not named.keys() <= {"name", "package"}:
        return None
    values = dict(zip(("name", "package"), call.args, strict=False))
    if len(call.args) > 2 or values.keys() & named.keys():
        return None
    values |= named
    written = values.get("name")
    name = _literal(written)
    package = values.get("package")
    if function == _BUILT_IN:
        module, level = ("", 0) if package is not None else (name, 0)
    else:
        module, level = _absolute(name, package)
    if written is None or not (_is_module(module) if module else level):
        return None
    return (written.lineno, written.col_offset, module, "", level, "dynamic", "")


def _absolute(name: str, package: Any) -> tuple[str, int]:
    """The module and level of `import_module(name, package)`; "" for a module that is not known."""
    module = name.lstrip(".")
    level = len(name) - len(module)
    if not level:
        return module, 0
    if type(package) is _ast.Name and package.id == _PACKAGE:
        return module, level
    above = _literal(package).split(".")
    if level > len(above):
        return "", 0
    return ".".join(above[: len(above) - level + 1] + ([module] if module else [])), 0


def _literal(node: Any) -> str:
    """The text of a literal, "" of anything else."""
    return node.value if type(node) is _ast.Constant and type(node.value) is str else ""


def _is_module(name: str) -> bool:
    """Whether a name can be one of a module. It need be no identifier: a file `my-script.py` is one, too."""
    parts = name.split(".")
    return len(parts) <= LONGEST_NAME and all(
        part and part.isprintable() and "/" not in part and "\\" not in part for part in parts
    )
