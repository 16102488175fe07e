"""What git would make by merging a commit into another, judged as the tree of a commit is; and what is new in it.

Two branches of which each is in order may be broken together: a circle of `requires` of which each has a half, an id
that both gave, a module that one took away and the other began to import.
"""

from __future__ import annotations

from archhook.check.api import judge, open_repo, open_state
from archhook.check.request import UnsoundLedger, no_progress
from archhook.errors import ArchhookError, GitError, NoLedgerError
from archhook.snapshot.changeset import short_name
from archhook.snapshot.git import Repo
from archhook.snapshot.merged_tree import Conflicts, Merging

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from archhook.check.request import Judgement, Progress, Request
    from archhook.model.findings import Finding, Verdict
    from archhook.project.baseline import Key
    from archhook.snapshot.changeset import Change

NAMED = 10
"""So many files with conflicts are named."""


def judge_merge(request: Request, progress: Progress = no_progress) -> Judgement:
    """The verdict on the merge of `request.merge` into `request.rev` ("" for HEAD), in which each finding says whether
    it is new: neither side has it. `GitError` where git finds conflicts, `ArchhookError` where nothing can be judged.
    """
    repo = open_repo(request.cwd)
    if not isinstance(repo, Repo):
        raise GitError(f"a merge needs a git repository, and {request.cwd} is in none", fix="`git init`")
    into = request.rev or "HEAD"
    sides = [_commit(repo, side) for side in (into, request.merge)]
    (ours, our_tree), (theirs, their_tree) = sides
    with Merging(repo, ours, theirs) as merging:
        from archhook.check import incremental, run, verdict  # noqa: F401  # imported while git is at work

        try:
            tree = merging.tree()
        except Conflicts as found:
            raise _to_be_settled(repo, request, ours, found.paths) from None
        request = request._replace(rev=tree, bases=(our_tree, their_tree))
        names = (short_name(request.merge), short_name(into))
        judged = judge(request, progress, repo)
        judged = judged._replace(notes=(*judged.notes, *_taken_away(repo, request, names)))
        if not judged.verdict.findings:
            return judged
        known, why = _of_sides(repo, request._replace(bases=(tree, our_tree)), sides, judged.verdict)
    if why:
        return judged._replace(notes=(*judged.notes, f"what is new in the merge is not known: {why}"))
    return judged._replace(verdict=_marked(judged.verdict, known))


def _taken_away(repo: Repo, request: Request, names: tuple[str, str]) -> tuple[str, ...]:
    """What to say of imports that mean a file on one side, and none in the merge, since the other took that away.

    `request.bases`: the trees of both sides; `names`: of the one that took away what each of them lacks.
    """
    pending = [repo.start_changes("merge", side, request.rev) for side in request.bases]
    gone = [[one.path for one in each.finish() if _is_gone(one)] for each in pending]
    if not any(gone):
        return ()
    from archhook.check.taken_away import lost_imports

    try:
        opened = open_state(request._replace(law="", verify=False), repo=repo)
    except UnsoundLedger:
        return ()  # nothing is judged: that is said
    run, state, _, close = opened
    notes: list[str] = []
    try:
        facts = state.facts(run.inventories)
        for paths, name in zip(gone, names, strict=True):
            own = [path.removeprefix(run.prefix) for path in paths if path.startswith(run.prefix)]
            for path, places in lost_imports(facts, own, run.inventories).items() if own else ():
                where = ", ".join(f"{run.prefix}{importer}:{line}" for importer, line in places)
                notes.append(
                    f"{name} took away {run.prefix}{path}, which the merge still imports: {where}. That breaks no law,"
                    " but nothing is there to import: mend it unless it may fail"
                )
    finally:
        close()
    return tuple(notes)


def _is_gone(change: Change) -> bool:
    """Whether a Python file is none any more."""
    was, now = change.old, change.entry
    regular = was is not None and was.mode.startswith("100")
    return regular and change.path.endswith(".py") and (now is None or not now.mode.startswith("100"))


def _commit(repo: Repo, revision: str) -> tuple[str, str]:
    """(id, id of the tree) of the commit that a revision names."""
    if revision == "HEAD" and not repo.head_tree:
        raise GitError("HEAD has no commit yet, so there is nothing to merge into", fix="commit first")
    commit, tree = repo.resolve(revision)
    if not commit:
        raise GitError(f"{revision!r} names a tree, and what is merged is a commit", fix="name a commit or a branch")
    return commit, tree


def _of_sides(
    repo: Repo, request: Request, sides: Sequence[tuple[str, str]], merged: Verdict
) -> tuple[Counter[Key], str]:
    """(what is found on either side: of each key as many as on the side that has more; why that cannot be told)."""
    from collections import Counter

    from archhook.project.baseline import key_of

    known: Counter[Key] = Counter()
    for commit, _ in sides:
        side = request._replace(source="commit", rev=commit)
        try:
            verdict = judge(side, repo=repo).verdict
        except NoLedgerError:
            continue
        except ArchhookError as error:
            return known, f"{short_name(commit)} cannot be judged: {error.message}"
        if _judged_less(verdict, merged):
            return known, f"the ledger of {short_name(commit)} is not sound, so the other laws are not judged there"
        known |= Counter(map(key_of, verdict.findings))
    return known, ""


def _judged_less(side: Verdict, merged: Verdict) -> bool:
    """Whether laws were judged of a merge that were not of a side of it."""
    if side.judged == "all":
        return False
    return merged.judged == "all" or (side.unreadable and not merged.unreadable)


def _marked(verdict: Verdict, known: Counter[Key]) -> Verdict:
    """The verdict in which each finding says whether there are more of its kind than are `known`."""
    from archhook.project.baseline import key_of, not_among

    keyed: list[tuple[Finding, Key]] = [(one, key_of(one)) for one in verdict.findings]
    new = set(map(id, not_among(keyed, known.elements())))
    return verdict._replace(findings=tuple(one._replace(new_in_merge=id(one) in new) for one in verdict.findings))


def _to_be_settled(repo: Repo, request: Request, ours: str, paths: tuple[str, ...]) -> GitError:
    """What to say where git finds conflicts."""
    from archhook.check.committed_config import config_at
    from archhook.check.last_judged import may_be_ledger

    try:
        configured = config_at(repo, request)(ours).ledger
    except ArchhookError:  # that, too, is to be seen once the conflicts are settled
        configured = ""
    prefix = request.prefix
    ledger = [path for path in paths if may_be_ledger(path.removeprefix(prefix), configured)]
    more = f" and {len(paths) - NAMED} more" if len(paths) > NAMED else ""
    named = ", ".join(paths[:NAMED]) + more
    theirs = short_name(request.merge)
    merge = f"merge it where they can be settled (`git merge {theirs}`)"
    resolve = "`archhook sync --resolve` settles the ledger"
    if ledger and len(ledger) == len(paths):
        fix = f"{merge}: {resolve}; then `git add {' '.join(ledger)}` and commit"
    else:
        fix = f"{merge}{f', where {resolve}' if ledger else ''}; that commit is judged as any other"
    into = short_name(request.rev or "HEAD")
    where = f"{named}{', the ledger' if len(ledger) == len(paths) == 1 else ''}"
    return GitError(
        f"git finds conflicts in merging {theirs} into {into}: {where or 'it does not say where'}",
        path=paths[0] if paths else "",
        fix=fix,
    )
