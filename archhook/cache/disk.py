"""[I/O] diskcache, opened so that it can only ever hold strings as keys and bytes as values."""

from __future__ import annotations

import os
import shutil
import tempfile
from typing import Any

import diskcache
from diskcache.core import MODE_RAW

MINIMUM_FILE_SIZE = 2**31
"""Values stay in the database whatever their size: a value in a file of its own is one more thing that can tear."""


class BytesDisk(diskcache.Disk):  # type: ignore[misc]  # diskcache carries no types
    """Refuses every mode but raw bytes, in writing and in reading.

    diskcache pickles whatever is not a plain value, and unpickles whatever a row says is a pickle (CVE-2025-69872);
    its own JSONDisk does, too.
    """

    def put(self, key: object) -> tuple[str, bool]:
        """The database key of a string; `TypeError` for any other key."""
        if type(key) is not str:
            raise TypeError(f"a key is a string, not {type(key).__name__}")
        return key, True

    def get(self, key: object, raw: bool) -> str:
        """The key of a row; `TypeError` for a row that holds no plain string."""
        if not raw or type(key) is not str:
            raise TypeError("a planted key")
        return key

    def store(self, value: object, read: bool, key: object = None) -> Any:
        """The row of a bytes value; `TypeError` for any other value."""
        if type(value) is not bytes or read:
            raise TypeError(f"a value is bytes, not {type(value).__name__}")
        return super().store(value, read, key=key)

    def fetch(self, mode: int, filename: str | None, value: object, read: bool) -> bytes:
        """The bytes of a row; `TypeError` for a row of any other mode."""
        if mode != MODE_RAW or filename is not None or type(value) is not bytes:
            raise TypeError("a planted value")
        return value


def open_cache(directory: str, timeout: float) -> Any:
    """The directory's cache, made if need be; nothing is evicted behind our back.

    `sqlite3.Error` or `OSError` if it cannot be opened; it waits a minute for a writer, so ask sqlite first.
    """
    return diskcache.Cache(
        directory,
        timeout=timeout,
        disk=BytesDisk,
        disk_min_file_size=MINIMUM_FILE_SIZE,
        eviction_policy="none",
        cull_limit=0,
        size_limit=2**40,
        statistics=0,
        tag_index=0,
    )


def make_cache(directory: str, name: str, prefix: str, timeout: float) -> None:
    """Makes a directory's database where there is none, in a folder of its own: nobody sees it half made, and nothing
    that lies beside its place has to do with it. `sqlite3.Error` or `OSError` if it cannot be made.
    """
    folder = tempfile.mkdtemp(prefix=prefix, dir=directory)
    try:
        open_cache(folder, timeout).close()
        made, place = os.path.join(folder, name), os.path.join(directory, name)
        try:
            os.link(made, place)
        except FileExistsError:
            pass  # another process has made one meanwhile
        except OSError:  # a file system without hard links
            os.rename(made, place)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
