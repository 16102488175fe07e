"""[I/O] archhook's own code, read: what a run needs that meets this code for the first time (engine/remembered.py)."""

from __future__ import annotations

import os
import time

from archhook.cache.encoding import digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

SECOND = 10**9
"""In nanoseconds, which file times are told in."""

SETTLED = 2 * SECOND
"""A file that was changed so recently may change once more without another time: some file systems count in seconds."""


def code_digest(package: str, paths: Iterable[str]) -> str:
    """Stands for the content of files of the package, wherever that lies."""
    return digest(*(part for path in paths for part in (path.encode(), _read(f"{package}/{path}"))))


def is_settled(package: str, paths: Iterable[str]) -> bool:
    """Whether the status of these files tells every later change of them.

    Not of one that was changed just now; nor where all times are whole seconds: an image of a file system may hold
    another build with the very same ones.
    """
    changed = [os.stat(f"{package}/{path}").st_ctime_ns for path in paths]
    return max(changed) < time.time_ns() - SETTLED and any(when % SECOND for when in changed)


def archive_digest(package: str) -> str:
    """Stands for the content of the archive that holds the package; "" where there is none that could be read."""
    place = package
    while not os.path.isfile(place):
        above = os.path.dirname(place)
        if above == place:
            return ""
        place = above
    try:
        return digest(_read(place))
    except OSError:
        return ""


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
