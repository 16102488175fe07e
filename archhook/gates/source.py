"""Which snapshot the gate of a commit judges; asked at every commit, so it knows nothing of pushes."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def commit_source(environment: Mapping[str, str]) -> str:
    """The snapshot that the gate of a commit judges: `index` while git commits, else `worktree`.

    git sets GIT_INDEX_FILE for the hooks of a commit; under `pre-commit run` it is not set, and the hooks look at the
    work tree.
    """
    return "index" if environment.get("GIT_INDEX_FILE") else "worktree"
