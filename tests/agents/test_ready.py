"""What there is to do: what is planned or broken, what waits for what, and in which order."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from agents.test_owed_tests import test_of
from helpers.files import lay_out
from helpers.work import asked, project
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.agents.owed_tests import planned_of
from archhook.agents.ready import open_tasks, ready
from archhook.query.card import card

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def found(folder: Path, files: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(Task, state, what it waits for) in order."""
    tasks = asked(lay_out(folder, files), open_tasks)
    return [(task.node.id, task.state, " ".join(task.waits_for)) for task in tasks]


@pytest.mark.parametrize(
    ("designs", "tasks", "expected"),
    [
        ({1: []}, {1: (1, "kept")}, []),
        ({1: []}, {1: (1, "planned"), 2: (1, "broken")}, ["T-1 planned", "T-2 broken"]),
        ({1: [2], 2: []}, {1: (1, "planned"), 2: (2, "kept")}, ["T-1 planned"]),
        ({1: [2], 2: []}, {1: (1, "planned"), 2: (2, "planned")}, ["T-2 planned", "T-1 planned D-2"]),
        ({1: [2], 2: []}, {1: (1, "broken"), 2: (2, "broken")}, ["T-2 broken", "T-1 broken D-2"]),
        ({1: [2], 2: []}, {1: (1, "kept"), 2: (2, "broken")}, ["T-2 broken"]),
        (
            {1: [2], 2: [3], 3: []},
            {1: (1, "planned"), 2: (2, "kept"), 3: (3, "planned")},
            ["T-3 planned", "T-1 planned D-2"],
        ),
        ({1: [2], 2: []}, {1: (1, "planned")}, ["T-1 planned D-2"]),
        (
            {1: [2], 2: [1, 3], 3: []},
            {1: (1, "planned"), 2: (2, "planned"), 3: (3, "kept")},
            ["T-1 planned", "T-2 planned"],
        ),
        (
            {1: [2], 2: [1, 3], 3: []},
            {1: (1, "planned"), 2: (2, "kept"), 3: (3, "planned")},
            ["T-3 planned", "T-1 planned D-3"],
        ),
        ({1: [1]}, {1: (1, "planned")}, ["T-1 planned"]),
        ({2: [], 10: []}, {1: (10, "planned"), 5: (2, "planned")}, ["T-5 planned", "T-1 planned"]),
        ({1: ["9"]}, {1: (1, "planned")}, ["T-1 planned"]),
    ],
    ids=[
        "kept",
        "both states",
        "stands",
        "planned below",
        "broken below",
        "used by what is kept",
        "far below",
        "no Task below",
        "circle",
        "circle waits for the rest",
        "itself",
        "Designs in order",
        "unknown Design",
    ],
)
def test_what_is_ready_and_what_waits(
    tmp_path: Path, designs: dict[int, list[int]], tasks: dict[int, tuple[int, str]], expected: list[str]
) -> None:
    assert [" ".join(row).strip() for row in found(tmp_path, project(designs, tasks))] == expected


def test_a_design_that_may_have_no_task_stands(tmp_path: Path) -> None:
    files = project({1: [2], 2: []}, {1: (1, "planned")})
    text = files["architecture.py"]
    head, tail = text.split('"""[D-2]')
    files["architecture.py"] = f'{head}"""[D-2]' + tail.replace(
        "    requires = []\n", '    requires = []\n    waives = {"TRC105": "it is bought"}\n', 1
    )
    assert found(tmp_path, files) == [("T-1", "planned", "")]


def test_a_file_that_is_not_python_breaks_every_task_of_it(tmp_path: Path) -> None:
    files = project({1: []}, {1: (1, "kept"), 2: (1, "kept"), 3: (1, "kept")})
    files["architecture.py"] = files["architecture.py"].replace("src/work2.py", "src/work1.py")
    files["src/work1.py"] = "def work1(: pass\n"
    del files["src/work2.py"]
    assert [row[:2] for row in found(tmp_path, files)] == [("T-1", "broken"), ("T-2", "broken")]
    cards = asked(tmp_path, lambda seen: [card(seen, one) for one in ("T-1", "T-2", "T-3")])
    assert [one.state for one in cards] == ["broken", "broken", "kept"]
    assert [one.findings for one in cards] == [("INV410",), ("INV410",), ()]


