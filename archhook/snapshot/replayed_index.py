"""[I/O] The index as some commands of git would leave it, in a copy: what a commit would record, before it is made.

Objects that are new go to a temporary folder, with the copy; the repository stays as it is. No filter, hook or file
system monitor is started: content that a filter would convert is taken as it lies there.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archhook.errors import GitError
from archhook.snapshot import command
from archhook.snapshot.changeset import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archhook.snapshot.git import Repo

    Step = tuple[str, tuple[str, ...]]
    """A folder, and the words of a command of git that is called there."""


@contextmanager
def replayed(repo: Repo, env: Mapping[str, str], steps: Sequence[Step]) -> Iterator[dict[str, str]]:
    """The variables with which git, and whoever opens the repository, see the index after some steps.

    `env`: the variables of the commit, GIT_INDEX_FILE and the like. A step `("only", PATHS)` or `("include", PATHS)` is
    what `git commit` does with paths. `GitError` where a step fails.
    """
    folder = tempfile.mkdtemp(prefix="archhook-index-")
    try:
        index = os.path.join(folder, "index")
        if os.path.exists(repo.index_path):
            shutil.copy2(repo.index_path, index)  # with its time: git compares the times of files with it
        objects = os.path.join(folder, "objects")
        os.mkdir(objects)
        own = env.get("GIT_OBJECT_DIRECTORY") or os.path.join(repo.common_dir, "objects")
        others = env.get("GIT_ALTERNATE_OBJECT_DIRECTORIES", "")
        variables = {
            **{name: value for name, value in env.items() if name in ("GIT_DIR", "GIT_WORK_TREE")},
            "GIT_INDEX_FILE": index,
            "GIT_OBJECT_DIRECTORY": objects,
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": os.pathsep.join([_quoted(own), others] if others else [_quoted(own)]),
        }
        seen = command.environment({**os.environ, **variables})
        for where, words in steps:
            _step(command.without_filters(seen, command.settings(seen, where)), where, words)
        yield variables
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _step(env: Mapping[str, str], folder: str, words: tuple[str, ...]) -> None:
    if words[0] not in ("only", "include"):
        _git(env, folder, *words)
        return
    top = decode(_git(env, folder, "rev-parse", "--show-toplevel")).removesuffix("\n")
    listing: tuple[str, ...] = ("ls-files", "-z", "--full-name")
    if words[0] == "only":  # what HEAD alone still holds is meant, too, and what nobody knows an error
        born = command.start(env, folder, "rev-parse", "--quiet", "--verify", "HEAD").communicate()[0] == 0
        listing += ("--error-unmatch", *(("--with-tree=HEAD",) if born else ()))
    paths = _git(env, folder, *listing, "--", *words[1:])
    if words[0] == "only":
        _git(env, top, "read-tree", "HEAD" if born else "--empty")
    _git(env, top, "update-index", "--add", "--remove", "-z", "--stdin", given=paths)


def _git(env: Mapping[str, str], folder: str, *words: str, given: bytes = b"") -> bytes:
    code, told, errors = command.start(env, folder, *words, standard_input=given).communicate()
    if code:
        raise GitError(f"git {words[0]} would fail: {decode(errors).strip()}")
    return told


def _quoted(path: str) -> str:
    """A path for a list that is parted by colons; in quotes it may hold one."""
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"' if os.pathsep in path or path[:1] == '"' else path
