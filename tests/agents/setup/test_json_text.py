"""JSON edited as text: what was put in is there, what stood there stays, byte for byte."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archhook.agents.setup.json_text import DEEPEST, JsonTextError, parsed, under, with_entry, with_member, without

KEPT = """\
// mine
{
    "a": [1, 2], // two
    /* more */
    "hooks": {
        "Stop": [
            {"command": "mine"}, // stays
        ]
    }
}
"""


@pytest.mark.parametrize(
    ("text", "path", "value", "expected"),
    [
        ("{}", ["a"], 1, '{\n  "a": 1\n}'),
        ("{ }\n", ["a", "b"], [1, "x"], '{\n  "a": {\n    "b": [1, "x"]\n  }\n}\n'),
        ('{"a":1}', ["b"], {"c": []}, '{"a":1, "b": {"c": []}}'),
        ('{\n\t"a": 1\n}\n', ["b"], {"c": 1}, '{\n\t"a": 1,\n\t"b": {\n\t\t"c": 1\n\t}\n}\n'),
        ('{\n  "a": 1,\n}\n', ["b"], 2, '{\n  "a": 1,\n  "b": 2,\n}\n'),
        ('{\r\n  "a": {}\r\n}\r\n', ["a", "b"], 2, '{\r\n  "a": {\r\n    "b": 2\r\n  }\r\n}\r\n'),
        ('{\n  "a": 1 // one\n}\n', ["b"], 2, '{\n  "a": 1, // one\n  "b": 2\n}\n'),
        ("{\n  // nothing yet\n}\n", ["b"], 2, '{\n  // nothing yet\n  "b": 2\n}\n'),
        ('{"a": 1, "a": 2}', ["a"], 3, '{"a": 1, "a": 3}'),
        ('\ufeff{"a": 1}', ["a"], 3, '\ufeff{"a": 3}'),
        ('{"ä": "ö"}', ["b"], "ü", '{"ä": "ö", "b": "ü"}'),
    ],
)
def test_a_member_is_put_where_it_belongs(text: str, path: list[str], value: Any, expected: str) -> None:
    assert with_member(text, path, value) == expected


def test_an_entry_stands_behind_the_others_and_comes_out_again() -> None:
    more = with_entry(KEPT, ["hooks", "Stop"], {"command": "ours"})
    assert more == KEPT.replace(
        "// stays\n        ]", '// stays\n            {\n                "command": "ours"\n            },\n        ]'
    )
    assert without(more, ["hooks", "Stop", 1]) == KEPT
    new = with_entry(KEPT, ["hooks", "Start"], 1)
    assert under(parsed(new), ["hooks", "Start"]) is not None
    assert without(new, ["hooks", "Start"]) == KEPT


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ('{"a": 1, "b": 2, "c": 3}', ["b"], '{"a": 1, "c": 3}'),
        ('{"a": 1, "b": 2, "c": 3}', ["c"], '{"a": 1, "b": 2}'),
        ('{"a": 1, "b": 2, "c": 3}', ["a"], '{"b": 2, "c": 3}'),
        ('{\n  "a": 1\n}\n', ["a"], "{}\n"),
        ('{\n  // why\n  "a": 1\n}\n', ["a"], "{\n  // why\n}\n"),
        ("[1, 2]", [0], "[2]"),
        ('{"a": 1}', ["b"], '{"a": 1}'),
        ('{"a": 1}', ["b", "c"], '{"a": 1}'),
        ("[1]", [7], "[1]"),
    ],
)
def test_what_is_taken_out_takes_its_comma_along(text: str, path: list[str | int], expected: str) -> None:
    assert without(text, path) == expected


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    [
        ("", "a value is missing", 0),
        ("{", "a key in quotes is missing", 1),
        ('{"a"}', "a colon is missing", 4),
        ('{"a": }', "a value is missing", 6),
        ('{"a": 1 "b": 2}', "a comma or } is missing", 8),
        ("{a: 1}", "a key in quotes is missing", 1),
        ("[1, 2", "a comma or ] is missing", 5),
        ('{"a": nul}', "nul is no value", 6),
        ('{"a": 01}', "01 is no value", 6),
        ('{"a": "x}', "a value is missing", 6),
        ('{"a": "\\x"}', '"\\x" is no value', 6),
        ("{} {}", "something stands behind the end", 3),
        ("{} /* open", "something stands behind the end", 3),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "it is nested too deep", DEEPEST),
        ("[" * 100_000, "it is nested too deep", DEEPEST),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(text: str, message: str, offset: int) -> None:
    with pytest.raises(JsonTextError) as caught:
        parsed(text)
    assert (caught.value.message, caught.value.offset) == (message, offset)


@pytest.mark.parametrize(
    ("text", "path"), [("[]", ["a"]), ('{"a": 1}', ["a", "b"]), ('{"a": []}', ["a", "b"]), ('{"a": {}}', ["a", 0])]
)
def test_what_can_hold_nothing_is_refused(text: str, path: list[str | int]) -> None:
    with pytest.raises(JsonTextError, match=r"is no (object|list)"):
        with_member(text, path, 1)
    with pytest.raises(JsonTextError, match=r"is no (object|list)"):
        under(parsed(text), path)


def test_an_entry_goes_into_a_list_alone() -> None:
    with pytest.raises(JsonTextError, match="`a` is no list"):
        with_entry('{"a": {}}', ["a"], 1)


@pytest.mark.parametrize("text", ["[1, // c\n2]", '{"a": 1, // c\n"b": 2}'])
def test_what_cannot_be_edited_without_changing_more_is_refused(text: str) -> None:
    with pytest.raises(JsonTextError, match="without changing more"):
        without(text, [1] if text[0] == "[" else ["b"])


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)
LAYOUTS = st.sampled_from([{}, {"indent": 2}, {"indent": "\t"}, {"indent": 4}, {"separators": (",", ":")}])


@given(st.dictionaries(st.text(max_size=4), VALUES, min_size=1, max_size=5), LAYOUTS, VALUES, st.booleans())
def test_what_is_put_in_is_there_and_comes_out_to_the_byte(
    held: dict[str, Any], layout: dict[str, Any], value: Any, windows: bool
) -> None:
    text = json.dumps(held, ensure_ascii=False, **layout).replace("\n", "\r\n" if windows else "\n") + "\n"
    assert parsed(text).value == held
    more = with_member(text, ["our key"], value)
    assert parsed(more).value == {**held, "our key": value}
    assert without(more, ["our key"]) == text
    lists = [key for key, one in held.items() if isinstance(one, list) and one]
    for key in lists:
        longer = with_entry(text, [key], value)
        assert parsed(longer).value == {**held, key: [*held[key], value]}
        assert without(longer, [key, len(held[key])]) == text
