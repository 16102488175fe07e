from __future__ import annotations

from archhook.adopt.groups_around import around_groups
from archhook.recovery.groups import Group, Link

PRODUCT = (Group(("p/a.py",), "p", whole=True), Group(("q/a.py",), "q", whole=True, requires=(0,)))


def test_each_folder_is_a_group_behind_the_product_and_behind_what_it_requires() -> None:
    around = {"examples": ["examples/b.py", "examples/a.py"], "tools": ["tools/a.py"], "": ["x.py"]}
    links = {
        ("examples/a.py", "p/a.py"): Link(1),
        ("examples/a.py", "tools/a.py"): Link(2),
        ("tools/a.py", "examples/b.py"): Link(1),
        ("tools/a.py", "q/a.py"): Link(0, 1),
        ("p/a.py", "x.py"): Link(1),
    }
    groups = around_groups(around, links, PRODUCT)
    by_folder = {group.folder: (at, group) for at, group in enumerate(groups, 2)}
    tools, examples = by_folder["tools"][0], by_folder["examples"][0]
    assert by_folder["examples"][1].requires == (0, tools)
    assert by_folder["tools"][1].requires == (1,)
    assert by_folder["tools"][1].against == (examples,)
    assert by_folder["examples"][1].files == ("examples/a.py", "examples/b.py")
    assert [group.whole for group in groups] == [bool(group.folder) for group in groups]


def test_nothing_around_is_no_group() -> None:
    assert around_groups({}, {}, PRODUCT) == ()
