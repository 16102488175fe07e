"""Folders and repositories that hold the example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from helpers.example import KEPT, TYPO, lay_out

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder outside git where all laws hold."""
    return lay_out(tmp_path / "kept", KEPT)


@pytest.fixture
def typo(tmp_path: Path) -> Path:
    """The same with a function renamed, which breaks two laws."""
    return lay_out(tmp_path / "typo", KEPT, TYPO)


@pytest.fixture
def repo(git_repo: Callable[..., Any]) -> Any:
    """A repository that holds to the laws in its one commit."""
    made = git_repo()
    made.commit(files=KEPT)
    return made
