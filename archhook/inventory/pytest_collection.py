"""Which tests pytest collects from a file, as far as the file and pytest's configuration say it; nothing is imported.

Known is what the file itself defines: a class's bases are followed within the file, a fixture and `__test__` are seen.
What only a run would show (tests that are imported or assigned, hooks, plugins) is not guessed.
"""

from __future__ import annotations

from archhook.errors import ArchhookError
from archhook.inventory.lineage import MOST, Lineage, TooManyError
from archhook.inventory.testpaths import NAMED, OUTSIDE, WITHIN, reach
from archhook.inventory.wildcards import any_matches, magic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import NamedTuple

    from archhook.model.config import Pytest
    from archhook.model.nodes import FileInventory, Symbol
else:
    from archhook.records import NamedTuple

_BUILT = ("__init__", "__new__")
"""A class that has one of these is built with arguments: pytest collects nothing from it."""


class FoundTest(NamedTuple):
    """A test that pytest collects from a file. `name` is what a Test node declares: `test_x`, `TestChat::test_x`.

    `symbol`: the function that it runs. One that a class inherits is another test of the same function.
    """

    name: str
    symbol: Symbol


def takes_file(path: str, pytest: Pytest) -> bool:
    """Whether pytest looks for tests in a file: by its name, and by its place where `testpaths` are set.

    A file that `testpaths` name themselves is taken whatever its name is.
    """
    if not path.endswith(".py"):
        return False
    reached = _reached(path, pytest)
    return reached == NAMED or (reached == WITHIN and _meant(path, pytest))


def setting_against(path: str, pytest: Pytest) -> str:
    """The setting that keeps pytest from looking for tests in a file; "" where it looks there."""
    if takes_file(path, pytest):
        return ""
    return "testpaths" if takes_file(path, pytest._replace(testpaths=())) else "python_files"


def named_for_tests(path: str, pytest: Pytest) -> bool:
    """Whether `python_files` mean a file, and it lies in `testpaths` where they are set."""
    return _reached(path, pytest) != OUTSIDE and _meant(path, pytest)


def _reached(path: str, pytest: Pytest) -> int:
    return reach(path, pytest.testpaths) if pytest.testpaths and not pytest.everywhere else WITHIN


def _meant(path: str, pytest: Pytest) -> bool:
    """Whether `python_files` mean a file: by its name, or by its whole path where the pattern holds a slash."""
    name = path.rpartition("/")[2]
    by_name, by_path = _split(pytest.files)
    return any_matches(name, by_name) or (by_path != () and any_matches("/" + path, by_path))


_splits: dict[tuple[str, ...], tuple[tuple[str, ...], tuple[str, ...]]] = {}


