"""[I/O] The gates: which snapshots a hook judges.

A push is judged ref by ref, each at its own commit, whatever is checked out. The decisions are pure; standard input,
the repository and its history are asked by the last five functions.
"""

from __future__ import annotations

from archhook.errors import GitError, UsageError
from archhook.hooks.branch_law import HEADS, Target, branch_law, is_shared
from archhook.snapshot.changeset import is_id, is_null, short_id, short_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import NamedTuple

    from archhook.check.committed_config import ConfigAt
    from archhook.check.request import Request
    from archhook.hooks.branch_law import BranchLaw
    from archhook.model.config import Config
    from archhook.snapshot.git import Repo
else:
    from archhook.records import NamedTuple

OVERRIDES = (("INV411", "error"),)
"""Severities that hold for whatever a push gate judges: what is planned does not reach a shared branch."""

_NAMED = 3  # so many refs that are not judged are named
_FIRST_ONLY = (
    "pre-commit tells its hooks of the first pushed ref alone; others of the same push are not judged here "
    "(`archhook install` writes a hook that sees them all)"
)
_NO_INPUT = "git hands the pushed refs to its pre-push hook; there are none here"


class PushedRef(NamedTuple):
    """One ref of a push. `remote_ref` "" where it is not known; `remote_oid` is what the remote is known to have."""

    local_ref: str
    local_oid: str  # an id, or a revision where only that is known; zeros: the ref is deleted
    remote_ref: str
    remote_oid: str

    @property
    def branch(self) -> str:
        """The name of the branch that is pushed to, "" where it is none."""
        return self.remote_ref.removeprefix(HEADS) if self.remote_ref.startswith(HEADS) else ""


class Push(NamedTuple):
    """What a push hook is told. `partial`: there may be more refs than these."""

    remote: str
    refs: tuple[PushedRef, ...]
    partial: bool = False
    url: str = ""  # address of the remote, "" where nobody says


class Selection(NamedTuple):
    """The refs that are gated, each with whether every new commit is judged; why others are not; of these, those that
    are judged as merged, each with the branch that they are merged with; and the commit by whose law a ref is judged.
    """

    gated: tuple[tuple[PushedRef, bool], ...]
    notes: tuple[str, ...]
    merged: tuple[tuple[PushedRef, str], ...] = ()
    laws: tuple[tuple[PushedRef, str], ...] = ()


class Gated(NamedTuple):
    """A commit to judge, and the name to report it under. `merge`: the revision that it is judged as merged with;
    `law`: the commit by whose law, "" for its own.
    """

    name: str
    commit: str
    merge: str = ""
    law: str = ""


class Plan(NamedTuple):
    """What a push gate judges, in order, and what a person should be told beside it."""

    commits: tuple[Gated, ...]
    notes: tuple[str, ...]


def read_push(standard_input: bytes | None, environment: Mapping[str, str], operands: Sequence[str]) -> Push:
    """What is being pushed: from the lines that git writes to a pre-push hook, else from pre-commit's variables.

    `standard_input` None: there is none (a terminal). `operands`: name and URL of the remote, from git. With them and
    without a line there is nothing to push. `UsageError` where nobody says what is pushed, or in another form.
    """
    lines = (standard_input or b"").splitlines()
    url = operands[1] if len(operands) > 1 else environment.get("PRE_COMMIT_REMOTE_URL", "")
    if lines:
        remote = operands[0] if operands else environment.get("PRE_COMMIT_REMOTE_NAME", "")
        return Push(remote, tuple(map(_pushed_ref, lines)), url=url)
    wanted = environment.get("PRE_COMMIT_TO_REF") or environment.get("PRE_COMMIT_LOCAL_BRANCH")
    if wanted:
        ref = PushedRef(
            environment.get("PRE_COMMIT_LOCAL_BRANCH", ""),
            wanted,
            environment.get("PRE_COMMIT_REMOTE_BRANCH", ""),
            environment.get("PRE_COMMIT_FROM_REF", ""),
        )
        return Push(environment.get("PRE_COMMIT_REMOTE_NAME", ""), (ref,), bool(ref.remote_ref), url)
    if operands and standard_input is not None:
        return Push(operands[0], ())
    raise UsageError(
        _NO_INPUT,
        fix="`archhook install` makes `git push` call this; by hand, judge a commit with `archhook check --rev REV`",
    )


