from __future__ import annotations

import pytest

from archhook.author.node_names import headline, retitled


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The code of a.py", "The code of b/c.py"),
        ("[T-1] The code of a.py.", "[T-1] The code of b/c.py."),
        ('"""[T-1] The code of\n    a.py.\n    """', '"""[T-1] The code of\n    b/c.py.\n    """'),
        ('"""[T-1] The\n    code of a.py.\n    """', '"""[T-1] The\n    code of b/c.py.\n    """'),
        ('"""[T-1] The code\n    of a.py.\n    """', '"""[T-1] The code\n    of b/c.py.\n    """'),
        ("'The tests of a.py', x", "'The tests of b/c.py', x"),
        ("The code of a.py. More.", "The code of b/c.py. More."),
        ("The code of a.pyx.", ""),
        ("The code of xa.py.", ""),
        ("The code of a.py and of b.py.", ""),
        ("The heart of a.py.", ""),
        ("a.py", ""),
    ],
)
def test_only_the_own_sentence_follows(text: str, expected: str) -> None:
    assert retitled(text, "a.py", "b/c.py") == (expected or text)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Short: and good", "Short: and good"),
        ("What a project has told its formatter: and much more of it", "What a project has told its formatter"),
        ("What a project has told - its formatter: and much more of it", "What a project has told - its formatter"),
        ("Shapes (with holes): squares, circles and whatever else there is", ""),
        ("What it has told to `its: formatter` and to nobody else at all", ""),
        ("It goes on and on and on and on and on, and never comes to an end", ""),
    ],
)
def test_a_long_sentence_ends_at_its_colon(sentence: str, expected: str) -> None:
    assert headline(sentence, 40) == expected


@pytest.mark.parametrize(("old", "new"), [("a b.py", "c.py"), ("a.py", ""), ("a.py", "c d.py"), ("a.py", 'c".py')])
def test_paths_that_make_no_sentence_are_let_be(old: str, new: str) -> None:
    assert retitled(f"The code of {old}.", old, new) == f"The code of {old}."
