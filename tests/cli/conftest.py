"""Folders and repositories that hold the example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from helpers.example import KEPT, TYPO, lay_out
from helpers.scratch import Scratch

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


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    """A repository in which all laws hold, and the current folder."""
    made = Scratch(tmp_path / "repo")
    made.path.mkdir()
    monkeypatch.chdir(made.path)
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "A Tester")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "tester@example.com")
    made.run("init", "-q", "-b", "main")
    for path, text in KEPT.items():
        made.write(path, text)
    made.commit("start")
    return made
