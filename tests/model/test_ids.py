"""The grammar of ids, and what a docstring tells."""

from __future__ import annotations

import inspect
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archhook.model.ids import (
    bracket,
    canonical,
    clean,
    is_code,
    is_placeholder,
    kind_of_id,
    prefix_of,
    sentence,
    split_docstring,
    split_id,
    storable,
)


@pytest.mark.parametrize(
    ("doc", "expected"),
    [
        ("[I-1] PLACEHOLDER: what it is for.", True),
        ("[I-1] A till.\n\nPLACEHOLDER", True),
        ("PLACEHOLDERS and then a (PLACEHOLDER)", True),
        ("A placeholder, MY_PLACEHOLDER, PLACEHOLDER2 and PLACEHOLDERS.", False),
        ("PLACEHOLDERPLACEHOLDER", False),
        ("", False),
    ],
)
def test_a_placeholder_is_a_word_of_its_own(doc: str, expected: bool) -> None:
    assert is_placeholder(doc) is expected


@pytest.mark.parametrize(
    ("text", "node_id"),
    [
        ("R-1", "R-1"),
        ("[R-1]", "R-1"),
        (" [ R-1 ] ", "R-1"),
        ("R-007", "R-7"),
        ("R-0", "R-0"),
        ("R-1.02", "R-1.2"),
        ("R-1.0", "R-1.0"),
        ("UAT-3", "UAT-3"),
        ("AUTH-R-3", "AUTH-R-3"),
        ("[X-1]", "X-1"),
        ("V2-R-3", "V2-R-3"),
        ("", None),
        ("R", None),
        ("R-", None),
        ("R-x", "R-x"),
        ("[T-cache.redis_client]", "T-cache.redis_client"),
        ("[ D-storage ]", "D-storage"),
        ("AUTH-R-login", "AUTH-R-login"),
        ("auth-R-log-in", "auth-R-log-in"),
        ("T-cache-2", "T-cache-2"),
        ("T-20-b", "T-20-b"),
        ("T-1a", "T-1a"),
        ("T-cache.02", "T-cache.2"),
        ("T-cache.client.2.x", "T-cache.client.2.x"),
        ("T-a.1_", None),
        ("T-_", None),
        ("T-a.", None),
        ("T-a..b", None),
        ("T--a", None),
        ("T-a-", None),
        ("T-a.-b", None),
        ("T-Cache", None),
        ("T-caché", None),
        ("t-cache", None),
        ("Auth-login", None),
        ("T-1.cache", None),
        ("T-2024-01", None),
        ("T-a." + "9" * 19, None),
        ("R-Foo-1", "R-Foo-1"),
        ("-1", None),
        ("R-1.2.3", None),
        ("R-1 and more", None),
        ("[R-1", None),
        ("R-1]", None),
        ("R 1", None),
        ("R-١", None),
        ("R-" + "9" * 19, None),
        ("R--1", None),
    ],
)
def test_ids(text: str, node_id: str | None) -> None:
    assert canonical(text) == node_id


def test_the_last_part_of_a_prefix_tells_the_kind() -> None:
    kinds = {"I-1": "intent", "R-1": "requirement", "D-1": "design", "T-1": "task", "UAT-1": "test", "A-B-UT-1": "test"}
    assert {node_id: kind_of_id(node_id) for node_id in kinds} == kinds
    words = {
        "T-a": "task",
        "AUTH-R-login": "requirement",
        "R-T-a": "task",
        "T-a-1": "task",
        "UT-tests.test_a.2": "test",
    }
    assert {node_id: kind_of_id(node_id) for node_id in words} == words
    assert [kind_of_id(node_id) for node_id in ("X-a", "R-Foo-1", "auth-r-3")] == ["", "", ""]
    assert (kind_of_id("X-1"), kind_of_id("R-X-1"), prefix_of("A-B-UT-1")) == ("", "", "UT")


