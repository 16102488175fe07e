"""Which folders one node can declare."""

from __future__ import annotations

import pytest

from archhook.author.leaf_folders import name_within, task_places, test_places

test_places.__test__ = False  # type: ignore[attr-defined]  # no test, whatever it is called
ROOTS = ("src", ".")
U1, U2, U3, I1 = ("unit", "D1"), ("unit", "D2"), ("unit", "D3"), ("integration", "D1")


@pytest.mark.parametrize(
    ("owners", "places"),
    [
        # the largest folder that is one owner's alone; the root package stays open, whosever it is
        ({"p/a.py": 1, "p/x/b.py": 1, "p/x/y/c.py": 1}, {"p/a.py": "p/a.py", "p/x/b.py": "p/x/", "p/x/y/c.py": "p/x/"}),
        ({"p/x/a.py": 1, "p/x/y/b.py": 2}, {"p/x/a.py": "p/x/a.py", "p/x/y/b.py": "p/x/y/"}),
        ({"src/p/a.py": 1, "src/p/x/b.py": 2}, {"src/p/a.py": "src/p/a.py", "src/p/x/b.py": "src/p/x/"}),
        # beside it, what is a thing of its own is one
        (
            {"p/a.py": 1, "p/b.py": 1, "p/c.py": 1, "bench/a.py": 2, "bench/x/b.py": 2},
            {
                "p/a.py": "p/a.py",
                "p/b.py": "p/b.py",
                "p/c.py": "p/c.py",
                "bench/a.py": "bench/",
                "bench/x/b.py": "bench/",
            },
        ),
        # packages of a project that has several
        (
            {"a/m.py": 1, "b/m.py": 2, "c/m.py": 3, "top.py": 1},
            {"a/m.py": "a/", "b/m.py": "b/", "c/m.py": "c/", "top.py": "top.py"},
        ),
        # what is nobody's alone is declared by itself, and so is all around it
        ({"p/a.py": 1, "p/x/b.py": 1, "p/x/c.py": None}, {path: path for path in ("p/a.py", "p/x/b.py", "p/x/c.py")}),
        ({}, {}),
    ],
)
def test_places_of_tasks(owners: dict[str, int | None], places: dict[str, str]) -> None:
    assert task_places(owners, ROOTS) == places


def test_a_root_of_code_around_the_product_is_one_thing() -> None:
    owners = {"p/a.py": 1, "p/b.py": 1, "p/c.py": 1, "examples/x/a.py": 2, "examples/b.py": 2}
    assert task_places(owners, (*ROOTS, "examples", "examples/x"))["examples/x/a.py"] == "examples/"


@pytest.mark.parametrize(
    ("owners", "others", "places"),
    [
        # a folder of one owner's alone
        ({"tests/a/test_a.py": U1, "tests/b/test_b.py": U2}, (), [("tests/a/", U1), ("tests/b/", U2)]),
        # a single file
        ({"tests/test_a.py": U1, "tests/test_b.py": U2}, (), [("tests/test_a.py", U1), ("tests/test_b.py", U2)]),
        # several, mixed with others': one Test for each owner declares the folder of the level
        (
            {"t/test_a.py": U1, "t/test_b.py": U2, "t/test_c.py": U1, "t/test_d.py": U2, "t/test_e.py": U3},
            (),
            [("t/", U1), ("t/", U2), ("t/test_e.py", U3)],
        ),
        # another level has a longer folder, or is declared file by file
        (
            {"t/test_a.py": U1, "t/test_b.py": U2, "t/test_c.py": U1, "t/test_d.py": U2, "t/i/test_a.py": I1,
             "t/i/test_b.py": I1, "t/test_i.py": I1},
            (),
            [("t/", U1), ("t/", U2), ("t/i/", I1), ("t/test_i.py", I1)],
        ),
        # what no folder may take in
        (
            {"t/a/test_a.py": U1, "t/a/test_b.py": U1},
            ("t/a/test_x.py",),
            [("t/a/test_a.py", U1), ("t/a/test_b.py", U1)],
        ),
    ],
)  # fmt: skip
def test_places_of_tests(
    owners: dict[str, tuple[str, str]], others: tuple[str, ...], places: list[tuple[str, tuple[str, str]]]
) -> None:
    found = test_places(owners, ROOTS, others)
    assert sorted(found) == places
    assert sorted(path for paths in found.values() for path in paths) == sorted(owners)


def test_without_sharing_each_place_is_for_itself() -> None:
    owners = {"t/test_a.py": U1, "t/test_b.py": U2, "t/test_c.py": U1, "t/x/test_d.py": U2}
    places = {("t/test_a.py", U1), ("t/test_b.py", U2), ("t/test_c.py", U1), ("t/x/", U2)}
    assert set(test_places(owners, ROOTS, shared=False)) == places


@pytest.mark.parametrize(
    ("place", "alone", "name"),
    [
        ("tests/web/", True, "tests/web/"),
        ("tests/web/", False, "tests/web/web_pages"),
        ("tests/", True, "tests/web_pages"),
        ("tests/unit/", True, "tests/unit/web_pages"),
    ],
)
def test_what_a_test_of_a_folder_is_named_for(place: str, alone: bool, name: str) -> None:
    assert name_within(place, "unit", "DesignWebPages", alone=alone) == name
