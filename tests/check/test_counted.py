"""What of a configuration, a node, ignores and a baseline counts by the law of another revision."""

from __future__ import annotations

import pytest

from archhook.check.counted import counted_baseline, counted_config, counted_ignores, counted_node
from archhook.inventory.roles import Roles
from archhook.model.config import Config, Pytest
from archhook.model.findings import Baseline, Frozen
from archhook.model.nodes import Declared, Ignore, Node, Spot, Waiver

NODE = Node("design", "", "D-1", "One", "", "architecture.py", "One", 1, True)
TASK = NODE._replace(kind="task", id="T-1")
HERE = Spot("", 1, 5)


@pytest.mark.parametrize(
    ("own", "law", "counted"),
    [
        (Config(), Config(), Config()),
        (Config(strict=True), Config(), Config(strict=True)),
        (Config(), Config(strict=True), Config(strict=True)),
        (Config(transitive=True), Config(), Config()),
        (Config(transitive=True), Config(transitive=True), Config(transitive=True)),
        (Config(), Config(transitive=True), Config()),
        (Config(symbols="files"), Config(symbols="public"), Config(symbols="public")),
        (Config(symbols="all"), Config(symbols="public"), Config(symbols="all")),
        (Config(typing_imports="ignore"), Config(typing_imports="count"), Config(typing_imports="count")),
        (Config(dynamic_imports="ignore"), Config(), Config(dynamic_imports="count")),
        (Config(dynamic_imports="ignore"), Config(dynamic_imports="ignore"), Config(dynamic_imports="ignore")),
        (Config(severity=(("INV407", "off"),)), Config(), Config(severity=(("INV407", "error"),))),
        (Config(severity=(("INV407", "off"),)), Config(severity=(("INV407", "warning"),)),
         Config(severity=(("INV407", "warning"),))),
        (Config(severity=(("INV407", "warning"),)), Config(severity=(("INV407", "off"),)),
         Config(severity=(("INV407", "warning"),))),
        (Config(), Config(severity=(("DEP204", "error"), ("INV407", "off"))), Config(severity=(("DEP204", "error"),))),
        (Config(resources=(("tolerance", 3.0),)), Config(), Config(resources=(("tolerance", 1.5),))),
        (Config(resources=(("memory_mb", 3.0),)), Config(resources=(("tolerance", 2.0),)),
         Config(resources=(("memory_mb", 2.0),))),
        (Config(resources=(("tolerance", 1.2),)), Config(resources=(("memory_mb", 9.0),)),
         Config(resources=(("tolerance", 1.2),))),
        (Config(resources=(("memory_mb", 3.0), ("tolerance", 2.0))), Config(resources=(("tolerance", 2.0),)),
         Config(resources=(("memory_mb", 2.0), ("tolerance", 2.0)))),
        (Config(), Config(resources=(("memory_mb", 1.1),)), Config(resources=(("memory_mb", 1.1),))),
        (Config(source_roots=("lib",), layers=("a",), ledger="x.py"), Config(),
         Config(source_roots=("lib",), layers=("a",), ledger="x.py")),
    ],
)  # fmt: skip
def test_the_stricter_of_two_values_holds(own: Config, law: Config, counted: Config) -> None:
    found = counted_config(own, law)
    assert found._replace(uncounted=()) == counted
    assert bool(found.uncounted) is (counted != own)


def test_of_every_key_it_is_known_whether_it_can_exempt() -> None:
    stricter = {
        "severity",
        "resources",
        "symbols",
        "strict",
        "transitive",
        "typing_imports",
        "dynamic_imports",
        "pytest",
    }
    by_file = {"exclude", "tests", "own_tests", "held_to", "uncounted"}
    of_the_gates = {"shared_branches", "every_commit", "law", "merge_check", "claims"}  # see hooks/branch_law.py
    of_the_project = {"ledger", "source_roots", "baseline", "measure", "new_ids", "layers", "requires_python"}
    assert {*Config._fields} == stricter | by_file | of_the_gates | of_the_project


