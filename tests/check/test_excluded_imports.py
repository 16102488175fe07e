"""Imports of excluded files: one breach for each Design and pattern, whatever file they stand in."""

from __future__ import annotations

from archhook.check.excluded_imports import CODE, joined
from archhook.model.findings import Breach, statements


def imports(node: str, path: str, pattern: str, *indices: int) -> Breach:
    return Breach(CODE, f"{path} imports", ("import", path, *indices), node, path, pattern)


def test_those_of_a_design_and_a_pattern_are_one() -> None:
    other = Breach("DEP203", "imports", ("import", "a.py", 4), "D-1", "a.py", "b.py")
    found = joined(
        [
            imports("D-1", "b.py", "vendor/", 2, 5),
            other,
            imports("D-2", "c.py", "vendor/", 0),
            imports("D-1", "a.py", "vendor/", 1),
            imports("D-1", "a.py", "*_pb2.py", 3),
            imports("", "d.py", "vendor/", 0),
        ]
    )
    assert found[0] == other
    told = {(one.node, one.symbol): statements(one.anchor) for one in found[1:]}
    assert told == {
        ("D-1", "vendor/"): [("a.py", 1), ("b.py", 2), ("b.py", 5)],
        ("D-2", "vendor/"): [("c.py", 0)],
        ("D-1", "*_pb2.py"): [("a.py", 3)],
        ("", "vendor/"): [("d.py", 0)],
    }
    assert {one.file for one in found[1:]} == {""}, "the finding is the same when its first file imports no more"


def test_without_any_all_stays_as_it_is() -> None:
    other = Breach("INV405", "no Task declares a.py", ("file", "a.py"), file="a.py")
    assert joined([other]) == [other]
