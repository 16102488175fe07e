from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.adopt.designs import designs_of


def test_each_folder_is_a_design_that_requires_what_it_imports() -> None:
    files = [f"{folder}/m{number}.py" for folder in ("core", "web") for number in range(3)]
    imports = dict.fromkeys(files, ()) | {"web/m0.py": ("core/m1.py", "web/m1.py")}
    core, web = designs_of(imports)
    assert (core.folders, core.requires, core.circle) == (("core",), (), ())
    assert (web.folders, web.requires, web.home) == (("web",), ("core",), "web")


def test_a_circle_of_folders_is_one_design_that_says_so() -> None:
    files = [f"p/{folder}/m{number}.py" for folder in ("a", "b", "c") for number in range(3)]
    imports = dict.fromkeys(files, ()) | {"p/a/m0.py": ("p/b/m0.py",), "p/b/m1.py": ("p/a/m1.py", "p/c/m0.py")}
    alone, merged = designs_of(imports)
    assert merged.circle == ("p/a", "p/b")
    assert merged.requires == ("p/c",)
    assert alone.circle == ()


def test_without_a_folder_around_the_one_with_most_files_stands_for_the_group() -> None:
    (merged,) = designs_of({"p/a/m.py": ("p/b/m.py",), "p/b/m.py": ("p/a/m.py",), "p/b/n.py": ()})
    assert (merged.folders, merged.home, merged.elsewhere) == (("p/a", "p/b"), "p/b", ("p/a",))


def test_a_small_folder_goes_to_the_one_above() -> None:
    imports = {"p/a.py": (), "p/b.py": (), "p/c.py": (), "p/small/d.py": ("p/a.py",)}
    (group,) = designs_of(imports)
    assert group.folders == ("p", "p/small")
    assert group.home == "p"


def test_a_small_folder_stays_where_that_would_make_a_circle() -> None:
    far = [f"q/m{number}.py" for number in range(3)]
    imports = {
        "p/a.py": (far[0],),
        "p/b.py": (),
        "p/c.py": (),
        "p/small/d.py": (),
        **dict.fromkeys(far, ("p/small/d.py",)),
    }
    assert [group.folders for group in designs_of(imports)] == [("p/small",), ("q",), ("p",)]


def test_scripts_in_the_top_folder_are_a_design() -> None:
    assert [group.folders for group in designs_of({"a.py": (), "b.py": ("a.py",)})] == [("",)]


FOLDERS = st.sampled_from(["", "a", "a/b", "a/b/c", "a/d", "e", "e/f"])
PATHS = st.builds(lambda folder, number: f"{folder}/m{number}.py".lstrip("/"), FOLDERS, st.integers(0, 3))


@settings(deadline=None)
@given(st.dictionaries(PATHS, st.lists(PATHS, max_size=3), max_size=16))
def test_every_file_is_in_one_group_and_no_group_requires_itself(imports: dict[str, list[str]]) -> None:
    groups = designs_of(imports)
    assert sorted(path for group in groups for path in group.files) == sorted(imports)
    seen: set[str] = set()
    for group in groups:
        assert seen.issuperset(group.requires)
        seen.add(group.folders[0])
    home = {path: group.folders[0] for group in groups for path in group.files}
    needed = {(home[path], home[target]) for path, targets in imports.items() for target in targets if target in home}
    declared = {(group.folders[0], target) for group in groups for target in group.requires}
    assert declared == {(one, other) for one, other in needed if one != other}
