"""A section between markers: put in, replaced, taken out; markers that do not match are refused."""

from __future__ import annotations

import pytest

from archhook.agents.setup.agent_texts import SKILL, section
from archhook.agents.setup.marked_text import BEGIN, END, MarkerError, with_section, without_section


@pytest.mark.parametrize("text", ["", "# Rules\n", "# Rules\n\n", "# Rules\r\n\r\nmore\r\n", "ä\n"])
def test_a_section_is_put_at_the_end_and_comes_out_to_the_byte(text: str) -> None:
    more = with_section(text, "one\ntwo\n")
    assert more.startswith(text)
    assert with_section(more, "one\ntwo\n") == more
    assert without_section(more) == text


def test_a_section_is_replaced_where_it_stands() -> None:
    text = f"before\n\n{BEGIN}\nold\n{END}\n\nafter\n"
    assert with_section(text, "new\n") == text.replace("old", "new")
    assert without_section(text) == "before\n\nafter\n"
    assert without_section(f"a\n{BEGIN}{END}") == "a\n"


def test_a_text_without_an_end_of_line_gets_one() -> None:
    assert with_section("a", "b\n") == f"a\n\n{BEGIN}\nb\n{END}\n"


@pytest.mark.parametrize(
    "text", [f"\n{BEGIN}\n", f"\n{END}\n", f"\n{END}\n{BEGIN}\n", f"\n{BEGIN}\n{END}\n{BEGIN}\n{END}\n"]
)
def test_markers_that_do_not_match_are_refused(text: str) -> None:
    for edit in (without_section, lambda one: with_section(one, "x\n")):
        with pytest.raises(MarkerError) as caught:
            edit(text)
        assert caught.value.line in (2, 3)


def test_what_agents_are_told_is_short() -> None:
    assert len(with_section("", section()).splitlines()) <= 30
    assert SKILL.startswith("---\nname: archhook\ndescription: ")
    assert len(SKILL.partition("description: ")[2].partition("\n---")[0]) < 1024
