"""The budget at a terminal that is narrow for it."""

from __future__ import annotations

import pytest

from archhook.graph.totals import Part, Total
from archhook.query.budget import Budget, Entry, Line
from archhook.query.budget_text import render_terminal

LONG, SHORT = "key_rotation_interval_hours", "iops"


def budget(field: str) -> Budget:
    """A Requirement and a Design that are over budget."""
    total = Total(100000.0, (Part("D-1", 100000.0, "estimated"),))
    line = Line(field, None, None, total, 123456.0, -99900.0, 1.5, ("RES603",))
    own = line._replace(measured=Part("D-1", 382.839, "measured"), estimate=0.000123457, findings=("RES601", "RES602"))
    entries = (Entry("R-1", "requirement", "A need", ("I-1",), (line,)), Entry("D-1", "design", "x", (), (own,)))
    return Budget(entries[:1], entries[1:])


@pytest.mark.parametrize("width", [40, 80, 90, 100, 140])
@pytest.mark.parametrize("field", [LONG, SHORT])
def test_no_figure_and_no_finding_is_cut_off(width: int, field: str) -> None:
    text = render_terminal(budget(field), width, color=False)
    assert "…" not in text
    for shown in ("100000~", "123456", "-99900", "382.839#", "0.000123457", "RES603", "RES601 RES602", field):
        assert shown in text


@pytest.mark.parametrize(("field", "width", "bars"), [(LONG, 80, False), (LONG, 140, True), (SHORT, 90, True)])
def test_the_bar_is_what_goes_first(field: str, width: int, bars: bool) -> None:
    text = render_terminal(budget(field), width, color=False)
    assert ("▶ 150%" in text) is bars
