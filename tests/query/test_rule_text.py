"""The pages of `archhook rule`."""

from __future__ import annotations

import pytest

from archhook.laws.explained.example import BASKET, Explained, Piece
from archhook.laws.law import Law
from archhook.query.rule_text import WIDTH, render_law, render_list

LED001 = Law("LED001", "unreadable-ledger", "error", "ledger", "the ledger cannot be read", "Never guessed.", ())
INV405 = Law(
    "INV405", "undeclared-file", "warning", "file", "a governed file that no Task declares " * 9, "Why. " * 40, ()
)
EXPLAINED = Explained((Piece(BASKET, "x = 1\n", "class A:", "y"),), (Piece(BASKET, "x = 2\n"),), "Write it. " * 30)
INV411 = Law("INV411", "planned-node", "off", "node", "a `planned` Task or Test", "Later.", ("planned",))


def test_the_list_has_a_row_for_each_law_within_the_width() -> None:
    lines = render_list([LED001, INV405, INV411]).splitlines()
    assert lines[0] == "LED001  error    unreadable-ledger  the ledger cannot be read"
    assert lines[1].startswith("INV405  warning  undeclared-file    a governed file")
    assert lines[2].startswith(" " * 36) and lines[2][36] != " "
    assert max(map(len, lines)) <= WIDTH
    assert "INV411  off      planned-node       a `planned` Task or Test" in lines


@pytest.mark.parametrize(
    ("law", "head", "exemption"),
    [
        (LED001, "LED001 unreadable-ledger (error)\n\nBroken when:\n  the ledger cannot be read\n", "none: a ledger"),
        (INV405, "INV405 undeclared-file (warning)\n", "`exclude` in the configuration leaves out files"),
        (
            INV411,
            "INV411 planned-node (off)\n",
            "it is off unless [tool.archhook.severity] of pyproject.toml",
        ),
    ],
)
def test_the_page_of_a_law_says_when_why_and_how_to_be_exempt(law: Law, head: str, exemption: str) -> None:
    text = render_law(law, EXPLAINED)
    assert text.startswith(head)
    assert exemption in text
    assert "\n\nBecause:\n  " in text
    assert max(map(len, text.splitlines())) <= WIDTH
    assert render_law(law, EXPLAINED, color=True).replace("\x1b[1m", "").replace("\x1b[0m", "") == text
