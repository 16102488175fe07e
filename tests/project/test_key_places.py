"""Where keys and items stand, and which comment is the reason."""

from __future__ import annotations

import pytest

from archhook.project.key_places import KeyPlaces

TEXT = """\
# Written by hand.
[tool.other]
exclude = ["b/"]

[tool.archhook]
# generated, never edited
exclude = [
    "a/",  # comes from a tool
    # an old one
    'b/',
    "c#d/", "\\u0065/",
]
symbols = "files"
severity = {INV405 = "off"} # not yet
transitive = true # a "reason" # with a sign

[tool.archhook.resources]
iops = 2 # noisy
"""


@pytest.mark.parametrize(
    ("keys", "item", "line", "reason"),
    [
        ("exclude", "a/", 8, "comes from a tool"),
        ("exclude", "b/", 10, "an old one"),
        ("exclude", "c#d/", 11, "generated, never edited"),
        ("exclude", "e/", 11, "generated, never edited"),
        ("exclude", "not there", 7, "generated, never edited"),
        ("symbols", "", 13, ""),
        ("severity.INV405", "", 14, "not yet"),
        ("transitive", "", 15, 'a "reason" # with a sign'),
        ("resources.iops", "", 18, "noisy"),
        ("nothing", "", 5, ""),
    ],
)
def test_keys_and_items_have_a_line_and_a_reason(keys: str, item: str, line: int, reason: str) -> None:
    places = KeyPlaces(TEXT)
    assert places.of(("tool", "archhook", *keys.split(".")), item) == (line, reason)


def test_nothing_is_found_in_nothing() -> None:
    assert KeyPlaces("").of(("exclude",), "a/") == (0, "")
    assert KeyPlaces("exclude = ['a/']\n").of(("exclude",), "a/") == (1, "")
