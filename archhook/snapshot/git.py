"""[I/O] The repository: what differs from a tree in the index, in the work tree or in a commit, and the bytes of blobs.

git is asked through plumbing alone, with `-z`, bytes and object ids, so that no configuration changes the form of an
answer. Nothing that a configuration names is executed (fsmonitor, filters, external diffs), and nothing is written:
`git write-tree` would rewrite the index, `git status` refresh it. Whatever git does not say plainly is a `GitError`.
"""

from __future__ import annotations

import os

from archhook.errors import GitError
from archhook.snapshot import command, pending
from archhook.snapshot.changeset import Entry, decode, encode, is_null, listed, records
from archhook.snapshot.git_objects import empty_tree, inflate_blob, missing_object, parse_batch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.snapshot.changeset import Change
    from archhook.snapshot.command import Process
    from archhook.snapshot.pending import Pending
    from archhook.snapshot.worktree import WorkTree

_OPEN = (
    "rev-parse", "--path-format=absolute", "--is-bare-repository", "--show-object-format", "--git-dir",
    "--git-common-dir", "--show-toplevel", "--quiet", "--verify", "HEAD^{tree}",
)  # fmt: skip
_NO_REPOSITORY = "fatal: not a git repository (or any"
_NO_WORK_TREE = "must be run in a work tree"
_LOOSE = 16  # blobs that are looked for one by one before git is started for them
NAME_A_COMMIT = "name a commit: `--rev REV`, as in `archhook check --rev REV`; `archhook diff` takes A..B"
_CHECKSUM = 32  # bytes at the end of the index that hold its checksum, in the longer of the two formats


class Opening:
    """The question which repository a folder belongs to, under way."""

    __slots__ = ("_cwd", "_env", "_process")

    def __init__(self, cwd: str) -> None:
        self._cwd = cwd
        self._env = command.environment(os.environ)
        self._process: Process = command.start(self._env, cwd, *_OPEN)

    def repo(self) -> Repo | None:
        """The repository; None where the folder belongs to none. `GitError` where git refuses (safe.directory)."""
        code, output, errors = self._process.communicate()
        said = decode(errors)
        if code and said.startswith(_NO_REPOSITORY) and "GIT_DIR" not in self._env:
            return None
        lines = decode(output).removesuffix("\n").split("\n")  # a path may hold what else `splitlines` takes for an end
        wanted = 4 if code == 128 and _NO_WORK_TREE in said else 6 if code == 0 else 5 if code == 1 and not said else 0
        if wanted and len(lines) > wanted:
            fix = "move the repository to a path without one"
            raise GitError(f"the repository's path holds a line break: {self._cwd!r}", fix=fix)
        if len(lines) != wanted:
            raise command.failure("open the repository", code, errors or output)
        bare, born = wanted == 4, wanted == 6
        toplevel = "" if bare else lines[4]
        repo = Repo(
            self._env,
            self._cwd,
            bare=lines[0] == "true",
            object_format=lines[1],
            git_dir=lines[2],
            common_dir=lines[3],
            toplevel=toplevel,
        )
        repo.head_tree = repo.find_tree("HEAD") if bare else lines[5] if born else ""
        return repo


