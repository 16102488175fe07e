"""Whatever a repository's configuration holds: where git works, the verdict stands; where not, git's words are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.cli import archhook
from helpers.synthetic import project

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

TAKEN = {
    "latin-1": b"[user]\n\tname = Jos\xe9\n",
    "keys without values": b'[remote "origin"]\n\turl = x\n\tfetch\n[a]\n\tb\n',
    "a line that goes on": b'[a "b\\"c"]\n x = "1\\\n2"\n y = 1 \\\n  2\n',
    "an include that is not there": b'[include]\n\tpath = /no/such/file\n[includeIf "gitdir:/x"]\n\tpath = no\n',
    "CRLF": b"[a]\r\n\tb = c\r\n",
    "sections on one line": b"[a]b=c\n[A]B=d\n[a]\n[a]\n",
    "very much": b"[a]\n" + b"\tb = 0123456789\n" * 20_000,
    "a percent sign": b"[a]\n\tb = %(c)s %\n",
    "another work tree": b"[core]\n\tworktree = ..\n",
}
REFUSED = {
    "NUL": b"[a]\n\tb = c\0d\n\0\n",
    "an open quote": b'[a]\n\tb = "c\n',
    "a bare word": b"[a]\n\tb c\n",
    "an unknown extension": b"[core]\n\trepositoryformatversion = 1\n[extensions]\n\tnosuch = 1\n",
    "itself included": b"[include]\n\tpath = config\n",
    "no number": b"[core]\n\trepositoryformatversion = x\n",
}
COMMANDS = (
    ("check",),
    ("check", "--range", "HEAD~1..HEAD"),
    ("check", "--merge", "HEAD~1"),
    ("check", "--law", "HEAD~1"),
    ("hook", "pre-push", "origin", "x"),
)


def run(repo: GitRepo, *arguments: str) -> subprocess.CompletedProcess[str]:
    ids = [repo.git("rev-parse", name, check=False).stdout.strip() for name in ("HEAD", "HEAD~1")]
    pushed = f"refs/heads/main {ids[0]} refs/heads/main {ids[1]}\n"
    return archhook(repo.path, *arguments, standard_input=pushed, timeout=60)


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo]) -> GitRepo:
    made = git_repo()
    made.commit("one", files=project(3))
    made.commit("two", files={"README": "x\n"})
    return made


@pytest.mark.parametrize("name", TAKEN)
def test_what_git_takes_changes_no_verdict(repo: GitRepo, name: str) -> None:
    with (repo.path / ".git/config").open("ab") as file:
        file.write(TAKEN[name])
    repo.run("rev-list", "HEAD")
    for arguments in COMMANDS:
        done = run(repo, *arguments)
        assert (done.returncode, done.stdout) == (0, ""), (arguments, done.stderr)


@pytest.mark.parametrize("name", REFUSED)
def test_what_git_refuses_is_said_in_its_words(repo: GitRepo, name: str) -> None:
    (repo.path / ".git/config").write_bytes(REFUSED[name])
    refused = repo.git("rev-parse", "--show-toplevel", check=False)
    assert refused.returncode, "git takes it"
    for arguments in COMMANDS:
        done = run(repo, *arguments)
        assert done.returncode == 2, (arguments, done.stderr)
        assert refused.stderr.splitlines()[0].partition(":")[2].strip() in done.stderr


@pytest.mark.parametrize("what", ["folder", "unreadable", "missing"])
def test_a_configuration_that_cannot_be_read(repo: GitRepo, what: str) -> None:
    config = repo.path / ".git/config"
    config.unlink()
    if what == "folder":
        config.mkdir()
    elif what == "unreadable":
        config.symlink_to("config")
    taken = not repo.git("rev-list", "HEAD", check=False).returncode
    for arguments in COMMANDS:
        done = run(repo, *arguments)
        assert done.returncode == (0 if taken else 2), (arguments, done.stderr)
