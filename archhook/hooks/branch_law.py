"""By whose law a push to a branch is judged: that of the branch as the remote has it, where that says so itself.

A commit that turns `law = "branch"` off, or takes its branch off `shared-branches`, is so judged by the law that it
turns off. Where the remote has no such branch yet, its default branch speaks for it. A remote is told by its address:
under another name, or by the address alone, it is the same one.
"""

from __future__ import annotations

from archhook.errors import ConfigError, GitError
from archhook.model.config import LAWS
from archhook.snapshot.changeset import is_null

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import NamedTuple

    from archhook.model.config import Config
    from archhook.snapshot.git import Repo
else:
    from archhook.records import NamedTuple

BRANCH = LAWS[1]
"""The value of `law` by which a push is judged by the law of the branch."""

USUAL = ("HEAD", "main", "master")
"""How the remote-tracking branch is called that tells a remote's default branch: the first of these that is there."""

HEADS = "refs/heads/"
"""What the full name of a branch begins with."""

SHORT = 12
"""Characters of an id in a message."""


class BranchLaw(NamedTuple):
    """The commit by whose law a push is judged, and the configuration in its tree."""

    commit: str
    config: Config


class Target(NamedTuple):
    """Where a push goes. `oid`: what git says that the remote has, zeros for nothing, "" where git does not say."""

    remote: str  # name of the remote, or its address
    branch: str  # "" where it is not known
    oid: str


def is_shared(branch: str, patterns: Iterable[str]) -> bool:
    """Whether a branch matches one of the patterns of `shared-branches`: `*` stands for anything, `/` included."""
    from fnmatch import fnmatchcase

    return any(fnmatchcase(branch, pattern.removeprefix(HEADS)) for pattern in patterns)


def branch_law(repo: Repo, target: Target, own: Config, config_of: Callable[[str], Config]) -> BranchLaw | None:
    """The law of the branch that a push goes to; None where that is no other than the pushed commit's own.

    `own`: the configuration of the pushed commit; `config_of`: revision -> the configuration in its tree. `GitError`
    where it is the law of a commit that is not here.
    """

    def said_by(revision: str) -> BranchLaw | None:
        """The law of a commit that is here, if it is to hold for others; one that cannot be read says nothing."""
        commit = repo.resolve(revision)[0]
        try:
            config = config_of(commit)
        except ConfigError:
            return None
        return BranchLaw(commit, config) if config.law == BRANCH else None

    from archhook.snapshot.history import remotes_at, tracked_branches

    remotes = remotes_at(repo.git_dir, target.remote) if target.remote else ()

    def tracked(branch: str) -> str:
        """The remote-tracking branch, "" where there is none."""
        names = (f"refs/remotes/{remote}/{branch}" for remote in remotes if branch)
        return next(filter(repo.find_tree, names), "")

    known = tracked(target.branch)
    if target.oid and not is_null(target.oid):
        if repo.find_tree(target.oid):
            return said_by(target.oid)
        others = [tracked(name) for name in (target.branch, *USUAL)]
        laws = [law.config for one in others if one and (law := said_by(one))]
        if any(_holds(config, target) for config in (own, *laws)):
            raise _not_here(target)
        return None
    if known and not target.oid:
        return said_by(known)
    default = next(filter(None, map(tracked, USUAL)), "")
    if default:
        return said_by(default)
    branches = tracked_branches(repo.git_dir, remotes)
    laws = [law.config for one in branches if (law := said_by(one))]
    if branches and any(_holds(config, target) for config in (own, *laws)):
        raise _undecided(target)
    return None  # nothing of the remote is known here: it is the first push to it


def _holds(config: Config, target: Target) -> bool:
    """Whether a configuration asks for the law of the branch that a push goes to."""
    return config.law == BRANCH and (not target.branch or is_shared(target.branch, config.shared_branches))


def _not_here(target: Target) -> GitError:
    name = f"{target.branch or 'the branch'} of {target.remote or 'the remote'}"
    return GitError(
        f'by `law = "{BRANCH}"` the law of {name} holds for the push, and its commit {target.oid[:SHORT]} is not here',
        fix=f"git fetch {target.remote or 'REMOTE'} {target.branch}".rstrip(),
    )


def _undecided(target: Target) -> GitError:
    name = target.branch or "the branch"
    return GitError(
        f'by `law = "{BRANCH}"` the default branch of {target.remote} gives the law for {name}, which is new there; '
        "nobody knows here which branch that is",
        fix=f"git remote set-head {target.remote} --auto",
    )
