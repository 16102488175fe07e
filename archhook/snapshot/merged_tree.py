"""[I/O] The tree that git would make by merging one commit into another, without a work tree, an index or a program.

git merges in a repository of its own, a temporary folder that borrows the objects: it holds no configuration but the
one written here, so that no merge driver, filter, hook or fsmonitor runs that anybody has named, nothing is fetched,
and everybody's git is told the same of renames. What the merge adds lies in that folder, and goes with it.

Of the attributes, those that the tree of our side itself holds count, as they would in its work tree: what they say of
git's own drivers (`merge=union`, `-merge`) holds, and a driver that a configuration would have to define is none.

Of two commits of a submodule git takes the one that descends from the other. It looks for them where the submodule
lies: there is a repository of the same kind, which borrows the objects of the real one, as far as that is here.
"""

from __future__ import annotations

import os

from archhook.errors import GitError
from archhook.snapshot import command
from archhook.snapshot.changeset import SUBMODULE, decode, encode, records
from archhook.snapshot.temporary_folder import TemporaryFolder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType
    from typing import NamedTuple

    from archhook.snapshot.command import Process
    from archhook.snapshot.git import Repo
else:
    from archhook.records import NamedTuple

NEEDED = "git 2.38 or newer, which can merge without a work tree"

_SETTINGS = """\
[core]
	repositoryformatversion = 1
	bare = false
	attributesFile = /dev/null
	looseCompression = 0
	fsync = none
[extensions]
	objectFormat = {format}
[merge]
	renames = true
	directoryRenames = conflict
	renameLimit = 7000
	renormalize = false
[diff]
	renames = true
	renameLimit = 7000
"""
_NOBODYS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
}
_KEPT = ("GIT_ALTERNATE_OBJECT_DIRECTORIES",)  # where objects lie, as in the quarantine of a push that is received
_MERGE = ("merge-tree", "--write-tree", "-z", "--name-only", "--messages")
_CONFLICT = "CONFLICT"
_CONTENT = "Auto-merging"  # the type of what git says of a file whose content both sides have changed
_DRIVERS = (b"merge", b"binary", b"[attr]")  # without one of these, attributes tell nothing of merging
_AT_ONCE = 500  # paths on one command line
_UNRELATED = "unrelated histories"
_OLD = ("unknown option", "usage: git merge-tree")


