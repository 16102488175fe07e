"""Which functions of a file could not fail as tests: those that hold nothing, those that are skipped whatever happens.

A mark, a decorator or a call counts where the file imports pytest or unittest under the name that it begins with, and
gives that name no other meaning. Of several definitions of one name the last counts; where branches of the file have
one each, all of them have to be idle. What cannot be told is not said.
"""

from __future__ import annotations

import _ast
from itertools import chain

from archhook.inventory.skipping_marks import Marks
from archhook.inventory.syntax_tree import blocks, dotted, is_idle, target_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from typing import Any, NamedTuple
else:
    from archhook.records import NamedTuple

_FUNCTIONS = (_ast.FunctionDef, _ast.AsyncFunctionDef)
_OWN = frozenset({"self", "cls"})
_MARKS = "pytestmark"


class _Block(NamedTuple):
    """Statements that are being read, and where they stand."""

    statements: Iterator[Any]
    scope: str  # the qualified name of the class, "" for the module
    sure: bool  # they run whatever happens
    direct: bool  # they stand in the scope itself, and not in an `if` or the like
    given: frozenset[str]  # the parameters that `parametrize` gives to all functions of the scope
    fails: bool  # a mark says that all functions of the scope have to fail, or may


def idle_of(tree: _ast.Module, names: Mapping[str, str], bound: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
    """(qualified name, what skips it) of what could not fail as a test, sorted: functions, classes, "" for the file.

    What skips it is told as it is called, `pytest.mark.skip`; "" of a function that holds nothing that can fail.
    `names`: as of `meanings_of`. `bound`: the names that the file gives a meaning, each as often as it does. Functions
    within functions are no tests, and are left out.
    """
    reader = _Reader(Marks(names, bound))
    reader.read(tree)
    return tuple(sorted(reader.idle()))


class _Reader:
    """What stands in a file and in its classes, in the order of the source."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.found: dict[str, list[str | None]] = {}  # name -> of each definition: what skips it, "" idle, None neither
        self.defined: dict[str, int] = {}  # name -> when it was defined last
        self.began: dict[str, int] = {}  # name of a class -> when the last one began that stands in no branch
        self.unsure: set[str] = set()  # scopes with marks in a branch
        self.failing: set[str] = set()  # classes whose functions have to fail, or may
        self.todo: list[_Block] = []
        self.time = 0

    def idle(self) -> Iterator[tuple[str, str]]:
        """What was found."""
        for name, found in self.found.items():
            skips = [skip for skip in found if skip is not None]
            if len(skips) == len(found) and name not in self.unsure and not self._replaced(name):
                yield name, max(skips)

    def _replaced(self, name: str) -> bool:
        """Whether a class that the name stands in was defined once more behind it."""
        at = name.rfind(".")
        while at > 0:
            if self.began.get(name[:at], 0) > self.defined[name]:
                return True
            at = name.rfind(".", 0, at)
        return False

    def read(self, tree: _ast.Module) -> None:
        """Reads all of the file."""
        for node in tree.body:
            if type(node) is _ast.Assign:
                self.marks.learn(node)
        self._enter(tree.body, "", (), _Block(iter(()), "", True, True, frozenset(), False))
        while self.todo:
            block = self.todo[-1]
            for node in block.statements:
                kind = type(node)
                if kind in _FUNCTIONS:
                    self._record(_within(block.scope, node.name), self._of_function(node, block), sure=block.sure)
                elif kind is _ast.ClassDef:
                    marked = [*node.decorator_list, *(one for one in node.bases if dotted(one) in self.failing)]
                    self._enter(node.body, _within(block.scope, node.name), marked, block)
                    break
                elif inner := list(blocks(node)):
                    self.todo.append(block._replace(statements=chain.from_iterable(inner), sure=False, direct=False))
                    break
                else:
                    self._simple(block, node)
            else:
                self.todo.pop()

    def _enter(self, body: Sequence[Any], scope: str, decorators: Sequence[Any], around: _Block) -> None:
        """Begins to read a class, or the module, with what its decorators and its `pytestmark` say of all in it; a
        class that must fail says so of those that are derived from it.
        """
        marks = [*decorators, *_pytestmarks(body)]
        self._record(scope, next(filter(None, map(self.marks.skip, marks)), None), sure=around.sure)
        if around.sure:
            self.began[scope] = self.time
        given = around.given.union(*map(self.marks.given, marks))
        fails = around.fails or any(dotted(one) in self.failing or self.marks.xfails(one) for one in marks)
        if fails and scope:
            self.failing.add(scope)
        self.todo.append(_Block(iter(body), scope, around.sure, True, given, fails))

    def _record(self, name: str, skip: str | None, *, sure: bool) -> None:
        self.time += 1
        self.defined[name] = self.time
        if sure:
            self.found[name] = [skip]
        else:
            self.found.setdefault(name, []).append(skip)

    def _simple(self, block: _Block, node: Any) -> None:
        """A statement without others in it: it may skip the file, mark its scope, or give a name another meaning."""
        if type(node) is _ast.Expr:
            if block.direct and not block.scope and self.marks.skips_module(node.value):
                self._record("", "pytest.skip", sure=True)
            return
        for name in _bound_by(node):
            if block.scope or not block.direct:
                self.marks.forget(name)
            if name == _MARKS:
                if not block.direct:
                    self.unsure.add(block.scope)
            elif (whole := _within(block.scope, name)) in self.found:
                self._record(whole, None, sure=block.sure)

    def _of_function(self, node: Any, around: _Block) -> str | None:
        """What skips a function, "" where it holds nothing that can fail, None for any other and what is called like
        `__init__`.
        """
        marks, body = node.decorator_list, node.body
        if node.name.startswith("__") and node.name.endswith("__"):
            return None
        described = type(body[0]) is _ast.Expr and type(body[0].value) is _ast.Constant
        first = body[1] if described and len(body) > 1 else body[0]
        skip = next(filter(None, map(self.marks.skip, marks)), "") or self.marks.leaves(first)
        if skip:
            return skip
        if around.fails or not all(map(is_idle, body)) or not all(map(self.marks.is_mark, marks)):
            return None
        own = _OWN.union(*map(self.marks.given, marks))
        given = all(one in own or one in around.given for one in _parameters(node.args))
        return "" if given and not any(map(self.marks.xfails, marks)) else None


def _parameters(arguments: Any) -> Iterator[str]:
    """The names of all parameters of a function."""
    for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg):
        if one is not None:
            yield one.arg


def _pytestmarks(body: Iterable[Any]) -> list[Any]:
    """The marks that the statements of a scope give to all that stands in it: the last assignment counts."""
    found: list[Any] = []
    for node in body:
        if type(node) in (_ast.Assign, _ast.AnnAssign, _ast.AugAssign) and _MARKS in _bound_by(node):
            value = node.value
            several = type(value) is _ast.List or type(value) is _ast.Tuple
            if type(node) is not _ast.AugAssign:
                found = []
            found += value.elts if several else [value]
    return found


def _bound_by(node: Any) -> list[str]:
    """The names that a statement without others in it binds or unbinds."""
    kind = type(node)
    if kind is _ast.Assign or kind is _ast.Delete:
        return [name.id for name in target_names(node.targets)]
    if kind is _ast.AugAssign or (kind is _ast.AnnAssign and node.value is not None):
        return [name.id for name in target_names((node.target,))]
    if kind is _ast.Import or kind is _ast.ImportFrom:
        return [alias.asname or alias.name.partition(".")[0] for alias in node.names]
    return []


def _within(scope: str, name: str) -> str:
    return f"{scope}.{name}" if scope else name
