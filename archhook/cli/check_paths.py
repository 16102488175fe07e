"""[I/O] `archhook check PATH ...`: the findings about some paths, as they are typed in the current folder."""

from __future__ import annotations

import os
from itertools import compress

from archhook.check.api import open_repo
from archhook.errors import UsageError
from archhook.suggest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archhook.check.request import Request
    from archhook.model.findings import Finding, Verdict
    from archhook.snapshot.folder import Folder
    from archhook.snapshot.git import Repo


def verdicts_about(words: Sequence[str], requests: Sequence[Request], verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts on what `requests` name with only the findings about some paths among those to be shown.

    `UsageError`, with what was probably meant, for a word that is no path on disk nor of any snapshot.
    """
    if not requests:
        return []
    repo = open_repo(requests[0].cwd)
    prefix = requests[0].prefix
    paths = [_path(repo, requests[0].cwd, word) for word in words]
    found = [one for verdict in verdicts for one in verdict.findings]
    doubtful = {path: word for path, word in zip(paths, words, strict=True) if not _known(repo, path, found, prefix)}
    if doubtful:
        there = {path for request in requests for path in _paths(repo, request)}
        for path, word in doubtful.items():
            if not any(_holds(path, one) for one in there):
                raise _unknown(repo, requests[0].cwd, word, there)
    return [narrowed(verdict, prefix, paths) for verdict in verdicts]


def narrowed(verdict: Verdict, prefix: str, paths: Iterable[str]) -> Verdict:
    """A verdict that shows only the findings about some paths: their place, or the file that they speak of.

    Paths are relative to the repository's top, `prefix` leads from there to the project. Where the ledger cannot be
    read, that is shown whatever is asked for.
    """
    paths = tuple(paths)
    if verdict.unreadable:
        return verdict
    meant = [any(_about(one, prefix, path) for path in paths) for one in verdict.findings]
    return verdict._replace(
        findings=tuple(compress(verdict.findings, meant)),
        elsewhere=tuple(one for one, shown in zip(verdict.findings, meant, strict=True) if not shown),
    )


def _about(finding: Finding, prefix: str, path: str) -> bool:
    return _holds(path, finding.path) or bool(finding.file and _holds(path, prefix + finding.file))


def _holds(path: str, other: str) -> bool:
    """Whether a path is another one, or a folder above it; "" is the top."""
    return path in ("", other) or other.startswith(f"{path}/")


def _path(repo: Repo | Folder, cwd: str, word: str) -> str:
    """The path that a word means, relative to the repository's top. `UsageError` where it lies outside."""
    if not repo.toplevel:  # bare: there is no current folder in it
        path = os.path.normpath(word)
    else:
        folder, name = os.path.split(os.path.normpath(os.path.join(cwd, word)))
        path = os.path.relpath(os.path.join(os.path.realpath(folder), name), os.path.realpath(repo.toplevel))
    if path == ".." or path.startswith(("../", "/")):
        raise UsageError(f"{word} lies outside the repository", fix="name a file or a folder of the project")
    return "" if path == "." else path


def _known(repo: Repo | Folder, path: str, findings: Iterable[Finding], prefix: str) -> bool:
    """Whether a path is there for all to see: on disk, or in a finding."""
    on_disk = bool(repo.toplevel) and os.path.lexists(os.path.join(repo.toplevel, path))
    return on_disk or any(_about(one, prefix, path) for one in findings)


def _paths(repo: Repo | Folder, request: Request) -> Iterable[str]:
    """Every path of a snapshot; of a merge, those of both sides."""
    if not request.is_frozen:
        return (change.path for change in repo.changes(request.source, ""))
    sides = (request.rev or "HEAD", request.merge) if request.source == "merge" else (request.rev,)
    trees = [repo.resolve(side)[1] for side in sides]
    return (change.path for tree in trees for change in repo.changes("commit", "", tree))


def _unknown(repo: Repo | Folder, cwd: str, word: str, there: Iterable[str]) -> UsageError:
    """What to say of a word that is no path."""
    path = _path(repo, cwd, word)
    near = nearest(path, there)
    if near is None:
        name = path.rpartition("/")[2]
        near = min((other for other in there if other.rpartition("/")[2] == name), default=None)
    fix = "name a file or a folder of the project; --rev REV judges a commit"
    if near:
        if repo.toplevel:  # as it is to be typed here
            near = os.path.relpath(os.path.join(os.path.realpath(repo.toplevel), near), os.path.realpath(cwd))
        fix = f"did you mean {near}?"
    return UsageError(f"there is no {word}, neither on disk nor in what is judged", fix=fix)
