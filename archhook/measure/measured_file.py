"""[I/O] Reads and replaces `measured.toml`: it is whole, old or new, at every moment."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager, suppress

from archhook.atomic import open_regular, replace_file
from archhook.errors import ArchhookError
from archhook.project.measured import Measured, parse, render

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def read(root: str, path: str, shown: str) -> Measured:
    """The figures of the file `path` below a folder, none where there is no file. `shown`: its path in messages."""
    try:
        target = os.path.join(root, path)
        with open_regular(target) as file:
            data = file.read()
    except FileNotFoundError:
        return Measured()
    except OSError as error:
        raise ArchhookError(f"it cannot be read: {error.strerror}", path=shown) from None
    return parse(data, shown)


@contextmanager
def alone(root: str, path: str) -> Iterator[None]:
    """Reading a file and replacing it, with nobody else doing so in between: others measure, too, and wait here.

    The folder is what is locked: the file may not be there yet, and is another one afterwards. Where a file system
    knows no locks, there is none.
    """
    folder = os.open(os.path.dirname(os.path.join(root, path)), os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def replace(root: str, path: str, shown: str, measured: Measured) -> None:
    """Puts figures into the place of a file. `ArchhookError` where that cannot be done; the old file is kept then."""
    target = os.path.join(root, path)
    if os.path.islink(target):
        raise ArchhookError("it is a symbolic link, which is not written through", path=shown, fix="put a file there")
    try:
        data = render(measured).encode("utf-8")
    except ValueError:
        raise ArchhookError("a name that is not UTF-8 cannot be written to a TOML file", path=shown) from None
    try:
        replace_file(target, data)
    except OSError as error:
        raise ArchhookError(f"it cannot be written: {error.strerror}; nothing has changed", path=shown) from None
