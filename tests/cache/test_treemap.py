from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.cache.encoding import OBJECT, digest
from archhook.cache.treemap import PER_BUCKET, ObjectLost, TreeMap, differing, expect, get_object, put_object

if TYPE_CHECKING:
    from collections.abc import Iterable


class Objects(dict[str, bytes]):
    """A store in memory, and how often it was asked."""

    asked = 0

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        self.asked += 1
        return {key: self[key] for key in keys if key in self}

    def put(self, key: str, value: bytes) -> None:
        self[key] = value


def same(plain: object) -> object:
    return plain


KEYS = st.text(max_size=3)
EDITS = st.lists(st.tuples(KEYS, st.none() | st.integers()))


@given(st.dictionaries(KEYS, st.integers()), st.lists(EDITS, max_size=4))
def test_it_is_a_dict_that_survives_being_saved(
    start: dict[str, int], rounds: list[list[tuple[str, int | None]]]
) -> None:
    objects = Objects()
    expected = dict(start)
    found = TreeMap.of(objects, start, same)
    for edits in rounds:
        for key, value in edits:
            if value is None:
                found.discard(key)
                expected.pop(key, None)
            else:
                found[key] = value
                expected[key] = value
            assert found.get(key) == expected.get(key)
        assert len(found) == len(expected)
        assert dict(found.items()) == expected
        found = TreeMap(objects, same, found.save())
    assert dict(found.items()) == expected
    assert len(found) == len(expected)


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=8), st.integers(), min_size=1))
def test_equal_maps_that_grew_in_another_order_hold_the_same(values: dict[str, int]) -> None:
    objects = Objects()
    backwards = dict(reversed(values.items()))
    assert TreeMap.of(objects, values, same).save() == TreeMap.of(objects, backwards, same).save()


def test_a_small_change_reads_and_writes_few_objects() -> None:
    objects = Objects()
    key = TreeMap.of(objects, {f"src/{i}.py": i for i in range(10_000)}, same).save()
    held = dict(objects)
    changed = TreeMap(objects, same, key)
    changed["src/77.py"] = -1
    changed.save()
    assert len(objects.keys() - held.keys()) == 2  # one bucket and the list of buckets
    assert max(map(len, held.values())) < 40_000


def test_a_map_that_outgrows_its_buckets_gets_more_of_them() -> None:
    objects = Objects()
    grown = TreeMap.of(objects, {}, same)
    for i in range(PER_BUCKET * 10):
        grown[str(i)] = i
    size, buckets = get_object(objects, grown.save())
    assert (size, len(buckets)) == (PER_BUCKET * 10, 10)


def test_a_lost_a_damaged_and_a_swapped_object_are_lost_objects() -> None:
    objects = Objects()
    key = TreeMap.of(objects, {"a": 1}, same).save()
    other = put_object(objects, {"a": 2})
    bucket = get_object(objects, key)[1][0]
    for damage in (b"", b"{}", objects[OBJECT + other]):
        objects[OBJECT + bucket] = damage
        with pytest.raises(ObjectLost):
            TreeMap(objects, same, key).get("a")
    del objects[OBJECT + bucket]
    with pytest.raises(ObjectLost):
        TreeMap(objects, same, key).get("a")


def test_an_entry_that_does_not_decode_is_a_lost_object() -> None:
    objects = Objects()
    key = TreeMap.of(objects, {"a": "no number"}, same).save()
    with pytest.raises(ObjectLost):
        TreeMap(objects, int, key).get("a")


@settings(deadline=None)
@given(st.dictionaries(KEYS, st.integers(0, 3)), EDITS, EDITS, st.booleans(), st.booleans())
def test_what_differs_between_two_maps_is_told_however_they_came_about(
    start: dict[str, int],
    mine: list[tuple[str, int | None]],
    its: list[tuple[str, int | None]],
    saved: bool,
    loaded: bool,
) -> None:
    objects = Objects()
    key = TreeMap.of(objects, start, same).save()
    one, other = (edited(TreeMap(objects, same, key), edits) for edits in (mine, its))
    if saved:
        one.save()
    if loaded:
        other = TreeMap(objects, same, other.save())
    held, holds = dict(one.items()), dict(other.items())
    expected = {key for key in held | holds if held.get(key) != holds.get(key)}
    assert set(differing(one, other)) == expected
    assert set(differing(held, holds)) == expected
    assert set(differing(one, TreeMap.of(objects, holds, same))) == expected


def edited(found: TreeMap, edits: list[tuple[str, int | None]]) -> TreeMap:
    for key, value in edits:
        if value is None:
            found.discard(key)
        else:
            found[key] = value
    return found


def test_what_two_maps_share_is_not_read_to_tell_what_differs() -> None:
    objects = Objects()
    key = TreeMap.of(objects, {f"src/{i}.py": i for i in range(10_000)}, same).save()
    changed = TreeMap(objects, same, key)
    changed["src/77.py"] = -1
    before = set(objects)
    kept, now = TreeMap(objects, same, key), TreeMap(objects, same, changed.save())
    shared = before & {OBJECT + one for one in get_object(objects, changed.save())[1]}
    for one in shared:
        del objects[one]
    assert list(differing(kept, now)) == ["src/77.py"]


def test_what_is_expected_is_read_with_one_question() -> None:
    objects = Objects()
    values = {f"src/{i}.py": i for i in range(10_000)}
    found = TreeMap(objects, same, TreeMap.of(objects, values, same).save())
    wanted = [f"src/{i}.py" for i in range(0, 10_000, 100)]
    expect(found, [*wanted, "none"])
    objects.clear()  # nothing is left to be asked
    assert ([found[key] for key in wanted], found.get("none"), objects.asked) == ([*range(0, 10_000, 100)], None, 1)
    expect(values, wanted)  # a dict has it all


@pytest.mark.parametrize("bucket", [b"no tab", b"a\t1", b'"a"\t1\n', b"", b'"a"\t{'])
def test_a_bucket_that_holds_something_else_is_a_lost_object(bucket: bytes) -> None:
    objects = Objects()
    key = put_object(objects, [1, [digest(bucket)]])
    objects.put(OBJECT + digest(bucket), bucket)
    with pytest.raises(ObjectLost):
        dict(TreeMap(objects, same, key).items())
    with pytest.raises(ObjectLost):
        set(differing(TreeMap(objects, same, key), TreeMap.of(objects, {}, same)))


def test_what_is_empty_is_not_kept_and_what_was_not_there_changes_nothing() -> None:
    made = TreeMap.of(Objects(), {"a": [1]}, same)
    key = made.save()
    made.keep("b", ())
    assert made.save() == key
    made.keep("b", [2])
    made.keep("a", None)
    assert dict(made.items()) == {"b": [2]}
