"""Patterns mean what the standard library's fnmatch makes of them."""

from __future__ import annotations

import time
from fnmatch import fnmatchcase

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archhook.inventory.wildcards import magic, matches

LETTERS = "ab-]![*?/\\.^"


@given(st.text(LETTERS, max_size=6), st.text(LETTERS, max_size=8))
@example("a", "[b-a]")
@example("a", "[!b-a]")
@example("-", "[a-]")
@example("c", "[a-c-b]")
@example("]", "[]a]")
@example("]", "[!]a]")
@example("[", "[")
@example("[]", "[]")
@example("\n", "?")
def test_patterns_mean_what_fnmatch_says(text: str, pattern: str) -> None:
    assert matches(text, pattern) == fnmatchcase(text, pattern)


@pytest.mark.parametrize(("pattern", "held"), [("Test", False), ("*Test", True), ("Te?t", True), ("[T]est", True)])
def test_what_holds_more_than_plain_characters(pattern: str, held: bool) -> None:
    assert magic(pattern) == held


def test_many_stars_take_no_time() -> None:
    started = time.perf_counter()
    assert not matches("a" * 2000, "*a" * 200 + "b")
    assert time.perf_counter() - started < 5
