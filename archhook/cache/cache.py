"""[I/O] The store: bytes under keys between runs. Whatever goes wrong with it is a miss, in bounded time.

diskcache owns the file: it makes the tables and keeps their totals. Reads and writes go to its table through the
interpreter's sqlite module, because the import of diskcache alone costs more than the rest of a warm run, and each
entry that it writes four times what it costs here. Both speak one format, and one contract test runs over both:
string keys, and values that are bytes behind a checksum over key and value; an object has none, since its key is
its digest. Nothing is ever unpickled: rows of any other mode are misses here, and `archhook.cache.disk` refuses them
in diskcache.
"""

from __future__ import annotations

import os

from archhook.cache.encoding import OBJECT, digest
from archhook.cache.sqlite import sqlite

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

DATABASE = "cache.db"
"""The file that diskcache keeps in its directory."""

BESIDE = ("-journal", "-wal", "-shm")
"""What the names of SQLite's own files beside it end with. A `-journal` is never ours: the database is made elsewhere,
and has a `-wal` from then on. SQLite would roll a planted one back, and remove whatever file it names.
"""

MAKING = "new-"
"""What the name of a folder begins with in which a database is made."""

SIZE_LIMIT = 512 * 1024 * 1024
"""Bytes in use above which the older half of the entries is dropped."""

LARGEST_FILE = 1024 * 1024 * 1024
"""Bytes of the largest file that is opened: none that was written here is so large."""

LARGEST = 128 * 1024 * 1024
"""Bytes of the largest value: what is larger is not kept, and not read where it was planted."""

LONGEST = 200_000_000
"""Steps of SQLite's machine that one statement may take, some seconds: a file that asks for more is damaged."""

SCHEMA = "020406371c271d74af1d50b745ba9408"
"""The digest of the schema that diskcache makes. What else a file may hold (a trigger, a view, a computed column, an
index on an expression), SQLite would compute, for ever if it is made so.
"""

SCHEMA_ROW = 2048
"""Bytes of a row of the schema, and more than any of diskcache's has."""

SPILL = 4 * 1024 * 1024
"""Bytes of new values that are kept in memory; when they are more, they are written."""

PATIENCE = 0.25
"""Seconds that a read or a write waits for another process."""

_RAW = 1  # diskcache's mode for a value kept as it is
_LENGTH = 0  # SQLITE_LIMIT_LENGTH
_AT_ONCE = 500  # keys in one question; every sqlite takes 999
_INSERT = (
    "INSERT OR REPLACE INTO Cache(key, raw, store_time, expire_time, access_time, access_count, tag, size, mode,"
    " filename, value) VALUES (?, 1, 0, NULL, 0, 0, NULL, 0, 1, NULL, ?)"
)


def seal(key: str, value: bytes) -> bytes:
    """A value with the checksum that binds it to its key; an object is bound to its key by its digest."""
    if key.startswith(OBJECT):
        return value
    return digest(key.encode(), value).encode() + value


def unseal(key: str, sealed: bytes) -> bytes | None:
    """The value, or None where the checksum says that this is not what was stored under the key."""
    if key.startswith(OBJECT):
        return sealed
    value = sealed[32:]
    return value if sealed[:32] == digest(key.encode(), value).encode() else None


def usable(directory: str) -> str:
    """Makes the directory, for its owner alone. Returns why it cannot be used, "" if it can."""
    try:
        os.makedirs(directory, mode=0o700, exist_ok=True)
        status = os.lstat(directory)
    except OSError as problem:
        return problem.strerror or str(problem)
    if status.st_mode & 0o170000 != 0o040000:
        return "it is no directory"
    if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
        return "it belongs to another user"
    if status.st_mode & 0o022:
        return "others may write to it"
    return ""


