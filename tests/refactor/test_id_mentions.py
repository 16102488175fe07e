"""Texts in which other ids stand in place of some: prose, strings, and the source of a module."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archhook.author.ledger_changes import CannotEdit
from archhook.refactor.id_mentions import mentions, renamed_prose, renamed_string, rewritten

IDS = {"D-2": "D-storage", "D-3": "D-4", "T-a.b": "T-9"}


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("[D-2] The store. D-3 reads it.", "[D-storage] The store. D-4 reads it."),
        ("As D-2, D-02 and (D-3) say; D-2's.", "As [D-storage], [D-storage] and (D-4) say; [D-storage]'s."),
        ("[ D-2 ] and [T-a.b], not T-a.b", "[D-storage] and [T-9], not T-a.b"),
        ("D-21, D-2.1, AD-2, X-D-2, D-2-x, D-2x", "D-21, D-2.1, AD-2, X-D-2, D-2-x, D-2x"),
        ("It ends with D-2.", "It ends with [D-storage]."),
        ("[D-2, D-3]", "[[D-storage], D-4]"),
    ],
)
def test_prose_names_a_word_in_brackets(text: str, new: str) -> None:
    assert renamed_prose(text, IDS) == new
    assert mentions(text, IDS) == (text != new)


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("D-2", "D-storage"),
        (" [D-02] ", " [D-storage] "),
        ("D-2 D-3,D-5", "D-storage D-4,D-5"),
        ("docs/D-2.md", "docs/D-2.md"),
        ("D-2: later", "[D-storage]: later"),
        ("", ""),
    ],
)
def test_a_string_is_an_id_or_several_or_prose_or_none_of_these(text: str, new: str) -> None:
    assert renamed_string(text, IDS) == new


def test_two_ids_change_places() -> None:
    assert renamed_prose("D-1, D-2 and [D-1]", {"D-1": "D-2", "D-2": "D-1"}) == "D-2, D-1 and [D-2]"


SOURCE = '''"""See D-2."""  # of D-2, too
D = 2  # D-2 is no name
LINKS = ["D-2", 'D-3', b"D-2", f"D-{D}", f"[D-2] {'D-2'} {D:>2}", r"D-2 \\d"]
'''
CHANGED = '''"""See [D-storage]."""  # of [D-storage], too
D = 2  # [D-storage] is no name
LINKS = ["D-storage", 'D-4', b"D-2", f"D-{D}", f"[D-storage] {'[D-storage]'} {D:>2}", r"[D-storage] \\d"]
'''


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_strings_and_comments_of_a_module_change_and_nothing_else(bom: str, end: str) -> None:
    new = rewritten(
        bom + SOURCE.replace("\n", end), lambda said: renamed_string(said, IDS), lambda said: renamed_prose(said, IDS)
    )
    assert new == bom + CHANGED.replace("\n", end)


@given(st.text(st.sampled_from("aD-2 \"'#\n\\[]{}fb\t=()"), max_size=30))
def test_what_changes_nothing_gives_the_same_bytes(text: str) -> None:
    try:
        compile(text, "", "exec")
    except (SyntaxError, ValueError):
        return
    assert rewritten(text, str, str) == text


def test_what_is_no_python_is_refused() -> None:
    with pytest.raises(CannotEdit):
        rewritten('x = """', str, str)
