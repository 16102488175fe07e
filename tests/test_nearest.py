import time

import pytest

from archhook.ledger.vocabulary import FIELDS
from archhook.model import RESOURCE_FIELDS
from archhook.nearest import MOST, nearest, nearest_field, nearest_id

NEAR = [
    ("publsh", ["publish", "subscribe"], "publish"),
    ("pubilsh", ["publish"], "publish"),  # two neighbours swapped
    ("publissh", ["publish"], "publish"),
    ("getUser", ["get_user", "set_user"], "get_user"),
    ("ID", ["id"], "id"),
    ("test_puts", ["TestPut::test_puts", "test_put", "test_pots"], "test_pots"),
    ("colour", ["color", "colours"], "color"),  # a tie goes to the smaller string
    ("estimate", ["estimated", "measured"], "estimated"),
    ("Größe", ["Grüße", "Klöße"], "Grüße"),
]

FAR = [
    ("publsh", ["subscribe", "unpublished"]),
    ("ab", ["ac", "a"]),
    ("get", ["set_all"]),
    ("publish", ["publish"]),  # the name itself is no proposal
    ("publish", []),
    ("publish", [""]),
    ("", ["a"]),
]


@pytest.mark.parametrize(("name", "candidates", "expected"), NEAR)
def test_finds_the_nearest_in_any_order(name, candidates, expected):
    assert nearest(name, candidates) == nearest(name, reversed(candidates)) == expected


@pytest.mark.parametrize(("name", "candidates"), FAR)
def test_proposes_nothing_that_is_far(name, candidates):
    assert nearest(name, candidates) is None


def test_time_is_bounded():
    names = [f"{number:06}" + "x" * 74 for number in range(3 * MOST)]
    begin = time.process_time()
    nearest("y" * 80, [*names, "z" * 1_000_000])
    assert time.process_time() - begin < 5


IDS = [
    ("R-11", ["R-1", "R-2"], "R-1"),
    ("R-1", ["R-11", "R-2"], "R-11"),
    ("R-12", ["R-21", "R-13"], "R-21"),
    ("R-1", ["D-1", "R-2"], "D-1"),
    ("AUTH-R-3", ["AUHT-R-3"], "AUHT-R-3"),
    ("R-7", ["R-1", "R-8"], None),
    ("R-12", ["R-13"], None),
    ("T-cache.clinet", ["T-cache.client"], "T-cache.client"),
]


@pytest.mark.parametrize(("name", "ids", "expected"), IDS)
def test_another_digit_is_no_slip_of_the_pen(name, ids, expected):
    assert nearest_id(name, ids) == expected


FIELD = [
    ("design", "satisfy", "satisfies"),
    ("design", "satisfied", "satisfies"),
    ("design", "require", "requires"),
    ("design", "conflicts", "conflicts_with"),
    ("design", "conflict_with", "conflicts_with"),
    ("design", "adopt", "adopted"),
    ("design", "file_path", None),
    ("design", "requirement", None),
    ("requirement", "derive_from", "derived_from"),
    ("requirement", "derives", "derived_from"),
    ("requirement", "requires", None),
    ("task", "implement", "implements"),
    ("task", "implementing", "implements"),
    ("task", "file", "file_path"),
    ("task", "path", "file_path"),
    ("task", "files", "file_path"),
    ("task", "class", "classes"),
    ("task", "function", "functions"),
    ("task", "global", "globals"),
    ("task", "names", "name"),
    ("task", "satisfies", None),
    ("task", "test_file", None),
    ("task", "file_owner", None),
    ("task", "filter", None),
    ("test", "verify", "verifies"),
    ("test", "file", "test_file"),
    ("test", "file_path", None),
    ("test", "functions", "test_functions"),
    ("test", "function", "test_functions"),
    ("test", "tested", None),  # two fields have that word
    ("intent", "_", None),
]


@pytest.mark.parametrize(("kind", "name", "expected"), FIELD)
def test_a_field_is_known_by_its_words(kind, name, expected):
    assert nearest_field(name, FIELDS[kind]) == expected


def test_a_figure_is_known_by_its_words():
    assert nearest_field("memory_peak", RESOURCE_FIELDS) == "memory_peak_mb"
    assert nearest_field("memory", RESOURCE_FIELDS) is None
