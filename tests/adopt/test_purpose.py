from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archhook.adopt.named_packages import Shipped
from archhook.adopt.purpose import kind_of, purpose_of
from archhook.adopt.repository_facts import Facts, Held

if TYPE_CHECKING:
    from collections.abc import Mapping


def facts(paths: list[str], name: str = "shop", shipped: Shipped | None = None, *built: str) -> Facts:
    return Facts(
        {path: Held() for path in paths}, {}, name, "", "", built=frozenset({"", *built}), shipped=shipped or Shipped()
    )


@pytest.mark.parametrize(
    ("paths", "around"),
    [
        ("shop/__init__.py shop/a.py", {}),
        ("shop/__init__.py shop/examples/a.py", {}),
        ("shop/__init__.py examples/x/a.py tools/b.py", {"examples": ["examples/x/a.py"], "tools": ["tools/b.py"]}),
        ("src/shop/a.py src/examples/a.py bench.py", {"": ["bench.py"]}),
        ("shop/__init__.py .github/scripts/a.py", {".github": [".github/scripts/a.py"]}),
        ("shop/__init__.py asv_bench/a.py code-examples/b.py",
         {"asv_bench": ["asv_bench/a.py"], "code-examples": ["code-examples/b.py"]}),
        ("shop/__init__.py projects/a.py", {"projects": ["projects/a.py"]}),
        ("shop/__init__.py till/__init__.py till/a.py", {}),
        ("shop/__init__.py tasks/__init__.py t/a.py", {"t": ["t/a.py"], "tasks": ["tasks/__init__.py"]}),
        ("app/__init__.py tasks/__init__.py admin/a.py", {}),
        ("app/a.py scripts/b.py", {"scripts": ["scripts/b.py"]}),
        ("examples/a.py tools/b.py", {}),
        ("a.py b.py", {}),
        ("shop.py other.py", {}),
    ],
)  # fmt: skip
def test_without_metadata_the_names_tell(paths: str, around: dict[str, list[str]]) -> None:
    files = paths.split()
    found = purpose_of(files, facts(files), lambda path: ())
    assert {folder: [*held] for folder, held in found.around.items()} == around
    assert sorted([*found.product, *(path for held in found.around.values() for path in held)]) == sorted(files)


def test_what_the_metadata_ships_is_the_product_and_the_rest_is_around_it() -> None:
    files = ["examples/__init__.py", "examples/a.py", "till/__init__.py", "other/__init__.py", "loose.py"]
    found = purpose_of(files, facts(files, "x", Shipped(("examples/", "gone/"))), lambda path: ())
    assert found.product == ("examples/__init__.py", "examples/a.py")
    assert {*found.around} == {"", "other", "till"}
    assert found.package == "examples"


def test_what_the_product_imports_is_part_of_it_unless_it_is_surely_none() -> None:
    files = ["shop/__init__.py", "lib/a.py", "lib/b.py", "far/c.py", "tools/d.py", "examples/e.py", "rest/f.py"]
    imports: Mapping[str, tuple[str, ...]] = {
        "shop/__init__.py": ("lib/a.py", "examples/e.py"), "lib/b.py": ("far/c.py",), "far/c.py": ("tools/d.py",),
        "rest/f.py": ("shop/__init__.py",),
    }  # fmt: skip
    found = purpose_of(files, facts(files), lambda path: imports.get(path, ()))
    assert {*found.around} == {"examples", "rest"}
    packaged = purpose_of(files, facts(files, shipped=Shipped(("shop/",))), lambda path: imports.get(path, ()))
    assert {*packaged.around} == {"examples", "tools", "rest"}


def test_projects_within_a_project_are_parts_of_the_product_but_for_what_stands_beside_them() -> None:
    files = ["src/a.py", "packages/x/x/__init__.py", "packages/x/x/b.py", "packages/x/examples/c.py", "packages/y.py"]
    found = purpose_of(files, facts(files, "z", Shipped((), ("src/",)), "packages/x/"), lambda path: ())
    assert {*found.around} == {"packages", "packages/x/examples"}


@pytest.mark.parametrize(
    ("folder", "kind"),
    [("examples/", "examples"), ("a/Tools", "tools"), ("build_scripts", "scripts"), ("docs_src", "examples"),
     ("bench.py", "benchmarks"), ("test_shop", "test support"), ("shop", ""), ("contest", ""), ("", "")],
)  # fmt: skip
def test_what_a_folder_is_called_for(folder: str, kind: str) -> None:
    assert kind_of(folder) == kind
