"""[I/O] Where claims are kept: one file in git's common folder, which all work trees of a repository share.

Not in the cache's folder: whoever clears or removes the cache means no claim. A change is read, decided and written
under one lock of the operating system, which ends with the process that holds it, and the file is replaced as a
whole: readers need no lock and see all of a change or nothing.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import stat
import time
from typing import TYPE_CHECKING, TypeVar

from archhook.agents.claims import from_plain, to_plain
from archhook.atomic import open_regular, replace_file
from archhook.cache.cache import usable
from archhook.errors import ArchhookError
from archhook.model.config import CLAIMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from archhook.agents.claims import Claim

    Answer = TypeVar("Answer")

FOLDER, FILE = CLAIMS
LOCK = "lock"

SIZE_LIMIT = 4 << 20
"""Bytes that the file may have; one that is larger is none of ours."""

PATIENCE = 5.0
"""Seconds to wait for another process; one holds the lock for milliseconds."""

SCHEMA_VERSION = 2
"""Of what is written; 1 had no work trees, and is read."""


def folder_of(common_dir: str) -> str:
    """Where the claims of a repository are kept. ArchhookError outside git, where there is no place for them."""
    if not common_dir:
        raise ArchhookError(
            "claims are kept in git's own folder, and this folder is in no git repository", fix="`git init`"
        )
    return os.path.join(common_dir, FOLDER)


def worktree_of(git_dir: str, common_dir: str) -> str:
    """The name of a work tree among those of its repository: `.` for the main one, `worktrees/feature`."""
    return os.path.relpath(os.path.realpath(git_dir), os.path.realpath(common_dir))


def now() -> int:
    """Whole seconds since 1970."""
    return int(time.time())


def read_claims(folder: str) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
    """(what is stored, ended claims included; notes on what was ignored). ArchhookError where it cannot be read."""
    path = os.path.join(folder, FILE)
    try:
        with open_regular(path) as file:
            data = file.read(SIZE_LIMIT + 1)
    except FileNotFoundError:
        return (), ()
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO, errno.EINVAL):
            return (), (f"{path} is no plain file and is ignored",)
        fix = f"remove {path}" if error.errno == errno.EISDIR else ""
        raise ArchhookError(f"the claims in {path} cannot be read: {error.strerror}", fix=fix) from None
    if len(data) > SIZE_LIMIT:
        return (), (f"{path} is no file of claims and is ignored",)
    try:
        document = json.loads(data)
        _of_our_time(document["schema_version"], path)
        claims, wrong = from_plain(document["claims"] if document["schema_version"] in (1, SCHEMA_VERSION) else None)
    except (ValueError, TypeError, KeyError, RecursionError):
        return (), (f"{path} is damaged and is ignored; the next claim replaces it",)
    return claims, ((f"{path} holds {wrong} damaged claim{'s' * (wrong > 1)}, ignored",) if wrong else ())


def change_claims(
    folder: str, decide: Callable[[tuple[Claim, ...]], tuple[Sequence[Claim], Answer]]
) -> tuple[Answer, tuple[str, ...]]:
    """Reads the claims, has it decided what stands instead, writes that: no other process comes between.

    Returns what was decided and notes. ArchhookError where the folder cannot be used; then nothing has changed.
    """
    problem = usable(folder)
    if problem:
        raise ArchhookError(f"claims cannot be kept in {folder}: {problem}")
    with _locked(os.path.join(folder, LOCK)):
        held, notes = read_claims(folder)
        claims, answer = decide(held)
        if tuple(claims) != held or notes:
            _write(os.path.join(folder, FILE), claims)
    return answer, notes


def forget_ended(folder: str, when: int) -> None:
    """Drops what is stored where all of it had ended at a time; whoever takes over what ended later is told so."""
    with contextlib.suppress(ArchhookError):
        if all(claim.until <= when for claim in read_claims(folder)[0]):
            change_claims(folder, lambda held: (() if all(claim.until <= when for claim in held) else held, None))


def _of_our_time(version: object, path: str) -> None:
    """Claims that a later archhook keeps, in another work tree's environment, are not ours to overwrite."""
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise ArchhookError(f"the claims in {path} were written by a later archhook", fix="upgrade this one")


def _write(path: str, claims: Sequence[Claim]) -> None:
    document = {"schema_version": SCHEMA_VERSION, "claims": to_plain(claims)}
    data = json.dumps(document, separators=(",", ":")).encode("ascii")
    if len(data) > SIZE_LIMIT:
        raise ArchhookError(f"{len(claims)} claims are more than are kept", fix="release some: `archhook release ID`")
    try:
        if os.path.isdir(path) and not os.path.islink(path):
            raise ArchhookError(f"claims cannot be written: {path} is a folder", fix=f"remove {path}")
        if claims:
            replace_file(path, data, 0o600)
        else:  # the gate of a commit looks no further than whether the file is there
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)
    except OSError as error:
        raise ArchhookError(f"claims cannot be written to {path}: {error.strerror}") from None


@contextlib.contextmanager
def _locked(path: str) -> Iterator[None]:
    """Holds the lock; ArchhookError where that cannot be had in time."""
    deadline = time.monotonic() + PATIENCE
    while True:
        descriptor = _open_lock(path)
        try:
            if _acquired(descriptor, path):
                yield
                return
        finally:
            os.close(descriptor)
        if time.monotonic() > deadline:
            raise ArchhookError(
                f"another process holds the claims ({path})", fix="try again; `archhook claims` needs no lock"
            )
        time.sleep(0.01)


def _acquired(descriptor: int, path: str) -> bool:
    """Whether the lock is ours, and the file is still the one that others will lock."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except FileNotFoundError:  # somebody removed the folder
        return False
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EINTR):
            return False
        raise ArchhookError(f"{path} cannot be locked: {error.strerror}") from None


def _open_lock(path: str) -> int:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
    except OSError as error:
        fix = f"remove {path}" if error.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO) else ""
        raise ArchhookError(f"{path} cannot be locked: {error.strerror}", fix=fix) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise ArchhookError(f"{path} cannot be locked: it is no plain file", fix=f"remove {path}")
    return descriptor
