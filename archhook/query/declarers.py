"""Who answers for a subject: the Tasks and Tests that declare it, and the tests that these are."""

from __future__ import annotations

from archhook.errors import UsageError
from archhook.inventory.pytest_collection import names_meant, test_names
from archhook.inventory.python_file import declarers
from archhook.laws.law import ALL_TESTS, KIND_OF, dotted, each_once
from archhook.model.nodes import sort_key
from archhook.query.subject import subject_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archhook.inventory.pytest_collection import FoundTest
    from archhook.model.config import Pytest
    from archhook.model.nodes import FileInventory, Node
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

    A symbol that nobody names belongs to whoever declares the class or function around it.
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
    return tuple(sorted(set(found), key=sort_key))


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


def declared_tests(inventory: FileInventory, test: Node, path: str, pytest: Pytest) -> tuple[FoundTest, ...]:
    """The tests of its file that a Test declares and that are there, in source order."""
    names = {dotted(name) for name in each_once(test.declared("test_functions"))}
    there = test_names(path, inventory, pytest)
    if ALL_TESTS in names:
        return there
    owners = declarers(inventory, "function", {test.id: names_meant(there, names)})
    return tuple(found for found in there if found.symbol in owners)
