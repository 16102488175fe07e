"""The baseline's file: read, written, pruned, grown, merged."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archhook.errors import ConfigError
from archhook.model.findings import Breach
from archhook.project.baseline import entry_line, key_of, new_baseline, parse, stale
from archhook.project.baseline_edits import extended, pruned, restarted

if TYPE_CHECKING:
    from archhook.project.baseline import Key

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.sampled_from(
    ["-", "#", '"', "x2", "a b", ""]
)
KEYS = st.tuples(st.sampled_from(["INV407", "TRC101", "DEP201"]), WORDS, WORDS, WORDS)
KEY: Key = ("INV407", "T-1", "src/a.py", "f")


def read(text: str) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for entry in parse("b.txt", text.encode()).entries:
        found[key_of(entry)] += entry.times
    return found


@given(st.lists(KEYS, max_size=8))
def test_what_is_written_is_read(keys: list[Key]) -> None:
    text = new_baseline(keys)
    assert read(text) == Counter(keys)
    assert parse("b.txt", text.encode()).written == len(keys)
    entries = [line for line in text.splitlines() if line and not line.startswith("# ")]
    assert entries == sorted(entries)


@given(st.lists(KEYS, max_size=8), st.lists(KEYS, max_size=4), st.randoms(use_true_random=False))
def test_pruned_freezes_what_is_left_and_nothing_else(keys: list[Key], more: list[Key], chance: object) -> None:
    found = Counter([key for at, key in enumerate(keys) if at % 2] + more)
    text = new_baseline(keys)
    over = stale(parse("b.txt", text.encode()).entries, found)
    after = pruned(text, over)
    assert read(after) == Counter(keys) & found
    assert stale(parse("b.txt", after.encode()).entries, found) == []
    assert [line for line in after.splitlines() if line.startswith("# ")] == [
        line for line in text.splitlines() if line.startswith("# ")
    ]


@given(st.lists(KEYS, max_size=6), st.lists(KEYS, min_size=1, max_size=4))
def test_grown_adds_and_keeps_the_order(keys: list[Key], added: list[Key]) -> None:
    text = extended(new_baseline(keys), Counter(added), "because # of it\nall")
    assert read(text) == Counter(keys) + Counter(added)
    entries = [line for line in text.splitlines() if line and not line.startswith("# ")]
    assert [line.partition("  # ")[0] for line in entries] == sorted(line.partition("  # ")[0] for line in entries)
    assert text.count("# because # of it all") == len(set(added))


def test_an_entry_is_readable() -> None:
    assert entry_line(KEY) == "INV407 T-1 src/a.py f"
    assert entry_line(("INV405", "", "my tool.py", ""), 2, "it is old") == 'INV405 - "my tool.py" - x2  # it is old'


def test_pruning_keeps_reasons_comments_and_line_ends() -> None:
    text = "# mine\nINV407 T-1 a.py f x3  # why x3\n\n# of b\nINV407 T-1 b.py f  # gone\n"
    over = stale(parse("b.txt", text.encode()).entries, {("INV407", "T-1", "a.py", "f"): 1})
    assert pruned(text, over) == "# mine\nINV407 T-1 a.py f  # why x3\n\n# of b\n"


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ('INV407 T-1 "a x3 # b" f x3', 'INV407 T-1 "a x3 # b" f'),
        ("INV407 T-1 a.py x3 x3 # x3", "INV407 T-1 a.py x3 # x3"),
        ("  INV407\tT-1  a.py f \t x3\r", "  INV407\tT-1  a.py f\r"),
    ],
)
def test_pruning_changes_the_count_and_nothing_that_looks_like_it(line: str, left: str) -> None:
    over = stale(parse("b.txt", line.encode()).entries, {key_of(parse("b.txt", line.encode()).entries[0]): 1})
    assert pruned(line, over) == left


@pytest.mark.parametrize(
    "text", ["# a\n  # findings when written: 12 \r\n\n# findings when written: x\n", "# findings when written: 3"]
)
def test_a_baseline_without_entries_is_begun_anew(text: str) -> None:
    assert restarted(text, 7) == text.replace(": 12", ": 7").replace(": 3", ": 7")


def test_what_is_there_twice_counts_twice() -> None:
    text = "INV407 T-1 a.py f  # one branch\nINV407 T-1 a.py f  # the other\n"
    assert read(text) == {("INV407", "T-1", "a.py", "f"): 2}
    over = stale(parse("b.txt", text.encode()).entries, {("INV407", "T-1", "a.py", "f"): 1})
    assert [(entry.line, left) for entry, left in over] == [(2, 0)]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("# fine\nINV407 T-1 a.py\n", 2, "no entry"),
        ("INV407 T-1 a.py f x0\n", 1, "no entry"),
        ("INV407 T-1 a.py f twice\n", 1, "no entry"),
        ('INV407 T-1 "a.py f\n', 1, "no entry"),
        ("INV407 T-1 a.py f x2 more\n", 1, "no entry"),
        ("- T-1 a.py f\n", 1, "no entry"),
        ("INV407 " * 200_000, 1, "no entry"),
        ("INV407 T-1 a.py f\n<<<<<<< HEAD\n", 2, "merge conflict"),
        ("=======\n", 1, "merge conflict"),
    ],
)
def test_what_is_no_baseline_is_said_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as caught:
        parse("b.txt", text.encode(), "sub/")
    assert (caught.value.path, caught.value.line) == ("sub/b.txt", line)


def test_what_is_not_utf_8_is_said() -> None:
    with pytest.raises(ConfigError, match="not UTF-8") as caught:
        parse("b.txt", b"# a\n\xff\n")
    assert caught.value.line == 2


@pytest.mark.parametrize("text", ["", "\n# findings when written: many\n", "\ufeffINV407 T-1 a.py f\r\n"])
def test_what_says_nothing_of_its_first_size(text: str) -> None:
    assert parse("b.txt", text.encode()).written == -1


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse("b.txt", text.encode("utf-8", "surrogatepass"))
    except ConfigError:
        pass


def test_an_import_between_files_is_frozen_without_a_node() -> None:
    """The Designs that two files belong to may change: the entry stands for the files."""
    for code in ("DEP203", "DEP205"):
        breach = Breach(code, "imports", ("import", "a.py", 0, 3), "D-1", "a.py", "b.py")
        assert key_of(breach) == (code, "", "a.py", "b.py")
        assert entry_line(key_of(breach)) == f"{code} - a.py b.py"
        (entry,) = parse("b.txt", f"{code} D-1 a.py b.py".encode()).entries
        assert key_of(entry) == key_of(breach), "a node that somebody writes by hand tells nothing"
