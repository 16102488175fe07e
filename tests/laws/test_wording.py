import pytest

from archhook.laws.wording import chain, listed, shown


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        (["T-1"], "T-1"),
        (["T-1", "T-2"], "T-1 and T-2"),
        (list("abcde"), "a, b, c, d and e"),
        (list("abcdef"), "a, b, c, d, e and 1 more"),
        (list("abcdefgh"), "a, b, c, d, e and 3 more"),
    ],
)
def test_listed_is_bounded(items, expected):
    assert listed(items) == expected


def test_listed_to_another_bound():
    assert listed(["a", "b", "c"], 1) == "a and 2 more"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("src/größe.py", "src/größe.py"),
        ("src/a b.py", "src/a b.py"),
        ("a\nb.py", r"'a\nb.py'"),
        ("a\x1b[31m.py", r"'a\x1b[31m.py'"),
        ("a\udcff.py", r"'a\udcff.py'"),
        ("a\u202eb.py", r"'a\u202eb.py'"),
        ("", ""),
    ],
)
def test_shown_keeps_one_line_and_hides_nothing(path, expected):
    assert shown(path) == expected


def test_chain():
    assert chain(("I-1", "R-1", "D-1")) == "I-1 > R-1 > D-1"
