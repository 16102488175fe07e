from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archhook.cache.cache import Store
from archhook.check.last_judged import (
    MEASURED,
    Base,
    delta,
    in_project,
    interpretation,
    last_key,
    recall,
    remember,
    tree_key,
)
from archhook.project.measured import NAME
from archhook.snapshot.changeset import Change, Entry

ENTRIES = st.builds(Entry, st.sampled_from(["100644", "100755"]), st.sampled_from("abc"))
TREES = st.dictionaries(st.sampled_from(["a", "b", "c", "d", "e"]), ENTRIES)


def changes(tree: dict[str, Entry], now: dict[str, Entry]) -> tuple[Change, ...]:
    paths = sorted(tree | now)
    return tuple(Change(p, now.get(p), tree.get(p)) for p in paths if tree.get(p) != now.get(p))


@given(TREES, TREES, TREES)
def test_two_snapshots_differ_by_what_differs_from_one_tree(
    tree: dict[str, Entry], before: dict[str, Entry], now: dict[str, Entry]
) -> None:
    found = delta(changes(tree, before), changes(tree, now))
    assert found == {p: now.get(p) for p in before | now if before.get(p) != now.get(p)}


def test_only_what_lies_in_the_project_is_told_and_from_there() -> None:
    changed = {"sub/a.py": None, "subway/b.py": None, "a.py": Entry("100644", "a")}
    assert in_project("sub/", changed) == {"a.py": None}
    assert in_project("", changed) == changed


@given(TREES, TREES)
def test_a_base_survives_the_store(tree: dict[str, Entry], now: dict[str, Entry]) -> None:
    store = Store("")
    base = Base("tree", changes(tree, now), "state")
    remember(store, "key", base)
    assert recall(store, ["none", "key"]) == base


def test_what_is_no_base_is_passed_over() -> None:
    store = Store("")
    for number, data in enumerate((b"", b"{}", b"[1]", b'["t",[["p"]],"s"]', b'["t",[["p",["m"],null]],"s"]')):
        store.put(f"bad{number}", data)
    remember(store, "good", Base("t", (), "s"))
    assert recall(store, [*(f"bad{number}" for number in range(5)), "good"]) == Base("t", (), "s")


def test_keys_tell_projects_work_trees_and_meanings_apart() -> None:
    keys = [
        last_key(meaning, folder, project)
        for meaning in (interpretation("one"), interpretation("another"))
        for folder in ("/a/.git", "/b/.git", "/c\udce9/.git")
        for project in ("", "sub/pyproject.toml")
    ]
    assert len(set(keys)) == len(keys)
    assert tree_key("m", "t", "") != tree_key("m", "t", "p") != last_key("m", "t", "p")


def test_the_measured_figures_have_one_name() -> None:
    """The warm path knows it without the module that reads them."""
    assert MEASURED == NAME
