"""Columns for people, of places that are given in bytes."""

from __future__ import annotations

import pytest

from archhook.inventory.python_file import inventory
from archhook.inventory.source_text import STEP, Columns, conflict_line


@pytest.mark.parametrize("row", ["", "abc", "aé€𝔘" * 3, "x" * 3 * STEP, "aé€𝔘" * STEP, "é" * STEP, "𝔘" * (STEP // 4)])
def test_a_column_counts_the_code_points_before_a_byte(row: str) -> None:
    columns = Columns(lambda line: row.encode() if line == 7 else b"")
    places = [len(row[:at].encode()) for at in range(len(row) + 1)]
    assert [columns.of(7, byte) for byte in reversed(places)] == [*range(len(row) + 1, 0, -1)]
    assert columns.of(8, 0) == 1


def test_a_long_line_is_looked_at_once() -> None:
    asked: list[int] = []
    rows = {1: b"x" * 2 * STEP, 2: "é".encode() * STEP}

    def row(line: int) -> bytes:
        asked.append(line)
        return rows[line]

    columns = Columns(row)
    assert [columns.of(line, byte) for byte in (STEP, 8, 0) for line in (1, 2)] == [257, 129, 9, 5, 1, 1]
    assert asked == [1, 2]


def test_names_of_one_line_that_is_not_ascii_have_their_columns() -> None:
    names = [f"é{number:03}" for number in range(200)]
    source = "; ".join(f"{name} = 1" for name in names)
    assert {one.name: one.column for one in inventory(source.encode()).symbols} == {
        name: source.index(name) + 1 for name in names
    }


CONFLICT = 'x = """\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n"""\n'


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (CONFLICT, 2),
        (CONFLICT.replace("\n", "\r\n"), 2),
        (CONFLICT.replace("=======", "||||||| base\nc\n======="), 2),
        (CONFLICT.removeprefix('x = """\n'), 1),
        ("<<<<<<< \n" + CONFLICT, 1),
        (CONFLICT.replace("a\n", "a =======\n======= b\n========\n"), 2),
        (CONFLICT.replace("<<<<<<<", " <<<<<<<"), 0),
        (CONFLICT.replace("<<<<<<< ", "<<<<<<<<< "), 0),
        (CONFLICT.replace("\n=======", "\n ======="), 0),
        (CONFLICT.replace("=======\n", "=======  \n"), 0),
        (CONFLICT.replace(">>>>>>> theirs", ">>>>>>>"), 0),
        ('"""\nHead\n=======\n\n>>>>>>> quoted\n<<<<<<< late\n"""\n', 0),
        ("", 0),
        (CONFLICT.rpartition(">>")[0], 0),
    ],
)
def test_a_conflict_is_three_markers_in_their_order(source: str, line: int) -> None:
    assert conflict_line(source.encode()) == line
