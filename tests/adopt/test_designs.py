from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.adopt.designs import circles_of, designs_of
from archhook.graph.graph import reachable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.adopt.designs import Group


def designs(imports: Mapping[str, tuple[str, ...] | list[str]]) -> tuple[Group, ...]:
    """The groups of files that all have Tasks."""
    return designs_of(imports, imports)


def test_each_folder_is_a_design_that_requires_what_it_imports() -> None:
    files = [f"{folder}/m{number}.py" for folder in ("core", "web") for number in range(3)]
    imports = dict.fromkeys(files, ()) | {"web/m0.py": ("core/m1.py", "web/m1.py")}
    core, web = designs(imports)
    assert (core.folders, core.requires, core.against) == (("core",), (), ())
    assert (web.folders, web.requires, web.home) == (("web",), ("core",), "web")


def test_in_a_circle_the_walls_stay_and_the_direction_with_fewer_imports_is_not_declared() -> None:
    files = [f"p/{folder}/m{number}.py" for folder in ("a", "b", "c") for number in range(3)]
    imports = dict.fromkeys(files, ()) | {
        "p/a/m0.py": ("p/b/m0.py", "p/b/m1.py"),
        "p/b/m1.py": ("p/a/m1.py", "p/c/m0.py"),
    }
    groups = designs(imports)
    assert [(one.home, one.requires, one.against) for one in groups] == [
        ("p/c", (), ()),
        ("p/b", ("p/c",), ("p/a",)),
        ("p/a", ("p/b",), ()),
    ]
    assert [[one.home for one in circle] for circle in circles_of(groups)] == [["p/b", "p/a"]]


def test_of_two_directions_with_as_many_imports_the_first_folder_requires_the_other() -> None:
    files = [f"{folder}/m{number}.py" for folder in ("a", "b") for number in range(3)]
    _, first = designs(dict.fromkeys(files, ()) | {"b/m1.py": ("a/m1.py",), "a/m0.py": ("b/m0.py",)})
    assert (first.home, first.requires) == ("a", ("b",))


def test_what_an_init_without_a_task_imports_counts_for_the_files_beside_it() -> None:
    a, b = ([f"{folder}/m{number}.py" for number in range(3)] for folder in "ab")
    imports = dict.fromkeys(a, ()) | dict.fromkeys(b, ("a/__init__.py",)) | {"a/__init__.py": ("b/m0.py",)}
    first, second = designs_of([*a, *b], imports | {"c/__init__.py": ("a/m0.py",)})
    assert first == (("a",), tuple(a), (), ("b",))
    assert second == (("b",), tuple(b), ("a",), ())


def test_without_a_folder_around_the_one_with_most_files_stands_for_the_group() -> None:
    (one, other) = designs({"p/a/m.py": ("p/b/m.py",), "p/b/m.py": ("p/a/m.py",), "p/b/n.py": ()})
    assert (one.home, other.home) == ("p/b", "p/a")
    merged = one._replace(folders=("p/a", "p/b"), files=(*one.files, *other.files))
    assert (merged.home, merged.elsewhere) == ("p/b", ("p/a",))


def test_a_small_folder_goes_to_the_one_above() -> None:
    imports = {"p/a.py": (), "p/b.py": ("p/small/d.py",), "p/c.py": (), "p/small/d.py": ("p/a.py",)}
    (group,) = designs(imports)
    assert group.folders == ("p", "p/small")
    assert group.home == "p"
    assert group.against == ()


def test_a_small_folder_stays_where_that_would_make_a_circle() -> None:
    far = [f"q/m{number}.py" for number in range(3)]
    imports = {
        "p/a.py": (far[0],),
        "p/b.py": (),
        "p/c.py": (),
        "p/small/d.py": (),
        **dict.fromkeys(far, ("p/small/d.py",)),
    }
    assert [group.folders for group in designs(imports)] == [("p/small",), ("q",), ("p",)]


def test_scripts_in_the_top_folder_are_a_design() -> None:
    assert [group.folders for group in designs({"a.py": (), "b.py": ("a.py",)})] == [("",)]


FOLDERS = st.sampled_from(["", "a", "a/b", "a/b/c", "a/d", "e", "e/f"])
PATHS = st.builds(lambda folder, number: f"{folder}/m{number}.py".lstrip("/"), FOLDERS, st.integers(0, 3))


@settings(deadline=None)
@given(st.dictionaries(PATHS, st.lists(PATHS, max_size=3), max_size=16))
def test_every_file_is_in_one_group_and_each_import_is_declared_or_would_close_a_circle(
    imports: dict[str, list[str]],
) -> None:
    imports = {path: [one for one in targets if one in imports] for path, targets in imports.items()}
    groups = designs(imports)
    assert sorted(path for group in groups for path in group.files) == sorted(imports)
    seen: set[str] = set()
    for group in groups:
        assert seen.issuperset(group.requires)
        seen.add(group.folders[0])
    home = {path: group.folders[0] for group in groups for path in group.files}
    needed = {(home[path], home[target]) for path, targets in imports.items() for target in targets}
    declared = {(group.folders[0], target) for group in groups for target in group.requires}
    against = {(group.folders[0], target) for group in groups for target in group.against}
    assert declared | against == {(one, other) for one, other in needed if one != other}
    requires = {group.folders[0]: group.requires for group in groups}
    assert all(one in reachable((other,), requires.__getitem__) for one, other in against)
    assert not declared & against
    on_circles = {group.folders[0] for circle in circles_of(groups) for group in circle}
    assert on_circles.issuperset(one for link in against for one in link)
