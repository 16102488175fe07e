"""Which nodes answer for a file or a symbol; why none does, and what to do about it."""

from __future__ import annotations

from archhook.errors import UsageError
from archhook.inventory.patterns import compile_patterns, path_pattern
from archhook.inventory.pytest_collection import setting_against, test_names
from archhook.inventory.python_file import declarers, governed_symbols
from archhook.inventory.roles import Roles
from archhook.laws.declared_tests import declared_tests
from archhook.laws.law import BY_SYNC, BY_SYNC_OR_TOLD, FIELD_OF, KIND_OF, dotted, each_once
from archhook.model.declaring import NOBODY, declarers_of
from archhook.model.nodes import FileInventory, sort_key
from archhook.query.subject import subject_of
from archhook.report.text import few

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archhook.model.config import Config
    from archhook.model.nodes import Node
    from archhook.query.architecture import Architecture
    from archhook.query.subject import Subject

OWNERS_SHOWN = 10


def owner_of(architecture: Architecture, word: str, here: str = "") -> str:
    """The id of the one node that answers for what a word means. `UsageError` as of `subject_of`, and for any other
    number of nodes.
    """
    owners = owners_of(architecture, subject_of(architecture, word, here))
    if not owners:
        raise UsageError(f"no node answers for {word}", fix=f"`archhook why {word}` says why, and what to do")
    if len(owners) > 1:
        few = ", ".join(owners[:OWNERS_SHOWN]) + (" ..." if len(owners) > OWNERS_SHOWN else "")
        raise UsageError(f"{word} belongs to {few}", fix="name one of them")
    return owners[0]


def owners_of(architecture: Architecture, subject: Subject) -> tuple[str, ...]:
    """The ids of the nodes that answer for a subject, sorted: itself, or the Tasks and Tests in force that declare it.

    A symbol that nobody names belongs to whoever declares the class or function around it; where files suffice, its
    file.
    """
    if subject.node:
        return (subject.node,)
    tasks, tests = architecture.facts.tasks_of(subject.path), architecture.facts.tests_of(subject.path)
    if not subject.symbol:
        found = [node.id for node in (*tasks, *tests)]
    else:
        inventory = architecture.inventory(subject.path)
        name = subject.symbol
        found = []
        while name and not found:
            found = [
                *_naming(inventory, tasks, name),
                *(_testing(architecture, inventory, tests, subject.path, name) if tests else ()),
            ]
            name = name.rpartition(".")[0]
        if not found and architecture.facts.symbols_of(subject.path) == "files":
            found = [task.id for task in tasks]
    return tuple(sorted(set(found), key=sort_key))


def answering(architecture: Architecture, path: str) -> set[str]:
    """The ids of the Tasks and Tests that declare a file, or would if it were there, and of the Tasks' Designs."""
    declared = architecture.declared
    sides = declared.get(path, NOBODY)
    if path not in architecture.files:
        role = Roles(architecture.config, ()).role_of(path, "100644")
        sides = declarers_of(path, role, sides, lambda folder: declared.get(folder, NOBODY))
    tasks = [architecture.nodes[one] for one in sides[0]]
    return {*sides[0], *sides[1], *(design for task in tasks for design in task.targets("implements"))}


def _naming(inventory: FileInventory, tasks: Iterable[Node], name: str) -> Iterator[str]:
    """The Tasks that declare the symbols of a qualified name."""
    for field, kind in KIND_OF.items():
        names = {task.id: tuple(each_once(task.declared(field))) for task in tasks}
        for symbol, ids in declarers(inventory, kind, names).items():
            if symbol.name == name:
                yield from ids


def _testing(
    architecture: Architecture, inventory: FileInventory, tests: Iterable[Node], path: str, name: str
) -> Iterator[str]:
    """The Tests that declare a test function, or a test in the class of that name."""
    for test in tests:
        for found in declared_tests(inventory, test, path, architecture.config.pytest):
            if any(one == name or one.startswith(name + ".") for one in (dotted(found.name), found.symbol.name)):
                yield test.id