class Repo:
    """A git repository, seen from one of its work trees, or bare."""

    __slots__ = (
        "_env", "_folder", "_worktree", "bare", "common_dir", "git_dir", "head_tree", "index_path", "object_format",
        "toplevel",
    )  # fmt: skip

    def __init__(
        self,
        env: dict[str, str],
        cwd: str,
        bare: bool,
        object_format: str,
        git_dir: str,
        common_dir: str,
        toplevel: str,
    ) -> None:
        self.bare = bare
        self.object_format = object_format  # sha1 | sha256
        self.git_dir = git_dir
        self.common_dir = common_dir
        self.toplevel = toplevel  # "" where there is no work tree
        self.head_tree = ""  # "" for an unborn HEAD
        self._folder = toplevel or git_dir
        self.index_path = os.path.join(toplevel or cwd, env.get("GIT_INDEX_FILE") or os.path.join(git_dir, "index"))
        # All that git was told relatively is made absolute: it is called from another folder from now on.
        self._env = env | {"GIT_DIR": git_dir} | ({"GIT_WORK_TREE": toplevel} if toplevel else {})
        if "GIT_INDEX_FILE" in env:
            self._env["GIT_INDEX_FILE"] = self.index_path
        if "GIT_COMMON_DIR" in env:
            self._env["GIT_COMMON_DIR"] = common_dir
        if "GIT_OBJECT_DIRECTORY" in env:
            self._env["GIT_OBJECT_DIRECTORY"] = os.path.join(toplevel or cwd, env["GIT_OBJECT_DIRECTORY"])
        self._worktree: WorkTree | None = None

    @staticmethod
    def open(cwd: str) -> Repo | None:
        """The repository that `cwd` belongs to; None where it belongs to none. `Opening` is the same in two steps."""
        return Opening(cwd).repo()

    @property
    def files(self) -> WorkTree:
        """The files of the work tree, tracked or not, for the few that ask for them."""
        if self._worktree is None:
            from archhook.snapshot.worktree import WorkTree

            self._worktree = WorkTree(self.toplevel, self.object_format, (self._env, self.blobs))
        return self._worktree

    @property
    def objects(self) -> str:
        """The folder of the objects."""
        return self._env.get("GIT_OBJECT_DIRECTORY") or os.path.join(self.common_dir, "objects")

    def borrow(self, objects: str) -> None:
        """Has git find the objects of one more folder, too."""
        self._env = command.with_objects(self._env, objects)

    def start_changes(self, kind: str, base: str, tree: str = "") -> Pending:
        """What differs from the tree `base` ("": everything) in a snapshot, while git is still working on it.

        `kind`: index | worktree, or commit | merge with the id of its `tree`. See `Pending.finish` for errors.
        """
        empty = empty_tree(self.object_format)
        known = base in {"", empty, self.head_tree}
        base = base or empty
        if kind in ("commit", "merge"):
            return pending.tree_changes(self._env, self._folder, base, tree, known)
        if kind == "index" and not self.toplevel and "GIT_INDEX_FILE" not in self._env:
            raise GitError("a bare repository has no index", fix=NAME_A_COMMIT)
        if kind == "index":
            return pending.index_changes(self._env, self._folder, base, known)
        if not self.toplevel:
            raise GitError("there is no work tree here", fix=NAME_A_COMMIT)
        return pending.worktree_changes(self._env, self._folder, base, self.files, self._index_written(), known)

    def changes(self, kind: str, base: str, tree: str = "") -> tuple[Change, ...]:
        """`start_changes`, waited for."""
        return self.start_changes(kind, base, tree).finish()

    def blobs(self, oids: Iterable[str]) -> dict[str, bytes]:
        """The content of blobs by id, also of those that `changes` has hashed. `GitError` for one that is missing."""
        found: dict[str, bytes] = {}
        wanted: list[str] = []
        for oid in dict.fromkeys(oids):
            content = self._worktree.content(oid) if self._worktree else None
            if content is None and len(wanted) < _LOOSE:
                content = self._loose(oid)
            if content is None:
                wanted.append(oid)
            else:
                found[oid] = content
        if wanted:
            request = "".join(f"{oid}\n" for oid in wanted).encode("ascii")
            told = self._ask("read objects", "cat-file", "--batch", "--buffer", standard_input=request, much=True)
            found |= parse_batch(told)
        for oid in wanted:
            if oid not in found:
                raise missing_object(oid)
        return found

    def untracked(self) -> tuple[str, ...]:
        """The files of the work tree that are neither tracked nor ignored, sorted."""
        names = records(self._ask("list untracked files", "ls-files", "-o", "--exclude-standard", "-z"))
        found = tuple(sorted(name for name in names if not name.endswith("/")))
        self.files.expected = lambda: found
        return found

    def tracked(self) -> tuple[str, ...]:
        """The paths that the index holds, in whatever state of a merge, sorted."""
        return tuple(sorted(set(records(self._ask("list the tracked files", "ls-files", "-z", much=True)))))

    def unmerged(self) -> dict[str, dict[int, str]]:
        """The paths in a conflict: stage (1 base, 2 ours, 3 theirs; those that there are) -> object id."""
        found: dict[str, dict[int, str]] = {}
        for head, path in listed(records(self._ask("list the unmerged files", "ls-files", "-u", "-z"))):
            _, oid, stage = head.split(" ")
            found.setdefault(path, {})[int(stage)] = oid
        return found

    def origin(self) -> str:
        """The address of the remote that the repository was cloned from, "" where it was from none."""
        told = self._ask("read the remote", "config", "--default", "", "--get", "remote.origin.url")
        return decode(told).rstrip("\n")

    def marker_size(self, path: str) -> int:
        """The length of a file's conflict markers, as its attribute says; 0 where it says nothing."""
        asked = ("check-attr", "-z", "conflict-marker-size", "--", path)
        _, _, value = records(self._ask("read the attributes", *asked))
        return int(value) if value.isdecimal() else 0

    def stage(self, paths: Iterable[str]) -> None:
        """Stages files of the work tree, and nothing else: tracked from now on.

        `git add --intent-to-add` would not do: git refuses to stash where anything is intended to be added. The one
        call that writes to the index, and none of a check's. `GitError`, as for a file that git ignores.
        """
        exact = [f":(top,literal){path}" for path in paths]
        # Writing the index, git looks at its freshest files.
        quiet = command.without_filters(self._env, command.settings(self._env, self._folder))
        command.answer(command.start(quiet, self._folder, "add", "--", *exact), "add files")

    def renames(self) -> dict[str, str]:
        """Old path -> new path of the files that the index has under another name than HEAD, as git guesses."""
        if not self.head_tree:
            return {}
        wanted = ("--cached", "--find-renames", "--diff-filter=R", "--name-status", "-z", "--no-ext-diff")
        fields = records(self._ask("look for renames", "diff-index", *wanted, self.head_tree))
        return dict(zip(fields[1::3], fields[2::3], strict=True))

    def resolve(self, revision: str) -> tuple[str, str]:
        """A revision -> (id of its commit, id of its tree); tags are peeled. "" as commit for a bare tree.

        `GitError` where it names neither.
        """
        commit, tree = self._peel(revision)
        if not tree:
            raise GitError(
                f"{revision!r} names no commit",
                fix="see `git log`; in a shallow clone, fetch more history (`git fetch --unshallow`)",
            )
        return commit, tree

    def entries_at(self, revision: str, paths: Iterable[str]) -> dict[str, Entry]:
        """The files that the tree of a revision holds at some paths; one that it does not hold is left out."""
        return self.entries_in(self.resolve(revision)[1], paths)

    def entries_in(self, tree: str, paths: Iterable[str]) -> dict[str, Entry]:
        """The same of a tree, or a commit, with this id."""
        told = self._ask(f"read the tree of {tree}", "ls-tree", "-z", "--full-tree", tree, "--", *paths)
        rows = ((path, head.split(" ")) for head, path in listed(records(told)))
        return {path: Entry(mode, oid) for path, (mode, kind, oid) in rows if kind != "tree"}

    def find_tree(self, revision: str) -> str:
        """The id of a revision's tree, or ""."""
        return self._peel(revision)[1]

    def index_stamp(self) -> tuple[int | bytes, ...]:
        """What tells one state of the index file from another; () where there is none.

        A changed stamp may be a mere refresh: compare `changes` before and after to know.
        """
        try:
            with open(encode(self.index_path), "rb") as file:
                found = os.fstat(file.fileno())
                file.seek(max(0, found.st_size - _CHECKSUM))
                times = found.st_mtime_ns, found.st_ctime_ns
                return found.st_dev, found.st_ino, found.st_size, *times, file.read()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise GitError(f"the index {self.index_path} cannot be read: {error.strerror}") from error

    def _ask(self, what: str, *arguments: str, standard_input: bytes = b"", much: bool = False) -> bytes:
        """What git says; `GitError`, with `what` it could not do, where it fails."""
        process = command.start(self._env, self._folder, *arguments, standard_input=standard_input, much=much)
        return command.answer(process, what)

    def _peel(self, revision: str) -> tuple[str, str]:
        """(commit, tree), each "" where the revision does not lead to one."""
        if not revision or "\n" in revision or "\0" in revision:
            return "", ""
        request = encode(f"{revision}^{{commit}}\n{revision}^{{tree}}\n")
        told = self._ask(f"look up {revision!r}", "cat-file", "--batch-check", standard_input=request)
        lines = decode(told).split("\n")
        found = {kind: line.split(" ")[0] for line in lines for kind in ("commit", "tree") if f" {kind} " in line}
        return found.get("commit", ""), found.get("tree", "")

    def _loose(self, oid: str) -> bytes | None:
        """The content of a blob that lies by itself; None where git has to be asked."""
        if len(oid) < 40 or is_null(oid):
            return None
        try:
            with open(encode(f"{self.objects}/{oid[:2]}/{oid[2:]}"), "rb") as file:
                return inflate_blob(file.read())
        except OSError:
            return None

    def _index_written(self) -> int:
        """When git wrote the index, in ns; 0 for not known: a time of modification after the last change was set."""
        modified, changed = map(int, self.index_stamp()[3:5] or (0, 0))
        return modified if modified <= changed else 0
