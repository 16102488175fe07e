"""[I/O] Reads and replaces `measured.toml`: it is whole, old or new, at every moment."""

from __future__ import annotations

import os
import tempfile

from archhook.errors import ArchhookError
from archhook.measured import Measured, parse, render


def read(root: str, path: str, shown: str) -> Measured:
    """The figures of the file `path` below a folder, none where there is no file. `shown`: its path in messages."""
    try:
        with open(os.path.join(root, path), "rb") as file:
            data = file.read()
    except FileNotFoundError:
        return Measured()
    except OSError as error:
        raise ArchhookError(f"it cannot be read: {error.strerror}", path=shown) from None
    return parse(data, shown)


def replace(root: str, path: str, shown: str, measured: Measured) -> None:
    """Puts figures into the place of a file. `ArchhookError` where that cannot be done; the old file is kept then."""
    target = os.path.join(root, path)
    if os.path.islink(target):
        raise ArchhookError("it is a symbolic link, which is not written through", path=shown, fix="put a file there")
    try:
        data = render(measured).encode("utf-8")
    except ValueError:
        raise ArchhookError("a path that is not UTF-8 cannot be written to a TOML file", path=shown) from None
    try:
        _replace(target, data)
    except OSError as error:
        raise ArchhookError(f"it cannot be written: {error.strerror}; nothing has changed", path=shown) from None


def _replace(target: str, data: bytes) -> None:
    mode = os.stat(target).st_mode & 0o7777 if os.path.exists(target) else 0o666 & ~_umask()
    descriptor, beside = tempfile.mkstemp(prefix=".measured-", suffix=".tmp", dir=os.path.dirname(target))
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, mode)
        os.replace(beside, target)
    except BaseException:
        os.unlink(beside)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