def _pushed_ref(line: bytes) -> PushedRef:
    """One line of git's: `<local ref> <local id> <remote ref> <remote id>` (githooks(5)); the first may hold spaces."""
    fields = line.decode("utf-8", "surrogateescape").rsplit(" ", 3)
    if len(fields) != 4 or not all(is_id(fields[at]) for at in (1, 3)):
        raise UsageError(f"standard input is not what git tells a pre-push hook: {line!r}", fix=_NO_INPUT)
    return PushedRef(*fields)


def select(
    push: Push,
    config_of: Callable[[str], Config],
    law_of: Callable[[PushedRef, Config], BranchLaw | None] = lambda ref, own: None,
) -> Selection:
    """Which of the pushed refs are gated.

    Gated is what goes to a branch that the configuration of the pushed commit itself (`config_of`) calls shared, or
    that of the commit by whose law it is judged (`law_of`), and what goes nobody says where to. Deleting passes; a tag
    is no branch. With `merge-check` all other branches are judged as merged with the one that it names: not as shared
    ones are, on which no planned node may be.
    """
    gated: list[tuple[PushedRef, bool]] = []
    merged: list[tuple[PushedRef, str]] = []
    laws: list[tuple[PushedRef, str]] = []
    notes = [_FIRST_ONLY] if push.partial else []
    others, private = [], []
    for ref in push.refs:
        if is_null(ref.local_oid):
            continue
        if ref.remote_ref and not ref.branch:
            others.append(ref.remote_ref)
            continue
        config = config_of(ref.local_oid)
        law = law_of(ref, config)
        asked = (config, law.config) if law else (config,)
        if not ref.remote_ref or any(is_shared(ref.branch, one.shared_branches) for one in asked):
            gated.append((ref, any(one.every_commit for one in asked)))
            laws += [(ref, law.commit)] if law else []
        elif (with_branch := config.merge_check.removeprefix(HEADS)) not in ("", ref.branch):
            merged.append((ref, with_branch))
        else:
            private.append(ref.branch)
    notes += [*_passed(private, "shared branch", "shared branches"), *_passed(others, "branch", "branches")]
    return Selection(tuple(gated), tuple(notes), tuple(merged), tuple(laws))


def _passed(names: Sequence[str], one: str, many: str) -> tuple[str, ...]:
    """The note about refs that are not judged; () for none."""
    if len(names) < 2:
        return tuple(f"{name} is no {one}: not judged" for name in names)
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return (f"{', '.join(names[:_NAMED])}{more} are no {many}: not judged",)


def plan(
    selection: Selection,
    resolve: Callable[[str], str],
    new: Callable[[str], tuple[str, ...]],
    branch_at: Callable[[str], str] = str,
) -> Plan:
    """The commits to judge, each once: the tip of every gated ref, and what is new below it where that is asked for;
    and the merges.

    `resolve`: revision -> id of its commit; `new`: tip -> ids of the commits that the push brings, oldest first;
    `branch_at`: branch -> the revision that stands for it as it is on the remote.
    """
    found: dict[tuple[str, str], str] = {}
    laws = dict(selection.laws)
    for ref, every in selection.gated:
        tip = resolve(ref.local_oid)
        name = ref.branch or ref.local_ref or ref.local_oid
        for commit in (*(new(tip) if every else ()), tip):
            found.setdefault((commit, laws.get(ref, "")), f"{name} ({short_id(commit)})")
    merges = []
    for ref, branch in selection.merged:
        tip, other = resolve(ref.local_oid), branch_at(branch)
        merges.append(Gated(f"{ref.branch} ({short_id(tip)}) merged with {short_name(other)}", tip, other))
    return Plan((*(Gated(name, commit, law=law) for (commit, law), name in found.items()), *merges), selection.notes)


