from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archhook.cache.encoding import digest, dumps, loads

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_what_is_written_is_read_back_and_is_json(value: object) -> None:
    data = dumps(value)
    assert loads(data) == value
    assert json.loads(data) == value


def test_equal_values_give_equal_bytes_whatever_their_order() -> None:
    assert dumps({"b": 1, "a": (2,)}) == dumps({"a": [2], "b": 1}) == b'{"a":[2],"b":1}'


def test_names_that_are_no_utf_8_survive() -> None:
    assert loads(dumps("caf\udce9.py")) == "caf\udce9.py"


@pytest.mark.parametrize(
    "data",
    [b"", b"[1", b'{"a"', b'"x', b"{}{}", b"\xff", b"[" * 100_000, b"nul", b"\x80\x04K\x01."],
    ids=["empty", "open list", "open dict", "open string", "two", "not ascii", "deep", "half a word", "a pickle"],
)
def test_what_is_no_document_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):  # any ValueError will do
        loads(data)


@pytest.mark.parametrize("value", [{1, 2}, object(), b"x", float("nan"), {"a": {3}}])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        dumps(value)


def test_a_digest_knows_where_its_parts_end() -> None:
    assert digest(b"ab", b"c") != digest(b"a", b"bc") != digest(b"abc")
    assert len(digest(b"")) == 32