@pytest.mark.parametrize(("strict", "expected"), [(False, []), (True, ["T-1"])])
def test_a_warning_breaks_a_task_where_warnings_fail(tmp_path: Path, strict: bool, expected: list[str]) -> None:
    files = project({1: []}, {1: (1, "broken")})
    more = '\nINV403 = "warning"\nINV407 = "warning"\n'
    files["archhook.toml"] = ("strict = true\n" if strict else "") + files["archhook.toml"] + more
    assert [row[0] for row in found(tmp_path, files)] == expected
    assert asked(tmp_path, lambda seen: card(seen, "T-1").state) == ("broken" if strict else "warned")


def test_what_is_not_in_force_is_no_work(tmp_path: Path) -> None:
    files = project({1: []}, {1: (1, "kept"), 2: (1, "planned")})
    files["architecture.py"] += "\nfrom archhook import validate_architecture\n" + (
        "validate_architecture([Goal()], [Promise()], [Design1()], [Task1()], [])\n"
    )
    assert found(tmp_path, files) == []


STATES = st.sampled_from(["kept", "planned", "broken"])


@st.composite
def plans(draw: st.DrawFn) -> tuple[dict[int, list[int]], dict[int, tuple[int, str]]]:
    numbers = range(1, draw(st.integers(1, 6)) + 1)
    designs = {one: sorted(draw(st.sets(st.sampled_from(list(numbers)), max_size=3))) for one in numbers}
    owners = draw(st.lists(st.tuples(st.sampled_from(list(numbers)), STATES), max_size=7))
    return designs, dict(enumerate(owners, 1))


def closure(designs: Mapping[int, Sequence[int]], start: int) -> set[int]:
    """All that a Design requires, directly or through others."""
    seen: set[int] = set()
    stack = list(designs[start])
    while stack:
        one = stack.pop()
        if one not in seen:
            seen.add(one)
            stack += designs[one]
    return seen


@settings(max_examples=60)
@given(plans())
def test_as_a_brute_force_search_finds_it(plan: tuple[dict[int, list[int]], dict[int, tuple[int, str]]]) -> None:
    designs, tasks = plan
    unfinished = {design for design, state in tasks.values() if state != "kept"}
    unfinished |= {design for design in designs if all(owner != design for owner, _ in tasks.values())}
    below = {design: closure(designs, design) for design in designs}
    with tempfile.TemporaryDirectory() as folder:
        rows = found(Path(folder), project(designs, tasks))
    assert {row[0] for row in rows} == {f"T-{number}" for number, (_, state) in tasks.items() if state != "kept"}
    order = [tasks[int(row[0][2:])][0] for row in rows]
    for (task, _, waits), design in zip(rows, order, strict=True):
        others = {one for one in below[design] if design not in below[one]}
        assert bool(waits) is bool(others & unfinished), task
    for place, design in enumerate(order):  # what is required comes first, unless both are on one circle
        assert not any(later in below[design] and design not in below[later] for later in order[place + 1 :])


@st.composite
def plans_and_tests(draw: st.DrawFn) -> dict[str, str]:
    """A project whose nodes are verified by Tests, some of them planned."""
    designs, tasks = draw(plans())
    more = "\nfrom archhook import IntegrationTest, SystemTest\n"
    levels = {"UnitTest": ("UT", "D"), "IntegrationTest": ("IT", "D"), "SystemTest": ("ST", "R")}
    for number in range(1, draw(st.integers(0, 5)) + 1):
        base = draw(st.sampled_from(sorted(levels)))
        prefix, kind = levels[base]
        target = draw(st.sampled_from(sorted(designs))) if kind == "D" else 1
        more += test_of(base, f"{prefix}-{number}", f"{kind}-{target}", planned=draw(st.booleans()))
    return project(designs, tasks, more)


@settings(max_examples=60)
@given(plans_and_tests(), st.booleans())
def test_every_plan_is_told(files: dict[str, str], asked_for: bool) -> None:
    """Of each planned Task and Test: whether or not the laws ask for tests, and for whom."""
    if asked_for:
        files["archhook.toml"] = 'severity.TST503 = "error"\n'
    with tempfile.TemporaryDirectory() as folder:
        seen = asked(lay_out(Path(folder), files), lambda seen: (seen.verdict.planned, ready(seen, (), every=True)))
    number, told = seen
    tasks = {task.node.id for task, _ in told.tasks if task.node.planned}
    tests = {*told.tests, *(test for task, _ in told.tasks for test in planned_of(task.owed))}
    assert number == len(tasks) + len(tests)
    assert number == files["architecture.py"].count("    planned = True\n")