class Store:
    """The entries of one cache directory. New ones are kept in memory until `flush`, or until they are many."""

    def __init__(self, directory: str) -> None:
        self.directory = directory
        self.problem = usable(directory) if directory else "there is none"
        self._pending: dict[str, bytes] = {}
        self._size = 0  # bytes of what came since the last flush
        self._connection: Any = None
        self._damaged = False
        if not self.problem:
            self._connect()

    def get(self, key: str) -> bytes | None:
        """The value stored under a key; None if there is none that is whole."""
        return self.get_many((key,)).get(key)

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The values that are there, by key."""
        wanted = tuple(dict.fromkeys(keys))
        found = {key: self._pending[key] for key in wanted if key in self._pending}
        missing = [key for key in wanted if key not in found]
        room = LARGEST_FILE
        for start in range(0, len(missing), _AT_ONCE):
            for key, sealed in self._read(missing[start : start + _AT_ONCE], room):
                room -= len(sealed)
                value = unseal(key, sealed)
                if value is not None:
                    found[key] = value
        return found

    def put(self, key: str, value: bytes) -> None:
        """Keeps a value under a key, from now on for this process and from `flush` on for others."""
        if len(value) > LARGEST:
            return
        self._pending[key] = value
        self._size += len(value)
        if self._size > SPILL:
            self._size = 0
            self.flush()

    def flush(self) -> bool:
        """Writes what is new in one transaction. False if it could not be written; then it is simply not there."""
        if not self._pending:
            return True
        if self.problem or ((self._connection is None or self._damaged) and not self._make()):
            return False
        return self._write() or (self._damaged and self._make() and self._write())

    def close(self) -> None:
        """Lets go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def info(self) -> tuple[int, int]:
        """(entries, bytes in use)."""
        if self._connection is None:
            return 0, 0
        try:
            # COUNT(*) is one step of SQLite's machine, which could not be stopped
            ((count,),) = self._connection.execute("SELECT COUNT(key) FROM Cache").fetchall()
            return count, self._used()
        except Exception:
            return 0, 0

    def clear(self) -> None:
        """Removes the database. `OSError` if it cannot."""
        self.close()
        for suffix in ("", *BESIDE):
            path = os.path.join(self.directory, DATABASE + suffix)
            if os.path.lexists(path):
                os.remove(path)
        for name in os.listdir(self.directory):
            if name.startswith(MAKING):
                from shutil import rmtree

                rmtree(os.path.join(self.directory, name), ignore_errors=True)

    def _connect(self) -> None:
        path = os.path.join(self.directory, DATABASE)
        if not self._plausible(path):
            return
        try:
            self._connection = sqlite().connect(path, timeout=PATIENCE, isolation_level=None)
            self._connection.setlimit(_LENGTH, SCHEMA_ROW)
            self._connection.set_progress_handler(lambda: True, LONGEST)  # asked then: it stops
            schema = self._connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT 20").fetchall()
            mode = self._connection.execute("PRAGMA journal_mode").fetchone()
            if digest(repr(schema).encode()) != SCHEMA or mode != ("wal",):
                self._damaged = True
                self.close()
                return
            self._connection.setlimit(_LENGTH, LARGEST + 1024)  # of a row: the value, its checksum, its key
            self._connection.execute("PRAGMA synchronous = OFF")  # what is lost is a miss, what is torn fails its check
        except Exception as problem:
            self._failed(problem)

    def _plausible(self, path: str) -> bool:
        """Whether there is a database that may be opened. What lies beside it is looked at first: another process that
        makes the database now has it before anything beside it.
        """
        beside = False
        for suffix in (*BESIDE, ""):
            status = _status(path + suffix)
            if status is None:
                continue
            if status.st_mode & 0o170000 != 0o100000:
                self.problem = f"{DATABASE}{suffix} is no plain file"  # opening a pipe would wait for ever
                return False
            foreign = suffix == "-journal" or (suffix != "" and status.st_nlink > 1)  # SQLite would write into a link
            self._damaged = self._damaged or foreign or status.st_size > LARGEST_FILE
            beside = beside or suffix != ""
        self._damaged = self._damaged or (status is None and beside)
        return status is not None and not self._damaged

    def _read(self, keys: Sequence[str], room: int) -> list[tuple[str, bytes]]:
        """What the table holds under some keys; nothing where that is more bytes than there is room for: rows may have
        been made to share their pages.
        """
        if self._connection is None:
            return []
        marks = ",".join("?" * len(keys))
        where = f"key IN ({marks}) AND raw = 1 AND mode = {_RAW} AND typeof(value) = 'blob'"
        found: list[tuple[str, bytes]] = []
        try:
            for row in self._connection.execute(f"SELECT key, value FROM Cache WHERE {where}", keys):
                room -= len(row[1])
                if room < 0:
                    raise MemoryError
                found.append(row)
        except Exception as problem:  # sqlite3.Error in all its kinds, MemoryError for a planted giant: a miss
            self._failed(problem)
            return []
        return found

    def _make(self) -> bool:
        """Has diskcache make the file, in place of a damaged one; whether there is one now."""
        from archhook.cache.disk import make_cache

        try:
            if self._damaged:
                self.clear()
            make_cache(self.directory, DATABASE, MAKING, PATIENCE)
        except Exception:
            return False
        self._damaged = False
        self._connect()
        return self._connection is not None

    def _write(self) -> bool:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.executemany(_INSERT, ((key, seal(key, value)) for key, value in self._pending.items()))
                self._prune()
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
        except Exception as problem:
            self._failed(problem)
            return False
        self._pending.clear()
        return True

    def _used(self) -> int:
        return int(
            self._connection.execute(
                "SELECT (page_count - freelist_count) * page_size"
                " FROM pragma_page_count(), pragma_freelist_count(), pragma_page_size()"
            ).fetchone()[0]
        )

    def _prune(self) -> None:
        """Drops the half that was stored first once the store is too large; rows are numbered as they come."""
        if self._used() > SIZE_LIMIT:
            self._connection.execute(
                "DELETE FROM Cache WHERE rowid < (SELECT rowid FROM Cache ORDER BY rowid"
                " LIMIT 1 OFFSET (SELECT COUNT(key) / 2 FROM Cache))"
            )

    def _failed(self, problem: BaseException) -> None:
        """A damaged file is replaced at the next bulk write; a busy one is left alone."""
        text = str(problem)
        if "locked" in text or "busy" in text:
            self.problem = "another process holds it"
            self.close()  # waiting once is enough
        else:
            self._damaged = True


def _status(path: str) -> os.stat_result | None:
    """The status of a file or of a link itself, None where there is none."""
    try:
        return os.lstat(path)
    except FileNotFoundError:
        return None
