"""Which tests of a file a Test declares, of those that are there."""

from __future__ import annotations

from archhook.inventory.pytest_collection import names_meant, test_names
from archhook.inventory.python_file import declarers
from archhook.laws.law import ALL_TESTS, dotted, each_once

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.inventory.pytest_collection import FoundTest
    from archhook.model.config import Pytest
    from archhook.model.nodes import FileInventory, Node


def declared_tests(inventory: FileInventory, test: Node, path: str, pytest: Pytest) -> tuple[FoundTest, ...]:
    """The tests of its file that a Test declares and that are there, in source order."""
    names = {dotted(name) for name in each_once(test.declared("test_functions"))}
    there = test_names(path, inventory, pytest)
    if ALL_TESTS in names:
        return there
    owners = declarers(inventory, "function", {test.id: names_meant(there, names)})
    return tuple(found for found in there if found.symbol in owners)
