"""Why no node answers for a file or a symbol, and what to do about it."""

from __future__ import annotations

from archhook.inventory.patterns import compile_patterns, path_pattern
from archhook.inventory.pytest_collection import setting_against, test_names
from archhook.inventory.python_file import governed_symbols
from archhook.inventory.roles import Roles
from archhook.laws.code import undeclared_by_right
from archhook.laws.law import BY_SYNC, BY_SYNC_OR_TOLD, FIELD_OF
from archhook.model.nodes import FileInventory
from archhook.project.toml import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.model.config import Config
    from archhook.query.architecture import Architecture
    from archhook.query.subject import Subject


def gap_of(architecture: Architecture, subject: Subject) -> tuple[str, str]:
    """(why nobody answers for a file or a symbol, what to do)."""
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
        return f"no Task declares this file, and none has to: {reason}", may
    by_sync = "" if architecture.inventory(path).error else f" ({BY_SYNC_OR_TOLD})"
    return "no Task declares this file", f"write a Task with file_path = {path!r}{by_sync}, or remove it"


def _undeclared_symbol(architecture: Architecture, subject: Subject, task: str) -> tuple[str, str]:
    symbols = tuple(one for one in architecture.inventory(subject.path).symbols if one.name == subject.symbol)
    field = FIELD_OF[subject.kind]
    if governed_symbols(FileInventory(symbols), architecture.config.symbols):
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
    by_pytest = () if config.own_tests else tuple(one for one in config.pytest.files if one not in config.tests)
    tests = (*config.tests, *by_pytest, f"!{path_pattern(path)}")
    if Roles(config._replace(tests=tests, own_tests=True), ()).role_of(path, "100644") != "governed":
        return f"a Task may: file_path = {path!r}"
    listed = ", ".join(map(quoted, tests))
    return f"if it is code of the product, have it governed: `tests = [{listed}]` in the configuration"