@pytest.mark.parametrize(
    ("own", "law", "held"),
    [
        ((), ("a/",), False),
        ((), ("a/", "!a/x.py"), False),
        (("a/",), ("a/", "b/"), False),
        (("a/", "!a/x.py"), ("a/",), False),
        (("a/", "!a/x.py", "!a/y.py"), ("a/", "!a/x.py"), False),
        (("b/", "!a/x.py"), ("a/", "b/", "!a/x.py"), False),
        (("a/",), (), True),
        (("a/b/",), ("a/",), True),  # less, but that is for the paths to tell
        (("a/",), ("a/", "!a/x.py"), True),
        (("!a/x.py", "a/"), ("a/", "!a/x.py"), True),
        (("a/", "!a/x.py", "b/"), ("a/", "!a/x.py"), True),
    ],
)
def test_patterns_that_leave_out_no_more_are_left_alone(own: tuple[str, ...], law: tuple[str, ...], held: bool) -> None:
    assert bool(counted_config(Config(exclude=own), Config(exclude=law)).held_to) is held
    tests = counted_config(Config(tests=own, own_tests=True), Config(tests=law, own_tests=True))
    assert bool(tests.held_to) is held


@pytest.mark.parametrize(
    ("own", "law", "roles"),
    [
        (Config(exclude=("a/",)), Config(), {"a/x.py": "governed", "b.py": "governed"}),
        (Config(exclude=("a/b/",)), Config(exclude=("a/",)), {"a/x.py": "governed", "a/b/x.py": "other"}),
        (Config(exclude=("a/",)), Config(exclude=("a/*", "!a/x.py")), {"a/x.py": "governed", "a/y.py": "other"}),
        (Config(exclude=("tests/",)), Config(), {"tests/x.py": "test"}),
        (Config(tests=("a/",)), Config(), {"a/x.py": "governed", "test_x.py": "governed"}),
        (Config(tests=("a/",)), Config(exclude=("a/",)), {"a/x.py": "test"}),
        (Config(pytest=Pytest(files=("check_*.py",))), Config(), {"check_x.py": "governed", "tests/x.py": "test"}),
        (Config(pytest=Pytest(files=("check_*.py",))), Config(pytest=Pytest(files=("check_*.py",))),
         {"check_x.py": "test"}),
        (Config(exclude=("architecture.py",)), Config(), {"architecture.py": "ledger"}),
    ],
)  # fmt: skip
def test_no_file_is_less_governed_than_by_the_law(own: Config, law: Config, roles: dict[str, str]) -> None:
    role_of = Roles(counted_config(own, law), ("architecture.py",)).role_of
    assert {path: role_of(path, "100644") for path in roles} == roles
    assert {role_of(path, "120000") for path in roles} == {"other"}


def test_what_pytest_finds_is_no_less_than_by_the_law() -> None:
    law, fewer = Pytest(functions=("test", "check")), Pytest(functions=("test",), classes=("Test", "Check"))
    assert counted_config(Config(pytest=fewer), Config(pytest=law)).pytest == law
    assert counted_config(Config(pytest=law), Config(pytest=Pytest())).pytest == law
    assert counted_config(Config(pytest=Pytest(testpaths=("a",))), Config()).pytest == Pytest()
    everywhere = Pytest(testpaths=("a",), everywhere=True)
    assert counted_config(Config(pytest=everywhere), Config()).pytest == Pytest()
    assert counted_config(Config(pytest=everywhere), Config(pytest=Pytest(testpaths=("a",)))).pytest == everywhere
    more = Pytest(testpaths=("a", "b"), functions=("test", "check"))
    assert counted_config(Config(pytest=more), Config(pytest=Pytest(testpaths=("b",)))).pytest == more


