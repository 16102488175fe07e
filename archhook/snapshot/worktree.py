"""[I/O] Files as they lie on disk: read once, hashed as git hashes a blob, remembered for whoever asks for the bytes.

What is hashed is what `git add` would store: in a repository with attributes or settings to that end, line endings,
ident and encoding are converted (`Cleaning`). Where git would run a filter, the bytes stay as they are: that is a
program that the configuration names, and a checker starts none.
"""

from __future__ import annotations

import os
from stat import S_ISLNK, S_ISREG
from time import time_ns

from archhook.errors import GitError
from archhook.snapshot.beneath import Beneath
from archhook.snapshot.changeset import SYMLINK, Entry, decode, encode
from archhook.snapshot.git_objects import blob_id, hasher

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from archhook.snapshot.conversion import Blobs, Cleaning

_KEPT_FILE = 1 << 20  # bytes of a file that is kept in memory
_KEPT_ALL = 64 << 20  # bytes of all that are kept; what is beyond is read again, and must still have its id
_CHUNK = 1 << 20
_TICK = 20_000_000  # ns: how far a file's time may lie behind the clock, which file systems read once in a while
_GONE = (FileNotFoundError, NotADirectoryError)
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class WorkTree:
    """The files below a folder, by path relative to it.

    No link is followed, neither at a path nor in a folder on the way to it: as git has it, what lies beyond a link is
    no file of the work tree. (The way to the folder itself may lead over links.)
    """

    __slots__ = (
        "_configured",
        "_content",
        "_folder",
        "_git",
        "_kept",
        "_made",
        "_marked",
        "_object_format",
        "_places",
        "_seen",
        "_since",
        "_torn",
        "expected",
    )  # fmt: skip

    def __init__(self, root: str, object_format: str, git: tuple[Mapping[str, str], Blobs] | None = None) -> None:
        """`git`: its environment and what gives blobs, for asking how files are converted; without it none is."""
        self._folder = Beneath(encode(root))
        self._git = git
        self._made: Cleaning | None = None
        self._configured: Mapping[str, str] | None = None  # not read yet
        self._marked: frozenset[str] = frozenset()
        self.expected: Callable[[], Iterable[str]] = tuple  # the paths that are going to be read, for one question
        self._object_format = object_format
        self._content: dict[str, bytes] = {}
        self._places: dict[str, str] = {}
        self._seen: dict[str, tuple[int, ...] | None] = {}  # of what was read
        self._since = time_ns() - _TICK
        self._torn = False  # something was read twice, and not the same
        self._kept = 0

    def quick_stat(self, path: str) -> os.stat_result | None:
        """What `stat` gives, in one call: of a file beyond a link, too. For many paths of which few matter."""
        try:
            return os.lstat(self._folder.root + b"/" + encode(path))
        except _GONE:
            return None
        except OSError as error:
            raise _unreadable(path, error) from error

    def stat(self, path: str) -> os.stat_result | None:
        """What lies at a path, links not followed; None where nothing does."""
        try:
            return self._folder.at(path, lambda name, folder: os.lstat(name, dir_fd=folder))
        except _GONE:
            return None
        except OSError as error:
            raise _unreadable(path, error) from error

    def entry(self, path: str, mode: str = "", *, tracked: bool = False) -> Entry | None:
        """The file or the link at a path, hashed; None where there is none (a folder, a device and a pipe are none).

        `mode` is the mode that git has found, or "" to take it from the file. `tracked`: it is of those of which
        `mark` was told where it has to be. `GitError` if it cannot be read.
        """
        found = self.stat(path)
        self._see(path, found)
        if found is None:
            return None
        try:
            if S_ISLNK(found.st_mode):
                target = self._folder.at(path, lambda name, folder: os.readlink(name, dir_fd=folder))
                oid = blob_id(self._object_format, target)
                self._content[oid] = target
                return Entry(SYMLINK, oid)
            if not S_ISREG(found.st_mode):
                return None
            oid = self._hash(path, found.st_size, tracked)
        except _GONE:
            return None
        except OSError as error:
            raise _unreadable(path, error) from error
        return Entry(mode or ("100755" if found.st_mode & 0o100 else "100644"), oid)

    def mark(self, paths: Iterable[str], configured: Mapping[str, str]) -> set[str]:
        """Records which tracked files have attributes that may have them converted, but for a guess at line endings.

        `configured`: the settings of conversion (`command.settings`), for whoever has to read them else.
        Those are returned whose content has to be looked at even where git need not.
        """
        self._folder.close()  # a new reading begins
        self._configured = configured
        self._marked = frozenset(paths)
        clean = self._clean() if self._marked else None
        doubtful = clean.doubtful(self._marked) if clean else {}
        return {path for path, textual in sorted(doubtful.items()) if not (textual and self._needs_no_conversion(path))}

    def read(self, path: str) -> bytes | None:
        """The bytes of a regular file as they are; None where there is none. `GitError` if it cannot be read."""
        try:
            return b"".join(self._chunks(path))
        except _GONE:
            return None
        except OSError as error:
            raise _unreadable(path, error) from error

    def hold(self, content: bytes) -> str:
        """The id of bytes that are about to be written; `content` gives them as if they lay there."""
        oid = blob_id(self._object_format, content)
        self._content.setdefault(oid, content)
        return oid

    def content(self, oid: str) -> bytes | None:
        """The bytes that `entry` has given this id; None for an id that it has not given."""
        kept = self._content.get(oid)
        if kept is not None or oid not in self._places:
            return kept
        path = self._places[oid]
        raw = self.read(path)
        again = None if raw is None else self._stored(path, raw)
        if again is None or blob_id(self._object_format, again) != oid:
            raise GitError("the file changed while it was being judged", path=path, fix="try again")
        return again

    def settled(self) -> bool:
        """Whether all that was read lies there as it was when it was read."""
        self._folder.close()
        return not self._torn and all(_state(self.stat(path)) == was for path, was in self._seen.items())

    def is_fresh(self) -> bool:
        """Whether something that was read may have been written since this object was made, or was gone since then."""
        return any(self._changed(path, was) >= self._since for path, was in self._seen.items())

    def note_gone(self, path: str) -> None:
        """Records that nothing lies at a path: that, too, has been read."""
        self._see(path, None)

    def note(self, path: str) -> None:
        """Records what lies at a path that git says is no file of the snapshot."""
        try:
            found = self.stat(path)
        except GitError:  # nobody can look there, whoever writes
            return
        self._see(path, found)

    def has_seen(self, path: str) -> bool:
        """Whether this path was read, whatever was there."""
        return path in self._seen

    def _changed(self, path: str, was: tuple[int, ...] | None) -> int:
        """When a path became what it was when it was read, in ns: one that is gone, with the folder that is left."""
        while was is None and path:
            path = path.rpartition("/")[0]
            was = _state(os.stat(self._folder.root) if not path else self.stat(path))
        return was[0] if was else 0

    def _see(self, path: str, found: os.stat_result | None) -> None:
        state = _state(found)
        if self._seen.setdefault(path, state) != state:
            self._torn = True

    def _hash(self, path: str, size: int, tracked: bool) -> str:
        if size <= _KEPT_FILE and self._kept + size <= _KEPT_ALL:
            content = self._stored(path, b"".join(self._chunks(path)), tracked)
            oid = blob_id(self._object_format, content)
            if oid not in self._content:
                self._kept += len(content)
                self._content[oid] = content
            return oid
        digest = hasher(self._object_format, size)
        doubt, before = False, b""
        for chunk in self._chunks(path):
            size -= len(chunk)
            digest.update(chunk)
            doubt = doubt or self._may_differ(path, before + chunk, tracked)
            before = chunk[-3:]  # what is looked for may lie across two chunks
        if size:
            raise GitError("the file changed while it was being judged", path=path, fix="try again")
        oid = digest.hexdigest()
        clean = self._clean() if doubt else None
        if clean and clean.converts(path, self.expected):
            content = clean.stored(path, b"".join(self._chunks(path)), self.expected)
            oid = blob_id(self._object_format, content)
        self._places[oid] = path
        return oid

    def _stored(self, path: str, content: bytes, tracked: bool = False) -> bytes:
        """What `git add` would store. Of what is tracked, only what is marked or looks convertible costs a question."""
        clean = self._clean() if self._may_differ(path, content, tracked) else None
        return clean.stored(path, content, self.expected) if clean else content

    def _clean(self) -> Cleaning | None:
        """How files are converted; made when one may have to be, since git is asked for it."""
        if self._made is None and self._git:
            from archhook.snapshot.conversion import Cleaning

            env, blobs = self._git
            self._made = Cleaning(env, decode(self._folder.root), self._object_format, blobs, self._configured)
        return self._made

    def _may_differ(self, path: str, content: bytes, tracked: bool) -> bool:
        if b"\r\n" in content or b"$Id:" in content or path in self._marked:
            return True
        return not tracked and content != b""  # it may be of another encoding, of which some use the bytes of ASCII

    def _needs_no_conversion(self, path: str) -> bool:
        """Whether a file holds nothing for line endings or ident to convert: then it is in the index as it is here."""
        before = b""
        try:
            for chunk in self._chunks(path, kept=False):
                if self._may_differ("", before + chunk, tracked=True):
                    return False
                before = chunk[-3:]
        except OSError:
            return False  # whoever reads it says why
        return True

    def _chunks(self, path: str, *, kept: bool = True) -> Iterator[bytes]:
        """The content of a regular file; should a link or a pipe take its place, it is not followed, not waited for.

        `kept`: the content counts, and the file has to be the same in the end.
        """
        fd = self._folder.at(path, lambda name, folder: os.open(name, _FILE, dir_fd=folder))
        try:
            found = os.fstat(fd)
            if kept:
                self._see(path, found)
            if not S_ISREG(found.st_mode):
                raise FileNotFoundError(path)
            while chunk := os.read(fd, _CHUNK):
                yield chunk
        finally:
            os.close(fd)


def _state(found: os.stat_result | None) -> tuple[int, ...] | None:
    """What tells one state of a file from another, its last change first."""
    if found is None:
        return None
    return found.st_ctime_ns, found.st_mtime_ns, found.st_size, found.st_ino, found.st_dev, found.st_mode


def _unreadable(path: str, error: OSError) -> GitError:
    return GitError(f"the file cannot be read: {error.strerror or error}", path=path, fix="see its permissions")
