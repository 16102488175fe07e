"""[I/O] A temporary folder that outlives no process, however that ends."""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` imports enum
import os
from fcntl import LOCK_EX, LOCK_NB, flock
from time import time

from archhook.errors import GitError
from archhook.snapshot.changeset import encode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

PREFIX = "archhook-merge-"
"""How the name of each begins."""

GRACE = 60
"""So many seconds old, one that nobody holds is one whose process was killed."""


class TemporaryFolder:
    """A temporary folder that is gone with this process: at the end, when it is told to stop, or, where it is killed,
    when the next one is made.
    """

    def __init__(self) -> None:
        top = os.path.abspath(os.environ.get("TMPDIR") or "/tmp")
        _sweep(top)
        self.path = os.path.join(top, f"{PREFIX}{os.urandom(8).hex()}")
        self._owner = os.getpid()
        try:
            os.mkdir(self.path, 0o700)
            self._held = os.open(self.path, os.O_RDONLY)
            flock(self._held, LOCK_EX | LOCK_NB)
        except OSError as error:
            _remove(self.path)
            raise self._no_room(error) from error
        self._before = {
            number: _signal.signal(number, self._stopped)
            for number in (_signal.SIGTERM, _signal.SIGHUP)
            if _signal.getsignal(number) == _signal.SIG_DFL
        }

    def write(self, name: str, content: bytes) -> None:
        """Writes a file in it, with the folders that it needs; no file of no content."""
        place = encode(os.path.join(self.path, name))
        try:
            os.makedirs(os.path.dirname(place), exist_ok=True)
            if content:
                with open(place, "wb") as file:
                    file.write(content)
        except OSError as error:
            raise self._no_room(error) from error

    def _no_room(self, error: OSError) -> GitError:
        fix = "name a folder where there is room with TMPDIR"
        return GitError(f"the temporary folder {self.path} cannot be written: {error.strerror}", fix=fix)

    def remove(self) -> None:
        """Removes it; nothing happens where it is gone."""
        for number, handler in self._before.items():
            _signal.signal(number, handler)
        self._before = {}
        _remove(self.path)
        if self._held >= 0:
            os.close(self._held)
            self._held = -1

    def _stopped(self, number: int, _: FrameType | None) -> None:
        """Removes it, and lets the signal have its way. Processes that were forked have their handlers from here."""
        _signal.signal(number, _signal.SIG_DFL)
        if os.getpid() == self._owner:
            _remove(self.path)
        os.kill(os.getpid(), number)


def _remove(folder: str) -> None:
    """Removes a folder with all that it holds, as far as that can be. (`shutil` is 4 ms to import.)"""
    for path, folders, files in os.walk(folder, topdown=False):
        for remove, names in ((os.unlink, files), (os.rmdir, folders)):
            for name in names:
                try:
                    remove(os.path.join(path, name))
                except OSError:
                    pass
    try:
        os.rmdir(folder)
    except OSError:
        pass


def _sweep(top: str) -> None:
    """Removes the temporary folders of those that were killed."""
    try:
        left = [os.path.join(top, name) for name in os.listdir(top) if name.startswith(PREFIX)]
    except OSError:
        return
    for path in left:
        try:
            found = os.lstat(path)
            if found.st_uid != os.getuid() or found.st_mtime > time() - GRACE:
                continue
            held = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:  # somebody else's, or gone
            continue
        try:
            flock(held, LOCK_EX | LOCK_NB)
            _remove(path)
        except OSError:  # somebody merges there
            pass
        finally:
            os.close(held)
