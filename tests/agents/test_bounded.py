"""Answers within bounds: tokens counted on the safe side, pages that leave nothing out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archhook.agents.bounded import ROOMS, Room, clip, fitting, lean, paged, shrunk, tokens
from archhook.report.json import as_line


@pytest.mark.parametrize(
    ("text", "number"), [("", 0), ("a", 1), ("abc", 1), ("abcd", 2), ("äöü", 2), ("\udcff", 1)], ids=ascii
)
def test_tokens_are_counted_on_the_safe_side(text: str, number: int) -> None:
    assert tokens(text) == number


@pytest.mark.parametrize(
    ("text", "length", "cut"),
    [
        ("short", 10, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("one two three four", 12, "one two..."),
        ("abcdefghijkl", 8, "abcde..."),
        ("a bcdefghijkl", 8, "a bcd..."),
        ("abc", 2, "..."),
    ],
)
def test_texts_are_cut_between_words(text: str, length: int, cut: str) -> None:
    assert clip(text, length) == cut


def test_the_most_generous_room_that_fits_is_taken() -> None:
    asked: list[Room] = []

    def build(room: Room) -> str:
        asked.append(room)
        return "x" * room.text

    assert fitting(build, 600) == "x" * 1600
    assert asked == list(ROOMS[:2])
    assert fitting(build, 1) == "x" * ROOMS[-1].text


def test_what_is_cut_says_how_much_is_left() -> None:
    room = Room(2, 10, 5)
    assert shrunk({"a": [1, 2, 3, 4], "b": ["one two three"], "c": None}, room) == {
        "a": [1, 2, "and 2 more"],
        "b": ["one two..."],
        "c": None,
    }


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"a": None, "b": [], "c": {}, "d": 0, "e": False, "f": ""}, {"d": 0, "e": False, "f": ""}),
        ({"a": [{"b": None}, {"b": 1}, None]}, {"a": [{}, {"b": 1}, None]}),
        ({"a": {"b": {"c": None}}}, {}),
        (
            {"a": [1], "a_total": 1, "b": [1], "b_total": 2, "c_total": 0},
            {"a": [1], "b": [1], "b_total": 2, "c_total": 0},
        ),
        ({"a": {"b": [1], "c": [1]}, "a_total": 2}, {"a": {"b": [1], "c": [1]}}),
        ({"interface": [], "interface_total": 0, "packages": None}, {"interface": []}),
    ],
)
def test_what_there_is_nothing_to_say_about_is_left_out(document: dict[str, Any], expected: dict[str, Any]) -> None:
    assert lean(document) == expected


ENTRY = st.dictionaries(st.sampled_from("abc"), st.text(max_size=400) | st.integers() | st.lists(st.text(max_size=50)))


@given(
    st.lists(ENTRY, max_size=60),
    st.lists(st.text(max_size=200), max_size=60),
    st.integers(1, 30),
    st.integers(400, 4000),
    st.text(max_size=5000),
)
def test_pages_are_bounded_and_together_say_everything(
    nodes: list[dict[str, object]], tests: list[str], limit: int, room_for: int, asked: str
) -> None:
    offset: int | None = 0
    seen: dict[str, int] = {"nodes": 0, "tests": 0}
    while offset is not None:
        text = paged({"asked": asked}, {"nodes": nodes, "tests": tests}, offset=offset, limit=limit, room_for=room_for)
        assert tokens(text) <= room_for
        page = json.loads(text)
        for key, entries in (("nodes", nodes), ("tests", tests)):
            assert page.get(f"{key}_total", len(page[key])) == len(entries)
            assert (f"{key}_total" in page) == (len(page[key]) < len(entries))
            assert len(page[key]) <= limit
            assert seen[key] == min(offset, seen[key])
            seen[key] += len(page[key])
        following = page.get("next_offset")
        assert following is None or following > offset
        offset = following
    assert seen == {"nodes": len(nodes), "tests": len(tests)}


def test_short_entries_are_said_in_full() -> None:
    entries = [{"id": f"T-{number}"} for number in range(9)]
    text = paged({"kind": "x"}, {"nodes": entries}, offset=2, limit=4, room_for=4000)
    assert text == as_line({"kind": "x", "nodes": entries[2:6], "nodes_total": 9, "next_offset": 6})


@pytest.mark.parametrize("offset", [3, 4, 10**9])
def test_beyond_the_end_there_is_nothing(offset: int) -> None:
    page = json.loads(paged({}, {"nodes": [1, 2, 3]}, offset=offset, limit=5, room_for=1000))
    assert page == {"nodes": [], "nodes_total": 3}
