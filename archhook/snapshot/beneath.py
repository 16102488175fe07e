"""[I/O] Calls about paths below a folder that follow no link, neither at a path nor in a folder on the way to it."""

from __future__ import annotations

import os
from errno import ELOOP

from archhook.snapshot.changeset import encode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    Found = TypeVar("Found")

_FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Beneath:
    """A folder, the way to which may lead over links. The folder that was looked into last stays open: most paths that
    are asked for one after the other lie in one.
    """

    __slots__ = ("_near", "root")

    def __init__(self, root: bytes) -> None:
        self.root = root
        self._near: tuple[bytes, int] | None = None

    def at(self, path: str, call: Callable[[bytes, int | None], Found]) -> Found:
        """What a call gives for a path's last name and the open folder that holds it (None: the name is a whole path).

        `OSError` as of the call; `NotADirectoryError` where a link lies on the way.
        """
        folder, _, name = encode(path).rpartition(b"/")
        if not folder:
            return call(self.root + b"/" + name, None)
        if self._near is None or self._near[0] != folder:
            self.close()
            self._near = folder, _walk(self.root, folder.split(b"/"))
        return call(name, self._near[1])

    def close(self) -> None:
        """Closes the folder that is open: another may have taken its place."""
        near, self._near = self._near, None
        if near is not None:
            os.close(near[1])

    def __del__(self) -> None:
        self.close()


def _walk(root: bytes, names: list[bytes]) -> int:
    """The folder at the end of a way, opened. A link that takes the place of one on the way is not followed."""
    found = _open_folder(root + b"/" + names[0])
    for name in names[1:]:
        outer = found
        try:
            found = _open_folder(name, outer)
        finally:
            os.close(outer)
    return found


def _open_folder(name: bytes, folder: int | None = None) -> int:
    try:
        return os.open(name, _FOLDER, dir_fd=folder)
    except OSError as error:
        if error.errno == ELOOP:  # what some systems say of a link, and Linux only of one at the end of a chain
            raise NotADirectoryError(error.errno, error.strerror) from error
        raise
