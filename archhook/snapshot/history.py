"""[I/O] The history that git knows: the commits of a range or of a push, and what they hold.

GitPython starts git; what git says is read here. Its own index, diff and commit objects are not used: they fail on
SHA-256, on index version 4 and on names that are not UTF-8, the diff without a word; nor is its `Repo`, which reads
the configuration itself, and fails on what git takes. No verdict rests on history: it only tells which commits are to
be judged.
"""

from __future__ import annotations

import os

from archhook.errors import GitError, UsageError
from archhook.snapshot import command
from archhook.snapshot.changeset import decode, encode, is_null

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SHALLOW = "in a shallow clone, fetch more history (`git fetch --unshallow`; in CI: `fetch-depth: 0`)"
_UNREADABLE = "unable to read"  # `git grep` says so, and goes on
_AT_ONCE = 500  # commits on one command line


def commits_of_range(git_dir: str, text: str) -> tuple[str, ...]:
    """The ids of the commits of `A..B`, oldest first; `A..` and `..B` stand for HEAD on the open side.

    `UsageError` for another form, `GitError` where an end names no commit.
    """
    start, dots, end = text.partition("..")
    if not dots or end.startswith(".") or ".." in end or not (start or end):
        raise UsageError(f"{text!r} is no range of commits", fix="write A..B, such as origin/main..HEAD")
    for revision in (start, end):
        if revision and not peel(git_dir, revision):
            raise GitError(f"{revision!r} names no commit", fix=f"see `git log --all`; {_SHALLOW}")
    return _rev_list(git_dir, "--end-of-options", f"{start or 'HEAD'}..{end or 'HEAD'}")


def new_commits(git_dir: str, tip: str, remote: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The commits below `tip` that a push brings to a remote, oldest first; () where it has them all.

    What the remote has is told by its remote-tracking branches (`remote`: its name; an URL has none) and by `known`,
    the ids that it said it has; of those, ids that this repository does not hold are passed over.
    """
    have = [f"^{oid}" for oid in known if oid and not is_null(oid)]
    return _rev_list(git_dir, "--ignore-missing", tip, *have, "--not", f"--remotes={remote}")


def parents_of(git_dir: str, commits: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Commit -> its parents, as far as a shallow clone knows them."""
    found: dict[str, tuple[str, ...]] = {}
    for start in range(0, len(commits), _AT_ONCE):
        some = commits[start : start + _AT_ONCE]
        _, output, _ = _git(
            git_dir, "read the parents of commits", "rev-list", "--no-walk=unsorted", "--parents", *some
        )
        lines = (line.split() for line in decode(output).splitlines())
        found |= {line[0]: tuple(line[1:]) for line in lines}
    return found


def mentions(git_dir: str, commit: str, words: Iterable[str], paths: Iterable[str]) -> bool:
    """Whether the tree of a commit holds one of some words in the files at some paths, folders included."""
    patterns = [part for word in words for part in ("-e", word)]
    exact = [f":(top,literal){path}" for path in paths]
    options = ("--quiet", "--word-regexp", "--fixed-strings", "--text", "--no-color")
    what = f"look into {commit}"
    code, _, errors = _git(git_dir, what, "grep", *options, *patterns, commit, "--", *exact, accepted=(0, 1))
    if code and _UNREADABLE in errors:
        raise _failed(what, code, errors)
    return not code


def peel(git_dir: str, revision: str) -> str:
    """The id of the commit that a revision, a tag for instance, leads to; "" where it leads to none."""
    if not revision or "\0" in revision:
        return ""
    wanted = f"{revision}^{{commit}}"
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    code, output, errors = _git(git_dir, "look into the history", *asked, accepted=())
    if "not a git repository" in errors:
        raise _failed("look into the history", code, errors)
    return "" if code else decode(output).strip()


def merge_base(git_dir: str, one: str, other: str) -> str:
    """The id of the commit at which two revisions part: the newest that both histories have.

    "" where one of them names no commit, and where they have none in common, as in a shallow clone they may seem to.
    """
    commits = [peel(git_dir, revision) for revision in (one, other)]
    if not all(commits):
        return ""
    _, output, _ = _git(git_dir, "find where two revisions part", "merge-base", *commits, accepted=(0, 1))
    return decode(output).strip()


def tracked_branches(git_dir: str, remotes: Iterable[str]) -> tuple[str, ...]:
    """The remote-tracking branches of some remotes by full name; of those at one commit the first."""
    folders = [f"refs/remotes/{remote}/" for remote in remotes]
    asked = ("for-each-ref", "--format=%(objectname) %(refname)")
    output = _git(git_dir, "list the branches of a remote", *asked, *folders)[1] if folders else b""
    found: dict[str, str] = {}
    for line in decode(output).splitlines():
        commit, _, name = line.partition(" ")
        found.setdefault(commit, name)
    return tuple(found.values())


def remotes_at(git_dir: str, remote: str) -> tuple[str, ...]:
    """The names of the remotes that are where a push goes: `remote` itself, a name, and those of the same address.

    Of an address that no remote has, all remotes: another spelling of it may be theirs.
    """
    urls: dict[str, set[str]] = {}
    asked = ("config", "--get-regexp", "-z", r"^remote\..*\.(push)?url$")
    for entry in decode(_git(git_dir, "list the remotes", *asked, accepted=(0, 1))[1]).split("\0"):
        key, _, url = entry.partition("\n")
        if url:
            urls.setdefault(key.partition(".")[2].rpartition(".")[0], set()).add(_address(url))
    wanted = urls.get(remote, {_address(remote)})
    same = [name for name, own in urls.items() if own & wanted]
    if not same and ("/" in remote or ":" in remote):
        return tuple(urls)
    return tuple(dict.fromkeys((remote, *same)))


def _address(url: str) -> str:
    """An address without what makes no other of it."""
    return url.removeprefix("file://").rstrip("/").removesuffix(".git")


def _rev_list(git_dir: str, *arguments: str) -> tuple[str, ...]:
    _, output, _ = _git(git_dir, "list the commits", "rev-list", "--topo-order", "--reverse", *arguments)
    return tuple(decode(output).split())


def _git(git_dir: str, what: str, *arguments: str, accepted: tuple[int, ...] = (0,)) -> tuple[int, bytes, str]:
    """Exit code, standard output and standard error of git in the repository with this folder.

    `GitError` where it could not do `what` it was to do: for another code than those `accepted` (none: all are).
    """
    try:
        from git.cmd import Git
        from git.exc import GitError as PythonGitError
    except ImportError as error:
        raise GitError(f"GitPython cannot be used: {error}", fix="put git on PATH") from error
    try:
        code, output, errors = Git().execute(
            ["git", *command.OPTIONS, *arguments],
            with_extended_output=True,
            with_exceptions=False,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
            env=command.overlay(os.environ) | {"GIT_DIR": git_dir},
        )
    except (PythonGitError, OSError) as error:
        raise GitError(f"git could not be asked about the history: {error}") from error
    if accepted and code not in accepted:
        raise _failed(what, code, errors)
    return code, output, errors


def _failed(what: str, code: int, errors: str) -> GitError:
    error = command.failure(what, code, encode(errors))
    return GitError(error.message, fix=error.fix or _SHALLOW)
