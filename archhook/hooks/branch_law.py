"""By whose law a push to a branch is judged: that of the branch as the remote has it, where that says so itself.

A commit that turns `law = "branch"` off, or takes its branch off `shared-branches`, is so judged by the law that it
turns off. Where the remote has no such branch yet, its default branch speaks for it. A remote is known by its address,
whatever name a push gives it; no network is asked. Where it is not known what the remote has, while a shared branch
that is here asks for the law of the branch, the push is judged by that branch, or not at all (exit 2).
"""

from __future__ import annotations

from archhook.errors import ConfigError, GitError
from archhook.model.config import LAWS
from archhook.snapshot.changeset import is_null, short_id

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NamedTuple

    from archhook.check.committed_config import ConfigAt
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

REMOTES = "refs/remotes/"
"""What the full name of a remote-tracking branch begins with."""

_EVERYWHERE = (HEADS, REMOTES)


class BranchLaw(NamedTuple):
    """The commit by whose law a push is judged, and the configuration in its tree."""

    commit: str
    config: Config


class Target(NamedTuple):
    """Where a push goes. `oid`: what git says that the remote has, zeros for nothing, "" where git does not say."""

    remote: str  # name of the remote, or its address
    branch: str  # "" where it is not known
    oid: str
    url: str = ""  # its address, "" where git does not say


def is_shared(branch: str, patterns: Iterable[str]) -> bool:
    """Whether a branch matches one of the patterns of `shared-branches`: `*` stands for anything, `/` included."""
    from fnmatch import fnmatchcase

    return any(fnmatchcase(branch, pattern.removeprefix(HEADS)) for pattern in patterns)


def branch_law(repo: Repo, target: Target, own: Config, config_of: ConfigAt) -> BranchLaw | None:
    """The law of the branch that a push goes to; None where that is no other than the pushed commit's own.

    `own`: the configuration of the pushed commit; `config_of`: revision -> the configuration in its tree. `GitError`
    where it is the law of a commit that is not here, or that of a branch that nobody knows.
    """
    known = _Known(repo, target, config_of)
    if target.oid and not is_null(target.oid):
        if repo.find_tree(target.oid):
            return known.law_at(target.oid)
        if _holds(own, target) or known.asking(_EVERYWHERE):
            raise _not_here(target)
        return None
    last = known.tracked(target.branch)
    default = known.tracked(USUAL[0])
    guessed = default or tuple(ref for name in USUAL[1:] for ref in known.tracked(name))
    if last and not target.oid:
        return known.first_law(last)
    law = known.first_law((*last, *guessed))
    if law or default:
        return law
    if places := known.places():
        if known.asking(places) or (not guessed and (_holds(own, target) or known.asking(_EVERYWHERE))):
            raise _undecided(target, known.names[0])
        return None
    return known.asking(_EVERYWHERE)  # None: nothing of the remote is known here, it is the first push to it


class _Known:
    """What is known here of the remote that a push goes to."""

    def __init__(self, repo: Repo, target: Target, config_of: ConfigAt) -> None:
        self._repo, self._target, self._config_of = repo, target, config_of
        self._names: tuple[str, ...] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Under which the remote is configured; its address may have several, or be another spelling of any."""
        if self._names is None:
            from archhook.snapshot.history import remotes_at

            self._names = remotes_at(self._repo.git_dir, self._target.remote, self._target.url)
        return self._names

    def tracked(self, branch: str) -> tuple[str, ...]:
        """The remote-tracking branches of a branch of the remote, those that there are."""
        refs = [f"{REMOTES}{name}/{branch}" for name in self.names if branch]
        return tuple(ref for ref in refs if self._repo.find_tree(ref))

    def places(self) -> tuple[str, ...]:
        """Below what the remote-tracking branches of the remote lie; () where there is none."""
        from archhook.snapshot.history import branches_below

        below = tuple(f"{REMOTES}{name}/" for name in self.names)
        return below if below and branches_below(self._repo.git_dir, below) else ()

    def law_at(self, revision: str) -> BranchLaw | None:
        """The law of a commit that is here, if it is to hold for others; one that cannot be read says nothing."""
        commit = self._repo.resolve(revision)[0]
        try:
            config = self._config_of(commit)
        except ConfigError:
            return None
        return BranchLaw(commit, config) if config.law == BRANCH else None

    def first_law(self, revisions: Iterable[str]) -> BranchLaw | None:
        """The first law that some revisions have."""
        return next(filter(None, map(self.law_at, revisions)), None)

    def asking(self, below: tuple[str, ...]) -> BranchLaw | None:
        """The law of a shared branch that asks for the law of the branch that is pushed to: of a branch of the same
        name, else of the first in order. `below`: what the full names of the branches begin with.
        """
        from archhook.snapshot.history import alike, branches_below, remotes

        git_dir = self._repo.git_dir
        names = sorted(remotes(git_dir), key=len, reverse=True)
        short = {ref: _branch_of(ref, names) for ref in branches_below(git_dir, below)}
        refs = sorted(short, key=lambda ref: (short[ref] != self._target.branch, not ref.startswith(HEADS), ref))
        for some in alike(git_dir, refs, self._config_of.paths):
            law = self.law_at(some[0])
            if law and _holds(law.config, self._target):
                shared = (ref for ref in some if is_shared(short[ref], law.config.shared_branches))
                if found := next(shared, None):
                    return law._replace(commit=self._repo.resolve(found)[0])
        return None


def _branch_of(ref: str, remotes: Iterable[str]) -> str:
    """The name of the branch that a ref stands for; the name of a remote may hold `/`."""
    if ref.startswith(HEADS):
        return ref.removeprefix(HEADS)
    rest = ref.removeprefix(REMOTES)
    known = (rest.removeprefix(f"{name}/") for name in remotes if rest.startswith(f"{name}/"))
    return next(known, rest.partition("/")[2])


def _holds(config: Config, target: Target) -> bool:
    """Whether a configuration asks for the law of the branch that a push goes to."""
    return config.law == BRANCH and (not target.branch or is_shared(target.branch, config.shared_branches))


def _not_here(target: Target) -> GitError:
    name = f"{target.branch or 'the branch'} of {target.remote or 'the remote'}"
    return GitError(
        f'by `law = "{BRANCH}"` the law of {name} holds for the push, and its commit {short_id(target.oid)} is not '
        "here",
        fix=f"git fetch {target.remote or 'REMOTE'} {target.branch}".rstrip(),
    )


def _undecided(target: Target, remote: str) -> GitError:
    name = target.branch or "the branch"
    return GitError(
        f'by `law = "{BRANCH}"` the default branch of {target.remote} gives the law for {name}, which is new there; '
        "nobody knows here which branch that is",
        fix=f"git remote set-head {remote} --auto",
    )
