"""A patch of two versions of a file is one that git applies to the first, and gives the second."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from archhook.sync.patch import patch

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

LINES = [f"line {number}\n" for number in range(1, 21)]


def test_of_versions_that_are_equal_there_is_none() -> None:
    assert not patch("a.py", "x\n", "x\n")
    assert not patch("a.py", None, None)


def test_changes_that_are_near_are_one_hunk() -> None:
    old = "".join(LINES)
    new = old.replace("line 4\n", "").replace("line 11\n", "eleven\nand more\n").replace("line 19\n", "nineteen\n")
    hunks = [line for line in patch("a.py", old, new).split("\n") if line.startswith("@@")]
    assert hunks == ["@@ -1,14 +1,14 @@", "@@ -16,5 +16,5 @@"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("".join(LINES), "".join(LINES[5:] + LINES[:5])),
        ("x\n", ""),
        ("", "x\n"),
        ("x", "x\n"),
        ("a\nx\n", "a\nx"),
        ("a\n\x0cb\rc\u2028d\n", "a\n\x0cb\rc\u2028e\n"),
        *(
            ("".join(LINES), "".join(random.Random(seed).choices(LINES, k=20)))
            for seed in range(4)
        ),
    ],
)  # fmt: skip
def test_git_applies_it(git_repo: Callable[..., GitRepo], old: str, new: str) -> None:
    repo = git_repo("patched")
    place = repo.path / "a.py"
    place.write_bytes(old.encode())
    (repo.path / "p.patch").write_bytes(patch("a.py", old, new).encode())
    repo.git("apply", "--unidiff-zero" if not old else "--verbose", "p.patch")
    assert place.read_bytes() == new.encode()
