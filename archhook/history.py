"""[I/O] Walks history: the commits of a range or of a push, merge bases, renames.

GitPython starts git; what git says is read here. Its own index, diff and commit objects are not used: they fail on
SHA-256, on index version 4 and on names that are not UTF-8, the diff without a word. No verdict rests on history, it
only tells which commits are to be judged and makes messages better.
"""

from __future__ import annotations

from archhook.change.changeset import decode, is_null
from archhook.errors import GitError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SHALLOW = "in a shallow clone, fetch more history (`git fetch --unshallow`; in CI: `fetch-depth: 0`)"
_SETTINGS = {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_OPTIONAL_LOCKS": "0"}
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
        code, output, errors = _git(git_dir, "rev-list", "--no-walk=unsorted", "--parents", *some)
        if code:
            raise _failed("read the parents of commits", errors)
        lines = (line.split() for line in decode(output).splitlines())
        found |= {line[0]: tuple(line[1:]) for line in lines}
    return found


def mentions(git_dir: str, commit: str, words: Iterable[str], paths: Iterable[str]) -> bool:
    """Whether the tree of a commit holds one of some words in the files at some paths, folders included."""
    patterns = [part for word in words for part in ("-e", word)]
    exact = [f":(top,literal){path}" for path in paths]
    options = ("--quiet", "--word-regexp", "--fixed-strings", "--text", "--no-color")
    code, _, errors = _git(git_dir, "grep", *options, *patterns, commit, "--", *exact)
    if code not in {0, 1}:
        raise _failed(f"look into {commit}", errors)
    return not code


def merge_base(git_dir: str, one: str, other: str) -> str:
    """The best common ancestor of two commits; "" where they have none, or where a shallow clone does not hold it."""
    code, output, errors = _git(git_dir, "merge-base", "--end-of-options", one, other)
    if code not in {0, 1}:
        raise _failed("find a common ancestor", errors)
    return decode(output).strip()


def peel(git_dir: str, revision: str) -> str:
    """The id of the commit that a revision, a tag for instance, leads to; "" where it leads to none."""
    if not revision or "\0" in revision:
        return ""
    code, output, _ = _git(git_dir, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return "" if code else decode(output).strip()


def renames(git_dir: str, old_tree: str, new_tree: str) -> tuple[tuple[str, str], ...]:
    """(old path, new path) of the files that were renamed between two trees, as git guesses. For messages alone."""
    code, output, errors = _git(
        git_dir, "diff-tree", "-r", "-z", "--name-status", "--find-renames", "--diff-filter=R", old_tree, new_tree
    )
    if code:
        raise _failed("look for renames", errors)
    fields = decode(output).split("\0")
    return tuple(zip(fields[1::3], fields[2::3], strict=False))


def _rev_list(git_dir: str, *arguments: str) -> tuple[str, ...]:
    code, output, errors = _git(git_dir, "rev-list", "--topo-order", "--reverse", *arguments)
    if code:
        raise _failed("list the commits", errors)
    return tuple(decode(output).split())


def _git(git_dir: str, *arguments: str) -> tuple[int, bytes, str]:
    """Exit code, standard output and standard error of git in the repository with this folder."""
    try:
        from git import Repo
        from git.exc import GitError as PythonGitError
    except ImportError as error:
        raise GitError(f"GitPython cannot be used: {error}", fix="put git on PATH") from error
    try:
        with Repo(git_dir) as repo:
            repo.git.update_environment(GIT_DIR=git_dir, **_SETTINGS)
            code, output, errors = repo.git.execute(
                ["git", *arguments],
                with_extended_output=True,
                with_exceptions=False,
                stdout_as_string=False,
                strip_newline_in_stdout=False,
            )
    except (PythonGitError, OSError) as error:
        raise GitError(f"git could not be asked about the history: {error}") from error
    return code, output, errors


def _failed(what: str, errors: str) -> GitError:
    return GitError(f"git could not {what}: {errors.strip()}", fix=_SHALLOW)
