"""One module in a conflict: what is left keeps its markers, and every byte of both sides."""

from __future__ import annotations

from archhook.author.node_source import Style
from archhook.sync.resolve.conflict_markers import find_conflict
from archhook.sync.resolve.module_merge import resolve_module


def test_a_form_feed_ends_no_line() -> None:
    ours, theirs = 'X = "one\f."\n', 'X = "two\f."\n'
    marks = ("<<<<<<< a\n", "=======\n", ">>>>>>> b\n")
    conflict = find_conflict([marks[0], ours, "Y = [1]\n", marks[1], theirs, "Z = [2]\n", marks[2]])
    found = resolve_module(conflict, None, Style())
    assert found.text == "".join((marks[0], ours, marks[1], theirs, marks[2], "Y = [1]\nZ = [2]\n"))
    assert [one.line for one in found.left] == [1]
