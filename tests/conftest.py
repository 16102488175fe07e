"""Real git repositories for tests, and an environment that none of the outside reaches."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

settings.register_profile("any machine", deadline=None)  # one that is busy is no bug, and tells nothing of one
settings.load_profile("any machine")

_OUTSIDE = ("GIT_", "PRE_COMMIT", "ARCHHOOK_", "GITHUB_")
_OUTSIDE_EXACT = ("CI", "SKIP", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")

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


class GitRepo:
    """A real repository. Paths are relative to its work tree."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def git(
        self, *arguments: str, check: bool = True, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run git here; fails the test where git fails, unless `check` is off."""
        done = subprocess.run(
            ["git", "-C", str(self.path), *arguments],
            capture_output=True,
            check=False,
            env={**os.environ, "GIT_CONFIG_GLOBAL": f"{os.environ['HOME']}/gitconfig", **(env or {})},
            encoding="utf-8",
            errors="surrogateescape",
        )
        assert not check or done.returncode == 0, f"git {arguments}: {done.stderr}"
        return done

    def run(self, *arguments: str) -> str:
        """Run git here and return what it prints, without the final newline."""
        return self.git(*arguments).stdout.removesuffix("\n")

    def write(self, path: str, content: str | bytes = "") -> Path:
        """Write a file, with the folders that it needs."""
        file = self.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def commit(self, message: str = "change", *, files: Mapping[str, str | bytes] | None = None) -> str:
        """Write files, stage everything and commit it without hooks; returns the commit's id."""
        for path, content in (files or {}).items():
            self.write(path, content)
        self.run("add", "-A", "--sparse")
        self.run("commit", "-q", "--no-verify", "--allow-empty", "-m", message)
        return self.run("rev-parse", "HEAD")

    def tree(self, revision: str = "HEAD") -> str:
        """The id of a revision's tree."""
        return self.run("rev-parse", f"{revision}^{{tree}}")


@pytest.fixture(autouse=True)
def isolated(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No variable of an outer git, pre-commit or CI, no configuration of the user's; an own HOME.

    The suite itself may run inside a hook, whose GIT_INDEX_FILE would lead every git call to the outer index.
    """
    for name in list(os.environ):
        if name.startswith(_OUTSIDE) or name in _OUTSIDE_EXACT:
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    (home / "gitconfig").write_text('[init]\n\tdefaultBranch = main\n[protocol "file"]\n\tallow = always\n')
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "A Tester")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "tester@example.com")
        monkeypatch.setenv(f"GIT_{role}_DATE", "2024-01-01T00:00:00+00:00")
    yield home


@pytest.fixture
def hostile_config(isolated: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A global configuration that changes whatever it can; the file that appears once one of its programs has run.

    It is in force for what is tested, not for `GitRepo`.
    """
    marker = isolated / "was-executed"
    hostile = isolated / "hostile-gitconfig"
    hostile.write_text((isolated / "gitconfig").read_text() + HOSTILE.format(marker=marker))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(hostile))
    return marker


@pytest.fixture
def git_repo(tmp_path: Path) -> Callable[..., GitRepo]:
    """Makes an empty repository: `git_repo()`, `git_repo("name", "--bare")`, `git_repo("x", "--object-format=...")`."""

    def make(name: str = "repo", *options: str) -> GitRepo:
        path = tmp_path / name
        path.mkdir(parents=True)
        repo = GitRepo(path)
        repo.run("init", "-q", *options)
        return repo

    return make


@pytest.fixture
def git_repo_at() -> Callable[[Path], GitRepo]:
    """A repository that is there already (a clone, a linked work tree, a submodule)."""
    return GitRepo