@pytest.mark.parametrize(
    ("doc", "found"),
    [
        ("[R-1] All is well.", ("R-1", "All is well", True)),
        ("[R-1]: All is well", ("R-1", "All is well", True)),
        ("  [R-01]   All\n  is well. More.", ("R-1", "All is well", True)),
        ("R-1: All is well!", ("R-1", "All is well!", False)),
        ("R-1", ("R-1", "", False)),
        ("[R-1]", ("R-1", "", True)),
        ("R-1x is no id.", ("", "R-1x is no id", False)),
        ("R-tree holds boxes.", ("", "R-tree holds boxes", False)),
        ("D-day: it begins.", ("", "D-day: it begins", False)),
        ("T-cache-2: a client.", ("", "T-cache-2: a client", False)),
        ("[T-cache.client] A client.", ("T-cache.client", "A client", True)),
        ("[T-cache.client]: A client.", ("T-cache.client", "A client", True)),
        ("[R-Tree] Boxes.", ("", "[R-Tree] Boxes", False)),
        ("No id.", ("", "No id", False)),
        ("", ("", "", False)),
        ("See [R-1].", ("", "See [R-1]", False)),
    ],
)
def test_docstrings(doc: str, found: tuple[str, str, bool]) -> None:
    assert split_docstring(doc) == found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("One. Two.", "One"),
        ("One! Two.", "One!"),
        ("One? Two.", "One?"),
        ("Version 1.2 of x.py. More", "Version 1.2 of x.py"),
        ("No stop\n\nNext paragraph.", "No stop"),
        ("No stop\n   \nNext paragraph.", "No stop"),
        ("Over\n  two lines.", "Over two lines"),
        ("Ends.", "Ends"),
        ("", ""),
        (".", ""),
    ],
)
def test_the_first_sentence(text: str, name: str) -> None:
    assert sentence(text) == name


def test_brackets_of_a_docstring() -> None:
    assert (bracket("[I-x] A"), bracket("A [I-x]"), bracket("[I-\nx]")) == ("I-x", "", "")


@given(st.text(alphabet=" \t\nab\xa0\x0c", max_size=40))
def test_docstrings_are_dedented_as_inspect_does_it(doc: str) -> None:
    # The strip of other white space than blanks differs between Python's own versions; ledgers hold none there.
    doc = doc.replace("\xa0", "x").replace("\x0c", "y")
    assert clean(doc) == inspect.cleandoc(doc)


@pytest.mark.parametrize(
    ("text", "good"), [("", True), ("é𝔘", True), ("\udc80", True), ("\ud800", False), ("a\udfff", False)]
)
def test_what_a_file_can_hold(text: str, good: bool) -> None:
    assert storable(text) is good


PREFIX = r"[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z][A-Za-z0-9_]*)*"
NUMBERS = rf"{PREFIX}-[0-9]{{1,18}}(?:\.[0-9]{{1,18}})?"
LAST = r"(?:[A-Za-z][A-Za-z0-9_]*-)*[A-Z][A-Z0-9_]*"
WORD = r"(?=[0-9_-]*[a-z])[a-z0-9_]+(?:-+[a-z0-9_]+)*"
WORDS = rf"{LAST}-{WORD}(?:\.(?:{WORD}|[0-9]{{1,18}}))*"
ID = rf"{NUMBERS}|{WORDS}"
PIECES = (
    "[", "]", ":", "R", "R-1", "T-a.b-2", "-", "007", ".2", ".", " ", "\n", "\n \n", "\x1c", "_", "x", "!", "é", "²",
    "٣", "9" * 19,
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_ids_and_docstrings_are_what_these_expressions_match(text: str) -> None:
    """The grammar of the contract as regular expressions, which the module itself does without."""
    whole = re.fullmatch(rf"\s*(?:\[\s*({ID})\s*\]|({ID}))\s*", text)
    leading = re.match(rf"\s*(?:\[\s*({ID})\s*\]\s*:?|(?!{WORDS}(?:[\s:]|$))({NUMBERS})(?=[\s:]|$):?)\s*", text)
    rest = text[leading.end() :] if leading else text
    paragraph = re.split(r"\n[ \t]*\n", rest.strip(), maxsplit=1)[0]
    stop = re.search(r"[.!?](?=\s|$)", paragraph)
    name = " ".join(paragraph[: stop.end() if stop else None].split()).removesuffix(".").rstrip()
    found = canonical(leading[1] or leading[2]) if leading else ""
    assert canonical(text) == (canonical(whole[1] or whole[2]) if whole else None)
    assert split_docstring(text) == (found, name, bool(leading and leading[1]))
    assert split_id(text) == (found, rest)


@pytest.mark.parametrize(
    ("text", "good"),
    [("TST505", True), ("tst505", False), ("TST50", False), ("TST5051", False), ("ÉST505", False), ("TST50²", False)],
)
def test_codes_of_laws(text: str, good: bool) -> None:
    assert is_code(text) is good
