"""What a project is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archhook.adopt.repository import facts_of, open_place
from archhook.cache.cache import Store
from archhook.check.api import open_repo
from archhook.check.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo


@pytest.mark.parametrize(
    ("files", "origin", "expected"),
    [
        ({"pyproject.toml": '[project]\nname = "till"\n', "README.md": "# Shop\n"}, "https://a.b/c/d.git", "till"),
        ({"setup.py": "setup(name='till')\n"}, "", "till"),
        ({"README.md": "[![b](c)](d)\n\n# Shop\n\nText.\n"}, "https://a.b/c/d.git", "Shop"),
        ({"README.md": "# Welcome to the shop of all things\n"}, "https://a.b/c/d.git", "d"),
        ({}, "https://token@a.b/c/d.git/", "d"),
        ({}, "git@a.b:d", "d"),
        ({}, "C:\\repos\\d", "d"),
        ({}, "", "folder"),
    ],
)
def test_what_a_project_is_called(
    files: dict[str, str], origin: str, expected: str, git_repo: Callable[..., GitRepo]
) -> None:
    repo = git_repo("folder")
    repo.commit("All", files={"a.py": "X = 1\n", **files})
    if origin:
        repo.git("remote", "add", "origin", origin)
    place = open_place(Request(str(repo.path)), Store(""), open_repo(str(repo.path)))
    assert facts_of(place, place.run.inventories, lambda done, total: None).name == expected