def test_a_waiver_counts_where_the_node_has_it() -> None:
    mine = tuple(Waiver(code, "so", HERE) for code in ("TST505", "TST506", "TST999"))
    before = NODE._replace(waives=(Waiver("TST505", "otherwise", HERE),))
    found = counted_node(NODE._replace(waives=mine), before, Config(), Config())
    assert [one.code for one in found.waives] == ["TST505", "TST999"]  # that is no law, and LED005 says so
    assert [one.code for one in counted_node(found, None, Config(), Config()).waives] == ["TST999"]


def test_what_is_new_may_be_planned_and_an_alternative() -> None:
    planned = TASK._replace(planned=True)
    assert counted_node(planned, None, Config(), Config()) == planned
    assert counted_node(planned, planned, Config(), Config()) == planned
    assert counted_node(planned, TASK, Config(), Config()) == TASK
    other = NODE._replace(adopted=False, in_force=False)
    assert counted_node(other, None, Config(), Config()) == other
    assert counted_node(other, other, Config(), Config()) == other
    assert counted_node(other, NODE, Config(), Config()) == NODE
    unlisted = NODE._replace(in_force=False)
    assert counted_node(other, unlisted, Config(), Config()) == unlisted


def detailed(symbols: str) -> Node:
    return NODE._replace(declares=(("symbols", (Declared(symbols, HERE),)), ("layer", (Declared("a", HERE),))))


@pytest.mark.parametrize(
    ("own", "before", "config", "law", "counted"),
    [
        ("files", "", "module", "module", ""),
        ("files", "public", "module", "module", "public"),
        ("files", None, "module", "module", ""),
        ("files", None, "module", "files", "files"),
        ("all", "public", "module", "module", "all"),
        ("", "all", "module", "module", "all"),
        ("", "public", "module", "module", ""),
        ("files", "files", "module", "module", "files"),
    ],
)
def test_of_the_files_of_a_design_no_less_is_asked(
    own: str, before: str | None, config: str, law: str, counted: str
) -> None:
    known = None if before is None else detailed(before) if before else NODE
    found = counted_node(detailed(own) if own else NODE, known, Config(symbols=config), Config(symbols=law))
    assert [one.name for one in found.declared("symbols")] == ([counted] if counted else [])
    assert bool(found.declared("layer")) is bool(own)


def test_ignores_count_by_code_and_reason_as_often_as_there() -> None:
    here = [Ignore(line, 1, "INV407", "so") for line in (3, 5, 9)]
    assert counted_ignores(here, here[:2]) == tuple(here[:2])
    assert counted_ignores(here[1:], [Ignore(70, 1, "INV407", "so")]) == (here[1],)
    assert counted_ignores(here, [one._replace(reason="else") for one in here]) == ()
    assert counted_ignores(here, [one._replace(code="INV406") for one in here]) == ()
    whole = Ignore(1, 1, "INV407", "so")
    assert counted_ignores([whole], here) == ()
    assert counted_ignores([whole, *here], [whole]) == (whole, *here)
    ill = (
        Ignore(1, 1, "INV407", ""),
        Ignore(2, 1, "INV999", "so"),
        Ignore(3, 1, "", "so"),
        Ignore(4, 1, "LED001", "so"),
    )
    assert counted_ignores(ill, ()) == ill  # what exempts nothing is said as it is


def test_entries_of_the_baseline_count_as_often_as_there() -> None:
    def baseline(*entries: tuple[str, str, str, str, int]) -> Baseline:
        return Baseline("b.txt", 7, tuple(Frozen(*one, line) for line, one in enumerate(entries, 1)))

    own = baseline(("INV407", "T-2", "a.py", "f", 3), ("INV407", "T-2", "a.py", "f", 1), ("TST505", "D-1", "", "", 1))
    law = baseline(("INV407", "T-1", "a.py", "f", 2), ("TST505", "D-2", "", "", 1))
    assert counted_baseline(own, law) == own._replace(entries=(own.entries[0]._replace(times=2),))
    assert counted_baseline(own, own) == own
    assert counted_baseline(own, None).entries == ()
