"""What `archhook check --merge` costs beside a check of a commit and git's own merge."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from edits import commented, git
from helpers.git_repo import GitRepo
from measure import Job

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def merge_jobs(repo: Path, *, archhook: str, ours: str, theirs: str) -> list[Job]:
    """The two of them as one, and the merge. `ours`, `theirs`: files that differ on the two sides."""
    start = git(repo, "rev-parse", "HEAD").strip()
    moved(repo, "theirs", start, theirs)()
    moved(repo, "HEAD", start, ours)()
    git(repo, "reset", "-q", "--hard")
    check = [archhook, "check", "-q"]
    subprocess.run(check, cwd=repo, check=True)  # what the others start from
    both = f"{' '.join(check)} --rev next; git merge-tree --write-tree HEAD theirs"
    return [
        Job("check --rev + git merge-tree", ["sh", "-c", both], repo, moved(repo, "next", "HEAD", ours)),
        Job("check --merge", [*check, "--merge", "theirs"], repo, moved(repo, "theirs", start, theirs)),
    ]


def moved(repo: Path, branch: str, base: str, path: str) -> Callable[[], None]:
    """Has a branch hold another edit of a file on top of a commit; the work tree is not touched."""
    scratch = GitRepo(repo)
    index, edited = repo / ".git/bench-index", repo / ".git/bench-edited"
    env = {"GIT_INDEX_FILE": str(index)}
    numbers = iter(range(10**9))

    def move() -> None:
        edited.write_text(commented(git(repo, "show", f"{base}:{path}"), next(numbers)))
        scratch.git("read-tree", base, env=env)
        blob = git(repo, "hash-object", "-w", str(edited)).strip()
        scratch.git("update-index", "--cacheinfo", f"100644,{blob},{path}", env=env)
        tree = scratch.git("write-tree", env=env).stdout.strip()
        commit = git(repo, "commit-tree", "-p", base, "-m", "edited", tree).strip()
        git(repo, "update-ref", "HEAD" if branch == "HEAD" else f"refs/heads/{branch}", commit)

    return move
