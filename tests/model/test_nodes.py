from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archhook.model.ids import canonical, grouped, kind_of_id, split_docstring
from archhook.model.nodes import PREFIXES, Spot, in_order, kind_of, parts, sort_key
from archhook.records import NamedTuple as Record

SHUFFLED = ["UT-1", "T-10", "T-2", "AUTH-R-3", "R-12", "R-2.5", "R-2", "I-1", "UAT-1", "ST-1", "IT-4", "D-1", "B-R-1"]
SORTED = ["I-1", "R-2", "R-2.5", "R-12", "AUTH-R-3", "B-R-1", "D-1", "T-2", "T-10", "UAT-1", "ST-1", "IT-4", "UT-1"]


def test_ids_sort_by_kind_then_by_what_precedes_then_by_number() -> None:
    assert sorted(SHUFFLED, key=sort_key) == SORTED


def test_words_come_behind_numbers_and_by_code_point() -> None:
    ids = ["T-b", "T-a.10", "T-a.2", "T-30", "T-4.1", "T-a", "A-T-a", "T-a-2", "T-a_b", "UT-a", "D-z"]
    wanted = ["D-z", "T-4.1", "T-30", "T-a", "T-a-2", "T-a.10", "T-a.2", "T-a_b", "T-b", "A-T-a", "UT-a"]
    assert sorted(ids, key=sort_key) == in_order(ids) == wanted


IDS = st.builds(
    "{}-{}".format,
    st.sampled_from([*PREFIXES, "A-R", "a-T", "A-B-UT"]),
    st.one_of(
        st.from_regex(r"[1-9][0-9]{0,3}(\.[1-9][0-9]?)?", fullmatch=True),
        st.from_regex(r"[a-z0-9_-]{0,3}[a-z][a-z0-9_]?(\.([a-z][a-z0-9_]?|[1-9]))*", fullmatch=True),
    ),
).filter(lambda text: canonical(text) == text)


@given(st.lists(IDS, unique=True, max_size=30))
def test_the_order_of_numbers_and_words_is_total(ids: list[str]) -> None:
    assert len({sort_key(node_id) for node_id in ids}) == len(ids)
    assert in_order(ids) == sorted(ids, key=sort_key)


@given(IDS)
def test_an_id_is_its_prefix_and_what_follows(node_id: str) -> None:
    prefix, rest = parts(node_id)
    assert f"{prefix}-{rest}" == node_id
    assert kind_of(node_id) == kind_of_id(node_id) != ""
    assert grouped([node_id]) == {kind_of(node_id): [node_id]}


@given(IDS)
def test_an_id_is_read_as_it_is_written(node_id: str) -> None:
    """In brackets any; bare, as people write it before a colon, only one with a number."""
    number = parts(node_id)[1].replace(".", "").isdigit()
    assert canonical(f"[{node_id}]") == node_id
    assert split_docstring(f"[{node_id}] It is so. More.") == (node_id, "It is so", True)
    assert split_docstring(f"{node_id}: It is so.")[0] == (node_id if number else "")


@given(st.lists(st.tuples(st.sampled_from([*PREFIXES, "A-R", "XX"]), st.integers(0, 50)), unique=True))
def test_the_order_of_ids_is_total(parts: list[tuple[str, int]]) -> None:
    ids = [f"{prefix}-{number}" for prefix, number in parts]
    assert len({sort_key(node_id) for node_id in ids}) == len(ids)


class Point(Record):
    """A record of the light kind."""

    x: int
    y: int = 0


def test_a_record_is_a_tuple_with_names() -> None:
    point = Point(1)
    assert point == (1, 0) == Point(x=1, y=0) == Point._make([1, 0])
    assert (point.x, point.y, repr(point)) == (1, 0, "Point(x=1, y=0)")
    assert point._replace(y=2) == Point(1, 2)
    assert point._asdict() == {"x": 1, "y": 0}
    assert Point._fields == ("x", "y")
    match point:
        case Point(1, y):
            assert y == 0


def test_a_record_cannot_be_changed_and_has_no_room_for_more() -> None:
    point = Point(1)
    for name in ("x", "z"):
        with pytest.raises(AttributeError):
            setattr(point, name, 3)


@pytest.mark.parametrize("wrong", [(), (1, 2, 3)])
def test_a_record_takes_just_its_fields(wrong: tuple[int, ...]) -> None:
    with pytest.raises(TypeError):
        Point(*wrong)
    with pytest.raises(TypeError):
        Point._make(wrong)


def test_the_model_is_imported_without_typing() -> None:
    script = (
        "import sys, archhook.model.findings, archhook.laws.law; "
        "print('typing' in sys.modules, 'collections' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=False)
    if done.returncode:  # -S hides site-packages, where archhook is linked
        done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == "False"


def test_a_spot_is_comparable_by_what_it_holds() -> None:
    assert Spot("", 1, 2) == Spot("", 1, 2) != Spot("a", 1, 2)


@given(st.lists(st.sampled_from(SHUFFLED)))
def test_many_ids_come_in_the_same_order(ids: list[str]) -> None:
    assert in_order(ids) == sorted(ids, key=sort_key)
