"""TST509 of a file that holds tests which cannot fail."""

from __future__ import annotations

from archhook.inventory.hollow_tests import hollow_tests
from archhook.inventory.python_file import last_part
from archhook.laws.law import ALL_TESTS, BY_SYNC, declared_names, dotted, shown
from archhook.model.findings import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.inventory.hollow_tests import HollowTest
    from archhook.inventory.pytest_collection import FoundTest
    from archhook.laws.law import Facts


def hollow(facts: Facts, path: str) -> Iterator[Breach]:
    """TST509, one for each test of a regular file that cannot fail and that a Test declares: at the first that does."""
    first: dict[str, int] = {}
    tests = facts.tests_of(path)
    for at, test in enumerate(tests):
        for name in declared_names([test], "test_functions"):
            first.setdefault(dotted(name), at)
    for one in hollow_tests(path, facts.inventory(path), facts.config.pytest):
        owner = _owner(one.test, first)
        if owner is not None:
            node, symbol = tests[owner].id, one.test.symbol
            inherited = one.place and not f"{symbol.name}.".startswith(f"{one.place}.")
            anchor = ("class", one.place) if inherited else ("function", symbol.name)
            why, fix = _said(one, path)
            message = f"test {one.test.name!r} of {shown(path)} cannot fail: {why}"
            yield Breach("TST509", message, ("symbol", path, *anchor), node, path, one.test.name, fix)


def _owner(test: FoundTest, first: dict[str, int]) -> int | None:
    """The index of the first Test that declares a test, by all of the file or by its name; None where none does.

    A bare name counts where no qualified one is declared. `first`: name as it is declared -> the first that does.
    """
    exact = [name for name in (dotted(test.name), test.symbol.name) if name in first]
    named = exact or [last_part(test.symbol.name)]
    return min((first[name] for name in (*named, ALL_TESTS) if name in first), default=None)


def _said(hollow: HollowTest, path: str) -> tuple[str, str]:
    """(why a test cannot fail, what to do about it)."""
    gone = f"or remove it from the file and the ledger ({BY_SYNC} the latter)"
    if not hollow.skip:
        return "it holds nothing that could", f"write what it is to prove, {gone}"
    where = "" if hollow.place == hollow.test.symbol.name else f" on {hollow.place}" if hollow.place else " on the file"
    fix = f"let it run, say with `pytest.mark.skipif` where it cannot, {gone}"
    return f"it is skipped whatever happens (`{hollow.skip}`{where})", fix
