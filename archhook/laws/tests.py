"""TST: the tests that the ledger declares are there, no others are, and every level is verified."""

from __future__ import annotations

from archhook.inventory.pytest_collection import each_function, names_meant, takes_file, test_names
from archhook.inventory.python_file import declared_symbols, declarers, last_part
from archhook.laws.code_symbols import owners_of_new
from archhook.laws.law import (
    ALL_TESTS,
    BY_SYNC,
    BY_SYNC_OR_TOLD,
    NO_LINK,
    SYNC_FOLLOWS,
    Law,
    declared_names,
    dotted,
    each_once,
    shown,
    slashes,
    why_missing,
)
from archhook.laws.missing_tests import what_to_do, why_none
from archhook.model.findings import Breach
from archhook.model.nodes import is_folder
from archhook.suggest import Names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archhook.inventory.pytest_collection import FoundTest
    from archhook.laws.law import Facts
    from archhook.model.nodes import FileInventory, Node

    Check = Callable[[Facts, str], Iterator[Breach]]


def missing_test_file(facts: Facts, path: str) -> Iterator[Breach]:
    """TST501, one for each Test that declares a path which is no file of the snapshot."""
    why = why_missing(facts, path, "test")
    if not why:
        return
    fact = facts.files.get(path)
    what = "write a test file there" if is_folder(path) else "write the test file"
    for test in _written(facts, path):
        yield Breach(
            "TST501",
            f"{test.id} declares {shown(path)}, {why}",
            ("node", test.id),
            test.id,
            path,
            fix=NO_LINK
            if fact
            else slashes(path) or f"{what} (and `git add` it), or correct `test_file` ({SYNC_FOLLOWS})",
        )


def missing_test_function(facts: Facts, path: str) -> Iterator[Breach]:
    """TST502, one for each declared function that the file does not hold; `*` needs one test at least."""
    tests = [test for test in _written(facts, path) if test.declared("test_functions")]
    fact = facts.files.get(path)
    if not tests or fact is None or not fact.regular:
        return
    inventory = facts.inventory(path)
    if inventory.error:
        return
    names = map(dotted, declared_names(tests, "test_functions"))
    covered = declared_symbols(inventory, "function", names)
    found = test_names(path, inventory, facts.config.pytest)
    inherited = {one.name for one in found}
    near: Names | None = None
    for test in tests:
        for name in each_once(test.declared("test_functions")):
            if is_folder(test.file):
                continue  # of the files below it each may hold what it likes
            if name == ALL_TESTS and not found:
                message = f"{test.id} declares all tests of {shown(path)}, {why_none(facts, path)}"
            elif name != ALL_TESTS and not covered[dotted(name)] and name not in inherited:
                message = f"{test.id} declares test function {name!r} that {shown(path)} does not define"
            else:
                continue
            if near is None:
                near = _near(facts, path, inventory, sum(not one for one in covered.values()))
            anchor = ("declared", test.id, "test_functions", name)
            yield Breach("TST502", message, anchor, test.id, path, name, what_to_do(test, name, near))


def _written(facts: Facts, path: str) -> list[Node]:
    """The Tests of a path that are not planned: what these declare has to be there."""
    return [test for test in facts.tests_of(path) if not test.planned]


def _near(facts: Facts, path: str, inventory: FileInventory, lost: int) -> Names:
    """The tests of a file that one of so many missing names may mean: those that no Test declares."""
    names = {found.name for found in _undeclared(facts, path, inventory)}
    return Names(names | {last_part(dotted(found)) for found in names}, lost)


def undeclared_test_file(facts: Facts, path: str) -> Iterator[Breach]:
    """TST503. A file that cannot be parsed holds tests if it is named so and no Task answers for it."""
    fact = facts.files.get(path)
    if fact is None or fact.role != "test" or not fact.regular or not path.endswith(".py") or facts.tests_of(path):
        return
    inventory = facts.inventory(path)
    if inventory.error:
        if facts.tasks_of(path) or not takes_file(path, facts.config.pytest):
            return
        by_sync = ""
        message = f"no Test declares {shown(path)}, which cannot be parsed and by its name holds tests"
    elif test_names(path, inventory, facts.config.pytest):
        by_sync = f" ({BY_SYNC_OR_TOLD})"
        message = f"no Test declares {shown(path)}, which holds tests"
    else:
        return
    yield Breach(
        "TST503",
        message,
        ("file", path),
        file=path,
        fix=f"write a Test with test_file = {path!r}, its tests and what they verify{by_sync}",
    )


def undeclared_test_function(facts: Facts, path: str) -> Iterator[Breach]:
    """TST504, one for each test of a declared test file that none of its Tests declares."""
    fact = facts.files.get(path)
    if fact is None or fact.role != "test" or not fact.regular:
        return
    tests = facts.tests_of(path)
    if not tests:
        return
    inventory = facts.inventory(path)
    if inventory.error:
        return
    new = list(_undeclared(facts, path, inventory))
    to = owners_of_new(tests, "test_functions", inventory, [one.name for one in new]) if new else {}
    for name, symbol in new:
        yield Breach(
            "TST504",
            f"{shown(path)} defines test function {name!r} that no Test declares",
            ("symbol", path, symbol.kind, symbol.name),
            tests[0].id,
            path,
            name,
            f"add {name!r} to the `test_functions` of {to[name]} ({BY_SYNC}), or declare it with another Test",
        )


