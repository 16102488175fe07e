"""Which test files run some of the files of a project, by what they import, and what import statements do not say."""

from __future__ import annotations

import _ast

from archhook.graph.graph import reachable
from archhook.inventory.execution import OPEN, Execution
from archhook.inventory.handed_on_names import STAR
from archhook.inventory.module_names import folders_of
from archhook.inventory.pytest_collection import test_names
from archhook.laws.law import file_name
from archhook.ledger.syntax import parse, walk
from archhook.model.nodes import FileInventory
from archhook.query.import_lines import python_files
from archhook.query.pytest_plugins import plugins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from typing import NamedTuple

    from archhook.model.nodes import Import
    from archhook.query.architecture import Architecture
else:
    from archhook.records import NamedTuple

CONFTEST = "conftest.py"
PLUGINS = "pytest_plugins"
"""The name that tells pytest, in a test file or a conftest.py, which modules to import."""

LAZY = "__getattr__"
"""The function of a module that makes its names when they are asked for."""

OWN_NAMES = ("__name__", "__package__")
"""What a module calls itself, or its package."""

LONGEST_NAME = 200
"""A longer string names no module."""

STARTERS = {
    "subprocess": (), "pexpect": (), "ptyprocess": (), "runpy": (), "sh": (), "plumbum": (), "_pytest.pytester": (),
    "pytest": ("Pytester", "Testdir"), "asyncio.subprocess": (),
    "asyncio": ("create_subprocess_exec", "create_subprocess_shell", "subprocess"),
    "os": ("system", "popen", "fork", "forkpty", "posix_spawn", "posix_spawnp", "startfile",
           *(f"{how}{form}" for how in ("spawn", "exec") for form in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe"))),
}  # fmt: skip
"""Module -> the names of it that start other processes, or run files by name; () for the module whole."""

PYTESTER = "pytester"
"""The plugin of pytest whose fixtures run pytest itself."""


class Reaching(NamedTuple):
    """Which tests run what changed. All sorted.

    `tests`: the test files that import it, directly or through others · `reached`: what of it any test imports ·
    `unknown`: files that other tests run and that import what only a run can tell · `processes`: other test files that
    start processes, or whose helpers do.
    """

    tests: tuple[str, ...]
    reached: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()


def reaching_tests(architecture: Architecture, changed: Collection[str]) -> Reaching:
    """What import statements say of a change of some files, of which some may be gone. Reads all that tests import."""
    tests = _test_files(architecture)
    runs = _runs(architecture, tests, changed)
    back: dict[str, list[str]] = {}
    for path, others in runs.items():
        for other in others:
            back.setdefault(other, []).append(path)
    affected = reachable([path for path in changed if path in runs], lambda path: back.get(path, ()))
    holding = [path for path in tests if _holds_tests(architecture, path)]
    ran = reachable(holding, runs.__getitem__)
    left = [path for path in holding if path not in affected]
    elsewhere = reachable(left, runs.__getitem__)
    return Reaching(
        tuple(path for path in holding if path in affected),
        tuple(sorted(path for path in set(changed) if path in ran)),
        tuple(sorted(path for path in elsewhere if _untold(_held(architecture, path)))),
        tuple(_starting(architecture, runs, left)),
    )


def _test_files(architecture: Architecture) -> list[str]:
    """The files of tests, those that hold none included, and whatever else a Test declares; sorted."""
    files = python_files(architecture)
    found = {path for path, role in files.items() if role == "test"}
    found.update(path for path, (_, tests) in architecture.declared.items() if tests and path in files)
    return sorted(found)


def _held(architecture: Architecture, path: str) -> FileInventory:
    """What a Python file holds; nothing, of one that is gone."""
    return architecture.inventory(path) if path in python_files(architecture) else FileInventory()


def _holds_tests(architecture: Architecture, path: str) -> bool:
    inventory = architecture.inventory(path)
    named = any(test.file == path for test in architecture.facts.tests_of(path))
    return bool(named or inventory.error or test_names(path, inventory, architecture.config.pytest))


def _runs(architecture: Architecture, tests: list[str], changed: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """File -> the files that run with it, for all that tests run; what is gone is looked for as if it were there."""
    there = python_files(architecture)
    paths = there.keys() | {path for path in changed if path.endswith(".py")}
    execution = Execution(
        paths,
        architecture.config.source_roots,
        lambda path: _held(architecture, path).imports,
        lambda path: strings_of(architecture, path),
        lambda path: _imports_by_name(_held(architecture, path)),
    )
    runs: dict[str, tuple[str, ...]] = {}
    level = tests
    while level:
        architecture.expect_inventories(path for path in level if path in there)
        runs |= {path: execution.of(path) for path in level}
        if level is tests:
            always = [one for name in plugins(architecture) for one in execution.named(name, "")]
            runs |= {path: (*runs[path], *_conftests(path, paths), *always) for path in tests}
        level = sorted({other for path in level for other in runs[path]} - runs.keys())
    return runs


def _conftests(path: str, paths: Collection[str]) -> Iterator[str]:
    """The conftest.py files that pytest runs before a test file."""
    return (one for folder in ("", *folders_of(path)) if (one := folder + CONFTEST) in paths and one != path)


def _imports_by_name(inventory: FileInventory) -> bool:
    """Whether modules are imported whose names stand in strings: a package that loads its names when they are asked
    for, plug-ins of pytest, or any import of what only a run can tell.
    """
    return bool(inventory.unknown) or any(one.name in (PLUGINS, LAZY) for one in inventory.symbols)


def _untold(inventory: FileInventory) -> bool:
    """Whether a file may import more than its statements say."""
    return bool(inventory.unknown or inventory.error)


def strings_of(architecture: Architecture, path: str) -> Iterator[str]:
    """The strings of a file that could be names; none of one that does not parse."""
    if path not in python_files(architecture):
        return
    try:
        body = parse(architecture.content(path))
    except (SyntaxError, ValueError, RecursionError):
        return
    for statement in body:
        for node in walk(statement):
            if isinstance(node, _ast.Constant) and isinstance(node.value, str) and len(node.value) <= LONGEST_NAME:
                yield from _beginnings(node.value)
            elif isinstance(node, _ast.JoinedStr):
                yield from _joined(node.values)
            elif isinstance(node, _ast.BinOp) and isinstance(node.op, _ast.Add):
                yield from _joined([node.left, node.right])


def _beginnings(text: str) -> Iterator[str]:
    """A string, or what stands in it before something is filled in: `shop.plugins.%s`, `shop.plugins.{}`."""
    beginning = text.partition("%")[0].partition("{")[0]
    yield text if beginning == text or "." not in beginning else beginning + OPEN


def _joined(pieces: Sequence[_ast.AST]) -> Iterator[str]:
    """What is known of the beginning of a string that is put together; the package's own name is a dot."""
    first, *others = pieces
    own = isinstance(first, _ast.FormattedValue) and getattr(first.value, "id", "") in OWN_NAMES
    if own or getattr(first, "id", "") in OWN_NAMES:
        first = next(iter(others), first)
    text = first.value if isinstance(first, _ast.Constant) else ""
    if isinstance(text, str) and "." in text and len(text) <= LONGEST_NAME:
        yield text + OPEN


def _starting(architecture: Architecture, runs: Mapping[str, tuple[str, ...]], tests: Iterable[str]) -> Iterator[str]:
    """Those of some test files that start processes, themselves or in what helps them."""
    files = python_files(architecture)

    def helpers(path: str) -> Iterator[str]:
        return (one for one in runs[path] if one in files and (files[one] == "test" or file_name(one) == CONFTEST))

    known: dict[str, bool] = {}
    for path in tests:
        for one in reachable([path], helpers):
            if one not in known:
                known[one] = any(map(_starts, architecture.inventory(one).imports)) or _is_pytester(architecture, one)
            if known[one]:
                yield path
                break


def _starts(item: Import) -> bool:
    """Whether an import statement is of something that starts processes."""
    names = STARTERS.get(item.module)
    if names is None or item.level:
        return f"{item.module}.{item.name}" in STARTERS and not item.level
    return not names or item.name in names or item.name == STAR


def _is_pytester(architecture: Architecture, path: str) -> bool:
    """Whether a file has pytest's own plugin for running pytest."""
    if not any(one.name == PLUGINS for one in architecture.inventory(path).symbols):
        return False
    return PYTESTER in strings_of(architecture, path)