def requests_of_push(
    request: Request, environment: Mapping[str, str], operands: Sequence[str]
) -> tuple[tuple[tuple[str, Request], ...], tuple[str, ...]]:
    """(what the gate of a push judges, each with the name to report it under; notes). Errors as `plan_push`."""
    from archhook.check.committed_config import config_at
    from archhook.hooks.before_adoption import since_adoption

    repo = _repository(request.cwd, "the gate of a push")
    pushed = read_push(standard_input(), environment, operands)
    config_of = config_at(repo, request)
    found = plan_push(repo, pushed, config_of, lambda commits: since_adoption(repo, commits, request, config_of))
    asked = request._replace(source="commit", overrides=OVERRIDES)
    merged = request._replace(source="merge")
    return tuple(
        (name, merged._replace(rev=commit, merge=merge) if merge else asked._replace(rev=commit, law=law))
        for name, commit, merge, law in found.commits
    ), found.notes


def requests_of_range(request: Request, text: str) -> tuple[tuple[tuple[str, Request], ...], tuple[str, ...]]:
    """(the commits of a range `A..B`, oldest first, each with the name to report it under; notes)."""
    from archhook.check.committed_config import config_at
    from archhook.hooks.before_adoption import passed_over, since_adoption
    from archhook.snapshot.history import commits_of_range

    repo = _repository(request.cwd, "--range")
    every = commits_of_range(repo.git_dir, text)
    commits = since_adoption(repo, every, request, config_at(repo, request))
    notes = passed_over(len(every) - len(commits)) if commits else (f"{text} holds no commit",)
    request = request._replace(source="commit")
    return tuple((f"commit {short_id(commit)}", request._replace(rev=commit)) for commit in commits), notes


def _repository(folder: str, needed_by: str) -> Repo:
    from archhook.snapshot.git import Repo

    repo = Repo.open(folder)
    if repo is None:
        raise GitError(f"{needed_by} needs a git repository, and {folder} is in none")
    return repo


def standard_input() -> bytes | None:
    """What was written to this process; None where it has no standard input but a terminal."""
    import sys

    if sys.stdin is None or sys.stdin.closed or sys.stdin.isatty():
        return None
    return sys.stdin.buffer.read()


def plan_push(
    repo: Repo,
    pushed: Push,
    config_of: ConfigAt,
    since_adoption: Callable[[tuple[str, ...]], tuple[str, ...]],
) -> Plan:
    """What the gate of a push judges. `GitError` where a pushed commit or the history cannot be read.

    `since_adoption`: those of the new commits that there is a ledger to judge by (before_adoption.py).
    """
    from archhook.hooks.before_adoption import passed_over

    passed: set[str] = set()

    def new(tip: str) -> tuple[str, ...]:
        from archhook.snapshot.history import new_commits

        every = new_commits(repo.git_dir, tip, pushed.remote, [ref.remote_oid for ref in pushed.refs])
        judged = since_adoption(every)
        passed.update({*every} - {*judged})
        return judged

    def branch_at(branch: str) -> str:
        """The branch as it is going to be on the remote, as far as that is known here."""
        along = [ref.local_oid for ref in pushed.refs if ref.branch == branch and not is_null(ref.local_oid)]
        for revision in (*along, f"refs/remotes/{pushed.remote}/{branch}", f"{HEADS}{branch}"):
            if repo.find_tree(revision):
                return revision
        remote = pushed.remote or "the remote"
        fetch = f"`git fetch {remote} {branch}:refs/remotes/{remote}/{branch}`" if pushed.remote else "fetch it"
        raise GitError(f"`merge-check` names {branch}, and no such branch of {remote} is known here", fix=fetch)

    def law_of(ref: PushedRef, own: Config) -> BranchLaw | None:
        # What pre-commit calls FROM_REF may be where a branch began, and is not what the remote has.
        there = Target(pushed.remote, ref.branch, "" if pushed.partial else ref.remote_oid, pushed.url)
        return branch_law(repo, there, own, config_of)

    found = plan(select(pushed, config_of, law_of), lambda revision: repo.resolve(revision)[0], new, branch_at)
    number = len(passed - {one.commit for one in found.commits})
    return found._replace(notes=(*found.notes, *passed_over(number)))