def _undeclared(facts: Facts, path: str, inventory: FileInventory) -> Iterator[FoundTest]:
    """The tests of a file that none of its Tests declares, by bare name, by qualified name or by `*`: one for each
    function.
    """
    names = {test.id: set(map(dotted, declared_names([test], "test_functions"))) for test in facts.tests_of(path)}
    if any(ALL_TESTS in declared for declared in names.values()):
        return
    found = test_names(path, inventory, facts.config.pytest)
    by_name: dict[str, list[FoundTest]] = {}
    for one in found:
        by_name.setdefault(dotted(one.name), []).append(one)
    meant = {
        test: names_meant([one for name in declared for one in by_name.get(name, ())], declared)
        for test, declared in names.items()
    }
    owners = declarers(inventory, "function", meant)
    yield from (test for test in each_function(found) if test.symbol not in owners)


def hollow_test(facts: Facts, path: str) -> Iterator[Breach]:
    """TST509, one for each declared test that cannot fail."""
    fact = facts.files.get(path)
    if fact is not None and fact.regular and facts.tests_of(path) and facts.inventory(path).idle:
        from archhook.laws.hollow import hollow

        yield from hollow(facts, path)


def unverified(code: str, kind: str, level: str) -> Check:
    """TST505 to TST508: nodes of a kind that no Test of a level verifies. A planned one counts while it may."""

    def check(facts: Facts, node_id: str) -> Iterator[Breach]:
        row = facts.rows[node_id]
        if row.kind != kind:
            return
        tests = [test for one in row.by("verifies") if (test := facts.nodes[one]).level == level]
        if all(test.planned for test in tests):
            from archhook.laws.plans import unverified_node

            yield from unverified_node(facts, code, node_id, level, tests)

    return check


def finished_plan(facts: Facts, path: str) -> Iterator[Breach]:
    """TST510, one for each planned Task or Test of which all that it declares is there."""
    if any(node.planned for node in (*facts.tasks_of(path), *facts.tests_of(path))):
        from archhook.laws.plans import finished_plans

        yield from finished_plans(facts, path)


LAWS = (
    Law(
        "TST501",
        "missing-test-file",
        "error",
        "file",
        "a declared test file is not in the snapshot (the undeclared test file that holds most of it is proposed)",
        "A Test that points at nothing verifies nothing.",
        ("file", "planned", "in_force"),
        missing_test_file,
    ),
    Law(
        "TST502",
        "missing-test-function",
        "error",
        "file",
        "a declared test function is not in its file (nearest name proposed)",
        "The judiciary is named before the work begins; a verdict by a test that does not exist is none.",
        ("file", "declares", "planned", "in_force"),
        missing_test_function,
    ),
    Law(
        "TST503",
        "undeclared-test-file",
        "error",
        "file",
        "a test file that holds a test and that no Test node declares",
        "A test that verifies no node proves nothing about the architecture, and nobody knows what it is for.",
        ("file", "in_force"),
        undeclared_test_file,
    ),
    Law(
        "TST504",
        "undeclared-test-function",
        "error",
        "file",
        "a test that no Test node declares",
        "Every test says which Intent, Requirement or Design it judges.",
        ("file", "declares", "in_force"),
        undeclared_test_function,
    ),
    *(
        Law(
            *(code, name, "error", "node", summary, because, ("links", "in_force", "level", "planned", "file")),
            unverified(code, kind, level),
            kind=kind,
        )
        for code, name, kind, level, summary, because in (
            (
                *("TST505", "design-without-unit-test", "design", "unit", "a Design that no unit test verifies"),
                "A Design's own logic is proved in isolation, or nobody can tell which part of the whole has failed.",
            ),
            (
                *("TST506", "design-without-integration-test", "design", "integration"),
                "a Design that no integration test verifies",
                "That a Design works with what it requires is shown, not assumed.",
            ),
            (
                *("TST507", "requirement-without-system-test", "requirement", "system"),
                "a Requirement that no system test verifies",
                "A Requirement counts as satisfied when the whole system is seen to satisfy it.",
            ),
            (
                *("TST508", "intent-without-acceptance-test", "intent", "acceptance"),
                "an Intent that no acceptance test verifies",
                "Whether a goal is reached is judged from the user's side, or it is only claimed.",
            ),
        )
    ),
    Law(
        "TST509",
        "hollow-test",
        "warning",
        "file",
        "a declared test that cannot fail",
        "A test that cannot fail judges nothing; what rests on it only looks proved.",
        ("file", "declares", "in_force"),
        hollow_test,
    ),
    Law(
        "TST510",
        "finished-plan",
        "warning",
        "file",
        "a `planned` Task or Test of which all that it declares is there",
        "A plan that stays open after the work is done hides the next thing that goes missing.",
        ("file", "declares", "planned", "in_force"),
        finished_plan,
    ),
)
