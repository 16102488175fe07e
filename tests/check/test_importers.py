"""Who looks at a stem, in one list or in pieces: the same however it came about."""

from __future__ import annotations

from random import Random

from archhook.cache.cache import Store
from archhook.cache.treemap import TreeMap
from archhook.check.importers import WHOLE, change, importers_of, pieces, split


def test_what_is_changed_bit_by_bit_is_what_is_made_at_once():
    """The files of a hub come and go, over every border at which its list falls into more pieces."""
    chance = Random(1)
    stored = TreeMap.of(Store(""), {}, lambda value: value)
    there: set[str] = set()
    for step in range(400):
        grows = step < 250
        come = {f"src/m{chance.randrange(600)}.py" for _ in range(chance.randrange(4 if grows else 1))} - there
        gone = set(chance.sample(sorted(there), min(len(there), chance.randrange(2 if grows else 6))))
        change(stored, "hub", gone, come)
        there = there - gone | come
        assert importers_of(stored, "hub") == sorted(there)
        assert dict(stored.items()) == split("hub", there)
    assert not there or len(there) < WHOLE


def test_a_list_falls_into_as_many_pieces_as_its_length_asks_for():
    assert [pieces(number) for number in (0, 1, WHOLE, WHOLE + 1, 2 * WHOLE, 2 * WHOLE + 1)] == [1, 1, 1, 2, 2, 4]


def test_nobody_looks_at_what_is_unknown():
    assert importers_of({}, "src/a") == []
