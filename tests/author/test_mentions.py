"""Lists and imports that mention classes: new ones beside their neighbours, gone ones out, all else as it was."""

from __future__ import annotations

import pytest

from archhook.author.ledger_changes import CannotEdit
from archhook.author.mentions import Placement, edit_mentions
from archhook.author.node_source import Style

NEW = (Placement("New", "Old"),)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("TASKS = [Old(), Other()]\n", "TASKS = [Old(), New(), Other()]\n"),
        ("TASKS = [tasks.Old()]  # all\n", "TASKS = [tasks.Old(), tasks.New()]  # all\n"),
        ("TASKS = (Old,)\n", "TASKS = (Old, New,)\n"),
        ("check([Old()], [Old()])\n", "check([Old(), New()], [Old(), New()])\n"),
        ("__all__ = ['Old', 'Other']\n", "__all__ = ['New', 'Old', 'Other']\n"),
        ("__all__ = ['Other', 'Old']\n", "__all__ = ['Other', 'Old', 'New']\n"),
        ("from .t import Node2, Node10, Old\n", "from .t import New, Node2, Node10, Old\n"),
        ("from .tasks import Old, Other\n", "from .tasks import New, Old, Other\n"),
        (
            "from .tasks import (\n    Old,  # the first\n)\n",
            "from .tasks import (\n    New,\n    Old,  # the first\n)\n",
        ),
        ("from .tasks import Old as Older\n", "from .tasks import Old as Older\n"),
        ("TASKS = [Old(3), make(Old)]\nX = Old\n", "TASKS = [Old(3), make(Old)]\nX = Old\n"),
        ('"""Old stands here."""  # Old\n', '"""Old stands here."""  # Old\n'),
        (
            "if True:\n    TASKS = [\n        Old(),  # of old\n        Other(),\n    ]\n",
            "if True:\n    TASKS = [\n        Old(),  # of old\n        New(),\n        Other(),\n    ]\n",
        ),
        (
            "from .a_rather_long_name import Old, Other, Third\n",
            "from .a_rather_long_name import (\n    New,\n    Old,\n    Other,\n    Third,\n)\n",
        ),
    ],
)
def test_a_new_class_and_that_it_goes_again(before: str, after: str) -> None:
    assert edit_mentions(before, NEW, (), Style(52)) == after
    if "import (" not in after or "(" in before:
        assert edit_mentions(after, (), ("New",), Style(52)) == before


def test_before_its_neighbour() -> None:
    assert edit_mentions("T = [Old()]\n", (Placement("New", "Old", True),), (), Style()) == "T = [New(), Old()]\n"


def test_an_import_of_nothing_else_goes() -> None:
    assert edit_mentions("import x\nfrom .tasks import Old\n", (), ("Old",), Style()) == "import x\n"
    with pytest.raises(CannotEdit):
        edit_mentions("import x\n# why it is here\nfrom .tasks import Old\n", (), ("Old",), Style())


def test_hundreds_go_in_and_out_of_one_list_at_once() -> None:
    def tasks(names: list[str]) -> str:
        return "TASKS = [\n" + "".join(f"    {name}(),\n" for name in names) + "]\n"

    many = [f"New{number}" for number in range(400)]
    behind = [Placement(name, like) for name, like in zip(many, ["Old", *many], strict=False)]
    long, short = tasks(["First", "Old", *many, "Last"]), tasks(["First", "Old", "Last"])
    assert edit_mentions(short, behind, (), Style()) == long
    assert edit_mentions(short, [Placement(name, "Last", before=True) for name in many], (), Style()) == long
    assert edit_mentions(long, (), many, Style()) == short
    assert edit_mentions(short, behind, ["Old"], Style()) == tasks(["First", *many, "Last"])
