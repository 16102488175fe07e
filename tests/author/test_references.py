"""What goes into `requires`: how it is written, where, and that everything else stays."""

from __future__ import annotations

import pytest

from archhook.author.apply_changes import apply
from archhook.author.class_edits import edit_class
from archhook.author.ledger_changes import CannotEdit, Changes, Edit, Ledger, Links
from archhook.author.node_source import Style
from archhook.ledger.source import read_ledger

HEAD = 'class D1(Design):\n    """[D-1] One."""\n'
CALL = HEAD + '\n    def __init__(self):\n        super().__init__("[D-1]", "One", {})\n'
CLASSES = {"D-2": "Till", "D-3": "plan.Desk", "D-10": ""}


def edited(source: str, *ids: str, width: int = 70) -> str:
    return edit_class(source, Edit("D-1", links=(Links("requires", ids),)), "design", Style(width), None, CLASSES)


@pytest.mark.parametrize(
    ("before", "ids", "after"),
    [
        # ids go among ids, by their order
        ('["D-1", "D-9"]', ["D-2"], '["D-1", "D-2", "D-9"]'),
        ('["D-1", "D-9"]', ["D-10"], '["D-1", "D-9", "D-10"]'),
        ('["D-9", "D-1"]', ["D-2"], '["D-9", "D-1", "D-2"]'),
        ("['D-1']", ["D-10", "D-2"], '[\'D-1\', "D-2", "D-10"]'),
        # classes among classes, instances among instances
        ("[Bill, Wall]", ["D-2"], "[Bill, Till, Wall]"),
        ("[Wall, Bill]", ["D-2"], "[Wall, Bill, Till]"),
        ("[Bill(), Wall()]", ["D-2"], "[Bill(), Till(), Wall()]"),
        ("[plan.Wall]", ["D-3"], "[plan.Desk, plan.Wall]"),
        # a class that has no name there is named by its id
        ("[Bill, Wall]", ["D-10"], '[Bill, Wall, "D-10"]'),
        ('[Bill, "D-9"]', ["D-2", "D-10"], '[Bill, "D-9", Till, "D-10"]'),
        # other lists
        ("(Bill,)", ["D-2"], "(Bill, Till,)"),
        ("[]", ["D-2", "D-10"], '[Till, "D-10"]'),
        ("None", ["D-10"], '["D-10"]'),
        ("COMMON", ["D-2"], "[*COMMON, Till]"),
        ("COMMON + [Bill]", ["D-2"], "COMMON + [Bill, Till]"),
        (
            "[\n        Bill,  # pays\n        # of old\n        Wall,\n    ]",
            ["D-2"],
            "[\n        Bill,  # pays\n        Till,\n        # of old\n        Wall,\n    ]",
        ),
        (
            "[AVeryLongNameOfADesign, AnotherVeryLongName]",
            ["D-10"],
            '[\n        AVeryLongNameOfADesign,\n        AnotherVeryLongName,\n        "D-10",\n    ]',
        ),
    ],
)
def test_a_list_after_an_edit(before: str, ids: list[str], after: str) -> None:
    line = "\n    satisfies = [R]\n    requires = {}  # mine\n    adopted = True\n"
    assert edited(HEAD + line.format(before), *ids) == HEAD + line.format(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\n    satisfies = [R]\n", "\n    satisfies = [R]\n    requires = [Till]\n"),
        (
            '\n    satisfies = [R]\n    waives = {"TST505": "x"}\n',
            '\n    satisfies = [R]\n    requires = [Till]\n    waives = {"TST505": "x"}\n',
        ),
        ("", "\n    requires = [Till]\n"),
        ("    # the end\n", "\n    requires = [Till]\n    # the end\n"),
        ("\n    adopted = True\n", "\n    requires = [Till]\n    adopted = True\n"),
        ("\n    # big\n    adopted = True\n", "\n    requires = [Till]\n    # big\n    adopted = True\n"),
    ],
)
def test_a_class_body_after_an_edit(before: str, after: str) -> None:
    assert edited(HEAD + before, "D-2") == HEAD + after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[R]", "[R], requires=[Till]"),
        ("[R], [Bill]", "[R], [Bill, Till]"),
        ("satisfies=[R], requires=[Bill]", "satisfies=[R], requires=[Bill, Till]"),
        ("satisfies=[R], estimated=E", "satisfies=[R], requires=[Till], estimated=E"),
        ("[R])\n        self.requires = ([Bill]", "[R])\n        self.requires = ([Bill, Till]"),
    ],
)
def test_a_constructor_after_an_edit(before: str, after: str) -> None:
    assert edited(CALL.format(before), "D-2", width=90) == CALL.format(after)


@pytest.mark.parametrize(
    "body", ["    requires = 'D-3', 'D-4'\n", "\n    def __init__(self, *a):\n        super().__init__(*a)\n"]
)
def test_what_cannot_be_edited(body: str) -> None:
    with pytest.raises(CannotEdit):
        edited(HEAD + body, "D-2")


PLAN = '''"""The plan."""

from archhook import Design, Intent, Requirement


class Why(Intent):
    """[I-1] Why."""


class What(Requirement):
    """[R-1] What."""

    derived_from = [Why]


class Base(Design):
    """[D-1] Base."""


class Top(Design):
    """[D-2] Top."""  # the top

    satisfies = [What]
'''
OTHER = '''from archhook import Design

{}


class Far(Design):
    """[D-3] Far."""

    satisfies = ["R-1"]
'''


@pytest.mark.parametrize(
    ("imported", "target", "written"),
    [
        ("from .plan import Base", "D-1", "[Base]"),
        ("from architecture.plan import Base as Below", "D-1", "[Below]"),
        ("import architecture.plan", "D-1", "[architecture.plan.Base]"),
        ("from . import plan", "D-2", "[plan.Top]"),
        ("from .plan import *", "D-1", "[Base]"),
        ("from .plan import Base", "D-2", '["D-2"]'),
        ("LIMIT = 1", "D-2", '["D-2"]'),
    ],
)
def test_a_class_of_another_module_is_named_as_it_is_imported(imported: str, target: str, written: str) -> None:
    entry = "architecture/__init__.py"
    sources = {
        entry: b"",
        "architecture/plan.py": PLAN.encode(),
        "architecture/far.py": OTHER.format(imported).encode(),
    }
    before = read_ledger(sources, entry)
    nodes = {node.id: node for node in before.nodes}
    assert before.breaches == ()
    done = apply(
        Ledger(sources, entry, nodes, before.lines), Changes((Edit("D-3", links=(Links("requires", (target,)),)),))
    )
    assert not done.failed
    assert done.sources == {
        "architecture/far.py": sources["architecture/far.py"] + f"    requires = {written}\n".encode()
    }


def test_a_class_that_stands_below_is_named_by_its_id() -> None:
    sources = {"architecture.py": PLAN.encode()}
    before = read_ledger(sources, "architecture.py")
    nodes = {node.id: node for node in before.nodes}
    ledger = Ledger(sources, "architecture.py", nodes, before.lines)
    done = apply(
        ledger,
        Changes((Edit("D-1", links=(Links("requires", ("D-2",)),)), Edit("D-2", links=(Links("requires", ("D-1",)),)))),
    )
    text = PLAN.replace('Base."""\n', 'Base."""\n\n    requires = ["D-2"]\n').replace(
        "[What]\n", "[What]\n    requires = [Base]\n"
    )
    assert (done.failed, done.sources) == ({}, {"architecture.py": text.encode()})
