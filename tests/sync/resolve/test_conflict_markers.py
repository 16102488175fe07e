from __future__ import annotations

import pytest

from archhook.sync.resolve.conflict_markers import Broken, as_merged, find_conflict, whole

TWO = """\
one
<<<<<<< HEAD
ours 1
||||||| base
base 1
=======
theirs 1
theirs 2
>>>>>>> side
two
<<<<<<< HEAD
=======
theirs 3
>>>>>>> side
three
"""


def lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def test_sides() -> None:
    conflict = find_conflict(lines(TWO))
    assert "".join(conflict.side("ours")) == "one\nours 1\ntwo\nthree\n"
    assert "".join(conflict.side("theirs")) == "one\ntheirs 1\ntheirs 2\ntwo\ntheirs 3\nthree\n"
    assert conflict.hunks[0].base == 3 and conflict.hunks[1].base == -1


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_every_line_of_a_side_is_found_again(side: str) -> None:
    conflict = find_conflict(lines(TWO))
    for number, line in enumerate(conflict.side(side), 1):
        assert conflict.lines[conflict.place_of(side, number) - 1] == line


def test_places_that_both_sides_share() -> None:
    conflict = find_conflict(lines(TWO))
    for at, ours, theirs in conflict.places():
        if at < len(conflict.lines) and not conflict.lines[at].startswith("<"):
            assert conflict.lines[at] == conflict.side("ours")[ours] == conflict.side("theirs")[theirs]


def test_what_only_looks_like_a_marker() -> None:
    heading = 'X = """\nA title\n=======\n>>>>>>> quoted\n"""\n<<<<<<<< eight\n'
    assert find_conflict(lines(heading)).hunks == ()
    longer = TWO.replace("<<<<<<<", "<<<<<<<<<").replace("|||||||", "|||||||||").replace("=======", "=========")
    longer = longer.replace(">>>>>>>", ">>>>>>>>>")
    assert find_conflict(lines(longer)).hunks == ()
    assert len(find_conflict(lines(longer), 9).hunks) == 2


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<<<<<<< a\n=======\n", 1),
        ("<<<<<<< a\n<<<<<<< a\n=======\n>>>>>>> b\n", 2),
        ("x\n<<<<<<< a\n>>>>>>> b\n", 3),
        ("<<<<<<< a\n=======\n||||||| c\n>>>>>>> b\n", 3),
    ],
)
def test_markers_that_do_not_belong_together(text: str, line: int) -> None:
    with pytest.raises(Broken) as caught:
        find_conflict(lines(text))
    assert caught.value.line == line


def test_line_ends() -> None:
    conflict = find_conflict(lines(TWO.replace("\n", "\r\n")))
    assert conflict.side("ours")[1] == "ours 1\r\n"


def test_whether_somebody_has_worked_on_it() -> None:
    versions = [lines(one) for one in ("a\nours\nc\nd\n", "a\nb\nc\nd\n", "a\ntheirs\nc\ne\n")]
    merged = "a\n<<<<<<< x\nours\n=======\ntheirs\n>>>>>>> y\nc\ne\n"
    assert as_merged(find_conflict(lines(merged)), *versions)
    for old, new in (("e\n", "d\n"), ("e\n", "e\nf\n"), ("ours\n", "our\n"), ("c\n", "")):
        assert not as_merged(find_conflict(lines(merged.replace(old, new))), *versions), (old, new)


def test_whole_versions() -> None:
    shown = find_conflict(lines(TWO))
    conflict = whole(shown, ["a\n", "b"], ["c\n"], [])
    assert (
        "".join(conflict.side("ours")) == "a\nb\n" and conflict.side("base") == ["c\n"] and not conflict.side("theirs")
    )
    assert conflict == find_conflict(conflict.lines)
