"""To which Design a whole file may be given, and when to none."""

from __future__ import annotations

from copy import deepcopy

import pytest
from helpers.import_mending import Project, Source

from archhook.laws.handed_on import HandedOn
from archhook.laws.task_moves import TaskMove, TaskMoves

API, WEB, CART, STORE, HUB = ("app/api.py", "app/web.py", "app/cart.py", "app/store.py", "app/__init__.py")
FROM = "from app.cart import total"
PROJECT = Project(
    {"D-1": {}, "D-2": {}, "D-3": {}},
    {
        API: Source([FROM], {}, ["D-1"]),
        CART: Source([], {"total": "D-2"}, ["D-2"]),
        STORE: Source([], {"load": "D-2"}, ["D-2"]),
        WEB: Source([], {}, ["D-3"]),
    },
)


def moved(project: Project) -> TaskMove | None:
    facts = project.facts()
    return TaskMoves(facts, HandedOn(facts)).move(CART)


def changed(files: dict[str, Source], designs: dict[str, dict[str, list[str]]]) -> Project:
    project = deepcopy(PROJECT)
    project.files |= files
    project.designs |= designs
    return project


def test_a_file_goes_to_the_design_that_alone_imports_it() -> None:
    assert moved(PROJECT) == TaskMove("T-2", "D-1", 1, 1)


MAY: list[tuple[dict[str, Source], dict[str, dict[str, list[str]]], int]] = [
    (
        {"app/one.py": Source([FROM], {}, ["D-1"]), STORE: Source([FROM], {}, ["D-2"])},
        {"D-2": {"requires": ["D-1"]}},
        3,
    ),
    ({CART: Source(["from app.web import page"], {"total": "D-2"}, ["D-2"])}, {"D-1": {"requires": ["D-3"]}}, 1),
    ({CART: Source(["import requests"], {"total": "D-2"}, ["D-2"])}, {"D-1": {"packages": ["requests"]}}, 1),
    ({}, {"D-2": {"interface": ["load"]}}, 1),
    ({HUB: Source([FROM])}, {}, 2),  # looked through, and of both
]


@pytest.mark.parametrize(("files", "designs", "importers"), MAY)
def test_it_goes_where_all_may_import_it(
    files: dict[str, Source], designs: dict[str, dict[str, list[str]]], importers: int
) -> None:
    move = moved(changed(files, designs))
    assert move is not None
    assert (move.design, move.importers) == ("D-1", importers)


MAY_NOT: list[tuple[dict[str, Source], dict[str, dict[str, list[str]]]]] = [
    ({STORE: Source([], {"load": "D-3"}, ["D-3"])}, {}),  # nothing would be left of its Design
    ({CART: Source([], {"total": "D-2", "own": "D-3"}, ["D-2", "D-3"])}, {}),  # it has two Tasks
    ({CART: Source(["from app.web import page"], {"total": "D-2"}, ["D-2"])}, {}),  # what it imports
    ({CART: Source(["import requests"], {"total": "D-2"}, ["D-2"])}, {"D-1": {"packages": []}}),
    ({STORE: Source([FROM], {"load": "D-2"}, ["D-2"])}, {}),  # as many of its own Design
    ({"app/one.py": Source([FROM], {}, ["D-1"]), STORE: Source([FROM], {}, ["D-2"])}, {}),  # who may not any more
    ({"app/one.py": Source([FROM], {}, ["D-1"]), STORE: Source([FROM], {}, ["D-2"])},
     {"D-1": {"interface": []}, "D-2": {"requires": ["D-1"]}}),
    ({}, {"D-2": {"interface": ["total"]}}),
    ({}, {"D-2": {"interface": [f"{CART}:total"]}}),
    ({}, {"D-2": {"interface": ["app/"]}}),
    ({HUB: Source([FROM]), STORE: Source(), "app/far/store.py": Source([], {"load": "D-2"}, ["D-2"])}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("files", "designs"), MAY_NOT)
def test_it_stays_where_something_would_break(
    files: dict[str, Source], designs: dict[str, dict[str, list[str]]]
) -> None:
    assert moved(changed(files, designs)) is None
