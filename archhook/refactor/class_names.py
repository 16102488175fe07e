"""Classes of a ledger under other names: their statements, imports, and wherever they are named."""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from typing import TYPE_CHECKING, NamedTuple

from archhook.author.ledger_bindings import Modules, statements
from archhook.author.source_lines import Text
from archhook.errors import ArchhookError, UsageError
from archhook.ledger.syntax import parse
from archhook.model.vocabulary import CLASSES
from archhook.refactor.id_mentions import rewritten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Classes = Mapping[tuple[str, str], str]
    """(module, class) -> its new name."""

_CLASS = re.compile(r"class\s+")
_QUOTES = re.compile(r"[\"']+")


class _Spot(NamedTuple):
    """Where a name stands: line from 1, column in code points from 0."""

    line: int
    column: int
    old: str
    new: str


def renamed_classes(sources: Mapping[str, bytes], entry: str, classes: Classes) -> dict[str, bytes]:
    """The modules of a ledger with some classes under other names. `UsageError` where a name is taken, `ArchhookError`
    where one cannot be edited.

    In prose a name is replaced where it can be nothing else: of several words, such as `FairPrice`.
    """
    modules = Modules(sources, entry)
    found = {}
    for path, source in sources.items():
        text = Text(source)
        spots = sorted(_Lookup(modules, path, classes, text.lines).spots())
        if spots:
            _refuse_taken(path, parse(source), {spot.old: spot.new for spot in spots})
            _put(text.lines, spots, path)
            found[path] = "".join(text.lines)
    words = _in_prose(modules, classes)
    for path, source in sources.items() if words else ():
        now = found.get(path) or "".join(Text(source).lines)
        found[path] = rewritten(now, lambda said: _replaced(said, words), lambda said: _replaced(said, words))
    return {path: text.encode(Text(sources[path]).encoding) for path, text in found.items()}


def refuse_name(name: str) -> None:
    """`UsageError` for what cannot be the name of a class in a ledger."""
    what = ""
    if not name.isidentifier():
        what = "no name that a class can have"
    elif not name.isascii():
        what = "not written in ASCII, and ids and names of classes are given in it alone"
    elif keyword.iskeyword(name) or hasattr(builtins, name):
        what = "a name of Python's own"
    elif name in CLASSES or name == "validate_architecture":
        what = "a name of the metamodel"
    elif name.startswith("_"):
        what = "private: a node's class is named where others see it"
    if what:
        raise UsageError(f"{name!r} is {what}", fix="choose another name, such as Storage")


def _in_prose(modules: Modules, classes: Classes) -> dict[str, str]:
    """Old name -> new one of the classes that prose can mean by their names: one of each, and no common words."""
    defined = [name for path in modules.sources for name in modules.of(path).classes]
    return {
        old: new
        for (_, old), new in classes.items()
        if defined.count(old) == 1 and any(letter.isupper() for letter in old[1:])
    }


def _replaced(text: str, words: Mapping[str, str]) -> str:
    """A text with some words replaced, if it is prose: what holds no blank is a name, or a path."""
    if not any(letter.isspace() for letter in text):
        return text
    return re.sub(rf"(?<![\w.])(?:{'|'.join(map(re.escape, words))})(?!\w)", lambda found: words[found[0]], text)


def _refuse_taken(path: str, body: list[ast.stmt], names: Mapping[str, str]) -> None:
    """`UsageError` where a module holds a new name already, in whatever sense."""
    wanted = {*names.values()} - names.keys()
    for node in ast.walk(ast.Module(body, [])):
        given = {getattr(node, key, None) for key in ("id", "name", "attr", "arg", "asname")}
        taken = [name for name in wanted if name in given]
        if taken:
            raise UsageError(
                f"{taken[0]} stands in {path}:{getattr(node, 'lineno', 1)} already", fix="choose another name"
            )


def _put(lines: list[str], spots: list[_Spot], path: str) -> None:
    for line, column, old, new in reversed(spots):
        there = lines[line - 1]
        if not there.startswith(old, column):  # within an f-string some interpreters do not tell where a name is
            fix = f"write {new} there by hand, or take {old} out of the string; then rename again"
            raise ArchhookError(f"{old} is named here in a way that cannot be edited", path=path, line=line, fix=fix)
        lines[line - 1] = there[:column] + new + there[column + len(old) :]


class _Lookup:
    """Looks for the places of one module that name some classes."""

    def __init__(self, modules: Modules, path: str, classes: Classes, lines: list[str]) -> None:
        self.modules, self.path, self.classes, self.lines = modules, path, classes, lines
        self.olds = {name for _, name in classes}
        self.bom = lines[0].startswith("\ufeff") if lines else False

    def spots(self) -> set[_Spot]:
        """Every place, each once."""
        body = parse(self.modules.sources[self.path])
        found: set[_Spot] = set()
        for statement in statements(self.modules.sources[self.path]):
            found.update(self._of_statement(statement))
        for node in ast.walk(ast.Module(body, [])):
            found.update(self._of_node(node))
        return found

    def _new(self, path: str, name: str) -> str | None:
        """The new name of the class that a name of a module stands for; None where it stays."""
        if name.rpartition(".")[2] not in self.olds:
            return None
        found = self.modules.origin(path, name)
        return self.classes.get(found) if found is not None else None

    def _of_statement(self, statement: ast.stmt) -> Iterator[_Spot]:
        if isinstance(statement, ast.ClassDef) and (self.path, statement.name) in self.classes:
            spot = self._spot(statement.lineno, statement.col_offset, statement.name, "class")
            yield spot._replace(new=self.classes[self.path, statement.name])
        targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
        if any(isinstance(one, ast.Name) and one.id == "__all__" for one in targets):
            for node in ast.walk(statement):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    new = self._new(self.path, node.value)
                    if new is not None:
                        spot = self._spot(node.lineno, node.col_offset, node.value, "string")
                        yield spot._replace(new=new)

    def _of_node(self, node: ast.AST) -> Iterator[_Spot]:
        if isinstance(node, ast.Name):
            new = self._new(self.path, node.id)
            if new is not None:
                yield self._spot(node.lineno, node.col_offset, node.id)._replace(new=new)
        elif isinstance(node, ast.Attribute) and node.attr in self.olds:
            dotted = _dotted(node)
            new = self._new(self.path, dotted) if dotted else None
            if new is not None:
                at = (node.end_col_offset or 0) - len(node.attr)
                yield self._spot(node.end_lineno or node.lineno, at, node.attr)._replace(new=new)
        elif isinstance(node, ast.ImportFrom):
            source = self.modules.source(node.module or "", node.level, self.path)
            for alias in node.names if source else ():
                new = self._new(source, alias.name)
                if new is not None:
                    yield self._spot(alias.lineno, alias.col_offset, alias.name)._replace(new=new)

    def _spot(self, line: int, column: int, name: str, lead: str = "") -> _Spot:
        """The place of a name that begins where the syntax tree says, behind what leads up to it."""
        text = self.lines[line - 1]
        shift = int(self.bom and line == 1)
        at = len(text[shift:].encode("utf-8", "surrogatepass")[:column].decode("utf-8", "surrogatepass")) + shift
        pattern = _CLASS if lead == "class" else _QUOTES if lead == "string" else None
        found = pattern.match(text, at) if pattern is not None else None
        return _Spot(line, found.end() if found else at, name, "")


def _dotted(node: ast.expr) -> str:
    """`tasks.Core` of an attribute of names; "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        head = _dotted(node.value)
        return f"{head}.{node.attr}" if head else ""
    return ""
