import random
import time

import pytest

from archhook.model.nodes import RESOURCE_FIELDS
from archhook.model.vocabulary import FIELDS
from archhook.suggest import LONGEST, Names, nearest, nearest_field, nearest_id

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


def slips(left: str, right: str) -> int:
    """The distance by its definition: characters left out, added, replaced, or swapped with their neighbours."""
    table = {}
    for row in range(len(left) + 1):
        for column in range(len(right) + 1):
            ways = [row + column] if not row or not column else []
            if row and column:
                ways += [table[row - 1, column] + 1, table[row, column - 1] + 1]
                ways.append(table[row - 1, column - 1] + (left[row - 1] != right[column - 1]))
                if row > 1 and column > 1 and left[row - 2 : row] == right[column - 2 : column][::-1]:
                    ways.append(table[row - 2, column - 2] + 1)
            table[row, column] = min(ways)
    return table[len(left), len(right)]


def by_definition(name: str, candidates: list[str]) -> str | None:
    found = []
    for other in set(candidates) - {name, ""}:
        if other.replace("_", "").casefold() == name.replace("_", "").casefold():
            found.append((1, other))
        elif len(name) <= LONGEST and len(other) <= LONGEST and (far := slips(name, other)) <= min(len(name) // 3, 3):
            found.append((far, other))
    return min(found, default=(0, None))[1]


def mutated(chance: random.Random, name: str, alphabet: str) -> str:
    for _ in range(chance.randrange(5)):
        at = chance.randrange(len(name) + 1)
        kept, gone = chance.choice([(at, at), (at, at + 1), (at, at + 2)])
        new = name[kept:gone][::-1] if gone - kept == 2 else chance.choice(["", *alphabet])
        name = name[:kept] + new + name[gone:]
    return name


@pytest.mark.parametrize("alphabet", ["ab", "aB_", "abcdefgh", "ßsSİi"])
@pytest.mark.parametrize("longest", [3, 7, 12, LONGEST + 2])
def test_is_the_nearest_by_definition(alphabet, longest):
    chance = random.Random(f"{alphabet} {longest}")
    for _ in range(20 if longest < LONGEST else 1):
        words = ["".join(chance.choices(alphabet, k=chance.randint(0, longest))) for _ in range(6)]
        words += [mutated(chance, word, alphabet) for word in words]
        names = Names(words)
        for word in (*words, *(mutated(chance, word, alphabet) for word in words)):
            assert names.nearest(word) == nearest(word, words) == by_definition(word, words), (word, words)


MANY = 20_000
ALIKE = "f" * 74

CROWDS = {
    "beginning": ("f" * 75 + "QQQQQ", [f"{ALIKE}{number:06}" for number in range(MANY)]),
    "end": ("y" * 80, [f"{number:06}{ALIKE}" for number in range(MANY)]),
    "middle": ("x" * 80, [f"{ALIKE[:40]}{number:06}{ALIKE[40:]}" for number in range(MANY)]),
    "near till the end": (
        "a" * 60 + "QQQQ",
        ["a" * one + "b" + "a" * two + "c" + "a" * (62 - one - two) for one in range(40) for two in range(22)],
    ),
    "ids": ("D-999999", [f"D-{number}" for number in range(MANY)]),
    "long": ("z" * 81, ["z" * number for number in range(MANY // 10)]),
}


@pytest.mark.parametrize("crowd", CROWDS)
def test_time_is_bounded(crowd):
    name, candidates = CROWDS[crowd]
    names = Names([*candidates, "z" * 1_000_000])
    begin = time.process_time()
    for number in range(40):
        names.nearest(f"{name[:-1]}{number % 10}")
    assert time.process_time() - begin < 4


def test_what_is_found_before_the_steps_are_used_up_is_proposed():
    crowd = CROWDS["near till the end"][1]
    names = Names([*crowd, "a" * 59 + "QQQQ"])
    assert names.nearest("a" * 60 + "QQQQ") == "a" * 59 + "QQQQ"
    assert Names(crowd).nearest("a" * 60 + "QQQQ") is None


def test_names_that_are_many_share_the_steps():
    words = [f"{number:03}{'abcdefgh'[number % 8] * 8}" for number in range(1000)]
    assert [Names(words, sought).nearest("9zz9hhhhhhhh") for sought in (1, 40, 10_000)] == ["919hhhhhhhh"] * 2 + [None]
    assert Names(words, 10_000).nearest("hhhhhhhh") is None
    assert Names(words[:10], 10_000).nearest("00hhhhhhhh") == "007hhhhhhhh"


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
    assert nearest_id(name, Names(ids)) == expected


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