def _split(files: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The patterns of `python_files` that are laid over names, and those over paths; read once."""
    if files not in _splits:
        within = [pattern for pattern in files if not pattern.startswith("/")]  # the others are on somebody's disk
        _splits[files] = (
            tuple(pattern for pattern in within if "/" not in pattern),
            tuple("*/" + pattern for pattern in within if "/" in pattern),
        )
    return _splits[files]


def test_names(path: str, inventory: FileInventory, pytest: Pytest) -> tuple[FoundTest, ...]:
    """The tests of a file: in source order, those that a class inherits behind its own.

    By default a test is a module-level function `test*`, or a method `test*` of a class `Test*`; `python_functions`
    and `python_classes` name others. Of a class derived from a `TestCase` (whatever ends so, straight or through
    classes of the same file) it is a method `test*`, whatever they say. A class within a class counts when both do,
    and is joined by `::` as well.
    """
    if not inventory.symbols or not takes_file(path, pytest):
        return ()
    try:
        return tuple(_Collector(inventory, pytest).tests())
    except TooManyError:
        message = f"its classes inherit more than {MOST:,} methods from each other: too many to tell which are tests"
        raise ArchhookError(message, path=path, fix="split the file, or leave it out: the key `exclude`") from None


test_names.__test__ = False  # type: ignore[attr-defined]  # pytest, where a test module imports it


def names_meant(found: Iterable[FoundTest], names: Iterable[str]) -> set[str]:
    """Names (dotted) that declare tests, and the names of the functions that inherited ones among them run.

    An inherited test is declared by its own name, or with the function by that one's.
    """
    declared = set(names)
    return declared | {one.symbol.name for one in found if one.name.replace("::", ".") in declared}


def cases_among(classes: Iterable[str], inventory: FileInventory, pytest: Pytest) -> set[str]:
    """Those of some classes of a file (qualified names) that derive from a `TestCase`."""
    lineage = _Collector(inventory, pytest).lineage
    return {name for name in classes if lineage.traits(name).case}


def each_function(found: Iterable[FoundTest]) -> tuple[FoundTest, ...]:
    """Each function once, in order: by its own name where a test bears that, else by the smallest of its tests."""
    best: dict[Symbol, FoundTest] = {}
    for one in found:
        known = best.get(one.symbol)
        if known is None or one.name.replace("::", ".") == one.symbol.name:
            best[one.symbol] = one
        elif known.name.replace("::", ".") != one.symbol.name:
            best[one.symbol] = min(known, one)
    return tuple(best.values())


class _Collector:
    """The classes and functions of a file, by the scope that they stand in."""

    def __init__(self, inventory: FileInventory, pytest: Pytest) -> None:
        self.is_class = _named(pytest.classes)
        self.is_function = _named(pytest.functions)
        self.marks = dict(inventory.marks)
        self.named = {name.rpartition(".")[2] for name, test in inventory.marks if test}  # tests whatever their name is
        classes: dict[str, Symbol] = {}
        self.inside: dict[str, list[tuple[str, Symbol]]] = {}  # qualified name of a scope -> bare names in it
        for symbol in inventory.symbols:
            if symbol.kind == "global":
                continue
            outer, _, bare = symbol.name.rpartition(".")
            self.inside.setdefault(outer, []).append((bare, symbol))
            if symbol.kind == "class":
                classes[symbol.name] = symbol
        self.lineage = Lineage(classes, self.inside, self.marks, self._matters)

    def _matters(self, bare: str) -> bool:
        """Whether methods of a name can be tests, or keep their class from holding some."""
        return bare in self.named or bare in _BUILT or bare.startswith(("test", "runTest")) or self.is_function(bare)

    def tests(self) -> Iterator[FoundTest]:
        """The tests of the module."""
        return iter(()) if self.marks.get("") is False else self._members(self.inside.get("", ()), "")

    def _members(self, members: Iterable[tuple[str, Symbol]], shown: str) -> Iterator[FoundTest]:
        """The tests among what stands in a module or a class that is collected."""
        for bare, symbol in members:
            if symbol.kind == "class":
                yield from self._class(symbol, shown + bare)
                continue
            mark = self.marks.get(symbol.name)
            if mark is True or (mark is None and self.is_function(bare)):
                yield FoundTest(shown + bare, symbol)

    def _class(self, symbol: Symbol, shown: str) -> Iterator[FoundTest]:
        mark, case, methods = self.lineage.traits(symbol.name)
        if mark is False:
            return
        shown += "::"
        if case:
            found = [FoundTest(shown + bare, one) for bare, one in methods.items() if bare.startswith("test")]
            if not found and "runTest" in methods:
                found.append(FoundTest(shown + "runTest", methods["runTest"]))
            yield from (one for one in found if self.marks.get(one.symbol.name) is not False)
        elif (mark is True or self.is_class(symbol.name.rpartition(".")[2])) and methods.keys().isdisjoint(_BUILT):
            own = self.inside.get(symbol.name, ())
            yield from self._members(own, shown)
            known = {bare for bare, _ in own}
            yield from self._members((item for item in methods.items() if item[0] not in known), shown)


def _named(options: Iterable[str]) -> Callable[[str], bool]:
    """Whether a name is meant by one of the options: each is how it begins, or a pattern."""
    beginnings = tuple(options)
    patterns = tuple(option for option in beginnings if magic(option))
    if not patterns:
        return lambda name: name.startswith(beginnings)
    return lambda name: name.startswith(beginnings) or any_matches(name, patterns)
