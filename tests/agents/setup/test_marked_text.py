"""A section between markers: put in, replaced, taken out; markers that do not match are refused."""

from __future__ import annotations

import pytest

from archhook.agents.setup.agent_texts import is_skill, section, skill
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
    assert without_section(f"a\n{BEGIN}{END}") == "a"


def test_a_text_without_an_end_of_line_has_none_again_without_the_section() -> None:
    assert with_section("a", "b\n") == f"a\n{BEGIN}\nb\n{END}\n"
    assert without_section(with_section("a", "b\n")) == "a"


@pytest.mark.parametrize(
    "text", [f"\n{BEGIN}\n", f"\n{END}\n", f"\n{END}\n{BEGIN}\n", f"\n{BEGIN}\n{END}\n{BEGIN}\n{END}\n"]
)
def test_markers_that_do_not_match_are_refused(text: str) -> None:
    for edit in (without_section, lambda one: with_section(one, "x\n")):
        with pytest.raises(MarkerError) as caught:
            edit(text)
        assert caught.value.line in (2, 3)


def test_what_agents_are_told_is_short() -> None:
    assert len(with_section("", section("main")).splitlines()) <= 30
    text = skill("release/2.x")
    assert is_skill(text)
    assert not is_skill(text + "More.\n")
    assert not is_skill(text.replace("--merge", ""))
    assert "`archhook check --merge release/2.x`" in text
    assert text.startswith("---\nname: archhook\ndescription: ")
    assert len(text.partition("description: ")[2].partition("\n---")[0]) < 1024
