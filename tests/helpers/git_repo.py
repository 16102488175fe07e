"""A real git repository, and an environment in which nothing of the outside reaches it."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from helpers.files import lay_out, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OUTSIDE = ("GIT_", "PRE_COMMIT", "ARCHHOOK_", "GITHUB_")
"""What the names of variables begin with that an outer git, pre-commit or CI may have set."""
DEVELOPER = {
    f"GIT_{role}_{name}": value
    for role in ("AUTHOR", "COMMITTER")
    for name, value in (("NAME", "A Tester"), ("EMAIL", "tester@example.com"), ("DATE", "2024-01-01T00:00:00+00:00"))
}
TAME = "TESTS_GIT_CONFIG"
"""The variable that names the global configuration which `GitRepo` obeys where that of what is tested is hostile."""


def seal_environment() -> None:
    """For a program of its own: git obeys no configuration of the user's, and no outer hook."""
    for name in list(os.environ):
        if name.startswith(OUTSIDE):
            del os.environ[name]
    os.environ.update(DEVELOPER, GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1", LC_ALL="C")


class GitRepo:
    """A work tree with its repository; paths are relative to it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def create(cls, path: Path, *options: str) -> GitRepo:
        """A new repository in a folder; `options` of `git init`."""
        path.mkdir(parents=True, exist_ok=True)
        made = cls(path)
        made.run("init", "-q", "-b", "main", *options)
        return made

    @classmethod
    def clone(cls, source: str | Path, path: Path, *options: str) -> GitRepo:
        """A clone of a repository in a folder that is not there yet; `options` of `git clone`."""
        cls(path.parent).run("clone", "-q", *options, str(source), str(path))
        return cls(path)

    def git(
        self, *arguments: str, check: bool = True, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Runs git here; fails where git fails, unless `check` is off."""
        tame = {"GIT_CONFIG_GLOBAL": os.environ[TAME]} if TAME in os.environ else {}
        done = subprocess.run(
            ["git", "-C", str(self.path), *arguments],
            capture_output=True, check=False, encoding="utf-8", errors="surrogateescape", stdin=subprocess.DEVNULL,
            env={**os.environ, **tame, **(env or {})},
        )  # fmt: skip
        assert not check or done.returncode == 0, f"git {' '.join(arguments)}: {done.stderr}"
        return done

    def run(self, *arguments: str) -> str:
        """What git prints, without the final newline."""
        return self.git(*arguments).stdout.removesuffix("\n")

    def paths(self, *patterns: str) -> list[str]:
        """The regular files that git tracks or would track, in order."""
        listed = self.run("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns)
        files = (self.path / path for path in set(listed.split("\0")) - {""})
        return sorted(str(file.relative_to(self.path)) for file in files if file.is_file() and not file.is_symlink())

    def read(self, path: str) -> str:
        """A file's text; bytes that are not UTF-8, and line ends, survive a `write`."""
        return (self.path / path).read_bytes().decode("utf-8", "surrogateescape")

    def write(self, path: str, content: str | bytes = "") -> Path:
        """Writes a file, with the folders that it needs."""
        return write(self.path / path, content)

    def stage(self, files: Mapping[str, str | bytes]) -> None:
        """Writes files and stages all that is there."""
        lay_out(self.path, files)
        self.run("add", "-A", "--sparse")

    def commit(self, message: str = "change", *, files: Mapping[str, str | bytes] | None = None) -> str:
        """Writes files and commits all that is there, without hooks; returns the commit's id."""
        self.stage(files or {})
        return self.commit_index(message)

    def commit_index(self, message: str = "change") -> str:
        """Commits the index, without hooks; returns the commit's id."""
        self.run("commit", "-q", "--no-verify", "--allow-empty", "-m", message)
        return self.run("rev-parse", "HEAD")

    def tree(self, revision: str = "HEAD") -> str:
        """The id of a revision's tree."""
        return self.run("rev-parse", f"{revision}^{{tree}}")
