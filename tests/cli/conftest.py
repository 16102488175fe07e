"""Folders and repositories that hold the example."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.example import KEPT, TYPO
from helpers.files import lay_out
from helpers.syncing import TWO
from helpers.work import project

from archhook.agents import claim_store
from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.git_repo import GitRepo


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder outside git where all laws hold."""
    return lay_out(tmp_path / "kept", KEPT)


@pytest.fixture
def typo(tmp_path: Path) -> Path:
    """The same with a function renamed, which breaks two laws."""
    return lay_out(tmp_path / "typo", KEPT, TYPO)


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """A repository that holds to the laws in its one commit."""
    made = git_repo()
    made.commit(files=KEPT)
    return made


@pytest.fixture
def work(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """T-2 is planned and ready, T-1 waits for it, T-3 is broken; T-2 and T-3 are of D-2."""
    made = git_repo("work")
    made.commit(files=project({1: [2], 2: []}, {1: (1, "planned"), 2: (2, "planned"), 3: (2, "broken")}))
    monkeypatch.chdir(made.path)
    monkeypatch.setenv("ARCHHOOK_AGENT", "alice")
    return made


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets the time, in seconds since 1970."""

    def set_clock(seconds: int) -> None:
        monkeypatch.setattr(claim_store, "now", lambda: seconds)

    set_clock(0)
    return set_clock


@pytest.fixture
def scratch(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """A repository in which all laws hold, and the current folder."""
    monkeypatch.chdir(repo.path)
    return repo


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """What was said since it was asked last."""
    return lambda: capsys.readouterr().err


@pytest.fixture
def two(scratch: GitRepo) -> GitRepo:
    """A project of two Designs."""
    scratch.commit(
        "two Designs",
        files={
            "architecture.py": TWO,
            "web/page.py": "def page(): pass\n",
            "tests/web/test_page.py": "from web.page import page\n\n\ndef test_page(): page()\n",
            "tests/web/test_shown.py": "from web.page import page\n\n\ndef test_shown(): page()\n",
        },
    )
    assert main(["check", "-q", "--strict"]) == 0
    return scratch
