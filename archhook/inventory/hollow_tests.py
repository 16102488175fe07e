"""Which tests of a file cannot fail, and why. Pure: the file's inventory and pytest's configuration say it."""

from __future__ import annotations

from archhook.inventory.pytest_collection import cases_among, each_function, test_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NamedTuple

    from archhook.inventory.pytest_collection import FoundTest
    from archhook.model.config import Pytest
    from archhook.model.nodes import FileInventory
else:
    from archhook.records import NamedTuple

_OF_CASES = "unittest."
"""What unittest says of a class counts for a TestCase alone: pytest does not look at it elsewhere."""


class HollowTest(NamedTuple):
    """A test that cannot fail. `skip`: what skips it (`pytest.mark.skip`), "" where it holds nothing that can fail.

    `place`: the qualified name of the function or class that is skipped, "" for the whole file.
    """

    test: FoundTest
    skip: str
    place: str


def hollow_tests(path: str, inventory: FileInventory, pytest: Pytest) -> tuple[HollowTest, ...]:
    """The tests of a file that cannot fail, in the order of `test_names`; none of one that cannot be parsed.

    A function that cannot fail makes one of all tests that run it, as `each_function` names it.
    """
    if not inventory.idle:
        return ()
    skips = dict(inventory.idle)
    classes = {one.name for one in inventory.symbols if one.kind == "class"}
    skipping = {name for name in classes if name in skips and skips[name].startswith(_OF_CASES)}
    others = skipping - cases_among(skipping, inventory, pytest) if skipping else ()
    tests = test_names(path, inventory, pytest)
    named = {test.symbol: test for test in each_function(tests)}
    found: dict[FoundTest, HollowTest] = {}
    for test in tests:
        place = next((one for one in _places(test) if one in skips and one not in others), None)
        if place is not None:
            test = named[test.symbol] if place == test.symbol.name else test
            found.setdefault(test, HollowTest(test, skips[place], place))
    return tuple(found.values())


def _places(test: FoundTest) -> Iterator[str]:
    """What a test stands in, by qualified name: the function, its class, the class that has it by inheritance, those
    around them, the file.
    """
    yield test.symbol.name
    for name in (test.symbol.name, test.name.replace("::", ".")):
        outer = name.rpartition(".")[0]
        while outer:
            yield outer
            outer = outer.rpartition(".")[0]
    yield ""
