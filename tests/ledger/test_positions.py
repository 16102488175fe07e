"""Where nodes, references and declared names stand, in code points."""

from __future__ import annotations

import pytest
from helpers.ledgers import IMPORTS, read, read_package, sound

from archhook.ledger.source import read_ledger
from archhook.model.nodes import Spot

LEDGER = """
SHARED = ["shared"]

if True:
    class A(Task):
        '''[T-1] Ä.'''
        file_path = 'ü.py'; functions = ['ä€𝔘', 'b', *SHARED, f"c{1}"]
        classes = "C D".split()
        waives = {'TST505': 'ö'}
"""


def test_spots_are_relative_inside_the_class_and_absolute_outside() -> None:
    node = sound(LEDGER)["T-1"]
    assert node.column == 5
    assert node.file_spot == Spot("", 2, 21)
    assert [(one.name, one.spot) for one in node.declared("functions")] == [
        ("ä€𝔘", Spot("", 2, 42)),
        ("b", Spot("", 2, 49)),
        ("shared", Spot("architecture.py", 3, 11)),
        ("c1", Spot("", 2, 63)),
    ]
    assert [(one.name, one.spot) for one in node.declared("classes")] == [
        ("C", Spot("", 3, 19)),
        ("D", Spot("", 3, 19)),
    ]
    assert [waiver.spot for waiver in node.waives] == [Spot("", 4, 19)]
    assert read(LEDGER).lines == {"architecture.py": {"A": 6}}


def test_a_node_that_moves_is_an_equal_node() -> None:
    moved = read(LEDGER.replace("if True", "# a comment\n\nif True"))
    assert moved.nodes == read(LEDGER).nodes
    assert moved.lines == {"architecture.py": {"A": 8}}
    assert read("\n" + LEDGER).nodes != read(LEDGER).nodes  # the shared constant has moved


def test_references_stand_where_they_are_written() -> None:
    nodes = sound("class B(Design): '''[D-2] B.'''\nclass A(Design):\n    '''[D-1] A.'''\n    requires = [B, 'D-2']\n")
    assert [link.spot for link in nodes["D-1"].links[0][1]] == [Spot("", 2, 17), Spot("", 2, 20)]


def test_values_of_a_base_or_of_another_module_are_absolute() -> None:
    reading = read_package(
        {
            "architecture/__init__.py": "I\nfrom .base import *\nclass A(Base):\n    '''[T-1] A.'''\n",
            "architecture/base.py": "I\nclass Base(Task):\n    file_path = 'a.py'\n    functions = ['f']\n",
        }
    )
    assert reading.nodes[0].file_spot == Spot("architecture/base.py", 3, 17)
    assert reading.nodes[0].declared("functions")[0].spot == Spot("architecture/base.py", 4, 18)


@pytest.mark.parametrize(
    ("source", "column"),
    [
        (b"\xef\xbb\xbfX = 5\n", 13),
        (b"# coding: latin-1\n\xe4 = 5\n", 13),
        (b"X = 5\r\nY = 6\r\n", 13),
        (b"X = 5\rY = 6\r", 13),
        (b"X = 5\x0c\n", 13),
    ],
)
def test_encodings_and_line_ends(source: bytes, column: int) -> None:
    unit = b"\r" if b"\r" in source and b"\n" not in source else b"\n"
    text = b"class A(Task):" + unit + b"    '''[T-1] A.'''" + unit + b"    a = '\xe4'; file_path = 5" + unit
    if b"latin-1" not in source:
        text = text.replace(b"\xe4", "ä".encode())
    reading = read_ledger(
        {"architecture.py": source + IMPORTS.replace("\n", ";").encode() + b"pass" + unit + text}, "architecture.py"
    )
    place = {breach.symbol: breach.anchor for breach in reading.breaches}
    assert set(place) == {"a", "file_path"}
    assert place["file_path"][3] == 26
    assert place["a"][3] == 9
    assert column
