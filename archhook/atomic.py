"""[I/O] Regular files: opened where nothing else lies, put in the place of another at once, never beyond a link."""

from __future__ import annotations

import os
from errno import EINVAL, EISDIR, ELOOP
from stat import S_ISDIR, S_ISREG

from archhook.errors import ArchhookError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO


TEMPORARY = ".tmp"
"""How the name of a file ends that is to be put in the place of another; the number of its process stands before."""


def open_regular(path: str, *, follow: bool = False) -> BinaryIO:
    """A regular file, open for reading; `OSError` for anything else.

    A pipe would be waited for, a device may have no end, and a link may lead out of the project; `follow`: it may.
    """

    def opener(name: str, flags: int) -> int:
        descriptor = os.open(name, flags | os.O_NONBLOCK | (0 if follow else os.O_NOFOLLOW))
        mode = os.fstat(descriptor).st_mode
        if not S_ISREG(mode):
            os.close(descriptor)
            raise OSError(EISDIR if S_ISDIR(mode) else EINVAL, "it is no regular file")
        return descriptor

    try:
        return open(path, "rb", opener=opener)
    except OSError as error:
        if error.errno == ELOOP and not follow:
            raise OSError(ELOOP, "it is a symbolic link, which is not followed") from None
        raise


def replace_file(target: str, data: bytes, mode: int | None = None) -> None:
    """Puts `data` in the place of a file, all of it or nothing; the old file stays where that fails (`OSError`).

    `mode`: of the new file; without it that of the old one, or what the umask leaves of 0666.
    """
    beside = written_beside(target, data, mode)
    try:
        os.replace(beside, target)
    except BaseException:
        os.unlink(beside)
        raise


def written_beside(target: str, data: bytes, mode: int | None = None) -> str:
    """The path of a new file beside another, which is to be put in its place; none is left where that fails."""
    beside = f"{target}.{os.getpid()}{TEMPORARY}"
    if os.path.lexists(beside):  # of a process that had our number and was killed
        os.unlink(beside)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666 if mode is None else mode)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)  # a full disk is told here, not when it is too late
        if mode is not None:
            os.chmod(beside, mode)
        elif os.path.exists(target):
            os.chmod(beside, os.stat(target).st_mode & 0o7777)
    except BaseException:
        os.unlink(beside)
        raise
    return beside


def left_beside(folder: str) -> list[tuple[str, str]]:
    """(name of a file that was to be put in the place of another, name of that one) in a folder, by name: what
    processes have left that were killed.
    """
    found = []
    for name in sorted(os.listdir(folder or ".")) if os.path.isdir(folder or ".") else ():
        target, _, number = name.removesuffix(TEMPORARY).rpartition(".")
        if name.endswith(TEMPORARY) and target and number.isdecimal() and not _runs(int(number)):
            found.append((name, target))
    return found


def _runs(process: int) -> bool:
    """Whether another process of that number runs."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # of somebody else
        return True
    return True


def first_link(root: str, path: str) -> str:
    """The first part of a path, from a folder on, that is a symbolic link; "" where none is."""
    parts = path.split("/")
    heads = ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
    return next((head for head in heads if os.path.islink(os.path.join(root, head))), "")


def refuse_beyond_link(root: str, path: str) -> None:
    """`ArchhookError` where a folder on the way to a file is a link: what lies beyond is no file of the project."""
    link = first_link(root, path.rpartition("/")[0])
    if link:
        message = f"{link} is a symbolic link to a folder, which is not followed"
        raise ArchhookError(message, path=path, fix=f"put the folder itself in the place of {link}")
