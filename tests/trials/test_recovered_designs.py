from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from helpers.git_repo import GitRepo
from trials.recovered_designs import (
    Case,
    adjusted_information,
    adjusted_rand,
    case_of,
    components_of,
    debts,
    measured,
    mojofm,
)

from archhook.recovery.groups import Group, Link

if TYPE_CHECKING:
    from pathlib import Path

TACH = b"""\
source_roots = ["src"]
[[modules]]
path = "<root>"
[[modules]]
path = "shop.till"
[[modules]]
paths = ["shop.s*"]
"""
LAYERS = b"""\
[importlinter]
root_package = shop
[importlinter:contract:one]
type = layers
containers =
    shop
    # nothing
layers =
    till | desk
    (store) : loose
[importlinter:contract:two]
type = forbidden
"""
FILES = dict.fromkeys(("src/shop/till/a.py", "src/shop/store/b.py", "src/shop/store/__init__.py", "src/shop/c.py"), b"")


def parts(text: str) -> dict[str, str]:
    return {str(at): part for at, part in enumerate(text)}


@pytest.mark.parametrize(
    ("ours", "theirs", "wanted"),
    [
        ("aabb", "xxyy", (100, 1, 1)),
        ("aaaa", "xxyy", (0, 0, 0)),
        ("abab", "xxyy", (0, -0.5, -0.5)),
        ("abcd", "xxyy", (0, 0, 0)),  # two joins of the two that are the most
        ("aaabbb", "xxxyyx", (75, 0.32, 0.35)),
    ],
)
def test_similarity(ours: str, theirs: str, wanted: tuple[float, float, float]) -> None:
    found = [measure(parts(ours), parts(theirs)) for measure in (mojofm, adjusted_rand, adjusted_information)]
    assert found == pytest.approx(wanted, abs=0.01)


def test_components_of_tach_and_of_layers() -> None:
    assert components_of(FILES | {"tach.toml": TACH}) == {
        "src/shop/till/a.py": "shop.till",
        "src/shop/store/b.py": "shop.store",
        "src/shop/store/__init__.py": "shop.store",
    }
    assert components_of(FILES | {".importlinter": LAYERS}) == {
        "src/shop/till/a.py": "shop.till",
        "src/shop/store/b.py": "shop.store",
        "src/shop/store/__init__.py": "shop.store",
    }
    assert components_of(FILES) == {}


def test_debts_are_counted_as_statements() -> None:
    pairs = {("p/a.py", "p/b.py"): Link(2, 1), ("p/b.py", "p/a.py"): Link(1)}
    pairs |= {("p/__init__.py", "q.py"): Link(1), ("q.py", "p/a.py"): Link(0, 0, 5)}
    case = Case("", (), pairs, {})
    groups = (Group(("p/b.py",), "p", whole=False), Group(("p/a.py",), "p", whole=False, requires=(0,)))
    groups += (Group(("q.py",), "", whole=False),)
    home = {"p/b.py": 0, "p/a.py": 1, "q.py": 2}
    assert debts(case, groups, home) == pytest.approx(2 / 5)


def test_a_clone_is_measured_without_what_its_people_have_drawn(tmp_path: Path) -> None:
    repo = GitRepo.create(tmp_path / "shop")
    files = {f"src/shop/{part}/{name}.py": "X = 1\n" for part in ("till", "store") for name in "abc"}
    repo.commit("All", files=files | {"tach.toml": TACH.decode()})
    case = case_of(repo.path)
    assert sorted(case.files) == sorted(files)
    assert {*case.components.values()} == {"shop.till", "shop.store"}
    one = measured(case)
    assert (one.designs, one.largest, one.mojofm, one.ari, one.debts) == (2, 50, 100, 1, 0)
    assert math.isnan(measured(case._replace(components={})).mojofm)
