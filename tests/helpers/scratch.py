"""A repository that a program may do with what it likes, and an environment that nothing of the outside reaches."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_OUTSIDE = ("GIT_", "PRE_COMMIT", "ARCHHOOK_", "GITHUB_")
_INSIDE = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "LC_ALL": "C",
    **{f"GIT_{role}_NAME": "A Tester" for role in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{role}_EMAIL": "tester@example.com" for role in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{role}_DATE": "2024-01-01T00:00:00+00:00" for role in ("AUTHOR", "COMMITTER")},
}


def seal_environment() -> None:
    """For a program of its own: git obeys no configuration of the user's, and no outer hook."""
    for name in list(os.environ):
        if name.startswith(_OUTSIDE):
            del os.environ[name]
    os.environ.update(_INSIDE)


class Scratch:
    """A work tree with its repository; paths are relative to it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def git(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Runs git here; `RuntimeError` where it fails, unless `check` is off."""
        done = subprocess.run(
            ["git", "-C", str(self.path), *arguments],
            capture_output=True, check=False, encoding="utf-8", errors="surrogateescape", stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if check and done.returncode:
            raise RuntimeError(f"git {' '.join(arguments)}: {done.stderr}")
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

    def write(self, path: str, text: str) -> None:
        """Writes a file, with the folders that it needs."""
        file = self.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8", "surrogateescape"))

    def commit(self, message: str) -> str:
        """Commits all that is there, without hooks; returns the commit's id."""
        self.run("add", "-A")
        return self.commit_index(message)

    def commit_index(self, message: str) -> str:
        """Commits the index; returns the commit's id."""
        self.run("commit", "-q", "--no-verify", "--allow-empty", "-m", message)
        return self.run("rev-parse", "HEAD")
