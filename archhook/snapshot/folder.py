"""[I/O] A folder outside git, with the interface of a repository: every file below it, as it lies there."""

from __future__ import annotations

import os
from stat import S_ISDIR

from archhook.errors import GitError
from archhook.snapshot.changeset import Change, decode, encode
from archhook.snapshot.git_objects import missing_object
from archhook.snapshot.worktree import WorkTree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_SKIPPED = frozenset({".git", ".hg", ".venv", "__pycache__"})  # and every folder that holds a pyvenv.cfg


class Folder:
    """Files that no version control looks after. There is one snapshot, the work tree, and no base."""

    __slots__ = ("bare", "common_dir", "files", "git_dir", "head_tree", "object_format", "toplevel")

    def __init__(self, root: str) -> None:
        self.toplevel = os.path.realpath(root)
        self.git_dir = self.common_dir = self.head_tree = ""
        self.bare = False
        self.object_format = "sha1"
        self.files = WorkTree(self.toplevel, self.object_format)

    def changes(self, kind: str, base: str = "", tree: str = "") -> tuple[Change, ...]:
        """Every file, sorted by path. `GitError` where an index, a commit or a base is asked for."""
        if kind != "worktree" or base or tree:
            what = {"index": "no index", "commit": "no commits"}.get(kind, "nothing to compare with")
            raise GitError(f"{self.toplevel} is in no git repository, so it has {what}", fix="`git init`")
        entries = ((path, self.files.entry(path)) for path in sorted(self._paths()))
        return tuple(Change(path, entry, None) for path, entry in entries if entry)

    def blobs(self, oids: Iterable[str]) -> dict[str, bytes]:
        """The content of files by the ids that `changes` has given. `GitError` for any other id."""
        found: dict[str, bytes] = {}
        for oid in dict.fromkeys(oids):
            content = self.files.content(oid)
            if content is None:
                raise missing_object(oid)
            found[oid] = content
        return found

    def origin(self) -> str:
        """Nothing: it was cloned from nowhere."""
        return ""

    def untracked(self) -> tuple[str, ...]:
        """Nothing: every file of a folder counts."""
        return ()

    def tracked(self) -> tuple[str, ...]:
        """Every file."""
        return tuple(sorted(self._paths()))

    def unmerged(self) -> dict[str, dict[int, str]]:
        """Nothing: nobody merges here."""
        return {}

    def marker_size(self, path: str) -> int:
        """Nothing: there are no attributes."""
        return 0

    def stage(self, paths: Iterable[str]) -> None:
        """Nothing: nobody keeps track of them."""

    def renames(self) -> dict[str, str]:
        """Nothing: there is nothing to compare with."""
        return {}

    def resolve(self, revision: str) -> tuple[str, str]:
        """`GitError`: there are no commits."""
        raise GitError("this folder is in no git repository, so it has no commits", fix="`git init`, and commit")

    def index_stamp(self) -> tuple[int | bytes, ...]:
        """Nothing: there is no index."""
        return ()

    def _paths(self) -> Iterator[str]:
        """The paths of all files, unsorted, however deep the folders are."""
        folders = [b""]
        while folders:
            folder = folders.pop()
            try:
                names = os.listdir(os.path.join(encode(self.toplevel), folder))
            except OSError as error:
                raise GitError(f"the folder cannot be read: {error.strerror}", path=decode(folder)) from error
            for name in names if b"pyvenv.cfg" not in names else ():
                path = folder + b"/" + name if folder else name
                found = self.files.quick_stat(decode(path))
                if found is None or decode(name) in _SKIPPED:
                    continue
                if S_ISDIR(found.st_mode):
                    folders.append(path)
                else:
                    yield decode(path)
