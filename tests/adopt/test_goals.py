from __future__ import annotations

import pytest

from archhook.adopt.goals import beside, goals
from archhook.adopt.planned_nodes import MARK, Names
from archhook.adopt.repository_facts import Facts
from archhook.author.prose import LONGEST
from archhook.model.ids import split_docstring

LONG = "Sells all that there is to sell, at any time of the day and of the night, to whoever comes in by the door, "
LONG += "including those who come in by the window, by the chimney or by the cellar, and those who never come in at all"


def titles(description: str, readme: str, summary: str, name: str = "shop") -> list[str]:
    facts = Facts({}, {}, name, description, readme)
    return [split_docstring(node.doc)[1] for node in goals(facts, summary, Names((), words=True))]


@pytest.mark.parametrize(
    ("description", "readme", "summary", "expected"),
    [
        ("Sells things", "Shop is a till. It is fast.", "The shop", ["Sells things", "Shop is a till"]),
        ("Sells things.", "", "The shop", ["Sells things", "The shop"]),
        ("", "Shop is a till.", "The shop", ["The shop", "Shop is a till"]),
        ("Sells things", "Sells things.", "Sells things", ["Sells things", "shop does what its users count on"]),
        ("", "", "", ["What shop is for", "shop does what its users count on"]),
        ("shop is a till", "shop sells.", "", ["shop is a till", "shop sells"]),
    ],
)
def test_what_the_project_says_of_itself(description: str, readme: str, summary: str, expected: list[str]) -> None:
    assert titles(description, readme, summary) == expected


def test_each_has_one_placeholder_and_what_was_too_long_for_a_title() -> None:
    intent, requirement = goals(Facts({}, {}, "shop", LONG, ""), "", Names((), words=True))
    assert f"\n\n{LONG}\n\n{MARK}" in intent.doc
    assert [node.doc.count(MARK) for node in (intent, requirement)] == [1, 1]
    assert requirement.references == (("derived_from", ("IntentShop",), True),)


def test_what_the_readme_promises_is_material_for_requirements() -> None:
    facts = Facts({}, {}, "shop", "", "", promises=("Sells by day", "Sells by night"))
    _, requirement = goals(facts, "", Names((), words=True))
    assert split_docstring(requirement.doc)[1] == "shop keeps what its README promises"
    assert f"\n\nThe README promises: Sells by day; Sells by night.\n\n{MARK}" in requirement.doc


@pytest.mark.parametrize(
    ("folders", "name", "expected"),
    [
        (["examples"], "shop", "What the users of shop need beside it: examples"),
        (["tools", "odd", "demo", "x/demo"], "shop",
         "What the users and developers of shop need beside it: examples, tools and other code"),
        (["odd"], "shop", "What the developers of shop need beside it"),
        (["tools", "demo"], "-very" * 21,
         f"What the users and developers of {'-very' * 21} need beside it"),
    ],
)  # fmt: skip
def test_what_stands_beside_the_product(folders: list[str], name: str, expected: str) -> None:
    names, facts = Names((), words=True), Facts({}, {}, name, "", "")
    intent, _ = goals(facts, "", names)
    found = beside(folders, intent, facts, names)
    assert split_docstring(found.doc)[1] == expected
    assert len(expected) <= LONGEST
    assert MARK not in found.doc
    assert found.references == (("derived_from", (intent.class_name,), True),)