class Conflicts(GitError):
    """git cannot merge two commits by itself. `paths`: of the files that a person has to settle, in git's order."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        super().__init__("git finds conflicts", path=paths[0] if paths else "")
        self.paths = paths


class Merging:
    """A merge under way: `with Merging(...) as merging: tree = merging.tree() ...`.

    What it adds to the repository's objects is there until the end.
    """

    def __init__(self, repo: Repo, ours: str, theirs: str) -> None:
        """`ours`, `theirs`: ids of commits; the first is merged into. git starts at once."""
        self._sides, self._repo = (ours, theirs), repo
        self._folder = TemporaryFolder()
        try:
            self._env = _lay_out(self._folder, repo)
            self._process: Process | None = self._start()
        except BaseException:
            self._folder.remove()
            raise

    def tree(self) -> str:
        """The id of the merged tree, which the repository knows from now on. `Conflicts` where git finds some,
        `GitError` where it cannot merge.
        """
        outcome = self._outcome()
        attributes = _driver_attributes(self._repo, self._sides[0], outcome.content) if outcome.content else {}
        for path, content in attributes.items():
            self._folder.write(f"tree/{path}", content)
        submodules = _submodules(self._repo, self._sides, outcome.paths)
        for path, git_dir in submodules.items():
            _lay_out_repository(self._folder, f"tree/{path}/.git", self._repo, f"{git_dir}/objects", git_dir)
        if attributes or submodules:
            outcome = self._outcome()
        if not outcome.clean:
            raise Conflicts(outcome.paths)
        self._repo.borrow(os.path.join(self._folder.path, "git", "objects"))
        return outcome.tree

    def __enter__(self) -> Merging:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process is not None:
            self._process.cancel()
        self._folder.remove()

    def _start(self) -> Process:
        ours, theirs = self._sides
        return command.start(self._env, os.path.join(self._folder.path, "tree"), *_MERGE, ours, theirs)

    def _outcome(self) -> Outcome:
        """What git says, asked anew where it has been heard already."""
        process, self._process = self._process or self._start(), None
        return _read_outcome(*process.communicate())


class Outcome(NamedTuple):
    """What git says of a merge."""

    clean: bool
    tree: str
    paths: tuple[str, ...]  # in conflict
    content: tuple[str, ...]  # whose content was merged


def _read_outcome(code: int, output: bytes, errors: bytes) -> Outcome:
    """The outcome in git's words: id, paths in conflict, an empty record, messages. `GitError` for a failure.

    An old git goes on where it cannot read a tree, as if that were empty: what it then says is no answer.
    """
    said = decode(errors)
    if code not in (0, 1) or not output or any(line.startswith(("error:", "fatal:")) for line in said.split("\n")):
        raise _failed(code, errors)
    # Advice about submodules follows the last record.
    tree, *rest = records(output[: output.rfind(b"\0") + 1] if code else output)
    end = rest.index("") if "" in rest else len(rest)
    messages = list(_messages(rest[end + 1 :]))
    content = [path for paths, kind in messages for path in paths if not kind.startswith(_CONFLICT) or not code]
    told = [path for paths, kind in messages for path in paths if kind.startswith(_CONFLICT)]
    in_conflict = tuple(dict.fromkeys(rest[:end] or told)) if code else ()
    return Outcome(not code, tree, in_conflict, tuple(dict.fromkeys((*content, *in_conflict))))


def _messages(fields: list[str]) -> Iterable[tuple[list[str], str]]:
    """(paths, type) of each message: how many paths, the paths, the type, the words."""
    at = 0
    while at < len(fields):
        if not fields[at].isdecimal() or at + int(fields[at]) + 2 >= len(fields):
            raise GitError(f"git's account of a merge holds {fields[at]!r}, which is not understood")
        last = at + int(fields[at])
        yield fields[at + 1 : last + 1], fields[last + 1]
        at = last + 3


def _failed(code: int, errors: bytes) -> GitError:
    said = decode(errors)
    if any(words in said for words in _OLD):
        return GitError("this git cannot merge without a work tree", fix=f"it takes {NEEDED}")
    if _UNRELATED in said:
        fix = "in a shallow clone, fetch more history (`git fetch --unshallow`; in CI: `fetch-depth: 0`)"
        return GitError("the two have no commit in common, so git does not merge them", fix=fix)
    return command.failure("merge", code, errors)


def _lay_out(folder: TemporaryFolder, repo: Repo) -> dict[str, str]:
    """Makes the repository to merge in, and tells the environment for it."""
    _lay_out_repository(folder, "git", repo, repo.objects, repo.common_dir)
    folder.write("tree/", b"")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
    own = {"GIT_DIR": os.path.join(folder.path, "git"), "GIT_WORK_TREE": os.path.join(folder.path, "tree")}
    return command.environment(inherited) | _NOBODYS | own


def _lay_out_repository(folder: TemporaryFolder, place: str, like: Repo, objects: str, common_dir: str) -> None:
    """Makes a repository at a place, which borrows objects; in `common_dir` it is said where its history ends."""
    shallow = os.path.join(common_dir, "shallow")
    for name, text in (
        ("HEAD", "ref: refs/heads/none\n"),
        ("config", _SETTINGS.format(format=like.object_format)),
        ("objects/info/alternates", f"{command.quoted_path(objects)}\n"),
        ("shallow", _read(shallow) if os.path.isfile(shallow) else ""),
        ("refs/", ""),
    ):
        folder.write(f"{place}/{name}", encode(text))


def _submodules(repo: Repo, sides: Iterable[str], paths: tuple[str, ...]) -> Mapping[str, str]:
    """Path -> folder of the repository of the submodules among some paths that are submodules on both sides, as far
    as that is here: below the submodule's own folder, else where git keeps those of its path's name.
    """
    links = set(paths)
    for side in sides if paths else ():
        for start in range(0, len(paths), _AT_ONCE):
            some = paths[start : start + _AT_ONCE]
            there = repo.entries_in(side, some)
            links -= {path for path in some if path not in there or there[path].mode != SUBMODULE}
    found: dict[str, str] = {}
    for path in sorted(links):
        own = os.path.join(repo.toplevel, path, ".git") if repo.toplevel else ""
        for place in (_followed(own), os.path.join(repo.common_dir, "modules", path)):
            if place and os.path.isdir(os.path.join(place, "objects")):
                found.setdefault(path, place)
    return found


def _followed(place: str) -> str:
    """The folder that a `.git` is, or names."""
    if not os.path.isfile(place):
        return place
    named = _read(place).removeprefix("gitdir:").strip()
    return os.path.join(os.path.dirname(place), named)


def _read(path: str) -> str:
    with open(path, "rb") as file:
        return decode(file.read())


def _driver_attributes(repo: Repo, commit: str, paths: Iterable[str]) -> Mapping[str, bytes]:
    """Path -> content of the `.gitattributes` of a commit above some paths, where any may tell how these are merged."""
    folders = {""}
    for path in paths:
        while path := path.rpartition("/")[0]:
            folders.add(f"{path}/")
    wanted = sorted(f"{folder}.gitattributes" for folder in folders)
    regular: dict[str, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        there = repo.entries_in(commit, wanted[start : start + _AT_ONCE])
        regular |= {path: entry.oid for path, entry in there.items() if entry.mode.startswith("100")}
    content = repo.blobs(regular.values())
    found = {path: content[oid] for path, oid in regular.items()}
    return found if any(word in text for text in found.values() for word in _DRIVERS) else {}
