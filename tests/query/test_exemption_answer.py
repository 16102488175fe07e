"""The list of exemptions for people: readable at three entries, and at three hundred."""

from __future__ import annotations

from archhook.exemptions.exemption import Exemption
from archhook.exemptions.sides import Weakening
from archhook.query.exemption_answer import MOST, Answer, Listed, exemptions_document, render


def entry(number: int, code: str = "INV407", reason: str = "") -> Listed:
    what = f"{code} T-{number} a.py f{number}"
    return Listed(Exemption("baseline", what, "b.txt", number, f"T-{number}", code, reason), 1)


def test_a_few_have_a_line_each() -> None:
    found = (
        Listed(Exemption("exclude", "gen/", "pyproject.toml", 4, reason="of a tool"), 2),
        Listed(Exemption("exclude", "old/", "pyproject.toml", 5), 0),
        Listed(Exemption("shared-branches", "pushes to main are not judged", "pyproject.toml", 6), None),
    )
    assert render(Answer(found)) == (
        "exclude (2)\n"
        "  pyproject.toml:4: gen/, holds back 2 findings  of a tool\n"
        "  pyproject.toml:5: old/, holds back nothing now\n"
        "shared-branches (1)\n"
        "  pyproject.toml:6: pushes to main are not judged\n"
        "\n"
        "3 exemptions, 2 findings held back\n"
    )


def test_many_of_a_kind_are_told_by_law_and_reason() -> None:
    found = (
        *(entry(number) for number in range(1, 201)),
        *(entry(number, "INV408", "soon") for number in range(201, 300)),
        entry(300, "TRC105"),
    )
    assert render(Answer(found)) == (
        "baseline (300)\n"
        "  200 of INV407, hold back 200 findings\n"
        "    b.txt:1, b.txt:2, b.txt:3 and 197 more\n"
        "  99 of INV408, hold back 99 findings  soon\n"
        "    b.txt:201, b.txt:202, b.txt:203 and 96 more\n"
        "  b.txt:300: TRC105 T-300 a.py f300, holds back 1 finding\n"
        "\n"
        "300 exemptions, 300 findings held back (`archhook exemptions --all` names each)\n"
    )
    every = render(Answer(found), every=True).splitlines()
    assert len(every) == 303
    assert every[-1] == "300 exemptions, 300 findings held back"


def test_as_many_as_fit_are_not_folded() -> None:
    assert len(render(Answer(tuple(map(entry, range(MOST))))).splitlines()) == MOST + 3


def test_what_a_terminal_would_act_upon_is_escaped() -> None:
    odd = Listed(Exemption("exclude", "a\x1b[31m\n/", "b\n.toml", 1, reason="c\nd"), 0)
    weak = Weakening("node", "D\n1 is gone", "a\n.py", 2, "D-1")
    text = render(Answer((odd,), (weak,), "main\n"))
    assert "\x1b" not in text
    assert len(text.splitlines()) == 6


def test_colour_changes_nothing_but_colours() -> None:
    import re

    answer = Answer(tuple(map(entry, range(20))))
    coloured = render(answer, color=True)
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == render(answer)
    assert coloured != render(answer)


def test_every_key_is_there_and_null_where_there_is_nothing() -> None:
    weak = Weakening("node", "D-1 is gone", "a.py", 2)
    bare = Listed(Exemption("hook", "archhook never runs"), None, "new")
    assert exemptions_document(Answer((bare,), (weak,)))["exemptions"] == [
        {
            "kind": "hook", "what": "archhook never runs", "path": None, "line": None, "node": None, "code": None,
            "reason": None, "holds_back": None, "files": None, "since": "new",
        }
    ]  # fmt: skip
    assert exemptions_document(Answer((bare,), (weak,)))["weaker"] == [
        {"kind": "node", "what": "D-1 is gone", "path": "a.py", "line": 2, "node": None, "gone": False}
    ]


def test_many_things_of_a_kind_that_make_the_law_weaker_are_counted() -> None:
    many = [Weakening("link", f"T-{number} implements D-2 now", "a.py", number) for number in range(1, 31)]
    other = Weakening("deleted", "T-99 is gone", "a.py", 40, "T-99", True)
    text = render(Answer((), (*many, other), "main"))
    lines = text.splitlines()
    assert lines[0] == "weaker (31)"
    assert lines[12:15] == [
        "  a.py:12: T-12 implements D-2 now",
        "  and 18 more of the kind 'link': `archhook exemptions A..B --all` names them",
        "  a.py:40 (before): T-99 is gone",
    ]
    assert len(render(Answer((), (*many, other), "main"), every=True).splitlines()) == 31 + 3
