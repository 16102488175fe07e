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


def branches_below(git_dir: str, below: Iterable[str]) -> tuple[str, ...]:
    """The full names of the branches, remote-tracking ones included, that begin with one of some words, which end in
    "/"; those that stand for another (`origin/HEAD`) are left out.
    """
    asked = ("for-each-ref", "--format=%(refname) %(symref)", *below)
    rows = (line.partition(" ") for line in decode(_git(git_dir, "list the branches", *asked)[1]).splitlines())
    return tuple(name for name, _, other in rows if not other)


def alike(git_dir: str, revisions: Sequence[str], paths: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Revisions, in order, grouped by what their trees hold at some paths: all are looked up by one git."""
    if any("\n" in path for path in paths):  # git would take it for two
        return tuple((revision,) for revision in revisions)
    env = command.environment(os.environ) | {"GIT_DIR": git_dir}
    request = encode("".join(f"{revision}:{path}\n" for revision in revisions for path in paths))
    asked = ("cat-file", "--batch-check=%(objectname)")
    told = command.answer(command.start(env, git_dir, *asked, standard_input=request, much=True), "look up files")
    lines = [line if " " not in line else "" for line in decode(told).split("\n")]
    groups: dict[tuple[str, ...], list[str]] = {}
    for number, revision in enumerate(revisions):
        groups.setdefault(tuple(lines[number * len(paths) : (number + 1) * len(paths)]), []).append(revision)
    return tuple(map(tuple, groups.values()))


def remotes(git_dir: str) -> dict[str, set[str]]:
    """Name of a remote -> its addresses, as git goes to them."""
    found: dict[str, set[str]] = {}
    for line in decode(_git(git_dir, "list the remotes", "remote", "-v")[1]).splitlines():
        name, _, rest = line.partition("\t")
        end = max(rest.rfind(" (fetch)"), rest.rfind(" (push)"))  # a filter may follow
        found.setdefault(name, set()).add(_address(rest[:end] if end >= 0 else rest))
    return found


def remotes_at(git_dir: str, remote: str, url: str) -> tuple[str, ...]:
    """The names of the remotes at the place that a push goes to: the one that it names first.

    `remote`: a name, or an address; `url`: the address, "" where it is not known. Of an address that no remote has, all
    remotes: it may be another spelling of theirs.
    """
    known = remotes(git_dir)
    places = known.get(remote, {_address(remote)}) | ({_address(url)} if url else set())
    same = sorted(name for name, addresses in known.items() if name != remote and addresses & places)
    if remote in known:
        return (remote, *same)
    return tuple(same) or (tuple(sorted(known)) if "/" in remote or ":" in remote else (remote,) if remote else ())


def _address(url: str) -> str:
    """An address without what makes no difference."""
    return url.removeprefix("file://").rstrip("/").removesuffix("/.git").removesuffix(".git")


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
