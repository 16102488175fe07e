from __future__ import annotations

import pytest

from archhook.sync.titles import retitled


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The code of a.py", "The code of b/c.py"),
        ("[T-1] The code of a.py.", "[T-1] The code of b/c.py."),
        ('"""[T-1] The code of\n    a.py.\n    """', '"""[T-1] The code of\n    b/c.py.\n    """'),
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


@pytest.mark.parametrize(("old", "new"), [("a b.py", "c.py"), ("a.py", ""), ("a.py", "c d.py"), ("a.py", 'c".py')])
def test_paths_that_make_no_sentence_are_let_be(old: str, new: str) -> None:
    assert retitled(f"The code of {old}.", old, new) == f"The code of {old}."
