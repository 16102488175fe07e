"""Which functions of a file could not fail as tests: those that hold nothing, those that are skipped whatever happens.

A mark, a decorator or a call counts where the file imports pytest or unittest under the name that it begins with, and
gives that name no other meaning. Of several definitions of one name the last counts; where branches of the file have
one each, all of them have to be idle. What cannot be told is not said.
"""

from __future__ import annotations

import _ast
from itertools import chain

from archhook.inventory.syntax_tree import blocks, dotted, is_idle, target_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from typing import Any, NamedTuple
else:
    from archhook.records import NamedTuple

_FUNCTIONS = (_ast.FunctionDef, _ast.AsyncFunctionDef)
_OWN = frozenset({"self", "cls"})
_MARK = "pytest.mark."
_MARKS = "pytestmark"
_LIBRARIES = ("pytest", "unittest")


class _Block(NamedTuple):
    """Statements that are being read, and where they stand."""

    statements: Iterator[Any]
    scope: str  # the qualified name of the class, "" for the module
    sure: bool  # they run whatever happens
    direct: bool  # they stand in the scope itself, and not in an `if` or the like
    given: frozenset[str]  # the parameters that `parametrize` gives to all functions of the scope


def meanings_of(imports: Iterable[Sequence[Any]], bound: Collection[str]) -> dict[str, str]:
    """Name in a file -> what of pytest or unittest it means (`pt` -> `pytest`, `mark` -> `pytest.mark`).

    `imports`: a line, a byte, and the fields of an Import but its place. `bound`: the names that the file gives a
    meaning of its own.
    """
    found: dict[str, str] = {}
    for _, _, module, name, level, _, binds in imports:
        if binds:
            library = module.partition(".")[0]
            meaning = f"{module}.{name}" if name else library if binds == library else module
            known = library in _LIBRARIES and not level and found.get(binds, meaning) == meaning and binds not in bound
            found[binds] = meaning if known else ""
    return {name: meaning for name, meaning in found.items() if meaning}