def gap_of(architecture: Architecture, subject: Subject) -> tuple[str, str]:
    """(why nobody answers for a file or a symbol, what to do)."""
    from archhook.laws.code import undeclared_by_right

    path = subject.path
    fact = architecture.files[path]
    tasks, tests = (architecture.facts.tasks_of(path), architecture.facts.tests_of(path))
    if fact.role == "ledger":
        return "it is the ledger itself", "name a line of it, or a node: `archhook list` names them"
    if not fact.regular:
        return "it is a symbolic link or a submodule: those are not governed", "ask about what it points to"
    if subject.symbol and tests:
        return f"no Test declares {subject.symbol}", f"add it to the `test_functions` of {tests[0].id} if it is a test"
    if subject.symbol and tasks:
        return _undeclared_symbol(architecture, subject, tasks[0].id)
    if fact.role == "test":
        return _undeclared_test_file(architecture, path)
    may = f"a Task may: file_path = {path!r}"
    if fact.role == "other":
        what = "it is no Python file" if not path.endswith(".py") else "`exclude` names it"
        return f"no Task declares it, and none has to: {what}", may
    reason = undeclared_by_right(architecture.facts, path)
    if reason:
        return f"no Task declares this file, and none has to: {reason}{_looked_through(architecture, path)}", may
    by_sync = "" if architecture.inventory(path).error else f" ({BY_SYNC_OR_TOLD})"
    return "no Task declares this file", f"write a Task with file_path = {path!r}{by_sync}, or remove it"


def _looked_through(architecture: Architecture, path: str) -> str:
    """That the imports of an `__init__.py` count for others; "" where it is none that is looked through."""
    from archhook.laws.edges import importing_designs

    designs = importing_designs(architecture.facts, path)
    if not designs:
        return ""
    named = few(designs, OWNERS_SHOWN)
    return f"; what it imports counts as imported by {named}, whose files lie directly in its folder"


def _undeclared_symbol(architecture: Architecture, subject: Subject, task: str) -> tuple[str, str]:
    symbols = tuple(one for one in architecture.inventory(subject.path).symbols if one.name == subject.symbol)
    field = FIELD_OF[subject.kind]
    if governed_symbols(FileInventory(symbols), architecture.facts.symbols_of(subject.path)):
        return (
            f"no Task declares {subject.kind} {subject.symbol}",
            f"add it to the `{field}` of {task} ({BY_SYNC}), or declare it with another Task",
        )
    return (
        f"no Task names {subject.kind} {subject.symbol}, and none has to",
        f"its file belongs to {task}: `archhook why {subject.path}`",
    )


def _undeclared_test_file(architecture: Architecture, path: str) -> tuple[str, str]:
    """Of a file that counts as one of tests: whether it holds any, and what makes it count as one."""
    config = architecture.config
    inventory = architecture.inventory(path)
    if inventory.error or test_names(path, inventory, config.pytest):
        by_sync = "" if inventory.error else f" ({BY_SYNC_OR_TOLD})"
        return "no Test declares this file", f"where it holds tests: write a Test with test_file = {path!r}{by_sync}"
    setting = setting_against(path, config.pytest)
    if setting:
        told = config.pytest.file
        why = f"pytest takes no tests from it ({f'`{setting}` in {told}' if told else 'by its name'})"
    else:
        why = "it holds no test"
    pattern = _pattern_of(config, path)
    counts = f"`{pattern}` of `tests`" if pattern else f"`python_files` in {config.pytest.file}"
    return (
        f"no Test declares this file, and none has to: {why}; {counts} makes it a file of tests, which needs no Task",
        _governing(config, path),
    )


def _pattern_of(config: Config, path: str) -> str:
    """The last pattern of `tests` that means a path; "" where none does."""
    return next((one for one in reversed(config.tests) if compile_patterns((one,))(path)), "")


def _governing(config: Config, path: str) -> str:
    """What to write so that a file of tests by its name alone is governed; one in a folder of tests cannot be."""
    from archhook.inventory.roles import Roles
    from archhook.project.toml import quoted

    by_pytest = () if config.own_tests else tuple(one for one in config.pytest.files if one not in config.tests)
    tests = (*config.tests, *by_pytest, f"!{path_pattern(path)}")
    if Roles(config._replace(tests=tests, own_tests=True), ()).role_of(path, "100644") != "governed":
        return f"a Task may: file_path = {path!r}"
    listed = ", ".join(map(quoted, tests))
    return f"if it is code of the product, have it governed: `tests = [{listed}]` in the configuration"
