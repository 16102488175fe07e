"""Inline ignores of findings that are about several import statements."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from archhook.check.exemptions import exempt
from archhook.laws.catalogue import BY_CODE
from archhook.model.findings import Breach, import_anchor, statements
from archhook.model.nodes import Ignore, Place, Waiver

CODE = "INV405"
"""Any law that can be ignored: that its breaches are about imports is told by their anchors."""
LINES = {("a.py", 0): 3, ("a.py", 1): 5, ("a.py", 2): 5, ("b.py", 0): 2}
BREACH = Breach(CODE, "imports", ("import", "a.py", 0, 1, 2), "D-1", "a.py", "c.py")
SEVERITIES = {code: law.severity for code, law in BY_CODE.items()}


def place(anchor: tuple[str | int, ...]) -> Place:
    if anchor[0] != "import":
        return Place(str(anchor[1]), *map(int, anchor[2:4]))
    path, index = statements(anchor)[0]
    return Place(path, LINES[path, index], 1 + index)


def judged(
    *breaches: Breach, waived: bool = False, **lines: int | tuple[int, ...]
) -> tuple[list[Breach], int, list[int]]:
    """(what stands, how many are exempt, the lines of ignores that are not used); `lines`: file -> those of ignores."""
    ignores = {
        f"{name}.py": tuple(Ignore(line, 1, CODE, "old") for line in (at if isinstance(at, tuple) else (at,)))
        for name, at in lines.items()
    }
    waives = (Waiver(CODE, "old", None),) if waived else ()  # type: ignore[arg-type]
    state: Any = SimpleNamespace(waiving=("D-1",) if waived else (), ignores=ignores)
    facts: Any = SimpleNamespace(nodes={"D-1": SimpleNamespace(in_force=True, waives=waives)})
    kept, exempted = exempt(state, facts, list(breaches), SEVERITIES, place)
    idle = [one for one in kept if one.code == "LED005"]
    return [one for one in kept if one.code == CODE], exempted, [int(one.anchor[2]) for one in idle]


@pytest.mark.parametrize(
    ("lines", "stands", "idle"),
    [
        ((), [0, 1, 2], []),
        ((3,), [1, 2], []),
        ((5,), [0], []),
        ((3, 5), [], []),
        ((1,), [], []),
        ((1, 3), [], []),
        ((4,), [0, 1, 2], [4]),
        ((3, 4), [1, 2], [4]),
    ],
)
def test_a_finding_stands_at_the_first_import_that_is_not_ignored(
    lines: tuple[int, ...], stands: list[int], idle: list[int]
) -> None:
    found, exempted, unused = judged(BREACH, a=lines) if lines else judged(BREACH)
    assert unused == idle
    assert exempted == (not stands)
    assert [statements(one.anchor, ignored=False) for one in found] == [[("a.py", at) for at in stands]] * bool(stands)
    for one in found:
        assert place(one.anchor).line == LINES["a.py", stands[0]]
        assert sorted(statements(one.anchor)) == statements(BREACH.anchor), "those that are ignored count as well"


def test_one_of_several_files_stands_where_it_is_not_ignored() -> None:
    breach = BREACH._replace(anchor=import_anchor([("a.py", 0), ("b.py", 0)]))
    (one,), _, _ = judged(breach, a=3)
    assert place(one.anchor) == Place("b.py", 2, 1)
    assert judged(breach, a=3, b=2) == ([], 1, [])


def test_a_waiver_exempts_all_and_an_ignore_beside_it_is_used() -> None:
    assert judged(BREACH, waived=True) == ([], 1, [])
    assert judged(BREACH, waived=True, a=3) == ([], 1, [])
    assert judged(BREACH, waived=True, a=4) == ([], 1, [4])


def test_an_ignore_of_another_law_changes_nothing() -> None:
    other = BREACH._replace(code="INV401")
    assert judged(other, a=3)[2] == [3]