def idle_of(tree: _ast.Module, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(qualified name, what skips it) of what could not fail as a test, sorted: functions, classes, "" for the file.

    What skips it is told as it is called, `pytest.mark.skip`; "" of a function that holds nothing that can fail.
    `names`: as of `meanings_of`. Functions within functions are no tests, and are left out.
    """
    reader = _Reader(_Marks(names))
    reader.read(tree)
    return tuple(sorted(reader.idle()))


class _Reader:
    """What stands in a file and in its classes, in the order of the source."""

    def __init__(self, marks: _Marks) -> None:
        self.marks = marks
        self.found: dict[str, list[str | None]] = {}  # name -> of each definition: what skips it, "" idle, None neither
        self.defined: dict[str, int] = {}  # name -> when it was defined last
        self.began: dict[str, int] = {}  # name of a class -> when the last one began that stands in no branch
        self.unsure: set[str] = set()  # scopes with marks in a branch
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
        self._enter(tree.body, "", (), sure=True, given=frozenset())
        while self.todo:
            block = self.todo[-1]
            for node in block.statements:
                kind = type(node)
                if kind in _FUNCTIONS:
                    self._record(_within(block.scope, node.name), self._of_function(node, block.given), sure=block.sure)
                elif kind is _ast.ClassDef:
                    name = _within(block.scope, node.name)
                    self._enter(node.body, name, node.decorator_list, sure=block.sure, given=block.given)
                    break
                elif inner := list(blocks(node)):
                    self.todo.append(block._replace(statements=chain.from_iterable(inner), sure=False, direct=False))
                    break
                else:
                    self._simple(block, node)
            else:
                self.todo.pop()

    def _enter(
        self, body: Sequence[Any], scope: str, decorators: Sequence[Any], *, sure: bool, given: frozenset[str]
    ) -> None:
        """Begins to read a class, or the module, with what its decorators and its `pytestmark` say of all in it."""
        marks = [*decorators, *_pytestmarks(body)]
        self._record(scope, next(filter(None, map(self.marks.skip, marks)), None), sure=sure)
        if sure:
            self.began[scope] = self.time
        self.todo.append(_Block(iter(body), scope, sure, True, given.union(*map(self.marks.given, marks))))

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
            if name == _MARKS:
                if not block.direct:
                    self.unsure.add(block.scope)
            elif (whole := _within(block.scope, name)) in self.found:
                self._record(whole, None, sure=block.sure)

    def _of_function(self, node: Any, given: frozenset[str]) -> str | None:
        """What skips a function, "" where it holds nothing that can fail, None for any other and what is called like
        `__init__`.
        """
        marks, body = node.decorator_list, node.body
        if node.name.startswith("__") and node.name.endswith("__"):
            return None
        described = type(body[0]) is _ast.Expr and type(body[0].value) is _ast.Constant
        first = body[1] if described and len(body) > 1 else body[0]
        skip = next(filter(None, map(self.marks.skip, marks)), "") or self.marks.called(first)
        if skip:
            return skip
        if not all(map(is_idle, body)) or not all(map(self.marks.is_mark, marks)):
            return None
        own = _OWN.union(*map(self.marks.given, marks))
        return "" if all(name in own or name in given for name in _parameters(node.args)) else None


class _Marks:
    """What the marks of pytest, the decorators of unittest and the calls that skip say. `names`: see `meanings_of`."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def is_mark(self, node: Any) -> bool:
        """Whether a decorator is a mark, and nothing that could do something."""
        return self._meaning(node).startswith(_MARK)

    def skip(self, node: Any) -> str:
        """What a decorator or mark is called that skips whatever happens; "" for any other."""
        name = self._meaning(node)
        if name in ("pytest.mark.skip", "unittest.skip"):
            return name
        keywords = _keywords(node)
        if not name or keywords is None:
            return ""
        conditions = [*node.args] if type(node) is _ast.Call else []
        conditions += [keywords["condition"]] if "condition" in keywords else []
        holds = any(_is_constant(one, true=True) and not _is_text(one) for one in conditions)
        if name == "pytest.mark.skipif" and (holds or not conditions):
            return f"{name}(True)"
        if name == "pytest.mark.xfail" and (holds or not conditions) and _is_constant(keywords.get("run"), true=False):
            return f"{name}(run=False)"
        if name == "unittest.skipIf" and any(_is_constant(one, true=True) for one in conditions[:1]):
            return f"{name}(True)"
        if name == "unittest.skipUnless" and any(_is_constant(one, true=False) for one in conditions[:1]):
            return f"{name}(False)"
        return ""

    def called(self, statement: Any) -> str:
        """What a statement is called that skips the test it stands in; "" for any other."""
        if type(statement) is not _ast.Expr or type(statement.value) is not _ast.Call:
            return ""
        if dotted(statement.value.func) == "self.skipTest":
            return "self.skipTest"
        return "pytest.skip" if self._meaning(statement.value) == "pytest.skip" else ""

    def skips_module(self, value: Any) -> bool:
        """Whether an expression is `pytest.skip(..., allow_module_level=True)`."""
        if type(value) is not _ast.Call or self._meaning(value) != "pytest.skip":
            return False
        return _is_constant((_keywords(value) or {}).get("allow_module_level"), true=True)

    def given(self, node: Any) -> tuple[str, ...]:
        """The parameters that a mark gives values to; () of any other, and of values that fixtures are made of."""
        keywords = _keywords(node)
        if self._meaning(node) != "pytest.mark.parametrize" or type(node) is not _ast.Call or keywords is None:
            return ()
        indirect = [*node.args[2:3], *([keywords["indirect"]] if "indirect" in keywords else [])]
        if not all(_is_constant(one, true=False) for one in indirect):
            return ()
        named: Any = node.args[0] if node.args else keywords.get("argnames")
        if type(named) is _ast.Tuple or type(named) is _ast.List:
            texts: Iterable[Any] = filter(_is_text, named.elts)
            return tuple(one.value for one in texts)
        return tuple(part.strip() for part in named.value.split(",")) if _is_text(named) else ()

    def _meaning(self, node: Any) -> str:
        """What of pytest or unittest a dotted name, or what is called by one, means; "" for anything else."""
        first, dot, rest = dotted(node.func if type(node) is _ast.Call else node).partition(".")
        meaning = self.names.get(first, "")
        return f"{meaning}{dot}{rest}" if meaning else ""


def _keywords(node: Any) -> dict[str, Any] | None:
    """The keywords of a call, none of what is not called; None where some of them cannot be told."""
    found = {one.arg or "": one.value for one in node.keywords} if type(node) is _ast.Call else {}
    return None if "" in found else found


def _is_constant(node: Any, *, true: bool) -> bool:
    return type(node) is _ast.Constant and bool(node.value) is true


def _is_text(node: Any) -> bool:
    return type(node) is _ast.Constant and type(node.value) is str


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
