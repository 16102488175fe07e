from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archhook.recovery.better_groups import moved
from archhook.recovery.group_order import Part
from archhook.recovery.groups import Link

if TYPE_CHECKING:
    from collections.abc import Iterable


def part(*names: str, folder: str = "p", whole: bool = False) -> Part:
    return Part(tuple(f"{folder}/{name}.py" for name in names), folder, whole)


def links(*pairs: tuple[str, str]) -> dict[tuple[str, str], Link]:
    return {(f"p/{one}.py", f"p/{other}.py"): Link(1) for one, other in pairs}


def names(parts: Iterable[Part]) -> list[str]:
    return [" ".join(path.removeprefix("p/").removesuffix(".py") for path in one.files) for one in parts]


BASE = (("b1", "b0"), ("b2", "b0"), ("mid", "b0"), ("x/w", "b1"), ("x/w", "b2"), ("x/w", "x/v"))
TOP = (("t1", "x/w"), ("t2", "x/w"), ("t1", "t2"), ("t1", "mid"))
FOLDER = part("v", "w", folder="p/x", whole=True)


def test_a_file_goes_to_where_it_removes_a_debt() -> None:
    parts = [part("b0", "b1", "b2"), FOLDER, part("mid", "t1", "t2")]
    found = moved(parts, links(*BASE, *TOP, ("x/w", "mid")), 1, 9, ())
    assert names(found) == ["b0 b1 b2 mid", "x/v x/w", "t1 t2"]


def test_a_file_takes_along_what_it_imports_of_its_own() -> None:
    parts = [part("b0", "b1", "b2"), FOLDER, part("mid", "low", "t1", "t2")]
    along = links(*BASE, *TOP, ("x/w", "mid"), ("mid", "low"), ("low", "b1"))
    assert names(moved(parts, along, 1, 9, ())) == ["b0 b1 b2 low mid", "x/v x/w", "t1 t2"]


@pytest.mark.parametrize(("few", "large"), [(3, 9), (1, 3)])
def test_no_group_is_left_with_too_few_or_gets_too_many(few: int, large: int) -> None:
    parts = [part("b0", "b1", "b2"), FOLDER, part("mid", "t1", "t2")]
    found = moved(parts, links(*BASE, *TOP, ("x/w", "mid")), few, large, ())
    assert names(found) == ["b0 b1 b2", "x/v x/w", "mid t1 t2"]


def test_a_small_group_joins_where_that_costs_nothing_and_an_entry_where_nothing_new_is_reached() -> None:
    parts = [part("a0", "a1", "a2"), part("c0", "c1", "c2"), part("main")]
    some = links(("a1", "a0"), ("a2", "a0"), ("c1", "c0"), ("c2", "c0"), ("main", "c0"), ("main", "c1"))
    assert names(moved(parts, some, 3, 9, ["p/main.py"])) == ["a0 a1 a2", "c0 c1 c2 main"]
    both = some | links(("main", "a0"))
    assert names(moved(parts, both, 3, 9, ["p/main.py"])) == ["a0 a1 a2", "c0 c1 c2", "main"]
    assert names(moved(parts, both, 3, 9, [])) == ["a0 a1 a2", "c0 c1 c2 main"]
