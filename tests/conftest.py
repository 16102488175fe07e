"""Real git repositories for tests, and an environment that nothing of the outside reaches."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from helpers.git_repo import DEVELOPER, OUTSIDE, TAME, GitRepo
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

settings.register_profile("any machine", deadline=None)  # one that is busy is no bug, and tells nothing of one
settings.load_profile("any machine")

OUTSIDE_EXACT = ("CI", "SKIP", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
HOSTILE = """\
[color]
    ui = always
[core]
    quotePath = true
    fsmonitor = "touch {marker}; false"
    pager = "touch {marker}"
[diff]
    relative = true
    noprefix = true
    mnemonicPrefix = true
    renames = copies
    external = "touch {marker}; false"
    ignoreSubmodules = all
    orderFile = /nowhere/at/all
    trustExitCode = true
[status]
    short = true
    showUntrackedFiles = no
[log]
    showSignature = true
"""


@pytest.fixture(autouse=True)
def isolated(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No variable of an outer git, pre-commit or CI, no configuration of the user's; an own HOME.

    The suite itself may run inside a hook, whose GIT_INDEX_FILE would lead every git call to the outer index.
    """
    for name in list(os.environ):
        if name.startswith(OUTSIDE) or name in OUTSIDE_EXACT:
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    (home / "gitconfig").write_text('[init]\n\tdefaultBranch = main\n[protocol "file"]\n\tallow = always\n')
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name, value in DEVELOPER.items():
        monkeypatch.setenv(name, value)
    yield home


@pytest.fixture
def hostile_config(isolated: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A global configuration that changes whatever it can; the file that appears once one of its programs has run.

    It is in force for what is tested, not for `GitRepo`.
    """
    marker = isolated / "was-executed"
    hostile = isolated / "hostile-gitconfig"
    hostile.write_text((isolated / "gitconfig").read_text() + HOSTILE.format(marker=marker))
    monkeypatch.setenv(TAME, os.environ["GIT_CONFIG_GLOBAL"])
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(hostile))
    return marker


@pytest.fixture
def git_repo(tmp_path: Path) -> Callable[..., GitRepo]:
    """Makes an empty repository: `git_repo()`, `git_repo("name", "--bare")`, `git_repo("x", "--object-format=...")`."""

    def make(name: str = "repo", *options: str) -> GitRepo:
        return GitRepo.create(tmp_path / name, *options)

    return make
