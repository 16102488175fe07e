"""Folders are named, and what lies below them changes, one at a time: is the warm verdict the cold one?

`python tests/differential/test_folders.py --seeds 1 2 3 --steps 1000`: as many walks of so many steps.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

TESTS = Path(__file__).resolve().parents[1]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from differential.test_imports import main, walk  # noqa: E402
from helpers.folder_project import FolderProject  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

FOUND = {"INV401", "INV405", "TST501", "TST503"}
"""What a walk comes by, whatever its seed."""


@pytest.mark.parametrize("seed", [1, 2, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (3, 4))])
def test_warm_equals_cold_whatever_changes_of_folders(git_repo: Callable[..., GitRepo], seed: int) -> None:
    found = walk(git_repo(), seed, 60 if seed < 3 else 250, FolderProject, "folders")
    assert found.keys() >= FOUND, found


if __name__ == "__main__":
    sys.exit(main(FolderProject, "folders"))
