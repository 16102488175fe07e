from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archhook.cache.encoding import dumps, loads
from archhook.inventory.collect import inventory_from
from archhook.inventory.python_file import inventory
from archhook.model.nodes import FileInventory

SYMBOL = ["class", "C", 1, 7, ["A"]]
IMPORT = ["a.b", "c", 1, 2, 3, "lazy", "c"]
ERROR = ["invalid syntax", 4, 5]
IGNORE = [1, 20, "INV407", "why"]

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 9) | st.floats(allow_nan=False) | st.sampled_from(["", "class", "x"]),
    lambda items: st.lists(items, max_size=6) | st.dictionaries(st.sampled_from("ab"), items, max_size=2),
    max_leaves=20,
)


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"x = (",
        b"import a.b\nfrom .c import d as e\nclass C(A, b.B):\n  def m(self): pass\nx: int = 1\n",
        "é = 1".encode(),
        b"class A:\n  __test__ = False\n",
        b"import pytest\n@pytest.mark.skip\nclass A:\n  def test_a(self): pass\n",
        b"__import__('a')\n__import__(a)\nif TYPE_CHECKING:\n  import b\n",
        b"x = 1  # archhook: ignore[INV408, INV407] why\n",
    ],
)
def test_round_trip_through_json(source: bytes) -> None:
    found = inventory(source)
    written = dumps(found)
    back = inventory_from(loads(written))
    assert json.loads(written) == loads(written)
    assert back == found
    assert type(back) is FileInventory
    assert [type(symbol) for symbol in back.symbols] == [type(symbol) for symbol in found.symbols]


@pytest.mark.parametrize(
    "plain",
    [
        [[], [], None, [], [], 0, []],
        [[SYMBOL], [IMPORT], None, [IGNORE], [["a.b", False]], 2, [["A.b", ""], ["", "x"]]],
        [[], [], ERROR, [], [], 0, []],
    ],
)
def test_what_is_well_formed(plain: list[Any]) -> None:
    assert loads(dumps(inventory_from(plain))) == plain


@pytest.mark.parametrize(
    "plain",
    [
        None, 1, "", {}, [], [[], []], [[], [], None, None], [[], [], [], []], [[], None, None, []], [{}, [], None, []],
        ([], [], None, []), [[], [], "error", []], [[], [], ["x", 0, 1], []], [[], [], ["x", 1, True], []],
        [[], [], ["x", 1], []],
        [[["method", "m", 1, 1, []]], [], None, []], [[["class", "C", 1, 1, [1]]], [], None, []],
        [[["class", "C", 1, 1, "A"]], [], None, []], [[["class", "C", 1, 0, []]], [], None, []],
        [[["class", "C", 1.0, 1, []]], [], None, []], [[["class", None, 1, 1, []]], [], None, []],
        [[["class", "C", 1, 1]], [], None, []], [["class"], [], None, []], [[None], [], None, []],
        [[], [["a", "", -1, 1, 1, "run", ""]], None, []], [[], [["a", "", 0, 1, 1, "sometime", ""]], None, []],
        [[], [["a", "", 0, 1, 1, "run"]], None, []], [[], [["a", None, 0, 1, 1, "run", ""]], None, []],
        [[], [["a", "", 0, 1, 1, "run", None]], None, []], [[], [], None, [], [], -1], [[], [], None, [], [], True],
        [[], [], None], [[], [], None, [[0, 1, "", ""]]], [[], [], None, [[1, 1, ""]]],
        [[], [], None, [[1, 1, None, ""]]], [[], [], None, [], None], [[], [], None, [], [["a", 0]]],
        [[], [], None, [], [[None, True]]], [[], [], None, [], [["a"]]], [[], [], None, [], [], []],
        [[], [], None, [], [], 0, None], [[], [], None, [], [], 0, [["a"]]], [[], [], None, [], [], 0, [["a", 1]]],
        [[], [], None, [], [], 0, [[None, ""]]], [[], [], None, [], [], 0, [], []],
    ],
)  # fmt: skip
def test_what_is_malformed(plain: object) -> None:
    if isinstance(plain, list) and len(plain) in (4, 5, 6):
        plain = [*plain, *([], 0, [])[len(plain) - 4 :]]
    with pytest.raises(ValueError, match=r"."):
        inventory_from(plain)


@given(PLAIN | st.lists(PLAIN, min_size=7, max_size=7))
def test_hostile_input_is_refused_or_read(plain: object) -> None:
    try:
        found = inventory_from(plain)
    except ValueError:
        return
    assert loads(dumps(found)) == plain
