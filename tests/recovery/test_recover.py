from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.graph.graph import reachable
from archhook.recovery.groups import Group, Link
from archhook.recovery.recover import recover

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def modules(folder: str, number: int = 3) -> list[str]:
    return [f"{folder}/m{at}.py".lstrip("/") for at in range(number)]


def linked(*pairs: tuple[str, str], **lazy: int) -> dict[tuple[str, str], Link]:
    return {pair: Link(1) for pair in pairs}


def recovered(files: Iterable[str], links: Mapping[tuple[str, str], Link]) -> list[tuple[str, list[str], list[str]]]:
    """(the folder of a group, those that it requires, those that it imports against the order)."""
    groups = recover(files, links)
    return [
        (one.folder, [groups[at].folder for at in one.requires], [groups[at].folder for at in one.against])
        for one in groups
    ]


def test_each_folder_is_a_group_that_requires_what_it_imports() -> None:
    files = modules("core") + modules("web")
    assert recovered(files, linked(("web/m0.py", "core/m1.py"), ("web/m0.py", "web/m1.py"))) == [
        ("core", [], []),
        ("web", ["core"], []),
    ]


def test_in_a_circle_the_walls_stay_and_the_direction_with_fewer_imports_is_a_debt() -> None:
    files = modules("p/a") + modules("p/b") + modules("p/c")
    links = linked(("p/a/m0.py", "p/b/m0.py"), ("p/a/m0.py", "p/b/m1.py"), ("p/b/m1.py", "p/a/m1.py"))
    assert recovered(files, links | linked(("p/b/m1.py", "p/c/m0.py"))) == [
        ("p/c", [], []),
        ("p/b", ["p/c"], ["p/a"]),
        ("p/a", ["p/b"], []),
    ]


@pytest.mark.parametrize("weak", [Link(0, 3), Link(0, 0, 9)])
def test_lazy_imports_weigh_little_and_others_nothing(weak: Link) -> None:
    files = modules("a") + modules("b")
    assert recovered(files, {("a/m0.py", "b/m0.py"): Link(1), ("b/m0.py", "a/m0.py"): weak}) == [
        ("b", [], ["a"]),
        ("a", ["b"], []),
    ]


def test_what_weighs_nothing_is_required_where_it_closes_no_circle() -> None:
    files = modules("a") + modules("b")
    assert recovered(files, {("a/m0.py", "b/m0.py"): Link(0, 0, 1)}) == [("b", [], []), ("a", ["b"], [])]


def test_an_init_that_is_none_of_the_files_counts_as_those_beside_it() -> None:
    files = modules("a") + modules("b")
    links = dict.fromkeys([(path, "a/m0.py") for path in modules("b")], Link(1))
    links |= linked(("a/__init__.py", "b/m0.py"), ("c/__init__.py", "a/m0.py"))
    assert recovered(files, links) == [("a", [], ["b"]), ("b", ["a"], [])]


def test_a_small_folder_goes_to_the_one_above() -> None:
    files = [*modules("p"), "p/small/d.py", *modules("p/large", 20)]
    (large, loose) = sorted(recover(files, {}), key=lambda group: group.folder, reverse=True)
    assert (large.folder, large.whole, loose.folder, loose.whole) == ("p/large", True, "p", False)
    assert loose.files == ("p/m0.py", "p/m1.py", "p/m2.py", "p/small/d.py")


def test_a_file_goes_with_the_folder_of_its_name() -> None:
    files = [*modules("p/cart"), *modules("p/desk"), "p/cart.py", "p/_desk.py", "p/other.py"]
    assert {group.folder: group.files for group in recover(files, {})} == {
        "p": ("p/other.py",),
        "p/cart": ("p/cart.py", *modules("p/cart")),
        "p/desk": ("p/_desk.py", *modules("p/desk")),
    }


def test_nothing_and_a_single_file() -> None:
    assert recover((), {}) == ()
    assert recover(("a.py",), {}) == (Group(("a.py",), "", whole=True),)


NAMES = st.sampled_from(["", "a", "a/b", "a/b/c", "a/d", "e", "e/f", "b"])
PATHS = st.builds(lambda folder, name: f"{folder}/{name}.py".lstrip("/"), NAMES, st.sampled_from("abuvwx"))
LINKS = st.builds(Link, st.integers(0, 3), st.integers(0, 2), st.integers(0, 1))


@settings(deadline=None)
@given(st.dictionaries(PATHS, st.dictionaries(PATHS, LINKS, max_size=4), max_size=40), st.randoms())
def test_every_file_is_in_one_group_and_each_import_is_required_or_would_close_a_circle(
    imports: dict[str, dict[str, Link]], random: object
) -> None:
    links = {(one, other): link for one, ends in imports.items() for other, link in ends.items() if other in imports}
    groups = recover(imports, links)
    check(groups, imports, links)
    shuffled = sorted(imports, reverse=True)
    assert recover(shuffled, dict(sorted(links.items(), reverse=True))) == groups, "the order of what is given is none"


def check(groups: Sequence[Group], files: Iterable[str], links: Mapping[tuple[str, str], Link]) -> None:
    """What holds of all groups."""
    assert sorted(path for group in groups for path in group.files) == sorted(files)
    assert all(group.files == tuple(sorted(group.files)) for group in groups)
    home = {path: at for at, group in enumerate(groups) for path in group.files}
    needed = {(home[one], home[other]) for one, other in links if home[one] != home[other]}
    declared = {(at, other) for at, group in enumerate(groups) for other in group.requires}
    against = {(at, other) for at, group in enumerate(groups) for other in group.against}
    assert declared | against == needed
    assert all(other < at for at, other in declared), "each stands behind all that it requires"
    assert all(one in reachable((other,), lambda at: groups[at].requires) for one, other in against)
    assert all(len(group.hubs) <= 3 and set(group.hubs) <= set(group.files) for group in groups)
    assert all(bool(group.hubs) != group.whole for group in groups)
