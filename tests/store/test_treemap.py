from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.store.treemap import PER_BUCKET, ObjectLost, TreeMap, get_object, put_object


class Objects(dict[str, bytes]):
    """A store in memory."""

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
        found = TreeMap.load(objects, found.save(), same)
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
    changed = TreeMap.load(objects, key, same)
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
    for damage in (b"", b"{}", objects[f"object:{other}"]):
        objects[f"object:{bucket}"] = damage
        with pytest.raises(ObjectLost):
            TreeMap.load(objects, key, same).get("a")
    del objects[f"object:{bucket}"]
    with pytest.raises(ObjectLost):
        TreeMap.load(objects, key, same).get("a")


def test_an_entry_that_does_not_decode_is_a_lost_object() -> None:
    objects = Objects()
    key = TreeMap.of(objects, {"a": "no number"}, same).save()
    with pytest.raises(ObjectLost):
        TreeMap.load(objects, key, int).get("a")
