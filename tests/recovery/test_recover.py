from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.graph.graph import reachable
from archhook.recovery.groups import Group, Link
from archhook.recovery.opened_folders import LARGE, MOST
from archhook.recovery.recover import recover

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def modules(folder: str, number: int = 3) -> list[str]:
    return [f"{folder}/m{at}.py".lstrip("/") for at in range(number)]


def linked(*pairs: tuple[str, str]) -> dict[tuple[str, str], Link]:
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


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(PATHS, st.dictionaries(PATHS, LINKS, max_size=4), max_size=40))
def test_the_name_of_the_top_folder_changes_nothing(imports: dict[str, dict[str, Link]]) -> None:
    links = {(one, other): link for one, ends in imports.items() for other, link in ends.items() if other in imports}

    def below(top: str) -> list[tuple[object, ...]]:
        moved = {(f"{top}/{one}", f"{top}/{other}"): link for (one, other), link in links.items()}
        groups = recover([f"{top}/{path}" for path in imports], moved)
        return [
            (tuple(path.removeprefix(f"{top}/") for path in group.files), group.whole, group.requires, group.against)
            for group in groups
        ]

    assert below("aa") == below("zz/yy")


def test_it_is_the_same_whatever_the_seed_of_hashes() -> None:
    program = (
        "import random\n"
        "from archhook.recovery.groups import Link\n"
        "from archhook.recovery.recover import recover\n"
        "some = random.Random(7)\n"
        "files = [f'p/{some.choice(\"abcd\")}/{n}.py' for n in range(80)] + [f'p/{n}.py' for n in range(40)]\n"
        "links = {pair: Link(1) for pair in zip(some.choices(files, k=400), some.choices(files, k=400))}\n"
        "print(recover(files, links))\n"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(found) == 1


def chained(files: Sequence[str]) -> dict[tuple[str, str], Link]:
    """Each file imports the one before it, and the one before that."""
    return {(one, files[at - step]): Link(1) for at, one in enumerate(files) for step in (1, 2) if at >= step}


def test_a_flat_package_falls_into_the_parts_that_import_each_other() -> None:
    parts = [[f"shop/{name}{at}.py" for at in range(4)] for name in ("base", "cart", "desk", "mail")]
    files = [path for part in parts for path in part]
    links = {pair: link for part in parts for pair, link in chained(part).items()}
    links |= linked(*((part[0], "shop/base3.py") for part in parts[1:]))
    found = recover(files, links)
    assert sorted(group.files for group in found) == sorted(tuple(part) for part in parts)
    assert {group.files[0]: group.requires for group in found if group.files[0] != "shop/base0.py"} == dict.fromkeys(
        ("shop/cart0.py", "shop/desk0.py", "shop/mail0.py"), (0,)
    )
    assert all(group.folder == "shop" and not group.whole for group in found)


def test_the_base_and_the_face_of_a_package_part_where_folders_lie_between() -> None:
    folders = [modules(f"shop/{name}", 8) for name in ("cart", "desk", "mail")]
    base, face = (
        [f"shop/{name}.py" for name in ("errors", "names", "types")],
        ["shop/api.py", "shop/cli.py", "shop/go.py"],
    )
    links = linked(*((path, low) for folder in folders for path in folder for low in base))
    links |= linked(*((high, path) for folder in folders for path in folder for high in face))
    found = recover([*base, *face, *(path for folder in folders for path in folder)], links)
    assert [group.files for group in found] == [tuple(base), *map(tuple, folders), tuple(face)]
    assert not any(group.against for group in found)


def test_a_folder_is_opened_where_too_much_runs_against_the_order() -> None:
    """`plugins` use `core/help`, and `core/load` uses them: whole, one half of the imports would be debts."""
    plugins = modules("p/plugins", 6)
    core = ["p/core/help.py", "p/core/words.py", "p/core/names.py", "p/core/load.py", "p/core/run.py", "p/core/go.py"]
    links = linked(
        *((one, low) for one in plugins for low in core[:3]), *((high, one) for one in plugins for high in core[3:])
    )
    found = recover([*core, *plugins, *modules("p/other")], links)
    assert [group.files for group in found if group.folder == "p/core"] == [
        tuple(sorted(core[:3])),
        tuple(sorted(core[3:])),
    ]
    assert not any(group.against for group in found)


def test_a_large_folder_is_opened_and_one_of_plug_ins_is_not() -> None:
    files = [
        *modules("p/a/x", 11),
        *modules("p/a/y", 11),
        *modules("p/b", 3),
        *modules("p/d", 3),
        *modules("p/plugins", 29),
    ]
    assert [(group.folder, group.whole) for group in recover(files, {})] == [
        ("p/a/x", True),
        ("p/a/y", True),
        ("p/b", True),
        ("p/d", True),
        ("p/plugins", True),
    ]
    tied = recover(files, chained(modules("p/plugins", 29)))
    assert sum(group.folder == "p/plugins" for group in tied) > 1


def test_folders_beyond_the_most_lie_loose() -> None:
    files = [path for number in range(40) for path in modules(f"p/f{number:02}", 3 + number % 2)]
    found = recover(files, {})
    assert sum(group.whole for group in found) == MOST
    assert all(len(group.files) == 4 for group in found if group.whole)
    assert max(len(group.files) for group in found) <= LARGE * len(files), "and these are no lump"


@pytest.mark.parametrize("number", [2, 3])
def test_so_many_as_are_wanted(number: int) -> None:
    assert len(recover(modules("p", 10), chained(modules("p", 10)), wanted=number)) == number
    assert len(recover([*modules("p/a", 4), *modules("p/b", 4)], {}, wanted=2)) == 2
    several = [*modules("p/a", 4), *modules("p/b", 4), *modules("p/c", 4), *modules("p/d", 4)]
    assert recover(several, {}, wanted=number) == recover(several, {}), "there are more already"


@pytest.mark.parametrize("root", ["src", "src/src"])
def test_a_root_that_is_a_package_itself(root: str) -> None:
    files = [f"{root}/__init__.py", *modules(f"{root}/a"), *modules(f"{root}/b")]
    check(recover(files, {}), files, {})
    assert [group.folder for group in recover(files, {})] == [root, f"{root}/a", f"{root}/b"]


def test_two_packages_of_one_name_are_two_groups() -> None:
    files = [*modules("one/src/shop"), *modules("two/src/shop")]
    assert [group.folder for group in recover(files, {})] == ["one/src/shop", "two/src/shop"]


def test_files_of_one_first_word_stay_together() -> None:
    """By imports alone `web_app` goes with `mail_app` and `desk_app`, `web_form` with `mail_form` and `desk_form`."""
    kinds = ("app", "form", "list", "send")
    desk, mail, web = ([f"shop/{word}_{kind}.py" for kind in kinds] for word in ("desk", "mail", "web"))
    links = linked(*zip(mail, desk, strict=True), *zip(web, mail, strict=True))
    found = recover([*web, *mail, *desk, *modules("shop/x", 10), *modules("shop/y", 10)], links)
    assert [group.files for group in found if group.folder == "shop"] == [(*desk, *mail), tuple(web)]


def test_a_design_all_of_one_first_word_is_split_all_the_same() -> None:
    files = [f"p/web_{at}.py" for at in range(8)]
    assert len(recover(files, chained(files), wanted=2)) == 2


def test_entries_come_last_and_decide_nothing() -> None:
    """`test_utils` imports `web` and `client`, which have nothing to do with each other."""
    parts = [[f"p/{word}_{at}.py" for at in range(5)] for word in ("base", "client", "web")]
    links = {pair: link for part in parts for pair, link in chained(part).items()}
    links |= linked(*((path, parts[0][0]) for part in parts[1:] for path in part))
    entry = linked(*(("p/test_utils.py", path) for path in (parts[1][4], parts[2][4], parts[0][1])))
    found = recover([*(path for part in parts for path in part), "p/test_utils.py"], links | entry)
    assert [group.files for group in found] == [*map(tuple, parts), ("p/test_utils.py",)]
    assert [group.requires for group in found] == [(), (0,), (0,), (0, 1, 2)]


def test_no_group_of_loose_files_is_too_large() -> None:
    files = [f"p/m{at:02}.py" for at in range(60)]
    for links in (chained(files), linked(*((path, files[0]) for path in files[1:]))):
        assert max(len(group.files) for group in recover(files, links)) <= 15


def test_a_folder_of_two_files_is_kept() -> None:
    files = [*modules("p", 4), *modules("p/config", 2), *modules("p/web", 6), *modules("p/mail", 6)]
    used = linked(*((path, one) for path in modules("p/web", 6) for one in (*modules("p/config", 2), "p/m0.py")))
    assert ("p/config", True) in [(group.folder, group.whole) for group in recover(files, used)]


def test_a_folder_and_the_file_that_alone_uses_it_are_one() -> None:
    tables = modules("p/_data", 6)
    files = [*tables, "p/cells.py", *modules("p/web", 6), *modules("p", 3)]
    links = linked(("p/cells.py", tables[0]), (tables[1], "p/cells.py"), ("p/web/m0.py", "p/cells.py"))
    found = {group.files: group for group in recover(files, links)}
    one = found[*tables, "p/cells.py"]
    assert (one.folder, one.whole, one.against) == ("p", False, ())


def test_a_group_is_at_home_in_the_deepest_folder_that_holds_it() -> None:
    found = recover(["p/deep/x/m.py", *modules("p/a", 10), *modules("p/b", 10)], {})
    assert [(group.folder, group.whole) for group in found] == [("p/a", True), ("p/b", True), ("p/deep/x", False)]


def test_what_lies_beside_many_folders_is_more_than_one_part() -> None:
    folders = [path for at in range(12) for path in modules(f"p/f{at:02}", 8)]
    low, high = [f"p/low{at}.py" for at in range(7)], [f"p/top{at}.py" for at in range(7)]
    links = chained(low) | chained(high) | linked(*((path, low[0]) for path in folders))
    found = recover([*folders, *low, *high], links)
    assert {group.files for group in found if group.folder == "p"} == {tuple(low), tuple(high)}
